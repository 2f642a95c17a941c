"""The focus ring follows the focus and survives widgets that go away under it."""

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
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


def test_the_ring_stays_inside_a_page_that_scrolls(dressed: QApplication, qtbot: QtBot) -> None:
    """A half hidden widget has half a ring: none of it stands on the strip below."""
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    page, area, strip = QWidget(), QScrollArea(), QPushButton("strip")
    page.setFixedSize(200, 900)
    inner = QPushButton("x", page)
    inner.setGeometry(20, 170, 100, 60)
    area.setWidget(page)
    area.setFixedHeight(200)
    column.addWidget(area)
    column.addWidget(strip)
    ring = FocusRing(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    inner.setFocus()
    seen = ring.mask().boundingRect().translated(ring.pos())
    assert not seen.isEmpty()
    assert area.geometry().contains(seen)
    area.verticalScrollBar().setValue(600)
    assert not ring.isVisible()
