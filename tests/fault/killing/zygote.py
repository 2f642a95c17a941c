"""A preloaded parent that forks one child per command line and kills it when it is told to.

A cold interpreter spends most of its time on imports, where a kill proves nothing; a forked child
begins at once with the work. One JSON value per line: on standard input ``{"words", "clock",
"folder", "kill": null | {"after": seconds} | {"on_ack": seconds} | {"step", "nth", "late"}}``, on
standard output ``{"code", "out", "err", "killed", "took", "at", "steps"}``. Two programs that are
broken on purpose live here as negative controls (``VISITAPP_KILL_FAULT``): a campaign that does not
find them has proved nothing.
"""

import gc
import importlib
import io
import json
import os
import pkgutil
import select
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from tests.fault.killing.steps import Steps, attend_steps
from tests.fault.killing.story import NINE, Place, import_words, init_words, plan_words, steps
from tests.fault.tracing.calls import missing
from visitapp import actions, assets, media, sync
from visitapp.cli.catalogue import GROUPS, SINGLE
from visitapp.cli.main import run
from visitapp.clock import ScriptedClock, idle
from visitapp.store.database import told
from visitapp.store.store import Store, Transaction
from visitapp.store.vault import Vault
from visitapp.workspace import open_workspace

FAULT = "VISITAPP_KILL_FAULT"
LONGEST = 120.0
AFTERWARDS: list[Callable[[], object]] = []


def preload() -> None:
    """Everything a command may import, so that a child starts with its work."""
    for module in {*SINGLE.values(), *GROUPS.values()}:
        importlib.import_module(module)
    importlib.import_module("visitapp.documents.note_pdf")
    for room in (actions, media, sync):
        for module in pkgutil.iter_modules(room.__path__, f"{room.__name__}."):
            importlib.import_module(module.name)
    with tempfile.TemporaryDirectory() as name, redirect_stdout(io.StringIO()):
        _rehearse(Path(name))
    gc.collect()
    gc.freeze()


def _rehearse(folder: Path) -> None:
    """Tell the story once to nobody: what is loaded on first use is loaded then."""
    clock = ScriptedClock(folder / "clock.json")
    place = Place(folder=folder, photos=tuple(assets.path("samples", "photos").glob("1*.jpg")))
    clock.set(NINE)

    def tell(words: list[str]) -> None:
        run(["--data", str(place.laptop), "--json", *words], clock)

    for words in (init_words(place), import_words(place), plan_words(place)):
        tell(words)
    with open_workspace(place.laptop, clock=clock) as ws, ws.store.reading() as tx:
        place = replace(place, visit=tx.visits_between(None, None)[0].id)
    for step in steps(place):
        clock.set(NINE + timedelta(minutes=step.at))
        tell(step.words(place))
    for words in (["visit", "show", place.visit], ["store", "check"], ["visit", "list"]):
        tell(words)


# -- broken on purpose ----------------------------------------------------------------------------


@contextmanager
def _uncommitted(self: Store) -> Iterator[Transaction]:
    """Control 1: the act is acknowledged first and committed afterwards."""
    with told():
        if not self.db.in_transaction:
            self.db.execute("BEGIN IMMEDIATE")
            AFTERWARDS.append(lambda: self.db.execute("COMMIT"))
        yield Transaction(self)


def _promised(real: Callable[[Vault, bytes], str]) -> Callable[[Vault, bytes], str]:
    """Control 2: the row that names the file is written first, the file afterwards."""

    def put(self: Vault, data: bytes) -> str:
        import hashlib  # noqa: PLC0415 - only in this control

        AFTERWARDS.append(lambda: real(self, data))
        return hashlib.sha256(data).hexdigest()

    return put


def break_on_purpose(fault: str) -> None:
    """Make this program one of the two controls."""
    if not fault:
        return
    if fault == "ack_before_commit":
        Store.writing = _uncommitted  # type: ignore[method-assign]
    elif fault == "row_before_file":
        Vault.put = _promised(Vault.put)  # type: ignore[method-assign]
    else:
        raise SystemExit(f"no such fault: {fault}")
    # the store must outlive the command for what comes afterwards
    Store.close = lambda self: AFTERWARDS.append(self.db.close)  # type: ignore[method-assign]


# -- one command ----------------------------------------------------------------------------------


@dataclass
class Child:
    """A forked command: its process and what it has written so far."""

    pid: int
    streams: dict[int, bytearray] = field(default_factory=dict)


def work(words: list[str], clock: Path) -> int:
    """One command line, in the child."""
    if "init" not in words:  # set-up moves files: broken there, a control would prove nothing
        break_on_purpose(os.environ.get(FAULT, ""))
    code = run(words, ScriptedClock(clock))
    sys.stderr.flush()
    for later in AFTERWARDS:
        later()
    return code


def fork(body: Callable[[], int]) -> Child:
    """Start ``body`` in a child of its own session."""
    out_read, out_write = os.pipe()
    err_read, err_write = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.setsid()
        os.dup2(out_write, 1)
        os.dup2(err_write, 2)
        sys.stdout, sys.stderr = (os.fdopen(end, "w", encoding="utf-8") for end in (1, 2))
        os._exit(body())
    os.close(out_write)
    os.close(err_write)
    return Child(pid, {out_read: bytearray(), err_read: bytearray()})


def attend(child: Child, kill: dict[str, float] | None) -> dict[str, Any]:
    """Wait for the child, kill it at its moment, and say how it ended."""
    began = idle()
    deadline = began + (kill.get("after", LONGEST) if kill else LONGEST)
    watched = os.pidfd_open(child.pid)
    out, killed = next(iter(child.streams)), False
    open_ends = set(child.streams)
    while True:
        ready, _, _ = select.select([watched, *open_ends], [], [], max(0.0, deadline - idle()))
        for end in open_ends & set(ready):
            piece = os.read(end, 65536)
            child.streams[end] += piece
            if not piece:
                open_ends.discard(end)
        if watched in ready:
            break
        if kill and "on_ack" in kill and b"\n" in child.streams[out]:
            deadline = min(deadline, idle() + kill["on_ack"])
        if idle() >= deadline:
            os.kill(child.pid, signal.SIGKILL)
            killed, deadline = True, began + LONGEST + LONGEST
    _, status = os.waitpid(child.pid, 0)
    os.close(watched)
    return {**_rest(child, open_ends), "killed": killed and os.WIFSIGNALED(status),
            "code": os.waitstatus_to_exitcode(status), "took": idle() - began}  # fmt: skip


def _rest(child: Child, open_ends: set[int]) -> dict[str, str]:
    """What lay in the pipes at the end; a grandchild may still hold them open."""
    for end in child.streams:
        if end in open_ends:
            os.set_blocking(end, False)
            try:
                while piece := os.read(end, 65536):
                    child.streams[end] += piece
            except BlockingIOError:
                pass
        os.close(end)
    out, err = (bytes(data).decode("utf-8", "replace") for data in child.streams.values())
    return {"out": out, "err": err}


def main() -> None:
    """Serve commands until standard input ends."""
    preload()
    sys.stdout.write(json.dumps("ready") + "\n")
    sys.stdout.flush()
    for line in sys.stdin:
        asked = json.loads(line)
        words, clock, kill = asked["words"], Path(asked["clock"]), asked["kill"]
        if missing() or (kill and "step" not in kill):
            answer = attend(fork(partial(work, words, clock)), kill)
        else:
            answer = attend_steps(partial(work, words, clock), Steps(asked["folder"], kill))
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
