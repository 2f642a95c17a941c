"""The envelope: exact size, the postal code in its frames, who it is for and nothing else."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import combinations

import pypdf
import pytest

from visitapp.documents.envelope_pdf import FRAME_HEIGHT, FRAME_TOP, frames, pages, render
from visitapp.documents.page import POINT, Column, Command, Page, Text
from visitapp.documents.papers import ENVELOPES, NAGA3, NAGA3_WINDOW, NAGA4, Paper, envelope_paper
from visitapp.domain.customer import Customer
from visitapp.domain.envelope import Envelope, compose_envelope
from visitapp.domain.note_facts import Sender, Staff
from visitapp.domain.wording import check
from visitapp.domain.words import Form, Responsibility
from visitapp.errors import Known
from visitapp.lexicon import lexicon, note_texts

SENDER = Sender(
    company="株式会社みなと家電",
    phone="03-0000-1200",
    department="お客様相談室",
    staff=(Staff(name="佐久間 亮", kana="さくま りょう"),),
)
OURS = ("000-0042", "神奈川県みどり浜市港町1-3-8")
ONE = Customer(
    name="髙橋\u3000美和子",
    postal_code="０００-００４２",
    prefecture="東京都",
    city="葛\U000e0100飾区",
    town_and_block="柴又九丁目99番1号",
    building="コーポ「みなと」B棟101号室",
)
LONGEST = Customer(
    name="勅使河原小鳥遊五十嵐\u3000寿限無麻呂之介",
    company="株式会社みなと家電販売サービス東日本支社",
    department="お客様窓口",
    postal_code="0000042",
    prefecture="京都府",
    city="京都市中京区",
    town_and_block="河原町通四条上る大黒町999番地99",
    building="コンスタンティンビルディング南館12階1203号室",
)
LONG_NAME = replace(
    LONGEST, name="ヴァシリエフスキー\u3000アレクサンドロヴィチ＝コンスタンティン", department=""
)
papers = pytest.mark.parametrize("paper", ENVELOPES.values(), ids=lambda paper: paper.name)
upright = pytest.mark.parametrize("paper", [NAGA3, NAGA4], ids=lambda paper: paper.name)


def envelope_of(customer: Customer) -> Envelope:
    return compose_envelope(customer, SENDER, OURS, date(2026, 11, 25), note_texts())


def told_on(page: Page) -> list[str]:
    return [c.text for c in page.commands if isinstance(c, Text | Column)]


@papers
def test_an_envelope_has_its_size_and_two_sides(paper: Paper) -> None:
    """Layout 0.3: 長形3号 120 x 235, 長形4号 90 x 205."""
    reader = pypdf.PdfReader(BytesIO(render(envelope_of(ONE), paper).pdf))
    assert len(reader.pages) == 2
    for page in reader.pages:
        size = (float(page.mediabox.width) * POINT, float(page.mediabox.height) * POINT)
        assert size == pytest.approx((paper.width, paper.height), abs=0.1)
    assert reader.trailer["/Root"]["/ViewerPreferences"]["/PrintScaling"] == "/None"


@upright
def test_the_postal_code_stands_in_the_printed_frames(paper: Paper) -> None:
    """12 mm from the top, the last frame 8 mm from the right; a figure in the middle of each."""
    front, _ = pages(envelope_of(ONE), paper)
    figures = [c for c in front.commands if isinstance(c, Text) and c.y < 25]
    assert "".join(figure.text for figure in figures) == "0000042"
    lefts = frames(paper)
    assert lefts[-1] + 5.7 == pytest.approx(paper.width - 8)
    assert lefts[-1] + 5.7 - lefts[0] == pytest.approx(47.7)
    for figure, left in zip(figures, lefts, strict=True):
        assert figure.x + figure.width / 2 == pytest.approx(left + 5.7 / 2)
        assert figure.y - 0.7 * figure.size * POINT > FRAME_TOP
        assert figure.y < FRAME_TOP + FRAME_HEIGHT


@papers
@pytest.mark.parametrize(
    "customer", [ONE, LONGEST, LONG_NAME], ids=["usual", "longest", "long name"]
)
def test_nothing_touches_anything_else_or_the_margin(paper: Paper, customer: Customer) -> None:
    """Layout 0.7, 0.15."""
    for page in pages(envelope_of(customer), paper):
        boxes = joined([box_of(c) for c in page.commands if isinstance(c, Text | Column)])
        for left, top, right, bottom in boxes:
            assert left >= 5
            assert top >= 5
            assert right <= page.width - 5
            assert bottom <= page.height - 5
        for one, two in combinations(boxes, 2):
            apart = one[2] <= two[0] or two[2] <= one[0] or one[3] <= two[1] or two[3] <= one[1]
            assert apart, (one, two)


def test_the_name_is_the_largest_and_the_mark_is_on_the_front() -> None:
    front, _ = pages(envelope_of(ONE), NAGA3)
    sizes = {c.text: c.size for c in front.commands if isinstance(c, Text | Column)}
    assert max(sizes, key=lambda told: sizes[told]) == "髙橋\u3000美和子 様"
    assert "親展" in sizes


@upright
def test_a_name_too_long_for_a_column_takes_two_parted_where_it_has_a_space(paper: Paper) -> None:
    """Layout 0.15: every name that a paper is for; the honorific is never alone."""
    front, _ = pages(envelope_of(replace(LONG_NAME, company="")), paper)
    first, second = [c for c in front.commands if isinstance(c, Column) and c.size == 16]
    told = (first.text, second.text)
    assert told == ("ヴァシリエフスキー", "アレクサンドロヴィチ＝コンスタンティン 様")
    assert (first.x + second.x) / 2 == pytest.approx(paper.width / 2)
    without = replace(ONE, name="長" * 30)
    front, _ = pages(envelope_of(without), paper)
    first, second = [c for c in front.commands if isinstance(c, Column) and c.size == 16]
    assert first.text + second.text == "長" * 30 + " 様"
    assert len(second.text) > len(" 様")
    front, _ = pages(envelope_of(replace(ONE, name="長" * 44)), paper)
    assert {c.size for c in front.commands if isinstance(c, Column) and "長" in c.text} < {
        size / 2 for size in range(24, 32)
    }
    with pytest.raises(Known, match="does not fit"):
        pages(envelope_of(replace(ONE, name="長" * 60)), paper)


def test_front_and_back_say_who_and_when_and_nothing_of_the_matter() -> None:
    """Layout 0.3, japan.md 1.4: not even the department, whose name may tell it."""
    front, back = pages(envelope_of(ONE), NAGA3)
    assert "".join(told_on(front)) == (
        "0000042東京都葛\U000e0100飾区柴又九丁目99番1号コーポ「みなと」B棟101号室"
        "髙橋\u3000美和子 様親展"
    )
    assert "".join(told_on(back)) == (
        "令和8年11月25日神奈川県みどり浜市港町1-3-8〒000-0042株式会社みなと家電佐久間 亮"
    )
    written = envelope_of(ONE)
    words = "\n".join((written.name, written.private, written.sender_company, written.dated))
    assert not check(words, Form.OPEN, Responsibility.UNDETERMINED, lexicon())


def test_a_window_envelope_has_no_address_of_its_own() -> None:
    front, back = pages(envelope_of(ONE), NAGA3_WINDOW)
    assert told_on(front) == ["親展"]
    assert told_on(back) == [
        "令和8年11月25日",
        "〒000-0042",
        "神奈川県みどり浜市港町1-3-8",
        "株式会社みなと家電",
        "佐久間 亮",
    ]


def test_the_company_stays_off_where_the_customer_wants_it() -> None:
    """V-06."""
    _, back = pages(envelope_of(replace(ONE, hide_company="yes")), NAGA3)
    assert "みなと家電" not in "".join(told_on(back))
    assert "佐久間 亮" in told_on(back)


def test_a_company_without_a_person_stands_once() -> None:
    firm = replace(ONE, name="", company="株式会社さくらんぼ電器", kind="company")
    told = told_on(pages(envelope_of(firm), NAGA3)[0])
    assert "株式会社さくらんぼ電器 御中" in told
    assert "株式会社さくらんぼ電器" not in told


def test_without_an_address_or_with_a_false_postal_code_there_is_no_envelope() -> None:
    with pytest.raises(Known, match="No postal address"):
        envelope_of(Customer(name="髙橋\u3000美和子", postal_code="000-0042", prefecture="東京都"))
    with pytest.raises(Known, match="no postal code"):
        envelope_of(replace(ONE, postal_code="000-42"))
    assert envelope_of(replace(ONE, postal_code="")).postcode == ""


def test_an_address_without_end_is_refused_and_never_cut() -> None:
    with pytest.raises(Known, match="does not fit"):
        pages(envelope_of(replace(ONE, building="館" * 300)), NAGA3)


def test_an_unknown_envelope_is_refused() -> None:
    """Layout 9: it never becomes another size."""
    with pytest.raises(Known) as refused:
        envelope_paper("kaku9")
    assert refused.value.values["papers"] == "naga3, naga4, naga3-window"


Box = tuple[float, float, float, float]


def box_of(command: Command) -> Box:
    """Left, top, right, bottom in mm."""
    assert isinstance(command, Text | Column)
    half = command.size * POINT / 2
    if isinstance(command, Column):
        return (command.x - half, command.y, command.x + half, command.y + command.height)
    middle = command.y - 0.38 * command.size * POINT
    return (command.x, middle - 0.8 * half, command.x + command.width, middle + 0.8 * half)


def joined(boxes: list[Box]) -> list[Box]:
    """Without the overhang of pairs of figures, which belongs to their own column."""
    return [
        (left + 0.45, top + 0.3, right - 0.45, bottom - 0.3) for left, top, right, bottom in boxes
    ]


def test_a_refused_name_is_quoted_whole() -> None:
    """Not the one character, nor nothing where it can't be seen."""
    with pytest.raises(Known) as refused:
        pages(replace(envelope_of(ONE), name="髙橋\u202e美和子 様"), NAGA3)
    assert refused.value.values["text"] == "髙橋美和子 様"


def test_a_long_address_of_ours_parts_before_the_building() -> None:
    given = replace(
        envelope_of(ONE), sender_address="神奈川県鎌倉市大船九丁目99番99号 大船第一ビルディング9階"
    )
    back = pages(given)[1]
    told = [one.text for one in back.commands if isinstance(one, Column)]
    assert any("大船第一ビルディング" in one and "99番" not in one for one in told), told
