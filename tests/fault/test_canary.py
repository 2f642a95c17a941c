"""The short form of the hunt for personal words in clear (``run.py fault canary`` is the long)."""

import random
from pathlib import Path

import pytest

from tests.fault.canary import CONTROLS, Tally, control, run
from tests.fault.fuzzing.story import played
from tests.fault.hunting.canaries import Hunt
from visitapp.actions import customers, keep, look

TYPED = {
    "name": "髙橋　美和子",
    "place": "渋谷99-14-2",
    "phone": "03-0000-1101",
    "text": "洗濯機の水漏れ",
}


def test_a_whole_visit_leaves_nothing_personal_in_clear(tmp_path: Path) -> None:
    """G9, T1: store, vault, log and backup of a whole story, searched in every encoding."""
    with played(tmp_path) as (stage, ws):
        photos = {p.name: p.read_bytes() for p in stage.photos.glob("*.jpg")}
        assert customers.find(ws, TYPED["name"])
        assert look.visit(ws, look.between(ws, None, None)[0].id).photos
        keep.backup(ws, ws.folder / "one.backup")
        hunt = Hunt(TYPED, photos)
        assert not hunt.leaks([ws.folder])  # still in use: with its write-ahead log
    assert hunt.files > 10


@pytest.mark.long
def test_killed_commands_crash_and_sync_leave_nothing_in_clear(tmp_path: Path) -> None:
    """G9, second tier: the command line with kills, a mistake of ours, note, dossier, sync."""
    tally = Tally()
    run(tmp_path, random.Random(11), tally)
    assert tally.kills > 2
    assert not tally.leaks


@pytest.mark.parametrize("name", CONTROLS)
def test_a_leak_that_was_made_on_purpose_is_found(tmp_path: Path, name: str) -> None:
    """Negative controls: a name in the log, hex in the settings, a photo, a packed report."""
    assert control(name, tmp_path / "leaking")
