"""Blobs on their way in, piece by piece (tus 1.0 core, docs/WIRE.md section 8).

A piece is appended, flushed to disk, and only then acknowledged: the part's length on disk is its
offset. When all bytes are there the whole file is read and hashed again, renamed, its folder
flushed, and only then the row says "stored". A crash between any two of these is made good when
somebody asks next. Leases live in this process: one office process serves one folder.
"""

import os
import threading
from dataclasses import dataclass, field
from typing import BinaryIO

from sqlalchemy import Connection, delete, insert, select

from visitapp.disk import PRIVATE, PRIVATE_FOLDER
from visitapp.office import tables
from visitapp.office.blobs import (
    adopt,
    blob_path,
    demand_not_erased,
    is_whole,
    part_path,
    stored_size,
    write_row,
)
from visitapp.office.refusals import Refused, too_large
from visitapp.office.seat import Office


@dataclass(frozen=True, slots=True)
class Progress:
    """How much of a blob is here: ``offset`` of ``length`` bytes, and whether it is stored."""

    offset: int
    length: int
    stored: bool = False


@dataclass(slots=True)
class _Door:
    """One blob being received: whoever holds the newest lease may append."""

    lock: threading.RLock = field(default_factory=threading.RLock)
    lease: int = 0


class Uploads:
    """All uploads of this process; a new one of the same blob pre-empts a stale one."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._lock = threading.Lock()
        self._doors: dict[str, _Door] = {}

    def create(self, device: str, sha256: str, length: int) -> Progress:
        """Begin, or find again, the upload of a blob of ``length`` bytes; Refused 409, 410, 413."""
        if length > self._office.blob_limit:
            raise too_large(self._office.blob_limit)
        with self._door(sha256).lock:
            found = self._here(sha256)
            if found is not None and found.length == length:
                return self._completed(sha256, found)
            if found is not None and found.stored:
                raise Refused(409, "length", "This blob is stored with another length.")
            # the same bytes have one length: whoever declared the other one was wrong; start over
            self._begin(device, sha256, length)
            return self._completed(sha256, Progress(offset=0, length=length))

    def progress(self, sha256: str) -> Progress:
        """How much of the blob is here; Refused 404 when nobody has begun it, 410 when erased."""
        with self._door(sha256).lock:
            found = self._here(sha256)
            if found is None:
                raise Refused(404, "not_found", "This blob was not begun here.")
            return self._completed(sha256, found)

    def receive(self, sha256: str, offset: int) -> "Upload":
        """Take over the blob at ``offset``; Refused 409 when it stands elsewhere."""
        door = self._door(sha256)
        with door.lock:
            here = self.progress(sha256)
            if here.offset != offset:
                raise Refused(409, "offset", f"The blob stands at offset {here.offset}.")
            door.lease += 1
            return Upload(self, door, sha256, here)

    def open_part(self, sha256: str) -> BinaryIO:
        """The part, unbuffered, to be appended to."""
        path = part_path(self._office.folder, sha256)
        path.parent.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
        handle = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_APPEND, PRIVATE)
        return os.fdopen(handle, "wb", buffering=0)

    def complete(self, sha256: str) -> None:
        """Check the hash of the full part and store it; Refused 460 throws the part away."""
        part = part_path(self._office.folder, sha256)
        if not is_whole(part, sha256):
            part.unlink(missing_ok=True)
            raise Refused(460, "hash", "The whole has another hash; start again at offset 0.")
        adopt(self._office, part, sha256)

    def _completed(self, sha256: str, found: Progress) -> Progress:
        """``found``, after whatever a crash or a full disk had cut off was done."""
        if found.stored:
            return found
        final = blob_path(self._office.folder, sha256)
        if is_whole(final, sha256):
            write_row(self._office, sha256, found.length)
        elif found.offset == found.length:
            self.open_part(sha256).close()
            try:
                self.complete(sha256)
            except Refused as refused:
                if refused.status != 460 or not found.length:
                    raise
                return Progress(offset=0, length=found.length)
        else:
            return found
        return Progress(offset=found.length, length=found.length, stored=True)

    def _door(self, sha256: str) -> _Door:
        with self._lock:
            return self._doors.setdefault(sha256, _Door())

    def _here(self, sha256: str) -> Progress | None:
        with self._office.database.reading() as connection:
            demand_not_erased(connection, sha256)
            size = stored_size(connection, sha256)
            if size is not None:
                return Progress(offset=size, length=size, stored=True)
            length = _declared(connection, sha256)
        if length is None:
            return None
        path = part_path(self._office.folder, sha256)
        return Progress(offset=path.stat().st_size if path.exists() else 0, length=length)

    def _begin(self, device: str, sha256: str, length: int) -> None:
        part_path(self._office.folder, sha256).unlink(missing_ok=True)
        self._door(sha256).lease += 1
        table = tables.blob_part
        with self._office.database.writing() as connection:
            connection.execute(delete(table).where(table.c.sha256 == sha256))
            connection.execute(
                insert(table).values(
                    sha256=sha256, length=length, device=device, opened_at=self._office.micros()
                )
            )


class Upload:
    """One PATCH at work: bytes are taken as long as no newer upload has taken over."""

    def __init__(self, uploads: Uploads, door: _Door, sha256: str, here: Progress) -> None:
        self._uploads, self._door, self._sha256 = uploads, door, sha256
        self._lease = door.lease
        self._offset, self._length = here.offset, here.length
        self._file = None if here.stored else uploads.open_part(sha256)

    def take(self, data: bytes) -> None:
        """Append bytes; Refused 409 after a newer upload took over, 413 beyond the whole length."""
        with self._door.lock:
            if self._door.lease != self._lease:
                raise Refused(409, "preempted", "A newer upload of this blob has taken over.")
            if self._offset + len(data) > self._length:
                raise too_large(self._length)
            view = memoryview(data)
            while view and self._file is not None:
                written = self._file.write(view)
                view = view[written:]
                self._offset += written

    def settle(self) -> int:
        """Flush what came to disk and return the offset; the last piece stores the blob.

        Refused 460 when the whole has another hash: the sender starts again at offset 0.
        """
        with self._door.lock:
            if self._file is None:
                return self._offset
            os.fsync(self._file.fileno())
            self.close()
            if self._door.lease == self._lease and self._offset == self._length:
                self._uploads.complete(self._sha256)
        return self._offset

    def close(self) -> None:
        """Let go of the file; what was written stays."""
        if self._file is not None:
            self._file.close()
            self._file = None


def _declared(connection: Connection, sha256: str) -> int | None:
    table = tables.blob_part
    return connection.scalar(select(table.c.length).where(table.c.sha256 == sha256))
