"""Work beside the GUI thread: every result arrives, on the right thread, errors too."""

import logging
import threading
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.tasks import Lane, Tasks
from visitapp.errors import Known

COUNT = 3_000


def refuse(error: Exception) -> None:
    raise AssertionError from error


@pytest.mark.parametrize("lane", Lane)
def test_three_thousand_results_all_arrive_on_the_gui_thread(
    qtbot: QtBot, tasks: Tasks, lane: Lane
) -> None:
    """Plain functions connected across threads lose results; the bridge must not."""
    arrived: list[tuple[int, int]] = []
    for number in range(COUNT):
        tasks.run(
            lambda n=number: n,
            lambda value: arrived.append((value, threading.get_ident())),
            refuse,
            lane,
        )
    qtbot.waitUntil(lambda: tasks.pending == 0, timeout=60_000)
    assert sorted(value for value, _thread in arrived) == list(range(COUNT))
    assert {thread for _value, thread in arrived} == {threading.get_ident()}


def test_the_store_lane_keeps_the_order_of_the_keys(qtbot: QtBot, tasks: Tasks) -> None:
    worked: list[int] = []
    told: list[Any] = []
    for number in range(200):
        tasks.run(lambda n=number: worked.append(n) or n, told.append, refuse)
    qtbot.waitUntil(lambda: tasks.pending == 0)
    assert worked == told == list(range(200))


def test_a_known_problem_arrives_in_failed(qtbot: QtBot, tasks: Tasks) -> None:
    failures: list[tuple[Exception, int]] = []
    problem = Known("Not ready yet", "The records are still being opened.", "Wait a moment.")

    def work() -> None:
        raise problem

    tasks.run(
        work, lambda _v: refuse(problem), lambda e: failures.append((e, threading.get_ident()))
    )
    qtbot.waitUntil(lambda: tasks.pending == 0)
    assert failures == [(problem, threading.get_ident())]


def test_a_mistake_of_ours_arrives_too_and_is_logged(
    qtbot: QtBot, tasks: Tasks, caplog: pytest.LogCaptureFixture
) -> None:
    failures: list[Exception] = []
    with caplog.at_level(logging.ERROR):
        tasks.run(lambda: 1 // 0, refuse, failures.append)
        qtbot.waitUntil(lambda: tasks.pending == 0)
    assert isinstance(failures[0], ZeroDivisionError)
    assert "a task failed" in caplog.text


def test_nothing_is_told_after_close(qtbot: QtBot) -> None:
    """A window that is gone hears no more results, but work that runs is finished."""
    made, told = Tasks(), list[Any]()
    gate, worked = threading.Event(), threading.Event()

    def work() -> None:
        gate.wait(10)
        worked.set()

    made.run(work, told.append, refuse)
    gate.set()
    made.close()
    qtbot.wait(1)
    assert worked.is_set() or made.pending == 0
    assert told == []


def test_finish_waits_for_the_last_call(tasks: Tasks) -> None:
    done: list[int] = []
    tasks.finish(lambda: done.append(1))
    assert done == [1]


def test_a_timer_that_fires_after_the_end_starts_nothing(qapp: QApplication) -> None:
    tasks = Tasks()
    done: list[int] = []
    tasks.run(lambda: 1, done.append, lambda _error: None)
    tasks.close()
    tasks.run(lambda: 2, done.append, lambda _error: None)
    qapp.processEvents()
    assert done == []
    assert tasks.pending == 0
