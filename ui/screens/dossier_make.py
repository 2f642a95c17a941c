"""The left half: choose visits, say who needs them and why, save the dossier."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ui.errand import Errand
from ui.models.dossier_words import file_name, visit_words
from ui.session import Session
from ui.widgets.ask_files import ask_new
from ui.widgets.errand_bar import ErrandBar
from ui.widgets.flow import flowing
from ui.widgets.form_rows import labelled
from ui.widgets.parts import button, card, current_look, hairline, picture, row, text, wrapped
from ui.widgets.typing_field import TypingField
from visitapp.actions import dossier, dossier_view
from visitapp.actions.dossier import Made
from visitapp.actions.dossier_view import DossierLine, DossierView
from visitapp.errors import Known
from visitapp.texts import translate as _

ROWS, ROW_HEIGHT = 5, 44  # px at 100 %


class DossierMake(QWidget):
    """``told`` carries words for the banner, ``failed`` an error."""

    told = Signal(str)
    failed = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._wanted = ""
        self._session = session
        self._lines: dict[str, DossierLine] = {}
        self.search = TypingField(_("Search"), _("Customer or note number: two characters do"))
        self.search.setObjectName("dossier_search")
        self.search.textEdited.connect(self._search)
        self.visits = QListWidget()
        self.visits.setObjectName("dossier_visits")
        self.visits.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.visits.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.visits.setFixedHeight(current_look().px(ROWS * ROW_HEIGHT))
        self.visits.itemSelectionChanged.connect(self._weigh)
        self.reason = TypingField(_("Who needs it, why"), _("For example: to the lawyer, 11/25"))
        self.reason.setObjectName("dossier_reason")
        self.reason.textChanged.connect(self._weigh)
        self.reason.submitted.connect(self.ask_where)
        self.save = button(_("Make and save"), "primary", "package_2")
        self.save.clicked.connect(self.ask_where)
        self.bar = ErrandBar(_("The dossier is being made and checked …"))
        self.take(Errand(session))
        self._lay_out()

    def _lay_out(self) -> None:
        frame, column = card()
        column.addLayout(row(picture("package_2"), text(_("Make a dossier"), "card"), 1))
        column.addWidget(
            wrapped(
                _("Everything recorded about the visits, in one zip that anybody can check."),
                "second",
            )
        )
        column.addWidget(hairline())
        column.addLayout(labelled(_("Search"), self.search))
        column.addLayout(labelled(_("Visits (several with Ctrl)"), self.visits))
        column.addLayout(labelled(_("Who needs it, why"), self.reason))
        column.addWidget(
            wrapped(
                _(
                    "The file is not encrypted, and photos in it keep their position data."
                    " Reason and SHA-256 are recorded."
                ),
                "second",
            )
        )
        column.addLayout(flowing(self.save))
        column.addWidget(self.bar)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(frame)

    def take(self, errand: Errand) -> None:
        """Do the work by this errand; it may be under way already."""
        self.errand = errand
        errand.ended.connect(self._made)
        errand.failed.connect(self._failed)
        self.bar.watch(errand)
        self._weigh()

    def refresh(self) -> None:
        """Read the visits again."""
        if self._session.is_open:
            typed = self.search.text()
            self._session.read(lambda ws: dossier_view.dossier_view(ws, typed), self.show_view)

    def want(self, number: str) -> None:
        """Choose the visit of this paper once it is found."""
        self._wanted = number
        self.search.setText(number)

    def _search(self, _typed: str) -> None:
        self.refresh()

    def show_view(self, view: DossierView) -> None:
        """The visits found; what was chosen stays chosen. An older answer is passed over."""
        if view.typed != self.search.text():
            return
        chosen = {line.id for line in self.chosen()}
        chosen |= {line.id for line in view.lines if line.note_no and line.note_no == self._wanted}
        self._wanted = ""
        self._lines = {line.id: line for line in view.lines}
        self.visits.blockSignals(True)
        self.visits.clear()
        for line in view.lines:
            item = QListWidgetItem(visit_words(line))
            item.setToolTip(item.text())
            item.setData(Qt.ItemDataRole.UserRole, line.id)
            self.visits.addItem(item)
            item.setSelected(line.id in chosen)
        self.visits.blockSignals(False)
        self._weigh()

    def chosen(self) -> tuple[DossierLine, ...]:
        """The visits chosen, the oldest first."""
        ids = [item.data(Qt.ItemDataRole.UserRole) for item in self.visits.selectedItems()]
        lines = [self._lines[one] for one in ids]
        return tuple(sorted(lines, key=lambda line: (str(line.at or ""), line.id)))

    def _weigh(self) -> None:
        """Offered once a visit is chosen and a reason given (V-08)."""
        ready = bool(self.chosen()) and bool(self.reason.text().strip())
        self.save.setEnabled(ready and not self.errand.is_running)
        self.bar.refresh()

    def ask_where(self) -> None:
        """By the system's dialog."""
        if self.save.isEnabled():
            name = file_name(self.chosen())
            ask_new(self, _("Save the dossier"), _("Dossiers (*.zip)"), name, self.make)

    def make(self, path: Path) -> None:
        """Make the dossier of the chosen visits as ``path``."""
        given, reason = [line.id for line in self.chosen()], self.reason.text()
        self.errand.run(lambda ws, told: dossier.export(ws, given, reason, path, told), writes=True)
        self._weigh()

    def _made(self, made: Made) -> None:
        self.reason.clear()
        self._weigh()
        self.told.emit(_("Saved and checked: {path}", path=made.file))

    def _failed(self, error: Exception) -> None:
        self._weigh()
        if isinstance(error, Known):
            self.failed.emit(error)
