"""Run the tests of the rooms whose every line and branch must be tested; show what is not.

The rooms are those where a mistake loses or forges a record: the chain, the store, the evidence
and the clock. Exit 1 below 100 %; lines that cannot run on this system carry ``no cover`` with the
reason (docs/RELIABILITY.md lists them).
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WIRE = ("chain", "codec", "entries", "events", "merkle", "receipts", "stamps")
ROOMS = (
    *(f"visitapp/domain/{name}.py" for name in WIRE),
    "visitapp/store/*",
    "visitapp/evidence/*",
    "visitapp/clock.py",
)
TESTS = ("tests/clock", "tests/domain", "tests/evidence", "tests/store")


def main(arguments: list[str]) -> int:
    """Measure; ``arguments`` go to pytest. Returns the exit code of the first part that failed."""
    with tempfile.TemporaryDirectory() as folder:
        data = f"--data-file={Path(folder, 'coverage')}"
        rooms = ",".join(ROOMS)
        parts = (
            ("run", data, "--source=visitapp", "-m", "pytest", *TESTS, *arguments),
            ("combine", data, "-q", folder),
            ("report", data, f"--include={rooms}", "--show-missing", "--fail-under=100"),
        )
        for part in parts:
            if code := _coverage(*part):
                return code
    return 0


def _coverage(*words: str) -> int:
    command = [sys.executable, "-m", "coverage", *words]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
