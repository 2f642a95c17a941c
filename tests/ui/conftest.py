"""The desktop without a screen; a warning of Qt is a failure."""

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before the first import of Qt

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from ui import theme
from ui.tasks import Tasks
from ui.theme import Look


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
