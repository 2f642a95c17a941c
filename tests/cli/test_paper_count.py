"""Pre-prints and pads counted at departure and on return, from the command line (N-09, N-16)."""

from pathlib import Path
from typing import Any


def kinds_without_visit(laptop: Any) -> list[str]:
    """The kinds of the counts this computer wrote, in order."""
    from visitapp.workspace import open_workspace  # noqa: PLC0415 - only where it is looked inside

    with open_workspace(laptop.folder, clock=laptop.clock) as ws, ws.store.reading() as tx:
        return [event.entry.kind for event in tx.papers(99)]


def test_a_missing_pre_print_is_told_with_what_to_do(absent: tuple[Any, str]) -> None:
    """5 taken, 1 used, 3 returned: look for it before going home; counting again corrects it."""
    laptop, visit = absent
    assert laptop.json("note", "count", "show")["taken"] is None
    laptop.json("note", "count", "taken", "--preprints", "4")
    counted = laptop.json("note", "count", "taken", "--preprints", "5", "--cut-corner")
    assert counted["taken"] == {"preprints": 5, "pads": 0, "cut_corner": True}
    assert counted["missing"] == {"preprints": None, "pads": None}
    laptop.json("note", "by-pen", visit)
    laptop.json("note", "left", visit, "--placement", "mailbox")
    laptop.json("visit", "leave", visit)
    told = laptop.json("note", "count", "returned", "--preprints", "3", "--shredded", "3")
    assert told["missing"] == {"preprints": 1, "pads": 0}
    assert not told["settled"]
    assert "1 missing, look for it before going home" in told["said"][0]
    found = laptop.json("note", "count", "returned", "--preprints", "4", "--shredded", "4")
    assert found["missing"] == {"preprints": 0, "pads": 0}
    assert found["settled"]
    said = laptop.run("note", "count", "show", lang="ja").out
    assert "持ち出し5枚・訪問で使用1枚・戻り4枚" in said
    written = [kind for kind in kinds_without_visit(laptop) if kind.startswith("papers")]
    assert written == ["papers_taken"] * 2 + ["papers_returned"] * 2  # all of them stay


def test_a_sheet_left_after_midnight_came_out_of_yesterdays_bag(
    planned: tuple[Any, str], tmp_path: Path
) -> None:
    laptop, _visit = planned
    pad = laptop.json("note", "pad", 5, "--out", tmp_path / "pad.pdf")["numbers"]
    laptop.json("note", "count", "taken", "--pads", "5")
    late = laptop.json("visit", "plan", "--customer", "A1", "--at", "23:50")["id"]
    laptop.set(23, 50)
    for act in ("arrive", "ring"):
        laptop.json("visit", act, late)
    laptop.wait(minutes=40)
    laptop.json("visit", "absent", late, "--reason", "雨")
    laptop.json("note", "by-pen", late, pad[0])
    laptop.json("note", "left", late, "--placement", "mailbox")
    laptop.json("visit", "leave", late)
    told = laptop.json("note", "count", "returned", "--pads", "4", "--day", "yesterday")
    assert (told["day"], told["used"]) == ("2026-11-25", {"preprints": 0, "pads": 1})
    assert told["settled"]
    assert laptop.json("note", "count", "show")["used"]["pads"] == 0


def test_a_day_is_counted_for_afterwards_and_days_do_not_mix(planned: tuple[Any, str]) -> None:
    laptop, _visit = planned
    laptop.json("note", "count", "taken", "--preprints", "2", "--day", "yesterday")
    assert laptop.json("note", "count", "show")["taken"] is None
    before = laptop.json("note", "count", "returned", "--preprints", "2", "--day", "2026-11-24")
    assert (before["day"], before["to_shred"]) == ("2026-11-24", 2)


def test_misprints_are_shredded_with_the_rest(absent: tuple[Any, str], tmp_path: Path) -> None:
    """N-16: the sheet of the first print and the pre-print that came back are both shredded."""
    laptop, visit = absent
    for name in ("one.pdf", "two.pdf"):
        laptop.json("note", "print", visit, "--out", tmp_path / name)
    laptop.json("note", "left", visit, "--placement", "mailbox")
    laptop.json("visit", "leave", visit)
    laptop.json("note", "count", "taken", "--preprints", "1")
    half = laptop.json("note", "count", "returned", "--preprints", "1", "--shredded", "1")
    assert (half["to_shred"], half["settled"]) == (1, False)
    whole = laptop.json("note", "count", "returned", "--preprints", "1", "--shredded", "2")
    assert whole["settled"]


def test_the_evening_and_the_report_of_the_day_tell_it(laptop: Any) -> None:
    """N-16: nothing is said by those who count nothing."""
    assert "pre-prints" not in laptop.run("day", "report").out
    laptop.json("note", "count", "taken", "--preprints", "3", "--pads", "10")
    laptop.json("note", "count", "returned", "--preprints", "2", "--pads", "10", "--shredded", "2")
    evening = laptop.json("day", "evening")["bag"]
    assert (evening["missing"], evening["settled"]) == ({"preprints": 1, "pads": 0}, False)
    assert "1 missing, look for it" in laptop.run("day", "evening").out
    told = laptop.run("day", "report", lang="ja").out
    assert "1枚足りません" in told
    assert "2枚を裁断しました" in told


def test_no_bag_has_so_many_sheets(laptop: Any) -> None:
    for number in ("-1", "1000"):
        said = laptop.fails("note", "count", "taken", "--preprints", number).err
        assert "0 to 999" in said
    assert laptop.json("note", "count", "show")["taken"] is None
