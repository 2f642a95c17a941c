"""The list of keys cannot lie: it is held to what the living screens answer to."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from tests.ui.staging import Stage
from ui.keys import FRAME_KEYS, PAGE_KEYS, native
from ui.pages import PAGES

CTRL = Qt.KeyboardModifier.ControlModifier
CODES = [page.code for page in PAGES]


def answered(page: QWidget) -> set[str]:
    """The sequences that a screen has bound, by shortcut or by button, as they are now."""
    keys = {native(made.key().toString()) for made in page.findChildren(QShortcut)}
    buttons = page.findChildren(QAbstractButton)
    return (keys | {native(b.shortcut().toString()) for b in buttons}) - {""}


@pytest.mark.parametrize("code", CODES)
def test_every_key_of_a_page_stands_in_the_list(stage: Stage, code: str) -> None:
    """screens.md A: Ctrl+/ lists all keys."""
    stage.window.go(code, stage.visit_id if code == "door" else "")
    stage.settle()
    page = stage.window.page(code)
    assert page is not None
    listed = {native(key.sequence) for key in PAGE_KEYS.get(code, ())}
    everywhere = {native(key.sequence) for key in FRAME_KEYS} | {p.key for p in PAGES}
    assert answered(page) - listed - everywhere == set()


def test_no_key_of_a_page_is_taken_by_the_window_too(stage: Stage) -> None:
    """Two owners of one key would both stay silent; the door alone has its own Ctrl+Z."""
    for code in CODES:
        stage.window.go(code, stage.visit_id if code == "door" else "")
        stage.settle()
        page = stage.window.page(code)
        assert page is not None
        mine = [s for s in stage.window.findChildren(QShortcut) if s.parent() is stage.window]
        taken = {native(s.key().toString()) for s in mine if s.isEnabled()}
        buttons = [b for b in page.findChildren(QAbstractButton) if b.isVisibleTo(page)]
        bound = {s.key().toString() for s in page.findChildren(QShortcut)}
        bound |= {b.shortcut().toString() for b in buttons}
        assert not taken & bound, code


def test_the_list_opens_by_its_key_in_both_languages(stage: Stage) -> None:
    QTest.keyClick(stage.window, Qt.Key.Key_Slash, CTRL)
    stage.settle()
    assert stage.window.front == "keys"
    page = stage.window.page("keys")
    assert page is not None
    shown = {label.text() for label in page.findChildren(QLabel)}
    assert {"F11", "Ctrl+Enter", "屋外表示の切り替え", "玄関先"} <= shown
