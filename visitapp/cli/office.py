"""``visitapp office``: set up the office of a company, serve it, let laptops in."""

import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated

import platformdirs
import typer

from visitapp.cli.columns import harmless
from visitapp.cli.wishes import wishes
from visitapp.clock import Clock, SystemClock
from visitapp.errors import Known
from visitapp.texts import N_, translate

app = typer.Typer(
    help=N_("The office server: receives what laptops record."),
    no_args_is_help=True,
    rich_markup_mode=None,
)

Data = Annotated[
    Path | None,
    typer.Option("--data", envvar="VISITAPP_OFFICE_DATA", help=N_("Folder of the office.")),
]
AsJson = Annotated[bool, typer.Option("--json", help=N_("Print one JSON value."))]

GROUP = 5


@app.command("init", help=N_("Set up an office in a folder."))
def init(
    data: Data = None,
    name: Annotated[str, typer.Option("--name", help=N_("Name of the office."))] = "",
    as_json: AsJson = False,
) -> None:
    """Set up an office in a folder."""
    from visitapp.office.seat import establish  # noqa: PLC0415 - the web framework is slow to load

    folder = _folder(data)
    office = establish(folder, name or translate("Our office"), _clock())
    office.database.close()
    value = {"folder": str(folder), "name": office.name, "public_key": office.key.public.hex()}
    _show(
        value,
        as_json,
        lambda: translate(
            "The office “{name}” is set up in {path}.", name=office.name, path=folder
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
        _folder(data),
        _clock(),
        address,
        lambda url: _show({"url": url}, as_json, lambda: url),
    )


@app.command(
    "enroll-code",
    help=N_("Make a one-time code with which one laptop joins within fifteen minutes."),
)
def enroll_code(data: Data = None, as_json: AsJson = False) -> None:
    """Make a one-time code with which one laptop joins within fifteen minutes."""
    from visitapp.office import devices, seat, serving  # noqa: PLC0415
    from visitapp.sync.meeting import number_of  # noqa: PLC0415

    clock = _clock()
    office = seat.open_office(_folder(data), clock)
    try:
        code, expires = devices.new_code(office)
    finally:
        office.database.close()
    until = datetime.fromtimestamp(0, UTC) + timedelta(microseconds=expires)
    local = until.astimezone(clock.now().tzinfo)
    shown = f"{code[:GROUP]}-{code[GROUP:]}"
    url = serving.last_address(office.folder)
    value = {
        "code": shown,
        "url": url,
        "check": number_of(office.key.device),
        "invitation": f"{url}/#{code}.{office.key.device}",
        "expires_at": local.isoformat(timespec="seconds"),
    }
    _show(
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


def _clock() -> Clock:
    return wishes().clock or SystemClock()


def _folder(data: Path | None) -> Path:
    folder = data or platformdirs.user_data_path("visitapp-office", appauthor=False)
    if folder.exists() and not folder.is_dir():
        raise Known(
            "Folder not usable",
            "The folder {path} cannot be written.",
            "Choose another folder with --data, or ask for the right to write there.",
            path=folder,
        )
    return folder


def _show(value: dict[str, str], as_json: bool, sentence: Callable[[], str]) -> None:
    text = json.dumps(value, ensure_ascii=False) if as_json else harmless(sentence())
    sys.stdout.write(text + "\n")
    sys.stdout.flush()
