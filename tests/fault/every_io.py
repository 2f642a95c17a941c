"""``run.py fault every-io``: each call on a file fails once; refused in a sentence, or intact.

    python3 run.py fault every-io [--stride 1] [--seed N]

The real program tells a visit on the command line. Each command is told again from the same
start as often as it makes calls on its files, each time with one call failing (no space, broken
disk, no right, half of a write). ``--stride`` 10 takes every tenth failure, from a place by luck.
Each command answers or refuses with a sentence; the store checks clean, all that was answered is
there, and the same command can be done afterwards. Exit 1 when a promise was broken or a control
went unnoticed. Linux on x86-64 (ptrace; nothing to install).
"""

import argparse
import json
import random
import shutil
import sys
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.fault.cutting.judge import Bench, Promises, judge  # noqa: E402 - run by path
from tests.fault.cutting.teller import Scene, Words, command, planned, story  # noqa: E402
from tests.fault.failing.faults import FAULTS, Failing  # noqa: E402
from tests.fault.kill import own_photos, photos  # noqa: E402
from tests.fault.killing.steps import listen  # noqa: E402
from tests.fault.killing.story import NINE, Place, Shown, steps  # noqa: E402
from tests.fault.killing.telling import Lost  # noqa: E402
from tests.fault.killing.zygote import preload  # noqa: E402
from tests.fault.powercut import scratch_folder  # noqa: E402
from tests.fault.tracing.calls import missing  # noqa: E402
from visitapp.clock import ScriptedClock, idle  # noqa: E402
from visitapp.errors import Known  # noqa: E402
from visitapp.store import database  # noqa: E402

CONTROLS = ("errors swallowed", "errors without a sentence")
CONTROL_STRIDE = 25
PROBLEM = 1
LAST_WORDS = 25


@dataclass
class Tally:
    """What failures saw; ``broken`` are promises that did not hold."""

    calls: int = 0
    failures: Counter[str] = field(default_factory=Counter)
    answered: int = 0
    refused: int = 0
    promises: int = 0
    broken: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Told:
    """How a command ended."""

    status: int
    out: str
    err: str

    @property
    def is_answer(self) -> bool:
        return self.status == 0

    @property
    def said(self) -> list[Shown]:
        """The whole answers: one value, or one for each file."""
        if not self.out.endswith("\n"):
            return []
        value = json.loads(self.out)
        return value if isinstance(value, list) else [value]

    @property
    def is_sentence(self) -> bool:
        """A refusal as people read it: what happened and what to do, or why a file stays out."""
        if self.status >> 8 != PROBLEM:
            return False
        refused = [one for one in self.said if one.get("taken") == "refused"]
        if refused:
            return all(one["reason"] for one in refused)
        try:
            error = json.loads(self.err.strip().rpartition("\n")[2])["error"]
        except ValueError:
            return False
        return bool(error["message"] and error["advice"])


@dataclass
class Stage:
    """One laptop that goes back to where a command began."""

    folder: Path
    fault: str = ""
    tally: Tally = field(default_factory=Tally)
    promises: Promises = field(default_factory=Promises)

    def __post_init__(self) -> None:
        place = Place(
            folder=self.folder / "disk", photos=own_photos(self.folder / "photos", photos()[:2])
        )
        place.folder.mkdir()
        self.scene = Scene(place=place, clock=self.folder / "clock.json")
        ScriptedClock(self.scene.clock).set(NINE)
        self.bench = Bench(place.folder, place.folder, self.scene.clock)

    def commands(self) -> Iterator[tuple[int, Words]]:
        """The story, in order."""
        return story(self.scene, lambda: planned(self.scene))

    def tell(self, minutes: int, words: Words, nth: int = 0, how: str = "") -> tuple[Told, Failing]:
        """One command, its ``nth`` call on a file failing."""
        disk = self.scene.place.folder
        failing = Failing((str(disk), str(self.folder / "photos")), nth, how)

        def body() -> int:
            break_on_purpose(self.fault)
            code = command(self.scene, minutes, words)
            sys.stderr.flush()
            return code

        status, out, err = listen(body, FAULTS, failing)
        return Told(status, out, err), failing

    def report(self) -> str:
        """Where the program broke, by its own report."""
        reports = sorted((self.scene.place.laptop / "reports").glob("*.txt"))
        lines = reports[-1].read_text("utf-8").split() if reports else []
        return " ".join(lines[-LAST_WORDS:])

    def keep(self, name: str) -> Path:
        """A copy of the laptop as it is."""
        kept = self.folder / name
        shutil.rmtree(kept, ignore_errors=True)
        shutil.copytree(self.scene.place.folder, kept)
        return kept

    def bring_back(self, kept: Path) -> None:
        """The laptop as it was."""
        shutil.rmtree(self.scene.place.folder)
        shutil.copytree(kept, self.scene.place.folder)


def break_on_purpose(fault: str) -> None:
    """Make this program one of the controls."""
    real = database.Telling.execute

    def swallowing(self: database.Telling, sql: str, values: object = ()) -> object:
        try:
            return real(self, sql, values)  # type: ignore[arg-type]
        except Known:
            return real(self, "SELECT 1 WHERE 0")

    if fault == "errors swallowed":
        database.Telling.execute = swallowing  # type: ignore[method-assign]
    elif fault == "errors without a sentence":
        database.MESSAGES.clear()


def fail_each(stage: Stage, luck: random.Random, stride: int) -> Tally:
    """The story, each command with its calls failing one by one."""
    for minutes, words in stage.commands():
        before = stage.keep("before")
        told, counted = stage.tell(minutes, words)
        if not told.is_answer:
            raise SystemExit(f"the story ends early: {' '.join(words)}: {told.err}")
        after = stage.keep("after")
        ways = [(nth, how) for nth, (_, hows) in enumerate(counted.calls, 1) for how in hows]
        stage.tally.calls += len(counted.calls)
        for nth, how in ways[luck.randrange(stride) :: stride]:
            stage.bring_back(before)
            name = counted.calls[nth - 1][0]
            try:
                _fail(stage, (minutes, words), nth, how)
            except (Lost, Known, OSError) as lost:
                what = f"{' '.join(words[:2])}, {name} {nth}, {how}"
                stage.tally.broken.append(f"{what}: {type(lost).__name__}: {lost}")
        stage.bring_back(after)
        stage.promises.hear_all(told.said)
    return stage.tally


def _fail(stage: Stage, told_now: tuple[int, Words], nth: int, how: str) -> None:
    """One failure: an answer or a sentence, everything that was said is there, and it goes on."""
    minutes, words = told_now
    told, failing = stage.tell(minutes, words, nth, how)
    tally, promises = stage.tally, deepcopy(stage.promises)
    tally.failures[f"{failing.failed or 'not reached'} {how}"] += 1
    promises.hear_all(told.said)
    tally.answered += told.is_answer
    tally.refused += told.is_sentence
    if not told.is_answer and not told.is_sentence:
        raise Lost(f"neither answer nor sentence: {told.status} {stage.report()}{told.err.strip()}")
    tally.promises += promises.count
    judge(stage.bench, promises, random.Random(0))
    if not told.is_answer:
        _do_again(stage, minutes, words)


def _do_again(stage: Stage, minutes: int, words: Words) -> None:
    """The trouble is over: what was refused can be done, unless it had happened."""
    ScriptedClock(stage.scene.clock).set(NINE + timedelta(minutes=minutes))
    code, said = stage.bench.command(*words)
    if code == 0 or (words[0] == "init" and "Already set up" in said):
        return
    for step in steps(replace(stage.scene.place, visit=words[2] if len(words) > 2 else "")):
        if step.name == " ".join(words[:2]) or f"visit {step.name}" == " ".join(words[:2]):
            shown = json.loads(stage.bench.command("visit", "show", words[2])[1])
            if step.done(shown):
                return
    raise Lost(f"can't be done afterwards: {said.strip()}")


def control(folder: Path, seed: int, fault: str, stride: int = CONTROL_STRIDE) -> int:
    """How many failures of a program that is broken on purpose were noticed."""
    return len(fail_each(Stage(folder, fault), random.Random(f"{seed}/{fault}"), stride).broken)


def main(arguments: list[str]) -> int:
    """The campaign, then its controls."""
    parser = argparse.ArgumentParser(prog="run.py fault every-io")
    parser.add_argument("--stride", type=int, default=1)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 32))
    given = parser.parse_args(arguments)
    if why := missing():
        print(why)
        return 2
    print(f"seed {given.seed}", flush=True)
    preload()
    began = idle()
    with scratch_folder() as name:
        scratch = Path(name)
        tally = fail_each(Stage(scratch / "told"), random.Random(given.seed), given.stride)
        took = idle() - began
        found = {fault: control(scratch / fault, given.seed, fault) for fault in CONTROLS}
    rows = [("calls on files in the story", tally.calls), ("failures", tally.failures.total())]
    rows += [(f"  {name}", count) for name, count in sorted(tally.failures.items())]
    rows += [("answered all the same", tally.answered), ("refused in a sentence", tally.refused)]
    rows += [("promises looked up", tally.promises), ("broken", len(tally.broken))]
    rows += [("seconds", round(took))]
    rows += [(f"control {fault}: noticed", count) for fault, count in found.items()]
    for title, count in rows:
        print(f"{title:48} {count:,}")
    for line in tally.broken[:20]:
        print(line)
    return int(bool(tally.broken) or not all(found.values()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
