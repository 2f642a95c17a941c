"""訪問1件の書面: an envelope or a slip of one visit from the page of the day's papers (R-26)."""

import io
from pathlib import Path

import pypdf
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox

from tests.ui.staging import Stage, wait_until
from tests.ui.ten_visits import (
    POSTCARD,
    Machine,
    at_front,
    entries,
    opened,
    rest,
    sizes_of,
    ten_visits,
    with_machine,
    words_of,
)
from visitapp.actions.single_paper import Single

stage = ten_visits


def pick(box: QComboBox, value: object) -> None:
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())


def test_an_envelope_of_one_visit_is_saved_with_both_sides_and_printed_by_side(
    stage: Stage, tmp_path: Path
) -> None:
    """Layout 0.3: a printer is fed twice, for it does not know how an envelope is turned."""
    page, file, before = opened(stage), tmp_path / "e.pdf", entries(stage)
    single = page.single
    assert single.visit.currentText() == "09:00  髙橋\u3000正子 様"
    single.save_it(file)
    rest(stage, page)
    assert sizes_of(file) == [(120, 235)] * 2
    machine = with_machine(page, Machine(sizes=(POSTCARD,)))
    assert not single.print.isEnabled()
    assert "この用紙には、いまは印刷できません" in words_of(page)
    machine = with_machine(page, Machine(sizes=((90.0, 205.0),)))
    pick(single.paper, "naga4")
    pick(single.kind, Single.ENVELOPE_BACK)
    assert single.paper.currentData() == "naga4"
    machine.gate.set()
    QTest.keyClick(page, Qt.Key.Key_P, Qt.KeyboardModifier.AltModifier)
    wait_until(lambda: "印刷しました" in page.banner.accessibleName(), "the back")
    (job,) = machine.jobs
    assert "みなと家電" in "".join(pypdf.PdfReader(io.BytesIO(job.pdf)).pages[0].extract_text())
    assert (len(pypdf.PdfReader(io.BytesIO(job.pdf)).pages), job.two_sided) == (1, False)
    assert entries(stage) == before


def test_a_receipt_names_what_was_taken_and_asks_for_a_day_it_understands(
    stage: Stage, tmp_path: Path
) -> None:
    """R-26: the fields are a receipt's alone; what is left out is for the pen."""
    page, file = opened(stage), tmp_path / "r.pdf"
    single = page.single
    assert not single.item.isVisible()
    pick(single.kind, Single.RECEIPT)
    assert single.item.isVisible()
    QTest.keyClicks(single.item, "JTK-7")
    QTest.keyClicks(single.back_on, "soon")
    assert not single.save.isEnabled()
    assert "返却日がわかりません" in words_of(page)
    single.back_on.clear()
    QTest.keyClicks(single.back_on, "12/3")
    single.save_it(file)
    rest(stage, page)
    assert sizes_of(file) == [(105, 148)] * 2
    told = pypdf.PdfReader(file).pages[0].extract_text()
    assert "JTK-7" in told
    assert "12月3日" in told


def test_thanks_to_somebody_who_was_not_met_are_refused_with_the_reason(
    stage: Stage, tmp_path: Path
) -> None:
    page, file = opened(stage), tmp_path / "t.pdf"
    pick(page.single.kind, Single.THANKS)
    page.single.save_it(file)
    rest(stage, page)
    assert "お礼" in page.banner.accessibleName()
    assert not file.exists()


def test_what_was_chosen_for_one_visit_stays_when_the_sun_comes_out(stage: Stage) -> None:
    page = opened(stage)
    page.single.visit.setCurrentIndex(2)
    pick(page.single.kind, Single.RECEIPT)
    pick(page.single.paper, "a5")
    QTest.keyClicks(page.single.item, "JTK-7")
    wanted = page.single.wish
    QTest.keyClick(page, Qt.Key.Key_F11)
    stage.settle()
    again = at_front(stage)
    assert again is not page
    assert again.single.wish == wanted
    assert again.single.item.isVisible()
