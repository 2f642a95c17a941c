"""The honesty strip: connection, last receipt, what lies on this computer only, last saved."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from ui import theme
from ui.widgets.parts import current_look, row
from ui.widgets.short import Short
from visitapp.marks import override
from visitapp.texts import translate as _

if TYPE_CHECKING:  # on the way to first paint
    from datetime import datetime

    from visitapp.actions.link import LinkState
    from visitapp.actions.today_view import TodayView

ICON = 18
ANSWER_MS = 8_000


class Cell(QFrame):
    """A place of the strip: an icon and words on a ground; not there when it says nothing."""

    def __init__(self, icon: str = "", kind: str = "true") -> None:
        super().__init__()
        look = current_look()
        self.setProperty("cell", kind)
        self._icon, self.label = QLabel(), Short()
        inside = row(self._icon, self.label, spacing=6)
        inside.setContentsMargins(look.px(12), 0, look.px(12), 0)
        self.setLayout(inside)
        self._icon.setVisible(bool(icon))  # only once it has a parent: else it is a window
        self._shown = ("", "", "")
        self.say("", icon, kind)

    def say(self, words: str, icon: str = "", kind: str = "") -> None:
        """Words, and where they matter another icon and ground."""
        icon, kind = icon or self._shown[1], kind or self._shown[2]
        if (words, icon, kind) != self._shown:
            self._dress(icon, kind)
            self._shown = (words, icon, kind)
            self.label.say(words)
        self.setVisible(bool(words))

    def _dress(self, icon: str, kind: str) -> None:
        look = current_look()
        if icon:
            tint = theme.tokens(look.scheme)["off" if kind == "true" else f"{kind}_ink"]
            self._icon.setPixmap(theme.pixmap(icon, tint, look.px(ICON)))
        self.setProperty("cell", kind)
        self.style().unpolish(self)
        self.style().polish(self)


class Message(QLabel):
    """Words that may be longer than their place: cut with a mark, whole for help and readers."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._words = ""

    def say(self, words: str) -> None:
        """Show these words, as many as fit."""
        self._words = words
        self.setAccessibleName(words)
        self.setToolTip(words)
        self._fit()

    def _fit(self) -> None:
        metrics = self.fontMetrics()
        self.setText(
            metrics.elidedText(
                self._words, Qt.TextElideMode.ElideRight, self.contentsRect().width()
            )
        )

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


class Strip(QFrame):
    """Shown on every screen; never hidden, also when everything is zero."""

    def __init__(self) -> None:
        super().__init__()
        self._link: LinkState | None = None
        self._is_unsaid = False
        self._build()

    def dress(self) -> None:
        """Make what is inside anew in the present look and language; the next view fills it."""
        for child in self.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            child.hide()
            child.deleteLater()
        spent = self.layout()
        if spent is not None:
            QWidget().setLayout(spent)  # the way Qt gives to be rid of a layout
        self._answer.stop()
        self._build()
        if self._link is not None:
            self.show_link(self._link)

    def _build(self) -> None:
        look = current_look()
        self.setObjectName("strip")
        self.setFixedHeight(look.px(40))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        self._connection = Cell("cloud_off", "off")
        self._receipt, self._pending = Cell("verified"), Cell("computer")
        self._message, self._saved = Message(), Cell("check_circle")
        self._message.setContentsMargins(look.px(12), 0, look.px(12), 0)
        for cell in (self._connection, self._receipt, self._pending):
            line.addWidget(cell)
        line.addWidget(self._message, 1)
        line.addWidget(self._saved)
        self._passing = ""
        self._answer = QTimer(self)
        self._answer.setSingleShot(True)
        self._answer.setInterval(ANSWER_MS)
        self._answer.timeout.connect(lambda: self.show_message(""))
        self._is_joined = False

    def show_unchosen(self) -> None:
        """The first start: no way of use has been chosen yet (ux 9)."""
        self._connection.say(_("Not joined to an office yet"), "cloud_off", "off")

    def show_view(self, view: "TodayView") -> None:
        """The counts, from the same source as every other place that shows them."""
        self._is_joined = bool(view.office)
        self._announce(view)
        if not view.office:
            self._show_alone(view)
            return
        if self._connection.label.text() in {
            "",
            _("Used on this computer only"),
            _("Not joined to an office yet"),
        }:
            self._connection.say(_("Offline"), "cloud_off", "off")
        at = view.last_receipt_at
        local = at.astimezone(view.now.tzinfo) if at else None
        self._receipt.say(
            _("Kept by the office {time}", time=f"{local:%H:%M}") if local else _("Nothing yet")
        )
        self._pending.say(_pending_words(view))

    def _show_alone(self, view: "TodayView") -> None:
        """N-17: a full mode without a word about sending."""
        from ui.models.backup_words import last_backup  # noqa: PLC0415 - after first paint

        words = _("Used on this computer only")
        self._connection.say(f"{words}・{last_backup(view.last_backup_at, view.now)}", "computer")
        self._receipt.say("")
        self._pending.say("")

    def show_link(self, state: "LinkState") -> None:
        """What the last real exchange with the office said; never the system's flag."""
        from ui.models import sync_words  # noqa: PLC0415 - after first paint

        self._link = state
        words, kind, icon = sync_words.connection_words(state)
        self._connection.say(words, icon, kind)
        self._passing = sync_words.progress_words(state) or sync_words.retry_words(state)
        if not self._answer.isActive():
            self._message.say(self._passing)

    def show_message(self, words: str) -> None:
        """An answer to a person stands for some seconds in the place of progress; "" ends it."""
        self._message.say(words or self._passing)
        if words:
            self._answer.start()
        else:
            self._answer.stop()
        for cell in (self._receipt, self._saved):  # make room
            cell.setVisible(not words and bool(cell.label.text()))

    def show_saved(self, at: "datetime") -> None:
        """The moment of the last act that is on disk."""
        self._saved.say(_("Saved on this computer {time}", time=f"{at:%H:%M:%S}"))
        self._is_unsaid = True

    def _announce(self, view: "TodayView") -> None:
        """Tell a screen reader that the act is on disk, once the count behind it is known."""
        if not self._is_unsaid:
            return
        self._is_unsaid = False
        told = [_("Saved.")]
        if view.office:  # alone there is no other place (N-17)
            told.append(_("On this computer only: {n}", n=view.pending.local))
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, "".join(told)))


def _pending_words(view: "TodayView") -> str:
    """How many lie on this computer only, how many are under way, and since when."""
    from ui.models.sync_words import ago  # noqa: PLC0415 - after first paint

    pending = view.pending
    told = [_("On this computer only: {n}", n=pending.local)]
    if pending.sending:
        told.append(_("Being sent: {n}", n=pending.sending))
    if pending.oldest_at is not None:
        told.append(_("the oldest {age}", age=ago(pending.oldest_at, view.now)))
    return "  ".join(told)
