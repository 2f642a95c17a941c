"""What ``run.py fault user`` found, each kept as the few keys that showed it."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.ui import scenes, staging
from tests.ui.staging import wait_until
from visitapp.texts import use_language


def test_a_refusal_on_the_note_page_is_seen(qapp: QApplication, tmp_path: Path) -> None:
    """Seed 2028: a note after a meeting was refused, and the page hid the words."""
    clock = staging.new_clock(tmp_path)
    staging.make_day(tmp_path / "records", tmp_path / "keys", clock)
    use_language("ja")
    with staging.window_over(tmp_path / "records", clock) as stage:
        today, door = stage.window.today, stage.window.door
        assert today is not None
        assert today.view is not None
        assert door is not None
        stage.visit_id = today.view.visits[0].row.id  # met: nothing to leave
        scenes.open_door(stage)
        refused: list[Exception] = []
        stage.session.failed.connect(refused.append)
        scenes.press(stage, Qt.Key.Key_F6)
        wait_until(lambda: bool(refused), "the refusal")
        wait_until(door.banner.isVisible, "the banner")
        assert door.banner.accessibleName()
    use_language("auto")
