"""What must stand nowhere in clear, in every form it could stand there."""

import base64
import gzip
import io
import json
import re
import urllib.parse
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "cp932", "euc-jp")
LARGEST = 4_000_000  # bytes that one packed stream may unfold to
FLATE = re.compile(rb"\x78[\x01\x5e\x9c\xda]")
PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"%PDF-")


@dataclass(frozen=True)
class Leak:
    """A canary that was found: which, in what form, in which file."""

    name: str
    form: str
    path: Path


def forms_of(text: str) -> dict[bytes, str]:
    """A text as it may stand in a file."""
    found: dict[bytes, str] = {}
    for encoding in ENCODINGS:
        try:
            raw = text.encode(encoding)
        except UnicodeEncodeError:
            continue
        found[raw] = encoding
        found |= _of_bytes(raw, encoding)
    found[json.dumps(text)[1:-1].encode()] = "JSON"
    found[urllib.parse.quote(text).encode()] = "percent"
    return found


def forms_of_photo(data: bytes) -> dict[bytes, str]:
    """Three places of a photo's own bytes, as they may stand in a file."""
    found: dict[bytes, str] = {}
    for at in (len(data) // 4, len(data) // 2, len(data) - 200):
        raw = data[at : at + 48]
        found[raw] = f"bytes {at}"
        found |= _of_bytes(raw, f"bytes {at}")
    return found


def _of_bytes(raw: bytes, name: str) -> dict[bytes, str]:
    """Hex, and base64 at each of its three alignments."""
    found = {raw.hex().encode(): f"{name}, hex", raw.hex().upper().encode(): f"{name}, hex"}
    for shift in range(3):
        coded = base64.b64encode(bytes(shift) + raw)
        found[coded[4 if shift else 0 : -4]] = f"{name}, base64"
    return found


def streams(data: bytes) -> Iterator[tuple[str, bytes]]:
    """The bytes themselves, and what is packed in them: zip members, gzip, zlib (PDF, PNG)."""
    yield "", data
    if b"PK\x03\x04" in data[:4]:
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                for name in archive.namelist():
                    yield from ((f"zip {name} {n}", d) for n, d in streams(archive.read(name)))
        except (zipfile.BadZipFile, RuntimeError, zlib.error):
            pass
    if data.startswith(b"\x1f\x8b"):
        try:
            yield "gzip", gzip.decompress(data)[:LARGEST]
        except (OSError, EOFError, zlib.error):
            pass
    for match in FLATE.finditer(data):
        try:
            yield "zlib", zlib.decompressobj().decompress(data[match.start() :], LARGEST)
        except zlib.error:
            continue


class Hunt:
    """Looks for canaries; ``names`` gives each text, ``photos`` each picture its name."""

    def __init__(self, names: dict[str, str], photos: dict[str, bytes]) -> None:
        self._forms = {
            form: (name, how)
            for name, text in names.items()
            for form, how in forms_of(text).items()
        }
        for name, data in photos.items():
            self._forms |= {form: (name, how) for form, how in forms_of_photo(data).items()}
        self.files = 0
        self.bytes = 0

    def leaks(self, places: list[Path]) -> list[Leak]:
        """Every file below the places, its name and its content."""
        found = []
        for place in places:
            for path in [place] if place.is_file() else sorted(place.rglob("*")):
                if path.is_file() and not path.is_symlink():
                    found += self._in(path)
        return found

    def _in(self, path: Path) -> list[Leak]:
        try:
            data = path.read_bytes()
        except FileNotFoundError:  # a scratch file of a program that is at work
            return []
        self.files += 1
        self.bytes += len(data)
        found = [Leak("a picture or paper in clear", "whole", path)] * data.startswith(PICTURES)
        for where, stream in (("name", str(path).encode()), *streams(data)):
            for form, (name, how) in self._forms.items():
                if form in stream:
                    found.append(Leak(name, f"{where} {how}".strip(), path))
        return found
