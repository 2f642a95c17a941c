"""The window comes first: what may not be imported before it is painted (P6)."""

import os
import subprocess
import sys

import pytest

from tests.bench.measure import ROOT

# Each of these takes as long as half a bare window, or brings one that does.
FORBIDDEN = (
    *("sqlcipher3", "sqlite3", "sqlite_utils", "reportlab", "PIL", "pi_heif", "zxingcpp", "segno"),
    *("httpx2", "http.client", "ssl", "asyncio", "cryptography", "argon2", "keyring", "zstandard"),
    *("openpyxl", "vobject", "phonenumbers", "jpholiday", "tomlkit", "msgspec", "fastapi", "typer"),
    *("typing_extensions", "visitapp.workspace", "visitapp.actions", "visitapp.store"),
    *("visitapp.documents", "visitapp.media", "visitapp.exchange", "visitapp.sync"),
    *("visitapp.evidence", "visitapp.office", "visitapp.keys", "ui.screens", "ui.opening"),
)


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The modules of a real start, written down at the first paint."""
    folder = tmp_path_factory.mktemp("start")
    told = folder / "modules.txt"
    program = ("-m", "tests.bench.first_paint", "ours", str(folder / "data"), str(told))
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    subprocess.run([sys.executable, *program], cwd=ROOT, env=environment, check=True)
    return told.read_text(encoding="utf-8").splitlines()


def test_the_window_is_painted_by_our_own_code(imported: list[str]) -> None:
    assert {"ui.main", "ui.shell", "PySide6.QtWidgets"} <= set(imported)


@pytest.mark.parametrize("name", FORBIDDEN)
def test_it_is_not_there_at_the_first_paint(name: str, imported: list[str]) -> None:
    """Import it inside the function that needs it, or for types only (TYPE_CHECKING).

    For ``override`` there is ``visitapp.marks``.
    """
    assert not [m for m in imported if m == name or m.startswith(f"{name}.")]
