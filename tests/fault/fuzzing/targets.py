"""What is fed with foreign bytes: each target is a door of the program that others can reach.

A target takes any bytes and may raise nothing but ``Known``. ``dossier`` and ``workbook`` choose a
file of a zip by their first byte and put the rest in its place, sums and signatures made anew, so
that the harm reaches what lies behind them.
"""

import io
import json
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from tests.fault.fuzzing.mutation import Luck, mutated, mutated_values
from tests.fault.fuzzing.story import items, played
from tests.fault.tampering.bundle import sealed
from tests.fault.tampering.files import VERIFIERS
from tests.fault.tampering.stage import Stage, stage
from visitapp.clock import Clock, ScriptedClock
from visitapp.domain.chain import Item, canonical, check_item, commit
from visitapp.domain.events import Event, read_event
from visitapp.domain.fold import fold_record, fold_visit
from visitapp.domain.note_number import read_code, read_number
from visitapp.domain.quick_add import read_line
from visitapp.domain.receipts import read_receipt
from visitapp.errors import Known
from visitapp.evidence.verdict import examine, read_fingerprint
from visitapp.exchange.match import plan_import
from visitapp.exchange.sheet import read_customers
from visitapp.media.exif import examine_exif
from visitapp.media.intake import judge
from visitapp.media.sniff import sniff
from visitapp.store.backup import unpack
from visitapp.store.received import Placed, Received
from visitapp.store.search import query
from visitapp.sync import conversation, wire
from visitapp.sync.transport import Answer, Request
from visitapp.workspace import start_workspace

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
SALT = bytes(32)
WORDS = (
    "11/27(金) 14時〜 髙橋 美和子 様 担当 佐久間・三好",
    "明日の午後2時半 D-101",
    "令和8年11月27日 １４：００",
    "5T3B2K8Q",
    "VISITAPP:5T3B2K8Q:AB12",
    '"山田" OR 山*',
)


@dataclass(frozen=True, kw_only=True)
class Target:
    """A door: what goes in to begin with, and the door itself."""

    name: str
    seeds: Sequence[bytes]
    feed: Callable[[bytes], object]
    mutate: Callable[[Sequence[bytes], Luck], bytes] = mutated


def _zipped(files: dict[str, bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", how) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def _members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def entries(own: Sequence[Item]) -> Target:
    """Entries of another device, read, checked and folded with what is here already."""
    honest = [read_event(item) for item in own]
    visit = next(event.body.about.visit for event in honest if event.body.about.visit)

    def feed(data: bytes) -> None:
        raw, _, body = data.partition(b"\n")
        event = read_event(_recommitted(raw, body))
        found: list[Event] = [*honest, event]
        fold_visit(event.body.about.visit or visit, found)
        fold_record(event.body.about.record or "r", found)

    seeds = [item.raw + b"\n" + item.body for item in own if item.body is not None]
    return Target(name="entries", seeds=seeds, feed=feed, mutate=mutated_values)


class Undone(Exception):
    """Takes back what was received, so that every input meets the same store."""


def received(folder: Path, clock: Clock, own: Sequence[Item]) -> Target:
    """Entries that the office passes on, into a real store: lists, search, the visit itself."""
    ws = start_workspace(folder, clock=clock)
    store = ws.store
    with store.reading() as tx:
        visit = tx.visits_between(None, None)[0].id
    inbox = Received(store.db, store.vault, store.journal)

    def feed(data: bytes) -> None:
        raw, _, body = data.partition(b"\n")
        item = _recommitted(raw, body)
        entry = check_item(item)
        placed = Placed(
            seq=10_000, device="ef" * 16, incarnation=entry.incarnation, n=entry.n, item=item
        )
        with suppress(Undone), store.writing() as tx:
            inbox.take([placed], "ab" * 16)
            for known in {visit, read_event(item).body.about.visit} - {""}:
                tx.visit(known)
            tx.visits_between(None, None)
            tx.follow_ups()
            tx.records("customer")
            tx.search("髙橋", 10)
            raise Undone

    seeds = [item.raw + b"\n" + item.body for item in own if item.body is not None]
    return Target(name="received", seeds=seeds, feed=feed, mutate=mutated_values)


def _recommitted(raw: bytes, body: bytes) -> Item:
    """The item whose commitment fits, as another laptop with a valid key can make it."""
    try:
        value = json.loads(raw)
        text = json.loads(body)
        value["body_commit"] = commit(SALT, canonical(text))
        raw, body = canonical(value), canonical(text)
    except (ValueError, TypeError, RecursionError):
        pass
    item = Item(raw=raw, sig=bytes(64), salt=SALT, body=body)
    check_item(item)
    return item


def dossiers(scene: Stage, folder: Path) -> Target:
    """Dossiers that a stranger hands in."""
    names = sorted(name for name in scene.files if name not in VERIFIERS)
    path = folder / "fuzzed.zip"

    def feed(data: bytes) -> None:
        files = dict(scene.files)
        choice = data[0] if data else 0
        name = names[choice % len(names)]
        if name.startswith("SHA256SUMS"):
            files[name] = data[1:]
        else:
            files = sealed({**files, name: data[1:]}, files, scene.insider.sign)
        path.write_bytes(data if choice == 255 else _zipped(files))
        examine(path, scene.fingerprint)

    seeds = [bytes([n]) + scene.files[name][:4000] for n, name in enumerate(names[:250])]
    return Target(name="dossiers", seeds=[*seeds, b"\xff" + scene.zipped], feed=feed)


def exif(samples: Path) -> Target:
    """What cameras write into photos: EXIF blocks, and the files around them."""
    files = [p for p in samples.rglob("*") if p.is_file() and p.suffix.lower() != ".tsv"]
    photos = [p.read_bytes()[:20_000] for p in sorted(files)]
    blocks = [block for data in photos if (block := sniff(data).exif)]

    def feed(data: bytes) -> None:
        examine_exif(data)
        judge("x.jpg", data)

    return Target(name="exif", seeds=[*blocks, *photos], feed=feed)


def lists(samples: Path) -> Target:
    """Customer lists: CSV, TSV, vCard as they lie in the samples."""
    files = sorted((samples / "customers").glob("customers*"))
    texts = [p.read_bytes()[:6000] for p in files if p.suffix not in {".xlsx", ".json"}]

    def feed(data: bytes) -> None:
        plan_import(read_customers(data), ())

    return Target(name="lists", seeds=texts, feed=feed)


def workbooks(samples: Path) -> Target:
    """XLSX files: one part of the zip in place of the true one, or the zip itself."""
    parts = _members((samples / "customers" / "customers-messy.xlsx").read_bytes())
    names = sorted(parts)

    def feed(data: bytes) -> None:
        choice = data[0] if data else 0
        name = names[choice % len(names)]
        plain = data if choice == 255 else _zipped({**parts, name: data[1:]})
        plan_import(read_customers(plain), ())

    seeds = [bytes([n]) + parts[name][:20_000] for n, name in enumerate(names)]
    return Target(name="workbooks", seeds=[*seeds, b"\xff" + _zipped(parts)], feed=feed)


def backups(folder: Path) -> Target:
    """Zips that are given as a backup."""
    names = {"MAGIC": b"visitapp-backup-1", "store.db": bytes(5000), "key.json": b"{}"}
    path = folder / "fuzzed.backup"

    def feed(data: bytes) -> None:
        path.write_bytes(data)
        with tempfile.TemporaryDirectory(dir=folder) as place:
            unpack(path, Path(place) / "restored")

    seeds = [_zipped(names), _zipped(names, zipfile.ZIP_STORED)]
    return Target(name="backups", seeds=seeds, feed=feed)


@dataclass(frozen=True)
class Canned:
    """A network in which somebody answers every request with the same bytes."""

    body: bytes
    status: int = 200

    def send(self, _request: Request) -> Answer:
        """The same answer for everybody."""
        offset = self.body[:6000].decode("latin-1")
        headers = {"content-type": "application/json", "upload-offset": offset}
        return Answer(status=self.status, headers=headers, body=self.body)

    def close(self) -> None:
        """Nothing to give back."""


def answers(own: Sequence[Item]) -> Target:
    """What somebody who is not the office may answer a laptop."""
    sent = [wire.to_wire(item) for item in own[:12]]
    places = [
        wire.PulledItem(seq=n, device="ab" * 16, incarnation="cd" * 8, n=n, item=one)
        for n, one in enumerate(sent, 1)
    ]
    page = wire.PullReply(items=places, cursor="c", more=False)
    receipt = (
        b'{"blobs":[],"bodies_upto":1,"device":"a","durable_size":1,"epoch":"e","incarnation":"b",'
        b'"office_root":"c","office_size":1,"rehearsal":false,"root":"d","server_time":5,"size":1,'
        b'"type":"receipt","v":1}'
    )
    request = wire.MissingRequest(blobs=[])

    def feed(data: bytes) -> None:
        for ask in (
            lambda: conversation.office(Canned(data), "n"),
            lambda: conversation.missing(Canned(data), request),
            lambda: conversation.missing(Canned(data, 409), request),
            lambda: conversation.blob_offset(Canned(data), "ab" * 32),
            lambda: read_receipt(data),
        ):
            with suppress(Known):
                ask()
        for pulled in conversation.pull(Canned(data), "", 10).items:
            if pulled.item is not None:
                item = wire.from_wire(pulled.item)
                check_item(item)
                read_event(item)

    said = [page, wire.MissingReply([], []), wire.Problem("gap", "", 3)]
    seeds = [*(msgspec.json.encode(one) for one in said), receipt]
    return Target(name="answers", seeds=seeds, feed=feed, mutate=mutated_values)


def typed() -> Target:
    """What people type, paste and scan."""

    def feed(data: bytes) -> None:
        text = data.decode("utf-8", "surrogateescape" if data[:1] == b"s" else "replace")
        read_line(text, NOW, ("佐久間 亮", "三好 綾"))
        read_code(text)
        query(text)
        for read in (read_number, read_fingerprint):
            read(text)

    return Target(name="typed", seeds=[word.encode() for word in WORDS], feed=feed)


def targets(samples: Path, folder: Path, names: Sequence[str] = ()) -> dict[str, Target]:
    """The targets asked for (all without ``names``), their corpora made below ``folder``."""
    makers: dict[str, Callable[[], Target]] = {
        "dossiers": lambda: dossiers(stage(folder / "stage"), folder),
        "entries": lambda: entries(own),
        "received": lambda: received(folder / "story" / "laptop", clock, own),
        "exif": lambda: exif(samples),
        "lists": lambda: lists(samples),
        "workbooks": lambda: workbooks(samples),
        "backups": lambda: backups(folder),
        "answers": lambda: answers(own),
        "typed": typed,
    }
    own: list[Item] = []
    clock = ScriptedClock(folder / "story" / "clock.json")
    if {"entries", "received", "answers"} & set(names or NAMES):
        with played(folder / "story") as (_, ws):
            own += items(ws)
    return {name: makers[name]() for name in names or NAMES}


NAMES = (
    "dossiers",
    "entries",
    "received",
    "exif",
    "lists",
    "workbooks",
    "backups",
    "answers",
    "typed",
)
