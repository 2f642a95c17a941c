"""``visitapp office``: how it stands, and a time stamp over everything it has."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from visitapp.cli.office_seat import AsJson, Data, clock, folder_of, show
from visitapp.texts import N_, tell, translate

if TYPE_CHECKING:
    from visitapp.office.sealing.checking import Seal
    from visitapp.office.stamping.ledger import Stamp
    from visitapp.office.stamping.standing import Overview, Standing

app = typer.Typer(rich_markup_mode=None)
SHORT = 16


@app.command("timestamp", help=N_("Ask the time-stamp authority now, about all records here."))
def timestamp(data: Data = None, as_json: AsJson = False) -> None:
    """Office timestamp."""
    from visitapp.office import seat  # noqa: PLC0415 - the database is slow to load
    from visitapp.office.stamping import daily, standing  # noqa: PLC0415

    office = seat.open_office(folder_of(data), clock())
    try:
        made = daily.stamp(office)
        worth = standing.overview(office, 1).worth
    finally:
        office.database.close()
    show(_shape(made), as_json, lambda: f"{_line(made)}\n{worth}")


@app.command("status", help=N_("How this office stands: records, backup, time stamps."))
def status(data: Data = None, as_json: AsJson = False) -> None:
    """Office status."""
    from visitapp.evidence.verdict import fingerprint_of, shown_fingerprint  # noqa: PLC0415
    from visitapp.office import counting, seat  # noqa: PLC0415
    from visitapp.office.sealing.report_key import report_key  # noqa: PLC0415
    from visitapp.office.stamping import standing  # noqa: PLC0415

    office = seat.open_office(folder_of(data), clock())
    try:
        counted, stamps = counting.counts(office), standing.overview(office)
        fingerprint, name = fingerprint_of(office.key.public), office.name
        report = report_key(office.folder, name, office.clock.now()).fingerprint
    finally:
        office.database.close()
    value = {
        "office": name,
        "fingerprint": fingerprint,
        "entries": counted.entries,
        "durable": counted.durable,
        "report_key": report,
        "laptops": counted.laptops,
        "originals": counted.originals,
        "timestamps": _stamps_shape(stamps),
    }
    lines = [
        name,
        shown_fingerprint(fingerprint),
        translate(
            "Certificate that signs reports: {fingerprint}", fingerprint=shown_fingerprint(report)
        ),
        translate(
            "{entries} records, {durable} of them in the last backup; {originals} photos and "
            "papers; {laptops} laptops.",
            entries=counted.entries,
            durable=counted.durable,
            originals=counted.originals,
            laptops=counted.laptops,
        ),
        *stamp_lines(stamps),
    ]
    show(value, as_json, lambda: "\n".join(lines))


@app.command("check-report", help=N_("Whether a signed report is as this office signed it."))
def check_report(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=N_("The report as PDF."))],
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Office check-report."""
    from visitapp.office import seat  # noqa: PLC0415
    from visitapp.office.sealing import reading  # noqa: PLC0415

    office = seat.open_office(folder_of(data), clock())
    try:
        found = reading.seal_of(office, file)
    finally:
        office.database.close()
    at = found.stamped_at
    value = {
        "name": found.name,
        "fingerprint": found.fingerprint,
        "stamped_at": at.isoformat(timespec="seconds") if at else None,
        "trusted": found.trusted,
    }
    show(value, as_json, lambda: "\n".join(_seal_lines(found)))


def _seal_lines(found: "Seal") -> list[str]:
    lines = [translate("The report is as {name} signed it.", name=found.name)]
    if found.stamped_at is None:
        lines.append(translate("No authority confirms when it was signed."))
    elif found.trusted:
        at = f"{_local(found.stamped_at):%Y-%m-%d %H:%M:%S}"
        lines.append(translate("A trusted authority confirms that it was there at {at}.", at=at))
    else:
        at = f"{_local(found.stamped_at):%Y-%m-%d %H:%M:%S}"
        lines.append(
            translate("An authority that is not trusted here says it was there at {at}.", at=at)
        )
    return lines


def stamp_lines(found: "Overview") -> list[str]:
    """What the stamps are worth, the last ones, and why the last question failed."""
    lines = [found.worth]
    lines += [_checked_line(one) for one in found.stamps]
    if found.failure is not None:
        lines.append(tell(found.failure.known).sentence)
    return lines


def _checked_line(one: "Standing") -> str:
    if one.trouble is None:
        return translate("{line}: holds", line=_line(one.stamp))
    return f"{_line(one.stamp)}: {tell(one.trouble).sentence}"


def _line(stamp: "Stamp") -> str:
    words = stamp.words
    return translate(
        "{at} {signer}: {count} records, root {root}",
        at=f"{_local(stamp.at):%Y-%m-%d %H:%M:%S}",
        signer=stamp.signer or stamp.authority,
        count=words.size,
        root=words.root[:SHORT],
    )


def _local(at: datetime) -> datetime:
    return at.astimezone(clock().now().tzinfo)


def _shape(stamp: "Stamp") -> dict[str, object]:
    words = stamp.words
    return {
        "at": stamp.at.isoformat(timespec="seconds"),
        "authority": stamp.authority,
        "signer": stamp.signer,
        "policy": stamp.policy,
        "entries": words.size,
        "root": words.root,
        "epoch": words.epoch,
    }


def _stamps_shape(found: "Overview") -> dict[str, object]:
    return {
        "authority": found.authority.authority,
        "stamps": [{**_shape(one.stamp), "holds": one.trouble is None} for one in found.stamps],
        "failure": tell(found.failure.known).sentence if found.failure else "",
    }
