"""The wait at the door (R-35): pure functions of stored instants.

The wait counts from the later of promised time and first ring; suspend counts; across a reboot
wall time counts and the basis says so. Whatever was not watched is shown as a gap.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from visitapp.domain.stamps import Basis, Stamp, TimeClass, elapsed
from visitapp.domain.visit import Gap, Mark, Visit, WaitSpan


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitReading:
    """How a wait stands: time counted, what it was measured with, what is left, what was unseen."""

    elapsed: timedelta
    basis: Basis
    klass: TimeClass
    remaining: timedelta
    gaps: tuple[Gap, ...]

    @property
    def is_over(self) -> bool:
        """Whether the promised length of the wait was reached."""
        return self.remaining <= timedelta(0)


def read_wait(visit: Visit, span: WaitSpan, now: Stamp) -> WaitReading:
    """The reading of one wait at ``now`` (or at its end): elapsed since its counting start."""
    end = span.end.t if span.end else now
    passed, basis = elapsed(span.start.t, end)
    passed = max(timedelta(0), passed - _before_counting(visit, span))
    across = basis is Basis.WALL
    return WaitReading(
        elapsed=passed,
        basis=basis,
        klass=TimeClass.C if across else span.start.time.klass,
        remaining=timedelta(minutes=span.minutes) - passed,
        gaps=_gaps(visit, span, end),
    )


def _before_counting(visit: Visit, span: WaitSpan) -> timedelta:
    """The part of a wait that lies before the promised time or the first ring (R-35)."""
    starts = [at for at in (visit.promise_at_door, visit.first_ring_at) if at is not None]
    return max(timedelta(0), max(starts, default=span.start.at) - span.start.at)


def _gaps(visit: Visit, span: WaitSpan, end: Stamp) -> tuple[Gap, ...]:
    device = span.start.device
    seen = tuple(gap for gap in visit.gaps if gap.device == device and _is_within(gap, span))
    if span.start.t.boot == end.boot:
        return seen
    return (*seen, _reboot(visit, span, end))


def _is_within(gap: Gap, span: WaitSpan) -> bool:
    """Whether a gap touches a wait: by elapsed time within one boot, where walls may be moved."""
    start, end = span.start.t, span.end.t if span.end else None
    if gap.t and gap.t.boot == start.boot and (end is None or end.boot == start.boot):
        return start.mono <= gap.t.mono and (end is None or gap.t.mono <= end.mono)
    return gap.end >= span.start.at and (span.end is None or gap.start <= span.end.at)


def _reboot(visit: Visit, span: WaitSpan, end: Stamp) -> Gap:
    """From the last entry of the old boot to the first of the new one, as far as stored."""
    marks = [row.mark for row in visit.timeline if row.mark.device == span.start.device]
    old = max((m.at for m in marks if m.t.boot == span.start.t.boot), default=span.start.at)
    new = min(
        (m.at for m in marks if m.t.boot == end.boot and m.at >= old),
        default=datetime.fromtimestamp(end.wall / 1_000_000, tz=old.tzinfo),
    )
    return Gap(device=span.start.device, start=old, end=max(old, new), why="reboot")


def waited_until(visit: Visit, least: timedelta = timedelta(0)) -> datetime | None:
    """The end of the last wait of at least ``least``; None while no such wait has ended."""
    ends = (w.end.at for w in visit.waits if w.end and _counted(visit, w, w.end) >= least)
    return max(ends, default=None)


def longest(visit: Visit, now: Stamp) -> timedelta:
    """The longest time anybody of the party has waited so far."""
    return max((read_wait(visit, w, now).elapsed for w in visit.waits), default=timedelta(0))


def _counted(visit: Visit, span: WaitSpan, end: Mark) -> timedelta:
    return read_wait(visit, span, end.t).elapsed
