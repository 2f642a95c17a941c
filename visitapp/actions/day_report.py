"""日報: the report of a day, composed from the records alone (N-16)."""

from collections.abc import Mapping
from datetime import datetime

from visitapp.actions.today_view import TodayView, VisitLine
from visitapp.domain.visit import Visit
from visitapp.domain.words import OutcomeKind
from visitapp.texts import translate as _

Words = Mapping[OutcomeKind, str]


def day_report(view: TodayView, outcomes: Words) -> str:
    """Plain text: date and person, one paragraph a visit, what is open; no judgement of anybody.

    ``outcomes`` names what was found, in message ids.
    """
    head = _("Report of {day}  {person}", day=f"{view.now:%Y/%m/%d}", person=view.person)
    parts = [head, *(_visit(view, line, outcomes) for line in view.visits)]
    if not view.visits:
        parts.append(_("No visits."))
    parts += [_bag(view), _open(view)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _visit(view: TodayView, line: VisitLine, outcomes: Words) -> str:
    time = f"{line.promised_at:%H:%M}" if line.promised_at else ""
    staff = "、".join(goer.name for goer in line.staff)
    lines = [f"{time} {line.name}({staff})", *_course(line.visit, view.now, outcomes)]
    return "\n".join(lines)


def _course(visit: Visit, now: datetime, outcomes: Words) -> list[str]:
    if visit.cancelled:
        return [_("  Cancelled: {reason}", reason=visit.cancelled)]
    said = []
    if visit.arrived_at is None:
        said.append(_("  Not visited"))
    else:
        gone = min((d.mark.at for d in visit.departures), default=None)
        end = _clock(gone, now) if gone else ""
        said.append(_("  On site {start}–{end}", start=_clock(visit.arrived_at, now), end=end))
    if visit.late is not None:
        said.append(_("  Said to be late: {time}", time=_clock(visit.late.new_time, now)))
    if visit.outcome is not None:
        said.append(f"  {_(outcomes[visit.outcome.kind])}")
    paper = visit.paper
    if paper is not None and paper.left is not None:
        said.append(
            _("  Note {number} left {time}", number=paper.note_no, time=_clock(paper.left.at, now))
        )
    if visit.photos:
        said.append(_("  Photos: {n}", n=len(visit.photos)))
    if visit.follow_up is not None and visit.follow_up.is_open:
        said.append(_("  Call owed on {day}", day=visit.follow_up.due_on[5:].replace("-", "/")))
    return said


def _bag(view: TodayView) -> str:
    """What was counted, is missing and was shredded; nothing where nobody counted."""
    if view.bag.taken is None and view.bag.returned is None:
        return ""
    return "\n".join(_(hint.message, **hint.values) for hint in view.bag.sentences)


def _open(view: TodayView) -> str:
    return _("Calls still owed: {n}", n=view.calls_owed)


def _clock(at: datetime, now: datetime) -> str:
    return f"{at.astimezone(now.tzinfo):%H:%M}"
