"""What a paper claims of a visit that did not go as planned: no more than the log says."""

from pathlib import Path
from typing import Any

import pypdf
import pytest


def told(laptop: Any, visit: str, out: Path, *words: str) -> str:
    laptop.json("note", "preview", visit, *words, "--out", out)
    return "".join(pypdf.PdfReader(out).pages[0].extract_text().split())


def at_the_door(laptop: Any, visit: str, *acts: tuple[int, int, str]) -> None:
    for hour, minute, act in acts:
        laptop.set(hour, minute)
        laptop.json("visit", *act.split(), visit)


def test_who_came_and_went_before_the_promise_does_not_claim_to_have_kept_it(
    planned: tuple[Any, str], tmp_path: Path
) -> None:
    """Layout 0.1: times come from the log."""
    laptop, visit = planned
    at_the_door(laptop, visit, (10, 0, "arrive"), (10, 1, "ring"))
    laptop.set(10, 12)
    laptop.json("visit", "absent", visit, "--reason", "雨")
    slip = told(laptop, visit, tmp_path / "n.pdf")
    assert "本日11月25日(水)午前10時1分にお伺いいたしましたが" in slip
    assert "お約束の午後2時30分に" not in slip


def test_a_minute_or_two_before_the_promise_is_the_promised_time(
    planned: tuple[Any, str], tmp_path: Path
) -> None:
    laptop, visit = planned
    at_the_door(laptop, visit, (14, 26, "arrive"), (14, 27, "ring"), (14, 28, "intercom"))
    assert "お約束の午後2時30分にお伺いいたしました" in told(laptop, visit, tmp_path / "n.pdf")


def test_who_came_late_and_never_reached_the_bell_was_late(
    planned: tuple[Any, str], tmp_path: Path
) -> None:
    """N-02, N-07: a dog at the gate makes nobody punctual."""
    laptop, visit = planned
    at_the_door(laptop, visit, (15, 0, "arrive"))
    laptop.json("visit", "absent", visit, "--reason", "犬")
    slip = told(laptop, visit, tmp_path / "n.pdf")
    assert "遅れましたことをお詫び申し上げます。本日11月25日(水)午後3時にお伺い" in slip


@pytest.mark.parametrize("form", ["open", "letter"])
def test_a_paper_made_days_later_says_nothing_of_today(
    absent: tuple[Any, str], tmp_path: Path, form: str
) -> None:
    """Layout 8: 本日 is the day on which the paper is made, and so is a letter's date."""
    laptop, visit = absent
    laptop.wait(days=2)
    paper = told(laptop, visit, tmp_path / "n.pdf", "--form", form)
    assert "11月25日(水)、お約束の午後2時30分にお伺いし" in paper
    assert "本日11月25日" not in paper
    assert ("2026年11月27日(金)" in paper) == (form == "letter")


def test_a_paper_made_after_leaving_promises_the_call_that_is_owed(
    absent: tuple[Any, str], tmp_path: Path
) -> None:
    """R-39: the day in the journal; a day that is over is promised to nobody."""
    laptop, visit = absent
    laptop.set(15, 10)
    laptop.json("visit", "leave", visit)
    assert laptop.json("visit", "show", visit)["follow_up"]["due_on"] == "2026-11-26"
    laptop.set(23, 50)
    assert "明日26日(木)の午前中に" in told(laptop, visit, tmp_path / "n.pdf")
    laptop.wait(days=2)
    assert "11月30日(月)の午前中に" in told(laptop, visit, tmp_path / "n.pdf")


def test_before_the_visit_the_next_contact_comes_after_it(
    one_customer: Any, tmp_path: Path
) -> None:
    visit = one_customer.json(
        "visit", "plan", "--customer", "A1", "--at", "2026-12-02 14:30", "--agreed", "phone",
        "--staff", "佐久間 亮", "--staff", "三好 綾",
    )["id"]  # fmt: skip
    assert "明日3日(木)の午前中に" in told(one_customer, visit, tmp_path / "n.pdf")


def test_an_envelope_bears_the_date_of_the_letter_in_it(
    absent: tuple[Any, str], tmp_path: Path
) -> None:
    laptop, visit = absent
    laptop.wait(days=1)
    out = tmp_path / "l.pdf"
    laptop.json("note", "print", visit, "--form", "letter", "--out", out)
    assert "2026年11月26日(木)" in pypdf.PdfReader(out).pages[0].extract_text()
    laptop.wait(days=1)
    laptop.json("note", "envelope", visit, "--out", tmp_path / "e.pdf")
    back = pypdf.PdfReader(tmp_path / "e.pdf").pages[1].extract_text()
    assert "令和8年11月26日" in "".join(back.split())


MOVED = "お約束の日時の件、承りました。11月27日(金)正午にお伺いいたします。"


@pytest.mark.parametrize(
    "acts", [(), ((14, 28, "arrive"),), ((14, 28, "arrive"), (14, 28, "ring"))]
)
def test_a_moved_promise_is_told_wherever_it_was_moved(
    planned: tuple[Any, str], tmp_path: Path, acts: tuple[tuple[int, int, str], ...]
) -> None:
    """Layout 8, N-03: by phone before anybody rang, or at the door."""
    laptop, visit = planned
    at_the_door(laptop, visit, *acts)
    laptop.json("visit", "moved", visit)
    early = laptop.fails("note", "preview", visit)
    assert "new time is not planned yet" in early.err
    new = laptop.json("visit", "reschedule", visit, "--at", "2026-11-27 12:00")
    assert (new["id"] == visit) == (not acts)
    assert MOVED in told(laptop, visit, tmp_path / "n.pdf")


def test_a_visit_that_was_moved_at_the_door_goes_on_as_one_of_its_own(
    planned: tuple[Any, str], tmp_path: Path
) -> None:
    """R-33: ring and wait of one day never stand on the note of another."""
    laptop, visit = planned
    at_the_door(laptop, visit, (14, 28, "arrive"), (14, 30, "ring"), (14, 31, "moved"))
    new = laptop.json("visit", "reschedule", visit, "--at", "2026-11-27 12:00")["id"]
    laptop.wait(days=2)
    at_the_door(laptop, new, (11, 58, "arrive"), (12, 0, "ring"), (12, 1, "wait"))
    at_the_door(laptop, new, (12, 32, "absent"))
    slip = told(laptop, new, tmp_path / "n.pdf")
    assert "本日11月27日(金)、お約束の正午にお伺いし、午後0時30分頃まで" in slip


@pytest.mark.parametrize(
    ("found", "form", "why"),
    [
        ("asked-to-leave", "open", "nothing more is done at the door"),
        ("not-found", "letter", "No note is left"),
        ("emergency", "letter", "nothing more is done at the door"),
        ("met --whom minor", "letter", "nothing more is done at the door"),
        ("met --whom family", "open", "only a sealed letter"),
        ("met", "open", "only a sealed letter"),
    ],
)
def test_nothing_is_previewed_that_may_not_be_printed(
    planned: tuple[Any, str], tmp_path: Path, found: str, form: str, why: str
) -> None:
    """N-03, N-04: a preview is a PDF, and would say that nobody was met."""
    laptop, visit = planned
    at_the_door(laptop, visit, (14, 28, "arrive"), (14, 30, "ring"), (14, 31, found))
    out = tmp_path / "n.pdf"
    assert why in laptop.fails("note", "preview", visit, "--form", form, "--out", out).err
    assert not out.exists()


def test_a_family_that_must_not_know_is_left_no_letter(planned: tuple[Any, str]) -> None:
    """V-06, layout 8: family met."""
    laptop, visit = planned
    laptop.json("customer", "edit", "A1", "--set", "family_must_not_know=yes")
    at_the_door(laptop, visit, (14, 28, "arrive"), (14, 30, "ring"), (14, 31, "met --whom family"))
    said = laptop.fails("note", "print", visit, "--form", "letter")
    assert "family must not know" in said.err


def test_an_open_slip_does_not_go_by_post(absent: tuple[Any, str]) -> None:
    """Layout 8: what is posted is sealed."""
    laptop, visit = absent
    assert "Only a sealed letter" in laptop.fails("note", "preview", visit, "--by-post").err


def test_an_apology_for_lateness_needs_lateness(absent: tuple[Any, str], tmp_path: Path) -> None:
    """R-11, N-02: it comes from the log; what was asked for is never left out silently."""
    laptop, visit = absent
    letter = ("note", "preview", visit, "--form", "letter", "--apology", "late_arrival")
    assert "does not show that we came late" in laptop.fails(*letter).err
