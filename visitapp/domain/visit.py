"""A visit as its entries tell it: frozen values, folded by ``visitapp.domain.fold``."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from visitapp.domain.chain import Attachment
from visitapp.domain.note_terms import NoteTerms
from visitapp.domain.stamps import Bracket, Stamp
from visitapp.domain.words import (
    AgreedHow,
    CallResult,
    Form,
    NoteCode,
    OutcomeKind,
    PhotoRole,
    Placement,
    SiteKind,
    State,
)

CLOSING = frozenset(
    {
        CallResult.SEEN,
        CallResult.NOT_SEEN,
        CallResult.DISPUTED,
        CallResult.REACHED,
        CallResult.LETTER_SENT,
    }
)
"""The results after which no call or letter is owed any more (R-39)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Who recorded what when, on which laptop: the root of every fact of a visit."""

    entry: str
    device: str
    actor: str
    t: Stamp
    time: Bracket

    @property
    def at(self) -> datetime:
        """The estimate of the true time, aware."""
        return self.time.estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    """The last check before departure: who was told, what is open, every result (R-02)."""

    mark: Mark
    superior_told: bool
    missing: tuple[str, ...]
    checks: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lateness:
    """We will be late: the new time, and what the customer said to it (N-01)."""

    mark: Mark
    new_time: datetime
    agreed: bool
    reached: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """The promise was moved from ``before`` to ``after``."""

    mark: Mark
    before: datetime | None
    after: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """Other people (ids) took the visit over (N-14)."""

    mark: Mark
    staff: tuple[str, ...]
    memo: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """Somebody arrived or left (kept per person and device, N-11)."""

    mark: Mark
    person: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ring:
    """The bell was rung (R-34)."""

    mark: Mark
    person: str
    answered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """The customer was telephoned."""

    mark: Mark
    person: str
    number_kind: str
    result: CallResult


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """Something said or learned at the door; ``what`` as in ``entries.Heard``."""

    mark: Mark
    person: str
    what: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A stretch that a laptop did not watch: ``why`` is suspend, reboot or clock.

    ``step`` is how far the wall clock was moved, + when put forward; zero for the other two.
    ``t`` is the stamp of the entry that told of it, None for a gap that was only inferred.
    """

    device: str
    start: datetime
    end: datetime
    why: str
    step: timedelta = timedelta(0)
    t: Stamp | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitSpan:
    """One wait of one person on one laptop; ``end`` is None while it runs (R-35, N-11)."""

    start: Mark
    person: str
    minutes: int
    end: Mark | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What was found; ``reason`` explains an early absent."""

    mark: Mark
    kind: OutcomeKind
    reason: str
    remark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotePaper:
    """A numbered note and what became of its paper; ``head`` ties the print to its entry.

    One made beforehand and completed ``by_pen`` has no head and no PDF; ``written`` is what the pen
    added, as it was typed afterwards.

    ``started`` stands while nobody knows whether the sheet came out of ``printer``.
    """

    mark: Mark
    note_no: str
    nonce: str
    head: str
    revision: int
    form: Form
    paper: str
    terms: NoteTerms
    pdf_sha256: str = ""
    printer: str = ""
    started: Mark | None = None
    printed: Mark | None = None
    placement: Placement | None = None
    left: Mark | None = None
    by_pen: bool = False
    written: str = ""

    @property
    def is_untold(self) -> bool:
        """Whether a pen wrote on it and nobody typed yet what (N-09)."""
        return self.by_pen and self.left is not None and not self.written


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo:
    """A photo's original as attached to its entry."""

    mark: Mark
    attachment: Attachment
    role: PhotoRole
    file_name: str
    captured_at: str
    camera: str
    warning: str
    note_code: NoteCode = NoteCode.NOT_LOOKED


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """The call owed to the customer (R-39) and its results so far.

    ``due_at`` is the time the customer asked for; None = any time of ``due_on`` (ISO date).
    ``note_no`` is "" for the call that asks for consent to a moved promise.
    """

    mark: Mark
    due_on: str
    script: str
    by: str
    due_at: datetime | None = None
    note_no: str = ""
    results: tuple[tuple[Mark, CallResult], ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether the customer still has to be reached."""
        return not any(result in CLOSING for _, result in self.results)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A time typed by a person: shown as a claim, never as a record (N-08)."""

    mark: Mark
    what: str
    claimed_at: datetime
    person: str
    remark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """A correction or withdrawal; the original stays beside it (invariant 1)."""

    mark: Mark
    entry: str
    field: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineRow:
    """One entry as a line of the visit's history."""

    mark: Mark
    n: int
    kind: str
    hash: str
    withdrawn: bool = False
    gates: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One visit; tuples in the order of the fold, single values by the earliest estimate."""

    id: str
    state: State = State.PLANNED
    customer_id: str = ""
    promised_at: datetime | None = None
    agreed_how: AgreedHow = AgreedHow.NOT_AGREED
    staff: tuple[str, ...] = ()
    expected_return: datetime | None = None
    watcher: str = ""
    speaker: str = ""
    recorder: str = ""
    liaison: str = ""
    minutes: int = 60
    window_minutes: int = 0
    site: SiteKind = SiteKind.HOUSE
    room: str = ""
    purpose: str = ""
    note_no: str = ""
    nonce: str = "0"
    prepared: Mark | None = None
    readiness: Readiness | None = None
    departed: Mark | None = None
    late: Lateness | None = None
    moves: tuple[Move, ...] = ()
    handovers: tuple[Handover, ...] = ()
    arrivals: tuple[Presence, ...] = ()
    departures: tuple[Presence, ...] = ()
    returns: tuple[Presence, ...] = ()
    rings: tuple[Ring, ...] = ()
    calls: tuple[Call, ...] = ()
    answers: tuple[Presence, ...] = ()
    sayings: tuple[Saying, ...] = ()
    waits: tuple[WaitSpan, ...] = ()
    gaps: tuple[Gap, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    papers: tuple[NotePaper, ...] = ()
    photos: tuple[Photo, ...] = ()
    follow_up: FollowUp | None = None
    claims: tuple[Claim, ...] = ()
    amendments: tuple[Amendment, ...] = ()
    cancelled: str = ""
    timeline: tuple[TimelineRow, ...] = field(default=())

    @property
    def new_time(self) -> datetime | None:
        """The time given when we said that we will be late (N-01)."""
        return self.late.new_time if self.late else None

    @property
    def arrived_at(self) -> datetime | None:
        """The first arrival of anybody on any laptop."""
        return min((a.mark.at for a in self.arrivals), default=None)

    @property
    def first_ring_at(self) -> datetime | None:
        """The first ring: what punctuality and the note count from."""
        return min((r.mark.at for r in self.rings), default=None)

    @property
    def promise_at_door(self) -> datetime | None:
        """The promise in force at the first ring, the present one before it (R-33, R-35).

        A promise made after that ring is about another day: it changes neither how punctual the
        ring was nor from when the wait counts.
        """
        rung = self.first_ring_at
        later = (m for m in self.moves if rung is not None and m.mark.at > rung)
        moved = next(later, None)
        return moved.before if moved else self.promised_at

    @property
    def punctuality(self) -> timedelta | None:
        """First ring minus promised time, + when late; None before the first ring (R-33)."""
        promised = self.promise_at_door
        if promised is None or self.first_ring_at is None:
            return None
        return self.first_ring_at - promised

    @property
    def outcome(self) -> Outcome | None:
        """What was found: the latest word counts, the earlier ones stay visible."""
        return self.outcomes[-1] if self.outcomes else None

    @property
    def misplaced_note(self) -> bool:
        """Whether a note lies at a house that was not the customer's (N-04, V-05)."""
        wrong = self.outcome is not None and self.outcome.kind is OutcomeKind.NOT_FOUND
        return wrong and any(p.left for p in self.papers)

    @property
    def paper(self) -> NotePaper | None:
        """The newest revision of the note."""
        return max(self.papers, key=lambda p: p.revision, default=None)

    @property
    def told_no(self) -> str:
        """The number the customer has: that of the newest paper, else the one that was planned."""
        return self.paper.note_no if self.paper else self.note_no

    @property
    def numbers(self) -> frozenset[str]:
        """Every number that is this visit's: the planned one, and that of each of its papers."""
        return frozenset({self.note_no, *(p.note_no for p in self.papers)} - {""})

    @property
    def running_wait(self) -> WaitSpan | None:
        """The wait that has not ended, the newest of them."""
        return next((w for w in reversed(self.waits) if w.end is None), None)
