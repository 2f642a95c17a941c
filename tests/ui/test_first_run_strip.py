"""The strip during the first start: no office yet, then the words of the way that was chosen."""

from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backends import null
from PySide6.QtWidgets import QApplication, QLabel

from tests.ui import staging
from tests.ui.staging import Stage, wait_until
from ui.screens.first_run import FirstRunScreen
from visitapp.texts import use_language


@pytest.fixture
def first(qapp: QApplication, tmp_path: Path) -> Iterator[Stage]:
    """The window over a folder without records, on a computer without a keyring."""
    (tmp_path / "records").mkdir()
    before = keyring.get_keyring()
    keyring.set_keyring(null.Keyring())
    use_language("ja")
    with staging.window_over(tmp_path / "records", staging.new_clock(tmp_path)) as made:
        yield made
    use_language("auto")
    keyring.set_keyring(before)


def strip(stage: Stage) -> str:
    labels = stage.window.strip.findChildren(QLabel)
    return " ".join(label.text() for label in labels if label.isVisible() and label.text())


def test_the_strip_says_the_way_once_it_is_chosen(first: Stage) -> None:
    """Ux 9: 事務所に未登録 until enrolled, the standalone text after that choice."""
    (page,) = first.window.findChildren(FirstRunScreen)
    assert "事務所に未登録" in strip(first)
    page.card.fields["family"].setText("佐久間")
    page.go_on()
    first.settle()
    for field in (page.card.passphrase, page.card.again):
        field.setText("ひみつのことばです")
    page.go_on()
    wait_until(lambda: page.steps.currentIndex() == 1, "step 2")
    first.settle()
    assert "事務所に未登録" in strip(first)
    page.use.ways.button(1).setChecked(True)
    page.go_on()
    first.settle()
    assert "このパソコンだけで使用中" in strip(first)
    assert "未登録" not in strip(first)
