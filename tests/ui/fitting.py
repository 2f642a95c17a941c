"""Whether every text has the room it needs: computed from metrics and layouts, never by eye."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QTextDocument
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QStyle,
    QStyleOptionButton,
    QStyleOptionFrame,
    QTabBar,
    QWidget,
)

SLACK = 1  # px; rounding of layouts


def cut_texts(window: QWidget, size: tuple[int, int]) -> Iterator[str]:
    """Each text of ``window`` that has less room than it needs, with the numbers."""
    if (window.width(), window.height()) != size:
        yield f"the window is {window.width()}x{window.height()}, not {size[0]}x{size[1]}"
    for kind, look in LOOKS.items():
        for widget in window.findChildren(kind):
            if widget.isVisible():
                yield from look(widget)


def _combo(combo: QComboBox) -> Iterator[str]:
    yield from _outside(combo)
    if combo.sizeHint().width() > combo.width() + SLACK:
        yield f"{_name(combo)} needs {combo.sizeHint().width()} of {combo.width()} px"


def _area(area: QScrollArea) -> Iterator[str]:
    inner = area.widget()
    if inner and inner.width() > area.viewport().width() + SLACK:
        wide = f"{inner.width()} of {area.viewport().width()} px"
        yield f"{_name(area)} must be scrolled sideways: {wide}{_widest(inner)}"


def _widest(inner: QWidget) -> str:
    """Which children ask for so much."""
    wide = sorted(
        (child.minimumSizeHint().width(), _name(child)) for child in inner.findChildren(QWidget)
    )
    return "; widest: " + ", ".join(f"{name} {width}" for width, name in wide[-3:])


def _name(widget: QWidget) -> str:
    words = widget.text() if isinstance(widget, QLabel | QAbstractButton) else ""
    shown = " ".join((words or widget.accessibleName() or widget.objectName()).split())
    parents = []
    above = widget.parentWidget()
    while above is not None and len(parents) < 3:
        parents.append(above.objectName() or type(above).__name__)
        above = above.parentWidget()
    return f"{type(widget).__name__}[{shown}] in {'/'.join(reversed(parents))}"


def _tells_all(widget: QWidget, words: str) -> bool:
    """An elided text is fair where a tool tip carries the whole."""
    return words in widget.toolTip()


def _label(label: QLabel) -> Iterator[str]:
    words = label.text()
    if not words:
        return
    yield from _outside(label)
    room = label.contentsRect().size() - QSize(2 * label.margin(), 2 * label.margin())
    needed = _needed(label, words, room.width())
    over = needed.width() > room.width() + SLACK or needed.height() > room.height() + SLACK
    if over and not _tells_all(label, words):
        yield f"{_name(label)} needs {_size(needed)} of {_size(room)}"


def _needed(label: QLabel, words: str, width: int) -> QSize:
    if label.textFormat() is Qt.TextFormat.RichText:
        page = QTextDocument()
        page.setDefaultFont(label.font())
        page.setDocumentMargin(0)
        page.setHtml(words)
        page.setTextWidth(width if label.wordWrap() else -1)
        return page.size().toSize()
    metrics = QFontMetrics(label.font())
    if not label.wordWrap():
        return QSize(max(map(metrics.horizontalAdvance, words.split("\n"))), _lines(metrics, words))
    flags = Qt.TextFlag.TextWordWrap
    return metrics.boundingRect(QRect(0, 0, width, 100_000), flags, words).size()


def _lines(metrics: QFontMetrics, words: str) -> int:
    count = words.count("\n") + 1
    return metrics.ascent() + metrics.descent() + (count - 1) * metrics.lineSpacing()


def _button(button: QAbstractButton) -> Iterator[str]:
    if not button.text():
        return
    yield from _outside(button)
    words = button.text().replace("&", "")
    metrics = QFontMetrics(button.font())
    wide = max(map(metrics.horizontalAdvance, words.split("\n")))
    needed = QSize(wide, _lines(metrics, words))
    if not button.icon().isNull():
        needed.setWidth(wide + button.iconSize().width() + 4)  # the gap Qt draws
    room = _face(button)
    over = needed.width() > room.width() + SLACK or needed.height() > room.height() + SLACK
    if over and not _tells_all(button, words.strip()):
        yield f"{_name(button)} needs {_size(needed)} of {_size(room)}"


def _face(button: QAbstractButton) -> QSize:
    option = QStyleOptionButton()
    if isinstance(button, QPushButton | QCheckBox | QRadioButton):
        button.initStyleOption(option)
        part = {
            QCheckBox: QStyle.SubElement.SE_CheckBoxContents,
            QRadioButton: QStyle.SubElement.SE_RadioButtonContents,
        }.get(type(button), QStyle.SubElement.SE_PushButtonContents)
        return button.style().subElementRect(part, option, button).size()
    return button.contentsRect().size()


def _field(field: QLineEdit) -> Iterator[str]:
    yield from _outside(field)
    option = QStyleOptionFrame()
    field.initStyleOption(option)
    part = QStyle.SubElement.SE_LineEditContents
    room = field.style().subElementRect(part, option, field).size()
    metrics = QFontMetrics(field.font())
    height = metrics.ascent() + metrics.descent()
    if height > room.height() + SLACK:
        yield f"{_name(field)} needs {height} of {room.height()} px in height"
    hint = field.placeholderText()
    wide = metrics.horizontalAdvance(hint) + 4
    if wide > room.width() + SLACK and not _tells_all(field, hint):
        yield f"{_name(field)} shows not all of {hint!r}: {wide} of {room.width()} px"


def _tabs(bar: QTabBar) -> Iterator[str]:
    metrics = QFontMetrics(bar.font())
    for place in range(bar.count()):
        words, rect = bar.tabText(place), bar.tabRect(place)
        wide = metrics.horizontalAdvance(words)
        inside = bar.rect().contains(rect)
        if (wide > rect.width() or not inside) and words not in bar.tabToolTip(place):
            yield f"{_name(bar)} cuts the tab {words!r}: {wide} of {rect.width()} px"


def _items(view: QAbstractItemView) -> Iterator[str]:
    model = view.model()
    if model is None:
        return
    columns = 1 if isinstance(view, QListView) else model.columnCount()  # private in a list's model
    for row in range(min(model.rowCount(), 50)):
        for column in range(columns):
            index = model.index(row, column)
            words = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
            rect = view.visualRect(index)
            wide = view.sizeHintForIndex(index).width()
            tip = str(index.data(Qt.ItemDataRole.ToolTipRole) or "")
            if words and wide > rect.width() + SLACK and words not in tip:
                yield f"{_name(view)} cuts {words!r}: {wide} of {rect.width()} px"


def _outside(widget: QWidget) -> Iterator[str]:
    """Parts of a widget that a parent hides; inside a scroll area one can scroll down to them."""
    area = QRect(QPoint(0, 0), widget.size())
    child, parent = widget, widget.parentWidget()
    while parent is not None and not child.isWindow():
        area.translate(child.pos())
        scrolled = isinstance(parent.parentWidget(), QAbstractScrollArea) and (
            parent is parent.parentWidget().viewport()
        )
        if scrolled:
            return
        if not parent.rect().adjusted(-SLACK, -SLACK, SLACK, SLACK).contains(area):
            here = parent.objectName() or type(parent).__name__
            yield f"{_name(widget)} reaches out of {here}: {area} of {parent.rect()}"
            return
        child, parent = parent, parent.parentWidget()


def _size(size: QSize) -> str:
    return f"{size.width()}x{size.height()}"


LOOKS: dict[type[QWidget], Callable[..., Iterator[str]]] = {
    QLabel: _label,
    QAbstractButton: _button,
    QLineEdit: _field,
    QComboBox: _combo,
    QTabBar: _tabs,
    QAbstractItemView: _items,
    QScrollArea: _area,
}
