"""連絡票: a correct, kind, harmless note in under twenty seconds (shared/ux 5).

What is shown is the PDF that is printed. Nothing is written until it is printed or saved.
"""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QSettings, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.models.note_words import log_words, waits_for_approval
from ui.models.press_guard import PressGuard
from ui.screens.note_paper import NotePaperCard
from ui.screens.note_preview import NotePreview
from ui.screens.note_print import NotePrint
from ui.screens.note_remark import NoteRemark
from ui.screens.note_terms import NoteTermsCard
from ui.screens.note_verdict import NoteVerdict
from ui.session import Session
from ui.widgets.banner import Banner
from ui.widgets.door_buttons import Elided, KeyButton
from ui.widgets.door_question import InlineQuestion
from ui.widgets.flow import Flow
from ui.widgets.folding import Folding
from ui.widgets.parts import button, current_look, scrolling, text
from visitapp.actions import note, print_job
from visitapp.actions.note import NoteWish, PreparedNote
from visitapp.actions.note_view import NoteView, note_view
from visitapp.domain.words import Form
from visitapp.errors import Known
from visitapp.marks import override
from visitapp.texts import tell
from visitapp.texts import translate as _
from visitapp.workspace import Workspace

PAUSE_MS = 250
"""After the last key before the note is composed anew."""
LEAST = 960  # px at 100 % for three columns
ROOMY = 1000  # px at 100 % for all that stands in the header


class NoteScreen(QWidget):
    """The note of one visit; ``left`` goes back to its door, ``by_pen`` to one written by hand."""

    left = Signal(str)
    by_pen = Signal(str)

    def __init__(self, session: Session, papers: Path, state: QSettings | None = None) -> None:
        super().__init__()
        self.setObjectName("page")
        self._session, self._papers = session, papers
        self.visit_id = ""
        self.view: NoteView | None = None
        self._trouble: Known | None = None
        self._guard = PressGuard()
        self.banner, self.question = Banner(), InlineQuestion()
        self.paper, self.preview = NotePaperCard(state), NotePreview(session)
        self.remark, self.printing = NoteRemark(), NotePrint(session, state)
        self.terms = NoteTermsCard()
        self.terms.hide()
        self.back = KeyButton(_("Back to the door"), "arrow_back", "Esc")
        self.back.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._customer, self._log = Elided("name"), Elided("second")
        self._told, self._number = Elided("second"), text("", "promised")
        self.verdict = NoteVerdict()
        self.print = button(_("Print the note"), "primary", "print", "Ctrl+P")
        self.save = button(_("Save the PDF"), "", "description")
        self.pen = button(_("Write on a pre-print"), "", "draw")
        for made, key in ((self.save, "Ctrl+S"), (self.pen, "Alt+E")):
            made.setShortcut(key)
            made.setToolTip(_("{words} ({key})", words=made.accessibleName(), key=key))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._lay_out()
        self._connect()
        self._show_state()

    def _lay_out(self) -> None:
        look = current_look()
        top = QFrame()
        top.setObjectName("header")
        top.setFixedHeight(look.px(60))
        line = QHBoxLayout(top)
        line.setContentsMargins(look.px(16), 0, look.px(16), 0)
        line.setSpacing(look.px(8))
        line.addWidget(self.back)
        line.addWidget(text(_("Note"), "title"))
        line.addWidget(self._customer)
        line.addWidget(self._log)
        line.addStretch(1)
        line.addWidget(self._told)
        line.addWidget(self._number)
        below = QFrame()
        flow = Flow(below, look.px(8))
        flow.add(self.save)
        flow.add(self.pen)
        columns = Folding(spacing=14, least=LEAST)
        for part, share in (
            (_column(self.paper, self.terms, self.printing), 3),
            (self.preview, 4),
            (_column(self.remark, self.verdict, self.question, self.print, below), 3),
        ):
            columns.put(part, share)
        body = QVBoxLayout()
        body.setContentsMargins(look.px(16), look.px(14), look.px(16), look.px(14))
        body.setSpacing(look.px(12))
        body.addWidget(self.banner)
        body.addLayout(columns, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(top)
        self.area = scrolling(body)
        whole.addWidget(self.area, 1)

    def _connect(self) -> None:
        self.back.clicked.connect(self.leave)
        for key, call in ((Qt.Key.Key_Escape, self.leave), (Qt.Key.Key_F6, self._print_by_f6)):
            made = QShortcut(QKeySequence(key), self)
            made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made.setAutoRepeat(False)
            made.activated.connect(call)
        self.paper.wished.connect(self.refresh)
        self.terms.wished.connect(self.refresh)
        self.remark.typed.connect(self._pause.start)
        self._pause.timeout.connect(self.refresh)
        self.print.clicked.connect(self.print_note)
        self.save.clicked.connect(self.save_pdf)
        self.pen.clicked.connect(lambda: self.by_pen.emit(self.visit_id))
        self.printing.found.connect(self._show_state)
        self.printing.found.connect(self._show_papers)
        self.printing.told.connect(self.banner.show_words)
        self.printing.failed.connect(self._failed)
        self.printing.printed.connect(self._printed)
        self.printing.unknown.connect(self._ask_came_out)
        self.question.answered.connect(self._came_out)

    # -- showing ---------------------------------------------------------------------------------

    @property
    def wish(self) -> NoteWish:
        """What is asked of the note now."""
        wish = replace(self.paper.wish, remark=self.remark.words)
        is_letter = wish.form is Form.LETTER
        if not is_letter:
            return wish
        return replace(wish, terms=replace(self.terms.terms, card=wish.terms.card))

    def open_visit(self, visit_id: str) -> None:
        """The note of a visit; what was typed for another one is gone."""
        if visit_id != self.visit_id:
            self.visit_id, self.view, self._trouble = visit_id, None, None
            self._show_state()
            self.remark.field.setPlainText("")
            self.terms.clear()
            self.paper.clear()
        self._guard.touch()
        self.banner.clear()
        self.question.hide()
        if not visit_id:
            self.banner.show_words(_("Open the note at the door of its visit."))
        self.printing.look_around()
        self.refresh()
        self.remark.field.setFocus()

    def refresh(self) -> None:
        """Compose the note as it is wished now."""
        if self.visit_id and self._session.is_open:
            visit, wish = self.visit_id, self.wish
            self._session.read(
                lambda ws: note_view(ws, visit, wish), self.show_view, failed=self._not_composed
            )

    def show_view(self, view: NoteView) -> None:
        """Show a note as it was composed."""
        self.view = view
        if self._trouble is not None:
            self._trouble = None
            self.banner.clear()
        ready = view.ready
        self._customer.show_words(f"{view.customer} {view.honorific}".strip())
        self._log.show_words(log_words(ready.visit, self._session.clock.now().tzinfo))
        self._told.show_words(_("Reference number"))
        self._number.setText(ready.note_no)
        self.paper.show_view(view)
        self.terms.setVisible(view.wish.form is Form.LETTER)
        self.terms.show_view(view)
        self.remark.show_view(view)
        if view.refused is not None and ready.visit.outcome is not None:
            self.preview.show_nothing()
        else:
            self.preview.show_note(view)
        self.printing.show_sizes(ready.rendered.size_mm)
        self._show_papers()
        self._show_state()

    def _show_state(self) -> None:
        view = self.view
        allowed = view is not None and view.is_allowed and not waits_for_approval(view)
        allowed = allowed and self._trouble is None
        told = tell(self._trouble).sentence if self._trouble else ""
        self.verdict.show_view(view, allowed=allowed, trouble=told)
        self.print.setEnabled(allowed and self.printing.is_ready)
        self.save.setEnabled(allowed)
        self.pen.setEnabled(view is not None and view.wish.form is Form.OPEN)

    def _show_papers(self) -> None:
        self.paper.show_printable(self.printing.takes)

    # -- doing -----------------------------------------------------------------------------------

    def print_note(self) -> None:
        """Onto paper, exactly as shown."""
        if self.print.isEnabled():
            copies = int(self.paper.copies.currentData() or 1)
            self.printing.print_note(self.visit_id, self.wish, copies)

    def _print_by_f6(self) -> None:
        """The key that leads here from the door never prints by a second press (ux 5)."""
        if self._guard.is_open(grave=True):
            self.print_note()
        self._guard.touch()

    def save_pdf(self) -> None:
        """The same PDF into the folder of the papers; it counts as printed."""
        visit, wish, papers = self.visit_id, self.wish, self._papers

        def save(ws: Workspace) -> tuple[PreparedNote, Path]:
            out = note.unused_file(papers, note.look(ws, visit, wish).visit)
            return note.print_note(ws, visit, out, wish), out

        self._session.act(save, self._saved, failed=self._failed)

    def _saved(self, made: tuple[PreparedNote, Path]) -> None:
        said = _("Saved as {file}; the file is not encrypted.", file=made[1].name)
        self.banner.show_words(said)
        self.refresh()

    def _printed(self) -> None:
        """From now on the code shown is the one on paper: it was bound when that was made."""
        self.banner.show_words(_("The note is printed."))
        self.refresh()

    def _ask_came_out(self, revision: int) -> None:
        self.question.ask(
            f"sheet:{revision}",
            _("Is the note printed?"),
            "",
            (("no", _("No sheet came out")), ("yes", _("It is printed"))),
        )

    def _came_out(self, code: str) -> None:
        revision = int(self.question.about.removeprefix("sheet:"))
        settle = print_job.came_out if code == "yes" else print_job.no_sheet
        visit = self.visit_id
        self._session.act(lambda ws: settle(ws, visit, revision), failed=self._failed)

    def _not_composed(self, error: Exception) -> None:
        """What was typed or chosen makes no note: none is shown, for none would be printed."""
        self._trouble = error if isinstance(error, Known) else None
        if self._trouble is not None:
            self.remark.show_unchecked()
            self.preview.show_nothing()
        self._failed(error)

    def _failed(self, error: Exception) -> None:
        if isinstance(error, Known):
            self.banner.show_error(error)
        self._show_state()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() * 100 >= ROOMY * current_look().scale
        self._log.setVisible(wide)
        self._told.setVisible(wide)

    def leave(self) -> None:
        """Back to the door; the remark stays until another visit is opened."""
        self.left.emit(self.visit_id)

    def carry(self, old: "NoteScreen") -> None:
        """The same note in another look."""
        self.paper.take(old.paper)
        self.terms.take(old.terms.terms)
        self.visit_id = old.visit_id
        self.refresh()


def _column(*parts: QWidget) -> QVBoxLayout:
    """Parts below each other; what is left of the height stays free."""
    column = QVBoxLayout()
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(current_look().px(12))
    for part in parts:
        column.addWidget(part)
    column.addStretch(1)
    return column
