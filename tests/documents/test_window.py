"""A letter for a window envelope: its address shows wherever the sheet lies, nothing else ever."""

from collections.abc import Callable

import pytest

from visitapp.documents.letter_pdf import pages
from visitapp.documents.page import POINT, Text
from visitapp.documents.window import BOTTOM, SIDEWAYS, UP_AND_DOWN, WINDOW
from visitapp.domain.letter import compose_letter
from visitapp.domain.note_facts import Addressee, NoteFacts, Sender, Staff
from visitapp.errors import Known
from visitapp.lexicon import note_texts

Facts = Callable[..., NoteFacts]
ADDRESS = ("〒000-0042", "東京都葛\U000e0100飾区柴又九丁目99番1号", "コーポ「みなと」B棟101号室")
LONG = ("〒000-0042", "京都府京都市中京区河原町通四条上る大黒町999番地99", "南館" * 9 + "1203号室")
WHO = Addressee(family="勅使河原", given="美和子", company="株式会社さくらんぼ", honorific="様")
CORNERS = [(x, y) for x in (0.0, SIDEWAYS) for y in (0.0, UP_AND_DOWN)]


def texts_of(facts: NoteFacts) -> list[Text]:
    (page,) = pages(compose_letter(facts, note_texts()))
    return [command for command in page.commands if isinstance(command, Text)]


def box_of(placed: Text) -> tuple[float, float, float, float]:
    size = placed.size * POINT
    return (placed.x, placed.y - 0.86 * size, placed.x + placed.width, placed.y + 0.12 * size)


@pytest.mark.parametrize(("right", "down"), CORNERS)
@pytest.mark.parametrize("address", [ADDRESS, LONG], ids=["usual", "long"])
def test_the_address_shows_and_nothing_else_wherever_the_sheet_lies(
    facts: Facts, address: tuple[str, ...], right: float, down: float
) -> None:
    """Layout 0.3: nothing readable outside but whom it is for."""
    shown: list[str] = []
    for placed in texts_of(facts(window=address, addressee=WHO)):
        left, top, end, bottom = box_of(placed)
        seen_left, seen_top = WINDOW.left - right, WINDOW.top - down
        seen_right, seen_bottom = seen_left + WINDOW.width, seen_top + WINDOW.height
        if end > seen_left and left < seen_right and bottom > seen_top and top < seen_bottom:
            shown.append(placed.text)
            assert left >= seen_left
            assert end <= seen_right
            assert top >= seen_top - 0.1
            assert bottom <= seen_bottom + 0.1
    assert "".join(shown) == "".join(address) + "株式会社さくらんぼ勅使河原\u3000美和子 様"


def test_a_long_sender_stays_beside_the_window(facts: Facts) -> None:
    sender = Sender(company="株式会社" + "長" * 20, phone="03", staff=(Staff(name="山田"),))
    placed = next(t for t in texts_of(facts(window=ADDRESS, sender=sender)) if "長" in t.text)
    assert placed.x > WINDOW.left + WINDOW.width
    longer = Sender(company="長" * 40, phone="03", staff=(Staff(name="山田"),))
    with pytest.raises(Known, match="does not fit"):
        texts_of(facts(window=ADDRESS, sender=longer))


def test_a_long_name_takes_two_lines_and_keeps_its_honorific(facts: Facts) -> None:
    """Layout 0.15: every name that a paper is for."""
    family = "ヴァシリエフ アレクサンドロヴィチ＝コンスタンティン"
    placed = texts_of(facts(window=LONG, addressee=Addressee(family=family, honorific="様")))
    upper, lower = [one for one in placed if one.text and one.text in f"{family} 様"]
    assert upper.text + lower.text == f"{family} 様"
    assert len(lower.text) > len(" 様")
    assert box_of(upper)[3] < box_of(lower)[3] <= BOTTOM + 0.1


def test_an_address_that_has_no_room_is_refused(facts: Facts) -> None:
    with pytest.raises(Known, match="does not fit"):
        texts_of(facts(window=("〒000-0042", "館" * 200)))
