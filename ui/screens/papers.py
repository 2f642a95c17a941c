"""その日の用紙: the notes and cards of a day in one go (N-09), and one visit's envelope or slip."""

from datetime import date
from functools import partial

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.printer_card import PrinterCard
from ui.screens.papers_list import PapersList
from ui.screens.papers_make import PapersMake
from ui.screens.papers_preview import PapersPreview
from ui.screens.papers_single import PapersSingle
from ui.screens.papers_work import PapersWork
from ui.session import Session
from ui.widgets.banner import Banner
from ui.widgets.focus_keeping import FocusInSight
from ui.widgets.folding import Folding
from ui.widgets.parts import button, current_look, scrolling
from visitapp.actions.card import keep_card_way
from visitapp.actions.day_papers import DayWish
from visitapp.actions.day_papers_view import DayPapersView, day_papers_view
from visitapp.actions.day_print import DayDone, pdf_of_day
from visitapp.actions.follow_jobs import Told
from visitapp.domain.words import CardWay
from visitapp.texts import tell
from visitapp.texts import translate as _
from visitapp.workspace import Workspace

LEAST = 860  # px at 100 % for both halves side by side


class PapersScreen(QWidget):
    """The visits of a day beside what is printed for them; Esc goes back to the plan."""

    left = Signal()

    def __init__(self, session: Session, state: QSettings | None = None) -> None:
        super().__init__()
        self.setObjectName("page")
        self._session = session
        self.day: date | None = None
        self.wrong: dict[str, str] = {}
        self.banner = Banner()
        self.back = button(_("Back to the plan"), "", "arrow_back", "Esc")
        self.back.clicked.connect(self.left)
        self.work, printing = PapersWork(session, self), PrinterCard(session, state)
        self.list, self.make = PapersList(), PapersMake(self.work, printing)
        self.single = PapersSingle(session, self.work, printing)
        self.preview = PapersPreview(session)
        self._lay_out()
        self.make.look.toggled.connect(self.preview.open)
        self.preview.shown.connect(self._open_preview)
        self.make.weighed.connect(self._look)
        self.list.bind_keys(self)
        self.list.turned.connect(self._turn)
        self.make.held.connect(self._keep_way)
        self.work.told.connect(self.banner.show_words)
        self.work.failed.connect(self.banner.show_error)
        self.work.made.connect(self._made)
        session.changes.happened.connect(lambda _value: self._refresh_if_seen())

    def _lay_out(self) -> None:
        """Banner and progress stay in sight; what scrolls is below them."""
        look = current_look()
        days, side = QVBoxLayout(), QVBoxLayout()
        side.setSpacing(look.px(12))
        for layout, parts in ((days, (self.preview, self.list)), (side, (self.make, self.single))):
            for part in parts:
                layout.addWidget(part)
            layout.addStretch(1)
        halves = Folding(spacing=14, least=LEAST)
        halves.put(days, 3)
        halves.put(side, 2)
        column, above = QVBoxLayout(), QVBoxLayout()
        column.setContentsMargins(look.px(16), look.px(8), look.px(16), look.px(14))
        column.addLayout(halves)
        column.addStretch(1)
        above.setContentsMargins(look.px(16), look.px(6), look.px(16), 0)
        above.setSpacing(look.px(6))
        above.addWidget(self.banner)
        above.addWidget(self.work.bar)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(above)
        self._area = scrolling(column)
        FocusInSight(self._area)
        whole.addWidget(self._area, 1)

    def come(self, day: str = "") -> None:
        """The page comes to the front: with this day, else with the next that needs papers."""
        self.banner.clear()
        self.day = date.fromisoformat(day) if day else None
        self.wrong = {}
        self.make.printing.look_around()
        self.refresh()
        self.list.now.setFocus()

    def refresh(self) -> None:
        """Read the day again."""
        if self._session.is_open:
            day = self.day
            self._session.read(lambda ws: day_papers_view(ws, day), self._show)

    def _refresh_if_seen(self) -> None:
        if self.isVisible():
            self.refresh()

    def _show(self, view: DayPapersView) -> None:
        self.day = view.day
        self.list.show_view(view, self.wrong)
        self.make.show_view(view)
        self.single.show_view(view)

    def _turn(self, day: date) -> None:
        self.banner.clear()
        self.day, self.wrong = day, {}
        self.refresh()

    def _keep_way(self, way: CardWay) -> None:
        """Cards are made this way until it is chosen otherwise."""
        self._session.act(lambda ws: keep_card_way(ws, way))

    def _made(self, done: object) -> None:
        """Whose paper could not be made is said beside the visit."""
        if isinstance(done, DayDone):
            self.wrong = {one.visit_id: tell(one.why).sentence for one in done.papers.left_out}
            self.refresh()

    def _open_preview(self) -> None:
        """It stands on top, wherever the switch was."""
        self._area.verticalScrollBar().setValue(0)
        self._look()

    def _look(self) -> None:
        """Show what would be printed now, where the preview is open."""
        view, wish = self.make.view, self.make.wish
        if view is None or wish is None:
            return
        making = partial(_pdf, wish=wish) if self.make.has_papers else None
        self.preview.ask((view, wish), making)

    def carry(self, old: "PapersScreen") -> None:
        """Day, choice and work under way go over to the screen that takes our place."""
        self.day, self.wrong = old.day, dict(old.wrong)
        self.preview.place = old.preview.place
        sheet = old.make.sheet.currentData()
        if sheet is not None:
            self.make.sheet.addItem(old.make.sheet.currentText(), sheet)
        self.make.hold(old.make.way)
        self.single.take(old.single)
        self.work.take(old.work.errand, old.work.ear)
        self.refresh()


def _pdf(ws: Workspace, told: Told, wish: DayWish) -> bytes:
    return pdf_of_day(ws, wish, told)
