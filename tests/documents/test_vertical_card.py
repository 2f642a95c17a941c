"""The upright card: set vertically within its margin, every name as stored, a code that reads."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from itertools import combinations

import pypdf
import pypdfium2
import pytest
import zxingcpp

from tests.documents.conftest import SENDER
from tests.documents.test_envelope import Box, box_of, joined
from tests.documents.test_vertical import packed
from visitapp.documents.page import Column, Line, Page, Picture, Squares, Text
from visitapp.documents.paper import write
from visitapp.documents.vertical_card import BOX, page
from visitapp.documents.vertical_forms import Way
from visitapp.domain.card import Card, compose_card, postcode_apart
from visitapp.domain.note_facts import Logo, Staff
from visitapp.errors import Known
from visitapp.lexicon import note_texts

LONGEST = {
    "company": "株式会社みなと家電サービスコーポレーション東日本",
    "title": "お客様相談室エアコン・給湯器修理受付センター長 消費生活アドバイザー",
    "mail": "customer-service.minatokaden@example.co.jp",
    "address": (
        "〒125-0052 東京都葛飾区柴又九丁目99番1号コーポ「みなと」B棟101号室みなとビル南館12階",
    ),
}
CASES = {
    "usual": {},
    "longest": LONGEST,
    "logo": {"logo": Logo(jpeg=b"", width=400, height=160)},
    "bare": {"kana": "", "mail": "", "address": ()},
    "two columns of address": {"address": ("東京都葛飾区柴又九丁目99番1号コーポ「みなと」B棟",)},
    "a name of sixteen": {
        "name": "ヴァシリエフ アレクサンドロヴィ",
        "kana": "う゛ぁしりえふ あれくさんどろう゛ぃ",
    },
}
each = pytest.mark.parametrize("case", CASES.values(), ids=CASES)


def card_of(
    name: str = "佐久間　亮", kana: str = "さくま りょう", title: str = "主任", **sender: object
) -> Card:
    person = Staff(name=name, kana=kana, title=title)
    return compose_card(person, replace(SENDER, **sender), "", note_texts())


def texts_of(made: Page) -> list[Text | Column]:
    return [c for c in made.commands if isinstance(c, Text | Column)]


def code_of(made: Page) -> Squares:
    (code,) = [c for c in made.commands if isinstance(c, Squares)]
    return code


def test_it_has_the_size_of_a_card_and_says_what_the_lying_one_says(
    read_lines: Callable[..., list[str]],
) -> None:
    """japan.md 2: 91 x 55, here 縦型."""
    made = write([page(card_of())], "card")
    assert made.size_mm == (55, 91)
    shown = packed("".join(read_lines(made.pdf)))
    for told in (SENDER.company, "サービス課主任", "佐久間亮", "〒000-0042", "03-0000-1200"):
        assert told in shown
    for told in ("神奈川県みどり浜市港町1-3-8", "service@example.jp", "連絡先を登録"):
        assert told in shown
    assert "ご連絡は代表電話へお願いいたします" in shown


@each
def test_nothing_leaves_the_safe_area_or_gets_too_small(case: dict[str, object]) -> None:
    """Layout 0.5, 0.7: 5 mm at every side, never smaller than 8 points."""
    made = page(card_of(**case))
    code = code_of(made)
    boxes: list[Box] = [box_of(c) for c in texts_of(made)]
    boxes.append((code.x, code.y, code.x + code.size, code.y + code.size))
    for one in made.commands:
        if isinstance(one, Line):
            boxes.append((*one.start, *one.end))
        if isinstance(one, Picture):
            boxes.append((one.x, one.y, one.x + one.width, one.y + one.height))
    for left, top, right, bottom in boxes:
        assert left >= 5
        assert top >= 5
        assert right <= 55 - 5
        assert bottom <= 91 - 5
    assert min(c.size for c in texts_of(made)) >= 8


@each
def test_nothing_touches_anything_else(case: dict[str, object]) -> None:
    """The code keeps its white of two modules, the rule its distance."""
    made = page(card_of(**case))
    code, [rule] = code_of(made), [c for c in made.commands if isinstance(c, Line)]
    white = code.size / code.count * 2
    boxes = joined([box_of(c) for c in texts_of(made)])
    boxes.append((code.x - white, code.y - white, code.x + code.size + white, code.y + code.size))
    boxes.append((rule.start[0] - 0.2, rule.start[1], rule.end[0] + 0.2, rule.end[1]))
    for one, two in combinations(boxes, 2):
        apart = one[2] <= two[0] or two[2] <= one[0] or one[3] <= two[1] or two[3] <= one[1]
        assert apart, (one, two)


def test_the_name_is_the_largest_and_has_twelve_to_sixteen_points() -> None:
    """japan.md 2; a longer one begins higher before it becomes smaller."""
    for name, least in (("佐久間　亮", 16), ("勅使河原　ヰ世子", 12), ("佐久間" * 5, 12)):
        sizes = {c.text: c.size for c in texts_of(page(card_of(name=name, kana="")))}
        assert least <= sizes[name] <= 16
        assert max(sizes, key=lambda told: sizes[told]) == name


def test_each_half_of_the_reading_stands_beside_its_half_of_the_name() -> None:
    made = {c.text: c for c in texts_of(page(card_of()))}
    name = made["佐久間　亮"]
    assert isinstance(name, Column)
    for told, share in (("さくま", 0.315), ("りょう", 0.903)):
        reading = made[told]
        assert isinstance(reading, Column)
        assert reading.x > name.x
        middle = reading.y + reading.height / 2
        assert middle == pytest.approx(name.y + share * name.height, abs=1)


def test_a_reading_without_halves_stands_in_one_piece() -> None:
    told = [c.text for c in texts_of(page(card_of(name="佐久間亮")))]
    assert "さくま りょう" in told


@each
def test_the_code_is_read_from_the_paper(case: dict[str, object]) -> None:
    """MECARD with the reading, upright, a module of 0.40 mm or more."""
    card = card_of(**case)
    made = page(card)
    code = code_of(made)
    assert code.module >= 0.40
    assert code.size + 4 * code.module == pytest.approx(BOX)
    (read,) = read_codes(replace(card, logo=None))
    assert read.text in card.codes
    assert abs(read.orientation) < 2
    if not case:
        assert read.text.startswith("MECARD:N:佐久間,亮;SOUND:さくま,りょう;ORG:")
        assert "TEL:03-0000-1200;" in read.text


def read_codes(card: Card) -> list[zxingcpp.Barcode]:
    with pypdfium2.PdfDocument(write([page(card)], "card").pdf) as document:
        return zxingcpp.read_barcodes(document[0].render(scale=200 / 72).to_pil().convert("L"))


@pytest.mark.parametrize(
    "long",
    [
        {"company": "株式会社" * 12},
        {"title": "主任" * 40},
        {"name": "佐久間" * 9},
        {"kana": "さくま" * 12},
        {"address": ("〒000-0042 " + "港町" * 30,)},
        {"phone": "03-0000-1200 内線 1234567890"},
        {"mail": "a" * 70 + "@example.jp"},
    ],
    ids=lambda case: next(iter(case)),
)
def test_what_has_no_room_is_refused_and_never_cut(long: dict[str, object]) -> None:
    """As on every other paper: said with the text that is too long."""
    with pytest.raises(Known, match="does not fit its place"):
        page(card_of(**long))


def test_a_long_mail_address_is_broken_before_its_at_sign() -> None:
    told = [c.text for c in texts_of(page(card_of(**LONGEST)))]
    place = told.index("@example.co.jp")
    assert told[place - 1] == "customer-service.minatokaden"


def test_the_telephone_number_lies_in_one_piece() -> None:
    """Stacked figures are hard to dial from; 03 in one square would part them."""
    phone = next(c for c in texts_of(page(card_of())) if c.text == SENDER.phone)
    assert isinstance(phone, Column)
    assert phone.way is Way.LIES
    assert phone.size == 9.5


def test_a_logo_stands_above_the_company_within_its_room() -> None:
    """Layout 0.6: 20 x 8 mm."""
    for width, height in ((400, 90), (90, 400), (64, 64)):
        made = page(card_of(logo=Logo(jpeg=b"", width=width, height=height)))
        (mark,) = [c for c in made.commands if isinstance(c, Picture)]
        assert mark.width <= 20.001
        assert mark.height <= 8.001
        company = next(c for c in texts_of(made) if c.text == SENDER.company)
        assert company.y > mark.y + mark.height


def test_the_postal_code_is_taken_out_of_the_address_and_nothing_else() -> None:
    assert postcode_apart(("〒000-0042 みどり浜市 港町",)) == ("〒000-0042", ("みどり浜市 港町",))
    assert postcode_apart(("みどり浜市港町",)) == ("", ("みどり浜市港町",))
    assert postcode_apart(()) == ("", ())


def test_black_is_one_ink(pdf_page: Callable[[bytes], str]) -> None:
    """A print shop would mix black of three colours from four inks."""
    content = pdf_page(write([page(card_of(name="髙𠮷　﨑子"))], "card").pdf)
    assert "0 0 0 rg" not in content
    assert "0 0 0 RG" not in content


@pytest.fixture
def pdf_page() -> Callable[[bytes], str]:
    """What is drawn on the first page, as the PDF writes it."""

    def content(pdf: bytes) -> str:
        contents = pypdf.PdfReader(BytesIO(pdf)).pages[0].get_contents()
        assert contents is not None
        return contents.get_data().decode("latin-1")

    return content
