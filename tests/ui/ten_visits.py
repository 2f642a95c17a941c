"""Ten visits of a day and a printer in this process, for the page of a day's papers."""

import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

import pypdf
import pytest
from PySide6.QtWidgets import QApplication, QLabel

from tests.ui import staging
from tests.ui.staging import Stage, wait_until
from ui.screens.papers import PapersScreen
from visitapp.actions import plan
from visitapp.domain.entries import GroupChange, RecordChanged
from visitapp.domain.events import About, Draft
from visitapp.printing.job import Abilities, JobReport, JobState, PrintJob
from visitapp.texts import use_language
from visitapp.workspace import Workspace, open_workspace

NAMES = ("髙橋", "齋藤", "渡邉", "西村", "吉田", "𠮷野", "林", "三浦", "大西", "勅使河原")
NO_PAPER, NO_CARD = "西村", "林"
TOMORROW = date(2026, 11, 26)
POSTCARD, A4 = (100, 148), (210, 297)


def add_limits(ws: Workspace, customer: str, limit: str) -> None:
    """What a customer asked for about paper (V-06)."""
    fields = dict.fromkeys(
        ("no_note", "no_voicemail", "family_must_not_know", "hide_company", "hours"), ""
    )
    change = GroupChange(group="limits", base="", fields=fields | {limit: "yes"})
    with ws.store.writing() as tx:
        content = RecordChanged(record="customer", groups=(change,))
        tx.append(Draft(about=About(record=customer), actor=ws.actor, content=content))


def add_visit(ws: Workspace, name: str, at: datetime) -> str:
    customer = staging.add_customer(ws, f"{name}\u3000正子", "みどり浜市1-2")
    limit = {NO_PAPER: "no_note", NO_CARD: "hide_company"}.get(name, "")
    if limit:
        add_limits(ws, customer, limit)
    request = plan.PlanRequest(customer_id=customer, promised_at=at, staff=staging.PARTY)
    return plan.plan(ws, request).visit.id


def make_ten(folder: Path) -> str:
    """Records with ten visits of tomorrow and one of today, whose id is returned."""
    clock = staging.new_clock(folder)
    visit = staging.make_records(folder / "records", folder / "keys", clock)
    with open_workspace(folder / "records", clock=clock) as ws:
        first = datetime(2026, 11, 26, 9, 0, tzinfo=clock.now().tzinfo)
        for hour, name in enumerate(NAMES):
            add_visit(ws, name, first + timedelta(hours=hour))
    return visit


@pytest.fixture
def ten_visits(
    qapp: QApplication, ten_records: tuple[Path, str], tmp_path: Path
) -> Iterator[Stage]:
    """The window over a copy of the ten visits' records, in Japanese; it is 14:12."""
    made, visit = ten_records
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    use_language("ja")
    records, clock = tmp_path / "records", staging.ScriptedClock(tmp_path / "clock")
    with staging.window_over(records, clock, visit_id=visit) as stage:
        stage.at(14, 12)
        yield stage
    use_language("auto")


def opened(stage: Stage) -> PapersScreen:
    """The page with the ten visits."""
    stage.window.go("papers", TOMORROW.isoformat())
    stage.settle()
    return at_front(stage)


def at_front(stage: Stage) -> PapersScreen:
    assert stage.window.front == "papers"
    page = stage.front()
    assert isinstance(page, PapersScreen)
    wait_until(lambda: page.make.wish is not None, "the day")
    return page


def words_of(page: PapersScreen) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def rest(stage: Stage, page: PapersScreen) -> None:
    """Until nothing runs any more."""
    wait_until(lambda: not page.work.errand.is_running, "the end of the work")
    stage.settle()
    stage.settle()


def sizes_of(file: Path) -> list[tuple[int, int]]:
    """Of each page, in mm."""
    pages = pypdf.PdfReader(file).pages
    mm = 25.4 / 72
    return [
        (round(float(p.mediabox.width) * mm), round(float(p.mediabox.height) * mm)) for p in pages
    ]


def entries(stage: Stage) -> int:
    """How many entries the journal has."""
    found: list[int] = []

    def counted(ws: Workspace) -> int:
        with ws.store.reading() as tx:
            return len(tx.events_about())

    stage.session.read(counted, found.append)
    wait_until(lambda: bool(found))
    return found[0]


@dataclass
class Machine:
    """A printer in this process: it prints nothing until ``gate`` opens."""

    sizes: tuple[tuple[float, float], ...] = (POSTCARD, A4)
    gate: threading.Event = field(default_factory=threading.Event)
    jobs: list[PrintJob] = field(default_factory=list)
    taken_back: list[str] = field(default_factory=list)
    state: JobState = JobState.PRINTING
    name = "事務所"

    def abilities(self) -> Abilities:
        return Abilities(sizes=self.sizes)

    def send(self, job: PrintJob) -> str:
        self.jobs.append(job)
        return str(len(self.jobs))

    def report(self, job_id: str) -> JobReport:
        if self.gate.is_set():
            return JobReport(state=JobState.DONE)
        return JobReport(state=self.state, reasons=("media-empty-error",))

    def cancel(self, job_id: str) -> None:
        self.taken_back.append(job_id)


def with_machine(page: PapersScreen, machine: Machine) -> Machine:
    """The page as if this printer alone had answered."""
    page.make.printing._show([(machine, machine.abilities(), frozenset())])
    return machine
