"""Cuts and kills at any place: what arrives arrives once, and little travels twice."""

import os
import random
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.sync.conftest import Laptop, noise
from tests.sync.offices import ROOT, OfficeProcess
from tests.sync.proxy import Proxy, proxy_to
from visitapp.sync.upload import LARGEST_CHUNK

MEBI = 1024 * 1024
CLIENT = """
import sys
from pathlib import Path
from visitapp.clock import SystemClock
from visitapp.store.store import open_store
from visitapp.sync.engine import sync_once
from visitapp.sync.transport import HttpTransport
clock = SystemClock()
store = open_store(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]), clock)
sync_once(store, HttpTransport(sys.argv[3], store.outbox.office.token), clock)
"""


def client(laptop: Laptop, address: str) -> subprocess.Popen[bytes]:
    """A pass of sync in its own process."""
    arguments = [str(laptop.store.folder), laptop.key.hex(), address]
    return subprocess.Popen([sys.executable, "-c", CLIENT, *arguments], cwd=ROOT)


def test_a_pass_killed_within_a_photo_goes_on_where_it_was(
    office: OfficeProcess, laptop: Laptop
) -> None:
    """S5: a cut wastes at most the chunk under way (one photo, one connection)."""
    photo = noise(24 * MEBI)
    sha256 = laptop.photo(laptop.plan(), photo)
    with proxy_to(office.port) as proxy:
        process = client(laptop, proxy.url)

        def kill(_piece: bytes) -> None:
            if proxy.sent > 15 * MEBI:
                os.kill(process.pid, signal.SIGKILL)

        proxy.on_sent = kill
        assert process.wait(timeout=60) == -signal.SIGKILL
        proxy.on_sent = None
        assert office.blob(sha256) is None
        laptop.address = proxy.url
        report = laptop.sync()
        again = proxy.sent - len(photo)
    assert report.pending.originals == 0
    assert office.blob(sha256) == photo
    assert again <= LARGEST_CHUNK + MEBI, f"{again} bytes travelled twice"


def finish(laptop: Laptop, passes: int = 40) -> None:
    """Passes until nothing is pending, as the watching loop makes them."""
    for _ in range(passes):
        report = laptop.sync()
        if report.online and not report.pending.entries and not report.pending.originals:
            return
    raise AssertionError(report)


def cut(proxy: Proxy, dice: random.Random) -> None:
    """Let the connection die somewhere, or its answers get lost, or leave it alone."""
    proxy.mute = dice.random() < 0.2
    proxy.cut_after = dice.choice([None, dice.randrange(1, 3000), dice.randrange(1, 400_000)])


@pytest.mark.parametrize("seed", range(4))
def test_two_laptops_with_cut_lines_agree_in_the_end(
    office: OfficeProcess, joined: Callable[..., Laptop], seed: int
) -> None:
    """Nothing lost, nothing twice, the same visit on all three: invariants 1 to 5 (seeded)."""
    dice = random.Random(seed)
    laptops = [joined(), joined()]
    visit = laptops[0].plan()
    photos = {}
    with proxy_to(office.port) as proxy:
        for laptop in laptops:
            laptop.address, laptop.stall = proxy.url, 5.0
        for step in range(12):
            laptop = dice.choice(laptops)
            match dice.randrange(4):
                case 0:
                    data = noise(dice.randrange(1, 300_000), seed * 100 + step)
                    photos[laptop.photo(visit, data)] = data
                case 1:
                    laptop.arrive(visit)
                case _:
                    laptop.ring(visit, dice.randrange(1, 40))
            cut(proxy, dice)
            dice.choice(laptops).sync()
        proxy.mute, proxy.cut_after = False, None
        for laptop in (*laptops, *laptops):
            finish(laptop)
    assert laptops[0].state(visit) == laptops[1].state(visit) == office.visit(visit)
    held = [row.raw for row in office.rows("SELECT raw FROM entry ORDER BY seq")]
    assert sorted(held) == sorted(laptops[0].raws() + laptops[1].raws())
    seqs = [row.seq for row in office.rows("SELECT seq FROM entry ORDER BY seq")]
    assert seqs == list(range(1, len(held) + 1))
    for sha256, data in photos.items():
        assert office.blob(sha256) == data


def test_an_office_killed_again_and_again_gets_everything_in_the_end(
    office: OfficeProcess, laptop: Laptop
) -> None:
    visit = laptop.plan()
    photos = {}
    for seed in range(3):
        data = noise(6 * MEBI, seed)
        photos[laptop.photo(visit, data)] = data
    with proxy_to(office.port) as proxy:
        laptop.address = proxy.url
        for share in (2, 7, 12):
            killed = threading.Event()

            def kill(
                _piece: bytes, limit: int = share * MEBI, killed: threading.Event = killed
            ) -> None:
                if proxy.sent > limit:
                    proxy.on_sent = None
                    office.kill()
                    killed.set()

            proxy.on_sent = kill
            assert not laptop.sync().online
            assert killed.wait(20)
            office.start()
        finish(laptop)
    for sha256, data in photos.items():
        assert office.blob(sha256) == data


def test_a_photo_on_a_line_cut_every_so_often_arrives(
    office: OfficeProcess, laptop: Laptop, samples: Path
) -> None:
    """Progress is kept across cuts: each pass brings the offset further."""
    data = (samples / "photos/iphone7-gps-12mp.jpg").read_bytes()
    sha256 = laptop.photo(laptop.plan(), data, thumbnail=False)
    with proxy_to(office.port) as proxy:
        laptop.address = proxy.url
        laptop.sync(stop=lambda: True)
        before = proxy.sent
        passes = 0
        while laptop.store.outbox.pending().originals:
            proxy.cut_after = 700_000
            laptop.sync()
            passes += 1
            assert passes < 40
        spent = proxy.sent - before
    assert office.blob(sha256) == data
    assert passes >= len(data) // 700_000
    assert spent < len(data) * 1.2 + passes * 10_000
