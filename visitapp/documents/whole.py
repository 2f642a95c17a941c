"""No text is ever cut or printed on another one: what has no room is refused."""

from itertools import combinations

from visitapp.documents.page import POINT, Column, Page, Text
from visitapp.documents.text import no_room

_HAIR = 0.05
"""Millimetres of rounding that are no overhang."""
_NEAR, _TALL = 0.1, 0.74
"""Millimetres that are no overlap; how high letters stand above their baseline, in sizes."""


def demand_whole(page: Page) -> None:
    """Raises Known for the first text that reaches over the edge of the page."""
    for one in page.commands:
        match one:
            case Text():
                inside = one.x > -_HAIR and one.x + one.width < page.width + _HAIR
                inside = inside and one.y < page.height + _HAIR
            case Column():
                inside = one.y + one.height < page.height + _HAIR
            case _:
                continue
        if not inside:
            raise no_room(one.text)


def demand_apart(page: Page) -> None:
    """Raises Known for the first line of text that lies on another one."""
    texts = [one for one in page.commands if isinstance(one, Text)]
    for one, other in combinations(texts, 2):
        beside = one.x + one.width <= other.x + _NEAR or other.x + other.width <= one.x + _NEAR
        upper, lower = sorted((one, other), key=lambda text: text.y)
        if not beside and lower.y - _TALL * lower.size * POINT < upper.y:
            raise no_room(upper.text)
