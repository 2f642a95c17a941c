"""``visitapp dossier``: the whole way from a visit at the door to a stranger's verdict."""

import zipfile
from io import BytesIO
from pathlib import Path

from pypdf import PdfReader

from tests.cli.conftest import Laptop, absent, blank, laptop, one_customer, planned  # noqa: F401


def left(told: tuple[Laptop, str], tmp_path: Path) -> Path:
    """A visit with a note, a correction, a withdrawal and a claim, and its dossier."""
    laptop, visit = told  # noqa: F811
    laptop.json("note", "print", visit, "--out", tmp_path / "n.pdf")
    laptop.json("note", "left", visit, "--placement", "mailbox")
    laptop.json("visit", "ring", visit)
    entries = {e["kind"]: e["n"] for e in laptop.json("visit", "show", visit)["entries"]}
    laptop.json(
        "visit", "correct", visit, entries["note_left"],
        "--field", "placement", "--value", "door_slot", "--reason", "押し間違い",
    )  # fmt: skip
    laptop.json("visit", "withdraw", visit, entries["rang"], "--reason", "誤って押した")
    laptop.json("visit", "claim", visit, "--what", "隣の方と話した", "--claimed-at", "14:50")
    file = tmp_path / "d.zip"
    made = laptop.json("dossier", "export", visit, "--reason", "法務へ", "--out", file)
    assert (made["outcome"], made["conclusion"]) == ("holds", "alone")
    return file


def test_a_dossier_is_made_and_checked_on_the_command_line(
    absent: tuple[Laptop, str],  # noqa: F811
    tmp_path: Path,
) -> None:
    file = left(absent, tmp_path)
    value = absent[0].json("dossier", "verify", file)
    assert value["findings"][-1]["key"] == "alone"
    assert "exported" in absent[0].entries(absent[1])
    case = ("dossier", "export", "--customer", "A1", "--reason", "法務へ")
    assert absent[0].json(*case, "--out", tmp_path / "c.zip")["visits"] == [absent[1]]
    said = absent[0].run("dossier", "verify", file, "--fingerprint", "00" * 32)
    assert said.code == 1
    assert "Conclusion: not proven" in said.out
    assert absent[0].run("dossier", "verify", tmp_path / "n.pdf").code == 2
    assert absent[0].fails("dossier", "verify", file, "--fingerprint", "xy")


def test_the_report_shows_both_sides_of_a_correction(
    absent: tuple[Laptop, str],  # noqa: F811
    tmp_path: Path,
) -> None:
    """T6: what was wrong and how it was corrected; typed times are told as claims (N-08)."""
    with zipfile.ZipFile(left(absent, tmp_path)) as archive:
        pages = PdfReader(BytesIO(archive.read("report.pdf"))).pages
    text = "".join(page.extract_text() for page in pages)
    assert "「郵便受け」から「ドアの投函口」に訂正" in text
    assert "取り消しました" in text
    assert "申告" in text
    assert "髙橋" in text
