"""``run.py fault kill-window``: SIGKILL of the window at any step; nothing shown is lost.

    python3 run.py fault kill-window [--runs 500] [--seed N]

The real window over real records plays a visit from the arrival to the end, photos and paper
included. What it shows as recorded is written down; after each kill the store checks clean, holds
all of that, and the next start shows it again and goes on. Exit 1 when a promise was broken or the
control went unnoticed.
"""

import argparse
import json
import random
import shutil
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.fault.kill import own_photos, photos  # noqa: E402 - run by path
from tests.fault.killing.driver import FAULT, Zygote  # noqa: E402
from tests.fault.killing.telling import Gone, Lost, Unsound  # noqa: E402
from tests.ui import staging  # noqa: E402
from visitapp.actions import keep, look  # noqa: E402
from visitapp.clock import idle  # noqa: E402
from visitapp.workspace import open_workspace  # noqa: E402

CONTROL_KILLS = 40
STARTING, LIVING = 1.0, 1.3
"""Seconds from the fork, and from the first thing shown, within which a kill falls."""
OFTEN_ALIVE = 0.8
AT_STEPS = 0.5
OFTEN = 60
"""A step that a life takes more often is aimed at among the first so many only."""


@dataclass
class Tally:
    """What kills saw."""

    kills: int = 0
    unshown: int = 0
    lives: int = 0
    visits: int = 0
    shown: int = 0
    steps: Counter[str] = field(default_factory=Counter)
    at_steps: Counter[str] = field(default_factory=Counter)


@dataclass(kw_only=True)
class Life:
    """One visit in its own records, played by one window after another."""

    folder: Path
    luck: random.Random
    tally: Tally

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True)
        self.clock = staging.new_clock(self.folder)
        self.visit = staging.make_records(self.folder / "records", self.folder / "keys", self.clock)
        folders = (self.folder / name for name in ("before", "after"))  # a visit takes three
        self.photos = [one for folder in folders for one in own_photos(folder, photos()[:2])]
        self.believed: set[str] = set()

    def play(self, zygote: Zygote, kills: int) -> None:
        """Kill one window after another until the visit is over or so many are dead."""
        while kills > 0:
            if not self.one(zygote):
                self.tally.visits += 1
                return
            kills -= 1

    def one(self, zygote: Zygote) -> bool:
        """One life of the window; whether it was killed."""
        ended = self._run(zygote)
        told = [set(json.loads(line)) for line in ended["out"].splitlines() if line.endswith("]")]
        self.tally.lives += 1
        self.tally.kills += ended["killed"]
        self.tally.unshown += ended["killed"] and not told
        if "Traceback" in ended["err"] or (ended["code"] and not ended["killed"]):
            raise Lost(f"a mistake of the window: {ended['err'][-3000:]}")
        if told and not self.believed <= told[0]:
            raise Gone(f"not shown again: {sorted(self.believed - told[0])}")
        for one in told:
            self.tally.shown += len(one - self.believed)
            self.believed |= one
        self.judge()
        return bool(ended["killed"])

    def _run(self, zygote: Zygote) -> dict[str, Any]:
        kill = self._moment()
        zygote.ask(
            {
                "records": str(self.folder / "records"),
                "clock": str(self.clock._path),
                "visit": self.visit,
                "photos": [str(photo) for photo in self.photos],
                "kill": kill,
            }
        )
        answer: dict[str, Any] = zygote.answer()
        self.tally.steps |= Counter(answer.get("steps", {}))
        if answer.get("at"):
            self.tally.at_steps[answer["at"]] += 1
        return answer

    def _moment(self) -> dict[str, Any]:
        """When the kill falls: at a named step of what windows do, or at any moment."""
        if not self.tally.steps:
            return {"step": "", "nth": 0, "late": False}  # the first one is only watched
        if self.luck.random() < AT_STEPS:
            name = self.luck.choice(sorted(self.tally.steps))
            nth = self.luck.randint(1, min(self.tally.steps[name], OFTEN))
            return {"step": name, "nth": nth, "late": self.luck.random() < 0.5}
        alive = self.luck.random() < OFTEN_ALIVE
        moment = self.luck.uniform(0, LIVING if alive else STARTING)
        return {"on_ack": moment} if alive else {"after": moment}

    def judge(self) -> None:
        """Nothing shown is lost, and everything kept is whole."""
        with open_workspace(self.folder / "records", clock=self.clock) as ws:
            report = keep.check(ws)
            if not report.is_ok:
                raise Unsound(str(report.problems))
            kept = {row.mark.entry for row in look.visit(ws, self.visit).timeline}
        if not self.believed <= kept:
            raise Gone(f"shown and lost: {sorted(self.believed - kept)}")


def campaign(folder: Path, seed: int, runs: int) -> Tally:
    """Visit after visit until so many windows were killed; raises Lost."""
    luck, tally = random.Random(seed), Tally()
    with Zygote("tests.fault.killing.window") as zygote:
        while tally.kills < runs:
            life = Life(folder=folder / f"visit-{tally.lives}", luck=luck, tally=tally)
            life.play(zygote, runs - tally.kills)
            shutil.rmtree(life.folder)
    return tally


def control(folder: Path, seed: int) -> int | None:
    """The window that shows an act before it is committed: lives until found, None if it is not."""
    luck, tally = random.Random(seed), Tally(steps=Counter({"write answer": 6}))
    with Zygote("tests.fault.killing.window", **{FAULT: "ack_before_commit"}) as zygote:
        while tally.kills < CONTROL_KILLS:
            life = Life(folder=folder / f"control-{tally.lives}", luck=luck, tally=tally)
            try:
                life.play(zygote, CONTROL_KILLS - tally.kills)
            except Gone:
                return tally.lives
    return None


def main(arguments: list[str]) -> int:
    """The campaign, then its control; one table."""
    parser = argparse.ArgumentParser(prog="run.py fault kill-window")
    parser.add_argument("--runs", type=int, default=500)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 32))
    given = parser.parse_args(arguments)
    print(f"seed {given.seed}", flush=True)
    began = idle()
    with tempfile.TemporaryDirectory(prefix="visitapp-kill-window-") as scratch:
        try:
            tally = campaign(Path(scratch), given.seed, given.runs)
        except Lost as lost:
            print(f"LOST: {lost}")
            return 1
        found = control(Path(scratch), given.seed)
    for name, value in (
        ("windows killed", tally.kills),
        ("  before anything was shown", tally.unshown),
        *((f"  at: {name}", count) for name, count in tally.at_steps.most_common()),
        ("visits played to the end", tally.visits),
        ("records shown, all found and shown again", tally.shown),
        ("store checks, all clean", tally.lives),
        ("seconds", round(idle() - began)),
        ("control ack_before_commit", f"found in life {found}" if found else "NOT FOUND"),
    ):
        print(f"{name:42} {value}")
    return 0 if found else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
