"""The papers of a day looked at before they are printed: page by page, as they will come out."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.staging import Stage, wait_until
from tests.ui.ten_visits import (
    TOMORROW,
    add_visit,
    at_front,
    entries,
    opened,
    ten_visits,
    words_of,
)
from ui.screens.papers import PapersScreen
from visitapp.actions.day_papers import DayWish
from visitapp.actions.day_print import pdf_of_day
from visitapp.actions.follow_jobs import Told
from visitapp.errors import Known
from visitapp.printing.raster import one_page, page_pictures
from visitapp.workspace import Workspace

stage = ten_visits
KEY, ALT = Qt.Key, Qt.KeyboardModifier.AltModifier
NOTES, SHEETS = 9, 2
DOTS = 72.0  # an inch


def looked(page: PapersScreen, count: int = NOTES + SHEETS) -> None:
    wait_until(lambda: page.preview.count == count, "the pages")


def turned(stage: Stage, page: PapersScreen, key: Qt.Key, times: int = 1) -> str:
    """Where one is after a key."""
    for _time in range(times):
        QTest.keyClick(page, key)
    stage.settle()
    return page.preview.where.text()


def test_the_pages_are_shown_by_key_and_turned_by_key(stage: Stage) -> None:
    """Notes first, then the sheets of cards; at either end nothing happens; nothing is recorded."""
    page, before = opened(stage), entries(stage)
    assert not page.preview.isVisible()
    QTest.keyClick(page, KEY.Key_V, ALT)
    wait_until(page.preview.isVisible, "the preview")
    assert "作っています" in page.preview.words.text()
    looked(page)
    assert turned(stage, page, KEY.Key_PageUp) == "1 / 11"
    note = page.preview.page.shown_percent
    assert turned(stage, page, KEY.Key_PageDown, NOTES) == "10 / 11"
    assert page.preview.page.shown_percent < note  # a sheet of A4 is larger than a postcard
    assert turned(stage, page, KEY.Key_PageDown, 5) == "11 / 11"
    assert not page.preview.on.isEnabled()
    page.preview.back.click()
    stage.settle()
    assert page.preview.where.text() == "10 / 11"
    QTest.keyClick(page, KEY.Key_V, ALT)
    wait_until(lambda: not page.preview.isVisible(), "the list alone")
    assert entries(stage) == before


def test_another_choice_is_shown_at_once(stage: Stage) -> None:
    page = opened(stage)
    page.make.look.click()
    looked(page)
    page.make.used.setValue(9)
    looked(page, NOTES + 3)
    page.make.cards.click()
    looked(page, NOTES)
    page.make.notes.click()
    assert "印刷するものはありません" in page.preview.words.text()
    assert not page.preview.back.isVisible()
    page.make.cards.click()
    looked(page, 3)


def test_what_is_asked_for_later_stops_what_was_asked_for_before(stage: Stage) -> None:
    """A day of many visits is not made to its end for nobody."""
    page, gate, ended = opened(stage), threading.Event(), threading.Event()

    def slow(_ws: Workspace, told: Told) -> bytes:
        gate.wait(20)
        try:
            told(1, 9)
        except Known:
            ended.set()
            raise
        return b""

    page.make.look.click()
    looked(page)
    page.preview.ask("slow", slow)
    page.make.cards.click()
    gate.set()
    looked(page, NOTES)
    assert ended.wait(20)
    assert "停止" not in words_of(page)


def test_why_no_paper_can_be_made_is_said_in_its_place(stage: Stage) -> None:
    """The only visit of a day has a name without letters."""
    at = datetime(2026, 11, 27, 9, 0, tzinfo=stage.clock.now().tzinfo)
    stage.session.act(lambda ws: add_visit(ws, "\U00013000", at))
    page = opened(stage)
    page.make.look.click()
    looked(page)
    QTest.keyClick(page, KEY.Key_J)
    wait_until(lambda: "\U00013000" in page.preview.words.text(), "the reason")
    assert page.preview.count == 0
    assert not page.preview.page.isVisible()
    QTest.keyClick(page, KEY.Key_K)
    looked(page)


def test_page_and_preview_stay_when_the_sun_comes_out(stage: Stage) -> None:
    page = opened(stage)
    page.make.look.click()
    looked(page)
    turned(stage, page, KEY.Key_PageDown, 4)
    QTest.keyClick(page, KEY.Key_F11)
    again = at_front(stage)
    assert again is not page
    looked(again)
    stage.settle()
    assert again.preview.where.text() == "5 / 11"


def test_one_page_is_drawn_as_it_is_among_all_of_them(stage: Stage) -> None:
    """Only the page that is looked at is drawn; past the end it is the last."""
    made: list[bytes] = []
    wish = DayWish(day=TOMORROW)
    stage.session.read(lambda ws: pdf_of_day(ws, wish, lambda _k, _n: None), made.append)
    wait_until(lambda: bool(made), "the papers")
    whole = page_pictures(made[0], DOTS)
    assert [one_page(made[0], place, DOTS) for place in (0, 8, 99)] == [
        (whole[place], NOTES) for place in (0, 8, 8)
    ]
    with ThreadPoolExecutor(4) as threads:  # PDFium itself may not be called by two at once
        drawn = threads.map(lambda place: one_page(made[0], place, DOTS)[0], range(NOTES))
        assert tuple(drawn) == whole
    with pytest.raises(Known, match="cannot be shown"):
        one_page(b"no PDF", 0, DOTS)
