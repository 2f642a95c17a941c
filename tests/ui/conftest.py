"""The desktop without a screen; a warning of Qt is a failure."""

import os
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before the first import of Qt
os.environ["FONTCONFIG_FILE"] = str(Path(__file__).parents[1] / "data" / "fonts.conf")

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui import staging
from tests.ui.composing import open_composer
from tests.ui.ten_visits import make_ten
from ui import theme
from ui.screens.note import NoteScreen
from ui.tasks import Tasks
from ui.theme import Look
from visitapp.texts import use_language


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    return ["visitapp-tests"]


@pytest.fixture
def dressed(qapp: QApplication) -> QApplication:
    """The program with its own faces and palette."""
    theme.load_fonts()
    qapp.setProperty("look", Look())
    theme.apply(qapp, Look())
    return qapp


@pytest.fixture
def tasks(qapp: QApplication) -> Iterator[Tasks]:
    made = Tasks()
    yield made
    made.close()


@pytest.fixture
def stage(qapp: QApplication, tmp_path: Path) -> Iterator[staging.Stage]:
    """The window over one visit promised at 14:30, in Japanese; it is 14:12."""
    clock = staging.new_clock(tmp_path)
    visit_id = staging.make_records(tmp_path / "records", tmp_path / "keys", clock)
    use_language("ja")
    with staging.window_over(tmp_path / "records", clock, visit_id=visit_id) as made:
        made.at(14, 12)
        yield made
    use_language("auto")


@pytest.fixture(scope="session")
def day_records(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A folder with the records of a day, to be copied, and the id of its next visit."""
    folder = tmp_path_factory.mktemp("day")
    clock = staging.new_clock(folder)
    return folder, staging.make_day(folder / "records", folder / "keys", clock)


@pytest.fixture(scope="session")
def ten_records(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A folder with the records of ten visits, to be copied, and the id of today's visit."""
    folder = tmp_path_factory.mktemp("ten")
    return folder, make_ten(folder)


@pytest.fixture
def composer(stage: staging.Stage) -> NoteScreen:
    """The composer of a visit at which nobody was in."""
    return open_composer(stage)
