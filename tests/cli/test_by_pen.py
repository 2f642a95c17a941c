"""Notes completed by pen (N-09): pre-prints and pads, bound at the door, typed in the evening."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pypdf
import pypdfium2
import zxingcpp

from visitapp.domain.note_number import read_code


def codes_of(file: Path) -> list[str]:
    """The text of the code on each page."""
    pages = pypdfium2.PdfDocument(file.read_bytes())
    pictures = (page.render(scale=150 / 72).to_pil().convert("L") for page in pages)
    return [zxingcpp.read_barcodes(picture)[0].text for picture in pictures]


def test_a_pad_is_printed_and_one_of_its_sheets_becomes_the_visits_note(
    absent: tuple[Any, str], tmp_path: Path
) -> None:
    """Pad, bound by its scanned code, left, called: the number is what the customer has."""
    laptop, visit = absent
    pad = laptop.json("note", "pad", 3, "--out", tmp_path / "pad.pdf")
    codes = codes_of(tmp_path / "pad.pdf")
    assert [read_code(code).number for code in codes] == pad["numbers"]  # type: ignore[union-attr]
    assert len(set(pad["numbers"])) == 3
    shown = pypdf.PdfReader(BytesIO((tmp_path / "pad.pdf").read_bytes())).pages[1].extract_text()
    assert "みなと家電" in shown
    bound = laptop.json("note", "by-pen", visit, codes[1])
    assert bound["note_no"] == pad["numbers"][1]
    laptop.json("note", "left", visit, "--placement", "mailbox")
    laptop.json("visit", "leave", visit)
    assert laptop.entries(visit).count("note_handwritten") == 1
    planned = laptop.json("visit", "show", visit)["note_no"]
    for number in (planned, pad["numbers"][1]):
        assert laptop.json("visit", "show", number)["id"] == visit
    assert f"{pad['numbers'][1]}、{planned}" in laptop.run("visit", "show", planned).out
    [call] = laptop.json("call", "due")
    assert call["note_no"] == pad["numbers"][1]


def test_without_a_number_it_is_the_visits_own_pre_print(absent: tuple[Any, str]) -> None:
    laptop, visit = absent
    planned = laptop.json("visit", "show", visit)["note_no"]
    assert laptop.json("note", "by-pen", visit)["note_no"] == planned
    laptop.json("note", "left", visit, "--placement", "mailbox")


def test_a_number_is_never_the_note_of_two_visits(absent: tuple[Any, str], tmp_path: Path) -> None:
    laptop, visit = absent
    other = laptop.json(
        "visit", "plan", "--customer", "A1", "--at", "17:30", "--staff", "佐久間 亮", "--agreed",
        "phone",
    )  # fmt: skip
    theirs = laptop.json("visit", "show", other["id"])["note_no"]
    assert "belongs to another visit" in laptop.fails("note", "by-pen", visit, theirs).err
    assert "not the number" in laptop.fails("note", "by-pen", visit, "K7Q4-29DX").err
    pad = laptop.json("note", "pad", 1, "--out", tmp_path / "pad.pdf")
    laptop.json("note", "by-pen", visit, pad["numbers"][0])
    assert laptop.entries(visit).count("note_handwritten") == 1


def test_the_number_of_a_pre_print_that_stayed_unused_is_nobody_elses(
    absent: tuple[Any, str], tmp_path: Path
) -> None:
    """The visit left a pad's sheet: its planned number, still in the bag, is not bound again."""
    laptop, visit = absent
    planned = laptop.json("visit", "show", visit)["note_no"]
    pad = laptop.json("note", "pad", 2, "--out", tmp_path / "pad.pdf")["numbers"]
    for number in pad:
        laptop.json("note", "by-pen", visit, number)
    other = laptop.json("visit", "plan", "--customer", "A1", "--at", "15:30")["id"]
    for act in ("arrive", "ring"):
        laptop.json("visit", act, other)
    laptop.json("visit", "absent", other, "--reason", "雨")
    for number in (planned, *pad):
        assert "belongs to another visit" in laptop.fails("note", "by-pen", other, number).err


def test_the_number_of_a_pre_print_of_another_day_is_nobody_elses(
    absent: tuple[Any, str], tmp_path: Path
) -> None:
    """A sheet forgotten in the bag is still its visit's, however long ago that was."""
    laptop, visit = absent
    planned = laptop.json("visit", "show", visit)["note_no"]
    pad = laptop.json("note", "pad", 1, "--out", tmp_path / "pad.pdf")["numbers"]
    laptop.json("note", "by-pen", visit, pad[0])
    laptop.wait(days=2)
    other = laptop.json("visit", "plan", "--customer", "A1", "--at", "15:30")["id"]
    for act in ("arrive", "ring"):
        laptop.json("visit", act, other)
    laptop.json("visit", "absent", other, "--reason", "雨")
    for number in (planned, *pad):
        assert "belongs to another visit" in laptop.fails("note", "by-pen", other, number).err


def test_a_number_slipped_by_one_character_is_refused(absent: tuple[Any, str]) -> None:
    laptop, visit = absent
    planned = laptop.json("visit", "show", visit)["note_no"]
    wrong = planned[:-1] + ("A" if planned[-1] != "A" else "B")
    assert laptop.fails("note", "by-pen", visit, wrong).code == 1


def test_what_the_pen_wrote_is_typed_and_read_by_the_guard(absent: tuple[Any, str]) -> None:
    """R-37: it lies with the customer already, so it is told and kept, never refused."""
    laptop, visit = absent
    assert "No note of this visit" in laptop.fails("note", "transcribe", visit, "--text", "x").err
    laptop.json("note", "by-pen", visit)
    laptop.json("note", "left", visit, "--placement", "mailbox")
    told = laptop.json("note", "transcribe", visit, "--text", "当社の責任です。")
    assert not told["allowed"]
    fine = laptop.json("note", "transcribe", visit, "--text", "改めてお電話を差し上げます。")
    assert fine["allowed"]
    assert "missing" in laptop.fails("note", "transcribe", visit, "--text", "  ").err
    assert laptop.entries(visit).count("note_transcribed") == 2


def test_before_the_outcome_no_sheet_is_bound(planned: tuple[Any, str]) -> None:
    laptop, visit = planned
    assert "not recorded yet" in laptop.fails("note", "by-pen", visit).err


def test_a_pad_has_a_sensible_number_of_sheets(laptop: Any, tmp_path: Path) -> None:
    for count in (0, 101):
        assert "1 to 100" in laptop.fails("note", "pad", count, "--out", tmp_path / "p.pdf").err
    assert not (tmp_path / "p.pdf").exists()
