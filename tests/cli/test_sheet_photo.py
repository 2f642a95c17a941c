"""The number of a sheet is read in a photo of it (N-09); only a person's word binds it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import segno
from PIL import Image

from tests.sheet_photos import pages_of, photographed

Shoot = Callable[..., Path]


@pytest.fixture
def shoot(samples: Path, tmp_path: Path) -> Shoot:
    """A photograph of pages of a PDF, or of a code with any text, lying at a post box."""

    def shot(name: str, *papers: tuple[Path, int], text: str = "") -> Path:
        found = [pages_of(pdf.read_bytes())[page] for pdf, page in papers]
        if text:
            drawn = tmp_path / "code.png"
            segno.make(text, error="q").save(str(drawn), scale=8, border=4)
            found.append(Image.open(drawn).convert("RGB"))
        return photographed(
            found, samples / "photos/demo-drawn/3-note-at-postbox.jpg", tmp_path / name
        )

    return shot


@pytest.fixture
def pad(absent: tuple[Any, str], tmp_path: Path) -> tuple[Path, list[str]]:
    """A pad of three sheets: its PDF and numbers."""
    file = tmp_path / "pad.pdf"
    return file, absent[0].json("note", "pad", 3, "--out", file)["numbers"]


def unbound(laptop: Any, visit: str) -> bool:
    return "note_handwritten" not in laptop.entries(visit)


def test_a_photo_of_the_sheet_binds_it(
    absent: tuple[Any, str], pad: tuple[Path, list[str]], shoot: Shoot
) -> None:
    laptop, visit = absent
    file, numbers = pad
    photo = shoot("sheet.jpg", (file, 1))
    asked = laptop.fails("note", "by-pen", visit, "--photo", photo)
    assert f"shows the sheet {numbers[1]}; nothing was bound" in asked.err
    assert unbound(laptop, visit)
    bound = laptop.json("note", "by-pen", visit, "--photo", photo, "--yes")
    assert bound["note_no"] == numbers[1]
    assert laptop.json("visit", "show", visit)["photos"] == []  # read, not kept
    both = laptop.fails("note", "by-pen", visit, numbers[2], "--photo", file)
    assert "both as text and as a photo" in both.err


def test_what_shows_no_single_sheet_is_told_in_a_sentence(
    absent: tuple[Any, str],
    pad: tuple[Path, list[str]],
    shoot: Shoot,
    samples: Path,
    tmp_path: Path,
) -> None:
    laptop, visit = absent
    file, numbers = pad

    def told(photo: Path) -> str:
        return str(laptop.fails("note", "by-pen", visit, "--photo", photo).err)

    assert "No code was found" in told(samples / "photos/demo-drawn/1-approach-door.jpg")
    two = told(shoot("two.jpg", (file, 0), (file, 1)))
    assert "the codes of 2 notes" in two
    assert all(number in two for number in numbers[:2])
    kind = "not that of a sheet for the pen"
    assert kind in told(shoot("poster.jpg", text="https://example.jp/"))
    assert kind in told(shoot("wrong.jpg", text="VA1/K7Q4-29DX/0"))
    laptop.json("note", "print", visit, "--out", tmp_path / "note.pdf")
    assert kind in told(shoot("printed.jpg", (tmp_path / "note.pdf", 0)))
    assert "is not there" in told(tmp_path / "absent.jpg")
    assert unbound(laptop, visit)


def test_the_number_of_another_visit_is_told_before_anything_is_bound(
    absent: tuple[Any, str], shoot: Shoot, tmp_path: Path
) -> None:
    laptop, visit = absent
    planned = ("--customer", "A1", "--at", "17:30", "--staff", "佐久間 亮", "--agreed", "phone")
    laptop.json("visit", "plan", *planned)
    laptop.json("note", "preprint", "--day", "today", "--out", tmp_path / "day.pdf")
    photo = shoot("theirs.jpg", (tmp_path / "day.pdf", 0))
    assert "belongs to another visit" in laptop.fails("note", "by-pen", visit, "--photo", photo).err
    added = laptop.json("photo", "add", visit, photo, "--role", "note")
    assert (added[0]["note_code"], added[0]["sheet"]) == ("other_note", "")
    assert unbound(laptop, visit)


def test_every_hostile_file_gives_a_sentence_and_binds_nothing(
    absent: tuple[Any, str], samples: Path
) -> None:
    laptop, visit = absent
    for file in sorted((samples / "hostile").iterdir()):
        said = laptop.fails("note", "by-pen", visit, "--photo", file)
        assert len(said.err) > len("The file is empty."), file.name
    assert unbound(laptop, visit)


def test_a_kept_photo_that_shows_a_sheet_becomes_the_notes_when_it_is_said_so(
    absent: tuple[Any, str], pad: tuple[Path, list[str]], shoot: Shoot
) -> None:
    """Taken before the number was told: whatever it was meant to show, it shows the note."""
    laptop, visit = absent
    photo = shoot("kept.jpg", (pad[0], 2))
    said = laptop.run("photo", "add", visit, photo)
    assert f"shows the sheet {pad[1][2]}" in said.out
    assert unbound(laptop, visit)
    [kept] = laptop.json("visit", "show", visit)["photos"]
    assert (kept["role"], kept["note_code"]) == ("other", "not_looked")
    laptop.json("note", "by-pen", visit, "--photo", photo, "--yes")
    [kept] = laptop.json("visit", "show", visit)["photos"]
    assert (kept["role"], kept["note_code"]) == ("note", "found")
    again = laptop.json("photo", "add", visit, photo, "--role", "note")
    assert again[0]["sheet"] == ""


def test_no_sheet_is_offered_before_a_note_may_be_made(
    planned: tuple[Any, str], shoot: Shoot, tmp_path: Path
) -> None:
    laptop, visit = planned
    laptop.json("note", "pad", 1, "--out", tmp_path / "pad.pdf")
    photo = shoot("early.jpg", (tmp_path / "pad.pdf", 0))
    added = laptop.json("photo", "add", visit, photo, "--role", "note")
    assert (added[0]["note_code"], added[0]["sheet"]) == ("other_note", "")


def test_the_visits_own_pre_print_in_a_photo_is_offered_too(
    planned: tuple[Any, str], shoot: Shoot, tmp_path: Path
) -> None:
    laptop, visit = planned
    laptop.json("note", "preprint", "--day", "today", "--out", tmp_path / "day.pdf")
    for hour, minute, act in ((14, 28, "arrive"), (14, 30, "ring")):
        laptop.set(hour, minute)
        laptop.json("visit", act, visit)
    laptop.json("visit", "absent", visit, "--reason", "雨")
    number = laptop.json("visit", "show", visit)["note_no"]
    [added] = laptop.json("photo", "add", visit, shoot("own.jpg", (tmp_path / "day.pdf", 0)))
    assert added["sheet"] == number
