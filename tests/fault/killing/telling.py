"""One telling of the story under fire: every act may be killed, then all that was said is checked.

After each kill the store is opened anew and checked whole, and every act that had been
acknowledged must be there. At the end laptop and office must hold the same bytes.
"""

import hashlib
import io
import json
import random
import sqlite3
from collections import Counter
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from tests.fault.killing.driver import Ended, Kill, Office, Zygote
from tests.fault.killing.story import (
    Place,
    Shown,
    Step,
    import_words,
    init_words,
    plan_words,
    steps,
)
from tests.sync.proxy import Proxy
from visitapp.cli.main import run
from visitapp.clock import ScriptedClock
from visitapp.store.database import PAGE
from visitapp.store.store import DATABASE
from visitapp.sync.upload import LARGEST_CHUNK
from visitapp.workspace import open_workspace

FIRST_GUESS = 0.2
AT_STEP, ON_ACK = 0.6, 0.75
UNHARMED: Kill = {"step": "", "nth": 0, "late": False}
"""No step is called so: the command runs to its end and shows which steps it takes."""
EVERY = 10
"""Each so many checks one by a program of its own; the others open the store anew in this one."""
TALK = 256 * 1024
"""Bytes a pass of sync may send beside photos: records, headers, small pictures."""


class Lost(AssertionError):
    """The program broke a promise."""


class Gone(Lost):
    """Something acknowledged is not there any more."""


class Unsound(Lost):
    """The store no longer holds together."""


@dataclass
class Tally:
    """What a campaign saw; ``took`` is how long each command runs unharmed."""

    kills: Counter[str] = field(default_factory=Counter)
    at: Counter[str] = field(default_factory=Counter)
    steps: dict[str, dict[str, int]] = field(default_factory=dict)
    acknowledged: int = 0
    checks: int = 0
    tellings: int = 0
    photo_bytes: int = 0
    wasted: int = 0
    sync_kills: int = 0
    took: dict[str, float] = field(default_factory=dict)

    def killed(self, name: str, ended: Ended) -> None:
        """One kill more, of a command or the office."""
        self.kills[name] += 1
        self.at[ended.at or "a random moment"] += 1

    @property
    def total(self) -> int:
        return sum(self.kills.values())


@dataclass
class Telling:
    """One laptop, one visit; ``office`` is reached through ``proxy``, or is None."""

    zygote: Zygote
    luck: random.Random
    tally: Tally
    place: Place
    clock: Path
    day: datetime
    office: Office | None = None
    proxy: Proxy | None = None
    acked: set[str] = field(default_factory=set)
    is_set_up: bool = False

    # -- the story -------------------------------------------------------------------------

    def tell(self) -> None:
        """The whole story."""
        self._at(0)
        self._until("init", lambda: init_words(self.place), self._sets_up)
        self.is_set_up = True
        self._until("customer import", lambda: import_words(self.place), self._has_customers)
        if self.office and self.proxy:
            self._until("enroll", self._enroll_words, self._is_enrolled)
        self._at(10)
        self._until("visit plan", lambda: plan_words(self.place), self._is_planned)
        for step in steps(self.place):
            self._play(step)
        if self.office:
            self._hand_over()
        self.tally.tellings += 1

    def _play(self, step: Step) -> None:
        self._at(step.at)
        self._until(step.name, lambda: step.words(self.place), lambda: step.done(self.shown()))

    def _enroll_words(self) -> list[str]:
        """A code works once: after a kill a person asks the office for another."""
        assert self.office is not None
        assert self.proxy is not None
        return ["enroll", self.proxy.url, self.office.code()]

    def _until(self, name: str, words: Callable[[], list[str]], done: Callable[[], bool]) -> None:
        """Kill the command a few times, check after each, then let it finish if need be."""
        for _ in range(self.luck.choice((2, 3, 5, 8))):
            ended = self._command(name, words(), self._moment(name))
            self._heard(ended)
            if ended.killed:
                self.tally.killed(name, ended)
                self.verify()
            if done():
                return
        ended = self._command(name, words(), None)
        if ended.code != 0 or not done():
            raise Lost(f"{name} can't be done after a kill: {ended.code} {ended.out}{ended.err}")
        self._heard(ended)
        self.verify()

    def _moment(self, name: str) -> Kill:
        chance, known = self.luck.random(), self.tally.steps.get(name)
        if known is None and name in self.tally.took:
            return UNHARMED
        if known and chance < AT_STEP:
            return self._step(known)
        if chance < ON_ACK:
            return {"on_ack": self.luck.choice((0.0, 0.0, 0.002))}
        return {"after": self.luck.uniform(0, 1.1 * self.tally.took.get(name, FIRST_GUESS))}

    def _step(self, known: dict[str, int]) -> Kill:
        """One of the named steps a command takes, each as likely as the others."""
        step = self.luck.choice(sorted(known))
        late = self.luck.random() < 0.5
        return {"step": step, "nth": self.luck.randint(1, known[step]), "late": late}

    def _command(self, name: str, words: list[str], kill: Kill | None) -> Ended:
        line = ["--data", str(self.place.laptop), "--json", *words]
        ended = self.zygote.run(line, self.clock, self.place.folder, kill)
        if ended.code == 70:
            raise Lost(f"{name}: {ended.err.strip()}")
        if not ended.killed and ended.code == 0:
            self.tally.took[name] = max(ended.took, self.tally.took.get(name, 0.0))
            if ended.steps:
                self.tally.steps[name] = ended.steps
        return ended

    def _look(self, *words: str) -> Ended:
        """A command line that only looks, in this process: the store is opened anew."""
        out, err = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            line = ["--data", str(self.place.laptop), "--json", *words]
            code = run(line, ScriptedClock(self.clock))
        if code == 70:
            raise Lost(f"{words}: {err.getvalue().strip()}")
        return Ended(code, out.getvalue(), err.getvalue())

    def _heard(self, ended: Ended) -> None:
        """A complete answer is an acknowledgement, whatever became of the process afterwards."""
        value = ended.value
        said: set[str] = set()
        if isinstance(value, dict):
            said = {entry["hash"] for entry in value.get("recorded", ())}
            said |= {value["pdf_sha256"]} if "pdf_sha256" in value else set()
        elif isinstance(value, list):
            said = {one["sha256"] for one in value if one.get("taken") in {"kept", "warned"}}
        self.tally.acknowledged += len(said - self.acked)
        self.acked |= said

    # -- what must hold --------------------------------------------------------------------

    def verify(self) -> None:
        """The store opens and checks whole, and everything acknowledged is in it."""
        if not self.is_set_up and self._store_bytes() < PAGE:
            return  # a set-up cut before its first page: ``init`` must finish it
        if self.tally.checks % EVERY:
            ended = self._look("store", "check")
        else:
            ended = self._command("store check", ["store", "check"], None)
        self.tally.checks += 1
        if ended.value is None or not ended.value["ok"]:
            raise Unsound(f"store check: {ended.out}{ended.err}")
        if not self.place.visit:
            return
        shown = self.shown()
        there = {entry["hash"] for entry in shown["entries"]}
        there |= {photo["sha256"] for photo in shown["photos"]}
        there |= {paper["pdf_sha256"] for paper in shown["notes"]}
        if self.acked - there:
            raise Gone(f"acknowledged and gone: {sorted(self.acked - there)}")

    def shown(self) -> Shown:
        """The visit as the program shows it."""
        ended = self._look("visit", "show", self.place.visit)
        if ended.code != 0:
            raise Lost(f"visit show: {ended.err.strip()}")
        shown: Shown = ended.value
        return shown

    def _store_bytes(self) -> int:
        store = self.place.laptop / DATABASE
        return store.stat().st_size if store.exists() else 0

    def _sets_up(self) -> bool:
        if self._look("visit", "today").code != 0:
            return False
        with open_workspace(self.place.laptop, clock=ScriptedClock(self.clock)) as ws:
            return bool(ws.actor)

    def _has_customers(self) -> bool:
        found = self._look("customer", "show", "D-106")
        return found.code == 0

    def _is_enrolled(self) -> bool:
        with open_workspace(self.place.laptop, clock=ScriptedClock(self.clock)) as ws:
            return ws.store.outbox.office is not None

    def _is_planned(self) -> bool:
        rows = self._look("visit", "list").value
        if rows:
            self.place = replace(self.place, visit=rows[0]["id"])
        return bool(rows)

    def _at(self, minutes: int) -> None:
        ScriptedClock(self.clock).set(self.day + timedelta(minutes=minutes))

    # -- the office ------------------------------------------------------------------------

    def _hand_over(self) -> None:
        """Sync under fire until nothing is pending; then the same bytes on both sides."""
        assert self.proxy is not None
        self._at(400)
        before, kills = self.proxy.sent, 0
        passes = self.luck.choice((2, 3, 4))
        for _ in range(passes):
            kills += self._killed_sync()
            self.verify()
        ended = self._command("sync", ["sync", "--once"], None)
        pending = ended.value["pending"] if ended.value else {"entries": -1}
        if ended.code != 0 or any(pending.values()):
            raise Lost(f"sync does not come to an end: {ended.out}{ended.err}")
        self._bytes(self.proxy.sent - before, kills, passes + 1)
        self._same_on_both_sides()

    def _killed_sync(self) -> int:
        assert self.office is not None
        name, words = "sync", ["sync", "--once"]
        if self.luck.random() < 0.5:
            ended = self._command(name, words, self._moment(name))
            if ended.killed:
                self.tally.killed(name, ended)
            return int(ended.killed)
        self.office.kill()
        known = self.tally.steps.get("office")
        self.office.start(self._step(known) if known else None)
        ended = self._command(name, words, None)
        died = self.office.kill()
        self.tally.killed("office", died)
        if not died.at and ended.code == 0:
            self.tally.steps["office"] = {**(known or {}), **died.steps}
        self.office.start()
        if ended.code not in {0, 1}:
            raise Lost(f"sync while the office dies: {ended.err}")
        return 1

    def _bytes(self, sent: int, kills: int, passes: int) -> None:
        """A cut wastes at most the chunk under way (S5)."""
        payload = sum(photo.stat().st_size for photo in self.place.photos)
        payload += (self.place.folder / "note.pdf").stat().st_size
        if sent < payload:
            raise Lost(f"{sent} bytes sent for {payload} bytes of photos: nothing was tried")
        wasted = sent - payload
        self.tally.photo_bytes += payload
        self.tally.wasted += wasted
        self.tally.sync_kills += kills
        if wasted > kills * LARGEST_CHUNK + passes * TALK:
            raise Lost(f"{wasted} bytes sent twice in {kills} kills")

    def _same_on_both_sides(self) -> None:
        assert self.office is not None
        with open_workspace(self.place.laptop, clock=ScriptedClock(self.clock)) as ws:
            head = ws.store.journal.head()
            mine = list(ws.store.journal.raws(head.incarnation, head.n))
        database = sqlite3.connect(f"file:{self.office.folder / 'office.db'}?mode=ro", uri=True)
        theirs = [
            bytes(row[0])
            for row in database.execute(
                "SELECT raw FROM entry WHERE device = ? AND incarnation = ? ORDER BY n",
                (head.device, head.incarnation),
            )
        ]
        database.close()
        if digest(mine) != digest(theirs):
            raise Lost(f"laptop and office differ: {len(mine)} and {len(theirs)} entries")
        for photo in self.place.photos:
            data = photo.read_bytes()
            sha256 = hashlib.sha256(data).hexdigest()
            if (self.office.folder / "blobs" / sha256[:2] / sha256).read_bytes() != data:
                raise Lost("a photo at the office is not the original")
        if json.dumps(self.shown()["sync"]) != '"kept"':
            raise Lost("everything is at the office and the laptop does not say so")


def digest(raws: list[bytes]) -> str:
    """One hash over the bytes of all entries, each with its length."""
    total = hashlib.sha256()
    for raw in raws:
        total.update(len(raw).to_bytes(8, "big") + raw)
    return total.hexdigest()
