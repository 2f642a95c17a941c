"""The Internet Printing Protocol's encoding (RFC 8010), as much of it as printing a sheet needs.

Kept small and our own: the libraries there are can't write a collection, and without ``media-col``
a size in millimetres can't be asked for (docs/adr/0006-our-own-ipp.md).
"""

import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from visitapp.errors import Known


class Operation(IntEnum):
    """What is asked (RFC 8011, 5.4.15; CUPS)."""

    CREATE_JOB = 0x0005
    SEND_DOCUMENT = 0x0006
    CANCEL_JOB = 0x0008
    GET_JOB_ATTRIBUTES = 0x0009
    GET_PRINTER_ATTRIBUTES = 0x000B
    CUPS_GET_PRINTERS = 0x4002


class Tag(IntEnum):
    """What kind of value follows, or which group begins (RFC 8010, 3.5)."""

    OPERATION = 0x01
    JOB = 0x02
    END = 0x03
    PRINTER = 0x04
    INTEGER = 0x21
    BOOLEAN = 0x22
    ENUM = 0x23
    RESOLUTION = 0x32
    RANGE = 0x33
    COLLECTION = 0x34
    COLLECTION_END = 0x37
    NAME = 0x42
    KEYWORD = 0x44
    URI = 0x45
    CHARSET = 0x47
    LANGUAGE = 0x48
    MIME = 0x49
    MEMBER = 0x4A


GROUPS_END = 0x0F
"""Tags up to this one begin a group; larger ones are values."""
DEEPEST = 8
"""Collections within collections; real printers use three."""
Value = int | bool | str | tuple[int, ...] | dict[str, list["Value"]] | bytes
Typed = tuple[Tag, object]
Attributes = dict[str, list[Value]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An answer: its status and its groups in order, each with its tag."""

    status: int
    groups: tuple[tuple[int, Attributes], ...] = ()

    @property
    def succeeded(self) -> bool:
        """Whether the status is one of the successful ones (RFC 8011, B.1.2)."""
        return self.status < 0x0100

    def group(self, tag: Tag) -> Attributes:
        """The first group with this tag; empty when there is none."""
        return next((found for kind, found in self.groups if kind == tag), {})


def request(
    operation: Operation,
    asked: Sequence[tuple[str, Typed]],
    job: Sequence[tuple[str, Typed]] = (),
    document: bytes = b"",
) -> bytes:
    """A request of version 2.0: charset and language, what is ``asked``, the job, the document."""
    parts = [struct.pack(">BBHi", 2, 0, operation, 1), bytes([Tag.OPERATION])]
    first: list[tuple[str, Typed]] = [
        ("attributes-charset", (Tag.CHARSET, "utf-8")),
        ("attributes-natural-language", (Tag.LANGUAGE, "en")),
    ]
    parts += [_attribute(name, typed) for name, typed in (*first, *asked)]
    if job:
        parts.append(bytes([Tag.JOB]))
        parts += [_attribute(name, typed) for name, typed in job]
    return b"".join([*parts, bytes([Tag.END]), document])


def _attribute(name: str, typed: Typed) -> bytes:
    tag, value = typed
    if isinstance(value, list):
        first, *others = value
        return _value(tag, name, first) + b"".join(_value(tag, "", other) for other in others)
    return _value(tag, name, value)


def _value(tag: Tag, name: str, value: object) -> bytes:
    if isinstance(value, Mapping):
        members = b"".join(
            _field(Tag.MEMBER, "", member.encode()) + _attribute("", typed)
            for member, typed in value.items()
        )
        return _field(tag, name, b"") + members + _field(Tag.COLLECTION_END, "", b"")
    if isinstance(value, tuple):
        return _field(tag, name, struct.pack(">ii", *value))
    if isinstance(value, bool):
        return _field(tag, name, bytes([value]))
    if isinstance(value, int):
        return _field(tag, name, struct.pack(">i", value))
    return _field(tag, name, str(value).encode())


def _field(tag: Tag, name: str, value: bytes) -> bytes:
    told = name.encode()
    return struct.pack(f">BH{len(told)}sH", tag, len(told), told, len(value)) + value


@dataclass(slots=True)
class _Reader:
    """A place in the bytes of an answer."""

    data: bytes
    at: int = 0
    depth: int = 0

    def take(self, count: int) -> bytes:
        part = self.data[self.at : self.at + count]
        if len(part) < count:
            raise damaged()
        self.at += count
        return part

    def number(self) -> int:
        return int.from_bytes(self.take(2))

    def field(self) -> tuple[int, str, bytes]:
        tag = self.take(1)[0]
        name = self.take(self.number()).decode("utf-8", "replace")
        return tag, name, self.take(self.number())


def read_reply(data: bytes) -> Reply:
    """The answer in these bytes; raises Known when they are not one."""
    reader = _Reader(data)
    reader.take(2)
    status = reader.number()
    reader.take(4)
    return Reply(status=status, groups=tuple(_groups(reader)))


def _groups(reader: _Reader) -> Iterator[tuple[int, Attributes]]:
    while (tag := reader.take(1)[0]) != Tag.END:
        yield tag, _group(reader)


def _group(reader: _Reader) -> Attributes:
    found: Attributes = {}
    last = ""
    while reader.data[reader.at : reader.at + 1] > bytes([GROUPS_END]):
        tag, name, raw = reader.field()
        last = name or last
        found.setdefault(last, []).append(_read(tag, raw, reader))
    return found


def _read(tag: int, raw: bytes, reader: _Reader) -> Value:
    if tag == Tag.COLLECTION:
        return _collection(reader)
    if tag in {Tag.INTEGER, Tag.ENUM} and len(raw) == 4:
        return int.from_bytes(raw, signed=True)
    if tag == Tag.BOOLEAN:
        return raw == b"\x01"
    if tag == Tag.RANGE and len(raw) == 8:
        return struct.unpack(">ii", raw)
    if tag >= 0x40:
        return raw.decode("utf-8", "replace")
    return raw


def _collection(reader: _Reader) -> Attributes:
    found: Attributes = {}
    member = ""
    reader.depth += 1
    if reader.depth > DEEPEST:
        raise damaged()
    while True:
        tag, _, raw = reader.field()
        if tag == Tag.COLLECTION_END:
            reader.depth -= 1
            return found
        if tag == Tag.MEMBER:
            member = raw.decode("utf-8", "replace")
        else:
            found.setdefault(member, []).append(_read(tag, raw, reader))


def damaged() -> Known:
    """The refusal of an answer that is not IPP."""
    return Known(
        "Printer not understood",
        "The printer gave an answer that is not understood.",
        "Choose another printer, or save the PDF and print it elsewhere.",
    )
