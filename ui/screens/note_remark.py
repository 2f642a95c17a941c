"""担当者より and 表現の確認: a line of one's own, what is wrong with it, and how to say it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.widgets.parts import button, card, chip, clear, hairline, picture, row, text, wrapped
from ui.widgets.remark_field import RemarkField
from visitapp.actions.note_view import MOST_REMARK, NoteView
from visitapp.domain.wording import Finding
from visitapp.texts import N_
from visitapp.texts import translate as _

EMPTY_HINT = N_("May stay empty: lines for the pen are printed.")
ROLL_HINT = N_("May stay empty: a roll has no lines for the pen.")


class NoteRemark(QWidget):
    """``typed`` comes with each change of the remark."""

    typed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._view: NoteView | None = None
        self.field = RemarkField(_("From the staff"), _(EMPTY_HINT), MOST_REMARK)
        self._count = text("", "second")
        self.field.typed.connect(self._typed)
        above, inside = card()
        inside.addLayout(
            row(
                picture("draw", "text2"), text(_("From the staff"), "card"),
                chip(_("optional")), 1, self._count,
            )
        )  # fmt: skip
        inside.addWidget(self.field)
        self._findings = QVBoxLayout()
        self._chip = row()
        self.check, below = card()
        head = row(picture("spellcheck", "text2"), text(_("Check of the words"), "card"), 1)
        head.addLayout(self._chip)
        below.addLayout(head)
        below.addWidget(hairline())
        below.addLayout(self._findings)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(above)
        whole.addWidget(self.check)

    @property
    def words(self) -> str:
        """The remark as typed."""
        return self.field.words

    def show_view(self, view: NoteView) -> None:
        """Underline what was found, and list it with a remedy."""
        if view.wish.remark != self.words:
            return  # typed on meanwhile: the next answer is on its way
        self._view = view
        self.field.setPlaceholderText(_(ROLL_HINT if view.is_roll else EMPTY_HINT))
        self.field.underline(view.in_remark)
        found = [f for f in (*view.in_remark, *view.elsewhere) if f.advice]
        clear(self._findings)
        clear(self._chip)
        blocking = sum(1 for finding in found if finding.blocks)
        self._chip.addWidget(_verdict_chip(blocking, len(found)))
        for finding in found:
            self._add(finding, is_mine=finding in view.in_remark)
        self._propose(view)

    def show_unchecked(self) -> None:
        """No verdict on words of which no note can be made."""
        self.field.underline(())
        clear(self._findings)
        clear(self._chip)

    def _add(self, finding: Finding, *, is_mine: bool) -> None:
        icon, tint = ("block", "danger_ink") if finding.blocks else ("warning", "warn_ink")
        said = QVBoxLayout()
        said.addWidget(wrapped(finding.text, "card"))
        said.addWidget(wrapped(_(finding.advice), "meta"))
        line = row(picture(icon, tint))
        line.addLayout(said, 1)
        if is_mine:
            remove = button(_("Remove"))
            remove.setAccessibleName(_("Remove “{words}”", words=finding.text))
            remove.clicked.connect(lambda _c=False, f=finding: self.field.take_out(f))
            line.addWidget(remove)
        self._findings.addLayout(line)

    def _propose(self, view: NoteView) -> None:
        instead = next((f.instead for f in view.in_remark if f.instead), "")
        if not instead:
            return
        self._findings.addWidget(hairline())
        self._findings.addWidget(text(_("Proposal"), "meta"))
        self._findings.addWidget(wrapped(instead, "card"))
        take = button(_("Replace by this sentence"), "", "check", "Alt+1")
        take.clicked.connect(lambda: self.field.put(instead))
        self._findings.addLayout(row(take, 1))

    def _typed(self) -> None:
        self._count.setText(_("{n} / {most} characters", n=len(self.words), most=MOST_REMARK))
        self.typed.emit()


def _verdict_chip(blocking: int, found: int) -> QWidget:
    if blocking:
        return chip(_("to mend: {n}", n=blocking), "danger")
    if found:
        return chip(_("to note: {n}", n=found), "warn")
    return chip(_("nothing found"), "ok", "check")
