"""All that the sync page shows, read in one go: each item, where it truly is, clock and address."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from visitapp.domain.customer import customer_of, with_honorific
from visitapp.domain.entries import PhotoTaken
from visitapp.domain.paper_entries import Note, NoteCodeRead
from visitapp.domain.stamps import SECOND
from visitapp.domain.words import SyncState
from visitapp.store.incidents import Incidents
from visitapp.store.store import Transaction
from visitapp.store.unsent import Pending, UnsentRow
from visitapp.workspace import Workspace

SHOWN, FOUND = 100, 5
START = datetime.fromtimestamp(0, UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncLine:
    """One item: an entry, or a photo (``role`` is set); ``detail`` is its note number or id.

    ``at`` is when it was recorded by this computer's clock, ``size`` in bytes.
    """

    kind: str
    role: str
    detail: str
    name: str
    at: datetime
    size: int
    state: SyncState
    n: int
    hash: str
    is_durable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Something a person should look at: its code (``visitapp.incidents``), when seen last."""

    what: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncView:
    """The page as it stands; the counts are those of the strip.

    ``ahead`` = seconds this computer's clock is ahead of the office's (negative: behind) and
    ``unsure`` by how much that may be wrong; None when no office time was heard since the start.
    ``checked_at`` is the office time heard last.
    """

    now: datetime
    office: str
    host: str
    pending: Pending
    kept: int
    lines: tuple[SyncLine, ...]
    kept_lines: tuple[SyncLine, ...]
    last_receipt_at: datetime | None
    ahead: float | None
    unsure: float
    checked_at: datetime | None
    found: tuple[Found, ...] = ()


def sync_view(ws: Workspace, *, show_kept: bool = False) -> SyncView:
    """The view of this moment; at most ``SHOWN`` items of a kind, the oldest risk first."""
    now, outbox = ws.clock.now(), ws.store.outbox
    office = outbox.office
    with ws.store.reading() as tx:
        lines = tuple(_line(ws, tx, row) for row in outbox.unsent_rows(SHOWN))
        kept = outbox.kept_rows(SHOWN) if show_kept else []
        kept_lines = tuple(_line(ws, tx, row) for row in kept)
        pending, kept_count = outbox.pending(), outbox.kept()
    receipt = outbox.last_receipt_at
    ahead, unsure, checked_at = _clock(ws)
    return SyncView(
        now=now,
        office=office.name if office else "",
        host=urlsplit(office.url).netloc if office else "",
        pending=pending,
        kept=kept_count,
        lines=lines,
        kept_lines=kept_lines,
        last_receipt_at=receipt.astimezone(now.tzinfo) if receipt else None,
        ahead=ahead,
        unsure=unsure,
        checked_at=checked_at,
        found=tuple(
            Found(what=one.what, at=one.seen_at.astimezone(now.tzinfo))
            for one in Incidents(ws.store.db).newest(FOUND)
        ),
    )


def _clock(ws: Workspace) -> tuple[float | None, float, datetime | None]:
    """The clock's difference from the office time heard last, carried by the steady clock."""
    anchor = ws.store.meta.anchor
    if anchor is None:
        return None, 0.0, None
    stamp = ws.clock.stamp()
    checked_at = (START + timedelta(microseconds=anchor.server)).astimezone(ws.clock.now().tzinfo)
    if stamp.boot != anchor.boot:
        return None, 0.0, checked_at
    office_now = anchor.server + stamp.mono - anchor.mono
    return (stamp.wall - office_now) / SECOND, anchor.u / SECOND, checked_at


def _line(ws: Workspace, tx: Transaction, row: UnsentRow) -> SyncLine:
    entry, content = row.event.entry, row.event.body.content
    zone = ws.clock.now().tzinfo
    return SyncLine(
        kind=entry.kind,
        role=content.role.value if row.sha256 and isinstance(content, PhotoTaken) else "",
        detail=_detail(row),
        name=_name(tx, row),
        at=(START + timedelta(microseconds=entry.t.wall)).astimezone(zone),
        size=row.size,
        state=row.state,
        n=entry.n,
        hash=row.sha256 or entry.hash,
        is_durable=row.state is SyncState.KEPT and ws.store.outbox.is_durable(entry.hash),
    )


def _detail(row: UnsentRow) -> str:
    content = row.event.body.content
    if isinstance(content, Note) and not isinstance(content, NoteCodeRead):
        return content.note_no
    return ""


def _name(tx: Transaction, row: UnsentRow) -> str:
    """Whom the item is about, as lists show a customer; a person by name; else ""."""
    about = row.event.body.about
    visit = tx.visit(about.visit) if about.visit else None
    record = tx.record(visit.customer_id if visit else about.record)
    if record is None:
        return ""
    return (
        with_honorific(customer_of(record)) if record.kind == "customer" else record.value("name")
    )
