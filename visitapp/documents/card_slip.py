"""A card in the corner of a sheet, freed by two cuts: of A5 itself, or of a sheet that goes along.

In the corner its edges are the sheet's, so that a printer with a wide margin still prints it whole
(layout 2).
"""

from collections.abc import Iterator

from visitapp.documents import card_pdf, text
from visitapp.documents.fonts import Family
from visitapp.documents.page import Command, Line, Page, shifted
from visitapp.documents.papers import CARD, Paper
from visitapp.documents.text import Style
from visitapp.domain.card import Card

LABEL = Style(family=Family.TEXT, size=8, leading=1.0)
DASH = (2.0, 1.2)


def has_room(paper: Paper) -> bool:
    """Whether a card lies on a sheet of this paper; a roll is too narrow for it."""
    return not paper.is_roll and paper.width >= CARD.width


def page(card: Card, paper: Paper, cut: str) -> Page:
    """A sheet of this paper with nothing but the card; ``cut`` says where to cut."""
    commands = tuple(corner(card, paper, cut))
    return Page(width=paper.width, height=paper.height, commands=commands)


def corner(card: Card, paper: Paper, cut: str) -> Iterator[Command]:
    """The card in the lower right corner, its two cuts, and the words above them."""
    left, top = paper.width - CARD.width, paper.height - CARD.height
    for command in card_pdf.page(card).commands:
        yield shifted(command, left, top)
    yield Line(start=(left, top), end=(left, paper.height), width=0.25, dash=DASH)
    yield Line(start=(left, top), end=(paper.width, top), width=0.25, dash=DASH)
    yield Line(start=(left - 7, top), end=(left - 2, top), width=0.25)
    yield Line(start=(left, top - 7.5), end=(left, top - 2), width=0.25)
    yield text.line(cut, LABEL, left + 3, top - 4.4)
