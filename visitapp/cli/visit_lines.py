"""A visit in lines for a person: short, aligned, the newest fact last."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from visitapp import time_words
from visitapp.actions.act import Happened
from visitapp.actions.print_job import unsettled
from visitapp.cli import words
from visitapp.cli.columns import table
from visitapp.cli.output import hinted
from visitapp.cli.shapes import Seen
from visitapp.domain.stamps import TimeClass
from visitapp.domain.visit import TimelineRow, Visit
from visitapp.domain.waiting import read_wait
from visitapp.kinds import KINDS
from visitapp.store.views import VisitRow
from visitapp.texts import N_, translate

ID_TAIL = 8


def done_lines(done: Happened) -> Iterator[str]:
    """What an act wrote down, with the hints."""
    for event in done.events:
        at = event.time.estimate
        yield f"{at:%H:%M:%S}  {words.word(KINDS, event.entry.kind)}"
    for hint in done.hints:
        yield hinted(hint)


def row_lines(rows: Iterable[tuple[VisitRow, str]], zone: object) -> list[str]:
    """The visits of a list; each with the customer's name."""
    shown = [
        (
            _when(row.promised_at, zone),
            name,
            words.word(words.STATES, row.state),
            row.note_no,
            row.id[-ID_TAIL:],
        )
        for row, name in rows
    ]
    return table(shown) if shown else [translate(N_("No visits."))]


def visit_lines(given: Seen, customer: str, zone: object) -> Iterator[str]:
    """All of one visit."""
    visit = given.visit
    yield from table(_facts(given, customer, zone))
    yield ""
    yield from table(_timeline_row(row, zone) for row in visit.timeline)
    yield from time_words.sentences(_class(row) for row in visit.timeline)
    yield from _call(visit)
    yield from unsettled_lines(visit)
    yield ""
    yield words.word(words.SYNC, given.sync.value)


def unsettled_lines(visit: Visit) -> Iterator[str]:
    """Each print that was cut off and waits for an answer."""
    told = N_("Did the sheet come out of “{printer}”? Look, then say so with “note came-out”.")
    for paper in unsettled(visit):
        yield translate(told, printer=paper.printer)


def _facts(given: Seen, customer: str, zone: object) -> Iterator[tuple[str, str]]:
    visit = given.visit
    yield translate(N_("Visit")), visit.id
    yield translate(N_("Customer")), customer
    yield translate(N_("Promised")), _when(visit.promised_at, zone)
    yield translate(N_("Staff")), "、".join(given.name(person) for person in visit.staff)
    yield translate(N_("State")), words.word(words.STATES, visit.state.value)
    if visit.outcome:
        yield translate(N_("Found")), words.word(words.OUTCOMES, visit.outcome.kind.value)
    if visit.punctuality is not None:
        yield translate(N_("Punctuality")), punctual(visit.punctuality)
    for span in visit.waits:
        waited = read_wait(visit, span, given.now).elapsed
        yield translate(N_("Waited")), f"{clock_of(waited)} {given.name(span.person)}"
    spare = sorted(visit.numbers - {visit.told_no})
    yield translate(N_("Note number")), "、".join((visit.told_no, *spare))
    for paper in visit.papers:
        if paper.placement:
            yield translate(N_("Note left")), words.word(words.PLACEMENTS, paper.placement.value)


def punctual(late: timedelta) -> str:
    """How the first ring lies to the promise, in minutes and seconds (R-33)."""
    if late < timedelta(0):
        return translate(N_("{time} early"), time=clock_of(-late))
    if late < timedelta(seconds=1):
        return translate(N_("exactly on time"))
    return translate(N_("{time} after the promised time"), time=clock_of(late))


def clock_of(span: timedelta) -> str:
    """A duration as minutes and seconds: ``30:00``."""
    minutes, seconds = divmod(int(span.total_seconds()), 60)
    return f"{minutes}:{seconds:02d}"


def _timeline_row(row: TimelineRow, zone: object) -> tuple[str, ...]:
    at = row.mark.at.astimezone(zone)  # type: ignore[arg-type] # the zone of an aware datetime
    marks = [translate(N_("withdrawn"))] if row.withdrawn else []
    marks += [f"{rule}: {reason}" if reason else rule for rule, reason in row.gates]
    kind = words.word(KINDS, row.kind)
    known = f"{time_words.letter(_class(row))} {time_words.span(row.mark.time)}".rstrip()
    return f"{row.n:>5}", f"{at:%m-%d %H:%M:%S}", kind, known, " / ".join(marks)


def _class(row: TimelineRow) -> TimeClass:
    return time_words.class_of(row.kind, row.mark.time)


def _call(visit: Visit) -> Iterator[str]:
    task = visit.follow_up
    if task is None:
        return
    yield ""
    yield translate(N_("Call due on {day}"), day=task.due_on)
    yield from task.script.splitlines()
    for mark, result in task.results:
        yield f"{mark.at:%m-%d %H:%M}  {words.word(words.RESULTS, result.value)}"


def _when(at: datetime | None, zone: object) -> str:
    if at is None:
        return "-"
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M}"  # type: ignore[arg-type]
