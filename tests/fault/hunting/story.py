"""The story of the hunt: one visit on the command line, killed at times, everything watched."""

import json
import random
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from tests.fault.killing.driver import Ended, Office, Zygote
from visitapp import assets
from visitapp.clock import HOME_ZONE, ScriptedClock

NAME = "髙𠮷　﨑子"
PLACE = "汐見台七丁目八番九号"
PHONE = "080-9999-0042"
MAIL = "sakiko.canary@example.jp"
TEXT = "基板から煙が出たと三度お伝えしました"
REMARK = "青い屋根の物置の前でお待ちしました"
REASON = "簡易裁判所からの照会のため"
STAFF = "佐久間　亮太郎"
CANARIES = {
    "name": NAME, "place": PLACE, "phone": PHONE, "mail": MAIL, "complaint": TEXT,
    "remark": REMARK, "reason": REASON, "staff": STAFF,
}  # fmt: skip
HEADINGS = "顧客番号,氏名,フリガナ,郵便番号,都道府県,市区町村,町名・番地,電話番号,メール,備考"
PHOTOS = ("2-doorbell.jpg", "4-note-inserted.jpg")


@dataclass(kw_only=True)
class Site:
    """The folders of one telling; ``watched`` must be clean, ``outside`` is the user's own.

    ``took`` is how long the last unharmed command ran, in seconds: on a quick machine a fixed
    moment comes after the end of most.
    """

    root: Path
    visit: str = ""
    kills: int = 0
    commands: int = 0
    took: float = 0.2
    watched: list[Path] = field(default_factory=list)

    @property
    def laptop(self) -> Path:
        return self.root / "watched" / "laptop"

    @property
    def outside(self) -> Path:
        return self.root / "outside"

    @property
    def clock(self) -> Path:
        return self.root / "clock.json"

    def environment(self) -> dict[str, str]:
        """Home, temporary and cache folders that are watched too."""
        places = {name: self.root / "watched" / name.lower() for name in ("TMPDIR", "HOME")}
        for place in places.values():
            place.mkdir(parents=True, exist_ok=True)
        return {name: str(place) for name, place in places.items()}


def site(root: Path) -> Site:
    """Empty folders, the user's list and photos."""
    made = Site(root=root)
    made.laptop.mkdir(parents=True)
    made.outside.mkdir()
    made.watched = [root / "watched"]
    row = f"C-1,{NAME},タカヨシ　サキコ,150-0002,東京都,渋谷区,{PLACE},{PHONE},{MAIL},{TEXT}"
    (made.outside / "list.csv").write_text(f"{HEADINGS}\n{row}\n", "utf-8")
    for name in PHOTOS:
        (made.outside / name).write_bytes(assets.path("samples", "photos", name).read_bytes())
    return made


def photos() -> dict[str, bytes]:
    """The photos by name."""
    return {name: assets.path("samples", "photos", name).read_bytes() for name in PHOTOS}


def lines(place: Site) -> Iterator[tuple[int, list[str]]]:
    """Minutes after nine, and a command; the visit's id is known from the third on."""
    own, visit = place.outside, lambda: place.visit
    sender = ["--company", "みなと家電", "--phone", "0120-000-000"]
    yield 0, ["init", "--key", f"file:{own / 'key'}", "--person", STAFF, *sender]
    yield 1, ["customer", "import", str(own / "list.csv")]
    yield 2, ["visit", "plan", "--customer", "C-1", "--at", "14:00", "--agreed", "phone",
              "--staff", STAFF, "--alone-reason", REASON]  # fmt: skip
    yield 3, ["visit", "list"]
    yield 200, ["customer", "find", NAME[:2]]
    yield 290, ["visit", "depart", visit()]
    yield 298, ["visit", "arrive", visit()]
    yield 300, ["visit", "ring", visit()]
    yield 301, ["visit", "wait", visit()]
    yield 303, ["visit", "call", visit(), "--result", "no-answer"]
    yield 305, ["photo", "add", visit(), *(str(own / name) for name in PHOTOS), "--role", "door"]
    yield 332, ["visit", "absent", visit()]
    yield 333, ["note", "print", visit(), "--remark", REMARK, "--out", str(own / "note.pdf")]
    yield 334, ["note", "left", visit(), "--placement", "mailbox"]
    yield 335, ["visit", "leave", visit()]
    yield 336, ["day", "report"]
    yield 337, ["store", "backup", str(place.root / "watched" / "one.backup")]
    yield 338, ["dossier", "export", visit(), "--reason", REASON, "--out", str(own / "d.zip")]


def tell(place: Site, zygote: Zygote, luck: random.Random, *, kill: float) -> None:
    """Play it; with the chance ``kill`` a command is killed once before it may finish."""
    nine = datetime(2026, 11, 25, 9, tzinfo=ZoneInfo(HOME_ZONE))
    for minute, words in lines(place):
        ScriptedClock(place.clock).set(nine + timedelta(minutes=minute))
        if words[0] != "init" and luck.random() < kill:
            _run(place, zygote, words, luck.uniform(0.0, place.took))
        ended = _run(place, zygote, words, None)
        if words[:2] == ["visit", "list"] and ended.value:
            place.visit = ended.value[0]["id"]


def sync(place: Site, zygote: Zygote, office: Office) -> None:
    """Join the office and hand everything over."""
    _run(place, zygote, ["enroll", f"http://127.0.0.1:{office.port}", office.code()], None)
    _run(place, zygote, ["sync", "--once"], 0.2)
    ended = _run(place, zygote, ["sync", "--once"], None)
    if ended.code or any(ended.value["pending"].values()):
        raise AssertionError(f"the story does not sync: {ended.out}{ended.err}")


def _run(place: Site, zygote: Zygote, words: list[str], after: float | None) -> Ended:
    line = ["--data", str(place.laptop), "--json", *words]
    kill = None if after is None else {"after": after}
    ended = zygote.run(line, place.clock, place.laptop, kill)
    place.commands += 1
    place.kills += ended.killed
    if after is None:
        place.took = ended.took
    if after is None and ended.code not in {0, 1}:
        raise AssertionError(f"{words[:2]}: {ended.err}")
    return ended


@contextmanager
def served(place: Site) -> Iterator[Office]:
    """An office; its own folder lies in clear, as SECURITY.md says, and is not watched."""
    office = Office(place.root / "office", place.clock)
    office.start()
    try:
        yield office
    finally:
        office.close()


def knows(path: Path) -> str:
    """What an office's database says of the customer: the story really went there."""
    database = sqlite3.connect(f"file:{path / 'office.db'}?mode=ro", uri=True)
    bodies = [bytes(row[0] or b"") for row in database.execute("SELECT body FROM entry")]
    database.close()
    return json.dumps([body.decode("utf-8", "replace") for body in bodies], ensure_ascii=False)
