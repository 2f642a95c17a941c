"""What can be written into the journal: a union of small unions, and its codec.

Each class is the ``content`` of one kind (docs/WIRE.md section 4). Instants are aware datetimes,
durations whole seconds, persons, visits and records ids. A kind we don't know is ``Unknown``, a
body that was erased is ``Erased``; both are kept and passed on.
"""

from dataclasses import dataclass
from datetime import datetime

from visitapp.domain.codec import Content
from visitapp.domain.office_entries import ErasureAsked, ErasureOrdered, KeyOpened
from visitapp.domain.words import (
    AgreedHow,
    CallResult,
    OutcomeKind,
    PhotoRole,
    SiteKind,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitPlanned(Content, kind="visit_planned"):
    """A visit is promised (R-32, R-33); the note number is reserved in the same act (N-12)."""

    customer_id: str
    promised_at: datetime
    agreed_how: AgreedHow
    staff: tuple[str, ...]
    expected_return: datetime | None = None
    watcher: str = ""
    note_no: str = ""
    nonce: str = "0"


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitPrepared(Content, kind="visit_prepared"):
    """Checks before departure are done; the superior has been told (R-02).

    ``checks`` keeps each result as ``check:ok``, ``check:attention`` or ``check:eye`` (looked at).
    """

    superior_told: bool = False
    missing: tuple[str, ...] = ()
    checks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitDeparted(Content, kind="visit_departed"):
    """On the way; ``missing`` are the open items that were asked about once (domain.departure)."""

    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitRunningLate(Content, kind="visit_running_late"):
    """We will be late (N-01); the customer agreed, did not, or (``reached``) was not reached."""

    new_time: datetime
    agreed: bool = False
    reached: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitRescheduled(Content, kind="visit_rescheduled"):
    """A new promise takes the place of the old one."""

    promised_at: datetime
    agreed_how: AgreedHow
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitCancelled(Content, kind="visit_cancelled"):
    """The visit will not take place."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitHandedOver(Content, kind="visit_handed_over"):
    """Other staff take the visit (N-14)."""

    staff: tuple[str, ...]
    reason: str
    memo: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitArranged(Content, kind="visit_arranged"):
    """How the visit is to be made, as a whole: who goes in which role (R-32), where, how long.

    The customer was told ``window_minutes`` from the promised time (0 = to the minute); ``room``
    counts for flats and companies (N-05); ``watcher`` looks after the visit (N-15).
    """

    staff: tuple[str, ...]
    speaker: str = ""
    recorder: str = ""
    liaison: str = ""
    minutes: int = 60
    window_minutes: int = 0
    site: SiteKind = SiteKind.HOUSE
    room: str = ""
    purpose: str = ""
    expected_return: datetime | None = None
    watcher: str = ""


Plan = VisitPlanned | VisitArranged | VisitRescheduled | VisitCancelled | VisitHandedOver
Going = VisitPrepared | VisitDeparted | VisitRunningLate


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived(Content, kind="arrived"):
    """A person stands at the site (R-34)."""

    person: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Left(Content, kind="left"):
    """A person has left the site."""

    person: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned(Content, kind="returned"):
    """Back at the office or at home (N-16)."""

    person: str
    home: bool = False


Arrival = Arrived | Left | Returned


@dataclass(frozen=True, slots=True, kw_only=True)
class Rang(Content, kind="rang"):
    """The door bell was rung (R-34)."""

    person: str
    answered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Called(Content, kind="called"):
    """The customer was telephoned; ``number_kind`` is phone or mobile."""

    person: str
    number_kind: str
    result: CallResult


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered(Content, kind="answered"):
    """Somebody answered at the door: the moment, before it is known who it was (N-03)."""

    person: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard(Content, kind="heard"):
    """What was said or learned at the door, in the words of who said it (N-03).

    ``what`` is quote, fact, wish, reception, danger_dialled or detail.
    """

    person: str
    what: str
    words: str


Contact = Rang | Called | Answered | Heard


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitStarted(Content, kind="wait_started"):
    """The wait at the door begins (R-35); it counts from max(promised time, first ring)."""

    person: str
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitEnded(Content, kind="wait_ended"):
    """The wait at the door is over."""

    person: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitExtended(Content, kind="wait_extended"):
    """The running wait becomes the longer one; what was waited counts on (R-35)."""

    person: str
    minutes: int


Wait = WaitStarted | WaitExtended | WaitEnded


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeRecorded(Content, kind="outcome_recorded"):
    """What was found; ``reason`` explains an outcome absent before the wait was over (R-35)."""

    outcome: OutcomeKind
    reason: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoTaken(Content, kind="photo_taken"):
    """A photo's original lies in the vault; ``captured_at`` is the camera's word, as it stands."""

    sha256: str
    role: PhotoRole
    file_name: str = ""
    captured_at: str = ""
    camera: str = ""
    warning: str = ""


Photo = PhotoTaken


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryCorrected(Content, kind="entry_corrected"):
    """Another entry's content field should read otherwise; both stay visible (invariant 1)."""

    entry: str
    field: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryWithdrawn(Content, kind="entry_withdrawn"):
    """Another entry was made by mistake; it stays visible and no longer counts."""

    entry: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeClaimed(Content, kind="time_claimed"):
    """A person types when something happened (N-08): a claim, never shown as a record."""

    what: str
    claimed_at: datetime
    person: str = ""
    remark: str = ""


Correction = EntryCorrected | EntryWithdrawn | TimeClaimed


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockStepped(Content, kind="clock_stepped"):
    """The wall clock was moved by ``step_ms`` between two entries."""

    step_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspended(Content, kind="suspended"):
    """The laptop slept for ``seconds`` within one boot, ending now."""

    seconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class IncarnationOpened(Content, kind="incarnation_opened"):
    """The store starts a new branch; ``previous`` names the one it was restored from."""

    previous: str
    reason: str


Device = ClockStepped | Suspended | IncarnationOpened


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpDue(Content, kind="follow_up_due"):
    """The customer is to be called on ``due_on`` (ISO date) with this script (R-39).

    ``due_at`` is the time that was promised at the door (N-03), None for any time of that day.
    """

    due_on: str
    script: str
    note_no: str = ""
    by: str = "call"
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpDone(Content, kind="follow_up_done"):
    """The call was made, with this result (R-39, R-40); ``again_at`` when to call once more."""

    result: CallResult
    remark: str = ""
    again_at: datetime | None = None


FollowUp = FollowUpDue | FollowUpDone


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupChange:
    """New values of one field group; ``base`` = id of the entry that last set it ("" = none)."""

    group: str
    base: str
    fields: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordChanged(Content, kind="record_changed"):
    """Field groups of a customer or person record get new values; the record is in ``about``."""

    record: str
    groups: tuple[GroupChange, ...]


OfficeAct = ErasureOrdered | ErasureAsked | KeyOpened


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported(Content, kind="exported"):
    """Records left this program (V-08): ``what`` (dossier), why, and the SHA-256 of the file."""

    what: str
    reason: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """A kind from a newer program, or a content it would not recognise: kept raw."""

    kind: str


@dataclass(frozen=True, slots=True)
class Erased:
    """The body is gone by rule; the entry stands."""
