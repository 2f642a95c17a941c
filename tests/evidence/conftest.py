"""Dossiers of a laptop that joined an office, and the verifiers as a stranger runs them."""

import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.sync.conftest import Laptop, alone, joined, noise, office  # noqa: F401 - fixtures
from tests.sync.offices import CLOCK, OfficeProcess
from visitapp.actions import dossier
from visitapp.actions.dossier import Made
from visitapp.evidence.verdict import examine
from visitapp.policy import load_policy
from visitapp.settings import load_settings
from visitapp.workspace import Workspace

SHELLS = ("dash", "sh")


@dataclass(frozen=True)
class Said:
    """What a verifier said: exit code and lines."""

    code: int
    lines: list[str]


def workspace(laptop: Laptop) -> Workspace:
    """The workspace around a laptop's store."""
    folder = laptop.store.folder
    return Workspace(
        folder=folder,
        store=laptop.store,
        clock=CLOCK,
        settings=load_settings(folder),
        policy=load_policy(None),
        actor="p1",
        key=laptop.key,
    )


def unpacked(zipped: Path, folder: Path) -> Path:
    """The files of a dossier."""
    with zipfile.ZipFile(zipped) as archive:
        archive.extractall(folder)
    return folder


def by_shell(folder: Path, *words: str, shell: tuple[str, ...] = ("sh",)) -> Said:
    return _ran([*shell, str(folder / "verify.sh"), *words])


def by_python(folder: Path, *words: str) -> Said:
    return _ran([sys.executable, "-I", str(folder / "verify.py"), *words])


def by_program(path: Path, fingerprint: str = "", tsa: Path | None = None) -> Said:
    verdict = examine(path, fingerprint, authority=tsa)
    return Said(int(verdict.outcome), ["記録一式の検査", *(f.text for f in verdict.findings)])


def agreed(folder: Path, fingerprint: str = "", tsa: Path | None = None) -> Said:
    """What all three say of a folder: the same, line by line."""
    words = [*((fingerprint,) if fingerprint else ()), *(("--tsa", str(tsa)) if tsa else ())]
    told = [by_shell(folder, *words), by_python(folder, *words)]
    told.append(by_program(folder, fingerprint, tsa))
    assert told[0] == told[1], told
    assert told[1] == told[2], told
    return told[0]


def _ran(command: list[str]) -> Said:
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert not done.stderr, done.stderr
    return Said(done.returncode, done.stdout.splitlines())


@pytest.fixture
def made(office: OfficeProcess, joined: Callable[..., Laptop], tmp_path: Path) -> Made:  # noqa: F811
    """A dossier of a visit of two laptops, with photos, receipts and an unreceipted tail."""
    first, second = joined(), joined()
    other = first.plan()
    visit = first.plan()
    first.sync()
    second.sync()
    second.arrive(visit)
    first.arrive(visit)
    first.ring(other, 3)
    first.photo(visit, noise(200_000, 1))
    for laptop in (second, first, first):
        laptop.sync()
    first.ring(visit, 2)
    return dossier.export(workspace(first), [visit], "社内の確認", tmp_path / "made.zip")
