"""The day on the command line: check, evening list and report say what the desktop says."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from visitapp.cli.main import run
from visitapp.workspace import init_workspace


def test_the_checks_before_departure_are_kept_with_the_visit(
    planned: tuple[Any, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Design 5: ``visit ready``; what nobody looked at stays open and stops nothing."""
    laptop, visit = planned
    monkeypatch.setenv("CUPS_SERVER", "/nowhere/cups.sock")
    made = laptop.json("visit", "ready", visit)
    found = {one["check"]: one for one in made["checks"]}
    assert [entry["kind"] for entry in made["recorded"]] == ["visit_prepared"]
    assert found["note"]["settled"]
    assert found["printer"]["words"] == "No printer here: take pre-prints or a pad."
    assert not found["cards"]["settled"]
    assert "! printer" in laptop.run("visit", "ready", visit).out
    assert laptop.json("visit", "depart", visit)["state"] == "departed"


@pytest.mark.parametrize("words", [("evening",), ("report",), ("check",)])
def test_the_day_is_told_without_a_window(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: Sequence[str]
) -> None:
    """N-16, R-02: a fresh computer has an empty day, and says so in counts."""
    folder = tmp_path / "records"
    init_workspace(folder, f"file:{tmp_path / 'keys'}", person="佐久間 亮")
    assert run(["--data", str(folder), "--json", "day", *words]) == 0
    told = json.loads(capsys.readouterr().out)
    if words == ("evening",):
        assert told.pop("unsent") > 0  # the first entries of this computer
        assert told.pop("bag")["taken"] is None
        assert told == {"calls": 0, "misprints": [], "items": 0, "sheets": 0}
    elif words == ("report",):
        assert "佐久間 亮" in told["report"]
    else:
        assert {"note", "photos", "disk"} <= {f["check"] for f in told if f["settled"]}
