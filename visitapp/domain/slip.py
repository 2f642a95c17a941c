"""The small papers besides a note (R-26): what we ask for, what we took along, our thanks.

They are handed over or go into an envelope; none is left open, so they may name an item. What is
not known stays blank for the pen.
"""

from dataclasses import dataclass
from datetime import date

from visitapp.domain.note import Note, compose
from visitapp.domain.note_facts import NoteFacts
from visitapp.domain.note_sentences import promised_moment
from visitapp.domain.note_texts import NoteTexts
from visitapp.domain.paper_time import date_words
from visitapp.domain.words import SlipForm


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """An item we take along, in the words of whoever takes it; empty is left for the pen."""

    item: str = ""
    quantity: str = ""
    condition: str = ""
    back_on: date | None = None


NOTHING = Taken()


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """What a slip says; the sender's part is the ``note``'s.

    ``points`` are (label, sentence), ``rows`` (label, value) where an empty value is a line for
    the pen, ``signatures`` labels of lines to sign on. There is a page for each of ``copies``.
    """

    form: SlipForm
    note: Note
    title: str
    dated: str
    intro: tuple[str, ...]
    points: tuple[tuple[str, str], ...] = ()
    rows: tuple[tuple[str, str], ...] = ()
    closing: str = ""
    signatures: tuple[str, ...] = ()
    copies: tuple[str, ...] = ("",)

    @property
    def words(self) -> str:
        """The running text the guard reads; what was typed is a sentence of its own each."""
        told = [f"{label} {sentence}。" for label, sentence in (*self.points, *self.rows)]
        return "\n".join((f"{self.title}。", *self.intro, *told, self.closing))


def compose_slip(
    form: SlipForm, facts: NoteFacts, day: date | None, texts: NoteTexts, taken: Taken = NOTHING
) -> Slip:
    """The slip of a visit, dated ``day``; without it the day is left for the pen.

    Raises Known when the sender is not complete.
    """
    note, dated = compose(facts, texts), date_words("day.full", day, texts) if day else ""
    match form:
        case SlipForm.REQUEST:
            return _request(note, dated, texts)
        case SlipForm.RECEIPT:
            return _receipt(note, dated, taken, texts)
        case SlipForm.THANKS:
            return _thanks(note, dated, facts, texts)


def _request(note: Note, dated: str, texts: NoteTexts) -> Slip:
    say = texts.say
    return Slip(
        form=SlipForm.REQUEST,
        note=note,
        title=say("request.title"),
        dated=dated,
        intro=(say("request.intro"),),
        points=tuple(
            (say(f"request.{point}"), say(f"request.{point}_told"))
            for point in ("item", "information", "time")
        ),
        rows=tuple((say(f"request.{row}"), "") for row in ("model", "bought", "used")),
        closing=say("request.closing"),
    )


def _receipt(note: Note, dated: str, taken: Taken, texts: NoteTexts) -> Slip:
    say = texts.say
    back = date_words("day.full", taken.back_on, texts) if taken.back_on else ""
    return Slip(
        form=SlipForm.RECEIPT,
        note=note,
        title=say("receipt.title"),
        dated="",
        intro=(say("receipt.intro"),),
        rows=(
            (say("receipt.day"), dated),
            (say("receipt.item"), taken.item),
            (say("receipt.quantity"), taken.quantity),
            (say("receipt.condition"), taken.condition),
            (say("receipt.back"), back),
        ),
        closing=say("receipt.closing"),
        signatures=(say("receipt.customer"), say("receipt.staff")),
        copies=(say("receipt.theirs"), say("receipt.ours")),
    )


def _thanks(note: Note, dated: str, facts: NoteFacts, texts: NoteTexts) -> Slip:
    say = texts.say
    told = say("thanks.told", at=promised_moment(facts, texts))
    return Slip(
        form=SlipForm.THANKS,
        note=note,
        title=say("thanks.title"),
        dated=dated,
        intro=(say("thanks.greeting"), told, say("letter.report_met"), say("thanks.closing")),
    )
