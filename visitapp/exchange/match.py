"""What an import does with each row: a new customer, news of one we know, or nothing at all.

The same customer is one of the same number; where either side has no number, one of the same folded
name, reading and address. Two rows of one file are never merged: that is a hint.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from visitapp.domain.customer import Customer
from visitapp.exchange.draft import Draft
from visitapp.exchange.likeness import Keys, is_alike, is_same, keys_of
from visitapp.exchange.merging import merged
from visitapp.exchange.remark import Remark, remark
from visitapp.exchange.sheet import Sheet
from visitapp.texts import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPlan:
    """What to write: ``new`` customers without id, ``updates`` as (id, whole customer).

    ``unchanged`` counts rows that say nothing new. Rows = new + updates + unchanged + refused.
    """

    new: tuple[Customer, ...]
    updates: tuple[tuple[str, Customer], ...]
    unchanged: int
    refused: tuple[Remark, ...]
    warned: tuple[Remark, ...]


def plan_import(sheet: Sheet, existing: Iterable[Customer]) -> ImportPlan:
    """Decide for each draft of ``sheet``, in the order of the file; pure, changes nothing."""
    drafts, repeated = _unrepeated(sheet.drafts)
    known = {customer.id: customer for customer in existing}
    keys = {customer_id: keys_of(customer) for customer_id, customer in known.items()}
    drafted = {draft.row: keys_of(draft.customer) for draft in drafts}
    pairs = _pair(drafts, drafted, known, keys)
    new, updates, unchanged = [], [], 0
    warned = [*sheet.warned, *_hints(drafts, drafted, pairs, known, keys)]
    for draft in drafts:
        customer_id = pairs.get(draft.row)
        if customer_id is None:
            new.append(draft.customer)
            continue
        whole, lost = merged(known[customer_id], draft)
        warned.extend(_about_update(draft, known[customer_id], lost))
        if whole == known[customer_id]:
            unchanged += 1
        else:
            updates.append((customer_id, whole))
    return ImportPlan(
        new=tuple(new),
        updates=tuple(updates),
        unchanged=unchanged,
        refused=_by_row([*sheet.refused, *repeated]),
        warned=_by_row(warned),
    )


def number_key(number: str) -> str:
    """A customer number for comparing: width, case and outer spaces do not count."""
    return unicodedata.normalize("NFKC", number).strip().casefold()


def _by_row(remarks: Iterable[Remark]) -> tuple[Remark, ...]:
    return tuple(sorted(remarks, key=lambda said: said.row))


def _unrepeated(drafts: Iterable[Draft]) -> tuple[list[Draft], list[Remark]]:
    """The drafts without those whose number an earlier row has already used."""
    first: dict[str, int] = {}
    kept, repeated = [], []
    for draft in drafts:
        number = number_key(draft.customer.customer_no)
        if number and number in first:
            message = N_("The customer number {number} is already used in row {other}.")
            values = {"number": draft.customer.customer_no, "other": first[number]}
            repeated.append(remark(draft.row, message, **values))
            continue
        first.setdefault(number, draft.row)
        kept.append(draft)
    return kept, repeated


def _pair(
    drafts: list[Draft],
    drafted: Mapping[int, Keys],
    known: Mapping[str, Customer],
    keys: Mapping[str, Keys],
) -> dict[int, str]:
    """Row -> id of the known customer it means: surest pairs first, nobody taken twice."""
    numbers = {number_key(c.customer_no): c.id for c in known.values() if c.customer_no}
    wanted = {draft.row: number_key(draft.customer.customer_no) for draft in drafts}
    pairs = {row: numbers[number] for row, number in wanted.items() if number in numbers}
    taken = set(pairs.values())
    by_name = defaultdict(list)
    for customer_id, their in keys.items():
        by_name[their.names].append(customer_id)
    for is_sure in (_says_nothing_new, _as_written, _any):
        for draft in drafts:
            if draft.row in pairs:
                continue
            mine = drafted[draft.row]
            free = [
                customer_id
                for customer_id in by_name[mine.names]
                if customer_id not in taken
                and not (wanted[draft.row] and known[customer_id].customer_no)
                and is_same(mine, keys[customer_id])
                and is_sure(draft, known[customer_id])
            ]
            if free and (len(free) == 1 or is_sure is _says_nothing_new):
                pairs[draft.row] = free[0]
                taken.add(free[0])
    return pairs


def _says_nothing_new(draft: Draft, customer: Customer) -> bool:
    return merged(customer, draft)[0] == customer


def _as_written(draft: Draft, customer: Customer) -> bool:
    return (draft.customer.name, draft.customer.company) == (customer.name, customer.company)


def _any(draft: Draft, customer: Customer) -> bool:
    return True


def _about_update(draft: Draft, known: Customer, lost: tuple[str, ...]) -> list[Remark]:
    said = []
    if lost:
        message = N_("“{text}” has lost characters of “{known}”; the name we have is kept.")
        text = getattr(draft.customer, lost[0])
        said.append(remark(draft.row, message, text=text, known=getattr(known, lost[0])))
    elif not keys_of(draft.customer).aliases & keys_of(known).aliases:
        message = N_("Number {number} was {known} and becomes {text}: please check.")
        values = {"number": known.customer_no, "known": known.shown_name}
        said.append(remark(draft.row, message, **values, text=draft.customer.shown_name))
    return said


@dataclass(slots=True)
class _Lookalikes:
    """Customers by each of their names, to look up whom a row resembles."""

    by_name: dict[object, list[tuple[Keys, str]]] = field(default_factory=lambda: defaultdict(list))

    def add(self, keys: Keys, shown: str) -> None:
        """Remember a customer under every name; ``shown`` is how a hint calls them."""
        names: tuple[object, ...] = (keys.names, *keys.aliases)
        for name in names:
            self.by_name[name].append((keys, shown))

    def of(self, keys: Keys) -> str:
        """Whom ``keys`` resembles, one of the same written name first; "" when nobody."""
        names: tuple[object, ...] = (keys.names, *sorted(keys.aliases))
        near = (other for name in names for other in self.by_name[name])
        return next((shown for other, shown in near if is_alike(keys, other)), "")


def _hints(
    drafts: list[Draft],
    drafted: Mapping[int, Keys],
    pairs: Mapping[int, str],
    known: Mapping[str, Customer],
    keys: Mapping[str, Keys],
) -> Iterable[Remark]:
    """A hint for each new customer that resembles a known one or an earlier row."""
    lookalikes = _Lookalikes()
    for customer_id, their in keys.items():
        lookalikes.add(their, _shown(known[customer_id]))
    for draft in drafts:
        mine = drafted[draft.row]
        if draft.row in pairs:
            continue
        if other := lookalikes.of(mine):
            message = N_("This may be the same customer as {other}; both are kept.")
            yield remark(draft.row, message, other=other)
        lookalikes.add(mine, _shown(draft.customer))


def _shown(customer: Customer) -> str:
    return " ".join(part for part in (customer.customer_no, customer.shown_name) if part)
