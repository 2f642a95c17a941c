"""Which layout a paper has: the one door from what a note says to its PDF."""

from dataclasses import dataclass

from visitapp.documents import card_slip, large_type, letter_pdf, note_pdf, roll_pdf, slip_a5
from visitapp.documents.page import Page
from visitapp.documents.paper import Rendered, write
from visitapp.documents.papers import A5, B5, Paper
from visitapp.domain.card import Card
from visitapp.domain.letter import Letter
from visitapp.domain.note import Note
from visitapp.domain.words import CardPlace, Form


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What is put on paper: an open slip or a letter, with a card where the layout has one.

    ``large`` is the open slip in large type, on A5 and without a card. ``along`` wants the card on
    a sheet of its own where the layout has no place for it and the paper is wide enough.
    """

    told: Note | Letter
    paper: Paper
    card: Card | None = None
    large: bool = False
    along: bool = False

    @property
    def place(self) -> CardPlace:
        """Where a card goes: in the corner of A5 and B5, behind another note, or nowhere."""
        form = Form.LETTER if isinstance(self.told, Letter) else Form.OPEN
        if holds_card(form, self.paper, large=self.large):
            return CardPlace.CORNER
        goes_along = self.along and card_slip.has_room(self.paper)
        return CardPlace.BEHIND if goes_along else CardPlace.NOWHERE

    @property
    def card_place(self) -> CardPlace:
        """Where the card is, nowhere without one."""
        return self.place if self.card else CardPlace.NOWHERE

    @property
    def note(self) -> Note:
        """What every paper says."""
        return self.told.note if isinstance(self.told, Letter) else self.told


def holds_card(form: Form, paper: Paper, *, large: bool) -> bool:
    """Whether a note of this form has a card in its own corner."""
    return form is Form.OPEN and not large and paper in {A5, B5}


def takes_card_along(form: Form, paper: Paper, *, large: bool) -> bool:
    """Whether a card may go on a sheet of its own behind such a note."""
    return card_slip.has_room(paper) and not holds_card(form, paper, large=large)


def pages(sheet: Sheet) -> tuple[Page, ...]:
    """All sides as draw commands, for preview and paper alike; the card that goes along comes last.

    Raises Known for a character that no font has and for a text that does not fit its place.
    """
    return (*_told(sheet), *_along(sheet))


def render(sheet: Sheet) -> Rendered:
    """The sheet as a PDF of its exact size, the same bytes each time; raises as ``pages``."""
    turned = not isinstance(sheet.told, Letter) and not sheet.paper.is_roll
    told, along = _told(sheet), _along(sheet)
    fronts = (1, len(told) + 1) if along else (1,)
    return write([*told, *along], sheet.note.title, short_edge=turned, fronts=fronts)


def _along(sheet: Sheet) -> tuple[Page, ...]:
    if sheet.card is None or sheet.card_place is not CardPlace.BEHIND:
        return ()
    return (card_slip.page(sheet.card, sheet.paper, sheet.note.cut),)


def _told(sheet: Sheet) -> tuple[Page, ...]:
    if isinstance(sheet.told, Letter):
        return letter_pdf.pages(sheet.told)
    if sheet.large:
        return large_type.pages(sheet.told)
    if holds_card(Form.OPEN, sheet.paper, large=sheet.large):
        return slip_a5.pages(sheet.told, sheet.paper, sheet.card)
    if sheet.paper.is_roll:
        return roll_pdf.pages(sheet.told, sheet.paper)
    return note_pdf.pages(sheet.told, sheet.paper)
