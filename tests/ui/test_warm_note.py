"""The first note of a day costs what later ones do: the window makes one ready (P3)."""

from pathlib import Path

from PySide6.QtWidgets import QApplication

from tests.ui import staging
from visitapp.documents import qr


def test_a_window_that_opens_its_records_sets_one_note_that_nobody_sees(
    qapp: QApplication, tmp_path: Path
) -> None:
    clock = staging.new_clock(tmp_path)
    visit_id = staging.make_records(tmp_path / "records", tmp_path / "keys", clock)
    qr.bars.cache_clear()
    with staging.window_over(tmp_path / "records", clock, visit_id=visit_id) as stage:
        stage.settle()
        assert qr.bars.cache_info().misses > 0
        assert not stage.visit().papers
