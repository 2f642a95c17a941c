"""Working the note composer as a person does."""

import io

import pypdf
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLabel

from tests.ui.staging import Stage, wait_until
from ui.screens.note import NoteScreen
from visitapp.actions import arrive, outcome, ring, wait
from visitapp.domain.words import OutcomeKind


def open_composer(stage: Stage) -> NoteScreen:
    """The composer of a visit at which nobody was in."""
    visit = stage.visit_id
    stage.at(14, 30)
    stage.session.act(lambda ws: arrive.arrive(ws, visit))
    stage.session.act(lambda ws: ring.ring(ws, visit))
    stage.session.act(lambda ws: wait.start(ws, visit))
    stage.settle()
    stage.at(15, 2)
    stage.session.act(lambda ws: outcome.record(ws, visit, OutcomeKind.ABSENT))
    stage.settle()
    stage.window.go("note", visit)
    stage.settle()
    page = stage.front()
    assert isinstance(page, NoteScreen)
    wait_until(lambda: page.preview.page.shown_percent > 0, "the page")
    return page


def write(stage: Stage, page: NoteScreen, words: str) -> None:
    """As an input method gives them; until the note is composed with them."""
    committed = QInputMethodEvent("", [])
    committed.setCommitString(words)
    QApplication.sendEvent(page.remark.field, committed)
    wait_until(lambda: page.view is not None and page.view.wish.remark == page.remark.words)
    stage.settle()


def words_of(page: NoteScreen) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def pick(box: QComboBox, value: str) -> None:
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())


def page_text(page: NoteScreen) -> str:
    """The words of the first side of the PDF that is shown."""
    assert page.view is not None
    reader = pypdf.PdfReader(io.BytesIO(page.view.ready.rendered.pdf))
    return reader.pages[0].extract_text()
