"""The first page: visits by day, the laptops behind them, and what a person must look at."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from sqlalchemy import Connection

from visitapp.domain.fold import fold_visit
from visitapp.domain.stamps import micros
from visitapp.domain.visit import Visit
from visitapp.office.pages import attention, reading, words
from visitapp.office.pages.reading import Held, Names, Place
from visitapp.office.seat import Office
from visitapp.texts import translate as _

PAGE, TROUBLES = 50, 10
FRESH = timedelta(minutes=60)


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitLine:
    """One visit as a row; every text is ready to be shown, times in minutes (N-21)."""

    id: str
    day: str
    time: str
    customer: str
    staff: str
    state: str
    tone: str
    punctuality: str
    note_no: str
    photos: str
    complete: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LaptopLine:
    """One laptop: when it was last heard and what it still holds alone."""

    name: str
    seen: str
    unsent: str
    tone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    """Everything ``visits.html`` shows; ``older`` continues the list, "" at its end."""

    updated: str
    days: tuple[tuple[str, tuple[VisitLine, ...]], ...]
    older: str
    laptops: tuple[LaptopLine, ...]
    troubles: tuple[str, ...]


def compose(office: Office, day: str, before: str) -> ListPage:
    """The page; ``day`` is an ISO date or "", ``before`` the cursor of the page above or ""."""
    now = office.clock.now()
    with office.database.reading() as connection:
        span = _span(day, now.tzinfo)
        places = list(reading.visit_ids(connection, _place(before), span, PAGE + 1))
        lines = _lines(connection, places[:PAGE], now.tzinfo)
        laptops = [
            _laptop(row.name, row.seen_at, row.unsent, now)
            for row in reading.laptops(connection, office.key.device)
        ]
        tray = reading.tray(connection)
    more = places[PAGE - 1] if len(places) > PAGE else None
    return ListPage(
        updated=words.clock(now),
        days=_by_day(lines),
        older=f"{more.promised_at}.{more.visit}" if more else "",
        laptops=tuple(laptops),
        troubles=tuple(_troubles(office, tray)),
    )


def _span(day: str, zone: tzinfo | None) -> tuple[int, int] | None:
    try:
        start = datetime.fromisoformat(day).replace(
            hour=0, minute=0, second=0, microsecond=0, tzinfo=zone
        )
        return micros(start), micros(start + timedelta(days=1))
    except (ValueError, OverflowError):
        return None


def _place(before: str) -> Place | None:
    number, _dot, visit = before.partition(".")
    if not (number.isascii() and number.isdigit()) or len(number) > 16:
        return None
    return Place(int(number), visit)


def _lines(connection: Connection, places: Sequence[Place], zone: tzinfo | None) -> list[VisitLine]:
    names = Names(connection)
    visits = []
    for place in places:
        events = [reading.event_of(row) for row in reading.visit_rows(connection, place.visit)]
        visits.append((place, fold_visit(place.visit, events) or Visit(id=place.visit)))
    hashes = [p.attachment.sha256 for _place, visit in visits for p in visit.photos]
    held = reading.held(connection, hashes)
    return [_line(place, visit, names, held, zone) for place, visit in visits]


def _line(place: Place, visit: Visit, names: Names, held: Held, zone: tzinfo | None) -> VisitLine:
    shown_at = visit.promised_at or datetime.fromtimestamp(place.promised_at / 1_000_000, zone)
    photos = {p.attachment.sha256 for p in visit.photos} - held.erased
    here = sum(sha256 in held.blobs for sha256 in photos)
    state, tone = words.standing(visit)
    return VisitLine(
        id=visit.id,
        day=words.day(shown_at),
        time=words.clock(visit.promised_at),
        customer=names.customer(visit.customer_id) or visit.id,
        staff="・".join(names.person(person) for person in visit.staff),
        state=state,
        tone=tone,
        punctuality=words.minutes_apart(visit.punctuality),
        note_no=visit.paper.note_no if visit.paper else "",
        photos=f"{here} / {len(photos)}" if photos else "",
        complete=here == len(photos),
    )


def _by_day(lines: Sequence[VisitLine]) -> tuple[tuple[str, tuple[VisitLine, ...]], ...]:
    days: dict[str, list[VisitLine]] = {}
    for line in lines:
        days.setdefault(line.day, []).append(line)
    return tuple((day, tuple(reversed(of_day))) for day, of_day in days.items())


def _laptop(name: str, seen_at: int | None, unsent: int, now: datetime) -> LaptopLine:
    if seen_at is None:
        return LaptopLine(name=name, seen="", unsent=_("unknown"), tone="warn")
    seen = datetime.fromtimestamp(seen_at / 1_000_000, now.tzinfo)
    same_day = seen.date() == now.date()
    shown = words.clock(seen) if same_day else f"{words.day(seen)} {words.clock(seen)}"
    if unsent:
        text = _("{n} entries when last heard", n=unsent)
        return LaptopLine(name=name, seen=shown, unsent=text, tone="warn")
    if now - seen > FRESH:
        # what was recorded since then can't be known here: never 0
        return LaptopLine(name=name, seen=shown, unsent=_("unknown"), tone="plain")
    return LaptopLine(name=name, seen=shown, unsent=_("none"), tone="ok")


def _troubles(office: Office, tray: int) -> list[str]:
    found = attention.lines(office, TROUBLES)
    if tray:
        found.append(_("{n} entries of another form are kept unread", n=tray))
    return found
