"""The papers around a note on the command line: the envelope of its letter."""

from pathlib import Path
from typing import Any

import pypdf


def told(file: Path, page: int) -> str:
    return "".join(pypdf.PdfReader(file).pages[page].extract_text().split())


def test_an_envelope_is_made_from_the_record_and_dated_as_the_letter(
    absent: tuple[Any, str], tmp_path: Path
) -> None:
    """Layout 0.3."""
    laptop, visit = absent
    made = laptop.json("note", "envelope", visit, "--out", tmp_path / "e.pdf")
    assert (made["paper"], made["size_mm"]) == ("naga3", [120, 235])
    assert "髙橋健一様" in told(tmp_path / "e.pdf", 0)
    assert "東京都渋谷区渋谷" in told(tmp_path / "e.pdf", 0)
    back = told(tmp_path / "e.pdf", 1)
    assert "みなと家電" in back
    assert "サービス課" not in back
    assert laptop.entries(visit)[-1] == "outcome_absent" or "note" not in laptop.entries(visit)[-1]


def test_an_unknown_envelope_and_a_missing_address_are_refused(
    absent: tuple[Any, str], tmp_path: Path
) -> None:
    """Layout 9."""
    laptop, visit = absent
    out = ("--out", tmp_path / "e.pdf")
    assert (
        "naga3, naga4, naga3-window"
        in laptop.fails("note", "envelope", visit, "--paper", "a4", *out).err
    )
    file = tmp_path / "two.csv"
    file.write_text("お客様番号,氏名,電話番号\nB2,三田　花,03-0000-0002\n", encoding="utf-8")
    assert laptop.json("customer", "import", file)["imported"] == 1
    other = laptop.json(
        "visit", "plan", "--customer", "B2", "--at", "17:00",
        "--staff", "佐久間 亮", "--staff", "三好 綾", "--agreed", "phone",
    )["id"]  # fmt: skip
    assert "No postal address" in laptop.fails("note", "envelope", other, *out).err
    assert not (tmp_path / "e.pdf").exists()


def test_a_letter_for_a_window_envelope_shows_its_address(
    absent: tuple[Any, str], tmp_path: Path
) -> None:
    """R-36: a sheet of its own; only a letter has a window."""
    laptop, visit = absent
    words = ("note", "print", visit, "--window", "--out", tmp_path / "w.pdf")
    assert "Only a sealed letter" in laptop.fails(*words).err
    plain = laptop.json("note", "print", visit, "--form", "letter", "--out", tmp_path / "l.pdf")
    shown = laptop.json(*words, "--form", "letter")
    assert plain["pdf_sha256"] != shown["pdf_sha256"]
    assert "〒150-0002" in told(tmp_path / "w.pdf", 0)
    assert "〒150-0002" not in told(tmp_path / "l.pdf", 0)
    assert laptop.json(*words[:3], "--window", "--form", "letter", "--out", tmp_path / "x.pdf")
