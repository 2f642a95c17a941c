"""``run.py fault powercut``: the power goes at any write; nothing acknowledged is lost.

    python3 run.py fault powercut [--cuts 20000] [--seed N] [--jobs 2]

The real program tells a whole visit while every call on its files is recorded. Then the recording
is cut at random places, what was not synced is dropped, kept in part or torn at 512 bytes, and the
real program opens what is left. Prints one table; exit 1 when a promise was broken or a control
went unnoticed. Linux on x86-64 (the recorder uses ptrace; nothing to install).
"""

import argparse
import os
import random
import sys
import tempfile
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.fault.cutting.disk import Disk, Said, Step  # noqa: E402 - run by path
from tests.fault.cutting.judge import Bench, Promises, judge  # noqa: E402
from tests.fault.cutting.teller import Scene, tell_apart, tell_at_once  # noqa: E402
from tests.fault.kill import own_photos  # noqa: E402
from tests.fault.killing.driver import Office  # noqa: E402
from tests.fault.killing.story import NINE, Place  # noqa: E402
from tests.fault.killing.telling import Lost  # noqa: E402
from tests.fault.tracing.calls import missing  # noqa: E402
from visitapp import assets  # noqa: E402
from visitapp.clock import ScriptedClock, idle  # noqa: E402

MEMORY = Path("/dev/shm")
TELLINGS = {"a program for each command": tell_apart, "one program, store kept open": tell_at_once}
CONTROLS = ("synchronous=NORMAL", "no fsync of photos", "no fsync of folders")
CONTROL_CUTS = 300


@dataclass(frozen=True, kw_only=True)
class Recording:
    """What one telling did to its disk."""

    name: str
    folder: Path
    steps: tuple[Step, ...]


@dataclass
class Tally:
    """What cuts saw; ``broken`` are promises that did not hold."""

    cuts: Counter[str] = field(default_factory=Counter)
    promises: int = 0
    broken: list[str] = field(default_factory=list)

    def add(self, other: "Tally") -> None:
        self.cuts += other.cuts
        self.promises += other.promises
        self.broken += other.broken


def pictures(folder: Path) -> tuple[Path, ...]:
    """Two drawn pictures, the second one longer than a chunk of the vault (1 MiB)."""
    drawn = sorted(assets.path("samples", "photos").glob("*.jpg"))[:2]
    small, large = own_photos(folder, tuple(drawn))
    data = large.read_bytes()
    comment = b"\xff\xfe\xff\xff" + bytes(0xFFFD)
    large.write_bytes(data[:2] + comment * 17 + data[2:])
    return small, large


def record(folder: Path, how: str, fault: str = "", *, office: bool = True) -> Recording:
    """Tell the story once and write its steps down."""
    folder.mkdir(parents=True)
    place = Place(folder=folder / "disk", photos=pictures(folder / "photos"))
    place.folder.mkdir()
    clock = folder / "clock.json"
    ScriptedClock(clock).set(NINE)
    enroll: tuple[str, ...] = ()
    if office:
        served = Office(folder / "office", clock)
        served.start()
        enroll = ("enroll", f"http://127.0.0.1:{served.port}", served.code())
    try:
        scene = Scene(place=place, clock=clock, enroll=enroll, fault=fault)
        steps = TELLINGS[how](scene).steps
    finally:
        if office:
            served.close()
    return Recording(name=how, folder=place.folder, steps=tuple(steps))


def cut(recording: Recording, bench_folder: Path, seed: str, cuts: int) -> Tally:
    """Cut one recording at random places, oldest first."""
    luck, tally = random.Random(seed), Tally()
    clock = bench_folder.with_name(f"{bench_folder.name}.clock.json")
    bench = Bench(bench_folder, recording.folder, clock)
    places = Counter(luck.randrange(1, len(recording.steps) + 1) for _ in range(cuts))
    disk, promises = Disk(), Promises()
    ScriptedClock(clock).set(NINE)
    for number, step in enumerate(recording.steps, 1):
        disk.take(step)
        if isinstance(step, Said):
            promises.hear(step.value)
        for _ in range(places[number]):
            how, left = disk.cut(luck)
            bench.fill(left)
            tally.cuts[how] += 1
            tally.promises += promises.count
            try:
                judge(bench, promises, luck)
            except Lost as lost:
                tally.broken.append(f"step {number}, {how}: {type(lost).__name__}: {lost}")
                bench.clear()
    bench.clear()
    return tally


def cut_all(recordings: list[Recording], scratch: Path, seed: int, cuts: int, jobs: int) -> Tally:
    """All recordings, the cuts shared out to ``jobs`` processes."""
    tally, each = Tally(), -(-cuts // (jobs * len(recordings)))
    with ProcessPoolExecutor(jobs, mp_context=get_context("fork")) as pool:
        asked = [
            pool.submit(cut, recording, scratch / f"bench-{job}-{n}", f"{seed}/{job}/{n}", each)
            for n, recording in enumerate(recordings)
            for job in range(jobs)
        ]
        for one in asked:
            tally.add(one.result())
    return tally


def control(scratch: Path, seed: int, fault: str, cuts: int = CONTROL_CUTS) -> int:
    """How many cuts of a program that is broken on purpose were noticed."""
    how = next(reversed(TELLINGS)) if "=" in fault else next(iter(TELLINGS))
    recording = record(scratch / fault.replace(" ", "-"), how, fault, office=False)
    return len(cut(recording, scratch / "bench-control", f"{seed}/{fault}", cuts).broken)


def scratch_folder() -> tempfile.TemporaryDirectory[str]:
    """Memory where there is some to spare, else the usual place."""
    return tempfile.TemporaryDirectory(
        prefix="visitapp-cut-", dir=MEMORY if os.access(MEMORY, os.W_OK) else None
    )


def main(arguments: list[str]) -> int:
    """The campaign, then its controls."""
    parser = argparse.ArgumentParser(prog="run.py fault powercut")
    parser.add_argument("--cuts", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 32))
    parser.add_argument("--jobs", type=int, default=min(2, os.cpu_count() or 1))
    given = parser.parse_args(arguments)
    if why := missing():
        print(why)
        return 2
    print(f"seed {given.seed}", flush=True)
    began = idle()
    with scratch_folder() as name:
        scratch = Path(name)
        recordings = [record(scratch / f"told-{n}", how) for n, how in enumerate(TELLINGS)]
        tally = cut_all(recordings, scratch, given.seed, given.cuts, given.jobs)
        took = idle() - began
        found = {fault: control(scratch, given.seed, fault) for fault in CONTROLS}
    rows = [(f"steps, {one.name}", len(one.steps)) for one in recordings]
    rows += [("cuts", tally.cuts.total()), *((f"  {n}", c) for n, c in sorted(tally.cuts.items()))]
    rows += [("promises looked up", tally.promises), ("broken", len(tally.broken))]
    rows += [("seconds", round(took))]
    rows += [(f"control {n}: noticed of {CONTROL_CUTS}", count) for n, count in found.items()]
    for title, count in rows:
        print(f"{title:48} {count:,}")
    for line in tally.broken[:20]:
        print(line)
    return int(bool(tally.broken) or not all(found.values()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
