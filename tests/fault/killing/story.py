"""The story that is killed: one visit from set-up to the last receipt, step by step.

Each step knows whether it has happened from what the program itself shows, so that after a kill
the story goes on like a person would: look, and do what is missing.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from visitapp import assets

NINE = datetime(2026, 11, 25, 9, 0, tzinfo=ZoneInfo("Asia/Tokyo"))
Shown = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Step:
    """One command at ``at`` minutes after nine; ``done`` reads ``visit show``."""

    name: str
    at: int
    words: Callable[["Place"], list[str]]
    done: Callable[[Shown], bool]


@dataclass(frozen=True, kw_only=True)
class Place:
    """The files of one telling of the story."""

    folder: Path
    photos: tuple[Path, ...]
    visit: str = ""

    @property
    def laptop(self) -> Path:
        return self.folder / "laptop"

    @property
    def customers(self) -> Path:
        return assets.path("samples", "customers.csv")

    @property
    def hashes(self) -> set[str]:
        return {hashlib.sha256(photo.read_bytes()).hexdigest() for photo in self.photos}


def init_words(place: Place) -> list[str]:
    """Set-up."""
    key = f"file:{place.folder / 'laptop.key'}"
    sender = ["--company", "みなと家電", "--phone", "0120-000-000"]
    return ["init", "--key", key, "--person", "佐久間 亮", *sender]


def import_words(place: Place) -> list[str]:
    """The customers."""
    return ["customer", "import", str(place.customers)]


def plan_words(_place: Place) -> list[str]:
    """The promise."""
    staff = ["--staff", "佐久間 亮", "--staff", "三好 綾"]
    return ["visit", "plan", "--customer", "D-101", "--at", "14:00", "--agreed", "phone", *staff]


def _act(*words: str) -> Callable[[Place], list[str]]:
    return lambda place: [*words[:2], place.visit, *words[2:]]


def _photo_words(place: Place) -> list[str]:
    files = [str(photo) for photo in place.photos]
    return ["photo", "add", place.visit, *files, "--role", "door"]


def steps(place: Place) -> tuple[Step, ...]:
    """What happens after the plan, in order."""
    return (
        Step(
            name="depart",
            at=250,
            words=_act("visit", "depart"),
            done=lambda v: _has(v, "visit_departed"),
        ),
        Step(
            name="arrive",
            at=298,
            words=_act("visit", "arrive"),
            done=lambda v: bool(v["arrivals"]),
        ),
        Step(name="ring", at=300, words=_act("visit", "ring"), done=lambda v: bool(v["rings"])),
        Step(name="wait", at=301, words=_act("visit", "wait"), done=lambda v: bool(v["waits"])),
        Step(name="call", at=310, words=_act("visit", "call"), done=lambda v: bool(v["calls"])),
        Step(
            name="photo add",
            at=315,
            words=_photo_words,
            done=lambda v: {p["sha256"] for p in v["photos"]} >= place.hashes,
        ),
        Step(
            name="absent",
            at=332,
            words=_act("visit", "absent"),
            done=lambda v: v["outcome"] == "absent",
        ),
        Step(
            name="note print",
            at=333,
            words=_act("note", "print", "--out", str(place.folder / "note.pdf")),
            done=lambda v: any(paper["printed_at"] for paper in v["notes"]),
        ),
        Step(
            name="note left",
            at=334,
            words=_act("note", "left", "--placement", "mailbox"),
            done=lambda v: any(paper["placement"] for paper in v["notes"]),
        ),
        Step(
            name="leave",
            at=335,
            words=_act("visit", "leave"),
            done=lambda v: v["follow_up"] is not None,
        ),
    )


def _has(shown: Shown, kind: str) -> bool:
    return any(entry["kind"] == kind for entry in shown["entries"])
