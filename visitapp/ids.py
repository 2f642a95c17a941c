"""Identifiers: UUIDv7 for everything we write, and the random half of note numbers."""

import secrets

from visitapp.clock import Clock
from visitapp.domain.note_number import ALPHABET, STANDALONE, make_number

RANDOM_BITS = 74


def uuid7(clock: Clock) -> str:
    """A UUIDv7 (RFC 9562 5.7): 48 bits of milliseconds, 74 random bits; text with hyphens.

    Its order is never used as a cursor or a merge rule: laptop clocks differ.
    """
    millis = clock.stamp().wall // 1000 & (1 << 48) - 1
    random = secrets.randbits(RANDOM_BITS)
    value = millis << 80 | 0x7 << 76 | random >> 62 << 64 | 0b10 << 62 | random & (1 << 62) - 1
    text = f"{value:032x}"
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))


def office_number() -> str:
    """A note number as the office hands it out: never with the reserved first letter."""
    first = secrets.choice(ALPHABET.replace(STANDALONE, ""))
    return make_number(first + "".join(secrets.choice(ALPHABET) for _ in range(6)))


def standalone_number() -> str:
    """A note number of a laptop that was never enrolled; re-checked when it joins."""
    return make_number(STANDALONE + "".join(secrets.choice(ALPHABET) for _ in range(6)))


def nonce() -> str:
    """The nonce that goes with an office number: 16 upper-case hex digits."""
    return secrets.token_hex(8).upper()
