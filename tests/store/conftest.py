"""A real encrypted store in a folder of its own, under a clock the test can move."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from visitapp.clock import ScriptedClock
from visitapp.domain.entries import GroupChange, Rang, RecordChanged
from visitapp.domain.events import About, Draft
from visitapp.store.store import Store, open_store

KEY = bytes(range(32))


@pytest.fixture
def clock(tmp_path: Path) -> ScriptedClock:
    made = ScriptedClock(tmp_path / "clock.json")
    made.set(datetime(2026, 11, 25, 14, 30, tzinfo=ZoneInfo("Asia/Tokyo")))
    return made


@pytest.fixture
def store(tmp_path: Path, clock: ScriptedClock) -> Iterator[Store]:
    opened = open_store(tmp_path / "data", KEY, clock, create=True)
    opened.policy_version = "2026-11-1"
    yield opened
    opened.close()


@pytest.fixture
def rang() -> Callable[..., Draft]:
    def make(visit: str = "v1", attach: tuple = ()) -> Draft:
        return Draft(about=About(visit=visit), actor="p1", content=Rang(person="p1"), attach=attach)

    return make


@pytest.fixture
def named() -> Callable[..., Draft]:
    def make(record: str, name: str, **more: str) -> Draft:
        fields = {"name": name, "kana": "", **more}
        change = RecordChanged(
            record="customer", groups=(GroupChange(group="name", base="", fields=fields),)
        )
        return Draft(about=About(record=record), actor="p1", content=change)

    return make
