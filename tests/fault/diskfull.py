"""``run.py fault diskfull``: a disk of 4 MB that somebody fills while a visit is recorded.

    python3 run.py fault diskfull [--runs 200] [--seed N]

In each run the story stops at a random step and the disk is filled but for a random rest; it goes
on, step after step, until nothing is accepted any more. Then: what was acknowledged is there,
reading works on the full disk, each refusal was a sentence with advice, the reserve let the last
records through, and after space was freed work goes on. Every tenth run is an office on such a
disk. Needs root on Linux (tmpfs). Exit 1 when a promise was broken or a control went unnoticed.
"""

import argparse
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.fault.filling.offices import office_run  # noqa: E402 - run by path
from tests.fault.filling.steps import STEPS, Scene, opened, set_up  # noqa: E402
from tests.fault.filling.volume import fill, free, volume, why_not  # noqa: E402
from visitapp.actions import keep, look  # noqa: E402
from visitapp.actions.act import Happened  # noqa: E402
from visitapp.actions.ring import ring  # noqa: E402
from visitapp.clock import idle  # noqa: E402
from visitapp.errors import Known  # noqa: E402
from visitapp.media.intake import Intake  # noqa: E402
from visitapp.store import database, store  # noqa: E402

LEVELS = (0, 0, 4096, 16_384, 65_536, 131_072, 262_144, 524_288, 1_048_576)
AFTER_FULL = 10  # records that the reserve lets through at the least
MOST_RINGS = 100


class Broken(AssertionError):
    """A promise that did not hold."""


@dataclass
class Tally:
    """What happened in all runs."""

    runs: int = 0
    offices: int = 0
    acknowledged: int = 0
    after_full: int = 0
    refusals: Counter[str] = field(default_factory=Counter)


def attempt(name: str, act: Callable[[], object], tally: Tally) -> set[str] | None:
    """Do it: the hashes it was acknowledged with, None when refused, in a sentence with advice."""
    try:
        happened = act()
    except Known as known:
        if not str(known).strip() or not known.advice:
            raise Broken(f"{name}: a refusal without words") from known
        tally.refusals[known.title] += 1
        return None
    except Exception as error:
        raise Broken(f"{name}: {error!r}") from error
    events = happened.events if isinstance(happened, Happened) else ()
    return {event.entry.hash for event in events}


def acknowledged(scene: Scene) -> set[str]:
    """The hashes of all entries that are there now."""
    with scene.ws.store.reading() as tx:
        return {event.entry.hash for event in tx.events_about(visit=scene.visit)}


def run(scene: Scene, disk: Path, luck: random.Random, leave: int, tally: Tally) -> None:
    """One story on one disk; raises Broken."""
    stop = luck.randrange(len(STEPS))
    said: set[str] = set()
    try:
        for place, (name, act) in enumerate(STEPS):
            if place == stop:
                fill(disk, leave)
                said |= let_through(scene, tally)
            scene.tick()
            heard = attempt(name, partial(act, scene), tally)
            said |= set() if heard is None else heard | acknowledged(scene)
        fill(disk, 0)
        said |= rings(scene, tally, MOST_RINGS)
    finally:
        scene.close()
    tally.acknowledged += len(said)
    readable(scene, said, "on the full disk")
    fill(disk, 0)
    readable(scene, said, "with not a byte free")
    free(disk)
    goes_on(scene, said)
    tally.runs += 1


def let_through(scene: Scene, tally: Tally) -> set[str]:
    """The disk has just become full: the reserve lets the next facts at the door through."""
    said = rings(scene, tally, AFTER_FULL)
    if len(said) < AFTER_FULL:
        raise Broken(f"only {len(said)} records were let through after the disk was full")
    tally.after_full += len(said)
    return said


def rings(scene: Scene, tally: Tally, most: int) -> set[str]:
    """Facts at the door until the disk takes no more: what was acknowledged."""
    said: set[str] = set()
    for _ in range(most):
        heard = attempt("ring", lambda: ring(scene.ws, scene.visit), tally)
        if heard is None:
            break
        said |= heard
    return said


def readable(scene: Scene, said: set[str], when: str) -> None:
    """Opening and reading work, and nothing acknowledged is missing."""
    try:
        with opened(scene) as ws:
            visit = look.visit(ws, scene.visit)
            with ws.store.reading() as tx:
                there = {event.entry.hash for event in tx.events_about(visit=visit.id)}
    except Exception as error:
        raise Broken(f"{when}: {error!r}") from error
    if said - there:
        raise Broken(f"{when}: {len(said - there)} acknowledged records are gone")


def goes_on(scene: Scene, said: set[str]) -> None:
    """With space again: whole, and the next record and photo are taken."""
    with opened(scene) as ws:
        report = keep.check(ws)
        if not report.is_ok:
            raise Broken(f"after space was freed: {report.problems[0]}")
        ring(ws, scene.visit)
        with ws.store.reading() as tx:
            there = {event.entry.hash for event in tx.events_about(visit=scene.visit)}
        if said - there:
            raise Broken("after space was freed records are gone")


def campaign(
    folder: Path, seed: int, runs: int, offices: int, levels: tuple[int, ...] = LEVELS
) -> Tally:
    """``runs`` laptops and ``offices`` offices, each on a fresh disk; raises Broken.

    ``levels``: what the disk is left with when it is filled, bytes.
    """
    luck, tally = random.Random(seed), Tally()
    with Intake() as intake:
        for number in range(runs):
            with volume(folder / f"disk-{number}") as disk:
                outside = folder / f"outside-{number}"
                scene = set_up(disk / "laptop", outside, intake)
                run(scene, disk, luck, luck.choice(levels), tally)
    for number in range(offices):
        with volume(folder / f"office-{number}") as disk:
            trouble = office_run(disk, folder / f"laptop-{number}", luck)
        if trouble:
            raise Broken(f"office: {trouble}")
        tally.offices += 1
    return tally


# -- programs that are broken on purpose -----------------------------------------------------------


@contextmanager
def _swallowing(db: database.Connection) -> Iterator[None]:
    """Control 1: a full disk is nobody's business."""
    if db.in_transaction:
        yield
        return
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    except Known:
        if db.in_transaction:
            db.execute("ROLLBACK")


def _keeps_nothing(_folder: Path, _shrink: Callable[[], None]) -> None:
    """Control 2: no reserve."""


CONTROLS = {
    "a full disk is swallowed": ("writing", _swallowing),
    "no reserve is kept": ("make_room", _keeps_nothing),
}


def control(name: str, folder: Path, seed: int, runs: int = 12) -> str:
    """What gave the broken program away, "" when nothing did."""
    attribute, worse = CONTROLS[name]
    good = getattr(store, attribute)
    setattr(store, attribute, worse)
    try:
        campaign(folder, seed, runs, 0, (0,))
    except Broken as broken:
        return str(broken)
    finally:
        setattr(store, attribute, good)
    return ""


def main(arguments: list[str]) -> int:
    """The campaign, then its controls."""
    parser = argparse.ArgumentParser(prog="run.py fault diskfull")
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 32))
    given = parser.parse_args(arguments)
    if why := why_not():
        print(f"cannot run here: {why}")
        return 2
    print(f"seed {given.seed}", flush=True)
    began = idle()
    with tempfile.TemporaryDirectory(prefix="visitapp-diskfull-") as scratch:
        folder = Path(scratch)
        try:
            tally = campaign(folder / "runs", given.seed, given.runs, max(1, given.runs // 10))
        except Broken as broken:
            print(f"BROKEN: {broken}")
            return 1
        found = {name: control(name, folder / name[:4], given.seed) for name in CONTROLS}
    for name, value in rows(tally, idle() - began):
        print(f"{name:44} {value}")
    for name, by in found.items():
        print(f"{'control: ' + name:44} {by or 'NOT FOUND'}")
    return int("" in found.values())


def rows(tally: Tally, seconds: float) -> list[tuple[str, str]]:
    """The table."""
    return [
        ("laptops on a full disk", str(tally.runs)),
        ("offices on a full disk", str(tally.offices)),
        ("records acknowledged, all found again", str(tally.acknowledged)),
        ("  of these just after it was filled", str(tally.after_full)),
        ("refusals, each a sentence with advice", str(tally.refusals.total())),
        *((f"  {title}", str(count)) for title, count in tally.refusals.most_common()),
        ("seconds", f"{timedelta(seconds=int(seconds))}"),
    ]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
