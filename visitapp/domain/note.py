"""What the paper at the door says (layout 0, 1, 8), composed from the visit's log: pure values.

What the sentences are is data (``NoteTexts``); what they tell comes from ``NoteFacts``.
"""

from dataclasses import dataclass, replace

from visitapp.domain.note_facts import Addressee, NoteFacts, Sender, Situation, Staff
from visitapp.domain.note_sentences import (
    apology_for_lateness,
    contact_sentence,
    promised_words,
    visit_sentence,
)
from visitapp.domain.note_texts import NoteTexts
from visitapp.errors import Known


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What a note says, ready to be set; ``body`` paragraphs, ``closing`` goes first for room.

    ``extra`` is one more line in easy Japanese or English, empty unless asked for.
    """

    title: str
    addressee: tuple[str, ...]
    outside: str
    body: tuple[str, ...]
    closing: str
    extra: str
    phone_label: str
    phone: str
    hours: str
    company: str
    department: str
    staff_lines: tuple[tuple[str, str], ...]
    between_staff: str
    promised: tuple[str, str]
    wish: str
    ask_number: str
    tell_number: str
    cut: str
    remark_label: str
    remark: str
    number_label: str
    number_short: str
    number: str
    revision: str
    antifraud: str
    code: str
    code_label: str
    texts_version: str


def compose(facts: NoteFacts, texts: NoteTexts) -> Note:
    """The note of a visit; raises Known when the sender's details are not complete."""
    _check_sender(facts.sender)
    say = texts.say
    framed = frame(facts.sender, facts.note_no, facts.code, texts)
    if facts.situation is Situation.MOVED:
        # the day is agreed already: nothing asks for one
        closing = say("paper.closing_moved")
        framed = replace(framed, closing=closing, wish=closing)
    return replace(
        framed,
        addressee=_addressee(facts.addressee, texts),
        outside=_outside(facts.addressee, texts) if facts.named_outside else "",
        body=tuple(part for part in _told(facts, texts) if part),
        extra=say(f"line.{facts.line}") if facts.line else "",
        promised=(say("paper.promised"), promised_words("day.date", facts, texts)),
        remark=facts.remark,
        revision=say("paper.revision", revision=facts.revision) if facts.revision > 1 else "",
    )


def frame(sender: Sender, number: str, code: str, texts: NoteTexts) -> Note:
    """What stands on every note of this sender, whoever it is for: number, telephone, labels."""
    say = texts.say
    return Note(
        title=say("paper.title"),
        addressee=(),
        outside="",
        body=(),
        closing=say("paper.closing"),
        extra="",
        phone_label=say("paper.phone"),
        phone=sender.phone,
        hours=sender.hours,
        company=sender.company,
        department=sender.department,
        staff_lines=tuple(_staff(person, texts) for person in sender.staff),
        between_staff=say("paper.between_staff"),
        promised=("", ""),
        wish=say("paper.wish"),
        ask_number=say("paper.ask_number"),
        tell_number=say("paper.tell_number"),
        cut=say("paper.cut"),
        remark_label=say("paper.remark"),
        remark="",
        number_label=say("paper.number"),
        number_short=say("paper.number_short"),
        number=number,
        revision="",
        antifraud=say("paper.antifraud"),
        code=code,
        code_label=say("paper.code"),
        texts_version=texts.version,
    )


def _told(facts: NoteFacts, texts: NoteTexts) -> tuple[str, str, str]:
    visit = apology_for_lateness(facts, texts) + visit_sentence(facts, texts)
    return texts.say("paper.purpose"), visit, contact_sentence(facts, texts)


def approved_sentences(facts: NoteFacts, texts: NoteTexts) -> frozenset[str]:
    """What the guard lets pass although it apologises: lateness the log shows (N-02)."""
    return frozenset({texts.say("visit.apology_late")}) if facts.is_late else frozenset()


def _check_sender(sender: Sender) -> None:
    demand_set(company=sender.company, phone=sender.phone, staff=sender.staff)


def demand_set(**wanted: object) -> None:
    """Known when one of these details of the sender is not set."""
    missing = [name for name, value in wanted.items() if not value or not str(value).strip()]
    if missing:
        raise Known(
            "Sender not complete",
            "The note can't be made: {missing} of the sender is not set.",
            "Set company and phone in the settings, section [sender]; the plan names the staff.",
            missing=", ".join(missing),
        )


def _addressee(who: Addressee, texts: NoteTexts) -> tuple[str, ...]:
    named = texts.say("paper.inside", name=who.name, honorific=who.honorific)
    return (who.firm, named) if who.firm else (named,)


def _outside(who: Addressee, texts: NoteTexts) -> str:
    name = who.family or who.company or who.given
    return texts.say("paper.outside", name=name, honorific=who.honorific)


def _staff(person: Staff, texts: NoteTexts) -> tuple[str, str]:
    """The name, and its reading in brackets, which is set smaller."""
    return person.name, texts.say("paper.reading", kana=person.kana) if person.kana else ""
