"""From bytes to lines of text: Excel's encodings, damage found line by line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_BYTE_LINES = re.compile(rb"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_TEXT_LINES = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_NOT_CP932 = re.compile("[\x80\uf8f0-\uf8f3]")
_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
GUESSES = ("utf-8", "cp932", "euc_jp")
"""Without a byte order mark: what Excel and old systems in Japan write, most telling first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One physical line with its end; ``damaged`` when its bytes are not of the encoding."""

    text: str
    damaged: bool = False


def decodings(data: bytes) -> Iterator[tuple[Line, ...]]:
    """The lines of ``data`` in each encoding it may have, likeliest first.

    A byte order mark decides. Otherwise encodings without any damaged line come first, then those
    with fewer: one damaged line must not cost the others.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            yield _lines(data[len(bom) :], encoding)
            return
    if wide := _unmarked_utf16(data):
        yield _lines(data, wide)
        return
    readings = [_lines(data, encoding) for encoding in GUESSES]
    yield from sorted(readings, key=lambda lines: sum(line.damaged for line in lines))


def _unmarked_utf16(data: bytes) -> str:
    """UTF-16 without a mark shows by zero bytes at every other place of its ASCII characters."""
    even, odd = data[0:400:2].count(0), data[1:400:2].count(0)
    if max(even, odd) < 10 or min(even, odd) > 2:
        return ""
    return "utf-16-be" if even > odd else "utf-16-le"


def decoded(raw: bytes, encoding: str) -> str | None:
    """``raw`` as text, None when its bytes are not of the encoding.

    Python reads the bytes A0 and FD to FF, which CP932 does not have, as private characters.
    """
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError:
        return None
    return None if encoding == "cp932" and _NOT_CP932.search(text) else text


def _lines(data: bytes, encoding: str) -> tuple[Line, ...]:
    if encoding.startswith("utf-16"):
        text = data.decode(encoding, errors="replace")
        whole = decoded(data, encoding) is not None
        return tuple(
            Line(text=t, damaged=not whole and "\ufffd" in t) for t in _TEXT_LINES.findall(text)
        )
    return tuple(_line(raw, encoding) for raw in _BYTE_LINES.findall(data))


def _line(raw: bytes, encoding: str) -> Line:
    text = decoded(raw, encoding)
    if text is None:
        return Line(text=raw.decode(encoding, errors="replace"), damaged=True)
    return Line(text=text)
