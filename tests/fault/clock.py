"""``run.py fault clock``: random lives of a laptop's clocks; the true time lies in every bracket.

    python3 run.py fault clock [--runs 5000] [--seed N]

``--runs`` counts histories of steps, sleep, restarts, drift, dead batteries, anchors, receipts and
restored stores. Prints one table; exit 1 when a true time lay outside its bracket, a bracket was
too wide after a day offline, a step went unnoticed, or a control that must fail did not.
"""

import argparse
import random
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from visitapp.clock import idle  # noqa: E402 - run by path
from visitapp.domain.stamps import (  # noqa: E402
    DRIFT_PPM,
    SECOND,
    Anchor,
    Bracket,
    Stamp,
    TimeClass,
    bracket,
    micros,
    step_of,
)

MINUTE, HOUR, DAY = 60 * SECOND, 3600 * SECOND, 86400 * SECOND
START = 1_795_584_600 * SECOND
MILLION = 1_000_000
FINE = MILLION  # clocks are kept in millionths of a µs, so that drift adds up without rounding
WIDEST = 10 * SECOND
STEP = 3 * SECOND


@dataclass(frozen=True)
class Lived:
    """An entry and when it was really written."""

    stamp: Stamp
    truth: int


@dataclass(frozen=True)
class Nature:
    """What clocks may do: ppm of drift, and whether a machine may stand still unnoticed."""

    drift: int = DRIFT_PPM
    pauses: bool = False


@dataclass
class Machine:
    """A laptop: true time in µs, and what its clocks say of it."""

    luck: random.Random
    nature: Nature
    truth: int = START
    wall: int = 0
    mono: int = 0
    boot: int = 0
    anchor: Anchor | None = None
    kept: Anchor | None = None
    mono_ppm: int = 0
    wall_ppm: int = 0

    def __post_init__(self) -> None:
        self.wall = (self.truth + self.luck.choice([0, self.luck.randint(-DAY, DAY)])) * FINE
        self.restart(0)

    def stamp(self) -> Stamp:
        return Stamp(
            wall=self.wall // FINE,
            tz=540,
            mono=self.mono // FINE,
            boot=f"boot{self.boot}",
            anchor=self.anchor,
        )

    def pass_time(self, span: int) -> None:
        """Awake or asleep: both clocks go on, each at its own pace."""
        self.truth += span
        self.wall += span * (MILLION + self.wall_ppm)
        self.mono += span * (MILLION + self.mono_ppm)

    def restart(self, off: int) -> None:
        """Switched off for ``off``; another boot, and perhaps a battery that has died."""
        self.pass_time(off)
        self.boot += 1
        self.mono = self.luck.randint(1, 60) * SECOND * FINE
        limit = self.nature.drift
        self.mono_ppm = self.luck.choice([-limit, limit, self.luck.randint(-limit, limit)])
        self.wall_ppm = self.luck.randint(-limit, limit)
        if off and self.luck.random() < 0.1:
            self.wall = self.luck.choice([0, 946_684_800 * SECOND]) * FINE

    def step(self, by: int) -> None:
        """Somebody, or a time server, moves the wall clock."""
        self.wall += by * FINE

    def pause(self, span: int) -> None:
        """A virtual machine stands still: time passes, and only the wall clock is told."""
        self.truth += span
        self.wall += span * FINE

    def hear(self) -> None:
        """A greeting of the office: its time was read somewhere on the way."""
        asked = self.mono // FINE
        there, back = (self.luck.randint(1_000, self.luck.choice([50_000, 15 * SECOND])),) * 2
        there = self.luck.choice([there, 0, there * 2])
        self.pass_time(there)
        server = self.truth
        self.pass_time(back)
        heard = self.mono // FINE
        self.anchor = Anchor(
            boot=f"boot{self.boot}",
            mono=(asked + heard) // 2,
            server=server,
            u=(heard - asked + 1) // 2,
            receipt="",
        )


@dataclass
class Tally:
    """What was lived through and what was found."""

    histories: int = 0
    entries: Counter[str] = field(default_factory=Counter)
    acts: Counter[str] = field(default_factory=Counter)
    outside: int = 0
    widest: int = 0
    steps: int = 0
    unnoticed: int = 0


Bracketing = Callable[[Stamp, int | None], Bracket]


def history(luck: random.Random, nature: Nature, tally: Tally) -> list[tuple[Lived, int | None]]:
    """One life: each entry with the time of the first receipt that names it, None for none."""
    machine, lived = Machine(luck, nature), list[Lived]()
    receipts: list[tuple[int, int]] = []
    acts: dict[str, Callable[[], None]] = {
        "work": lambda: machine.pass_time(luck.randint(SECOND, 3 * HOUR)),
        "sleep": lambda: machine.pass_time(luck.randint(MINUTE, 14 * HOUR)),
        "step": lambda: stepped(machine, luck, lived, tally),
        "restart": lambda: machine.restart(luck.randint(20 * SECOND, luck.choice([HOUR, 3 * DAY]))),
        "anchor": machine.hear,
        "receipt": lambda: receipts.append((len(lived), machine.truth)),
        "backup": lambda: setattr(machine, "kept", machine.anchor),
        "restore": lambda: setattr(machine, "anchor", machine.kept),
    }
    if nature.pauses:
        acts["pause"] = lambda: machine.pause(luck.randint(MINUTE, DAY))
    for _ in range(luck.randint(10, 60)):
        name = luck.choice(list(acts))
        acts[name]()
        tally.acts[name] += 1
        lived.append(Lived(machine.stamp(), machine.truth))
    named = (next((t for n, t in receipts if n > place), None) for place in range(len(lived)))
    return list(zip(lived, named, strict=True))


def stepped(machine: Machine, luck: random.Random, lived: list[Lived], tally: Tally) -> None:
    """A step of at least three seconds within half an hour of the last entry must be noticed."""
    span = luck.randint(0, 30 * MINUTE)
    machine.pass_time(span)
    size = luck.randint(STEP, luck.choice([MINUTE, 3 * DAY])) * luck.choice([-1, 1])
    machine.step(size)
    if lived and lived[-1].stamp.boot == f"boot{machine.boot}":
        tally.steps += 1
        tally.unnoticed += not step_of(lived[-1].stamp, machine.stamp())


def holds(found: Bracket, truth: int) -> bool:
    """Whether the true time lies in the bracket."""
    low = None if found.earliest is None else micros(found.earliest)
    high = None if found.latest is None else micros(found.latest)
    return (low is None or low <= truth) and (high is None or truth <= high)


def judged(lived: Lived, received: int | None, bracketing: Bracketing, tally: Tally) -> None:
    """Count an entry whose true time lies outside, with or without its receipt."""
    found = bracketing(lived.stamp, received)
    tally.entries[found.klass.value] += 1
    both = (found, bracketing(lived.stamp, None))
    tally.outside += not all(holds(one, lived.truth) for one in both)
    anchor = lived.stamp.anchor
    alone = both[1]
    if alone.klass is TimeClass.A and anchor is not None and alone.earliest and alone.latest:
        offline = lived.stamp.mono - anchor.mono
        if offline <= DAY and anchor.u <= SECOND:
            tally.widest = max(tally.widest, micros(alone.latest) - micros(alone.earliest))


def campaign(
    seed: int, runs: int, nature: Nature | None = None, bracketing: Bracketing = bracket
) -> Tally:
    """Live ``runs`` histories and look at every entry of them."""
    luck, tally = random.Random(seed), Tally()
    for _ in range(runs):
        for lived, received in history(luck, nature or Nature(), tally):
            judged(lived, received, bracketing, tally)
        tally.histories += 1
    return tally


def by_wall(stamp: Stamp, received: int | None) -> Bracket:
    """Control: a bracket from the wall clock alone, an hour to either side."""
    wide = replace(stamp, anchor=None)
    found = bracket(wide, received)
    wall = bracket(wide, stamp.wall + HOUR)
    return replace(found, earliest=bracket(replace(wide, wall=stamp.wall - HOUR)).estimate,
                   latest=wall.latest)  # fmt: skip


def controls(seed: int, runs: int) -> dict[str, int]:
    """Each counts true times outside; none of them may be 0."""
    return {
        "wall clock alone": campaign(seed, runs, bracketing=by_wall).outside,
        "drift of 200 ppm": campaign(seed, runs, Nature(drift=2 * DRIFT_PPM)).outside,
        "a virtual machine that stands still": campaign(seed, runs, Nature(pauses=True)).outside,
    }


def is_clean(tally: Tally) -> bool:
    """Nothing outside, no bracket wider than ±10 s after a day, every step noticed."""
    return not tally.outside and tally.widest <= 2 * WIDEST and not tally.unnoticed


def rows(tally: Tally, seconds: float) -> list[tuple[str, str]]:
    """The table."""
    return [
        ("histories", str(tally.histories)),
        *((f"  {name}", str(count)) for name, count in sorted(tally.acts.items())),
        ("entries", str(sum(tally.entries.values()))),
        *((f"  class {klass}", str(count)) for klass, count in sorted(tally.entries.items())),
        ("true times outside their bracket", str(tally.outside)),
        ("widest half after up to 24 h offline", f"{tally.widest / 2 / SECOND:.3f} s"),
        ("steps of 3 s or more, unnoticed", f"{tally.steps}, {tally.unnoticed}"),
        ("seconds", f"{seconds:.0f}"),
    ]


def main(arguments: list[str]) -> int:
    """The campaign, then its controls."""
    parser = argparse.ArgumentParser(prog="run.py fault clock")
    parser.add_argument("--runs", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 32))
    given = parser.parse_args(arguments)
    print(f"seed {given.seed}", flush=True)
    began = idle()
    tally = campaign(given.seed, given.runs)
    found = controls(given.seed, max(20, given.runs // 50))
    for name, value in rows(tally, idle() - began):
        print(f"{name:44} {value}")
    for name, outside in found.items():
        told = f"found, {outside} outside" if outside else "NOT FOUND"
        print(f"{'control ' + name:44} {told}")
    return int(not is_clean(tally) or 0 in found.values())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
