"""その日の用紙: ten visits' notes and cards in one go, seen in the making, stopped at will."""

import io
import threading
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pypdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from tests.cli.test_cards import pages_of, runs_down
from tests.ui.staging import Stage, wait_until
from tests.ui.ten_visits import (
    A4,
    NAMES,
    NO_PAPER,
    POSTCARD,
    TOMORROW,
    Machine,
    add_visit,
    at_front,
    entries,
    opened,
    rest,
    sizes_of,
    ten_visits,
    with_machine,
    words_of,
)
from visitapp.actions.day_papers import DayWish, compose_day
from visitapp.actions.day_print import save_day
from visitapp.actions.follow_jobs import Told
from visitapp.domain.words import CardWay
from visitapp.errors import Known
from visitapp.printing.job import JobState
from visitapp.settings import load_settings, save_settings
from visitapp.workspace import Workspace, open_workspace

stage = ten_visits


def test_the_day_tells_who_gets_paper_and_who_does_not(stage: Stage) -> None:
    """N-09, V-06: no paper for who wants none, no card where our company is not to be seen."""
    page = opened(stage)
    said = words_of(page)
    assert "11/26 木(あす)" in said
    assert "このお客様は書面をお望みではありません。" in said
    assert said.count("連絡票・名刺2枚") == 8
    assert said.count("連絡票のみ") == 1
    assert "連絡票 9枚(ハガキ)" in said
    assert "名刺 16枚(A4 2枚)" in said


def test_one_pdf_has_a_postcard_for_each_visit_and_the_cards(stage: Stage, tmp_path: Path) -> None:
    """Nothing is recorded of it: only the print of a numbered note is one for the journal."""
    page, file = opened(stage), tmp_path / "out" / "day.pdf"
    before = entries(stage)
    page.make.save_papers(file)
    assert page.work.bar.isVisible()
    assert not page.make.save.isEnabled()
    rest(stage, page)
    assert not page.work.bar.isVisible()
    assert sizes_of(file) == [POSTCARD] * 9 + [A4] * 2
    told = "\n".join(one.extract_text() for one in pypdf.PdfReader(file).pages)
    assert [name for name in NAMES if name not in told] == [NO_PAPER]
    assert "day.pdf として保存しました(連絡票9枚、名刺16枚)" in page.banner.accessibleName()
    assert entries(stage) == before


def test_only_what_is_switched_on_is_made(stage: Stage, tmp_path: Path) -> None:
    page, file = opened(stage), tmp_path / "cards.pdf"
    page.make.notes.click()
    assert "連絡票 9枚" not in words_of(page)
    page.make.save_papers(file)
    rest(stage, page)
    assert sizes_of(file) == [A4] * 2
    page.make.cards.click()
    assert "印刷するものはありません" in words_of(page)
    assert not page.make.save.isEnabled()


def test_upright_cards_are_chosen_once_and_kept(stage: Stage, tmp_path: Path) -> None:
    """japan.md 2: 縦型, on the same sheets; a print shop's layout is none for a day."""
    page, file = opened(stage), tmp_path / "day.pdf"
    assert not page.make.upright.isChecked()
    assert [page.make.sheet.itemData(n) for n in range(page.make.sheet.count())] == [
        "a-one-51002",
        "plain-a4",
    ]
    page.make.upright.click()
    stage.settle()
    assert load_settings(stage.folder).sender.card is CardWay.VERTICAL
    page.make.save_papers(file)
    rest(stage, page)
    assert sizes_of(file) == [POSTCARD] * 9 + [A4] * 2
    assert [runs_down(one) for one in pages_of(file)] == [False] * 9 + [True] * 2
    stage.window.go("today")
    assert opened(stage).make.upright.isChecked()
    page.make.cards.click()
    assert not page.make.upright.isVisible()


def test_a_half_used_sheet_of_cards_is_filled_first(stage: Stage, tmp_path: Path) -> None:
    """Layout 5: so many places of the first sheet are gone; how many is asked, never guessed."""
    page, file = opened(stage), tmp_path / "cards.pdf"
    assert page.make.used.value() == 0
    page.make.notes.click()
    page.make.used.setFocus()
    page.make.used.selectAll()
    typed = QInputMethodEvent()  # Japanese input left on
    typed.setCommitString("７")
    QApplication.sendEvent(page.make.used, typed)
    assert "名刺 16枚(A4 3枚)" in words_of(page)
    page.make.save_papers(file)
    rest(stage, page)
    cards = [one.extract_text().count("みなと家電") for one in pypdf.PdfReader(file).pages]
    assert cards == [3, 10, 3]
    assert page.make.used.value() == 7
    page.make.cards.click()
    assert not page.make.used.isVisible()


def test_after_a_print_no_place_is_taken_to_be_used(stage: Stage) -> None:
    """The sheet that is left over is looked at by a person."""
    page = opened(stage)
    page.make.used.setValue(4)
    machine = with_machine(page, Machine())
    machine.gate.set()
    page.make.print.click()
    rest(stage, page)
    assert len(pypdf.PdfReader(io.BytesIO(machine.jobs[1].pdf)).pages) == 2
    assert page.make.used.value() == 0


def test_stopping_leaves_no_file_and_no_piece_of_one(stage: Stage, tmp_path: Path) -> None:
    page, folder, gate = opened(stage), tmp_path / "out", threading.Event()
    folder.mkdir()

    def save(ws: Workspace, told: Told) -> object:
        gate.wait(20)
        return save_day(ws, DayWish(day=TOMORROW), folder / "day.pdf", told)

    page.work.errand.run(save, writes=False)
    page.work.bar.refresh()
    page.work.bar.halt.click()
    gate.set()
    rest(stage, page)
    assert list(folder.iterdir()) == []
    assert "中止しました" in page.banner.accessibleName()
    assert page.make.save.isEnabled()


def test_every_visit_is_told_and_may_be_the_last(stage: Stage, tmp_path: Path) -> None:
    """The progress counts visits; whoever stops between two of them leaves nothing behind."""
    heard: list[tuple[int, int]] = []
    done: list[object] = []
    wish = DayWish(day=TOMORROW, cards=True)
    stage.session.read(
        lambda ws: compose_day(ws, wish, lambda k, n: heard.append((k, n))), done.append
    )
    wait_until(lambda: bool(done), "the papers")
    assert heard == [(k, 10) for k in range(11)]

    def stop_at_three(k: int, _n: int) -> None:
        if k == 3:
            raise Known("Stopped", "It was stopped.")

    failed: list[Exception] = []
    out = tmp_path / "never.pdf"
    stage.session.read(
        lambda ws: save_day(ws, wish, out, stop_at_three), done.append, failed=failed.append
    )
    wait_until(lambda: bool(failed), "the refusal")
    assert str(failed[0]) == "It was stopped."
    assert list(tmp_path.glob("*never*")) == []


def test_a_printer_gets_a_job_for_each_paper(stage: Stage) -> None:
    """One size in a job, each asked for before; what came out is told, nothing is recorded."""
    page, before = opened(stage), entries(stage)
    machine = with_machine(page, Machine())
    assert page.make.print.isEnabled()
    QTest.keyClick(page, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    wait_until(lambda: "プリンターで印刷しています" in page.work.bar.words.text(), "the printer")
    assert page.work.bar.isVisible()
    machine.gate.set()
    rest(stage, page)
    assert [job.size for job in machine.jobs] == [POSTCARD, A4]
    assert [len(pypdf.PdfReader(io.BytesIO(job.pdf)).pages) for job in machine.jobs] == [9, 2]
    assert not any("正子" in job.title or job.two_sided for job in machine.jobs)
    assert "印刷しました(連絡票9枚、名刺16枚)" in page.banner.accessibleName()
    assert entries(stage) == before


def test_what_the_printer_still_holds_is_taken_back(stage: Stage) -> None:
    """A printer without paper says so, and both jobs can be cancelled."""
    page = opened(stage)
    machine = with_machine(page, Machine(state=JobState.STOPPED))
    page.make.print.click()
    wait_until(lambda: "止まっています" in page.work.bar.words.text(), "why it stands still")
    page.work.bar.halt.click()
    rest(stage, page)
    assert machine.taken_back == ["1", "2"]
    assert "印刷待ちのものを取り消しました" in page.banner.accessibleName()


def test_a_printer_without_the_paper_gets_nothing(stage: Stage) -> None:
    """It has postcards only: the cards' sheet is missed before the first note is printed."""
    page = opened(stage)
    machine = with_machine(page, Machine(sizes=(POSTCARD,)))
    assert not page.make.print.isEnabled()
    assert page.make.save.isEnabled()
    page.make.cards.click()
    assert page.make.print.isEnabled()
    assert machine.jobs == []


def test_one_name_without_letters_does_not_hold_up_the_others(stage: Stage, tmp_path: Path) -> None:
    """Whose paper can't be made is left out, and the reason stands beside the visit."""
    at = datetime(2026, 11, 26, 20, 0, tzinfo=stage.clock.now().tzinfo)
    stage.session.act(lambda ws: add_visit(ws, "\U00013000", at))
    page, file = opened(stage), tmp_path / "day.pdf"
    page.make.save_papers(file)
    rest(stage, page)
    assert sizes_of(file) == [POSTCARD] * 9 + [A4] * 2
    assert words_of(page).count("対象外") == 2
    assert "\U00013000" in next(iter(reversed(page.list.lines.values()))).accessibleName()


def test_a_sender_that_is_not_set_up_is_told(stage: Stage, tmp_path: Path) -> None:
    """Then no paper can be made at all."""
    settings = load_settings(stage.folder)
    sender = replace(settings.sender, phone="")
    save_settings(stage.folder, replace(settings, sender=sender))
    with open_workspace(stage.folder, clock=stage.clock) as ws, pytest.raises(Known):
        save_day(ws, DayWish(day=TOMORROW), tmp_path / "x.pdf", lambda _k, _n: None)
    assert not (tmp_path / "x.pdf").exists()


def test_days_turn_by_key_and_an_empty_day_says_so(stage: Stage) -> None:
    page = opened(stage)
    QTest.keyClick(page, Qt.Key.Key_J)
    stage.settle()
    assert "この日の訪問予定はありません" in words_of(page)
    assert not page.make.save.isEnabled()
    for _time in range(2):
        QTest.keyClick(page, Qt.Key.Key_K)
        stage.settle()
    assert "11/25 水(今日)" in words_of(page)
    QTest.keyClick(page, Qt.Key.Key_T)
    stage.settle()
    assert "訪問 10件" in words_of(page)
    QTest.keyClick(page, Qt.Key.Key_Escape)
    wait_until(lambda: stage.window.front == "plan", "the plan")


def test_plan_and_evening_lead_here_and_a_key_from_anywhere(stage: Stage) -> None:
    """Without a day it is today's, while a visit is to come; then tomorrow's."""
    for page, words, day in (("plan", "その日の用紙", "11/25"), ("evening", "あすの用紙", "11/26")):
        stage.window.go(page)
        stage.settle()
        front = stage.front()
        [way] = [b for b in front.findChildren(QPushButton) if words in b.accessibleName()]
        way.click()
        stage.settle()
        assert day in words_of(at_front(stage))
    stage.window.show_today()
    stage.settle()
    stage.at(19, 0)
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(stage.window, Qt.Key.Key_P, keys)
    stage.settle()
    assert "11/25" in words_of(at_front(stage))


def test_day_choice_and_work_stay_when_the_sun_comes_out(stage: Stage) -> None:
    """F11 makes the page anew: what runs goes on, and its end is heard by the new one."""
    page = opened(stage)
    page.make.sheet.setCurrentIndex(1)
    page.make.notes.click()
    page.make.upright.click()
    machine = with_machine(page, Machine())
    page.make.print.click()
    wait_until(lambda: bool(machine.jobs), "the job")
    QTest.keyClick(page, Qt.Key.Key_F11)
    again = at_front(stage)
    assert again is not page
    wait_until(again.work.bar.isVisible, "the bar of what runs")
    wish = DayWish(day=TOMORROW, notes=False, cards=True, sheet="plain-a4", way=CardWay.VERTICAL)
    assert again.make.wish == wish
    machine.gate.set()
    rest(stage, again)
    assert "印刷しました(連絡票0枚、名刺16枚)" in again.banner.accessibleName()
