"""Which layout a paper has: the one door from what a note says to its PDF."""

from dataclasses import dataclass

from visitapp.documents import large_type, letter_pdf, note_pdf, roll_pdf, slip_a5
from visitapp.documents.page import Page
from visitapp.documents.paper import Rendered, write
from visitapp.documents.papers import A5, B5, Paper
from visitapp.domain.card import Card
from visitapp.domain.letter import Letter
from visitapp.domain.note import Note


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What is put on paper: an open slip or a letter, with a card where the layout has one.

    ``large`` is the open slip in large type, on A5 and without a card.
    """

    told: Note | Letter
    paper: Paper
    card: Card | None = None
    large: bool = False

    @property
    def has_card(self) -> bool:
        """Whether a card is cut out of it."""
        return self.paper in {A5, B5} and not self.large

    @property
    def note(self) -> Note:
        """What every paper says."""
        return self.told.note if isinstance(self.told, Letter) else self.told


def pages(sheet: Sheet) -> tuple[Page, ...]:
    """All sides as draw commands, for preview and paper alike.

    Raises Known for a character that no font has and for a text that does not fit its place.
    """
    if isinstance(sheet.told, Letter):
        return letter_pdf.pages(sheet.told)
    if sheet.large:
        return large_type.pages(sheet.told)
    if sheet.paper in {A5, B5}:
        return slip_a5.pages(sheet.told, sheet.paper, sheet.card)
    if sheet.paper.is_roll:
        return roll_pdf.pages(sheet.told, sheet.paper)
    return note_pdf.pages(sheet.told, sheet.paper)


def render(sheet: Sheet) -> Rendered:
    """The sheet as a PDF of its exact size, the same bytes each time; raises as ``pages``."""
    turned = not isinstance(sheet.told, Letter) and not sheet.paper.is_roll
    return write(pages(sheet), sheet.note.title, short_edge=turned)
