"""The note's number and the code on its paper (docs/WIRE.md section 7); pure.

A number is read out over the telephone: no look-alike letters, and a check character over GF(32)
that catches every wrong character and every swap of two neighbours.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from visitapp.domain.words import NoteCode
from visitapp.errors import Known

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
STANDALONE = "S"
LENGTH = 8
POLYNOMIAL = 0b100101
LOOKALIKE = str.maketrans({"I": "1", "L": "1", "O": "0", "U": "V"})
CODE = re.compile(r"VA1/([0-9A-Z]{4}-[0-9A-Z]{4})/(0|[0-9A-F]{16})(?:/([0-9A-F]{16}))?")


def _double(value: int) -> int:
    value <<= 1
    return value ^ POLYNOMIAL if value & 0b100000 else value


def _times(a: int, b: int) -> int:
    product = 0
    while b:
        if b & 1:
            product ^= a
        a, b = _double(a), b >> 1
    return product


def _weights() -> tuple[int, ...]:
    weights = [1]
    while len(weights) < LENGTH:
        weights.append(_double(weights[-1]))
    return tuple(weights)


WEIGHTS = _weights()


def _sum(text: str) -> int:
    total = 0
    for weight, letter in zip(WEIGHTS, text, strict=False):
        total ^= _times(weight, ALPHABET.index(letter))
    return total


def make_number(seven: str) -> str:
    """The number whose first seven characters are given, as ``K7Q4-29DM``."""
    rest = _sum(seven)
    last = next(c for c in ALPHABET if _times(WEIGHTS[-1], ALPHABET.index(c)) == rest)
    return f"{seven[:4]}-{seven[4:]}{last}"


def read_number(text: str) -> str:
    """The number in what a person typed or heard (``k7q4 29dm``); Known when it can't be one."""
    plain = re.sub(r"[\s\-‐－ー−]", "", text).upper().translate(LOOKALIKE)
    if len(plain) == LENGTH and all(c in ALPHABET for c in plain) and _sum(plain) == 0:
        return f"{plain[:4]}-{plain[4:]}"
    raise Known(
        "Not a note number",
        "“{text}” is not the number of one of our notes.",
        "Check the eight characters on the paper; the last one guards against slips.",
        text=text,
    )


@dataclass(frozen=True, slots=True)
class NoteCodeText:
    """What a QR code of ours says; ``head`` is empty on a pre-printed note (N-09)."""

    number: str
    nonce: str
    head: str


def code_text(number: str, nonce: str, head: str = "") -> str:
    """The text of the QR code on paper: ``VA1/<number>/<nonce or 0>[/<16 hex>]``."""
    return "/".join(("VA1", number, nonce or "0", *((head,) if head else ())))


def read_code(text: str) -> NoteCodeText | None:
    """The parts of a code of ours; None for any other text or a number that does not check."""
    found = CODE.fullmatch(text)
    if found is None or any(c not in ALPHABET for c in found[1].replace("-", "")):
        return None
    if _sum(found[1].replace("-", "")) != 0:
        return None
    return NoteCodeText(number=found[1], nonce=found[2], head=found[3] or "")


def number_in(given: str) -> str:
    """The number in what was typed, or in the text of a scanned code; "" for nothing.

    Raises Known when it is neither.
    """
    code = read_code(given.strip())
    if code is not None:
        return code.number
    return read_number(given) if given.strip() else ""


def our_codes(texts: Sequence[str]) -> list[NoteCodeText]:
    """The codes of ours among what was read in a picture, each number once."""
    codes = [code for text in texts if (code := read_code(text))]
    return list({code.number: code for code in codes}.values())


def judge_codes(texts: Sequence[str], number: str, heads: Collection[str]) -> tuple[NoteCode, str]:
    """What the codes seen in a photo say of the note ``number`` (M1), and the text that says it.

    This note when number and, where printed, head agree; another note's; or none of ours.
    """
    codes = [(text, code) for text in texts if (code := read_code(text))]
    for text, code in codes:
        if code.number == number and (not code.head or code.head in heads):
            return NoteCode.FOUND, text
    return (NoteCode.OTHER_NOTE, codes[0][0]) if codes else (NoteCode.NOT_FOUND, "")
