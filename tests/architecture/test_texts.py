"""Every text a user can see has a finished Japanese translation, and the compiled file is fresh."""

import subprocess
import sys

from tests.architecture.sources import ROOT


def test_every_text_is_translated_and_compiled() -> None:
    """Message ids are read from the source; `run.py texts` mends all but the Japanese itself."""
    checked = subprocess.run(
        [sys.executable, "packaging/catalogue.py", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={"PYTHONUTF8": "1"},
        check=False,
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr
