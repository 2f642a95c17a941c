"""What a paper is made of: whom it is for, who we are, what the log says (layout 0, 8)."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from visitapp.domain.words import ApologyScope, ExtraLine


class Situation(StrEnum):
    """What a paper tells of (layout 8): whom we found, or that the customer moved the promise."""

    ABSENT = "absent"
    INTERCOM = "intercom"
    RECEPTION = "reception"
    FAMILY = "family"
    MET = "met"
    MOVED = "moved"


LETTER_ONLY = frozenset({Situation.FAMILY})
"""What only a sealed letter may tell of: others may read an open slip."""


class DayPart(StrEnum):
    """A stretch of a day in which we promise to call."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"
    ANY = "any"


_WIDEST = 28
"""Characters of company and department that have room beside each other on a postcard in 8 pt."""


def _spaced(*parts: str) -> str:
    return "\u3000".join(part for part in parts if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    """Whom the note is for, as stored; a company's person may be without ``family``."""

    family: str
    given: str = ""
    company: str = ""
    department: str = ""
    honorific: str

    @property
    def name(self) -> str:
        """The person with one full-width space (layout 0.4), else the department or the company.

        Behind a company too long for both, the department stands with the person.
        """
        person = _spaced(self.family, self.given)
        if person and self.department and not self._is_short:
            return _spaced(self.department, person)
        return person or self.department or self.company

    @property
    def firm(self) -> str:
        """What stands above the name: the company and a person's department; else empty."""
        if not self.company or self.company == self.name:
            return ""
        is_with = bool(self.family or self.given) and self._is_short
        return _spaced(self.company, self.department if is_with else "")

    @property
    def _is_short(self) -> bool:
        return len(self.company) + len(self.department) < _WIDEST


@dataclass(frozen=True, slots=True, kw_only=True)
class Staff:
    """One of the two who came; ``kana`` is the reading, ``title`` is for the card; may be empty."""

    name: str
    kana: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Logo:
    """A company's mark: a JPEG on white, ``width`` x ``height`` pixels."""

    jpeg: bytes
    width: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """Who we are on paper: the main phone, never a private one (layout 0.2).

    ``address`` (its lines, 〒 included), ``mail`` and ``logo`` stand on the card only.
    """

    company: str
    phone: str
    department: str = ""
    hours: str = ""
    staff: tuple[Staff, ...] = ()
    address: tuple[str, ...] = ()
    mail: str = ""
    logo: Logo | None = None


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

    ``first_ring_at`` and ``waited_until`` come from the log, the first of them the arrival where
    nobody rang; ``late`` is the lateness beyond the policy's tolerance; ``was_early`` says that
    nobody of us was there any more at the promised time. ``made_on`` is the day of the paper, that
    of the visit unless told. ``has_phone`` is whether the customer can be telephoned. With
    ``blank_times`` (preview before arrival) arrival and end of the wait are left open. The outer
    face stays blank where the customer wishes it (``named_outside``, layout 0.3). A paper that is
    ``posted`` names dates only, since it is read on another day. ``moved_to`` is the new promise
    of a moved visit; ``scope`` is what a letter apologises for (R-11); ``window`` is the address
    that shows through an envelope's window, line by line, none without one; ``absences`` are the
    promises at which nobody was met one after another, this one last, once they are so many that a
    letter tells them (R-41). ``line`` is one more line, in easy Japanese or English.
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
    was_early: bool = False
    made_on: date | None = None
    revision: int = 1
    contacts: tuple[NextContact, ...] = ()
    has_phone: bool = True
    remark: str = ""
    blank_times: bool = False
    named_outside: bool = True
    posted: bool = False
    moved_to: datetime | None = None
    scope: ApologyScope | None = None
    window: tuple[str, ...] = ()
    absences: tuple[datetime, ...] = ()
    line: ExtraLine | None = None

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
        """The day on which the paper is made: 本日 on it is this day."""
        return self.made_on or (self.waited_until or self.first_ring_at or self.promised_at).date()

    @property
    def needs_contact(self) -> bool:
        """Whether the paper must say what comes next: not after a visit that was met or moved."""
        return bool(self.contacts) or self.situation not in {Situation.MET, Situation.MOVED}

    @property
    def in_order(self) -> tuple[NextContact, ...]:
        """The promised calls, the earlier first (layout 0.14)."""
        return tuple(sorted(self.contacts, key=lambda call: (call.day, call.by or time.max)))
