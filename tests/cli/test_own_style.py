"""A company's own sentences and logo: checked when records open, never a surprise at the door."""

import os
from pathlib import Path
from typing import Any

import pypdf
import pytest
from PIL import Image

WORDING = """version = "minato-1"
[paper]
closing = "またお目にかかれる日を楽しみにしております。"
"""


def own(laptop: Any, text: str) -> None:
    (laptop.folder / "wording.toml").write_text(text, encoding="utf-8")


def printed(laptop: Any, visit: str, out: Path) -> str:
    said = laptop.run("note", "print", visit, "--out", out)
    assert said.code == 0, said.err
    return "".join("".join(p.extract_text().split()) for p in pypdf.PdfReader(out).pages)


def test_a_companys_sentence_stands_on_its_notes(absent: tuple[Any, str], tmp_path: Path) -> None:
    laptop, visit = absent
    own(laptop, WORDING)
    assert "またお目にかかれる日を楽しみにしております。" in printed(
        laptop, visit, tmp_path / "n.pdf"
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("version = 'x'\n[paper]\nclosing = ", "can't be read"),
        ("version = 'x'\n[paper]\nclosng = 'あ'\n", "paper.closng"),
        ("version = 'x'\n[visit]\nlate = '本日お伺いしました。'\n", "visit.late"),
        ("[paper]\nclosing = 'あ'\n", "version"),
        ("version = 'x'\n[paper]\nclosing = '弊社の不良でした。'\n", "paper.closing"),
        ("version = 'x'\n[paper]\nclosing = 7\n", "“paper.closing” must be"),
        ("version = 'x'\n[paper]\nclosing = 'お電話{ください。'\n", "just these places"),
        ("version = 'x'\n[paper]\nclosing = '{0.__class__}'\n", "just these places"),
        ("version = 'x'\n[paper]\nphone = 'お電話はこちらまで願います'\n", "“paper.phone” can't"),
        ("version = 'x'\n[paper]\noutside = '{name} {honorific}へ'\n", "same for every company"),
        ("version = 'x'\n[paper]\nantifraud = 'ご確認ください。'\n", "same for every company"),
        ("version = 'x'\n[day]\nweekdays = '日月火水木金土'\n", "same for every company"),
        ("version = 'x'\n[time]\nnoon = '午後0時'\n", "same for every company"),
        (f"version = 'x'\n[pad]\nuntil = '＿時＿分{'頃まで' * 12}'\n", "pad.until"),
        (f"version = 'x'\n[request]\nitem = '{'お品物' * 12}'\n", "request.item"),
        (f"version = 'x'\n[line]\nenglish = '{'Please call us. ' * 9}'\n", "line.english"),
        ("version = 'x'\n[paper]\ntitle = 'お知らせ😀'\n", "paper.title"),
        ("version = 'x'\n[request]\ntitle = 'お願い😀'\n", "request.title"),
        ('version = "x"\n[thanks]\ntitle = "お\\n礼"\n', "thanks.title"),
        (f"version = 'x'\n[paper]\nclosing = 'あ'\ntitle = '{'長' * 60}'\n", "“paper.title” can't"),
        (f"version = 'x'\n[letter]\nreport = '{'長く' * 300}'\n", "letter.report"),
    ],
)
def test_what_cannot_be_used_is_told_with_its_line_and_never_printed(
    absent: tuple[Any, str], tmp_path: Path, text: str, told: str
) -> None:
    """Corrupt template: named at the start with the remedy; the note is made with our sentences."""
    laptop, visit = absent
    before = printed(laptop, visit, tmp_path / "before.pdf")
    own(laptop, text)
    said = laptop.run("visit", "today")
    assert said.code == 0
    assert told in said.err
    assert "wording.toml" in said.err or "on paper" in said.err
    after = printed(laptop, visit, tmp_path / "after.pdf")
    assert after.replace("2版", "") == before


def test_a_logo_stands_on_the_card_and_a_missing_one_costs_nothing(
    laptop: Any, tmp_path: Path
) -> None:
    """Layout 0.6: at the right of the company's line; without it the card is made all the same."""
    settings = laptop.folder / "settings.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace('logo = ""', 'logo = "logo.png"'), encoding="utf-8")
    said = laptop.run("card", "sheet", "--out", tmp_path / "without.pdf")
    assert said.code == 0
    assert "logo.png" in said.err
    Image.new("RGBA", (400, 90), (31, 75, 127, 255)).save(laptop.folder / "logo.png")
    said = laptop.run("card", "sheet", "--out", tmp_path / "with.pdf")
    assert (said.code, said.err.count("logo")) == (0, 0)
    images = [
        len(pypdf.PdfReader(tmp_path / f"{n}.pdf").pages[0].images) for n in ("without", "with")
    ]
    assert images == [0, 1], "drawn ten times, stored once"


@pytest.mark.parametrize("data", [b"", b"<svg/>", b"\x89PNG\r\n\x1a\n" + bytes(50)])
def test_a_logo_that_is_no_picture_is_told(laptop: Any, tmp_path: Path, data: bytes) -> None:
    settings = laptop.folder / "settings.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace('logo = ""', 'logo = "logo.png"'), encoding="utf-8")
    (laptop.folder / "logo.png").write_bytes(data)
    said = laptop.run("visit", "today")
    assert said.code == 0
    assert "PNG or JPEG" in said.err


def test_what_is_no_file_is_told_and_never_waited_for(
    absent: tuple[Any, str], tmp_path: Path
) -> None:
    """A pipe as logo would have kept the program from starting."""
    laptop, visit = absent
    os.mkfifo(tmp_path / "logo.png")
    (laptop.folder / "wording.toml").mkdir()
    settings = laptop.folder / "settings.toml"
    told = settings.read_text("utf-8").replace('logo = ""', f'logo = "{tmp_path / "logo.png"}"')
    settings.write_text(told, "utf-8")
    said = laptop.run("note", "preview", visit)
    assert said.code == 0
    assert "logo.png can't be used (it is no file)" in said.err
    assert "wording.toml can't be read (it is no file)" in said.err


def test_a_paper_of_the_settings_that_no_note_has_is_told_at_the_start(laptop: Any) -> None:
    """Else every note would be a postcard and nobody would know why."""
    settings = laptop.folder / "settings.toml"
    told = settings.read_text(encoding="utf-8")
    assert 'paper = "hagaki"' in told
    settings.write_text(told.replace('"hagaki"', '"legal"'), encoding="utf-8")
    said = laptop.run("visit", "today")
    assert said.code == 0
    assert "legal" in said.err
    assert "hagaki" in said.err


def test_what_a_windows_editor_saves_is_read_or_told(
    absent: tuple[Any, str], tmp_path: Path
) -> None:
    """A mark of UTF-8 at the beginning is none of its words; another encoding is named."""
    laptop, visit = absent
    words = "version = 'x'\n[paper]\nclosing = 'お電話をお待ちしております。'\n"
    file = laptop.folder / "wording.toml"
    file.write_text(words, encoding="utf-8-sig")
    assert "お電話をお待ちしております" in printed(laptop, visit, tmp_path / "n.pdf")
    file.write_text(words, encoding="cp932")
    assert "not written in UTF-8" in laptop.run("visit", "today").err
    settings = laptop.folder / "settings.toml"
    settings.write_text(settings.read_text(encoding="utf-8"), encoding="utf-8-sig")
    assert laptop.run("visit", "today").code == 0
