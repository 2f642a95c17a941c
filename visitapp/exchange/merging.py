"""What an imported row may change in a customer we know: it adds and corrects, it never blanks."""

import re
from dataclasses import replace

from visitapp.domain.customer import FIELDS, GROUPS, LIMITS, Customer
from visitapp.domain.names import folded_text
from visitapp.exchange.draft import Draft

_ADDRESS = ("prefecture", "city", "town_and_block", "building")
_TWINS = str.maketrans("～∥－￠￡￢", "〜‖−¢£¬")  # CP932 has one code for both of each pair
_BY_HAND = {*LIMITS, "hours", *_ADDRESS}


def merged(known: Customer, draft: Draft) -> tuple[Customer, tuple[str, ...]]:
    """``known`` with what the row says, and the fields in which the row had lost characters.

    Empty cells change nothing, nor do a number grouped otherwise, an address cut otherwise, a date
    known better, or a name in which "?" stands for what an old encoding could not write. Contact
    limits are never imported (V-06).
    """
    values: dict[str, str] = {}
    lost = []
    for field in FIELDS:
        old, new = getattr(known, field), getattr(draft.customer, field)
        if field in _BY_HAND or field in draft.supposed or not new or _is_same(field, old, new):
            continue
        if _is_lossy(old, new):
            lost.append(field)
        else:
            values[field] = new
    if "company" in values and "kind" in draft.supposed:
        values["kind"] = draft.customer.kind
    return replace(known, **values, **_moved(known, draft.customer)), tuple(lost)


def _moved(known: Customer, new: Customer) -> dict[str, str]:
    """The address fields of ``new`` all together, so that halves of two addresses never mix."""
    if not new.address or _plain(known.address) == _plain(new.address):
        return {}
    return {field: getattr(new, field) for field in _ADDRESS}


def _plain(address: str) -> str:
    return "".join(folded_text(address).split())


def _is_same(field: str, old: str, new: str) -> bool:
    if field in GROUPS["phone"]:
        return _digits(old) == _digits(new)
    if field == "registered_on":
        return old.startswith(new)
    if field in {"kana", "company_kana"}:
        return "".join(old.split()) == "".join(new.split())
    return old.translate(_TWINS) == new.translate(_TWINS)


def _digits(phone: str) -> str:
    return re.sub(r"\D", "", phone)


def _is_lossy(old: str, new: str) -> bool:
    """Whether ``new`` is ``old`` with "?" in place of characters that CP932 does not have."""
    pairs = list(zip(old, new, strict=False))
    differing = [(a, b) for a, b in pairs if a != b]
    return (
        len(old) == len(new)
        and bool(differing)
        and all(b == "?" and not _in_cp932(a) for a, b in differing)
    )


def _in_cp932(character: str) -> bool:
    try:
        character.encode("cp932")
    except UnicodeEncodeError:
        return False
    return True
