"""What the paper at the door says (layout 0, 1, 8), composed from the visit's log: pure values.

Times come from the log and are never typed. The paper never claims more than the log: the end of
the wait is rounded down to five minutes. What the sentences are is data (``NoteTexts``).
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from visitapp.domain.note_texts import NoteTexts
from visitapp.errors import Known

_WAIT_STEP = 5


class Situation(StrEnum):
    """What an open slip may tell of (layout 8)."""

    ABSENT = "absent"
    INTERCOM = "intercom"
    RECEPTION = "reception"


class DayPart(StrEnum):
    """A stretch of a day in which we promise to call."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"
    ANY = "any"


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    """Whom the note is for, as stored; a company's person may be without ``family``."""

    family: str
    given: str = ""
    company: str = ""
    honorific: str

    @property
    def name(self) -> str:
        """Family and given name with one full-width space, or the company (layout 0.4)."""
        return "\u3000".join(part for part in (self.family, self.given) if part) or self.company


@dataclass(frozen=True, slots=True, kw_only=True)
class Staff:
    """One of the two who came; ``kana`` is the reading, ``title`` is for the card; may be empty."""

    name: str
    kana: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """Who we are on paper: the main phone, never a private one (layout 0.2).

    ``address`` (its lines, 〒 included) and ``mail`` stand on the card only.
    """

    company: str
    phone: str
    department: str = ""
    hours: str = ""
    staff: tuple[Staff, ...] = ()
    address: tuple[str, ...] = ()
    mail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NextContact:
    """A promised call on ``day``, before ``by`` or in a part of it; ``person`` is a family name."""

    day: date
    by: time | None = None
    part: DayPart = DayPart.ANY
    person: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteFacts:
    """All a note is made of. Instants are aware and local to the visit.

    ``first_ring_at`` and ``waited_until`` come from the log; ``late`` is the lateness beyond the
    policy's tolerance; ``has_phone`` is whether the customer can be telephoned. With
    ``blank_times`` (preview before arrival) arrival and end of the wait are left open. The outer
    face stays blank where the customer wishes it (``named_outside``, layout 0.3).
    """

    addressee: Addressee
    promised_at: datetime
    sender: Sender
    note_no: str
    code: str
    situation: Situation = Situation.ABSENT
    first_ring_at: datetime | None = None
    waited_until: datetime | None = None
    late: timedelta = timedelta()
    revision: int = 1
    contacts: tuple[NextContact, ...] = ()
    has_phone: bool = True
    remark: str = ""
    blank_times: bool = False
    named_outside: bool = True

    @property
    def is_late(self) -> bool:
        """Whether the log says that we came later than tolerated (N-02)."""
        return self.late > timedelta() and not self.blank_times

    @property
    def visited_on(self) -> date:
        """The day on which we stood at the door."""
        return (self.first_ring_at or self.promised_at).date()

    @property
    def written_on(self) -> date:
        """The day on which the note is left: 本日 on the paper is this day."""
        return (self.waited_until or self.first_ring_at or self.promised_at).date()


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What a note says, ready to be set; ``body`` paragraphs, ``closing`` goes first for room."""

    title: str
    addressee: tuple[str, ...]
    outside: str
    body: tuple[str, ...]
    closing: str
    phone_label: str
    phone: str
    hours: str
    company: str
    department: str
    staff_lines: tuple[tuple[str, str], ...]
    between_staff: str
    remark_label: str
    remark: str
    number_label: str
    number: str
    revision: str
    antifraud: str
    code: str
    code_label: str
    texts_version: str


def compose(facts: NoteFacts, texts: NoteTexts) -> Note:
    """The note of a visit; raises Known when the sender's details are not complete."""
    _check_sender(facts.sender)
    say, sender = texts.say, facts.sender
    return Note(
        title=say("paper.title"),
        addressee=_addressee(facts.addressee, texts),
        outside=_outside(facts.addressee, texts) if facts.named_outside else "",
        body=(say("paper.purpose"), _visit(facts, texts), _contact(facts, texts)),
        closing=say("paper.closing"),
        phone_label=say("paper.phone"),
        phone=sender.phone,
        hours=sender.hours,
        company=sender.company,
        department=sender.department,
        staff_lines=tuple(_staff(person, texts) for person in sender.staff),
        between_staff=say("paper.between_staff"),
        remark_label=say("paper.remark"),
        remark=facts.remark,
        number_label=say("paper.number"),
        number=facts.note_no,
        revision=say("paper.revision", revision=facts.revision) if facts.revision > 1 else "",
        antifraud=say("paper.antifraud"),
        code=facts.code,
        code_label=say("paper.code"),
        texts_version=texts.version,
    )


def approved_sentences(facts: NoteFacts, texts: NoteTexts) -> frozenset[str]:
    """What the guard lets pass although it apologises: lateness the log shows (N-02)."""
    return frozenset({texts.say("visit.apology_late")}) if facts.is_late else frozenset()


def _check_sender(sender: Sender) -> None:
    wanted = {"company": sender.company, "phone": sender.phone, "staff": sender.staff}
    missing = [name for name, value in wanted.items() if not value]
    if missing:
        raise Known(
            "Sender not complete",
            "The note can't be made: {missing} of the sender is not set.",
            "Set company and phone in the settings, section [sender]; the plan names the staff.",
            missing=", ".join(missing),
        )


def _addressee(who: Addressee, texts: NoteTexts) -> tuple[str, ...]:
    named = texts.say("paper.inside", name=who.name, honorific=who.honorific)
    return (who.company, named) if who.company and who.company != who.name else (named,)


def _outside(who: Addressee, texts: NoteTexts) -> str:
    name = who.family or who.company or who.given
    return texts.say("paper.outside", name=name, honorific=who.honorific)


def _staff(person: Staff, texts: NoteTexts) -> tuple[str, str]:
    """The name, and its reading in brackets, which is set smaller."""
    return person.name, texts.say("paper.reading", kana=person.kana) if person.kana else ""


def _visit(facts: NoteFacts, texts: NoteTexts) -> str:
    sentence, at = f"visit.{_sentence(facts)}", _at(facts, texts)
    if facts.situation is Situation.ABSENT and sentence == "visit.absent":
        told = texts.say(sentence, at=at, until=_until(facts, texts))
    else:
        told = texts.say(sentence, at=at)
    return texts.say("visit.apology_late") + told if facts.is_late else told


def _sentence(facts: NoteFacts) -> str:
    if facts.situation is not Situation.ABSENT:
        return facts.situation.value
    return "absent" if facts.waited_until or facts.blank_times else "left_early"


def _at(facts: NoteFacts, texts: NoteTexts) -> str:
    same_day = facts.visited_on == facts.written_on
    day = _date("day.today_date" if same_day else "day.date", facts.visited_on, texts)
    if facts.blank_times:
        return texts.say("visit.unknown", day=day, time=_clock(facts.promised_at.time(), texts))
    if facts.is_late and facts.first_ring_at:
        return texts.say("visit.late", day=day, time=_clock(facts.first_ring_at.time(), texts))
    return texts.say("visit.on_time", day=day, time=_clock(facts.promised_at.time(), texts))


def _until(facts: NoteFacts, texts: NoteTexts) -> str:
    if facts.waited_until is None:
        return texts.say("visit.until_unknown")
    end = facts.waited_until
    end -= timedelta(minutes=end.minute % _WAIT_STEP)
    clock = _clock(end.time(), texts)
    if end.date() != facts.visited_on:
        clock = _date("day.date", end.date(), texts) + clock
    return texts.say("visit.until", time=clock)


def _contact(facts: NoteFacts, texts: NoteTexts) -> str:
    """The promised calls, the earlier first (layout 0.14); without a phone or a plan a letter."""
    if not facts.has_phone or not facts.contacts:
        return texts.say("contact.letter")
    promised = sorted(facts.contacts, key=lambda contact: (contact.day, contact.by or time.max))
    first = texts.say(
        "contact.first",
        when=_when(promised[0], facts.written_on, texts),
        who=_who(promised[0], facts.sender, texts),
    )
    later = [
        texts.say("contact.later", when=_when(contact, facts.written_on, texts))
        for contact in promised[1:2]
    ]
    return "".join([first, *later])


def _who(contact: NextContact, sender: Sender, texts: NoteTexts) -> str:
    person = contact.person or sender.staff[0].name.split()[0]
    if sender.department:
        return texts.say("contact.who", department=sender.department, person=person)
    return texts.say("contact.who_of_company", person=person)


def _when(contact: NextContact, written_on: date, texts: NoteTexts) -> str:
    if contact.day == written_on:
        day = texts.say("day.today")
    elif contact.day == written_on + timedelta(days=1):
        day = _date("day.tomorrow", contact.day, texts)
    else:
        day = _date("day.date", contact.day, texts)
    if contact.by is None:
        return texts.say(f"contact.{contact.part.value}", day=day)
    form = "contact.by" if contact.day == written_on else "contact.by_other_day"
    return texts.say(form, day=day, time=_clock(contact.by, texts))


def _date(form: str, day: date, texts: NoteTexts) -> str:
    weekday = texts.say("day.weekdays")[day.weekday()]
    return texts.say(form, month=day.month, day=day.day, weekday=weekday)


def _clock(at: time, texts: NoteTexts) -> str:
    """午前/午後 with the minute; 12:00 is 正午, midnight 午前0時 (japan.md 3.6)."""
    if (at.hour, at.minute) == (12, 0):
        return texts.say("time.noon")
    minutes = texts.say("time.minutes", minute=at.minute) if at.minute else ""
    form = "time.morning" if at.hour < 12 else "time.afternoon"
    return texts.say(form, hour=at.hour % 12, minutes=minutes)
