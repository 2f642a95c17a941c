"""A dossier and what the three verifiers say of it."""

import os
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.evidence.conftest import Said, agreed, by_program, by_shell, unpacked, workspace
from tests.sync.conftest import Laptop, noise
from tests.sync.offices import OfficeProcess
from visitapp.actions import dossier
from visitapp.actions.act import known_visit
from visitapp.actions.dossier import Made
from visitapp.errors import Known
from visitapp.evidence.dossier import write_dossier


def test_an_untouched_dossier_is_proven_by_all_three(made: Made, tmp_path: Path) -> None:
    """M8: the same lines from program, verify.py and verify.sh."""
    said = agreed(unpacked(made.file, tmp_path / "d"), made.issued.fingerprint)
    assert said.code == 0
    assert said.lines[-1].startswith("結論: 証明されました")
    assert any("受領証あり: 端末" in line for line in said.lines)
    assert any("受領証なし: 端末" in line for line in said.lines)


def test_without_a_fingerprint_the_origin_is_not_proven(made: Made, tmp_path: Path) -> None:
    said = agreed(unpacked(made.file, tmp_path / "d"))
    assert said.code == 0
    assert "どこで作られたかは証明していません" in said.lines[-1]


def test_the_wrong_fingerprint_is_told(made: Made, tmp_path: Path) -> None:
    said = agreed(unpacked(made.file, tmp_path / "d"), "ab" * 32)
    assert said.code == 1
    assert "別の事務所" in said.lines[-2]


def test_the_zip_itself_gives_the_same_verdict(made: Made, tmp_path: Path) -> None:
    folder = unpacked(made.file, tmp_path / "d")
    assert by_program(made.file, made.issued.fingerprint) == agreed(folder, made.issued.fingerprint)


def test_half_a_dossier_proves_nothing(made: Made, tmp_path: Path) -> None:
    folder = unpacked(made.file, tmp_path / "d")
    for file in sorted((folder / "entries").iterdir())[5:]:
        file.unlink()
    said = agreed(folder, made.issued.fingerprint)
    assert said.code == 2
    assert "何も証明していません" in said.lines[-1]


def test_a_laptop_without_an_office_says_so(alone: Callable[[], Laptop], tmp_path: Path) -> None:
    """N-17: consistency, not origin."""
    laptop = alone()
    visit = laptop.plan()
    laptop.ring(visit, 3)
    made = dossier.export(workspace(laptop), [visit], "手元の控え", tmp_path / "a.zip")
    said = agreed(unpacked(made.file, tmp_path / "d"))
    assert (said.code, made.issued.fingerprint) == (0, "")
    assert "事務所の証明がない" in said.lines[-1]
    assert agreed(tmp_path / "d", "ab" * 32).code == 1


def test_the_same_records_are_the_same_bytes(alone: Callable[[], Laptop]) -> None:
    laptop = alone()
    visit = laptop.plan()
    laptop.photo(visit, b"\xff\xd8" + bytes(3000))
    ws = workspace(laptop)
    with ws.store.reading() as tx:
        given = dossier.compose(ws, tx, [known_visit(tx, visit)])
        zips = [BytesIO(), BytesIO()]
        for file in zips:
            write_dossier(given, file, ws.store.meta.signer)
    assert zips[0].getvalue() == zips[1].getvalue()


def test_an_export_is_logged_with_its_reason_and_hash(made: Made) -> None:
    """V-08: every export has a reason and an entry."""
    assert made.issued.sha256
    assert made.issued.verdict.outcome == 0
    assert not [f for f in made.file.parent.iterdir() if f.name.endswith(".tmp")]


def test_no_reason_no_dossier_and_nothing_is_overwritten(
    alone: Callable[[], Laptop], tmp_path: Path
) -> None:
    """V-08."""
    laptop = alone()
    visit = laptop.plan()
    ws = workspace(laptop)
    with pytest.raises(Known):
        dossier.export(ws, [visit], "  ", tmp_path / "a.zip")
    dossier.export(ws, [visit], "確認", tmp_path / "a.zip")
    with pytest.raises(Known):
        dossier.export(ws, [visit], "確認", tmp_path / "a.zip")
    kinds = [e.entry.kind for e in ws.store.journal.about(visit=visit)]
    assert kinds.count("exported") == 1


def test_other_visits_are_there_without_their_texts(made: Made) -> None:
    """A chain has no holes, and a stranger learns nothing of another customer."""
    with zipfile.ZipFile(made.file) as archive:
        names = archive.namelist()
        texts = b"".join(archive.read(n) for n in names if n.startswith("bodies/"))
    entries = [n for n in names if n.startswith("entries/") and n.endswith(".json")]
    assert len(entries) > texts.count(b'"about"') > 0
    assert set(_visits(texts)) == {made.visits[0].id}


def _visits(texts: bytes) -> list[str]:
    return [part[:36].decode() for part in texts.split(b'"visit":"')[1:]]


@pytest.mark.system
def test_busybox_alone_says_the_same(made: Made, tmp_path: Path) -> None:
    """A bare system: every tool but openssl comes from one small program."""
    folder = unpacked(made.file, tmp_path / "d")
    tools = bare_tools(tmp_path / "bin")
    before = os.environ["PATH"]
    os.environ["PATH"] = str(tools)
    try:
        said: Said = by_shell(folder, made.issued.fingerprint, shell=(str(tools / "sh"),))
    finally:
        os.environ["PATH"] = before
    assert said == by_program(folder, made.issued.fingerprint)


def bare_tools(folder: Path) -> Path:
    """A folder with busybox under all its names, and openssl."""
    busybox, openssl = (_which(name) for name in ("busybox", "openssl"))
    folder.mkdir()
    listed = subprocess.run([busybox, "--list"], capture_output=True, text=True, check=True)
    for name in listed.stdout.split():
        (folder / name).symlink_to(busybox)
    if not (folder / "openssl").exists():
        (folder / "openssl").symlink_to(openssl)
    return folder


def _which(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"no {name}")
    return found


def test_several_visits_lie_in_one_dossier(
    joined: Callable[..., Laptop], office: OfficeProcess, tmp_path: Path
) -> None:
    """A case: all visits to a customer, each told in the report, in one zip."""
    laptop = joined()
    visits = [laptop.plan() for _ in range(3)]
    laptop.photo(visits[0], noise(30_000, 7))
    laptop.ring(visits[2], 2)
    laptop.plan()
    laptop.sync()
    made = dossier.export(workspace(laptop), visits, "弁護士へ", tmp_path / "case.zip")
    folder = unpacked(made.file, tmp_path / "d")
    said = agreed(folder, made.issued.fingerprint)
    assert said.code == 0
    assert said.lines[-1].startswith("結論: 証明されました")
    assert "scope visits 3\n" in (folder / "MANIFEST").read_text()
    texts = b"".join(f.read_bytes() for f in sorted((folder / "bodies").iterdir()))
    assert set(_visits(texts)) == set(visits)
    pages = PdfReader(folder / "report.pdf").pages
    text = "".join(page.extract_text() for page in pages)
    assert all(f"訪問 {k} / 3:" in text for k in (1, 2, 3))
    for visit in visits:
        kinds = [e.entry.kind for e in laptop.store.journal.about(visit=visit)]
        assert kinds.count("exported") == 1
