"""A note made before its visit and completed by pen at the door (layout 1c, N-09): pure values.

It is bound to one customer and one promise by its number. The times are blanks for the pen; what is
written there is entered afterwards and shown as a claim (N-08).
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypedDict

from visitapp.domain.note import Note, compose, demand_set, frame
from visitapp.domain.note_facts import NoteFacts, Sender
from visitapp.domain.note_sentences import who_calls
from visitapp.domain.note_texts import NoteTexts
from visitapp.domain.paper_time import clock_words, date_words

BLANK = "＿"
"""A place for a figure, 9 mm on paper."""
NOON = 12
USUAL_WAIT = timedelta(minutes=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Preprint:
    """``lines`` are set as they stand, ``contact`` below the fold; the rest is the note's.

    ``copies`` are the three sentences the worker may copy, ``ticks`` what is ticked off; both stand
    on the strip that is torn away, under ``keep``. A sheet of a pad has the honorific alone as
    its addressee, for a name that is written before it.
    """

    note: Note
    lines: tuple[str, ...]
    contact: str
    keep: str
    copy: str
    copies: tuple[str, ...]
    ticks: tuple[str, ...]
    is_pad: bool = False


def compose_pad(sender: Sender, number: str, code: str, texts: NoteTexts) -> Preprint:
    """A sheet for any visit, all of it for the pen but number and telephone; Known as ``compose``.

    Its sender has no staff: their names are written too.
    """
    demand_set(company=sender.company, phone=sender.phone)
    say = texts.say
    note = frame(replace(sender, staff=()), number, code, texts)
    return Preprint(
        note=replace(note, addressee=(say("pad.honorific"),)),
        lines=(
            say("paper.purpose"),
            say("pad.promised"),
            say("pad.arrived"),
            say("pad.until"),
            say("preprint.absent"),
            say("preprint.leave"),
        ),
        contact=say("pad.call", company=sender.company),
        is_pad=True,
        **_strip(texts),
    )


def compose_preprint(facts: NoteFacts, texts: NoteTexts) -> Preprint:
    """The pre-print of a visit that is still to come; raises Known as ``compose``."""
    say, promised = texts.say, facts.promised_at
    day, clock = date_words("day.date", promised.date(), texts), clock_words(promised.time(), texts)
    return Preprint(
        note=compose(facts, texts),
        lines=(
            say("paper.purpose"),
            say("preprint.promised", day=day, time=clock),
            say("preprint.arrived", half=_half(promised, texts)),
            say("preprint.until", half=_half(promised + USUAL_WAIT, texts)),
            say("preprint.absent"),
            say("preprint.leave"),
        ),
        contact=_contact(facts, texts),
        **_strip(texts),
    )


class Strip(TypedDict):
    """What stands on the strip that the worker keeps."""

    keep: str
    copy: str
    copies: tuple[str, ...]
    ticks: tuple[str, ...]


def _strip(texts: NoteTexts) -> Strip:
    say = texts.say
    return Strip(
        keep=say("preprint.keep"),
        copy=say("preprint.copy"),
        copies=tuple(say(f"preprint.copy_{n}") for n in (1, 2, 3)),
        ticks=tuple(say(f"preprint.tick_{n}") for n in (1, 2, 3)),
    )


def _half(at: datetime, texts: NoteTexts) -> str:
    return texts.say("preprint.morning" if at.hour < NOON else "preprint.afternoon")


def _contact(facts: NoteFacts, texts: NoteTexts) -> str:
    if not facts.has_phone or not facts.contacts:
        return texts.say("preprint.letter")
    who = who_calls(facts.in_order[0], facts.sender, texts)
    return texts.say("preprint.call", who=who)
