"""A PDF file as numbered objects (ISO 32000-1, 7.5): the same bytes for the same objects.

Written by hand, because a library for it costs more than all the rest of a note: importing
reportlab takes longer than a fresh Python that lays out, subsets and writes (docs/PERFORMANCE.md).
"""

import hashlib
import zlib

HEAD = b"%PDF-1.6\n%\xe2\xe3\xcf\xd3\n"
"""Version, and four bytes that tell transports that the file is not text."""


class Objects:
    """The objects of one file, numbered from 1 in the order they are added."""

    def __init__(self) -> None:
        self._bodies: list[bytes] = []

    def add(self, body: str | bytes) -> int:
        """The number of a new object."""
        self._bodies.append(body.encode("ascii") if isinstance(body, str) else body)
        return len(self._bodies)

    def reserve(self) -> int:
        """A number whose object follows by ``put``: for what its own parts name."""
        return self.add(b"")

    def put(self, number: int, body: str) -> None:
        """The object of a reserved number."""
        self._bodies[number - 1] = body.encode("ascii")

    def add_stream(self, content: bytes) -> int:
        """The number of a compressed stream."""
        packed = zlib.compress(content)
        head = f"<</Filter/FlateDecode/Length {len(packed)}/Length1 {len(content)}>>stream\n"
        return self.add(head.encode("ascii") + packed + b"\nendstream")

    def file(self, root: int, info: int) -> bytes:
        """The whole file; its id is the digest of its objects."""
        parts, at, rows = [HEAD], len(HEAD), [b"0000000000 65535 f \n"]
        for number, body in enumerate(self._bodies, 1):
            rows.append(b"%010d 00000 n \n" % at)
            parts.append(b"%d 0 obj\n%b\nendobj\n" % (number, body))
            at += len(parts[-1])
        name = hashlib.sha256(b"".join(parts)).hexdigest()[:32].encode("ascii")
        size = len(rows)
        parts.append(b"xref\n0 %d\n%b" % (size, b"".join(rows)))
        parts.append(b"trailer\n<</ID[<%b><%b>]/Info %d 0 R" % (name, name, info))
        parts.append(b"/Root %d 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF\n" % (root, size, at))
        return b"".join(parts)


def number(value: float) -> str:
    """A number in four decimals at most, without an exponent or idle zeros."""
    return f"{value:.4f}".rstrip("0").rstrip(".")


def text_string(text: str) -> str:
    """A text for a person, in UTF-16 (ISO 32000-1, 7.9.2.2)."""
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"
