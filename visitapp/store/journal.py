"""The journal: entries are appended, hash-chained and signed; nothing is ever changed."""

import secrets
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from visitapp.clock import Clock
from visitapp.domain.chain import (
    GENESIS,
    SALT_BYTES,
    Entry,
    Item,
    Link,
    Sealed,
    after,
    commit,
    digest,
    forge,
    read_entry,
)
from visitapp.domain.entries import ClockStepped, Erased, IncarnationOpened, Suspended
from visitapp.domain.events import About, Body, Draft, Event, body_bytes, read_event
from visitapp.domain.stamps import SECOND, SUSPEND_TOLERANCE, Stamp, step_of
from visitapp.ids import uuid7
from visitapp.store.database import Connection
from visitapp.store.meta import Meta
from visitapp.store.schema import OF_PAPER

COLUMNS = "j.raw, j.sig, b.salt, b.body"
REMEMBERED = 4096
JOINED = "LEFT JOIN body b ON b.hash = j.hash LEFT JOIN placed p ON p.hash = j.hash WHERE j."
OWN = """SELECT j.raw, j.sig, b.salt, b.body, j.hash, j.visit, j.record, j.place, p.seq, (
  SELECT r.server_time FROM receipt r WHERE r.incarnation = j.incarnation AND r.first <= j.n
  ORDER BY r.first DESC LIMIT 1)
FROM journal j """
OTHERS = """SELECT j.raw, j.sig, b.salt, b.body, j.hash, j.visit, j.record, j.seq, p.seq, NULL
FROM received j """


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """What the clocks of this computer say: a stamp, and µs it slept since its start."""

    stamp: Stamp
    asleep: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The last entry of the present incarnation: where the next one goes, and its moment."""

    link: Link
    last: Moment | None


class Journal:
    """Reads and appends the entries of one incarnation of this device."""

    def __init__(self, db: Connection, meta: Meta, clock: Clock) -> None:
        self._db, self._meta, self._clock = db, meta, clock
        self._decoded: dict[tuple[str, bool, int | None], Event] = {}
        self._last: Entry | None = None

    def head(self) -> Link:
        """Where the next entry goes: number and hash before it."""
        return self._head().link

    def _head(self) -> Head:
        incarnation = self._meta.incarnation
        row = self._db.execute(
            "SELECT raw, asleep, hash FROM journal WHERE incarnation = ? ORDER BY n DESC LIMIT 1",
            (incarnation,),
        ).fetchone()
        if row is None:
            link = Link(device=self._meta.signer.device, incarnation=incarnation, prev=GENESIS)
            return Head(link=link, last=None)
        if self._last is None or self._last.hash != row[2]:
            self._last = read_entry(row[0])
        return Head(link=after(self._last), last=Moment(stamp=self._last.t, asleep=row[1]))

    def append(self, drafts: Sequence[Draft], policy: str) -> tuple[Event, ...]:
        """Add entries inside the caller's transaction; what the clock did since goes first."""
        visit = next((d.about.visit for d in drafts if d.about.visit), "")
        return self._write(drafts, About(visit=visit), drafts[0].actor, policy)

    def notice(self, visit: str, actor: str, policy: str) -> tuple[Event, ...]:
        """Add what the clocks did since the last entry, and nothing when they did nothing."""
        return self._write((), About(visit=visit), actor, policy)

    def _write(
        self, drafts: Sequence[Draft], about: About, actor: str, policy: str
    ) -> tuple[Event, ...]:
        stamp = self._clock.stamp(self._meta.anchor)
        now = Moment(stamp=stamp, asleep=stamp.mono - self._clock.awake())
        head = self._head()
        link, events = head.link, []
        for draft in (*self._noticed(about, actor, head.last, now), *drafts):
            event, item = self._forge(link, draft, stamp, policy)
            self._insert(event, item, now.asleep)
            self._remember((event.entry.hash, False, None), event)
            events.append(event)
            link = after(event.entry)
            self._last = event.entry
        return tuple(events)

    def _forge(self, link: Link, draft: Draft, now: Stamp, policy: str) -> tuple[Event, Item]:
        """The entry to be and its bytes; what ``read_event`` would read from them (a test)."""
        sealed = Sealed(
            salt=secrets.token_bytes(SALT_BYTES), body=body_bytes(draft), attach=draft.attach
        )
        entry_id = uuid7(self._clock)
        kind = draft.content.kind
        raw = forge(link, entry_id=entry_id, kind=kind, t=now, policy=policy, sealed=sealed)
        entry = Entry(
            device=link.device,
            incarnation=link.incarnation,
            n=link.n,
            prev=link.prev,
            id=entry_id,
            kind=kind,
            t=now,
            policy=policy,
            body_commit=commit(sealed.salt, sealed.body),
            attach=tuple(draft.attach),
            raw=raw,
            hash=digest(raw),
        )
        body = Body(about=draft.about, actor=draft.actor, content=draft.content, gates=draft.gates)
        sig = self._meta.signer.sign(raw)
        item = Item(raw=raw, sig=sig, salt=sealed.salt, body=sealed.body)
        return Event(entry=entry, body=body), item

    def _insert(self, event: Event, item: Item, asleep: int) -> None:
        entry, about = event.entry, event.body.about
        self._db.execute(
            "INSERT INTO journal (incarnation, n, hash, id, kind, visit, record, asleep, raw, sig)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                entry.incarnation,
                entry.n,
                entry.hash,
                entry.id,
                entry.kind,
                about.visit or None,
                about.record or None,
                asleep,
                item.raw,
                item.sig,
            ),
        )
        self._db.execute("INSERT INTO body VALUES (?, ?, ?)", (entry.hash, item.salt, item.body))
        attach(self._db, event)

    def _noticed(
        self, about: About, actor: str, last: Moment | None, now: Moment
    ) -> Iterator[Draft]:
        """Clock steps, sleep and a fresh incarnation, written by themselves before the drafts."""
        if last is None:
            yield self._device_draft(
                about,
                actor,
                IncarnationOpened(
                    previous=self._meta.text("previous"), reason=self._meta.text("opened_for")
                ),
            )
            return
        if step := step_of(last.stamp, now.stamp):
            yield self._device_draft(about, actor, ClockStepped(step_ms=step // 1000))
        slept = now.asleep - last.asleep
        if last.stamp.boot == now.stamp.boot and slept > SUSPEND_TOLERANCE:
            yield self._device_draft(about, actor, Suspended(seconds=slept // SECOND))

    def _device_draft(
        self, about: About, actor: str, content: IncarnationOpened | ClockStepped | Suspended
    ) -> Draft:
        """About the device, and about the visit it was noticed in: its wait may have a gap."""
        seen = About(visit=about.visit, device=self._meta.signer.device)
        return Draft(about=seen, actor=actor, content=content)

    def items(self, incarnation: str, after: int, limit: int) -> list[Item]:
        """Own items n > ``after`` of one incarnation, oldest first, verbatim."""
        rows = self._db.execute(
            f"SELECT {COLUMNS} FROM journal j LEFT JOIN body b ON b.hash = j.hash"  # noqa: S608
            " WHERE incarnation = ? AND n > ? ORDER BY n LIMIT ?",
            (incarnation, after, limit),
        )
        return [Item(raw=raw, sig=sig, salt=salt, body=body) for raw, sig, salt, body in rows]

    def raws(self, incarnation: str, upto: int) -> Iterator[bytes]:
        """Raw bytes of entries 1 … ``upto`` of one incarnation: the leaves of a receipt's root."""
        rows = self._db.execute(
            "SELECT raw FROM journal WHERE incarnation = ? AND n <= ? ORDER BY n",
            (incarnation, upto),
        )
        return (row[0] for row in rows)

    def size(self, incarnation: str) -> int:
        """How many entries one incarnation has."""
        row = self._db.execute(
            "SELECT max(n) FROM journal WHERE incarnation = ?", (incarnation,)
        ).fetchone()
        return int(row[0] or 0)

    def incarnations(self) -> list[str]:
        """All incarnations of this device whose entries lie here, in the order they were opened."""
        return [*self._meta.earlier, self._meta.incarnation]

    def about(self, *, visit: str = "", record: str = "") -> list[Event]:
        """Events about one visit or record in office order, own unsent ones last by n."""
        column, value = ("visit", visit) if visit else ("record", record)
        rows = self._db.execute(f"{OWN}{JOINED}{column} = ?", (value,)).fetchall()
        rows += self._db.execute(f"{OTHERS}{JOINED}{column} = ?", (value,)).fetchall()
        rows.sort(key=lambda row: (row[8] is None, row[8] or row[7]))
        return [self._event(*row[:7], row[9]) for row in rows]

    def papers(self, limit: int) -> list[Event]:
        """The newest counts of papers and notes by pen of this device, the oldest of them first."""
        rows = self._db.execute(f"{OWN}{JOINED}{OF_PAPER} ORDER BY j.place DESC LIMIT ?", (limit,))
        return [self._event(*row[:7], row[9]) for row in reversed(rows.fetchall())]

    def _event(self, *row: Any) -> Event:  # noqa: ANN401 - the columns of OWN and OTHERS
        """The decoded entry; entries never change, so they are decoded once."""
        raw, sig, salt, body, entry_hash, visit, record, received_at = row
        key = (entry_hash, body is None, received_at)
        found = self._decoded.get(key)
        if found is None:
            found = read_event(Item(raw=raw, sig=sig, salt=salt, body=body), received_at)
            if isinstance(found.body.content, Erased):
                about = About(visit=visit or "", record=record or "")
                found = replace(found, body=replace(found.body, about=about))
            self._remember(key, found)
        return found

    def _remember(self, key: tuple[str, bool, int | None], event: Event) -> None:
        if len(self._decoded) >= REMEMBERED:
            self._decoded.clear()
        self._decoded[key] = event


def attach(db: Connection, event: Event) -> None:
    """Index the blobs an entry names, own or received."""
    for blob in event.entry.attach:
        db.execute(
            "INSERT INTO attached VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            (blob.sha256, event.entry.hash, blob.origin),
        )


def touched(events: Iterable[Event]) -> tuple[set[str], set[str]]:
    """The visits and records that events are about: whose views have to be made anew."""
    abouts = [event.body.about for event in events]
    return {a.visit for a in abouts if a.visit}, {a.record for a in abouts if a.record}
