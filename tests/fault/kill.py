"""``run.py fault kill``: SIGKILL at random moments, in laptop and office; nothing said is lost.

    python3 run.py fault kill [--runs 500] [--seed N]

``--runs`` counts kills. Prints one table; exit 1 when a promise was broken or a control went
unnoticed. A kill stops a process, not a disk: power cuts are another campaign.
"""

import argparse
import random
import shutil
import sys
import tempfile
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.fault.killing.driver import FAULT, Office, Zygote  # noqa: E402 - run by path
from tests.fault.killing.story import NINE, Place  # noqa: E402
from tests.fault.killing.telling import Gone, Lost, Tally, Telling, Unsound  # noqa: E402
from tests.sync.proxy import proxy_to  # noqa: E402
from visitapp import assets  # noqa: E402
from visitapp.clock import ScriptedClock, idle  # noqa: E402

SAMPLES = ROOT.parent / "shared" / "samples" / "photos"
LARGE = ("iphone7-gps-canyon.jpg", "canon-1300d-black-18mp.jpg")
LARGE_EVERY = 8
CONTROLS = {"ack_before_commit": Gone, "row_before_file": Unsound}
CONTROL_KILLS = 60


@dataclass(frozen=True, kw_only=True)
class Campaign:
    """Where it plays, with which luck, and how long."""

    folder: Path
    seed: int
    runs: int

    @property
    def clock(self) -> Path:
        return self.folder / "clock.json"


def photos() -> tuple[Path, ...]:
    """The drawn pictures that are ours, and two large real ones where the samples are at hand."""
    drawn = tuple(sorted(assets.path("samples", "photos").glob("*.jpg")))[:2]
    return (*drawn, *(SAMPLES / name for name in LARGE if (SAMPLES / name).exists()))


def own_photos(folder: Path, sources: tuple[Path, ...]) -> tuple[Path, ...]:
    """Copies that no office has seen: each with a comment (JPEG COM) of this telling inside."""
    folder.mkdir(parents=True)
    note = str(folder).encode()
    segment = b"\xff\xfe" + (len(note) + 2).to_bytes(2, "big") + note
    copies = []
    for source in sources:
        data = source.read_bytes()
        copies.append(folder / source.name)
        copies[-1].write_bytes(data[:2] + segment + data[2:])
    return tuple(copies)


def campaign(given: Campaign) -> Tally:
    """Tell the story again and again until ``runs`` kills happened; raises Lost."""
    luck, tally = random.Random(given.seed), Tally()
    ScriptedClock(given.clock).set(NINE)
    office = Office(given.folder / "office", given.clock)
    office.start()
    try:
        with Zygote() as zygote, proxy_to(office.port) as proxy:
            while tally.total < given.runs:
                number = tally.tellings
                folder = given.folder / f"telling-{number}"
                chosen = photos() if number % LARGE_EVERY == 0 else photos()[:2]
                place = Place(folder=folder, photos=own_photos(folder / "photos", chosen))
                Telling(
                    zygote=zygote,
                    luck=luck,
                    tally=tally,
                    place=place,
                    clock=given.clock,
                    day=NINE + timedelta(days=number),
                    office=office,
                    proxy=proxy,
                ).tell()
                shutil.rmtree(place.folder)
    finally:
        office.close()
    return tally


def control(given: Campaign, fault: str) -> int | None:
    """The broken program under the same fire: kills until it was found, None when it was not.

    It counts as found only by the very promise it breaks; any other Lost goes up.
    """
    luck, tally = random.Random(given.seed), Tally()
    with Zygote(**{FAULT: fault}) as zygote:
        while tally.total < CONTROL_KILLS:
            place = Place(
                folder=given.folder / f"{fault}-{tally.tellings}-{tally.total}", photos=photos()[:2]
            )
            place.folder.mkdir()
            ScriptedClock(given.clock).set(NINE)
            telling = Telling(
                zygote=zygote,
                luck=luck,
                tally=tally,
                place=place,
                clock=given.clock,
                day=NINE + timedelta(days=tally.tellings),
            )
            try:
                telling.tell()
            except CONTROLS[fault]:
                return tally.total
    return None


def rows(tally: Tally, seconds: float) -> list[tuple[str, str]]:
    """The table."""
    share = tally.wasted / tally.photo_bytes if tally.photo_bytes else 0.0
    per_kill = tally.wasted // max(1, tally.sync_kills) // 1024
    return [
        ("kills", str(tally.total)),
        *((f"  {name}", str(count)) for name, count in sorted(tally.kills.items())),
        *((f"  {step}", str(count)) for step, count in tally.at.most_common()),
        ("stories told to the end", str(tally.tellings)),
        ("acknowledgements, all found again", str(tally.acknowledged)),
        ("store checks, all clean", str(tally.checks)),
        ("photo bytes", f"{tally.photo_bytes:,}"),
        ("bytes beyond them", f"{tally.wasted:,} ({share:.1%}), {per_kill} KiB per kill in sync"),
        ("seconds", f"{seconds:.0f}"),
    ]


def main(arguments: list[str]) -> int:
    """The campaign, then its two controls."""
    parser = argparse.ArgumentParser(prog="run.py fault kill")
    parser.add_argument("--runs", type=int, default=500)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 32))
    given = parser.parse_args(arguments)
    print(f"seed {given.seed}", flush=True)
    began = idle()
    with tempfile.TemporaryDirectory(prefix="visitapp-kill-") as scratch:
        where = Campaign(folder=Path(scratch), seed=given.seed, runs=given.runs)
        try:
            tally = campaign(where)
        except Lost as lost:
            print(f"LOST: {lost}")
            return 1
        found = {fault: control(where, fault) for fault in CONTROLS}
    for name, value in rows(tally, idle() - began):
        print(f"{name:36} {value}")
    for fault, kills in found.items():
        print(f"{'control ' + fault:36} {'NOT FOUND' if kills is None else f'found, kill {kills}'}")
    return int(None in found.values())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
