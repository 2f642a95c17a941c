"""Photos and papers held whole: files named by SHA-256, their rows, their thumbnails."""

import hashlib
from pathlib import Path

from sqlalchemy import Connection, delete, insert, select

from visitapp.disk import settle, write_whole
from visitapp.office import tables
from visitapp.office.refusals import Refused, malformed, too_large
from visitapp.office.seat import Office

HEX64 = 64
THUMB_LIMIT = 512 * 1024
JPEG_START = b"\xff\xd8\xff"


def blob_path(folder: Path, sha256: str) -> Path:
    """Where the whole blob lies once it is stored."""
    return folder / "blobs" / sha256[:2] / sha256


def thumb_path(folder: Path, sha256: str) -> Path:
    """Where the thumbnail of this original lies."""
    return folder / "thumbs" / sha256[:2] / f"{sha256}.jpg"


def part_path(folder: Path, sha256: str) -> Path:
    """Where the bytes of a blob gather until all are here."""
    return folder / "parts" / sha256


def destroy(folder: Path, sha256: str) -> None:
    """Remove every file that holds anything of this blob."""
    for path in (blob_path(folder, sha256), thumb_path(folder, sha256), part_path(folder, sha256)):
        path.unlink(missing_ok=True)


def demand_hash(text: str) -> str:
    """``text`` when it is 64 lower-case hex digits: it becomes a file name; Refused otherwise."""
    if len(text) != HEX64 or text.strip("0123456789abcdef"):
        raise malformed("sha256")
    return text


def demand_not_erased(connection: Connection, sha256: str) -> None:
    """Refused 410 when the blob was erased by rule: it never comes back (WIRE section 6)."""
    table = tables.erasure
    erased = connection.scalar(
        select(table.c.target).where(table.c.target == sha256, table.c.what == "blob")
    )
    if erased is not None:
        raise Refused(410, "erased", "This blob was erased by rule and does not come back.")


def stored_size(connection: Connection, sha256: str) -> int | None:
    """The size in bytes of a blob that is here whole; None when it isn't."""
    return connection.scalar(select(tables.blob.c.size).where(tables.blob.c.sha256 == sha256))


def is_whole(path: Path, sha256: str) -> bool:
    """Whether the file is there with exactly these bytes; reads all of it."""
    if not path.exists():
        return False
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == sha256


def adopt(office: Office, part: Path, sha256: str) -> None:
    """Make a flushed, checked file the stored blob: rename, flush the folder, then the row."""
    final = blob_path(office.folder, sha256)
    settle(part, final)
    write_row(office, sha256, final.stat().st_size)


def write_row(office: Office, sha256: str, size: int) -> None:
    """Say that the blob is stored; one that was erased meanwhile is destroyed (Refused 410)."""
    part = tables.blob_part
    try:
        with office.database.writing() as connection:
            demand_not_erased(connection, sha256)
            device = connection.scalar(select(part.c.device).where(part.c.sha256 == sha256))
            connection.execute(delete(part).where(part.c.sha256 == sha256))
            connection.execute(
                insert(tables.blob).values(
                    sha256=sha256,
                    size=size,
                    stored_at=office.micros(),
                    device=device or "",
                    announced=False,
                )
            )
    except Refused:
        destroy(office.folder, sha256)
        raise


def put_thumb(office: Office, sha256: str, data: bytes) -> None:
    """Keep the thumbnail (JPEG) of an original; Refused when it isn't one."""
    if len(data) > THUMB_LIMIT:
        raise too_large(THUMB_LIMIT)
    if not data.startswith(JPEG_START):
        raise malformed("thumbnail")
    write_whole(thumb_path(office.folder, sha256), data)
    try:
        with office.database.writing() as connection:
            demand_not_erased(connection, sha256)
            connection.execute(delete(tables.thumb).where(tables.thumb.c.sha256 == sha256))
            connection.execute(
                insert(tables.thumb).values(
                    sha256=sha256, size=len(data), stored_at=office.micros()
                )
            )
    except Refused:
        thumb_path(office.folder, sha256).unlink(missing_ok=True)
        raise


def absent(office: Office, blobs: list[str], thumbnails: list[str]) -> tuple[list[str], list[str]]:
    """Those of the originals and thumbnails that are neither here whole nor erased, in order."""
    erasure = tables.erasure
    with office.database.reading() as connection:
        erased = set(
            connection.scalars(
                select(erasure.c.target).where(
                    erasure.c.what == "blob", erasure.c.target.in_([*blobs, *thumbnails])
                )
            )
        )
        originals = select(tables.blob.c.sha256).where(tables.blob.c.sha256.in_(blobs))
        small = select(tables.thumb.c.sha256).where(tables.thumb.c.sha256.in_(thumbnails))
        here, here_small = set(connection.scalars(originals)), set(connection.scalars(small))
    return (
        [sha256 for sha256 in blobs if sha256 not in here | erased],
        [sha256 for sha256 in thumbnails if sha256 not in here_small | erased],
    )
