"""One piece of work of the page at a time: its progress, its stop, and what is said at its end."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from ui.errand import Errand, Told
from ui.models.papers_words import progress_words
from ui.session import Session
from ui.widgets.errand_bar import ErrandBar
from visitapp.errors import Known
from visitapp.printing.job import JobReport
from visitapp.texts import translate as _
from visitapp.workspace import Workspace

PATIENCE = 900.0
"""Seconds a print is followed; afterwards the spooler has it alone."""


class Ear:
    """What the printer said last: told on the worker's thread, looked at by the window."""

    def __init__(self) -> None:
        self.report: JobReport | None = None

    def hear(self, report: JobReport) -> None:
        """Remember it."""
        self.report = report


class PapersWork(QObject):
    """``told`` carries words for the banner, ``failed`` an error, ``made`` what was made.

    ``changed`` says that work began or ended. ``bar`` stands where the page wants it: in sight,
    however far one has scrolled down.
    """

    told = Signal(str)
    failed = Signal(object)
    made = Signal(object)
    changed = Signal()

    def __init__(self, session: Session, page: QObject) -> None:
        super().__init__(page)
        self.bar = ErrandBar(_("The papers are being made …"))
        self.take(Errand(session), Ear())

    def take(self, errand: Errand, ear: Ear) -> None:
        """Work by this errand; it may be under way already."""
        self.errand, self.ear = errand, ear
        errand.moved.connect(self._move)
        errand.ended.connect(self._ended)
        errand.failed.connect(self._failed)
        self.bar.watch(errand)
        self.changed.emit()

    @property
    def is_busy(self) -> bool:
        """Whether something is under way."""
        return self.errand.is_running

    def start(self, call: Callable[[Workspace, Told], Any], said: Callable[[Any], str]) -> None:
        """Do ``call`` off the GUI thread; ``said`` makes its value into words for the banner."""
        self.ear.report = None
        self.errand.run(lambda ws, told: (call(ws, told), said), writes=False)
        self.bar.refresh()
        self.changed.emit()

    def _move(self, done: int, whole: int) -> None:
        self.bar.words.setText(progress_words(done, whole, self.ear.report))

    def _ended(self, value: tuple[object, Callable[[object], str]]) -> None:
        done, said = value
        self.bar.refresh()
        self.changed.emit()
        self.made.emit(done)
        self.told.emit(said(done))

    def _failed(self, error: Exception) -> None:
        self.bar.refresh()
        self.changed.emit()
        if isinstance(error, Known):
            self.failed.emit(error)
