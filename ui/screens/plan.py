"""予定: the form of a visit beside the list of the week; on a small window they are tabs."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QTabBar, QVBoxLayout, QWidget

from ui.screens.plan_form import PlanForm
from ui.screens.plan_week import WeekList
from ui.session import Session
from ui.widgets.banner import Banner
from ui.widgets.parts import current_look, scrolling
from ui.widgets.typing_field import TypingField
from visitapp.errors import Known
from visitapp.marks import override
from visitapp.texts import translate as _

TABS_BELOW = 900  # px of the page at 100 %


class PlanScreen(QWidget):
    """``planned`` carries a visit's id, ``papers_wanted`` a day; Esc leaves, what's typed stays."""

    planned = Signal(str)
    left = Signal()
    papers_wanted = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("page")
        self._session = session
        self.banner = Banner()
        self.form, self.week = PlanForm(session), WeekList(session)
        self.tabs = QTabBar()
        for words in (_("Plan a visit"), _("List")):
            self.tabs.addTab(words)
        self._lay_out()
        self.tabs.currentChanged.connect(lambda _place: self._arrange())
        self.form.planned.connect(self.planned)
        self.form.left.connect(self.left)
        self.form.said.connect(self._say)
        self.form.opened.connect(lambda: self.tabs.setCurrentIndex(0))
        self.week.chosen.connect(self.form.open_visit)
        self.week.papers_wanted.connect(self.papers_wanted)
        session.failed.connect(self._failed)
        session.changes.happened.connect(lambda _value: self._refresh())

    def _lay_out(self) -> None:
        look = current_look()
        form, side = QVBoxLayout(), QVBoxLayout()
        for layout, widget in ((form, self.form), (side, self.week)):
            layout.setContentsMargins(0, 0, look.px(6), 0)
            layout.addWidget(widget)
        form.addStretch(1)
        self.form_area, self.week_area = scrolling(form), scrolling(side)
        columns = QHBoxLayout()
        columns.setSpacing(look.px(10))
        columns.addWidget(self.form_area, 8)
        columns.addWidget(self.week_area, 5)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(look.px(16), look.px(12), look.px(12), look.px(8))
        outer.setSpacing(look.px(8))
        outer.addWidget(self.tabs)
        outer.addWidget(self.banner)
        outer.addLayout(columns, 1)

    @property
    def search(self) -> TypingField:
        """The field of Ctrl+F."""
        return self.form.search

    def open_form(self, visit_id: str = "") -> None:
        """The page comes to the front: with a visit to change, or with what was typed before."""
        self._refresh()
        self.form.come()
        self.tabs.setCurrentIndex(0)
        if visit_id:
            self.form.open_visit(visit_id)
        else:
            self.search.setFocus()

    def carry(self, old: "PlanScreen") -> None:
        """Take over what another look of this page holds."""
        self.form.carry(old.form)

    def _refresh(self) -> None:
        if self._session.is_open:
            self.week.refresh()

    def _say(self, words: str) -> None:
        if words:
            self.banner.show_words(words)
        else:
            self.banner.clear()

    def _failed(self, error: Exception) -> None:
        if self.isVisible() and isinstance(error, Known):
            self.banner.show_error(error)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        small = self.width() * 100 // current_look().scale < TABS_BELOW
        self.tabs.setVisible(small)
        self.form_area.setVisible(not small or self.tabs.currentIndex() == 0)
        self.week_area.setVisible(not small or self.tabs.currentIndex() == 1)
