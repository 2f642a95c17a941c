"""同期: for each item, where it truly is; sending needs no hand, asking is always answered."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui.models import sync_words as words_of
from ui.office_link import OfficeLink
from ui.session import Session
from ui.widgets.banner import Banner
from ui.widgets.flow import flowing
from ui.widgets.folding import Folding, folding
from ui.widgets.found_box import FoundBox
from ui.widgets.item_table import Item, ItemTable
from ui.widgets.parts import (
    button,
    card,
    chip,
    current_look,
    hairline,
    picture,
    row,
    scrolling,
    text,
    wrapped,
)
from visitapp.actions.link import LinkState
from visitapp.actions.sync_view import SyncLine, SyncView, sync_view
from visitapp.errors import Known
from visitapp.texts import translate as _

SIDE_BY_SIDE, COUNTERS = 860, 750  # px at 100 %


class SyncScreen(QWidget):
    """Three counters, the items by risk, clock and address; 詳しく shows the finer states."""

    def __init__(self, session: Session, link: OfficeLink) -> None:
        super().__init__()
        self.setObjectName("page")
        self._session, self._link = session, link
        self._view: SyncView | None = None
        self.banner = Banner()
        self.now = button(_("Sync now"), "primary", "sync")
        self.now.setToolTip(_("{words} ({key})", words=_("Sync now"), key="Ctrl+R"))
        self.now.clicked.connect(link.sync_now)
        self.counters = [Counter("computer"), Counter("cloud_upload"), Counter("verified")]
        self.finer = button(_("Details"), "", "search", "Alt+I")
        self.finer.setCheckable(True)
        self.finer.toggled.connect(self._fill)
        self.kept = button("", "quiet", "keyboard_arrow_down")
        self.kept.setCheckable(True)
        self.kept.toggled.connect(self.refresh)
        self.table = ItemTable(_("Items to send"))
        self.kept_table = ItemTable(_("Items kept at the office"))
        self.summary, self.receipt = text("", "meta"), text("", "meta")
        self.empty = text(_("Everything is kept at the office."), "second")
        self.clock_box, self.found = ClockBox(), FoundBox()
        self._lay_out()
        session.changes.happened.connect(lambda _value: self._refresh_if_seen())
        session.failed.connect(self._failed)
        link.changed.connect(self._hear)
        link.answered.connect(self._answer)

    def header_actions(self) -> tuple[QPushButton, ...]:
        """What stands in the header."""
        return (self.now,)

    def _lay_out(self) -> None:
        look = current_look()
        counters, line = card()
        line.setContentsMargins(0, 0, 0, 0)
        line.addLayout(folding(*self.counters, spacing=0, least=COUNTERS))
        items, column = card()
        column.addLayout(
            flowing(text(_("Items to send"), "card"), self.summary, 1, self.receipt, self.finer)
        )
        column.addWidget(self.table, 3)
        column.addWidget(self.empty, 3, Qt.AlignmentFlag.AlignTop)
        column.addWidget(hairline())
        column.addLayout(
            flowing(self.kept, 1, text(_("Nothing is deleted before the office keeps it."), "meta"))
        )
        column.addWidget(self.kept_table, 2)
        for table in (self.table, self.kept_table):
            table.setMinimumHeight(look.px(160))
        body = Folding(spacing=12, least=SIDE_BY_SIDE)
        body.put(items, 8)
        side = QVBoxLayout()
        side.addWidget(self.clock_box)
        side.addWidget(self.found)
        side.addStretch(1)
        body.put(side, 5)
        outer = QVBoxLayout()
        outer.setContentsMargins(look.px(16), look.px(14), look.px(16), look.px(14))
        outer.setSpacing(look.px(12))
        outer.addWidget(self.banner)
        outer.addWidget(counters)
        outer.addLayout(body, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolling(outer))

    # -- what is shown -----------------------------------------------------------------------------

    def open_page(self) -> None:
        """The page comes to the front."""
        self.banner.clear()
        self.refresh()
        self.table.setFocus()

    def _refresh_if_seen(self) -> None:
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Read again where everything is."""
        wants_kept = self.kept.isChecked()
        if self._session.is_open:
            self._session.read(lambda ws: sync_view(ws, show_kept=wants_kept), self._show)

    def _show(self, view: SyncView) -> None:
        self._view = view
        self._fill()

    def _hear(self, _state: LinkState) -> None:
        if self.isVisible() and self._view is not None:
            self._fill()

    def _answer(self, words: str) -> None:
        if words:
            self.banner.show_words(words)
        else:
            self.banner.clear()

    def _fill(self) -> None:
        view, state = self._view, self._link.state
        if view is None:
            return
        self._count(view, state)
        self.summary.setText(
            _(
                "{n} items · {size}",
                n=view.pending.total,
                size=words_of.size_words(sum(line.size for line in view.lines)),
            )
            if view.lines
            else ""
        )
        at = words_of.moment(view.last_receipt_at, view.now)
        self.receipt.setText(_("Kept by the office {time}", time=at))
        self.table.show_items([self._item(line, place) for place, line in enumerate(view.lines)])
        self.table.setVisible(bool(view.lines))
        self.empty.setVisible(not view.lines)
        self.kept.setText(f" {_('Show the {n} kept at the office', n=view.kept)}")
        self.kept.setAccessibleName(self.kept.text().strip())
        self.kept_table.show_items([self._item(line) for line in view.kept_lines])
        self.kept_table.setVisible(self.kept.isChecked())
        self.clock_box.show_view(view)
        self.found.show_items([words_of.found_words(one, view.now) for one in view.found])

    def _count(self, view: SyncView, state: LinkState) -> None:
        pending = view.pending
        moving = words_of.progress_words(state) if pending.sending else ""
        told = (
            (_("On this computer only"), _("The office cannot see these yet"), pending.local),
            (_("Being sent"), moving or _("Nothing is under way"), pending.sending),
            (_("Kept at the office"), _("The office's receipt is here"), view.kept),
        )
        for counter, (words, under, count) in zip(self.counters, told, strict=True):
            counter.show_count(words, under, count)

    def _item(self, line: SyncLine, place: int = -1) -> Item:
        """A row; the next one to go says when it is tried again after a pass that failed."""
        state = words_of.item_state(line, self._link.state)
        retry = words_of.retry_words(self._link.state)
        if place == 0 and retry:
            state = (retry, "warn", "sync_problem")
        is_today = self._view is not None and line.at.date() == self._view.now.date()
        return Item(
            icon=words_of.item_icon(line),
            what=words_of.item_words(line),
            name=line.name,
            at=f"{line.at:%H:%M:%S}" if is_today else f"{line.at:%m/%d %H:%M}",
            size=words_of.size_words(line.size),
            state=state,
            finer=words_of.finer_words(line, self._link.state) if self.finer.isChecked() else "",
        )

    def _failed(self, error: Exception) -> None:
        if self.isVisible() and isinstance(error, Known):
            self.banner.show_error(error)


class Counter(QFrame):
    """One of the three words with its number."""

    def __init__(self, icon: str) -> None:
        super().__init__()
        look = current_look()
        self._words, self._under, self._number = (
            wrapped("", "card"),
            wrapped("", "meta"),
            text("", "name"),
        )
        told = QVBoxLayout()
        told.setSpacing(0)
        told.addWidget(self._words)
        told.addWidget(self._under)
        line = row(picture(icon, "text", 26), spacing=12)
        line.setContentsMargins(look.px(16), look.px(12), look.px(16), look.px(12))
        line.addLayout(told, 1)
        line.addWidget(self._number)
        self.setLayout(line)

    def show_count(self, words: str, under: str, count: int) -> None:
        """The word, what it means, and how many."""
        self._words.setText(words)
        self._under.setText(under)
        self._number.setText(str(count))
        self.setAccessibleName(f"{words} {count}")


class ClockBox(QFrame):
    """時計と接続: how far the clock is off, where the office is, when its time was heard."""

    def __init__(self) -> None:
        super().__init__()
        look = current_look()
        self.setProperty("card", "true")
        column = QVBoxLayout(self)
        column.setContentsMargins(look.px(14), look.px(10), look.px(14), look.px(12))
        column.addLayout(row(picture("schedule"), text(_("Clock and connection"), "card"), 1))
        column.addWidget(hairline())
        rows = QVBoxLayout()
        rows.setSpacing(look.px(8))
        column.addLayout(rows)
        self._values: list[QLabel] = []
        heads = (_("Difference from the office's clock"), _("Address"), _("Office time heard"))
        for place, head in enumerate(heads):
            value = text("", "card" if place == 0 else "")
            rows.addLayout(flowing(text(head, "second"), 1, value))
            self._values.append(value)
        self._warning = QVBoxLayout()
        column.addLayout(self._warning)
        self._amber: QFrame | None = None

    def show_view(self, view: SyncView) -> None:
        """The three values; a clock that is far off is said in amber."""
        ahead, is_large = words_of.ahead_words(view)
        heard = words_of.moment(view.checked_at, view.now)
        for label, words in zip(self._values, (ahead, view.host, heard), strict=True):
            label.setText(words)
        if is_large and self._amber is None:
            words = _("Set the clock of this computer. The records keep the office's time besides.")
            self._amber = chip(words, "warn", "warning")
            self._warning.addWidget(self._amber)
        if self._amber is not None:
            self._amber.setVisible(is_large)
