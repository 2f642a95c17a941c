"""The sentences about the visit and about what comes next, told from the log (layout 0.1, 0.14, 8).

Times are never typed. The paper never claims more than the log: the end of the wait is rounded
down to five minutes.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from visitapp.domain.note_facts import NextContact, NoteFacts, Sender, Situation
from visitapp.domain.note_texts import NoteTexts
from visitapp.domain.paper_time import clock_words, date_words

_WAIT_STEP = 5


def apology_for_lateness(facts: NoteFacts, texts: NoteTexts) -> str:
    """The one apology an open slip may hold: lateness that the log shows (N-02); else empty."""
    return texts.say("visit.apology_late") if facts.is_late else ""


def visit_sentence(facts: NoteFacts, texts: NoteTexts) -> str:
    """What happened at the door, without any apology (layout 8)."""
    if facts.situation is Situation.MOVED and facts.moved_to:
        return texts.say("visit.moved", at=_moment(facts.moved_to, texts))
    if facts.situation is Situation.ABSENT and facts.posted:
        promises = facts.absences or (facts.promised_at,)
        told = texts.say("visit.between_moments").join(_moment(at, texts) for at in promises)
        return texts.say("visit.posted", at=told)
    at = _at(facts, texts)
    if facts.situation is not Situation.ABSENT:
        return texts.say(f"visit.{facts.situation.value}", at=at)
    if facts.waited_until or facts.blank_times:
        return texts.say("visit.absent", at=at, until=_until(facts, texts))
    return texts.say("visit.left_early", at=at)


def promised_moment(facts: NoteFacts, texts: NoteTexts) -> str:
    """When we came, by its date: 11月25日(水)、お約束の午後2時30分に."""
    return _at(replace(facts, posted=True, blank_times=False), texts)


def promised_words(form: str, facts: NoteFacts, texts: NoteTexts) -> str:
    """The promised date and time, or the new one of a moved visit; ``form`` as in date_words."""
    at = facts.moved_to or facts.promised_at
    day, clock = date_words(form, at.date(), texts), clock_words(at.time(), texts)
    return texts.say("paper.moment", day=day, time=clock)


def _moment(at: datetime, texts: NoteTexts) -> str:
    return date_words("day.date", at.date(), texts) + clock_words(at.time(), texts)


def _at(facts: NoteFacts, texts: NoteTexts) -> str:
    same_day = facts.visited_on == facts.written_on and not facts.posted
    day = date_words("day.today_date" if same_day else "day.date", facts.visited_on, texts)
    promised = clock_words(facts.promised_at.time(), texts)
    if facts.blank_times:
        return texts.say("visit.unknown", day=day, time=promised)
    if (facts.is_late or facts.was_early) and facts.first_ring_at:
        return texts.say("visit.late", day=day, time=clock_words(facts.first_ring_at.time(), texts))
    return texts.say("visit.on_time", day=day, time=promised)


def _until(facts: NoteFacts, texts: NoteTexts) -> str:
    if facts.waited_until is None:
        return texts.say("visit.until_unknown")
    end = facts.waited_until
    end -= timedelta(minutes=end.minute % _WAIT_STEP)
    clock = clock_words(end.time(), texts)
    if end.date() != facts.visited_on:
        clock = date_words("day.date", end.date(), texts) + clock
    return texts.say("visit.until", time=clock)


def contact_sentence(facts: NoteFacts, texts: NoteTexts) -> str:
    """The promised calls, the earlier first (layout 0.14); without a phone or a plan a letter.

    Empty after a visit that needs no further contact.
    """
    if not facts.needs_contact:
        return ""
    if not facts.has_phone or not facts.contacts:
        return texts.say("contact.letter")
    promised = facts.in_order
    first = texts.say(
        "contact.first",
        when=_when(promised[0], facts, texts),
        who=who_calls(promised[0], facts.sender, texts),
    )
    later = [
        texts.say("contact.later", when=_when(contact, facts, texts)) for contact in promised[1:2]
    ]
    return "".join([first, *later])


def who_calls(contact: NextContact, sender: Sender, texts: NoteTexts) -> str:
    """Who will call, as the customer is told: department and family name."""
    person = contact.person or sender.staff[0].name.split()[0]
    if sender.department:
        return texts.say("contact.who", department=sender.department, person=person)
    return texts.say("contact.who_of_company", person=person)


def _when(contact: NextContact, facts: NoteFacts, texts: NoteTexts) -> str:
    days = (contact.day - facts.written_on).days if not facts.posted else None
    if days == 0:
        day = texts.say("day.today")
    elif days == 1:
        day = date_words("day.tomorrow", contact.day, texts)
    else:
        day = date_words("day.date", contact.day, texts)
    if contact.by is None:
        return texts.say(f"contact.{contact.part.value}", day=day)
    form = "contact.by" if days == 0 else "contact.by_other_day"
    return texts.say(form, day=day, time=clock_words(contact.by, texts))
