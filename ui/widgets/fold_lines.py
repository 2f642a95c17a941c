"""The three logs at the door: a line each while closed, a card each when a key opened them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QGridLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui import theme
from ui.widgets.door_buttons import Elided
from ui.widgets.parts import chip, clear, current_look, hairline, key_cap, picture, row, text
from ui.widgets.short import Short
from visitapp.marks import override
from visitapp.texts import translate as _


@dataclass(frozen=True, slots=True, kw_only=True)
class LogRow:
    """One line of an opened log; ``now`` marks what is due at this moment.

    ``span`` is where the true time lies, for who wants to know it.
    """

    at: str
    what: str
    how: str = ""
    now: bool = False
    span: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoPlace:
    """One of the places for a photo; ``thumbnail`` is JPEG bytes, b"" while there is none.

    ``code`` opens its page; "" while the place is empty.
    """

    words: str
    taken: bool
    thumbnail: bytes = b""
    verdict: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Log:
    """What a fold shows: its count, its last entry in words, and all of it.

    ``times`` says in a sentence each how well the times of the rows are known.
    """

    count: str
    last: str
    rows: tuple[LogRow, ...] = ()
    photos: tuple[PhotoPlace, ...] = ()
    times: tuple[str, ...] = ()


class FoldLine(QPushButton):
    """One closed log: name with count, last entry, key."""

    def __init__(self, name: str, icon: str, key: str) -> None:
        super().__init__()
        look = current_look()
        self._name = name
        self.setProperty("kind", "quiet")
        self.setFixedHeight(look.px(39))
        self._title = text(name, "card")
        self._count = text("", "")
        self._last = Elided("second")
        self._last.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        titled = row(self._title, self._count, 1)
        left = QFrame()
        left.setLayout(titled)
        left.setMinimumWidth(look.px(178))
        self._left = left
        line = row(
            picture(icon, "text", 20),
            left,
            self._last,
            key_cap(key),
            picture("keyboard_arrow_down", "text2", 20),
        )
        line.setStretch(2, 1)
        line.setContentsMargins(look.px(14), 0, look.px(14), 0)
        self.setLayout(line)

    def set_compact(self, compact: bool) -> None:
        """Name, count and key only."""
        self._last.setVisible(not compact)
        self._left.setMinimumWidth(0 if compact else current_look().px(178))

    def show_log(self, log: Log) -> None:
        """The count and the last entry."""
        self._count.setText(log.count)
        self._last.show_words(log.last)
        self.setAccessibleName(f"{self._name} {log.count} {log.last}".strip())

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(current_look().px(200), current_look().px(39))


class FoldLines(QFrame):
    """The closed logs; ``flipped`` carries the code of the one to open."""

    flipped = Signal(str)

    def __init__(self, lines: Sequence[tuple[str, str, str, str]]) -> None:
        super().__init__()
        self.setProperty("card", "true")
        column = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        self._column = column
        self._hairs: list[QFrame] = []
        self._lines: dict[str, FoldLine] = {}
        for code, name, icon, key in lines:
            if self._lines:
                self._hairs.append(hairline())
                column.addWidget(self._hairs[-1])
            made = FoldLine(_(name), icon, key)
            made.setObjectName(f"fold-{code}")
            made.clicked.connect(lambda _c=False, c=code: self.flipped.emit(c))
            column.addWidget(made)
            self._lines[code] = made

    def set_compact(self, compact: bool) -> None:
        """Side by side and without the last entry, where the window is low."""
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._column.setDirection(across if compact else down)
        for hair in self._hairs:
            hair.setVisible(not compact)
        for line in self._lines.values():
            line.set_compact(compact)

    def show_log(self, code: str, log: Log) -> None:
        """Fill one line."""
        self._lines[code].show_log(log)

    def show_closed(self, opened: set[str]) -> None:
        """Only closed logs have a line."""
        for code, line in self._lines.items():
            line.setVisible(code not in opened)
        self.setVisible(len(opened) < len(self._lines))


class OpenedLog(QFrame):
    """One opened log as a card: title, count, key; then its rows or photo places."""

    flipped = Signal()
    chosen = Signal(str)

    def __init__(self, name: str, icon: str, key: str) -> None:
        super().__init__()
        look = current_look()
        self.setProperty("card", "true")
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, look.px(6))
        column.setSpacing(0)
        self._head = QPushButton()
        self._head.setProperty("kind", "quiet")
        self._head.setFixedHeight(look.px(42))
        self._count = text("", "second")
        line = row(picture(icon, "text", 20), text(name, "card"), 1, self._count, key_cap(key))
        line.setContentsMargins(look.px(14), 0, look.px(14), 0)
        self._head.setLayout(line)
        self._head.setAccessibleName(name)
        self._head.clicked.connect(self.flipped)
        column.addWidget(self._head)
        column.addWidget(hairline())
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        column.addLayout(self._rows)
        self._shown: Log | None = None

    def show_log(self, log: Log) -> None:
        """Fill the card; the same log twice changes nothing."""
        if log == self._shown:
            return
        self._shown = log
        self._count.setText(log.count)
        clear(self._rows)
        for given in log.rows:
            self._rows.addWidget(_row_of(given))
        if log.photos:
            self._rows.addWidget(_photo_grid(log.photos, self.chosen.emit))
        elif not log.rows:
            self._rows.addWidget(_row_of(LogRow(at="", what=_("Nothing yet"))))
        for sentence in log.times:
            self._rows.addWidget(_sentence(sentence))


def _row_of(given: LogRow) -> QFrame:
    look = current_look()
    frame = QFrame()
    at = text(given.at, "log_time")
    at.setMinimumWidth(look.px(76))
    how = chip(given.how, "primary", "arrow_back") if given.now else text(given.how, "second")
    line = row(at, text(given.what, "second"), 1, how)
    line.setContentsMargins(look.px(14), 0, look.px(14), 0)
    frame.setLayout(line)
    frame.setMinimumHeight(look.px(33))
    frame.setToolTip(given.span)
    frame.setAccessibleDescription(given.span)
    return frame


def _sentence(words: str) -> QLabel:
    look = current_look()
    label = text(words, "meta")
    label.setWordWrap(True)
    label.setContentsMargins(look.px(14), look.px(4), look.px(14), 0)
    return label


def _photo_grid(places: Sequence[PhotoPlace], choose: Callable[[str], None]) -> QFrame:
    look = current_look()
    frame = QFrame()
    grid = QGridLayout(frame)
    grid.setContentsMargins(look.px(12), look.px(10), look.px(12), look.px(6))
    grid.setSpacing(look.px(6))
    for place, given in enumerate(places):
        across, down = place % 2, 2 * (place // 2)
        grid.addWidget(_photo_of(given, choose), down, across)
        icon = "check_circle" if given.taken else "radio_button_unchecked"
        words = f"{place + 1} {given.words}"
        told = Short("meta")
        told.say(words)
        line = row(picture(icon, "text2", 18))
        line.addWidget(told, 1)
        grid.addLayout(line, down + 1, across)
        frame.setAccessibleName(f"{frame.accessibleName()} {words} {given.verdict}".strip())
    return frame


def _photo_of(given: PhotoPlace, choose: Callable[[str], None]) -> QWidget:
    look = current_look()
    size = QSize(look.px(146), look.px(74))
    if not given.code:
        return _empty_place(given, size)
    made = QPushButton()
    made.setFixedSize(size)
    made.setAccessibleName(_("Photo: {words}", words=given.words))
    made.setToolTip(given.words)
    made.clicked.connect(lambda: choose(given.code))
    made.setIcon(QIcon(_filling(given.thumbnail, size)))
    made.setIconSize(size)
    made.setStyleSheet(_frame_style("solid"))
    return made


def _empty_place(given: PhotoPlace, size: QSize) -> QLabel:
    look = current_look()
    label = QLabel()
    label.setFixedSize(size)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    label.setAccessibleName(given.words)
    tint = theme.tokens(look.scheme)["text2"]
    label.setPixmap(theme.pixmap("photo_camera", tint, look.px(24)))
    label.setStyleSheet(_frame_style("dashed"))
    return label


def _filling(jpeg: bytes, size: QSize) -> QPixmap:
    """A picture that fills ``size``; a camera where its bytes are not here."""
    look, pixmap = current_look(), QPixmap()
    if not jpeg or not pixmap.loadFromData(jpeg):
        return theme.pixmap("photo_camera", theme.tokens(look.scheme)["text2"], look.px(24))
    smooth = Qt.TransformationMode.SmoothTransformation
    wide = pixmap.scaled(size, Qt.AspectRatioMode.KeepAspectRatioByExpanding, smooth)
    x, y = (wide.width() - size.width()) // 2, (wide.height() - size.height()) // 2
    return wide.copy(QRect(QPoint(x, y), size))


def _frame_style(style: str) -> str:
    look = current_look()
    colours = theme.tokens(look.scheme)
    return (
        f"background: {colours['sunken']}; border: 2px {style} {colours['line_strong']};"
        f"border-radius: {look.px(6)}px; padding: 0;"
    )
