"""設定: a printer is measured and made up for in the window; the note's page says so."""

import pytest

from tests.ui.staging import Stage, wait_until
from tests.ui.test_accessibility import tab_round
from ui.screens.note import NoteScreen
from ui.screens.settings import SettingsScreen
from ui.screens.settings_printer import CalibrationCard
from ui.widgets.form_rows import choose_data
from visitapp.domain.calibration import Calibration
from visitapp.printing.job import Abilities, JobReport, JobState, PrintJob
from visitapp.settings import load_settings

HAGAKI = (100.0, 148.0)


class Laser:
    """A printer for sheets that keeps what it is sent."""

    name = "レーザー"

    def __init__(self) -> None:
        self.jobs: list[PrintJob] = []

    def abilities(self) -> Abilities:
        return Abilities(sizes=(HAGAKI, (210.0, 297.0)))

    def send(self, job: PrintJob) -> str:
        self.jobs.append(job)
        return "1"

    def report(self, job_id: str) -> JobReport:
        return JobReport(state=JobState.DONE)

    def cancel(self, job_id: str) -> None:
        """Nothing to take back."""


@pytest.fixture
def laser() -> Laser:
    return Laser()


@pytest.fixture
def form(stage: Stage, laser: Laser, monkeypatch: pytest.MonkeyPatch) -> CalibrationCard:
    monkeypatch.setenv("CUPS_SERVER", "localhost:9")
    stage.window.go("settings")
    page = stage.window.page("settings")
    assert isinstance(page, SettingsScreen)
    stage.settle()
    page.printers.show_printers([(laser, frozenset())])
    return page.printers


def typed(form: CalibrationCard, *words: str) -> None:
    for field, told in zip(form.fields, words, strict=True):
        field.setText(told)
    form.keep.click()


def said(form: CalibrationCard, words: str) -> None:
    wait_until(lambda: words in form.banner.accessibleName(), words)


def test_the_four_measures_are_kept_as_people_type_them(
    stage: Stage, laser: Laser, form: CalibrationCard
) -> None:
    """Full width, a comma, the unit: all are lengths; the page is printed before and after."""
    assert [field.placeholderText() for field in form.fields] == [
        f"正しくは {length}" for length in ("10", "10", "80", "120")
    ]
    form.print.click()
    said(form, "送りました")
    assert not form.check.isEnabled()
    typed(form, "１０．５", "9,0 mm", "79", " 121 ")
    said(form, "登録しました")
    stage.settle()
    kept = load_settings(stage.folder).calibration
    assert kept == {
        "レーザー": {"hagaki": Calibration(right=0.625, down=-1.083, across=0.9875, along=1.00833)}
    }
    wait_until(form.check.isEnabled, "the correction")
    form.check.click()
    wait_until(lambda: len(laser.jobs) == 2, "the second page")
    assert laser.jobs[0].pdf != laser.jobs[1].pdf
    choose_data(form.paper, "a4")
    form.paper.activated.emit(form.paper.currentIndex())
    assert not form.forget.isEnabled(), "another paper is calibrated by itself"
    choose_data(form.paper, "hagaki")
    form.paper.activated.emit(form.paper.currentIndex())
    form.forget.click()
    said(form, "補正を消しました")
    stage.settle()
    assert load_settings(stage.folder).calibration == {}


def test_what_is_no_measure_is_told_and_stays_in_its_field(
    stage: Stage, form: CalibrationCard
) -> None:
    typed(form, "10", "十", "80", "120")
    said(form, "例: 10.5")
    typed(form, "10", "10", "60", "120")
    said(form, "100 %")
    stage.settle()
    assert form.fields[2].text() == "60"
    assert load_settings(stage.folder).calibration == {}


def test_without_a_printer_nothing_can_be_measured(form: CalibrationCard) -> None:
    form.show_printers(())
    assert not form.keep.isVisible()
    assert not form.print.isVisible()


def test_every_field_is_reached_by_keys_and_stays_in_sight(
    stage: Stage, form: CalibrationCard
) -> None:
    met, wrong = tab_round(stage, stage.window)
    assert not wrong
    assert {*form.fields, form.keep, form.paper} <= set(met)


def test_the_notes_page_says_that_the_position_is_corrected(stage: Stage, laser: Laser) -> None:
    stage.window.go("note", stage.visit_id)
    page = stage.front()
    assert isinstance(page, NoteScreen)
    wait_until(lambda: page.view is not None, "the note")
    stage.settle()
    card = page.printing
    card.show_sizes(HAGAKI)
    for kept, is_told in ((frozenset({HAGAKI}), True), (frozenset({(210.0, 297.0)}), False)):
        card._show([(laser, laser.abilities(), kept)])
        assert ("補正します" in card._can.text()) is is_told
