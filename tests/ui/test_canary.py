"""A canary for the Qt binding: signals and calls must not eat references of shared objects.

A binding that loses a reference of None or True per call ends in a crash hours later. On Python
3.12 and newer those objects are immortal and the counts never move.
"""

import sys
from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QLabel

TIMES = 100
SLACK = TIMES // 2  # other code may come and go; a real leak is one a call


class Sender(QObject):
    told = Signal(object)
    flag = Signal(bool)


def _emit_none() -> None:
    sender, heard = Sender(), list[object]()
    sender.told.connect(heard.append)
    for _time in range(TIMES):
        sender.told.emit(None)
    assert len(heard) == TIMES


def _emit_flags() -> None:
    sender = Sender()
    count = [0]
    sender.flag.connect(lambda on: count.__setitem__(0, count[0] + on))
    for _time in range(TIMES):
        sender.flag.emit(True)
    assert count == [TIMES]


def _set_and_ask() -> None:
    label = QLabel()
    for time in range(TIMES):
        label.setEnabled(True)
        label.setProperty("flag", time % 2 == 0)
        assert label.isEnabled()
        assert label.parentWidget() is None


@pytest.mark.parametrize("work", [_emit_none, _emit_flags, _set_and_ask])
def test_references_of_shared_objects_stay_put(
    qapp: QApplication, work: Callable[[], None]
) -> None:
    work()  # first use builds caches
    shared = (None, True, False)
    before = [sys.getrefcount(thing) for thing in shared]
    work()
    after = [sys.getrefcount(thing) for thing in shared]
    assert all(abs(b - a) < SLACK for a, b in zip(before, after, strict=True)), (before, after)
