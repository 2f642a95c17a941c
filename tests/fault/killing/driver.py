"""The campaign's side of the zygote, and an office process that is killed and started again."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from visitapp.cli.demo_office import DemoOffice

ROOT = Path(__file__).resolve().parents[3]
FAULT = "VISITAPP_KILL_FAULT"


def environment(**more: str) -> dict[str, str]:
    """The checkout's own program, in English."""
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH", ""))))
    return {**os.environ, "PYTHONPATH": path, "LC_ALL": "C.UTF-8", **more}


@dataclass(frozen=True)
class Ended:
    """How a command ended; ``value`` is its JSON when the whole of it was written."""

    code: int
    out: str
    err: str
    killed: bool
    took: float

    @property
    def value(self) -> Any:
        return json.loads(self.out) if self.out.endswith("\n") else None


class Zygote:
    """A preloaded program that runs command lines in forked children."""

    def __init__(self, fault: str = "") -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.fault.killing.zygote"],
            cwd=ROOT,
            env=environment(**{FAULT: fault}),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout is not None
        assert self._process.stdout.readline() == "ready\n"

    def run(self, words: list[str], clock: Path, kill: dict[str, float] | None = None) -> Ended:
        """One command line, killed or not."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        asked = {"words": words, "clock": str(clock), "kill": kill}
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        return Ended(**json.loads(self._process.stdout.readline()))

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
        self._process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        """Serve; the second time at the same port."""
        command = [sys.executable, "-m", "visitapp.office.rehearsal"]
        place = ["--data", str(self.folder), "--clock", str(self.clock), "--port", str(self.port)]
        self._process = subprocess.Popen(
            [*command, *place], cwd=ROOT, env=environment(), stdout=subprocess.PIPE, text=True
        )
        assert self._process.stdout is not None
        said = self._process.stdout.readline().strip()
        assert said.startswith("http"), said
        self.port = int(said.rpartition(":")[2])

    def kill(self) -> None:
        """SIGKILL."""
        assert self._process is not None
        assert self._process.stdout is not None
        self._process.kill()
        self._process.wait(timeout=30)
        self._process.stdout.close()

    def code(self) -> str:
        """A one-time code of the campaign's time."""
        return DemoOffice(url="", folder=self.folder, clock=self.clock).code()
