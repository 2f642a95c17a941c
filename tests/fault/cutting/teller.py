"""Tells the story of a visit on a recorded disk: set-up to sync, backup and dossier, with photos.

Twice in two ways: each command a program of its own, which folds its write-ahead log away at the
end; and all of them in one program that keeps the store open, as the desktop does.
"""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from tests.fault.cutting.recorder import WATCHED, Recorder
from tests.fault.killing.story import NINE, Place, import_words, init_words, plan_words, steps
from tests.fault.tracing.tracer import trace
from visitapp.cli.main import run
from visitapp.clock import ScriptedClock
from visitapp.store import database
from visitapp.workspace import start_workspace

Words = list[str]
real_fsync = os.fsync


@dataclass(frozen=True, kw_only=True)
class Scene:
    """Where it plays; ``enroll`` are the words to join the office (none: no office)."""

    place: Place
    clock: Path
    enroll: tuple[str, ...] = ()
    fault: str = ""


def break_on_purpose(fault: str) -> None:
    """Make this program one of the controls."""
    if fault == "synchronous=NORMAL":
        database.PRAGMAS = tuple(p.replace("= FULL", "= NORMAL") for p in database.PRAGMAS)
    elif fault:
        spared = {"no fsync of photos": False, "no fsync of folders": True}[fault]
        os.fsync = lambda handle: (
            None if Path(f"/proc/self/fd/{handle}").is_dir() is spared else real_fsync(handle)
        )


def story(scene: Scene, visit: Callable[[], str]) -> Iterator[tuple[int, Words]]:
    """Minutes after nine and words, in order; ``visit`` is asked for its id once it is planned."""
    place = scene.place
    yield 0, init_words(place)
    yield 1, import_words(place)
    if scene.enroll:
        yield 5, [*scene.enroll]
    yield 10, plan_words(place)
    place = replace(place, visit=visit())
    for step in steps(place):
        yield step.at, step.words(place)
    export = ["dossier", "export", place.visit, "--reason", "書面による開示請求"]
    yield 380, ["store", "backup", str(place.folder / "away" / "day.backup")]
    if scene.enroll:
        yield 400, ["sync", "--once"]
        yield 401, ["sync", "--once"]
    yield 410, [*export, "--out", str(place.folder / "dossier.zip")]
    yield 420, ["store", "backup", str(place.folder / "away" / "evening.backup")]


def command(scene: Scene, minutes: int, words: Words) -> int:
    """One command line in this process."""
    ScriptedClock(scene.clock).set(NINE + timedelta(minutes=minutes))
    line = ["--data", str(scene.place.laptop), "--json", *words]
    return run(line, ScriptedClock(scene.clock))


def planned(scene: Scene) -> str:
    """The id of the one visit."""
    workspace = start_workspace(scene.place.laptop, clock=ScriptedClock(scene.clock))
    try:
        with workspace.store.reading() as tx:
            return tx.visits_between(None, None)[0].id
    finally:
        workspace.store.close()


def tell_apart(scene: Scene) -> Recorder:
    """Each command in a program of its own."""
    recorder = Recorder(scene.place.folder)
    for minutes, words in story(scene, lambda: planned(scene)):

        def body(minutes: int = minutes, words: Words = words) -> int:
            _begin(scene)
            return command(scene, minutes, words)

        demand(trace(body, WATCHED, recorder), words)
    return recorder


def tell_at_once(scene: Scene) -> Recorder:
    """All commands in one program that keeps the store open."""
    recorder = Recorder(scene.place.folder)

    def body() -> int:
        _begin(scene)
        with ExitStack() as stack:
            for number, (minutes, words) in enumerate(story(scene, lambda: planned(scene))):
                if code := command(scene, minutes, words):
                    return code
                if number == 0:
                    kept = start_workspace(scene.place.laptop, clock=ScriptedClock(scene.clock))
                    stack.callback(kept.store.close)
        return 0

    demand(trace(body, WATCHED, recorder), ["the whole story"])
    return recorder


def _begin(scene: Scene) -> None:
    """The child: its words go where only the recorder hears them."""
    break_on_purpose(scene.fault)
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)


def demand(status: int, words: Words) -> None:
    """A story that cannot be told is no recording."""
    if code := os.waitstatus_to_exitcode(status):
        raise SystemExit(f"the story ends early: {' '.join(words)}: {code}")
