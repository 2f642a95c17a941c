"""A dossier over HTTP: made in a folder of its own, sent in pieces, never left lying there.

One at a time: each needs the disk twice over and a processor.
"""

import secrets
import threading
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import BinaryIO

from starlette.responses import Response, StreamingResponse

from visitapp.disk import PRIVATE_FOLDER
from visitapp.errors import Known
from visitapp.office import dossiers
from visitapp.office.seat import Office

PIECE = 1 << 18
_one_at_a_time = threading.Lock()


def answer(office: Office, visit: str, reason: str, *, case: bool) -> Response:
    """The zip as an attachment; with ``case`` all other visits to the customer lie in it too.

    Raises Known when it can't be made, and while another one is being made.
    """
    if not _one_at_a_time.acquire(blocking=False):
        raise Known(
            "Another dossier",
            "Another dossier is being made at this moment.",
            "Try again when it is finished.",
        )
    try:
        given = dossiers.with_case(office, [visit]) if case else [visit]
        path = _scratch(office)
        made = dossiers.make(office, given, reason, path)
        file = path.open("rb")
        with suppress(PermissionError):  # Windows keeps the name of an open file: then at the end
            path.unlink()
    finally:
        _one_at_a_time.release()
    what = made.visits[0] if len(made.visits) == 1 else f"{len(made.visits)}-visits"
    headers = {
        "Content-Disposition": f'attachment; filename="dossier-{what}.zip"',
        "Content-Length": str(made.issued.size),
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
    }
    return StreamingResponse(_pieces(file, path), media_type="application/zip", headers=headers)


def sweep(office: Office) -> None:
    """Remove what a crash or a browser that went away left behind; at every start."""
    for path in _folder(office).glob("*.zip"):
        path.unlink(missing_ok=True)


def _scratch(office: Office) -> Path:
    folder = _folder(office)
    folder.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
    return folder / f"{secrets.token_hex(8)}.zip"


def _folder(office: Office) -> Path:
    return office.folder / "outgoing"


def _pieces(file: BinaryIO, path: Path) -> Iterator[bytes]:
    try:
        with file:
            yield from iter(partial(file.read, PIECE), b"")
    finally:
        path.unlink(missing_ok=True)
