"""What was erased at the office comes back by nothing: re-offer, restore on either side (V-02).

A random life of two laptops and an office: written, photographed, synced, erased, backed up and
restored on either side in any order. In the end no text and no picture that was erased is anywhere.
"""

import random
import secrets
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.sync.conftest import Laptop, noise, opened
from tests.sync.inside import Inside
from tests.sync.offices import CLOCK
from visitapp.domain.chain import digest
from visitapp.domain.events import About, Draft
from visitapp.domain.office_entries import ErasureOrdered
from visitapp.office import backing, own_journal
from visitapp.office.blobs import blob_path, thumb_path
from visitapp.office.devices import new_code
from visitapp.office.seat import Office, establish, open_office
from visitapp.store import backup as backups
from visitapp.sync.engine import sync_once
from visitapp.sync.enrolment import Invitation, enroll

LAPTOPS = 2
LENGTH = 22
ACTS = ("write", "photo", "sync", "sync", "erase", "keep office", "keep laptop", "restore")


@dataclass
class World:
    """One office, its laptops, their backups, and what was ordered to be erased."""

    folder: Path
    office: Office
    laptops: list[Laptop]
    dice: random.Random
    kept_office: Path | None = None
    kept: dict[int, Path] = field(default_factory=dict)
    written: list[tuple[str, str]] = field(default_factory=list)
    entries: set[str] = field(default_factory=set)
    blobs: set[str] = field(default_factory=set)
    serial: int = 0

    def fresh(self, name: str) -> Path:
        self.serial += 1
        return self.folder / f"{name}{self.serial}"

    def sync(self, laptop: Laptop) -> None:
        link = laptop.store.outbox.office
        assert link is not None
        report = sync_once(laptop.store, Inside(self.office, lambda: link.token), CLOCK)
        assert report.trouble is None, report.trouble

    def act(self, name: str) -> None:
        place = self.dice.randrange(LAPTOPS)
        laptop = self.laptops[place]
        if name == "write":
            self.written.append((laptop.arrive("v").entry.hash, ""))
        elif name == "photo":
            sha256 = laptop.photo("v", noise(900, self.dice.randrange(10**9)))
            self.written.append((digest(laptop.raws()[-1]), sha256))
        elif name == "sync":
            self.sync(laptop)
        elif name == "erase" and self.written:
            self.erase(*self.dice.choice(self.written))
        elif name == "keep office":
            self.kept_office = backing.backup(self.office, self.fresh("office.backup")).path
        elif name == "keep laptop":
            self.kept[place] = backups.backup(laptop.store, self.fresh("b"), laptop.key)
        elif name == "restore":
            self.restore(place)

    def erase(self, entry: str, sha256: str) -> None:
        blobs = (sha256,) if sha256 else ()
        order = ErasureOrdered(entries=(entry,), blobs=blobs, reason="本人の請求")
        own_journal.write(self.office, Draft(about=About(), actor="admin", content=order))
        for laptop in self.laptops:  # an order that no laptop has heard dies with the office
            self.sync(laptop)
        self.entries.add(entry)
        self.blobs.update(blobs)

    def restore(self, place: int) -> None:
        if self.dice.random() < 0.5 and self.kept_office is not None:
            folder = self.fresh("office")
            self.office.database.close()
            backing.restore(folder, self.kept_office, CLOCK)
            self.office = open_office(folder, CLOCK)
        elif place in self.kept:
            laptop = self.laptops[place]
            laptop.store.close()
            folder = self.fresh("laptop")
            backups.unpack(self.kept[place], folder)
            store = backups.restored(folder, laptop.key, CLOCK)
            store.policy_version = "2026-11"
            self.laptops[place] = Laptop(store=store, key=laptop.key)

    def demand_nothing_came_back(self) -> None:
        for laptop in self.laptops:
            bodies = {row[0] for row in laptop.store.db.execute("SELECT hash FROM body")}
            assert not bodies & self.entries
            for sha256 in self.blobs:
                assert not laptop.store.vault.path(sha256).exists()
                assert laptop.store.vault.read_copy(sha256, "thumbnail") is None
        with self.office.database.reading() as connection:
            rows = connection.exec_driver_sql("SELECT hash FROM entry WHERE body IS NOT NULL")
            assert not {row[0] for row in rows} & self.entries
        for sha256 in self.blobs:
            assert not blob_path(self.office.folder, sha256).exists()
            assert not thumb_path(self.office.folder, sha256).exists()


def world(folder: Path, seed: int) -> World:
    establish(folder / "office", "本社", CLOCK).database.close()
    office = open_office(folder / "office", CLOCK)
    laptops = []
    for number in range(LAPTOPS):
        key = secrets.token_bytes(32)
        laptop = Laptop(store=opened(folder / f"first{number}", key, create=True), key=key)
        invitation = Invitation(url="http://127.0.0.1:1", code=new_code(office)[0], name="03")
        enroll(laptop.store, invitation, CLOCK, lambda link: Inside(office, lambda: link.token))
        laptops.append(laptop)
    return World(folder=folder, office=office, laptops=laptops, dice=random.Random(seed))


@pytest.mark.parametrize(
    "seed", [3, *(pytest.param(n, marks=pytest.mark.long) for n in range(100, 130))]
)
def test_nothing_that_was_erased_comes_back(tmp_path: Path, seed: int) -> None:
    """WIRE 6: applied first on every import, re-offer and restore, on whichever side."""
    here = world(tmp_path, seed)
    try:
        for _ in range(LENGTH):
            here.act(here.dice.choice(ACTS))
        for laptop in [*here.laptops] * 2:
            here.sync(laptop)
        here.demand_nothing_came_back()
    finally:
        here.office.database.close()
        for laptop in here.laptops:
            laptop.store.close()
