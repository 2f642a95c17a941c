"""Whatever a company is called, each of its papers can be made and read."""

from collections.abc import Callable
from dataclasses import replace
from itertools import combinations

import pytest

from visitapp.documents import preprint_pdf
from visitapp.documents.card_fit import fitted
from visitapp.documents.page import POINT, Page, Text
from visitapp.documents.papers import A5, A6, B5, B6, HAGAKI, ROLL_58, ROLL_80, Paper
from visitapp.documents.sheets import Sheet, pages
from visitapp.documents.whole import demand_whole
from visitapp.domain.card import address_lines, compose_card
from visitapp.domain.note import compose
from visitapp.domain.note_facts import NoteFacts, Sender, Staff
from visitapp.domain.preprint import compose_pad, compose_preprint
from visitapp.lexicon import note_texts

Facts = Callable[..., NoteFacts]
LONGER_HOURS = "代表(月〜金 午前9時〜午後5時45分、土曜 午前9時〜正午)"
SENDERS = {
    "usual": Sender(
        company="有限会社ひがし設備工業",
        department="カスタマーリレーション推進室",
        phone="0467-12-3456",
        hours="平日 9:30〜17:30",
        address=address_lines("247-0056", "神奈川県鎌倉市大船九丁目99番99号 大船第一ビル9階"),
        mail="okyakusama-soudan-shitsu@customer.higashi.example.co.jp",
    ),
    "long hours": Sender(
        company="神奈川県央生活協同組合連合会",
        department="組合員サービス部",
        phone="0120-000-000",
        hours=LONGER_HOURS,
    ),
    "all long": Sender(
        company="株式会社エムアンドエス東日本カスタマーサポートセンター",
        department="お客様センター 第二グループ",
        phone="0120-000-000",
        hours=LONGER_HOURS,
        address=address_lines(
            "100-0005", "東京都千代田区丸の内一丁目99番99号 丸の内タワー西館38階"
        ),
        mail="customer-support.east-japan.second-group@support.example-company.co.jp",
    ),
}
STAFF = (
    Staff(name="勅使河原 長一郎", kana="てしがわら ちょういちろう"),
    Staff(name="長曽我部 大五郎", kana="ちょうそかべ だいごろう"),
)


@pytest.fixture(params=SENDERS)
def long_facts(facts: Facts, request: pytest.FixtureRequest) -> NoteFacts:
    return facts(sender=replace(SENDERS[request.param], staff=STAFF))


def demand_readable(page: Page) -> None:
    """Everything on the page, nothing under 8 pt, no line of text over another."""
    demand_whole(page)
    texts = [c for c in page.commands if isinstance(c, Text)]
    assert min(one.size for one in texts) >= 8
    for one, other in combinations(texts, 2):
        beside = one.x + one.width <= other.x + 0.1 or other.x + other.width <= one.x + 0.1
        upper, lower = sorted((one, other), key=lambda text: text.y)
        tall = 0.74 if lower.text.replace("-", "").isascii() else 0.86
        below = lower.y - tall * lower.size * POINT >= upper.y + 0.05
        assert beside or below, (upper.text, lower.text)


PAPERS = [(paper, False) for paper in (HAGAKI, A6, B6, A5, B5, ROLL_80, ROLL_58)]


@pytest.mark.parametrize(("paper", "large"), [*PAPERS, (A5, True)])
def test_a_slip_is_made_of_any_sender(long_facts: NoteFacts, paper: Paper, large: bool) -> None:
    """Layout 0.15: the longest cases."""
    texts = note_texts()
    card = fitted(compose_card(STAFF[0], long_facts.sender, "K7Q4-29DM", texts)).card
    sheet = Sheet(told=compose(long_facts, texts), paper=paper, card=card, large=large)
    demand_readable(pages(sheet)[0])


def test_pre_print_and_pad_are_made_of_any_sender(long_facts: NoteFacts) -> None:
    texts = note_texts()
    demand_readable(
        preprint_pdf.page(compose_preprint(replace(long_facts, blank_times=True), texts))
    )
    pad = compose_pad(long_facts.sender, "K7Q4-29DM", "VA1/K7Q4-29DM/0", texts)
    demand_readable(preprint_pdf.page(pad))
