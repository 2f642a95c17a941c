"""The campaign's side of the zygotes: a program that is killed, and an office that is."""

import io
import json
import os
import subprocess
import sys
from contextlib import redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from tests.fault.tracing.tracer import kill
from visitapp.office import rehearsal

ROOT = Path(__file__).resolve().parents[3]
FAULT = "VISITAPP_KILL_FAULT"
Kill = dict[str, Any]


def environment(**more: str) -> dict[str, str]:
    """The checkout's own program, in English."""
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH", ""))))
    return {**os.environ, "PYTHONPATH": path, "LC_ALL": "C.UTF-8", **more}


@dataclass(frozen=True)
class Ended:
    """How a command ended; ``value`` is its JSON when the whole of it was written.

    ``steps`` are the named steps it took, ``at`` the one it was killed at (traced runs only).
    """

    code: int
    out: str
    err: str
    killed: bool = False
    took: float = 0.0
    at: str = ""
    steps: dict[str, int] = field(default_factory=dict)

    @property
    def value(self) -> Any:
        return json.loads(self.out) if self.out.endswith("\n") else None


class Zygote:
    """A preloaded program that runs what it is asked in forked children, one after another."""

    def __init__(self, module: str = "tests.fault.killing.zygote", **settings: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", module],
            cwd=ROOT,
            env=environment(**settings),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.answer() == "ready"

    def ask(self, value: object) -> None:
        """One line in."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(value) + "\n")
        self._process.stdin.flush()

    def answer(self) -> Any:
        """The next line out."""
        assert self._process.stdout is not None
        return json.loads(self._process.stdout.readline())

    def run(self, words: list[str], clock: Path, folder: Path, kill: Kill | None = None) -> Ended:
        """One command line, killed or not; its steps under ``folder`` are counted."""
        self.ask({"words": words, "clock": str(clock), "folder": str(folder), "kill": kill})
        return Ended(**self.answer())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(timeout=30)
        self._process.stdout.close()


class Office:
    """An office on the campaign's clock; ``kill`` and ``start`` keep folder and port."""

    def __init__(self, folder: Path, clock: Path) -> None:
        self.folder, self.clock, self.port = folder, clock, 0
        self._zygote = Zygote("tests.fault.killing.office_zygote")
        self._pid = 0

    def start(self, plan: Kill | None = None) -> None:
        """Serve, the second time at the same port; with a plan it is killed at that step."""
        place = {"data": str(self.folder), "clock": str(self.clock), "port": self.port}
        self._zygote.ask({**place, "plan": plan})
        said = self._zygote.answer()
        assert "said" in said, said
        self._pid, self.port = said["pid"], int(said["said"].strip().rpartition(":")[2])

    def kill(self) -> Ended:
        """SIGKILL, if it did not happen yet; says at which step it had been killed and what."""
        kill(self._pid)
        self._pid = 0
        return Ended(**self._zygote.answer())

    def close(self) -> None:
        """The end of it, serving or killed already."""
        if self._pid:
            self.kill()
        self._zygote.__exit__()

    def code(self) -> str:
        """A one-time code of the campaign's time."""
        said = io.StringIO()
        with redirect_stdout(said):
            rehearsal.main(
                ["--data", str(self.folder), "--clock", str(self.clock), "--enroll-code"]
            )
        return said.getvalue().strip()
