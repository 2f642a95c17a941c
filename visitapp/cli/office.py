"""``visitapp office``: set up the office of a company, serve it, let laptops in."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer

from visitapp.cli import office_dossier, office_keeping, office_stamps
from visitapp.cli.office_seat import AsJson, Data, clock, folder_of, show
from visitapp.texts import N_, translate

app = typer.Typer(
    help=N_("The office server: receives what laptops record."),
    no_args_is_help=True,
    rich_markup_mode=None,
)
app.add_typer(office_dossier.app)
app.add_typer(office_keeping.app)
app.add_typer(office_stamps.app)

GROUP = 5


@app.command("init", help=N_("Set up an office in a folder."))
def init(
    data: Data = None,
    name: Annotated[str, typer.Option("--name", help=N_("Name of the office."))] = "",
    as_json: AsJson = False,
) -> None:
    """Set up an office in a folder."""
    from visitapp.evidence.verdict import fingerprint_of, shown_fingerprint  # noqa: PLC0415
    from visitapp.office.seat import establish  # noqa: PLC0415 - the web framework is slow to load

    folder = folder_of(data)
    office = establish(folder, name or translate("Our office"), clock())
    office.database.close()
    fingerprint = fingerprint_of(office.key.public)
    value = {
        "folder": str(folder),
        "name": office.name,
        "public_key": office.key.public.hex(),
        "fingerprint": fingerprint,
    }
    show(
        value,
        as_json,
        lambda: translate(
            "The office “{name}” is set up in {path}. Its fingerprint, for the company's paper and"
            " site: {fingerprint}",
            name=office.name,
            path=folder,
            fingerprint=shown_fingerprint(fingerprint),
        ),
    )


@app.command("serve", help=N_("Serve the office until it is stopped; prints its address."))
def serve(
    data: Data = None,
    host: Annotated[str, typer.Option("--host", help=N_("Address to listen on."))] = "127.0.0.1",
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help=N_("0 takes a free one."))
    ] = 8470,
    tls_cert: Annotated[
        Path | None, typer.Option("--tls-cert", help=N_("Certificate, PEM."))
    ] = None,
    tls_key: Annotated[Path | None, typer.Option("--tls-key", help=N_("Its key, PEM."))] = None,
    as_json: AsJson = False,
) -> None:
    """Serve the office until it is stopped; prints its address."""
    from visitapp.office import serving  # noqa: PLC0415

    address = serving.Address(host=host, port=port, tls_cert=tls_cert, tls_key=tls_key)
    serving.serve(
        folder_of(data),
        clock(),
        address,
        lambda url: show({"url": url}, as_json, lambda: url),
    )


@app.command(
    "enroll-code",
    help=N_("Make a one-time code with which one laptop joins within fifteen minutes."),
)
def enroll_code(data: Data = None, as_json: AsJson = False) -> None:
    """Make a one-time code with which one laptop joins within fifteen minutes."""
    from visitapp.office import devices, seat, serving  # noqa: PLC0415
    from visitapp.sync.meeting import number_of  # noqa: PLC0415

    now = clock()
    office = seat.open_office(folder_of(data), now)
    try:
        code, expires = devices.new_code(office)
    finally:
        office.database.close()
    until = datetime.fromtimestamp(0, UTC) + timedelta(microseconds=expires)
    local = until.astimezone(now.now().tzinfo)
    shown = f"{code[:GROUP]}-{code[GROUP:]}"
    url = serving.last_address(office.folder)
    value = {
        "code": shown,
        "url": url,
        "check": number_of(office.key.device),
        "invitation": f"{url}/#{code}.{office.key.device}",
        "expires_at": local.isoformat(timespec="seconds"),
    }
    show(
        value,
        as_json,
        lambda: translate(
            "Code {code}, address {url}, usable once until {time}. "
            "Check number {check}. All in one: {invitation}",
            code=shown,
            url=url,
            time=f"{local:%H:%M}",
            check=value["check"],
            invitation=value["invitation"],
        ),
    )
