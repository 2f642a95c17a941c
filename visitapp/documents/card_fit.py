"""What stands on the card that is cut out of a slip: nobody at a door is refused a note for it.

What has no room is left out by one rule, and departure tells it: as little as will do, the mail
before the logo before the address. The telephone, by which we want to be reached, stays. A card
whose names have no room is left out whole, and its place says who we are.
"""

from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import combinations
from typing import Any

from visitapp.documents.card_pdf import page
from visitapp.documents.whole import demand_whole
from visitapp.domain.card import Card
from visitapp.errors import Known

WITHOUT: dict[str, dict[str, Any]] = {
    "mail": {"mail": ""},
    "logo": {"logo": None},
    "address": {"address": ()},
}
"""What may be left out, in this order."""
WHOLE = "card"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """The card as it fits, None for none, and what was left out of it."""

    card: Card | None
    left_out: tuple[str, ...] = ()


@lru_cache(maxsize=16)
def fitted(card: Card) -> Fitted:
    """The card with as much of it as has room; a character without a font leaves it out too."""
    for count in range(len(WITHOUT) + 1):
        for names in combinations(WITHOUT, count):
            fields = {key: value for name in names for key, value in WITHOUT[name].items()}
            tried = replace(card, **fields)
            if _has_room(tried):
                return Fitted(card=tried, left_out=names)
    return Fitted(card=None, left_out=(WHOLE,))


def _has_room(card: Card) -> bool:
    try:
        demand_whole(page(card))
    except Known:
        return False
    return True
