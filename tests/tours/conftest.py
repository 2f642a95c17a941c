"""The desktop without a screen, over real records in a folder of its own."""

import os
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before the first import of Qt
os.environ["FONTCONFIG_FILE"] = str(Path(__file__).parents[1] / "data" / "fonts.conf")

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui import staging
from visitapp.texts import use_language


@dataclass
class Stage(staging.Stage):
    """A stage whose tests wait with pytest-qt."""

    qtbot: QtBot


@pytest.fixture
def stage(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Stage]:
    """One visit promised at 14:30, and it is 14:12."""
    clock = staging.new_clock(tmp_path)
    visit_id = staging.make_records(tmp_path / "records", tmp_path / "keys", clock)
    use_language("ja")
    with staging.window_over(tmp_path / "records", clock, visit_id=visit_id) as made:
        told = Stage(**vars(made), qtbot=qtbot)
        told.at(14, 12)
        yield told
    use_language("auto")
