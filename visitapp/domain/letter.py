"""The sealed letter (親展): a note framed by 拝啓 and 敬具, its facts listed under 記."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from visitapp.domain.note import Note, compose
from visitapp.domain.note_facts import NextContact, NoteFacts, Situation
from visitapp.domain.note_sentences import (
    apology_for_lateness,
    contact_sentence,
    promised_words,
    visit_sentence,
)
from visitapp.domain.note_texts import NoteTexts
from visitapp.domain.paper_time import clock_words, date_words
from visitapp.domain.words import ApologyScope
from visitapp.errors import Known


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What a letter says: the ``note`` every paper shares, and the frame only a letter has.

    ``rows`` stand under ``heading`` as (label, value); ``private`` is written on the envelope.
    ``window`` is the address that shows through it, line by line.
    """

    note: Note
    dated: str
    opening: str
    ending: str
    phone: str
    heading: str
    rows: tuple[tuple[str, str], ...]
    end: str
    fold: str
    private: str
    window: tuple[str, ...]


def compose_letter(facts: NoteFacts, texts: NoteTexts) -> Letter:
    """The letter of a visit.

    Raises Known when the sender's details are not complete, and for an apology for lateness that
    the log does not show.
    """
    say = texts.say
    if facts.scope is ApologyScope.LATE_ARRIVAL and not (facts.is_late or facts.blank_times):
        raise Known(
            "We were not late",
            "The log does not show that we came late, so the letter cannot apologise for it.",
            "Choose another apology, or leave it out.",
        )
    note = compose(facts, texts)
    return Letter(
        note=replace(note, body=_paragraphs(facts, texts), closing=""),
        dated=date_words("day.full", facts.written_on, texts),
        opening=say("letter.opening"),
        ending=say("letter.ending"),
        phone=say("letter.phone", phone=facts.sender.phone),
        heading=say("letter.heading"),
        rows=tuple(_rows(facts, texts)),
        end=say("letter.end"),
        fold=say("letter.fold"),
        private=say("letter.private"),
        window=facts.window,
    )


def _paragraphs(facts: NoteFacts, texts: NoteTexts) -> tuple[str, str]:
    visit = visit_sentence(facts, texts)
    if facts.situation is not Situation.MOVED:
        visit = texts.say("letter.matter", visit=visit)
    apologies = apology_for_lateness(facts, texts) + _apology(facts, texts)
    report = "letter.report_met" if facts.situation is Situation.MET else "letter.report"
    reachable = texts.say("letter.reachable") if facts.absences else ""
    return visit + apologies, contact_sentence(facts, texts) + reachable + texts.say(report)


def _rows(facts: NoteFacts, texts: NoteTexts) -> Iterator[tuple[str, str]]:
    yield texts.say("paper.promised"), promised_words("day.full", facts, texts)
    if facts.needs_contact and facts.has_phone and facts.contacts:
        yield texts.say("letter.calls"), _calls(facts, texts)
    yield texts.say("letter.reach"), _reach(facts, texts)


def _apology(facts: NoteFacts, texts: NoteTexts) -> str:
    """The approved sentence of the scope; lateness is told from the log and only there (R-11)."""
    if facts.scope in {None, ApologyScope.LATE_ARRIVAL}:
        return ""
    return texts.say(f"apology.{facts.scope}")


def _calls(facts: NoteFacts, texts: NoteTexts) -> str:
    """The promised calls in figures, the earlier first."""
    told = [_call(contact, texts) for contact in facts.in_order[:2]]
    return told[0] if len(told) == 1 else texts.say("letter.call_or", first=told[0], second=told[1])


def _call(contact: NextContact, texts: NoteTexts) -> str:
    day = date_words("day.date", contact.day, texts)
    if contact.by is None:
        return texts.say(f"letter.call_{contact.part}", day=day)
    return texts.say("letter.call_by", day=day, time=clock_words(contact.by, texts))


def _reach(facts: NoteFacts, texts: NoteTexts) -> str:
    phone, hours = facts.sender.phone, facts.sender.hours
    if not hours:
        return texts.say("letter.phone", phone=phone)
    has_brackets = any(bracket in hours for bracket in "(（")
    form = "letter.phone_hours_told" if has_brackets else "letter.phone_hours"
    return texts.say(form, phone=phone, hours=hours)
