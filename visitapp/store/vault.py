"""Photos and papers by SHA-256: original bytes, encrypted in chunks, never changed.

A blob lies at ``vault/ab/<sha256>`` as STREAM chunks (Hoang, Reyhanitabar, Rogaway, Vizár 2015):
1 MiB of plain text each, AES-256-GCM, nonce = 7 bytes of zeros (the key is the blob's own) ‖
4-byte counter ‖ 1-byte last flag. The key is random and lives in the blob's row: destroying the
row destroys the blob. Order: scratch file, fsync, then in one transaction rename, fsync of the
folder, row: two programs that keep the same photo at once cannot part a file from its key.
"""

import hashlib
import os
import secrets
from collections.abc import Iterator
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from visitapp.disk import PRIVATE_FOLDER, drop, make_folder, settle
from visitapp.errors import Known
from visitapp.store.database import Connection, writing

CHUNK = 1024 * 1024
TAG = 16
KEY_BITS = 256
SCRATCH = "tmp"


def damaged(sha256: str) -> Known:
    """The error of a blob whose bytes are not what its name says."""
    return Known(
        "Photo or paper is damaged",
        "The stored original {sha256} is damaged or missing.",
        "Run store check; if the office has it, the next sync can bring it back.",
        sha256=sha256[:12],
    )


def erased() -> Known:
    """The error of bytes that an erasure names: they do not come back by being offered again."""
    return Known(
        "Erased by rule",
        "This photo or paper was erased by rule and is not kept again.",
        "If it is needed after all, talk to your office.",
    )


def not_kept(error: OSError) -> Known:
    """The error of a file that could not be written."""
    return Known(
        "Photo or paper not kept",
        "The file could not be written to the disk ({what}).",
        "Free some space on the disk and do it again; the original file is untouched.",
        what=error.strerror or error,
    )


class Vault:
    """The blobs of one store."""

    def __init__(self, folder: Path, db: Connection) -> None:
        self._folder = folder
        self._db = db

    def put(self, data: bytes) -> str:
        """Keep ``data``; returns its SHA-256 when bytes and row are on disk. Twice is once."""
        sha256 = hashlib.sha256(data).hexdigest()
        while not self.has(sha256):
            self._place(sha256, data)
        return sha256

    def _place(self, sha256: str, data: bytes, *, over: bool = False) -> None:
        """One try: nothing is kept when another program swept the scratch file away.

        ``over`` puts the bytes in the place of a file that is damaged, too.
        """
        key = AESGCM.generate_key(KEY_BITS)
        scratch = self._write(data, key)
        with writing(self._db):
            if self.is_destroyed(sha256):
                drop(scratch)
                raise erased()
            if scratch.exists() and (over or not self.has(sha256)):
                _settle(scratch, self.path(sha256))
                self._db.execute(
                    "INSERT INTO blob (sha256, size, key, state) VALUES (?, ?, ?, CASE WHEN EXISTS"
                    " (SELECT 1 FROM receipted_blob WHERE sha256 = ?) THEN 'kept' ELSE 'here' END)"
                    " ON CONFLICT (sha256) DO UPDATE SET key = excluded.key, size = excluded.size",
                    (sha256, len(data), key, sha256),
                )
        drop(scratch)

    def mend(self, data: bytes) -> str:
        """Put an original back whose file is damaged or gone; the same bytes under a new key.

        Returns its SHA-256; like any try it may come to nothing, so read it before counting it
        whole. Raises Known when an erasure took it, or nothing can be written.
        """
        sha256 = hashlib.sha256(data).hexdigest()
        self._place(sha256, data, over=True)
        return sha256

    def is_destroyed(self, sha256: str) -> bool:
        """Whether an erasure took its bytes: gone by rule, not missing."""
        row = self._db.execute("SELECT state FROM blob WHERE sha256 = ?", (sha256,)).fetchone()
        return row is not None and row[0] == "destroyed"

    def has(self, sha256: str) -> bool:
        """Whether row and file are here, the file in its full length."""
        row = self._row(sha256)
        if row is None or row[0] is None:
            return False
        path = self.path(sha256)
        return path.exists() and path.stat().st_size == sealed_size(row[1])

    def read(self, sha256: str) -> bytes:
        """The original, byte for byte; Known when its hash no longer holds."""
        data = b"".join(self.chunks(sha256))
        if hashlib.sha256(data).hexdigest() != sha256:
            raise damaged(sha256)
        return data

    def chunks(self, sha256: str, offset: int = 0) -> Iterator[bytes]:
        """The original from ``offset`` on, in pieces of at most 1 MiB; Known when damaged."""
        row = self._row(sha256)
        if row is None or row[0] is None:
            raise damaged(sha256)
        yield from self._plain(self.path(sha256), row[0], row[1], offset, sha256)

    def put_copy(self, sha256: str, kind: str, data: bytes) -> None:
        """Keep a copy that can be made again: ``kind`` is working or thumbnail."""
        key = AESGCM.generate_key(KEY_BITS)
        scratch = self._write(data, key)
        with writing(self._db):
            if self.is_destroyed(sha256):
                drop(scratch)
                return
            if not scratch.exists():
                return  # swept away by another program; a copy can be made again
            _settle(scratch, self.copy_path(sha256, kind))
            self._db.execute(
                "INSERT INTO copy (sha256, kind, size, key) VALUES (?, ?, ?, ?) ON CONFLICT"
                " (sha256, kind) DO UPDATE SET key = excluded.key, size = excluded.size",
                (sha256, kind, len(data), key),
            )

    def read_copy(self, sha256: str, kind: str) -> bytes | None:
        """A copy, or None when there is none or it is damaged (it can be made again)."""
        row = self._db.execute(
            "SELECT key, size FROM copy WHERE sha256 = ? AND kind = ?", (sha256, kind)
        ).fetchone()
        path = self.copy_path(sha256, kind)
        if row is None or not path.exists():
            return None
        try:
            return b"".join(self._plain(path, row[0], row[1], 0, sha256))
        except Known:
            return None

    def drop_copy(self, sha256: str, kind: str) -> None:
        """Forget a damaged copy; the file goes when nothing names it any more."""
        with writing(self._db):
            self._db.execute("DELETE FROM copy WHERE sha256 = ? AND kind = ?", (sha256, kind))
        self.copy_path(sha256, kind).unlink(missing_ok=True)

    def destroy(self, sha256: str) -> None:
        """Destroy an original and its copies inside the caller's transaction; the row stays."""
        self._db.execute("DELETE FROM copy WHERE sha256 = ?", (sha256,))
        self._db.execute(
            "INSERT INTO blob (sha256, size, key, state) VALUES (?, 0, NULL, 'destroyed')"
            " ON CONFLICT (sha256) DO UPDATE SET key = NULL, state = 'destroyed'",
            (sha256,),
        )

    def sweep(self, sha256: str) -> None:
        """Remove the files of a destroyed blob after the transaction that destroyed it."""
        for path in (self.path(sha256), *self.path(sha256).parent.glob(f"{sha256}.*")):
            path.unlink(missing_ok=True)

    def path(self, sha256: str) -> Path:
        """Where the encrypted original lies."""
        return self._folder / sha256[:2] / sha256

    def copy_path(self, sha256: str, kind: str) -> Path:
        """Where an encrypted copy lies."""
        return self._folder / sha256[:2] / f"{sha256}.{kind}"

    def files(self) -> Iterator[Path]:
        """Every settled file in the vault's folders."""
        yield from self._folder.glob("[0-9a-f][0-9a-f]/*")

    def scratch(self) -> Iterator[Path]:
        """Scratch files: of a program that writes right now, or of one that was cut off."""
        yield from (self._folder / SCRATCH).glob("*")

    def _row(self, sha256: str) -> tuple[bytes | None, int] | None:
        found: tuple[bytes | None, int] | None = self._db.execute(
            "SELECT key, size FROM blob WHERE sha256 = ?", (sha256,)
        ).fetchone()
        return found

    def _write(self, data: bytes, key: bytes) -> Path:
        """The sealed bytes in a scratch file that is on disk."""
        scratch = self._folder / SCRATCH / secrets.token_hex(16)
        try:
            make_folder(scratch.parent, PRIVATE_FOLDER)
            with scratch.open("xb") as file:
                for piece in _sealed(data, key):
                    file.write(piece)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            drop(scratch)
            raise not_kept(error) from error
        return scratch

    def _plain(
        self, path: Path, key: bytes, size: int, offset: int, sha256: str
    ) -> Iterator[bytes]:
        cipher = AESGCM(key)
        last = max(0, (size - 1) // CHUNK)
        first = min(offset // CHUNK, last)
        try:
            if path.stat().st_size != sealed_size(size):
                raise damaged(sha256)
            with path.open("rb") as file:
                file.seek(first * (CHUNK + TAG))
                for place in range(first, last + 1):
                    piece = cipher.decrypt(_nonce(place, last), file.read(CHUNK + TAG), None)
                    yield piece[offset - place * CHUNK :] if place * CHUNK < offset else piece
        except (OSError, InvalidTag, ValueError) as error:
            raise damaged(sha256) from error


def _settle(scratch: Path, path: Path) -> None:
    """Give a scratch file its name for good."""
    try:
        settle(scratch, path)
    except OSError as error:
        drop(scratch)
        raise not_kept(error) from error


def sealed_size(size: int) -> int:
    """Bytes of the encrypted file of ``size`` original bytes."""
    return size + TAG * (max(0, (size - 1) // CHUNK) + 1)


def _sealed(data: bytes, key: bytes) -> Iterator[bytes]:
    cipher = AESGCM(key)
    last = max(0, (len(data) - 1) // CHUNK)
    view = memoryview(data)
    for place in range(last + 1):
        piece = view[place * CHUNK : (place + 1) * CHUNK]
        yield cipher.encrypt(_nonce(place, last), piece, None)


def _nonce(place: int, last: int) -> bytes:
    return bytes(7) + place.to_bytes(4, "big") + bytes([place == last])
