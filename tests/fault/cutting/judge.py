"""After a cut: does the real program open what is left, and is everything promised in it?"""

import hashlib
import io
import json
import random
import shutil
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.fault.cutting.disk import Left
from tests.fault.killing.telling import Gone, Lost, Unsound
from visitapp import assets
from visitapp.cli.main import run
from visitapp.clock import ScriptedClock
from visitapp.errors import Known
from visitapp.keys import KEY_FILE
from visitapp.settings import load_settings
from visitapp.store.check import check
from visitapp.workspace import Workspace, open_workspace

CUSTOMERS = assets.path("samples", "customers.csv")
CHANGED = (-1, -1)
PERSON = "佐久間 亮"


@dataclass
class Promises:
    """What the program has said so far."""

    is_set_up: bool = False
    customers: bool = False
    office: bool = False
    entries: set[str] = field(default_factory=set)
    blobs: set[str] = field(default_factory=set)
    files: dict[str, str] = field(default_factory=dict)

    @property
    def count(self) -> int:
        return len(self.entries) + len(self.blobs) + len(self.files)

    def hear(self, value: Any) -> None:
        """One answer of the program."""
        self.hear_all(value if isinstance(value, list) else [value])

    def hear_all(self, values: list[dict[str, Any]]) -> None:
        """What an answer acknowledges, one thing after the other."""
        for value in values:
            self._hear(value)

    def _hear(self, value: dict[str, Any]) -> None:
        if value.get("taken") in {"kept", "warned"}:
            self.blobs.add(value["sha256"])
        self.is_set_up |= "recovery_code" in value
        self.office |= value.get("office") is not None
        self.customers |= "imported" in value
        self.entries |= {entry["hash"] for entry in value.get("recorded", ())}
        if "pdf_sha256" in value:
            self.blobs.add(value["pdf_sha256"])
        if "bytes_then" in value:
            self.files[value["file"]] = value["bytes_then"]


@dataclass
class Bench:
    """A folder that is filled with what each cut left; blobs that did not change stay.

    ``recorded`` is where the disk lay: key.json names its key file by its whole path.
    """

    folder: Path
    recorded: Path
    clock: Path
    marks: dict[str, tuple[int, int]] = field(default_factory=dict)
    hashes: dict[tuple[str, tuple[int, int]], str] = field(default_factory=dict)

    def fill(self, left: dict[str, Left]) -> None:
        """Make the folder hold exactly these files."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for path in [p for p in self.folder.rglob("*") if p.is_file()]:
            if str(path.relative_to(self.folder)) not in left:
                path.unlink()
        for name, file in left.items():
            path = self.folder / name
            stays = "/vault/" in name or name.startswith("away/")
            if stays and file.mark and self.marks.get(name) == file.mark and path.exists():
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            data = bytes(file.data)
            if path.name == KEY_FILE:
                data = data.replace(str(self.recorded).encode(), str(self.folder).encode())
            path.write_bytes(data)
            self.marks[name] = file.mark or CHANGED

    def sha256(self, name: str) -> str:
        """What a file of the disk hashes to; "" when there is none."""
        path, mark = self.folder / name, self.marks.get(name, CHANGED)
        if not path.exists():
            return ""
        if mark == CHANGED or (name, mark) not in self.hashes:
            self.hashes[name, mark] = hashlib.sha256(path.read_bytes()).hexdigest()
        return self.hashes[name, mark]

    def clear(self) -> None:
        """Begin anew."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.marks.clear()

    @property
    def laptop(self) -> Path:
        return self.folder / "laptop"

    def command(self, *words: str) -> tuple[int, str]:
        """One command line on what is left: exit code and what it said."""
        said = io.StringIO()
        with redirect_stdout(said), redirect_stderr(said):
            code = run(["--data", str(self.laptop), "--json", *words], ScriptedClock(self.clock))
        return code, said.getvalue()


def judge(bench: Bench, promises: Promises, luck: random.Random) -> None:
    """Open, reconcile, check, compare; raises Gone or Unsound with what is wrong."""
    for name, sha256 in promises.files.items():
        if bench.sha256(name) != sha256:
            raise Gone(f"{name} was said to be written")
    if not promises.is_set_up:
        _set_up_again(bench)
        return
    if load_settings(bench.laptop).person != PERSON:
        raise Gone("the settings of the set-up")
    try:
        with open_workspace(bench.laptop, clock=ScriptedClock(bench.clock)) as ws:
            _compare(ws, promises)
    except Known as known:
        raise Unsound(f"does not open: {known}") from known
    if luck.random() < 0.05:
        _go_on(bench)


def _compare(ws: Workspace, promises: Promises) -> None:
    report = check(ws.store)
    if not report.is_ok:
        raise Unsound(f"check: {report.problems}")
    entries = {row[0] for row in ws.store.db.execute("SELECT hash FROM journal")}
    blobs = {row[0] for row in ws.store.db.execute("SELECT sha256 FROM blob")}
    if gone := (promises.entries - entries) | (promises.blobs - blobs):
        raise Gone(f"acknowledged and gone: {sorted(gone)}")
    if promises.office and ws.store.outbox.office is None:
        raise Gone("the office that was joined")
    if promises.customers:
        with ws.store.reading() as tx:
            if not tx.customer_id("D-106"):
                raise Gone("imported customers")


def _set_up_again(bench: Bench) -> None:
    """Nothing was promised yet: setting up again must do, unless all but the answer was done."""
    code, said = bench.command("init", "--key", f"file:{bench.folder / 'laptop.key'}",
                               "--person", PERSON)  # fmt: skip
    if code and "Already set up" not in said:
        raise Unsound(f"set-up after a cut: {said.strip()}")
    code, said = bench.command("store", "check")
    if code or not json.loads(said)["ok"]:
        raise Unsound(f"check after a set-up that was cut: {said.strip()}")
    with open_workspace(bench.laptop, clock=ScriptedClock(bench.clock)) as ws:
        if not ws.actor:
            raise Unsound("set up after a cut, and nobody records")


def _go_on(bench: Bench) -> None:
    """The next act must be possible, and be there."""
    code, said = bench.command("customer", "import", str(CUSTOMERS))
    if code:
        raise Lost(f"the next act: {said.strip()}")
    code, said = bench.command("store", "check")
    if code or not json.loads(said)["ok"]:
        raise Unsound(f"check after the next act: {said.strip()}")
