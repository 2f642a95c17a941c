"""The focus ring follows the focus and survives widgets that go away under it."""

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.watch import Watch
from ui.widgets.focus_ring import FocusRing


def test_a_focused_widget_may_go_with_its_parent(dressed: QApplication, qtbot: QtBot) -> None:
    """A child is destroyed with its card, without an event of its own (found by fault user)."""
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    card, field = QWidget(), QLineEdit()
    inner = QPushButton("x", card)
    column.addWidget(card)
    column.addWidget(field)
    ring = FocusRing(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    inner.setFocus()
    assert ring.isVisible()
    with Watch() as watch:
        card.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        window.resize(400, 300)
        field.setFocus()
        QCoreApplication.processEvents()
    assert watch.heard == []
    assert ring.isVisible()
    assert ring.geometry().contains(field.geometry())
