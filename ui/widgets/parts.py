"""Small pieces every screen is made of: text, icon, key cap, chip, card, line."""

import html

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui import theme
from visitapp.texts import translate as _

current_look = theme.current_look  # every part asks it
FEET = 1
"""Pixels our faces reach below the room they ask for: without them g, p and y are cut."""
CHIPS = {"neutral", "ok", "warn", "off", "send", "primary", "danger"}


def text(words: str, role: str = "", parent: QWidget | None = None) -> QLabel:
    """A plain-text label: markup in a customer's name is shown, never interpreted."""
    label = QLabel(words, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setContentsMargins(0, 0, 0, FEET)
    if role:
        label.setProperty("role", role)
    return label


def wrapped(words: str, role: str = "") -> QLabel:
    """A plain-text label that goes on in the next line where its width ends."""
    label = text(words, role)
    label.setWordWrap(True)
    return label


def paragraph(words: str, role: str = "") -> QLabel:
    """Text of several lines with air between them; markup is shown, never interpreted."""
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.RichText)
    label.setContentsMargins(0, 0, 0, FEET)
    write(label, words)
    label.setWordWrap(True)
    label.setProperty("role", role)
    return label


def write(label: QLabel, words: str) -> None:
    """Other words into a paragraph."""
    lines = html.escape(words).replace("\n", "<br>")
    label.setText(f'<p style="line-height: 135%; margin: 0">{lines}</p>')
    label.setAccessibleName(words)


def picture(name: str, tint: str = "text", size: int = 20) -> QLabel:
    """An icon as a label; never alone, always beside its word."""
    look = current_look()
    label = QLabel()
    label.setPixmap(theme.pixmap(name, theme.tokens(look.scheme)[tint], look.px(size)))
    label.setFixedWidth(look.px(size))
    return label


def key_cap(key: str) -> QLabel:
    """The key of an act, printed beside it."""
    look = current_look()
    cap = text(key)
    cap.setFont(theme.font(look, 13, digits=True))
    colours = theme.tokens(look.scheme)
    cap.setStyleSheet(
        f"border: 1px solid {colours['line_strong']}; border-radius: {look.px(4)}px;"
        f"padding: 1px {look.px(5)}px; background: {colours['surface']}; color: {colours['text']};"
        f"font-size: {look.px(13)}px;"
    )
    cap.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return cap


def chip(words: str, kind: str = "neutral", icon: str = "") -> QFrame:
    """A state in a word with its icon and ground; colour never speaks alone."""
    look = current_look()
    colours = theme.tokens(look.scheme)
    ground, ink, line = _chip_colours(kind)
    frame = QFrame()
    frame.setObjectName("chip")
    frame.setStyleSheet(
        f"QFrame#chip {{ background: {colours[ground]}; border: 1px solid {colours[line]};"
        f"border-radius: {look.px(6)}px; }}"
        f"QLabel {{ color: {colours[ink]}; font-size: {look.px(13)}px; font-weight: bold; }}"
    )
    row = QHBoxLayout(frame)
    row.setContentsMargins(look.px(8), look.px(3), look.px(8), look.px(3))
    row.setSpacing(look.px(6))
    if icon:
        row.addWidget(picture(icon, ink, 16))
    row.addWidget(text(words))
    frame.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    frame.setAccessibleName(words)
    return frame


def _chip_colours(kind: str) -> tuple[str, str, str]:
    if kind == "neutral":
        return "surface", "text", "line_strong"
    return f"{kind}_soft", f"{kind}_ink", f"{kind}_line"


def card(kind: str = "true") -> tuple[QFrame, QVBoxLayout]:
    """A white card and the column inside it."""
    look = current_look()
    frame = QFrame()
    frame.setProperty("card", kind)
    column = QVBoxLayout(frame)
    column.setContentsMargins(look.px(14), look.px(10), look.px(14), look.px(10))
    column.setSpacing(look.px(8))
    return frame, column


def scrolling(layout: QLayout) -> QScrollArea:
    """What scrolls only where a large scale or a small screen leaves too little room."""
    inner = QWidget()
    inner.setObjectName("page")
    inner.setLayout(layout)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inner)
    return area


def hairline() -> QFrame:
    """A line between two rows."""
    line = QFrame()
    line.setProperty("line", "true")
    return line


def button(words: str, kind: str = "", icon: str = "", key: str = "") -> QPushButton:
    """A button whose accessible name is its label; ``key`` shows and sets the shortcut."""
    look = current_look()
    made = QPushButton(f" {words}" if icon else words)
    made.setProperty("kind", kind)
    made.setAccessibleName(words)
    if icon:
        size, inks = look.px(20), theme.tokens(look.scheme)
        tint = inks["on_primary" if kind == "primary" else "text"]
        checked = inks["on_primary"] if kind == "switch" else ""
        made.setIcon(theme.icon(icon, tint, size, checked=checked, disabled=inks["text3"]))
        made.setIconSize(QSize(size, size))
    if key:
        made.setText(f"{made.text()}  {key}")
        made.setShortcut(key)
        made.setToolTip(_("{words} ({key})", words=words, key=key))
    return made


def row(*items: QWidget | int, spacing: int = 8) -> QHBoxLayout:
    """Widgets side by side; an int is a stretch of that factor."""
    layout = QHBoxLayout()
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(current_look().px(spacing))
    for item in items:
        if isinstance(item, int):
            layout.addStretch(item)
        else:
            layout.addWidget(item)
    return layout


def clear(layout: QVBoxLayout | QHBoxLayout) -> None:
    """Remove everything from a layout, children of nested layouts too."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        inner = item.layout()
        if isinstance(inner, QVBoxLayout | QHBoxLayout):
            clear(inner)
