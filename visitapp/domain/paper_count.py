"""What went along and what came back: pre-prints and pad sheets of a day, counted by hand (N-09).

Counts are claims of a person; what was used is known from the visits. The last count counts, and a
sheet that is bound to a visit and then spoilt comes back like one that was never used.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from itertools import starmap
from typing import TypeVar

from visitapp.domain.events import Event
from visitapp.domain.fold import in_time
from visitapp.domain.hint import Hint
from visitapp.domain.misprints import misprints
from visitapp.domain.paper_entries import NoteHandwritten, PapersReturned, PapersTaken
from visitapp.domain.visit import NotePaper, Visit

Counts = TypeVar("Counts", PapersTaken, PapersReturned)
PREPRINTS = (
    Hint("{taken} pre-prints taken, {used} used at visits: {left} should come back."),
    Hint("{taken} pre-prints taken, {used} used at visits, {returned} returned: all are there."),
    Hint(
        "{taken} pre-prints taken, {used} used at visits, {returned} returned: {n} missing,"
        " look for it before going home."
    ),
    Hint(
        "{taken} pre-prints taken, {used} used at visits, {returned} returned: {n} too many,"
        " count again."
    ),
)
PAD_SHEETS = (
    Hint("{taken} pad sheets taken, {used} used at visits: {left} should come back."),
    Hint("{taken} pad sheets taken, {used} used at visits, {returned} returned: all are there."),
    Hint(
        "{taken} pad sheets taken, {used} used at visits, {returned} returned: {n} missing,"
        " look for it before going home."
    ),
    Hint(
        "{taken} pad sheets taken, {used} used at visits, {returned} returned: {n} too many,"
        " count again."
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Sheets of one kind; ``returned`` is None until they are counted on return."""

    taken: int
    used: int
    returned: int | None

    @property
    def missing(self) -> int:
        """How many are not where they should be; negative when there are more than were taken."""
        left = self.taken - self.used
        return min(left, 0) if self.returned is None else left - self.returned

    @property
    def is_told(self) -> bool:
        """Whether there is anything to say of this kind."""
        return any((self.taken, self.used, self.returned))


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperCount:
    """A day's papers of one computer: the counts that count, and what the visits used.

    ``spoilt`` are sheets to be shredded besides the pre-prints that came back: misprints, and
    sheets of a pad that were bound and not left.
    """

    day: date
    taken: PapersTaken | None = None
    taken_at: datetime | None = None
    returned: PapersReturned | None = None
    used_preprints: int = 0
    used_pad_sheets: int = 0
    spoilt: int = 0

    @property
    def preprints(self) -> Tally:
        """Pre-prints taken, used, returned."""
        return Tally(
            taken=self.taken.preprints if self.taken else 0,
            used=self.used_preprints,
            returned=self.returned.preprints if self.returned else None,
        )

    @property
    def pad_sheets(self) -> Tally:
        """Sheets of pads taken, used, returned."""
        return Tally(
            taken=self.taken.pad_sheets if self.taken else 0,
            used=self.used_pad_sheets,
            returned=self.returned.pad_sheets if self.returned else None,
        )

    @property
    def to_shred(self) -> int:
        """Sheets that came back and were not shredded yet: a pre-print bears a customer's name."""
        if self.returned is None:
            return 0
        return max(self.returned.preprints + self.spoilt - self.returned.shredded, 0)

    @property
    def is_settled(self) -> bool:
        """Whether nothing is to be counted, looked for or shredded any more."""
        if self.taken is None:
            return not self.to_shred
        if self.returned is None:
            return not (self.preprints.taken or self.pad_sheets.taken)
        return not (self.preprints.missing or self.pad_sheets.missing or self.to_shred)

    @property
    def sentences(self) -> tuple[Hint, ...]:
        """The difference in words, a sentence for each kind of sheets there was anything of."""
        if self.taken is None:
            return (Hint("Not counted at departure."), *self._shredding)
        tallies = ((PREPRINTS, self.preprints), (PAD_SHEETS, self.pad_sheets))
        told = [_sentence(words, tally) for words, tally in tallies if tally.is_told]
        return (*(told or [Hint("No pre-prints and no pad sheets were taken.")]), *self._shredding)

    @property
    def _shredding(self) -> tuple[Hint, ...]:
        if self.returned is None:
            return ()
        if self.to_shred:
            return (Hint("{n} still to be shredded.", {"n": self.to_shred}),)
        if self.returned.shredded:
            return (Hint("{n} shredded.", {"n": self.returned.shredded}),)
        return ()


def counted(
    day: date, zone: tzinfo | None, events: Iterable[Event], visits: Sequence[Visit]
) -> PaperCount:
    """What the entries of one computer say of a day's papers.

    ``events`` are its counts and its notes by pen of any day; ``visits`` those that used a sheet
    and those of the day, whose misprints are to be shredded.
    """
    told = in_time(events)
    taken = [v for v in told if _is_of(v, PapersTaken, day)]
    returned = [v for v in told if _is_of(v, PapersReturned, day)]
    bound = {v.entry.id for v in told if isinstance(v.body.content, NoteHandwritten)}
    spoilt = [(visit, paper) for visit in visits for paper in misprints(visit)]
    ours = [(v, p) for v in visits for p in v.papers if p.mark.entry in bound]
    used = [(v, p) for v, p in ours if (v, p) not in spoilt and _day_of(v, p, zone) == day]
    own, own_spoilt = sum(starmap(is_preprint, used)), sum(starmap(is_preprint, spoilt))
    return PaperCount(
        day=day,
        taken=_content(taken, PapersTaken),
        taken_at=taken[-1].time.estimate.astimezone(zone) if taken else None,
        returned=_content(returned, PapersReturned),
        used_preprints=own,
        used_pad_sheets=len(used) - own,
        spoilt=len(spoilt) - own_spoilt,
    )


def is_preprint(visit: Visit, paper: NotePaper) -> bool:
    """Whether a sheet is the visit's own, made beforehand; one of a pad has another number."""
    return paper.by_pen and paper.note_no == visit.note_no


def _is_of(event: Event, kind: type[Counts], day: date) -> bool:
    content = event.body.content
    return isinstance(content, kind) and content.day == day.isoformat()


def _day_of(visit: Visit, paper: NotePaper, zone: tzinfo | None) -> date:
    """The day whose bag a sheet came out of: that of the arrival, also when midnight has passed."""
    return (visit.arrived_at or paper.mark.at).astimezone(zone).date()


def _content(events: Sequence[Event], kind: type[Counts]) -> Counts | None:
    """The last of these counts: it is the one that counts."""
    last = events[-1].body.content if events else None
    return last if isinstance(last, kind) else None


def _sentence(words: Sequence[Hint], tally: Tally) -> Hint:
    coming, all_there, missing, too_many = words
    values = {
        "taken": tally.taken,
        "used": tally.used,
        "returned": tally.returned or 0,
        "left": tally.taken - tally.used,
        "n": abs(tally.missing),
    }
    if tally.missing < 0:
        found = too_many
    elif tally.missing:
        found = missing
    else:
        found = coming if tally.returned is None else all_there
    return Hint(found.message, dict(values))
