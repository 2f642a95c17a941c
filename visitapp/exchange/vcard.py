"""vCard 2.1 (Shift_JIS phones), 3.0 and 4.0, read by vobject card by card.

One damaged card must not cost the others, and old phones write bytes that are not UTF-8: the file
is therefore cut into cards and decoded here; folding, escapes and quoted-printable are vobject's.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import vobject

from visitapp.exchange.encoding import decoded
from visitapp.exchange.remark import Remark, remark
from visitapp.exchange.table import Row, demand_rows, flaw
from visitapp.texts import N_

_CARD = re.compile(rb"^BEGIN:VCARD[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
_END = re.compile(rb"^END:VCARD[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
_BOM = b"\xef\xbb\xbf"
_SHIFT_JIS = re.compile("CHARSET=SHIFT_JIS", re.IGNORECASE)
_OLD = re.compile(r"^VERSION:2\.1", re.IGNORECASE | re.MULTILINE)

Lines = Mapping[str, list[Any]]
"""vobject's content lines by property name in lower case."""

LABELS = {
    "name": "FN",
    "kana": "SOUND",
    "company": "ORG",
    "postal_code": "ADR",
    "phone": "TEL",
    "mobile": "TEL (CELL)",
    "email": "EMAIL",
}
"""What a card calls our fields."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """Card ``number`` of a file (from 1) as raw texts by field, as a row of a list would give."""

    number: int
    cells: Mapping[str, str]


def looks_like_vcard(data: bytes) -> bool:
    """Whether the first line that is not blank begins a card."""
    return data.removeprefix(_BOM).lstrip()[:11].upper() == b"BEGIN:VCARD"


def read_cards(data: bytes) -> Iterator[Card | Remark]:
    """Each card, or why it can't be read; cards are counted from 1."""
    starts = [found.start() for found in _CARD.finditer(data)] or [0]
    demand_rows(len(starts))
    for number, (start, end) in enumerate(pairwise([*starts, len(data)]), start=1):
        yield _read_card(number, data[start:end])


def _read_card(number: int, raw: bytes) -> Card | Remark:
    end = _END.search(raw)
    if end is None:
        return remark(number, N_("The card is cut off: its end is missing."))
    text = _decode(raw[: end.end()])
    if text is None:
        return remark(number, N_("The card holds characters of another encoding: it is damaged."))
    try:
        card = vobject.readOne(text, allowQP=bool(_OLD.search(text)))
        cells = _cells(card)
    except (vobject.base.VObjectError, ValueError, LookupError, AttributeError, IndexError):
        return remark(number, N_("The card is damaged and cannot be read."))
    return flaw(Row(number=number, cells=tuple(cells.values()))) or Card(number=number, cells=cells)


def _decode(raw: bytes) -> str | None:
    """The card's text; None when damaged. Old phones say SHIFT_JIS and mean CP932 (﨑, 髙).

    Later cards are UTF-8: reading a damaged one as CP932 would give wrong names in silence.
    """
    if b"SHIFT_JIS" in raw.upper():
        encodings: tuple[str, ...] = ("cp932",)
    else:
        encodings = ("utf-8", "cp932") if b"VERSION:2.1" in raw.upper() else ("utf-8",)
    texts = (decoded(raw, encoding) for encoding in encodings)
    text = next((text for text in texts if text is not None), None)
    return None if text is None else _SHIFT_JIS.sub("CHARSET=CP932", text)


def _cells(card: vobject.base.Component) -> dict[str, str]:
    """The texts of a card by field; numbers without a field of their own go below the note."""
    lines: Lines = card.contents
    family, given = _name(lines)
    org = _org(lines)
    company, full = (org[0] if org else ""), _first(lines, "fn")
    address = next((line.value for line in lines.get("adr", [])), None)
    phones, others = _phones(lines)
    return {
        "name": _shown_name(full, family, given) if family or given or full != company else "",
        "kana": _kana(lines),
        "company": company,
        "company_kana": _first(lines, "x-phonetic-org"),
        "department": " ".join(part for part in org[1:] if part),
        "postal_code": _text(getattr(address, "code", "")),
        "prefecture": _text(getattr(address, "region", "")),
        "city": _text(getattr(address, "city", "")),
        "town_and_block": _text(getattr(address, "street", "")),
        "building": _text(getattr(address, "extended", "")),
        "email": _first(lines, "email"),
        "note": "\n".join(t for t in (_first(lines, "note"), *others) if t),
        **phones,
    }


def _first(lines: Lines, name: str) -> str:
    """The first text of a property that is not empty, "" without one."""
    return next((str(line.value) for line in lines.get(name, []) if line.value), "")


def _org(lines: Lines) -> list[str]:
    return next((list(map(_text, line.value)) for line in lines.get("org", [])), [])


def _text(value: object) -> str:
    """A component of a structured value: vobject gives a list where it holds commas."""
    return ",".join(map(str, value)) if isinstance(value, list) else str(value)


def _name(lines: Lines) -> tuple[str, str]:
    name = next((line.value for line in lines.get("n", [])), None)
    return _text(getattr(name, "family", "")), _text(getattr(name, "given", ""))


def _shown_name(full: str, family: str, given: str) -> str:
    """FN when it is family and given name in this order, or plain Latin; else both from N."""
    parts = (family + given).split()
    if not parts or "".join(full.split()) == "".join(parts) or (full and full.isascii()):
        return full
    return "\u3000".join(part for part in (family, given) if part)


def _kana(lines: Lines) -> str:
    """The reading: Apple's properties, SOUND of Japanese phones, or SORT-AS of vCard 4.0."""
    parts = [_first(lines, f"x-phonetic-{part}-name") for part in ("last", "first")]
    if not any(parts):
        parts = _first(lines, "sound").split(";")[:2]
    if not any(parts) and "n" in lines:
        parts = ",".join(lines["n"][0].params.get("SORT-AS", [])).strip('"').split(",")[:2]
    if not any(parts):
        parts = [_first(lines, "sort-string")]
    return "\u3000".join(part for part in parts if part)


def _phones(lines: Lines) -> tuple[dict[str, str], list[str]]:
    """The first landline and the first mobile number, and lines for the note with the others."""
    found: dict[str, str] = {}
    others = []
    for line in lines.get("tel", []):
        kinds = ",".join([*line.params.get("TYPE", []), *line.singletonparams]).upper()
        number = str(line.value).removeprefix("tel:").strip()
        field = "mobile" if "CELL" in kinds else "phone"
        if field in found or "FAX" in kinds or "PAGER" in kinds:
            others.append(f"TEL ({kinds}): {number}")
        elif number:
            found[field] = number
    return found, others
