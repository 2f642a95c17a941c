"""A pasted picture lies in clear for a moment: where a kill leaves it, the next start finds it."""

from pathlib import Path

from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication

from tests.fault.hunting.canaries import Hunt
from tests.ui import staging
from tests.ui.staging import MAIN, Stage, wait_until


def test_a_window_leaves_neither_picture_nor_name_in_clear(stage: Stage, tmp_path: Path) -> None:
    """G9, T2: pasted at the door, kept in the vault; records and window settings are searched."""
    picture = QImage(320, 240, QImage.Format.Format_RGB32)
    picture.fill(QColor("#336699"))
    stage.at(14, 30)
    stage.window.go("door", stage.visit_id)
    stage.settle()
    assert stage.window.door is not None
    seen: list[Path] = []
    drop = stage.window.door.face.drop
    drop.files.connect(seen.extend)
    QGuiApplication.clipboard().setImage(picture)
    drop.paste()
    assert seen[0].is_relative_to(stage.folder / "pasted")
    wait_until(lambda: not seen[0].exists(), "the picture is in the vault")
    stage.settle()
    words = {"name": MAIN[0], "address": MAIN[1]}
    hunt = Hunt(words, {})
    assert not hunt.leaks([stage.folder, tmp_path / "window.ini"])


def test_what_a_kill_left_is_gone_after_the_next_start(qapp: QApplication, tmp_path: Path) -> None:
    """G9: killed between paste and vault."""
    clock = staging.new_clock(tmp_path)
    visit_id = staging.make_records(tmp_path / "records", tmp_path / "keys", clock)
    left = tmp_path / "records" / "pasted" / "visitapp-paste-killed" / "clipboard.png"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"\x89PNG\r\n\x1a\n")
    assert Hunt({}, {}).leaks([tmp_path / "records"])
    with staging.window_over(tmp_path / "records", clock, visit_id=visit_id):
        assert not left.exists()
