"""The journal: entries are appended, hash-chained and signed; nothing is ever changed."""

import secrets
from collections.abc import Iterable, Iterator, Sequence

from visitapp.clock import Clock
from visitapp.domain.chain import GENESIS, Item, Link, Sealed, forge, read_entry
from visitapp.domain.entries import ClockStepped, IncarnationOpened, Suspended
from visitapp.domain.events import About, Draft, Event, body_bytes, read_event
from visitapp.domain.stamps import SECOND, Stamp, step_of
from visitapp.ids import uuid7
from visitapp.keys import Signer
from visitapp.store.database import Connection
from visitapp.store.meta import Meta

SUSPEND_TOLERANCE = 30 * SECOND
COLUMNS = "j.raw, j.sig, b.salt, b.body"


class Journal:
    """Reads and appends the entries of one incarnation of this device."""

    def __init__(self, db: Connection, meta: Meta, clock: Clock) -> None:
        self._db, self._meta, self._clock = db, meta, clock

    def head(self) -> Link:
        """Where the next entry goes: number and hash before it."""
        signer, incarnation = self._meta.signer, self._meta.incarnation
        row = self._db.execute(
            "SELECT n, hash FROM journal WHERE incarnation = ? ORDER BY n DESC LIMIT 1",
            (incarnation,),
        ).fetchone()
        n, prev = (row[0] + 1, row[1]) if row else (1, GENESIS)
        return Link(device=signer.device, incarnation=incarnation, n=n, prev=prev)

    def append(self, drafts: Sequence[Draft], policy: str) -> tuple[Event, ...]:
        """Add entries inside the caller's transaction; what the clock did since goes first."""
        now = self._clock.stamp(self._meta.anchor)
        wanted = [*self._noticed(drafts, now), *drafts]
        link, signer = self.head(), self._meta.signer
        events = []
        for draft in wanted:
            item = self._forge(link, draft, now, policy, signer)
            event = read_event(item)
            self._insert(event, item)
            events.append(event)
            link = Link(
                device=link.device,
                incarnation=link.incarnation,
                n=link.n + 1,
                prev=event.entry.hash,
            )
        return tuple(events)

    def _forge(self, link: Link, draft: Draft, now: Stamp, policy: str, signer: Signer) -> Item:
        sealed = Sealed(
            salt=secrets.token_bytes(32), body=body_bytes(draft), attach=tuple(draft.attach)
        )
        raw = forge(
            link,
            entry_id=uuid7(self._clock),
            kind=draft.content.kind,
            t=now,
            policy=policy,
            sealed=sealed,
        )
        return Item(raw=raw, sig=signer.sign(raw), salt=sealed.salt, body=sealed.body)

    def _insert(self, event: Event, item: Item) -> None:
        entry, about = event.entry, event.body.about
        self._db.execute(
            "INSERT INTO journal (incarnation, n, hash, id, kind, visit, record, raw, sig)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                entry.incarnation,
                entry.n,
                entry.hash,
                entry.id,
                entry.kind,
                about.visit or None,
                about.record or None,
                item.raw,
                item.sig,
            ),
        )
        self._db.execute("INSERT INTO body VALUES (?, ?, ?)", (entry.hash, item.salt, item.body))
        attach(self._db, event)

    def _noticed(self, drafts: Sequence[Draft], now: Stamp) -> list[Draft]:
        """Clock steps, sleep and a fresh incarnation, written by themselves before the drafts."""
        visit = next((d.about.visit for d in drafts if d.about.visit), "")
        actor = drafts[0].actor if drafts else ""
        asleep = now.mono - self._clock.awake()
        last = self._last_stamp()
        slept = asleep - self._meta.whole("asleep", asleep) if last else 0
        found: list[ClockStepped | Suspended | IncarnationOpened] = []
        if last is None:
            found.append(
                IncarnationOpened(
                    previous=self._meta.text("previous"), reason=self._meta.text("opened_for")
                )
            )
        elif step := step_of(last, now):
            found.append(ClockStepped(step_ms=step // 1000))
        if last and last.boot == now.boot and slept > SUSPEND_TOLERANCE:
            found.append(Suspended(seconds=slept // SECOND))
        self._meta.set("asleep", str(asleep))
        about = About(visit=visit, device=self._meta.signer.device)
        return [Draft(about=about, actor=actor, content=content) for content in found]

    def _last_stamp(self) -> Stamp | None:
        row = self._db.execute(
            "SELECT raw FROM journal WHERE incarnation = ? ORDER BY n DESC LIMIT 1",
            (self._meta.incarnation,),
        ).fetchone()
        return read_entry(row[0]).t if row else None

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
        """All incarnations of this device whose entries lie here, the present one last."""
        rows = self._db.execute("SELECT DISTINCT incarnation FROM journal").fetchall()
        return sorted((r[0] for r in rows), key=lambda name: name == self._meta.incarnation)

    def about(self, *, visit: str = "", record: str = "") -> list[Event]:
        """Events about one visit or record: received ones and own ones (the fold orders them)."""
        column, value = ("visit", visit) if visit else ("record", record)
        return [
            *self._events("journal", column, value),
            *self._events("received", column, value),
        ]

    def _events(self, table: str, column: str, value: str) -> Iterator[Event]:
        rows = self._db.execute(
            f"SELECT {COLUMNS}, j.hash FROM {table} j LEFT JOIN body b ON b.hash = j.hash"  # noqa: S608
            f" WHERE {column} = ?",
            (value,),
        )
        for raw, sig, salt, body, _hash in rows:
            yield read_event(Item(raw=raw, sig=sig, salt=salt, body=body))


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
