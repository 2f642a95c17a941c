"""run.py on a machine of its own: set-up, failure told in words, languages."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NOWHERE = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": "", "PIP_CONFIG_FILE": os.devnull, "LANG": "C"}
EMPTY = "# nothing needed\n"
IMPOSSIBLE = f"no-such-package==1 --hash=sha256:{'0' * 64}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project of run.py, an empty lock and a program that says where it runs."""
    for name in ("run.py", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path)
    (tmp_path / "packaging").mkdir()
    shutil.copy(ROOT / "packaging" / "host.py", tmp_path / "packaging")
    (tmp_path / "requirements.lock").write_text(EMPTY, encoding="utf-8")
    (tmp_path / "visitapp").mkdir()
    program = "import os, sys\nprint(os.getcwd(), *sys.argv[1:])\n"
    (tmp_path / "visitapp" / "__main__.py").write_text(program, encoding="utf-8")
    return tmp_path


def start(folder: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """run.py as a person starts it, away from any registry, with a host's pip and no uv."""
    kept = {name: os.environ[name] for name in ("HOME", "SystemRoot") if name in os.environ}
    host = Path(sys.executable).resolve()
    return subprocess.run(
        [str(host), str(folder / "run.py"), *arguments],
        cwd=folder.parent,
        env={**kept, **NOWHERE, "PATH": "/usr/bin:/bin", **settings},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def has_pip() -> bool:
    """Whether the Python below this environment brings pip (a bare Debian's does after set-up)."""
    host = str(Path(sys.executable).resolve())
    asked = subprocess.run([host, "-m", "pip", "--version"], capture_output=True, check=False)
    return asked.returncode == 0


needs_pip = pytest.mark.skipif(not has_pip(), reason="the Python of this system has no pip")


@needs_pip
def test_a_command_runs_where_the_person_stands_after_a_set_up_that_happens_once(
    folder: Path,
) -> None:
    first = start(folder, "cli", "visit", "today")
    assert first.returncode == 0, first.stdout + first.stderr
    assert first.stdout.endswith(f"{folder.parent} visit today\n")
    assert "Setting up" in first.stdout
    again = start(folder, "cli", "visit", "today")
    assert again.stdout == f"{folder.parent} visit today\n"


@needs_pip
def test_another_lock_is_set_up_anew(folder: Path) -> None:
    start(folder, "cli")
    (folder / "requirements.lock").write_text(EMPTY + "# changed\n", encoding="utf-8")
    assert "Setting up" in start(folder, "cli").stdout


@needs_pip
def test_a_step_that_fails_is_named_with_a_remedy_and_no_traceback(folder: Path) -> None:
    (folder / "requirements.lock").write_text(IMPOSSIBLE, encoding="utf-8")
    said = start(folder, "cli")
    assert said.returncode == 1
    assert "Failed: Python packages" in said.stderr
    assert "Check the network" in said.stderr
    assert "no-such-package" in said.stderr
    assert "Traceback" not in said.stdout + said.stderr
    assert not (folder / ".venv" / "visitapp-setup.json").exists()


def test_help_and_unknown_words_need_no_set_up(folder: Path) -> None:
    assert "run.py test --all" in start(folder, "--help").stdout
    unknown = start(folder, "nonsense")
    assert unknown.returncode == 2
    assert "run.py doctor" in unknown.stderr
    assert not (folder / ".venv").exists()


def test_it_speaks_japanese_where_the_terminal_can_show_it(folder: Path) -> None:
    assert "準備して" in start(folder, "--help", LANG="ja_JP.UTF-8", PYTHONUTF8="1").stdout
    plain = start(folder, "--help", LANG="ja_JP.UTF-8", PYTHONIOENCODING="ascii").stdout
    assert "set up" in plain


def test_the_doctor_comes_before_the_set_up(folder: Path) -> None:
    said = start(folder, "doctor")
    assert said.returncode == 1
    assert "Python 3" in said.stdout
    assert "Not set up yet" in said.stdout


@needs_pip
def test_a_project_that_was_moved_is_found_again(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    start(folder, "cli")
    moved = tmp_path_factory.mktemp("elsewhere") / "project"
    shutil.copytree(folder, moved, symlinks=True)
    said = start(moved, "cli", "here")
    assert said.returncode == 0, said.stderr
    site = next(moved.glob(".venv/lib/python*/site-packages/visitapp-source.pth"))
    assert site.read_text(encoding="utf-8").strip() == str(moved)
