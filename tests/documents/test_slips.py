"""The small slips: request, receipt, thanks; exact size, nothing cut, blanks for the pen."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from itertools import pairwise

import pypdf
import pytest

from tests.documents.test_vertical import packed
from visitapp.documents.page import POINT, Line, Text
from visitapp.documents.papers import A5, A6, SLIPS, Paper, slip_paper
from visitapp.documents.slip_pdf import pages, render
from visitapp.documents.text import SMALLEST
from visitapp.domain.note_facts import NoteFacts, Sender, Situation, Staff
from visitapp.domain.slip import NOTHING, Slip, Taken, compose_slip
from visitapp.domain.wording import check
from visitapp.domain.words import Form, Responsibility, SlipForm
from visitapp.errors import Known
from visitapp.lexicon import lexicon, note_texts

Facts = Callable[..., NoteFacts]
DAY = date(2026, 11, 26)
TAKEN = Taken(
    item="電気炊飯器 NP-10(箱なし)",
    quantity="1台",
    condition="ふたに傷あり",
    back_on=date(2026, 12, 9),
)
LONGEST = Sender(
    company="株式会社みなと家電販売サービス東日本事業本部第一支社",
    department="お客様サービス第一課",
    phone="03-0000-1200",
    hours="代表(平日 午前9時〜午後6時)",
    staff=(Staff(name="勅使河原 美和子", kana="てしがわら みわこ"), Staff(name="小鳥遊 亮")),
)
on_both = pytest.mark.parametrize("paper", SLIPS.values(), ids=lambda paper: paper.name)
of_all = pytest.mark.parametrize("form", SlipForm)


def slip_of(facts: NoteFacts, form: SlipForm, taken: Taken = NOTHING) -> Slip:
    return compose_slip(form, facts, DAY, note_texts(), taken)


@on_both
@of_all
def test_a_slip_has_its_size_and_a_page_for_each_copy(
    facts: Facts, paper: Paper, form: SlipForm
) -> None:
    """Layout 0.8; a receipt is for the customer and for us."""
    reader = pypdf.PdfReader(BytesIO(render(slip_of(facts(), form), paper).pdf))
    assert len(reader.pages) == (2 if form is SlipForm.RECEIPT else 1)
    for page in reader.pages:
        size = (float(page.mediabox.width) * POINT, float(page.mediabox.height) * POINT)
        assert size == pytest.approx((paper.width, paper.height), abs=0.1)


@on_both
@of_all
@pytest.mark.parametrize("sender", [None, LONGEST], ids=["usual", "longest"])
def test_text_keeps_the_margin_and_no_line_touches_another(
    facts: Facts, paper: Paper, form: SlipForm, sender: Sender | None
) -> None:
    """Layout 0.5, 0.7."""
    told = facts(sender=sender) if sender else facts()
    for page in pages(slip_of(told, form, TAKEN), paper):
        placed = [command for command in page.commands if isinstance(command, Text)]
        for one in placed:
            assert one.size >= SMALLEST
            assert one.x >= 5
            assert one.x + one.width <= page.width - 5 + 1e-6
            assert one.y - 0.8 * one.size * POINT >= 5
            assert one.y <= page.height - 5
        baselines = sorted({round(one.y, 3) for one in placed})
        assert all(b - a > 2.5 for a, b in pairwise(baselines) if b - a > 0.8)


@of_all
def test_the_sentences_are_in_ten_and_a_half_points(facts: Facts, form: SlipForm) -> None:
    """Layout 0.5: the body is never smaller with the usual sender."""
    for paper in (A6, A5):
        (page, *_) = pages(slip_of(facts(), form), paper)
        intro = slip_of(facts(), form).intro[0][:8]
        (first,) = [c for c in page.commands if isinstance(c, Text) and c.text.startswith(intro)]
        assert first.size >= 10.5


def test_a_request_asks_for_item_information_and_time(
    facts: Facts, read_lines: Callable[..., list[str]]
) -> None:
    """R-25, R-26."""
    told = packed("".join(read_lines(render(slip_of(facts(), SlipForm.REQUEST), A6).pdf)))
    for part in ("1お品物", "2情報", "3お時間", "型番・品番", "髙橋美和子様", "K7Q4-29DM"):
        assert part in told


def test_a_receipt_names_what_was_taken_and_is_signed_twice(
    facts: Facts, read_lines: Callable[..., list[str]]
) -> None:
    """R-26."""
    slip = slip_of(facts(), SlipForm.RECEIPT, TAKEN)
    pdf = render(slip, A6).pdf
    for page, copy in enumerate(("お客様控え", "当社控え")):
        told = packed("".join(read_lines(pdf, page)))
        for part in (copy, "電気炊飯器NP-10(箱なし)", "1台", "ふたに傷あり", "2026年12月9日(水)"):
            assert part in told
    lines = [c for c in pages(slip)[0].commands if isinstance(c, Line) and c.dash is None]
    signing = [one for one in lines if one.width == 0.25]
    assert len(signing) == len(slip.signatures) == 2
    assert signing[1].start[1] - signing[0].start[1] >= 8


def test_what_is_not_known_is_a_line_for_the_pen(facts: Facts) -> None:
    """Layout 0.6, 0.12: dotted, at least 7 mm apart."""
    slip = compose_slip(SlipForm.RECEIPT, facts(), None, note_texts())
    (page, _) = pages(slip)
    dotted = [c.start[1] for c in page.commands if isinstance(c, Line) and c.dash]
    assert len(dotted) == 5
    assert all(below - above >= 7 for above, below in pairwise(dotted))
    assert all(value == "" for _, value in slip.rows)


def test_thanks_tell_the_day_and_never_today(facts: Facts) -> None:
    """Layout 8: read on another day; late arrival is told by the log's time."""
    met = facts(situation=Situation.MET)
    told = "".join(slip_of(met, SlipForm.THANKS).intro)
    assert "11月25日(水)、お約束の午後2時30分にお伺いし" in told
    assert "内容を確認のうえご報告いたします。" in told
    assert not any(word in told for word in ("本日", "明日", "昨日"))
    late = facts(late=timedelta(minutes=12), first_ring_at=met.promised_at + timedelta(minutes=12))
    assert "11月25日(水)午後2時42分にお伺いし" in "".join(slip_of(late, SlipForm.THANKS).intro)


@of_all
def test_the_guard_has_nothing_to_say(facts: Facts, form: SlipForm) -> None:
    """R-10, R-38: as papers that are handed over, as a letter is."""
    words = slip_of(facts(), form, TAKEN).words
    assert not check(words, Form.LETTER, Responsibility.UNDETERMINED, lexicon())


def test_what_was_typed_is_judged_by_itself(facts: Facts) -> None:
    """A sentence of ours behind it must not excuse it."""
    words = slip_of(facts(), SlipForm.RECEIPT, Taken(condition="当社の責任です")).words
    assert check(words, Form.LETTER, Responsibility.UNDETERMINED, lexicon())


@on_both
def test_a_long_item_takes_two_lines_above_its_own(facts: Facts, paper: Paper) -> None:
    """An item is named as it is, whatever it is called."""
    item = "冷蔵庫用ドアパッキン 左扉側一式(交換部品・保証書付き)"
    (page, _) = pages(slip_of(facts(), SlipForm.RECEIPT, replace(TAKEN, item=item)), paper)
    told = [c for c in page.commands if isinstance(c, Text)]
    parts = [one for one in told if len(one.text) > 1 and one.text in item]
    assert "".join(one.text for one in parts).replace(" ", "") == item.replace(" ", "")
    rules = sorted(c.start[1] for c in page.commands if isinstance(c, Line) and c.width == 0.25)
    below = min(y for y in rules if y > parts[-1].y)
    above = max(y for y in rules if y < parts[-1].y)
    assert above < parts[0].y - 0.88 * parts[0].size * POINT
    assert parts[-1].y < below


def test_what_has_no_room_and_what_is_unknown_is_refused(facts: Facts) -> None:
    """Layout 9."""
    with pytest.raises(Known, match="does not fit"):
        render(slip_of(facts(), SlipForm.RECEIPT, Taken(item="電" * 60)), A6)
    with pytest.raises(Known) as refused:
        slip_paper("a4")
    assert refused.value.values["papers"] == "a6, a5"
