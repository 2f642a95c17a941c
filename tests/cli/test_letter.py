"""The sealed letter on the command line: who gets one, what it may admit, on which paper."""

from pathlib import Path
from typing import Any

import pypdf
import pytest


def text_of(file: Path) -> str:
    return "".join(pypdf.PdfReader(file).pages[0].extract_text().split())


def test_a_letter_is_made_posted_and_stays_apart_from_the_slip(
    absent: tuple[Any, str], tmp_path: Path
) -> None:
    """R-36, R-37: one number, a sheet for each form, the same bytes when looked at again."""
    laptop, visit = absent
    slip = laptop.json("note", "preview", visit)
    words = ("--form", "letter", "--apology", "trouble", "--by-post")
    letter = laptop.json("note", "print", visit, *words, "--out", tmp_path / "letter.pdf")
    assert (letter["paper"], letter["size_mm"]) == ("a4", [210, 297])
    assert letter["note_no"] == slip["note_no"]
    assert letter["pdf_sha256"] != slip["pdf_sha256"]
    told = text_of(tmp_path / "letter.pdf")
    assert "ご不便をおかけしておりますことをお詫び申し上げます。" in told
    assert "11月25日(水)午後2時30分のお約束で" in told
    assert "本日" not in told
    placed = ("--placement", "by_post", "--tracking-no", "1234-5678-9012")
    laptop.json("note", "left", letter["note_no"], *placed, "--person", "三好 綾")
    assert laptop.entries(visit).count("note_numbered") == 2


def test_a_fault_needs_responsibility_and_a_name(absent: tuple[Any, str]) -> None:
    """R-10, R-11: neither the slip nor an undecided or unapproved letter admits a fault."""
    laptop, visit = absent
    letter = ("note", "preview", visit, "--form", "letter", "--apology", "fault")
    assert "must not stand on a note" in laptop.fails(*letter).err
    ours = (*letter, "--responsibility", "ours")
    assert "needs the name of whoever approved it" in laptop.fails(*ours).err
    made = laptop.json(*ours, "--approved-by", "田村 課長")
    assert any(finding["class"] == "F" for finding in made["findings"])


def test_two_approvers_are_two_people(absent: tuple[Any, str]) -> None:
    """R-29: a blank is nobody, and a space makes nobody else."""
    laptop, visit = absent
    ours = ("note", "preview", visit, "--form", "letter", "--apology", "fault",
            "--responsibility", "ours")  # fmt: skip
    for names in (("",), ("  ",), ("\u3000",)):
        said = laptop.fails(*ours, *approved(*names))
        assert "needs the name of whoever approved it" in said.err
    for names in (("甲",), ("甲", "甲 "), ("田村 課長", "田村\u3000課長"), ("甲", " ")):
        assert "two people must approve" in laptop.fails(*ours, "--money", *approved(*names)).err
    assert laptop.json(*ours, "--money", *approved("甲", "乙"))["paper"] == "a4"


def approved(*names: str) -> list[str]:
    return [part for name in names for part in ("--approved-by", name)]


@pytest.mark.parametrize("form", ["open", "letter"])
def test_a_blank_remark_is_none_and_three_lines_are_too_long(
    absent: tuple[Any, str], form: str
) -> None:
    laptop, visit = absent
    preview = ("note", "preview", visit, "--form", form)
    plain = laptop.json(*preview)
    for blank in (" ", "\u3000", "\n"):
        assert laptop.json(*preview, "--remark", blank)["pdf_sha256"] == plain["pdf_sha256"]
    assert "does not fit" in laptop.fails(*preview, "--remark", "一\n二\n三").err
    assert "“また電話” holds" in laptop.fails(*preview, "--remark", "また\u202e電話").err


@pytest.mark.parametrize("special", ["null", "link"])
def test_a_device_is_never_replaced_by_a_note(
    absent: tuple[Any, str], tmp_path: Path, special: str
) -> None:
    """As root, `--out /dev/null` would have put a file in the device's place."""
    laptop, visit = absent
    out = tmp_path / special
    out.symlink_to("/dev/null" if special == "null" else tmp_path / "real.pdf")
    said = laptop.run("note", "print", visit, "--out", out)
    assert out.is_symlink()
    assert Path("/dev/null").is_char_device()
    assert (said.code, "cannot be written" in said.err) == (
        (1, True) if special == "null" else (0, False)
    )
    assert special == "null" or (tmp_path / "real.pdf").read_bytes().startswith(b"%PDF")


def test_a_person_who_was_met_gets_a_letter_and_no_slip(
    planned: tuple[Any, str], tmp_path: Path
) -> None:
    """N-03: what a family was handed is sealed."""
    laptop, visit = planned
    laptop.set(14, 30)
    laptop.json("visit", "arrive", visit)
    laptop.json("visit", "ring", visit)
    laptop.json("visit", "met", visit, "--whom", "family")
    assert "sealed letter" in laptop.fails("note", "print", visit).err
    laptop.json("note", "print", visit, "--form", "letter", "--out", tmp_path / "l.pdf")
    assert "ご家族の方にお取り次ぎをいただき" in text_of(tmp_path / "l.pdf")


def test_a_reading_typed_in_brackets_stands_on_paper_for_somebody_known(
    one_customer: Any, tmp_path: Path
) -> None:
    """Layout 1: both staff with their readings; the owner was set up without one."""
    for day in ("14:30", "16:30"):
        visit = one_customer.json(
            "visit", "plan", "--customer", "A1", "--at", day, "--agreed", "phone",
            "--staff", "佐久間 亮(さくま りょう)", "--staff", "三好 綾(みよし あや)",
        )["id"]  # fmt: skip
    shown = one_customer.json("visit", "show", visit)
    assert shown["staff"] == ["佐久間 亮", "三好 綾"]
    one_customer.json("note", "preview", visit, "--out", tmp_path / "n.pdf")
    assert "佐久間亮(さくまりょう)・三好綾(みよしあや)" in text_of(tmp_path / "n.pdf")


@pytest.mark.parametrize("form", ["open", "letter"])
def test_who_left_early_tells_neither_how_long_was_waited_nor_why(
    planned: tuple[Any, str], tmp_path: Path, form: str
) -> None:
    """Layout 8: left early, any reason."""
    laptop, visit = planned
    for hour, minute, act in ((14, 28, "arrive"), (14, 30, "ring"), (14, 31, "wait")):
        laptop.set(hour, minute)
        laptop.json("visit", act, visit)
    laptop.set(14, 45)
    laptop.json("visit", "absent", visit, "--reason", "雨")
    laptop.json("note", "print", visit, "--form", form, "--out", tmp_path / "n.pdf")
    told = text_of(tmp_path / "n.pdf")
    assert "お約束の午後2時30分にお伺いいたしましたが、お目にかかれませんでしたので" in told
    assert not any(part in told for part in ("2時45分", "お待ち", "雨"))


def test_a_paper_is_refused_that_the_form_does_not_have(absent: tuple[Any, str]) -> None:
    """Layout 9: an unknown size never becomes another."""
    laptop, visit = absent
    assert "a4" in laptop.fails("note", "preview", visit, "--form", "letter", "--paper", "b5").err
    made = laptop.json("note", "preview", visit, "--paper", "b6")
    assert made["size_mm"] == [128, 182]


def test_ten_cards_of_the_owner_go_on_one_sheet(laptop: Any, tmp_path: Any) -> None:
    """`card sheet`: the owner's card by default, somebody else's by name, a stranger's refused."""
    file = tmp_path / "cards.pdf"
    made = laptop.json("card", "sheet", "--skip", "4", "--out", file)
    assert (made["cards"], made["size_mm"]) == (6, [210.0, 297.0])
    assert file.read_bytes().startswith(b"%PDF")
    assert "nobody called" in laptop.fails("card", "sheet", "--person", "だれか", "--out", file).err


def test_the_owners_title_stands_on_the_card(laptop: Any, tmp_path: Path) -> None:
    """Layout 4: department, title; what the first start previewed is what is printed."""
    settings = laptop.folder / "settings.toml"
    settings.write_text(
        settings.read_text("utf-8").replace('title = ""', 'title = "主任"'), "utf-8"
    )
    laptop.json("card", "sheet", "--out", tmp_path / "cards.pdf")
    assert text_of(tmp_path / "cards.pdf").count("サービス課主任") == 10


def test_large_type_is_for_the_open_slip_on_a5(absent: tuple[Any, str], tmp_path: Any) -> None:
    laptop, visit = absent
    out = tmp_path / "large.pdf"
    made = laptop.json("note", "print", visit, "--large", "--out", out)
    assert (made["paper"], made["size_mm"]) == ("a5", [148.0, 210.0])
    for words in (("--paper", "hagaki"), ("--form", "letter")):
        assert "open slip on A5" in laptop.fails("note", "preview", visit, "--large", *words).err


def test_the_notes_of_a_day_are_made_beforehand(planned: tuple[Any, str], tmp_path: Any) -> None:
    """N-09: bound by its number to customer and promise; a visit that has begun needs none."""
    laptop, visit = planned
    out = tmp_path / "day.pdf"
    made = laptop.json("note", "preprint", "--day", "today", "--out", out)
    assert made["notes"] == [
        {"visit": visit, "note_no": laptop.json("visit", "show", visit)["note_no"]}
    ]
    assert "お目にかかれませんでしたので" in text_of(out)
    assert made["cards"] == 0
    both = laptop.json("note", "preprint", "--day", "today", "--cards", "--out", out)
    assert (len(both["notes"]), both["cards"] > 0) == (1, True)
    words = ("--day", "today", "--cards", "--out", out)
    laptop.json("note", "preprint", *words, "--skip", 9)
    assert len(pypdf.PdfReader(out).pages) == 1 + both["cards"]  # one on the first, one on the next
    assert "cannot be skipped" in laptop.fails("note", "preprint", *words, "--skip", 10).err
    assert laptop.json("note", "preprint", "--out", tmp_path / "none.pdf")["notes"] == []
    assert not (tmp_path / "none.pdf").exists()
    laptop.json("visit", "arrive", visit)
    again = laptop.json("note", "preprint", "--day", "today", "--out", out)
    assert (again["notes"], len(again["left_out"])) == ([], 1)


def test_an_apology_asked_for_on_an_open_slip_is_refused_and_not_passed_over(
    absent: tuple[Any, str], tmp_path: Path
) -> None:
    laptop, visit = absent
    said = laptop.run("note", "print", visit, "--apology", "trouble", "--out", tmp_path / "n.pdf")
    assert said.code == 1
    assert "apologises for nothing" in said.err
