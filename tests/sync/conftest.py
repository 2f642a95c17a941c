"""A served office and laptops with real stores, over real HTTP."""

import hashlib
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from tests.sync.offices import CLOCK, OfficeProcess
from visitapp.domain.chain import Attachment
from visitapp.domain.codec import Content
from visitapp.domain.entries import Arrived, PhotoTaken, Rang, VisitPlanned
from visitapp.domain.events import About, Draft, Event
from visitapp.domain.words import AgreedHow, PhotoRole
from visitapp.ids import uuid7
from visitapp.store.outbox import OfficeLink
from visitapp.store.store import Store, open_store
from visitapp.sync.engine import connect, sync_once
from visitapp.sync.enrolment import Enrolled, Invitation, enroll
from visitapp.sync.report import SyncReport
from visitapp.sync.transport import HttpTransport, Transport

JPEG = b"\xff\xd8\xff\xe0" + bytes(400) + b"\xff\xd9"


@dataclass
class Laptop:
    """A store on disk and the address at which it reaches the office (a proxy, say)."""

    store: Store
    key: bytes
    address: str = ""
    stall: float = 20.0

    def write(
        self, content: Content, *, visit: str = "", attach: tuple[Attachment, ...] = ()
    ) -> Event:
        draft = Draft(about=About(visit=visit), actor="p1", content=content, attach=attach)
        with self.store.writing() as tx:
            return tx.append(draft)[-1]

    def plan(self, visit: str | None = None) -> str:
        visit = visit or uuid7(CLOCK)
        content = VisitPlanned(
            customer_id="c1",
            promised_at=CLOCK.now() + timedelta(hours=1),
            agreed_how=AgreedHow.PHONE,
            staff=("p1",),
        )
        self.write(content, visit=visit)
        return visit

    def ring(self, visit: str, times: int = 1) -> None:
        for _ in range(times):
            self.write(Rang(person="p1"), visit=visit)

    def arrive(self, visit: str) -> Event:
        return self.write(Arrived(person="p1"), visit=visit)

    def photo(self, visit: str, data: bytes, *, thumbnail: bool = True) -> str:
        sha256 = self.store.vault.put(data)
        if thumbnail:
            self.store.vault.put_copy(sha256, "thumbnail", JPEG)
        attached = Attachment(sha256=sha256, size=len(data), mime="image/jpeg", origin="captured")
        taken = PhotoTaken(sha256=sha256, role=PhotoRole.DOOR)
        self.write(taken, visit=visit, attach=(attached,))
        return sha256

    def transport(self, office: OfficeLink | None = None) -> Transport:
        link = office or self.store.outbox.office
        assert link is not None
        return HttpTransport(self.address or link.url, link.token, stall=self.stall)

    def join(self, office: OfficeProcess, code: str | None = None) -> Enrolled:
        invitation = Invitation(url=office.url, code=code or office.code(), name="03 藤井")
        return enroll(self.store, invitation, CLOCK, connect)

    def sync(self, **more: object) -> SyncReport:
        transport = self.transport()
        try:
            return sync_once(self.store, transport, CLOCK, **more)  # type: ignore[arg-type]
        finally:
            transport.close()

    def state(self, visit: str) -> object:
        with self.store.reading() as tx:
            return tx.visit(visit)

    def raws(self) -> list[bytes]:
        link = self.store.journal.head()
        return list(self.store.journal.raws(link.incarnation, link.n))


def noise(size: int, seed: int = 0) -> bytes:
    """Bytes that no compression shortens, the same for the same seed."""
    parts = [hashlib.sha256(f"{seed}:{i}".encode()).digest() for i in range(size // 32 + 1)]
    return b"".join(parts)[:size]


def opened(folder: Path, key: bytes, *, create: bool = False) -> Store:
    """A store as the workspace opens it: with a policy in force."""
    store = open_store(folder, key, CLOCK, create=create)
    store.policy_version = "2026-11"
    return store


@pytest.fixture
def office(tmp_path: Path) -> Iterator[OfficeProcess]:
    """A served office."""
    process = OfficeProcess(tmp_path / "office").start()
    yield process
    process.kill()


@pytest.fixture
def alone(tmp_path: Path) -> Iterator[Callable[..., Laptop]]:
    """Makes laptops that belong to no office."""
    made: list[Laptop] = []

    def make() -> Laptop:
        key = secrets.token_bytes(32)
        folder = tmp_path / f"laptop{len(made)}"
        made.append(Laptop(store=opened(folder, key, create=True), key=key))
        return made[-1]

    yield make
    for laptop in made:
        laptop.store.close()


@pytest.fixture
def joined(office: OfficeProcess, alone: Callable[..., Laptop]) -> Callable[..., Laptop]:
    """Makes laptops that have joined the office."""

    def make() -> Laptop:
        laptop = alone()
        laptop.join(office)
        return laptop

    return make


@pytest.fixture
def laptop(joined: Callable[..., Laptop]) -> Laptop:
    """One laptop that has joined."""
    return joined()


@pytest.fixture
def twin() -> Iterator[Callable[[Laptop], Laptop]]:
    """Opens a laptop's store a second time, as a second program does."""
    made: list[Laptop] = []

    def make(laptop: Laptop) -> Laptop:
        made.append(Laptop(store=opened(laptop.store.folder, laptop.key), key=laptop.key))
        return made[-1]

    yield make
    for laptop in made:
        laptop.store.close()
