"""No text is ever cut: what reaches over the edge of its page is refused."""

from visitapp.documents.page import Column, Page, Text
from visitapp.documents.text import no_room

_HAIR = 0.05
"""Millimetres of rounding that are no overhang."""


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
