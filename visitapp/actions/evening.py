"""The end of a working day (N-16): what is left, the report of the day, back at office or home."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from visitapp.actions import leave
from visitapp.actions.act import Happened
from visitapp.actions.today_view import OPEN_STATES, TodayView, VisitLine, today_view
from visitapp.domain.misprints import misprints
from visitapp.domain.paper_count import PaperCount
from visitapp.domain.words import PhotoRole
from visitapp.errors import Known
from visitapp.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Untold:
    """A note completed by pen whose words nobody has typed yet."""

    visit: str
    note_no: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Evening:
    """What is left of a day, each line a number counted from the records.

    ``unsent`` is the number of the strip (0 and unused where no office is joined); ``misprints``
    name sheets as number and revision; ``untold`` are notes by pen that wait to be typed; ``items``
    visits with photos of an item; ``sheets`` the notes that tomorrow may need; ``returned_at`` the
    last return recorded today; ``bag`` the pre-prints and pads that were counted.
    """

    unsent: int
    calls: int
    misprints: tuple[tuple[str, int], ...]
    untold: tuple[Untold, ...]
    items: int
    visits: int
    ended: int
    sheets: int
    returned_at: datetime | None
    backup_at: str
    bag: PaperCount

    @property
    def are_misprints_shredded(self) -> bool:
        """Whether somebody counted tonight and nothing is left to be shredded."""
        return self.bag.returned is not None and not self.bag.to_shred


def evening_of(view: TodayView) -> Evening:
    """The list of the evening from what Today shows: one source for both."""
    sheets = [(paper.note_no, paper.revision) for v in view.visits for paper in misprints(v.visit)]
    returns = [r.mark.at for v in view.visits for r in v.visit.returns]
    return Evening(
        unsent=view.pending.total,
        calls=view.calls_owed,
        misprints=tuple(sheets),
        untold=tuple(
            Untold(visit=v.visit.id, note_no=paper.note_no)
            for v in view.visits
            for paper in v.visit.papers
            if paper.is_untold
        ),
        items=sum(_has_item(line) for line in view.visits),
        visits=len(view.visits),
        ended=sum(v.row.state not in OPEN_STATES for v in view.visits),
        sheets=view.tomorrow,
        returned_at=max(returns).astimezone(view.now.tzinfo) if returns else None,
        backup_at=view.last_backup_at,
        bag=view.bag,
    )


def _has_item(line: VisitLine) -> bool:
    return any(photo.role is PhotoRole.ITEM for photo in line.visit.photos)


def back(ws: Workspace, *, home: bool = False) -> Happened:
    """Back at the office or straight home, recorded with the last visit of today.

    Raises Known on a day without a visit.
    """
    visit = _last_visit(today_view(ws).visits)
    if visit is None:
        raise Known(
            "Nothing to come back from",
            "There is no visit today that you could come back from.",
            "The list of the evening is open all the same.",
        )
    return leave.back(ws, visit.row.id, home=home)


def _last_visit(lines: Iterable[VisitLine]) -> VisitLine | None:
    """The visit that somebody was at last, else the last one anybody set out for."""
    gone = [line for line in lines if line.visit.arrivals or line.visit.departed]
    return gone[-1] if gone else None
