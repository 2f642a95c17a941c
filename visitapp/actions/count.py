"""Pre-prints and pads counted at departure and on return (N-09, N-16): claims about a day.

They belong to the day and this computer, not to a visit: which visit a sheet of a pad will be for
nobody knows when it is counted. A wrong number is corrected by counting again; the last one counts.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta, tzinfo

from visitapp.domain.codec import Content
from visitapp.domain.events import About, Draft, Event
from visitapp.domain.paper_count import PaperCount, counted
from visitapp.domain.paper_entries import NoteHandwritten, PapersReturned, PapersTaken
from visitapp.domain.visit import Visit
from visitapp.errors import Known
from visitapp.settings import load_settings, save_settings
from visitapp.store.store import Transaction
from visitapp.workspace import Workspace

MOST = 999
"""Sheets of one kind in a bag; more is a slip of the keys."""
NEWEST = 200
"""Entries looked at: counts and notes by pen of many days."""


def taken(
    ws: Workspace,
    *,
    preprints: int,
    pad_sheets: int,
    cut_corner: bool = False,
    day: date | None = None,
) -> PaperCount:
    """What goes along on ``day`` (today), counted by hand; raises Known for senseless numbers."""
    content = PapersTaken(
        day=_day(ws, day).isoformat(),
        person=ws.actor,
        preprints=_sheets(preprints),
        pad_sheets=_sheets(pad_sheets),
        cut_corner=cut_corner,
    )
    return _kept(ws, content, _day(ws, day))


def returned(
    ws: Workspace, *, preprints: int, pad_sheets: int, shredded: int, day: date | None = None
) -> PaperCount:
    """What came back, spoilt sheets too, and how many were shredded; raises as ``taken``."""
    content = PapersReturned(
        day=_day(ws, day).isoformat(),
        person=ws.actor,
        preprints=_sheets(preprints),
        pad_sheets=_sheets(pad_sheets),
        shredded=_sheets(shredded),
    )
    return _kept(ws, content, _day(ws, day))


def use_cut_corner(ws: Workspace, *, wanted: bool) -> None:
    """Whether paper with one corner cut off is used here, and asked for before departure."""
    save_settings(ws.folder, replace(load_settings(ws.folder), cut_corner=wanted))


def count_of(ws: Workspace, day: date | None = None) -> PaperCount:
    """A day's papers as they were counted and used."""
    with ws.store.reading() as tx:
        return paper_count(ws, tx, _day(ws, day))


def paper_count(
    ws: Workspace, tx: Transaction, day: date, visits: Iterable[Visit] | None = None
) -> PaperCount:
    """The same within a transaction; ``visits`` are those of the day, where they are read already.

    A note by pen counts on the day of the arrival, whichever day its visit was promised for.
    """
    zone = ws.clock.now().tzinfo
    start = datetime.combine(day, time(), zone)
    events = tx.papers(NEWEST)
    ids = [event.body.about.visit for event in events if _is_near(event, day, zone)]
    if visits is None:
        ids += [row.id for row in tx.visits_between(start, start + timedelta(days=1))]
    known = {visit.id: visit for visit in visits or ()}
    known |= {i: visit for i in ids if i not in known and (visit := tx.visit(i)) is not None}
    return counted(day, zone, events, tuple(known.values()))


def _is_near(event: Event, day: date, zone: tzinfo | None) -> bool:
    """Whether it may be a sheet of that day: bound on it, or after midnight. No other is folded."""
    is_pen = isinstance(event.body.content, NoteHandwritten)
    return is_pen and abs(event.time.estimate.astimezone(zone).date() - day) <= timedelta(days=1)


def _kept(ws: Workspace, content: Content, day: date) -> PaperCount:
    device = ws.store.meta.signer.device
    with ws.store.writing() as tx:
        tx.append(Draft(about=About(device=device), actor=ws.actor, content=content))
        return paper_count(ws, tx, day)


def _day(ws: Workspace, day: date | None) -> date:
    return day or ws.clock.now().date()


def _sheets(count: int) -> int:
    if not 0 <= count <= MOST:
        raise Known(
            "Not so many sheets",
            "{count} is no number of sheets in a bag.",
            "Count again and type 0 to {most}.",
            count=count,
            most=MOST,
        )
    return count
