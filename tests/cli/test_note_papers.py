"""The papers around a note on the command line: the envelope of its letter, the small slips."""

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


def test_a_call_agreed_for_the_hour_of_another_visit_is_mentioned(
    absent: tuple[Any, str],
) -> None:
    """N-10: beside the paper, on standard error; nothing is refused."""
    laptop, visit = absent
    laptop.json("visit", "leave", visit)
    laptop.json("call", "done", visit, "--result", "call-later", "--again", "17:00")
    assert "runs into" not in laptop.run("note", "preview", visit).err
    file = laptop.folder / "two.csv"
    file.write_text("お客様番号,氏名,電話番号\nB2,三田　花,03-0000-0002\n", encoding="utf-8")
    laptop.json("customer", "import", file)
    laptop.json("visit", "plan", "--customer", "B2", "--at", "17:10", "--staff", "佐久間 亮")
    told = laptop.run("note", "preview", visit).err
    assert "The call until 17:00 runs into the visit of 17:10 to 三田" in told


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


def test_a_receipt_takes_its_day_from_the_log_and_the_rest_from_the_line(
    planned: tuple[Any, str], tmp_path: Path
) -> None:
    """R-26: before anybody was there the day is left for the pen; nothing is recorded."""
    laptop, visit = planned
    words = ("note", "slip", visit, "--form", "receipt", "--out", tmp_path / "r.pdf")
    laptop.json(*words)
    assert "2026年" not in told(tmp_path / "r.pdf", 0)
    laptop.set(14, 30)
    laptop.json("visit", "arrive", visit)
    before = laptop.entries(visit)
    made = laptop.json(*words, "--item", "電気炊飯器", "--quantity", "1台", "--back", "2026-12-09")
    assert (made["paper"], made["size_mm"]) == ("a6", [105, 148])
    for part in ("2026年11月25日(水)", "電気炊飯器", "1台", "2026年12月9日(水)", "髙橋健一様"):
        assert part in told(tmp_path / "r.pdf", 1)
    assert laptop.entries(visit) == before


def test_a_slip_says_nothing_the_guard_refuses(planned: tuple[Any, str], tmp_path: Path) -> None:
    """R-10."""
    laptop, visit = planned
    words = ("note", "slip", visit, "--form", "receipt", "--out", tmp_path / "r.pdf")
    said = laptop.fails(*words, "--condition", "当社の責任です").err
    assert "must not stand on a note" in said
    assert "a6, a5" in laptop.fails(*words, "--paper", "a4").err
    assert not (tmp_path / "r.pdf").exists()


def test_thanks_are_for_who_was_met(planned: tuple[Any, str], tmp_path: Path) -> None:
    laptop, visit = planned
    words = (
        "note",
        "slip",
        visit,
        "--form",
        "thanks",
        "--paper",
        "a5",
        "--out",
        tmp_path / "t.pdf",
    )
    assert "customer was met" in laptop.fails(*words).err
    laptop.set(14, 30)
    for act in ("arrive", "ring"):
        laptop.json("visit", act, visit)
    laptop.json("visit", "met", visit, "--whom", "customer")
    laptop.json(*words)
    assert "11月25日(水)、お約束の午後2時30分にお伺いし" in told(tmp_path / "t.pdf", 0)


def test_the_third_absence_in_a_row_gets_a_letter_of_its_own(
    absent: tuple[Any, str], tmp_path: Path
) -> None:
    """R-41: as many as the policy says; only by post, never on paper at the door."""
    laptop, visit = absent
    words = ("--form", "letter", "--by-post", "--out", tmp_path / "l.pdf")
    for _ in range(2):
        laptop.json("note", "print", visit, *words)
        assert "ご都合のよい方法で" not in told(tmp_path / "l.pdf", 0)
        laptop.wait(days=1)
        visit = one_more_absence(laptop)
    laptop.json("note", "print", visit, *words)
    shown = told(tmp_path / "l.pdf", 0)
    assert "11月25日(水)午後2時30分、11月26日(木)午後2時30分、11月27日(金)午後2時30分の" in shown
    assert "ご都合のよい方法で" in shown
    laptop.json("note", "print", visit, "--form", "letter", "--out", tmp_path / "d.pdf")
    assert "11月25日" not in told(tmp_path / "d.pdf", 0)


def one_more_absence(laptop: Any) -> str:
    laptop.set(9, 0)
    visit: str = laptop.json(
        "visit", "plan", "--customer", "A1", "--at", "14:30",
        "--staff", "佐久間 亮", "--staff", "三好 綾", "--agreed", "phone",
    )["id"]  # fmt: skip
    for hour, minute, act in ((14, 28, "arrive"), (14, 30, "ring"), (14, 31, "wait")):
        laptop.set(hour, minute)
        laptop.json("visit", act, visit)
    laptop.set(15, 2)
    laptop.json("visit", "absent", visit)
    return visit


def test_one_more_line_stands_on_the_open_slip_alone(
    absent: tuple[Any, str], tmp_path: Path
) -> None:
    """JP-NOTE-9: a sheet of its own; a letter has none."""
    laptop, visit = absent
    plain = laptop.json("note", "preview", visit)
    for line, words in (("easy", "でんわを"), ("english", "Pleasecallus")):
        made = laptop.json(
            "note", "print", visit, "--line", line, "--out", tmp_path / f"{line}.pdf"
        )
        assert words in told(tmp_path / f"{line}.pdf", 0)
        assert made["pdf_sha256"] != plain["pdf_sha256"]
        assert not any(finding["class"] in "FPBX" for finding in made["findings"])
    refused = laptop.fails("note", "preview", visit, "--line", "easy", "--form", "letter").err
    assert "for the open slip" in refused


def test_a_customer_who_wishes_it_has_no_name_on_the_outside(
    absent: tuple[Any, str], tmp_path: Path
) -> None:
    """V-06, layout 0.3: a limit of contact like the others; inside nothing changes."""
    laptop, visit = absent
    customer = laptop.json("visit", "show", visit)["customer_id"]
    laptop.json("customer", "edit", customer, "--set", "no_name_outside=yes")
    laptop.json("note", "print", visit, "--out", tmp_path / "n.pdf")
    inside, outside = pypdf.PdfReader(tmp_path / "n.pdf").pages
    assert "様" in inside.extract_text()
    assert not outside.extract_text().strip()


def test_what_is_typed_of_paper_and_day_is_understood_or_told(
    absent: tuple[Any, str], tmp_path: Path
) -> None:
    laptop, visit = absent
    assert laptop.json("note", "preview", visit, "--paper", "HAGAKI")["paper"] == "hagaki"
    slip = ("note", "slip", visit, "--form", "receipt", "--out", tmp_path / "r.pdf")
    assert "that day is over" in laptop.fails(*slip, "--back", "2026-11-24").err
    laptop.json(*slip, "--back", "2026-11-25", "--paper", "A6")
    bad = ("printer", "add", "a\nb", "escpos://127.0.0.1:9100")
    assert "needs a name of its own" in laptop.fails(*bad).err


def test_what_the_system_says_is_told_in_the_users_language(
    absent: tuple[Any, str], tmp_path: Path
) -> None:
    laptop, visit = absent
    (tmp_path / "file").touch()
    for out, why in ((tmp_path, "フォルダ"), (tmp_path / "file" / "x.pdf", "ありません")):
        said = laptop.run("note", "print", visit, "--out", out, lang="ja")
        assert (said.code, why in said.err) == (1, True), said.err
    roll = ("note", "print", visit, "--paper", "80mm", "--printer", "escpos://127.0.0.1:9")
    assert "接続を断られました" in laptop.run(*roll, lang="ja").err
    assert "ありません" in laptop.run("printer", "status", "escpos:/dev/none", lang="ja").err


def test_envelope_and_slip_are_looked_at_before_they_are_written(
    absent: tuple[Any, str],
) -> None:
    laptop, visit = absent
    before = sorted(laptop.folder.iterdir())
    front, back = laptop.json("note", "envelope", visit)["words"]
    assert "髙橋　健一 様" in front
    assert "1500002" in front
    assert "みなと家電" in back
    assert "令和8年11月25日" in back
    words = laptop.run("note", "slip", visit, "--form", "request").out
    assert "ご協力のお願い" in words
    assert sorted(laptop.folder.iterdir()) == before
