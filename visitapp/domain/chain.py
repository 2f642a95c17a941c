"""Canonical bytes, body commitments and hash links of the journal (docs/WIRE.md); pure.

An entry is its *raw bytes*: canonical JSON that is hashed, signed, stored and sent as it is, and
never serialised again. Everything personal lies in the *body*, which the raw bytes only commit to.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from visitapp.domain.stamps import Anchor, Stamp
from visitapp.errors import Known

VERSION = 1
GENESIS = "0" * 64
SALT_BYTES = 32
HEAD_BYTES = 8
LARGEST = 2**53 - 1
ORIGINS = ("captured", "imported", "phone", "rendered")

Json: TypeAlias = "bool | int | str | list[Json] | dict[str, Json] | None"


def damaged(what: str) -> Known:
    """The error of bytes that are not what the wire format demands; ``what`` names the place."""
    return Known(
        "Damaged record",
        "A record is not in the agreed form ({what}).",
        "Nothing was changed. Send the problem report to your office.",
        what=what,
    )


def canonical(value: object) -> bytes:
    """UTF-8 JSON with sorted keys, no spaces and integers only (docs/WIRE.md section 1).

    Raises TypeError for floats or other types, ValueError for lone surrogates and larger integers.
    """
    _demand_plain(value)
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8")


def _demand_plain(value: object) -> None:
    match value:
        case int() if abs(value) > LARGEST:
            raise ValueError("integer beyond 2^53 - 1")
        case None | bool() | int() | str():
            return
        case list() | tuple():
            for item in value:
                _demand_plain(item)
        case dict():
            for key, item in value.items():
                if not isinstance(key, str):
                    raise TypeError(f"key {key!r} is not text")
                _demand_plain(item)
        case _:
            raise TypeError(f"{type(value).__name__} has no canonical form")


def parse_canonical(raw: bytes, what: str) -> dict[str, Json]:
    """The object in ``raw``; Known when it isn't the canonical form of a JSON object."""
    try:
        value = json.loads(raw)
        if isinstance(value, dict) and canonical(value) == raw:
            return value
    except (ValueError, TypeError, RecursionError):
        pass
    raise damaged(what)


def digest(raw: bytes) -> str:
    """SHA-256 as 64 lower-case hex digits."""
    return hashlib.sha256(raw).hexdigest()


def commit(salt: bytes, body: bytes) -> str:
    """The body commitment SHA-256(salt ‖ body), hex; salt is 32 random bytes."""
    return hashlib.sha256(salt + body).hexdigest()


def code_head(raw: bytes) -> str:
    """The head printed in a note's code: first 8 bytes of the entry's hash, upper-case hex."""
    return hashlib.sha256(raw).digest()[:HEAD_BYTES].hex().upper()


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A blob named by an entry: lower-case SHA-256 of its bytes, size in bytes, type, origin."""

    sha256: str
    size: int
    mime: str
    origin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """The header of one entry as read from its raw bytes; ``raw`` stays the only truth."""

    device: str
    incarnation: str
    n: int
    prev: str
    id: str
    kind: str
    t: Stamp
    policy: str
    body_commit: str
    attach: tuple[Attachment, ...]
    raw: bytes
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What is stored and sent: raw bytes, Ed25519 signature, salt and body (null once erased)."""

    raw: bytes
    sig: bytes
    salt: bytes | None
    body: bytes | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Where the next entry of a device goes: its number and the hash before it."""

    device: str
    incarnation: str
    n: int = 1
    prev: str = GENESIS


def forge(
    link: Link, *, entry_id: str, kind: str, t: Stamp, policy: str, sealed: "Sealed"
) -> bytes:
    """The raw bytes of the entry that continues ``link``."""
    return canonical(
        {
            "v": VERSION,
            "device": link.device,
            "incarnation": link.incarnation,
            "n": link.n,
            "prev": link.prev,
            "id": entry_id,
            "kind": kind,
            "t": t.as_json(),
            "policy": policy,
            "body_commit": commit(sealed.salt, sealed.body),
            "attach": [
                {"sha256": a.sha256, "size": a.size, "mime": a.mime, "origin": a.origin}
                for a in sealed.attach
            ],
        }
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """A body ready to be committed to: salt, canonical body bytes and the blobs it names."""

    salt: bytes
    body: bytes
    attach: Sequence[Attachment] = ()


def read_entry(raw: bytes) -> Entry:
    """The header in ``raw``; Known when bytes, types or keys differ from docs/WIRE.md."""
    value = parse_canonical(raw, "entry")
    try:
        if value["v"] != VERSION:
            raise damaged("entry version")
        return Entry(
            device=hexadecimal(value["device"], 32),
            incarnation=hexadecimal(value["incarnation"], 16),
            n=_positive(value["n"]),
            prev=hexadecimal(value["prev"], 64),
            id=_text(value["id"]),
            kind=_text(value["kind"]),
            t=_stamp(value["t"]),
            policy=_text(value["policy"]),
            body_commit=hexadecimal(value["body_commit"], 64),
            attach=tuple(_attachment(a) for a in _list(value["attach"])),
            raw=raw,
            hash=digest(raw),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise damaged("entry") from error


def check_item(item: Item) -> Entry:
    """The entry of a received item after its body commitment held (signatures: ``keys.verify``).

    A null body passes here; whether an erasure allows it is the caller's question.
    """
    entry = read_entry(item.raw)
    if (item.salt is None) != (item.body is None):
        raise damaged("body without salt")
    if item.salt is not None and item.body is not None:
        if len(item.salt) != SALT_BYTES or commit(item.salt, item.body) != entry.body_commit:
            raise damaged("body commitment")
        parse_canonical(item.body, "body")
    return entry


def check_links(start: Link, entries: Sequence[Entry]) -> Link:
    """The link after ``entries``; Known naming the first n that doesn't continue the chain."""
    link = start
    for entry in entries:
        found = (entry.device, entry.incarnation, entry.n, entry.prev)
        if found != (link.device, link.incarnation, link.n, link.prev):
            raise damaged(f"chain at {entry.n}")
        link = after(entry)
    return link


def after(entry: Entry) -> Link:
    """Where the entry that follows ``entry`` goes."""
    return Link(device=entry.device, incarnation=entry.incarnation, n=entry.n + 1, prev=entry.hash)


def hexadecimal(value: object, length: int) -> str:
    """``value`` when it is so many lower-case hex digits; TypeError or ValueError otherwise."""
    text = _text(value)
    if len(text) != length or text.strip("0123456789abcdef"):
        raise ValueError("not lower-case hex")
    return text


def _text(value: object) -> str:
    if not isinstance(value, str) or not value:
        raise TypeError("not text")
    return value


def _positive(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise TypeError("not a positive integer")
    return value


def _list(value: object) -> list[Json]:
    if not isinstance(value, list):
        raise TypeError("not a list")
    return value


def _mapping(value: object) -> Mapping[str, Json]:
    if not isinstance(value, dict):
        raise TypeError("not an object")
    return value


def _stamp(value: object) -> Stamp:
    given = _mapping(value)
    anchor = given["anchor"]
    return Stamp.from_json(given, None if anchor is None else Anchor.from_json(_mapping(anchor)))


def _attachment(value: object) -> Attachment:
    given = _mapping(value)
    origin = _text(given["origin"])
    if origin not in ORIGINS:
        raise ValueError("unknown origin")
    size = given["size"]
    if isinstance(size, bool) or not isinstance(size, int) or size < 0:
        raise TypeError("size")
    return Attachment(
        sha256=hexadecimal(given["sha256"], 64), size=size, mime=_text(given["mime"]), origin=origin
    )
