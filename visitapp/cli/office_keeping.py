"""``visitapp office``: backup and restore, lost laptops, erasures, what was found."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer

from visitapp.cli.columns import table
from visitapp.cli.office_seat import AsJson, Data, clock, folder_of, show
from visitapp.incidents import office_words
from visitapp.texts import N_, translate

app = typer.Typer(rich_markup_mode=None)
Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", help=N_("Who asked, and why."))]
SHORT = 12


@app.command("backup", help=N_("One file with everything of the office; moves the watermark."))
def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE")],
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Office backup."""
    from visitapp.office import backing, seat  # noqa: PLC0415 - the database is slow to load

    office = seat.open_office(folder_of(data), clock())
    try:
        made = backing.backup(office, file)
    finally:
        office.database.close()
    value = {"file": str(made.path), "bytes": made.size, "entries": made.entries}
    show(
        {**value, "originals": made.originals},
        as_json,
        lambda: translate(
            "Backup of {entries} records and {originals} photos and papers written to {path}. "
            "It is not encrypted: keep it where the office's own data may lie.",
            entries=made.entries,
            originals=made.originals,
            path=made.path,
        ),
    )


@app.command("restore", help=N_("Lay a backup out in the empty folder that --data names."))
def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE")],
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Office restore."""
    from visitapp.office import backing  # noqa: PLC0415

    folder = folder_of(data)
    made = backing.restore(folder, file, clock())
    value = {"folder": str(folder), "epoch": made.epoch, "entries": made.entries}
    show(
        {**value, "lost": list(made.lost)},
        as_json,
        lambda: translate(
            "Restored into {folder} with {entries} records. Laptops offer the rest again by "
            "themselves; {lost} damaged photos are asked for anew.",
            folder=folder,
            entries=made.entries,
            lost=len(made.lost),
        ),
    )


@app.command("unseal", help=N_("Show the recovery code of a lost laptop; the reason is logged."))
def unseal(
    laptop: Annotated[str, typer.Argument(metavar="LAPTOP", help=N_("Its name, or id."))],
    reason: Reason,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Office unseal."""
    from visitapp.office import lost_laptops, seat  # noqa: PLC0415

    office = seat.open_office(folder_of(data), clock())
    try:
        opened = lost_laptops.open_sealed(office, laptop, reason)
    finally:
        office.database.close()
    value = {"device": opened.device, "name": opened.name, "recovery_code": opened.code}
    show(value, as_json, lambda: f"{opened.name}\n{opened.code}")


@app.command("requests", help=N_("Photos that laptops ask to have destroyed."))
def requests(data: Data = None, as_json: AsJson = False) -> None:
    """Office requests."""
    from visitapp.office import erasing, seat  # noqa: PLC0415

    office = seat.open_office(folder_of(data), clock())
    try:
        wishes = erasing.open_wishes(office)
    finally:
        office.database.close()
    value = [
        {"sha256": one.sha256, "visit": one.visit, "actor": one.actor, "reason": one.reason}
        for one in wishes
    ]
    lines = table((w.sha256[:SHORT], _at(w.at), w.visit, w.reason) for w in wishes)
    show({"requests": value}, as_json, lambda: "\n".join(lines or [translate("No open request.")]))


@app.command("erase", help=N_("Destroy a photo, or one record's text, here and on all laptops."))
def erase(
    given: Annotated[str, typer.Argument(metavar="HASH", help=N_("Of the photo or record."))],
    reason: Reason,
    *,
    record: Annotated[
        bool, typer.Option("--record", help=N_("The text of a record, not a photo."))
    ] = False,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Office erase."""
    from visitapp.office import erasing, seat  # noqa: PLC0415

    office = seat.open_office(folder_of(data), clock())
    try:
        order = erasing.erase_entry if record else erasing.destroy_photo
        erased = order(office, given, reason)
    finally:
        office.database.close()
    show(
        {"erased": erased},
        as_json,
        lambda: translate(
            "{hash} was erased here; laptops follow at their next sync, backups with their next "
            "cycle. Hash and reason stay.",
            hash=erased[:SHORT],
        ),
    )


@app.command("incidents", help=N_("What somebody must look at, with one sentence and advice."))
def incidents(data: Data = None, as_json: AsJson = False) -> None:
    """Office incidents."""
    from visitapp.office import incidents as findings  # noqa: PLC0415
    from visitapp.office import seat  # noqa: PLC0415

    office = seat.open_office(folder_of(data), clock())
    try:
        found, apart = findings.newest(office), findings.apart(office)
    finally:
        office.database.close()
    value = {
        "incidents": [
            {"what": f.what, "device": f.device, "detail": f.detail, "at": _iso(f.at)}
            for f in found
        ],
        "apart": [{"device": d, "incarnation": i, "entries": n} for d, i, n in apart],
    }
    lines = [
        f"{_at(one.at)} {one.device[:8]} {words.title}: {words.sentence} {words.advice}".strip()
        for one in found
        for words in [office_words(one.what)]
    ]
    lines += [
        translate(
            "{count} records of {device}, branch {branch}, are kept apart.",
            count=count,
            device=device[:8],
            branch=branch,
        )
        for device, branch, count in apart
    ]
    show(value, as_json, lambda: "\n".join(lines or [translate("Nothing to look at.")]))


def _moment(at: int) -> datetime:
    zone = clock().now().tzinfo
    return (datetime.fromtimestamp(0, UTC) + timedelta(microseconds=at)).astimezone(zone)


def _at(at: int) -> str:
    return f"{_moment(at):%Y-%m-%d %H:%M}"


def _iso(at: int) -> str:
    return _moment(at).isoformat(timespec="seconds")
