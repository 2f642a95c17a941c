"""連絡票, what can be chosen: form, paper, type, card, one more line, terms of a letter (ux 5)."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.composing import page_text, pick
from tests.ui.staging import Stage, wait_until
from ui.screens.note import NoteScreen
from visitapp.actions import customers
from visitapp.domain.words import ApologyScope, ExtraLine, Form, Responsibility


def test_large_type_and_paper_stay_when_the_sun_comes_out(
    stage: Stage, composer: NoteScreen
) -> None:
    """F11 makes the page anew: what was chosen goes over, as ux 04 wants of every screen."""
    composer.paper.large.click()
    wait_until(lambda: composer.view is not None and composer.view.wish.terms.large)
    composer.paper.copies.setCurrentIndex(1)
    QTest.keyClick(composer, Qt.Key.Key_F11)
    stage.settle()
    again = stage.front()
    assert isinstance(again, NoteScreen)
    wait_until(lambda: again.view is not None)
    assert again.view is not None
    assert again.view.wish.terms.large
    assert again.paper.large.isChecked()
    assert again.paper.copies.currentData() == 2


def test_another_visit_begins_with_the_usual_note(stage: Stage, composer: NoteScreen) -> None:
    """Large type was for the customer before."""
    composer.paper.large.click()
    wait_until(lambda: composer.view is not None and composer.view.wish.terms.large)
    composer.open_visit("")
    assert not composer.paper.large.isChecked()
    assert composer.paper.form is Form.OPEN


def test_a_letter_is_printed_on_its_own_paper(stage: Stage, composer: NoteScreen) -> None:
    """A sealed letter knows A4 alone; its preview is the letter."""
    QTest.keyClick(composer, Qt.Key.Key_L, Qt.KeyboardModifier.AltModifier)
    wait_until(lambda: composer.view is not None and composer.view.wish.form is Form.LETTER)
    assert composer.view is not None
    assert composer.view.ready.rendered.size_mm == (210.0, 297.0)
    assert [composer.paper.paper.itemData(k) for k in range(composer.paper.paper.count())] == ["a4"]


def test_the_card_is_shown_goes_along_and_the_choice_is_kept(
    stage: Stage, composer: NoteScreen
) -> None:
    """R-36, ux 5: one button for note and card; A5 has it in its corner."""
    view = composer.view
    assert view is not None
    assert composer.paper.card.isChecked()
    assert view.ready.rendered.fronts == (1, 3)
    side = next(side for side in composer.preview.sides if side.text() == "名刺")
    wait_until(side.isVisible, "the card's page")
    composer.paper.card.click()
    wait_until(lambda: not side.isVisible(), "two pages")
    stage.window.go("door", stage.visit_id)
    stage.settle()
    stage.window.go("note", stage.visit_id)
    stage.settle()
    assert not composer.paper.card.isChecked()
    pick(composer.paper.paper, "a5")
    wait_until(lambda: not composer.paper.card.isEnabled(), "a sheet with a card")
    assert composer.paper.card.isChecked()


def test_no_card_is_offered_where_our_company_is_not_to_be_seen(
    stage: Stage, composer: NoteScreen
) -> None:
    """V-06"""
    visit = stage.visit()

    wish = {"hide_company": "yes"}
    stage.session.act(lambda ws: customers.edit(ws, visit.customer_id, wish))
    stage.settle()
    composer.refresh()
    wait_until(lambda: not composer.paper.card.isVisible(), "no card")
    assert composer.view is not None
    assert composer.view.ready.rendered.sides == 2
    QTest.keyClick(composer, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    wait_until(lambda: bool(stage.visit().papers), "a sheet")
    assert not stage.visit().papers[0].terms.card, "no card is recorded that was not printed"


def test_a_letter_on_our_fault_waits_for_as_many_names_as_it_needs(
    stage: Stage, composer: NoteScreen
) -> None:
    """R-10, R-29: fault only where it is ours, one name; two where the demand is money."""
    QTest.keyClick(composer, Qt.Key.Key_L, Qt.KeyboardModifier.AltModifier)
    wait_until(composer.terms.isVisible, "the terms of a letter")
    pick(composer.terms.scope, ApologyScope.FAULT.value)
    wait_until(lambda: bool(composer.view and composer.view.wish.terms.scope))
    stage.settle()
    assert not composer.save.isEnabled(), "fault without responsibility"
    pick(composer.terms.liability, Responsibility.OURS.value)
    wait_until(composer.terms.approvers.isVisible, "the question for a name")
    assert not composer.save.isEnabled(), "fault without a name"
    approve(composer, "安藤 課長")
    wait_until(composer.save.isEnabled, "a letter that may be printed")
    composer.terms.money.click()
    wait_until(lambda: not composer.save.isEnabled(), "money: a second name")
    approve(composer, "安藤 課長、品質 大石")
    wait_until(composer.save.isEnabled, "two names")
    QTest.keyClick(composer, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    wait_until(lambda: bool(stage.visit().papers), "a sheet")
    (paper,) = stage.visit().papers
    assert paper.terms.approved_by == ("安藤 課長", "品質 大石")
    assert paper.terms.money_demanded


def test_large_type_goes_on_a5_and_back(stage: Stage, composer: NoteScreen) -> None:
    """Layout 1: 14 pt on A5; the usual type has its usual paper again."""
    composer.paper.large.click()
    wait_until(lambda: bool(composer.view and composer.view.wish.terms.large), "large type")
    stage.settle()
    assert composer.view is not None
    assert composer.view.ready.rendered.size_mm == (148, 210)
    assert composer.paper.paper.count() == 1
    composer.paper.large.click()
    wait_until(lambda: bool(composer.view and not composer.view.wish.terms.large), "usual type")
    stage.settle()
    assert composer.view.ready.rendered.size_mm == (100, 148)
    assert composer.paper.paper.count() > 1


def test_a_line_in_easy_japanese_is_shown_printed_and_stays_in_the_sun(
    stage: Stage, composer: NoteScreen
) -> None:
    """JP-NOTE-9: what is chosen stands on the page shown, goes over F11 and into the log."""
    pick(composer.paper.line, ExtraLine.EASY.value)
    wait_until(lambda: bool(composer.view and composer.view.wish.terms.line), "the line")
    stage.settle()
    assert composer.view is not None
    assert composer.view.is_allowed
    assert "やくそくの" in page_text(composer)
    QTest.keyClick(composer, Qt.Key.Key_F11)
    stage.settle()
    again = stage.front()
    assert isinstance(again, NoteScreen)
    wait_until(lambda: again.view is not None, "the note in another look")
    assert again.view is not None
    assert again.view.wish.terms.line is ExtraLine.EASY
    QTest.keyClick(again, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    wait_until(lambda: bool(stage.visit().papers), "a sheet")
    (paper,) = stage.visit().papers
    assert paper.terms.line is ExtraLine.EASY
    assert again.view.ready.rendered.sha256 == paper.pdf_sha256


def test_a_letter_has_no_line_more_and_another_visit_begins_without(
    stage: Stage, composer: NoteScreen
) -> None:
    """The line is the open slip's; it comes back with it, and was for this customer alone."""
    pick(composer.paper.line, ExtraLine.ENGLISH.value)
    wait_until(lambda: bool(composer.view and composer.view.wish.terms.line), "the line")
    QTest.keyClick(composer, Qt.Key.Key_L, Qt.KeyboardModifier.AltModifier)
    wait_until(lambda: bool(composer.view and composer.view.wish.form is Form.LETTER), "a letter")
    assert composer.view is not None
    assert composer.view.wish.terms.line is None
    assert not composer.paper.line.isVisible()
    QTest.keyClick(composer, Qt.Key.Key_O, Qt.KeyboardModifier.AltModifier)
    wait_until(lambda: bool(composer.view and composer.view.wish.terms.line), "the line again")
    stage.settle()
    composer.open_visit("")
    assert composer.paper.line.currentData() == ""


def test_a_letter_shows_its_address_through_a_window_and_in_the_sun(
    stage: Stage, composer: NoteScreen
) -> None:
    """The switch of the letter alone: address on the page, kept over F11, numbered with it."""
    QTest.keyClick(composer, Qt.Key.Key_L, Qt.KeyboardModifier.AltModifier)
    wait_until(composer.terms.window_address.isVisible, "the terms of a letter")
    assert "みどり浜市" not in page_text(composer)
    composer.terms.window_address.click()
    wait_until(lambda: bool(composer.view and composer.view.wish.terms.window), "the window")
    stage.settle()
    assert "みどり浜市" in page_text(composer)
    QTest.keyClick(composer, Qt.Key.Key_F11)
    stage.settle()
    again = stage.front()
    assert isinstance(again, NoteScreen)
    wait_until(lambda: again.view is not None, "the letter in another look")
    QTest.keyClick(again, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    wait_until(lambda: bool(stage.visit().papers), "a sheet")
    (paper,) = stage.visit().papers
    assert paper.terms.window


def approve(page: NoteScreen, names: str) -> None:
    page.terms.approvers.setFocus()
    page.terms.approvers.setText(names)
    QTest.keyClick(page.terms.approvers, Qt.Key.Key_Return)
