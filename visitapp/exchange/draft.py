"""From the cells of one row to a customer, with a remark for everything that was changed or odd.

Names, addresses and notes are taken code point for code point. Readings, phone numbers, postal
codes, mail addresses and dates are brought into one form; what can't be read is kept in the note.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from visitapp.domain.customer import Customer, honorific_of
from visitapp.domain.names import kana_reading, search_key
from visitapp.exchange.addresses import split_address
from visitapp.exchange.contacts import UNREADABLE, Reading, read_mail, read_phone, read_postal_code
from visitapp.exchange.dates import read_date
from visitapp.exchange.remark import Remark, remark
from visitapp.texts import N_

_COMPANY_WORDS = {search_key(word) for word in ("法人", "会社", "企業", "団体", "company")}
_LOST = re.compile(r"[?\ufffd〓]")

_OWN_CHARACTER = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A customer as row ``row`` of a file gives it, without an id.

    ``supposed`` are the fields that the file does not give and custom fills (様, person).
    """

    row: int
    customer: Customer
    supposed: frozenset[str] = frozenset()


def draft_of(
    row: int, cells: Mapping[str, str], label: Callable[[str], str]
) -> tuple[Draft | Remark, tuple[Remark, ...]]:
    """The draft of a row, or why it is none, and warnings.

    ``cells`` are raw texts by field (columns.toml), ``label`` names a field as the file does.
    """
    name, kana = (
        _joined(cells, "name", "family", "given"),
        _joined(cells, "kana", "family_kana", "given_kana"),
    )
    company = cells.get("company", "")
    if not name.strip() and not company.strip():
        return remark(row, N_("The row has neither a name nor a company.")), ()
    read = _Reader(row, cells, label)
    values = {
        **_address(cells),
        "customer_no": cells.get("customer_no", "").strip(),
        "kind": _kind(cells.get("kind", ""), company),
        "name": name if name.strip() else "",
        "kana": _reading(kana),
        "company": company if company.strip() else "",
        "company_kana": _reading(cells.get("company_kana", "")),
        "department": cells.get("department", ""),
        "postal_code": read.value("postal_code", read_postal_code),
        "phone": read.value("phone", read_phone),
        "mobile": read.value("mobile", read_phone),
        "email": read.value("email", read_mail),
        "contact_window": cells.get("contact_window", ""),
        "registered_on": read.value("registered_on", _date),
    }
    customer = Customer(**values, note=read.note(cells.get("note", "")))
    customer = replace(customer, honorific=cells.get("honorific", "").strip())
    customer = replace(customer, honorific=customer.honorific or honorific_of(customer))
    supposed = frozenset(f for f in ("kind", "honorific") if not cells.get(f, "").strip())
    draft = Draft(row=row, customer=customer, supposed=supposed)
    return draft, (*_oddities(row, cells, customer, label), *read.said)


class _Reader:
    """Reads the contact cells of one row and remembers what it had to say about them."""

    def __init__(self, row: int, cells: Mapping[str, str], label: Callable[[str], str]) -> None:
        self._row, self._cells, self._label = row, cells, label
        self._kept: list[str] = []
        self.said: list[Remark] = []

    def value(self, field: str, read: Callable[[str], Reading]) -> str:
        """The kept form of a cell; an unreadable text goes to the note, with a warning."""
        raw = self._cells.get(field, "")
        if not raw.strip():
            return ""
        reading = read(raw)
        column = self._label(field)
        if not reading.whole:
            self._kept.append(f"{column}: {raw.strip()}")
            message = N_("{column} “{text}” cannot be read as such; it is kept in the note.")
            if reading.value:
                message = N_("{column} “{text}” holds more than was read; all is kept in the note.")
            self.said.append(remark(self._row, message, column=column, text=raw.strip()))
        elif reading.mended:
            message = N_("{column} “{text}” had lost its leading zero; it is taken as {value}.")
            found = {"column": column, "text": raw.strip(), "value": reading.value}
            self.said.append(remark(self._row, message, **found))
        elif field == "registered_on" and len(reading.value) == len("YYYY-MM"):
            message = N_("{column} “{text}” has no day; the month is kept.")
            self.said.append(remark(self._row, message, column=column, text=raw.strip()))
        return reading.value

    def note(self, note: str) -> str:
        """The note as in the file, and below it what could not be read elsewhere."""
        return "\n".join([*([note] if note.strip() else []), *self._kept])


def _date(text: str) -> Reading:
    value = read_date(text)
    return Reading(value=value) if value else UNREADABLE


def _joined(cells: Mapping[str, str], whole: str, family: str, given: str) -> str:
    """The cell of the whole name, else family and given name with one full-width space."""
    if cells.get(whole, "").strip():
        return cells[whole]
    return "\u3000".join(p for p in (cells.get(family, ""), cells.get(given, "")) if p.strip())


def _reading(text: str) -> str:
    """A reading in full-width katakana with a full-width space after the family name."""
    kana = kana_reading(text).strip()
    return kana if "\u3000" in kana else re.sub(r" +", "\u3000", kana, count=1)


def _kind(word: str, company: str) -> str:
    if word.strip():
        return "company" if search_key(word) in _COMPANY_WORDS else "person"
    return "company" if company.strip() else "person"


def _address(cells: Mapping[str, str]) -> dict[str, str]:
    """The address fields; a one-line address is cut, one in fields is taken as it is."""
    town = cells.get("town_and_block", "") or cells.get("town", "") + cells.get("block", "")
    fields = {
        "prefecture": cells.get("prefecture", "").strip(),
        "city": cells.get("city", "").strip(),
        "town_and_block": town.strip(),
        "building": cells.get("building", "").strip(),
    }
    if fields["prefecture"] or fields["city"]:
        return fields
    cut = split_address(cells.get("address", "") or town)
    building = " ".join(part for part in (cut["building"], fields["building"]) if part)
    return {**cut, "building": building}


def _oddities(
    row: int, cells: Mapping[str, str], customer: Customer, label: Callable[[str], str]
) -> list[Remark]:
    said = []
    for field in ("name", "company", "kana"):
        text = getattr(customer, field)
        if _LOST.search(text):
            message = N_(
                "{column} “{text}” has a “?”: a character may be lost. It is kept as it is."
            )
            said.append(remark(row, message, column=label(field), text=text))
        if _OWN_CHARACTER.search(text):
            message = N_("{column} “{text}” has a character made for other computers (外字).")
            said.append(remark(row, message, column=label(field), text=text))
    if re.fullmatch(r"[+\d\s()-]{8,}", customer.name):
        message = N_("{column} “{text}” looks like a phone number. It is kept as it is.")
        said.append(remark(row, message, column=label("name"), text=customer.name))
    if "customer_no" in cells and not customer.customer_no:
        said.append(remark(row, N_("The row has no customer number.")))
    return said
