"""Japanese as it is typed and as it is shown: compositions submit nothing, no name has a hole."""

import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QInputMethodEvent, QTextLayout
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QDateTimeEdit,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from tests.ui import scenes, staging
from tests.ui.seeing import is_inner
from tests.ui.staging import Stage, wait_until
from tests.ui.test_accessibility import day, first
from ui import theme
from ui.theme import Look
from visitapp.actions.today_view import today_view
from visitapp.texts import use_language
from visitapp.workspace import open_workspace

__all__ = ["day", "first"]

OURS = {*theme.TEXT_FACES, *theme.DIGIT_FACES}
COMPOSED = "たかはし"
MANY = 400  # px wide enough for any name


def glyphs(words: str, font: QFont) -> tuple[set[str], set[str]]:
    """The faces that draw ``words``, and the characters nothing can be drawn for."""
    layout = QTextLayout(words, font)
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(MANY * 10)
        line.setPosition(QPointF(0, 0))
    layout.endLayout()
    faces, missing = set(), set()
    for run in layout.glyphRuns(-1, -1, QTextLayout.GlyphRunRetrievalFlag.RetrieveAll):
        faces.add(run.rawFont().familyName())
        places = run.stringIndexes()
        text16 = words.encode("utf-16-le")
        for place, glyph in zip(places, run.glyphIndexes(), strict=True):
            if glyph == 0:
                missing.add(_character(text16, place))
    return faces, {c for c in missing if not _draws_nothing(c)}


def _character(text16: bytes, place: int) -> str:
    unit = int.from_bytes(text16[place * 2 : place * 2 + 2], "little")
    length = 4 if 0xD800 <= unit < 0xDC00 else 2
    return text16[place * 2 : place * 2 + length].decode("utf-16-le", "replace")


def _draws_nothing(character: str) -> bool:
    """Variation selectors choose a form of the letter before them."""
    return 0xE0100 <= ord(character) <= 0xE01EF or unicodedata.category(character) in {"Cc", "Cf"}


def hard_names(samples: Path) -> list[tuple[str, set[str]]]:
    """Each name of the samples with the characters that neither of our faces has."""
    rows = (samples / "names" / "hard-names-coverage.tsv").read_text(encoding="utf-8").splitlines()
    cells = [row.split("\t") for row in rows[1:]]
    return [(row[1], _listed(row[3]) if len(row) > 3 else set()) for row in cells]


def _listed(cell: str) -> set[str]:
    return {chr(int(digits, 16)) for digits in re.findall(r"U\+([0-9A-F]+)", cell)}


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize("digits", [False, True])
def test_no_hard_name_has_a_hole(
    dressed: QApplication, samples: Path, bold: bool, digits: bool
) -> None:
    """Every character is drawn by a face of ours; what neither face has is known by the list."""
    font = theme.font(Look(), 16, bold=bold, digits=digits)
    wrong = []
    for name, known in hard_names(samples):
        faces, missing = glyphs(name, font)
        if missing - known or (not known and not faces <= OURS):
            wrong.append(f"{name}: drawn by {sorted(faces)}, missing {missing}")
    assert not wrong, "\n".join(wrong)


def test_a_hole_would_be_seen(dressed: QApplication) -> None:
    """Control: an old kana that no face of ours has."""
    faces, missing = glyphs("\U0001b001", theme.font(Look(), 16))
    assert missing or not faces <= OURS


def test_the_window_shows_hard_names_as_they_are_stored(
    qapp: QApplication, tmp_path: Path, samples: Path
) -> None:
    """Exactly the code points of the file, drawn with the faces each label really uses."""
    clock = staging.new_clock(tmp_path)
    visit_id = staging.make_records(tmp_path / "records", tmp_path / "keys", clock)
    names = [name for name, known in hard_names(samples) if not known]
    with open_workspace(tmp_path / "records", clock=clock) as ws:
        for place, name in enumerate(names):
            customer = staging.add_customer(ws, name, name)
            staging.plan_visit(ws, customer, 10 + place // 12, place % 12 * 5)
    use_language("ja")
    with staging.window_over(tmp_path / "records", clock, visit_id=visit_id) as stage:
        labels = [w for w in stage.window.findChildren(QLabel) if w.isVisible() and w.text()]
        shown = "\n".join(label.text() for label in labels)
        assert [name for name in names if name not in shown] == []
        holes = {label.text(): glyphs(label.text(), label.font()) for label in labels}
        wrong = [f"{w}: {found}" for w, found in holes.items() if found[1] or not found[0] <= OURS]
        assert not wrong, "\n".join(wrong)
    use_language("auto")


def fields(window: QWidget) -> list[QWidget]:
    """Where one can type."""
    found: list[QWidget] = []
    for kind in (QLineEdit, QPlainTextEdit, QTextEdit):
        found += [w for w in window.findChildren(kind) if w.isVisible() and not is_inner(w)]
    return found


def state(stage: Stage) -> tuple[object, ...]:
    """What a submitted field would change: the records, the page, a window on top."""
    found: list[int] = []
    if stage.session.is_open:
        stage.session.read(lambda ws: today_view(ws).pending.entries, found.append)
        wait_until(lambda: bool(found), "the count")
    others = [w for w in QApplication.topLevelWidgets() if w.isVisible()]
    return (found, stage.front(), len(others))


def submits(stage: Stage, field: QWidget) -> str:
    """Whether Enter, while a word is being composed, does anything; "" when not."""
    field.setFocus()
    before = state(stage)
    QApplication.sendEvent(field, QInputMethodEvent(COMPOSED, []))
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        QTest.keyClick(field, key)
        stage.settle()
    after = state(stage)
    QApplication.sendEvent(field, QInputMethodEvent("", []))
    stage.settle()
    return "" if before == after else f"{field.accessibleName()}: {before} became {after}"


def submitted(stage: Stage, every: Iterable[scenes.Scene]) -> tuple[int, list[str]]:
    """How many fields were tried, and which of them submitted."""
    wrong, tried = [], 0
    for scene in every:
        for field in fields(scene.widget):
            tried += 1
            told = submits(stage, field)
            wrong += [f"{scene.name}: {told}"] if told else []
    return tried, wrong


def test_enter_in_a_composition_submits_nothing(day: Stage) -> None:
    """ux tokens 7: Enter while composing never submits, in every field of every page."""
    tried, wrong = submitted(day, scenes.all_scenes(day))
    assert tried > 3
    assert not wrong, "\n".join(wrong)


def test_enter_in_a_composition_goes_no_step_on(first: Stage) -> None:
    """The same on the pages of the first start, where Enter means the next page."""
    tried, wrong = submitted(first, scenes.first_run_pages(first))
    assert tried > 3
    assert not wrong, "\n".join(wrong)


def test_every_time_and_number_takes_full_width_digits(day: Stage) -> None:
    """ux tokens 7: full and half width both accepted, from an input method and from keys."""
    wrong, tried = [], 0
    for scene in scenes.every_page(day):
        for field in scene.widget.findChildren(QAbstractSpinBox):
            if not field.isVisible() or not field.isEnabled():
                continue
            tried += 1
            for wide, narrow in (("１", "1"), ("７", "7")):
                told = [typed(field, words) for words in (narrow, wide)]
                if told[0] != told[1]:
                    wrong.append(f"{scene.name}: {field.accessibleName()}: {told}")
    assert tried
    assert not wrong, "\n".join(wrong)


def typed(field: QAbstractSpinBox, words: str) -> str:
    """What a field shows after ``words`` were committed over its first part; then as before."""
    field.setFocus()
    field.selectAll()
    name = "dateTime" if isinstance(field, QDateTimeEdit) else "value"
    before = field.property(name)
    if isinstance(field, QDateTimeEdit):
        field.setSelectedSection(field.sectionAt(0))
    event = QInputMethodEvent("", [])
    event.setCommitString(words)
    QApplication.sendEvent(field, event)
    told = field.text()
    field.setProperty(name, before)
    return told
