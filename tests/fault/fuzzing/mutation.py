"""Files made worse: bits, bytes, lengths, pieces doubled, cut, moved and taken from others."""

import json
import random
from collections.abc import Callable, Iterable, Sequence
from copy import deepcopy
from typing import Any

Luck = random.Random
ODD = (
    b"\x00", b"\xff", b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\x80\x00\x00\x00", b"\r", b"\n",
    b'"', b",", b"{", b"}", b"[" * 40, b"null", b"-1", b"9007199254740993", b"1e999", b"\\ud800",
    b"\xe3\x80\x80", b"\xf0\xa0\xae\xb7", b"\x81", b"\xef\xbb\xbf", b"../", b"\x1b[2J", b"=cmd|",
    "０１２".encode(), "\u202e".encode(), b"0" * 30, b"A" * 300,
)  # fmt: skip
MOST = 200_000  # bytes of a mutated file


def _place(data: bytearray, luck: Luck) -> int:
    """Headers are where the decisions are: a third of the harm falls on the first 64 bytes."""
    size = len(data)
    return luck.randrange(min(size, 64) if luck.random() < 1 / 3 else size) if size else 0


def _flip(data: bytearray, luck: Luck, _other: bytes) -> None:
    if data:
        data[_place(data, luck)] ^= 1 << luck.randrange(8)


def _overwrite(data: bytearray, luck: Luck, _other: bytes) -> None:
    at, odd = _place(data, luck), luck.choice(ODD)
    data[at : at + len(odd)] = odd


def _insert(data: bytearray, luck: Luck, _other: bytes) -> None:
    at = _place(data, luck)
    data[at:at] = luck.choice(ODD)


def _random(data: bytearray, luck: Luck, _other: bytes) -> None:
    at = _place(data, luck)
    data[at : at + luck.randrange(1, 9)] = luck.randbytes(luck.randrange(1, 9))


def _cut(data: bytearray, luck: Luck, _other: bytes) -> None:
    del data[_place(data, luck) :]


def _remove(data: bytearray, luck: Luck, _other: bytes) -> None:
    at = _place(data, luck)
    del data[at : at + luck.choice((1, 2, 4, 16, 200))]


def _double(data: bytearray, luck: Luck, _other: bytes) -> None:
    at = _place(data, luck)
    piece = bytes(data[at : at + luck.choice((1, 8, 60, 500))])
    data[at:at] = piece * luck.choice((1, 1, 2, 30))


def _graft(data: bytearray, luck: Luck, other: bytes) -> None:
    if other:
        begin = luck.randrange(len(other))
        at = _place(data, luck)
        piece = other[begin : begin + luck.choice((4, 30, 300, 5000))]
        data[at : at + len(piece) * luck.randrange(2)] = piece


def _number(data: bytearray, luck: Luck, _other: bytes) -> None:
    """A digit of a text becomes another, or a sign."""
    places = [n for n, byte in enumerate(data[:4000]) if 48 <= byte <= 57]
    if places:
        data[luck.choice(places)] = luck.choice(b"0123456789-.e")


HARMS: tuple[Callable[[bytearray, Luck, bytes], None], ...] = (
    _flip, _flip, _overwrite, _insert, _random, _cut, _remove, _double, _graft, _number, _number,
)  # fmt: skip


def mutated(seeds: Sequence[bytes], luck: Luck) -> bytes:
    """One of the seeds after one to six harms; the same luck gives the same bytes."""
    data = bytearray(luck.choice(seeds))
    for _ in range(luck.choice((1, 1, 1, 2, 2, 3, 6))):
        luck.choice(HARMS)(data, luck, luck.choice(seeds))
    return bytes(data[:MOST])


ODD_VALUES: tuple[object, ...] = (
    None, True, False, 0, -1, 1, 2**31, 2**53 - 1, -(2**53) + 1, "", " ", "0", "x" * 2000, "\x00",
    "\u202e", "𠮷", "=1+1", "2026-11-25", "2026-11-25T09:00:00+09:00", "9999-12-31T23:59:59-23:59",
    "0001-01-01T00:00:00+14:00", "24:00", [], {}, [[]], {"": ""}, [None] * 50, ["a", "a"],
)  # fmt: skip


def _nodes(value: object) -> list[tuple[Any, Any]]:
    """Every place in a JSON value: its holder and its key."""
    keys: Iterable[Any] = ()
    if isinstance(value, dict):
        keys = value
    elif isinstance(value, list):
        keys = range(len(value))
    found = [(value, key) for key in keys]
    for holder, key in [*found]:
        found += _nodes(holder[key])
    return found


def mutated_values(seeds: Sequence[bytes], luck: Luck) -> bytes:
    """Half of the time JSON lines whose values were exchanged, dropped, doubled; else bytes."""
    if luck.random() < 0.5:
        return mutated(seeds, luck)
    lines = [json.loads(line) for line in luck.choice(seeds).split(b"\n")]
    other = [json.loads(line) for line in luck.choice(seeds).split(b"\n")]
    for _ in range(luck.choice((1, 1, 2, 3, 5))):
        holder, key = luck.choice(_nodes(lines))
        if holder is lines:
            continue
        strange, at = luck.choice(_nodes(other))
        harm = luck.randrange(4)
        if harm == 0 and isinstance(holder, dict):
            del holder[key]
            break  # what lay below is gone
        holder[key] = deepcopy(strange[at] if harm == 1 else luck.choice(ODD_VALUES))
        if harm == 2 and isinstance(holder, dict):
            holder[luck.choice(("kind", "visit", "person", "at", "new"))] = deepcopy(
                luck.choice(ODD_VALUES)
            )
    return b"\n".join(json.dumps(line).encode() for line in lines)
