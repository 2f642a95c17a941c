"""The command line as scripts see it: in this process (fast), or as a process of its own (real)."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from visitapp.cli.main import run
from visitapp.clock import ScriptedClock

ROOT = Path(__file__).parents[2]
TOKYO = ZoneInfo("Asia/Tokyo")
START = datetime(2026, 11, 25, 9, 0, tzinfo=TOKYO)


@dataclass
class Said:
    """How a command ended and what it wrote."""

    code: int
    out: str
    err: str

    @property
    def value(self) -> Any:
        return json.loads(self.out)

    @property
    def error(self) -> dict[str, Any]:
        return json.loads(self.err.splitlines()[-1])["error"]


@dataclass
class Laptop:
    """A data folder and a scripted clock; ``run`` is one command line."""

    folder: Path
    clock: ScriptedClock
    at: datetime = field(default=START)

    def run(self, *words: object, lang: str = "en") -> Said:
        out, err = io.StringIO(), io.StringIO()
        line = ["--data", str(self.folder), "--lang", lang, *map(str, words)]
        with redirect_stdout(out), redirect_stderr(err):
            code = run(line, self.clock)
        return Said(code, out.getvalue(), err.getvalue())

    def json(self, *words: object) -> Any:
        said = self.run(*words, "--json")
        assert said.code == 0, said.err
        return said.value

    def fails(self, *words: object) -> Said:
        """One known problem: exit 1, one sentence on stderr, no traceback."""
        said = self.run(*words)
        assert said.code == 1, (said.code, said.out, said.err)
        assert len(said.err.strip().splitlines()) == 1, said.err
        assert "Traceback" not in said.err
        return said

    def wait(self, **span: float) -> None:
        self.at += timedelta(**span)
        self.clock.set(self.at)

    def set(self, hour: int, minute: int, second: int = 0) -> None:
        self.at = self.at.replace(hour=hour, minute=minute, second=second)
        self.clock.set(self.at)

    def entries(self, visit: str) -> list[str]:
        return [entry["kind"] for entry in self.json("visit", "show", visit)["entries"]]


@pytest.fixture
def blank(tmp_path: Path) -> Laptop:
    """A laptop on which nothing was set up yet."""
    clock = ScriptedClock(tmp_path / "clock.json")
    clock.set(START)
    return Laptop(tmp_path / "laptop", clock)


@pytest.fixture
def laptop(blank: Laptop, tmp_path: Path) -> Laptop:
    """A laptop set up with a key file and a sender."""
    key = f"file:{tmp_path / 'laptop.key'}"
    made = blank.run(
        "init", "--key", key, "--person", "佐久間 亮", "--company", "みなと家電",
        "--department", "サービス課", "--phone", "0120-000-000", "--hours", "9:00–18:00",
    )  # fmt: skip
    assert made.code == 0, made.err
    return blank


@pytest.fixture
def one_customer(laptop: Laptop, tmp_path: Path) -> Laptop:
    """With one customer, number A1."""
    file = tmp_path / "one.csv"
    file.write_text(
        "お客様番号,氏名,フリガナ,郵便番号,住所,電話番号\n"
        "A1,髙橋　健一,タカハシ　ケンイチ,150-0002,東京都渋谷区渋谷99-1,03-0000-0001\n",
        encoding="utf-8",
    )
    assert laptop.json("customer", "import", file)["imported"] == 1
    return laptop


@pytest.fixture
def planned(one_customer: Laptop) -> tuple[Laptop, str]:
    """A visit promised for 14:30 today, and its id."""
    value = one_customer.json(
        "visit", "plan", "--customer", "A1", "--at", "14:30",
        "--staff", "佐久間 亮", "--staff", "三好 綾", "--agreed", "phone",
    )  # fmt: skip
    return one_customer, value["id"]


@pytest.fixture
def absent(planned: tuple[Laptop, str]) -> tuple[Laptop, str]:
    """A visit where nobody was in: rung at 14:30, waited half an hour."""
    laptop, visit = planned
    for hour, minute, act in ((14, 28, "arrive"), (14, 30, "ring"), (14, 31, "wait")):
        laptop.set(hour, minute)
        laptop.json("visit", act, visit)
    laptop.set(15, 2)
    laptop.json("visit", "absent", visit)
    return laptop, visit


@pytest.fixture
def process(tmp_path: Path) -> Callable[..., Said]:
    """A command line as a process of its own."""

    def start(*words: object, feed: str = "", **environment: str) -> Said:
        done = subprocess.run(
            [sys.executable, "-m", "visitapp", *map(str, words)],
            cwd=ROOT,
            env={**os.environ, "LC_ALL": "C.UTF-8", **environment},
            input=feed,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        return Said(done.returncode, done.stdout, done.stderr)

    return start
