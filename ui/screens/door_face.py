"""The widgets of the door and how they stand, without what they do; made anew for another look.

Beside the rail one stack: the calm half, or one page in its place. Small windows (150 % on a
laptop: 910x512) have the rail as one line and the time as one; opened logs go below.
"""

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ui.models import door_words as words
from ui.widgets.banner import Banner
from ui.widgets.door_buttons import KeyButton
from ui.widgets.door_panels import CardPage, ContactPage, DoorPage, ListPage
from ui.widgets.door_question import InlineQuestion
from ui.widgets.door_rail import DoorRail
from ui.widgets.door_top import DoorTop
from ui.widgets.fold_lines import FoldLines, Log, OpenedLog
from ui.widgets.next_act import NextAct
from ui.widgets.parts import button, current_look, scrolling
from ui.widgets.photo_drop import PhotoDrop
from ui.widgets.time_card import TimeCard
from visitapp.marks import override
from visitapp.texts import N_
from visitapp.texts import translate as _

COMPACT = 1060  # px at 100 %: below it the rail is one line
LOW = 640
NARROW = 760  # 200 % on a laptop: only what must be read
FOLDS = (
    ("rings", N_("Intercom"), "doorbell", "Q"),
    ("calls", N_("Telephone"), "call", "W"),
    ("photos", N_("Photos"), "photo_camera", "E"),
)


class DoorFace(QWidget):
    """Everything of the door that is seen; ``fold_flipped`` carries the code of a log,
    ``photo_chosen`` that of a photo's page."""

    fold_flipped = Signal(str)
    photo_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self.look = current_look()
        self.compact: bool | None = None
        self.narrow = False
        self.top = DoorTop()
        self.rail = DoorRail(words.STEP_WORDS)
        self.line = DoorRail(words.STEP_WORDS, short=True)
        self._make_time()
        self.next = NextAct()
        self.banner = Banner()
        self.answered = KeyButton(_("Somebody answered"), "handshake", "F9", "door")
        self.contact = KeyButton(_("Contact or end"), "phone_in_talk", "F12", "grey")
        self.folds = FoldLines(FOLDS)
        self.folds.flipped.connect(self.fold_flipped)
        self.opened = {code: OpenedLog(_(name), icon, key) for code, name, icon, key in FOLDS}
        for code, made in self.opened.items():
            made.flipped.connect(lambda c=code: self.fold_flipped.emit(c))
            made.chosen.connect(self.photo_chosen)
        self.drop = PhotoDrop(self)
        self.setAcceptDrops(True)
        self.page: DoorPage | None = None
        self._lay_out()

    def _make_time(self) -> None:
        self.time = TimeCard()
        self.undo = KeyButton(_("Take back"), "undo", "Ctrl+Z")
        self.early = button(_("End early"), "quiet")
        self.dossier = button(_("Dossier of this visit"), "", "inventory_2")
        self.extend = KeyButton(_("Extend to 60 minutes"), "timer", "F4")
        for made in (self.undo, self.early, self.dossier, self.extend):
            made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            self.time.head.addWidget(made)
            made.hide()
        self.question = InlineQuestion()
        self.time.below_head.addWidget(self.question)

    def _lay_out(self) -> None:
        look = self.look
        self._stack = QStackedWidget()
        self._stack.addWidget(self._calm())
        self._details = QWidget()
        self._details.setFixedWidth(look.px(330))
        self._column = QVBoxLayout(self._details)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(look.px(12))
        for made in self.opened.values():
            self._column.addWidget(made)
            made.hide()
        self._column.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(look.px(8))
        right.addWidget(self.line)
        right.addWidget(self._stack, 1)
        self._across = QHBoxLayout()
        self._across.setContentsMargins(look.px(16), look.px(14), look.px(16), look.px(14))
        self._across.setSpacing(look.px(14))
        self._across.addWidget(self.rail)
        self._across.addLayout(right, 1)
        self._across.addWidget(self._details)
        self._below = right
        self.area: QScrollArea = scrolling(self._across)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top)
        column.addWidget(self.area, 1)
        self.fit()

    def _calm(self) -> QWidget:
        look = self.look
        calm = QWidget()
        column = QVBoxLayout(calm)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(12))
        column.addWidget(self.time, 1)
        column.addWidget(self.next)
        column.addWidget(self.banner)
        self._pair: QBoxLayout = QHBoxLayout()
        self._pair.setSpacing(look.px(12))
        self._pair.addWidget(self.answered, 1)
        self._pair.addWidget(self.contact, 1)
        column.addLayout(self._pair)
        column.addWidget(self.folds)
        self._calm_column = column
        return calm

    # -- pages ----------------------------------------------------------------------------------

    def show_page(self, page: DoorPage | None) -> None:
        """One page in place of the calm half, or the calm half with None."""
        old, self.page = self.page, page
        if page is not None:
            self._stack.addWidget(page)
            self._stack.setCurrentWidget(page)
            self._below.addWidget(self.banner)  # a refusal must be seen on a page as well
            self._fold_page()
        else:
            self._stack.setCurrentIndex(0)
            self._calm_column.insertWidget(self._calm_column.indexOf(self.next) + 1, self.banner)
        for place in range(self._stack.count()):  # a page behind must not ask for room
            behind = self._stack.widget(place)
            front = behind is self._stack.currentWidget()
            wish = QSizePolicy.Policy.Preferred if front else QSizePolicy.Policy.Ignored
            if behind is not None:
                behind.setSizePolicy(wish, wish)
        if old is not None:
            self._stack.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._show_details()
        self.area.verticalScrollBar().setValue(0)

    def show_logs(self, logs: dict[str, Log], opened: set[str]) -> None:
        """The three logs; the opened ones as cards at the right."""
        for code, log in logs.items():
            self.folds.show_log(code, log)
            self.opened[code].show_log(log)
            self.opened[code].setVisible(code in opened)
        self.folds.show_closed(opened)
        self._show_details()

    def _show_details(self) -> None:
        any_open = any(not made.isHidden() for made in self.opened.values())
        self._details.setVisible(any_open and self.page is None)
        self.time.show_details(any_open)

    # -- sizes ----------------------------------------------------------------------------------

    def fit(self) -> None:
        """Lay out for the room there is, counted in pixels at 100 %."""
        width = self.width() * 100 / self.look.scale
        height = self.height() * 100 / self.look.scale
        compact = width < COMPACT or height < LOW - 40
        narrow = width < NARROW
        if (compact, narrow) != (self.compact, self.narrow):
            self.compact, self.narrow = compact, narrow
            self._dress(compact)
            self.top.set_narrow(narrow)
            self.line.set_narrow(narrow)
            self.next.set_compact(compact, narrow)
            self.folds.set_compact(compact and not narrow)
            for made in (self.time, self.undo, self.extend):
                made.set_narrow(narrow)
        self._pair.setDirection(
            QBoxLayout.Direction.TopToBottom if width < 560 else QBoxLayout.Direction.LeftToRight
        )
        self._fold_page()

    def _dress(self, compact: bool) -> None:
        look = self.look
        self.rail.setVisible(not compact)
        self.line.setVisible(compact)
        for part in (self.top, self.time, self.next, self.folds):
            part.set_compact(compact)
        longer = _("To 60 minutes") if compact else _("Extend to 60 minutes")
        self.extend.show_words(longer)
        gap = look.px(6 if compact else 12)
        self._below.setSpacing(look.px(6 if compact else 8))
        self._calm_column.setSpacing(gap)
        side, high = look.px(8 if compact else 16), look.px(6 if compact else 14)
        self._across.setContentsMargins(side, high, side, high)
        self._across.removeWidget(self._details)
        self._below.removeWidget(self._details)
        if compact:
            self._details.setMinimumWidth(0)
            self._details.setMaximumWidth(16_777_215)
            self._below.addWidget(self._details)
        else:
            self._details.setFixedWidth(look.px(330))
            self._across.addWidget(self._details)

    def _fold_page(self) -> None:
        width = int((self.width() * 100 / self.look.scale) - (0 if self.compact else 306))
        if isinstance(self.page, CardPage | ListPage):
            self.page.fold(width)
        if isinstance(self.page, ContactPage):
            self.page.fold_reasons(width)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() or event.mimeData().hasImage():
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        self.drop.take(event.mimeData())
        event.acceptProposedAction()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()
