"""The business card: exact size, both numbers, a contact that a phone can take over."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from typing import Any

import pypdf
import pypdfium2
import pytest
import zxingcpp

from visitapp.documents.card_fit import fitted
from visitapp.documents.card_pdf import TEXT_END, page, render
from visitapp.documents.page import POINT, Text
from visitapp.domain.card import Card, compose_card
from visitapp.domain.note_facts import Logo, NoteFacts, Sender, Staff
from visitapp.errors import Known
from visitapp.lexicon import note_texts


@pytest.fixture
def sender(facts: Callable[..., NoteFacts]) -> Sender:
    return facts().sender


def card_of(sender: Sender, name: str = "佐久間　亮", title: str = "主任") -> Card:
    person = Staff(name=name, kana="さくま りょう", title=title)
    return compose_card(person, sender, "K7Q4-29DM", note_texts())


def test_the_card_has_its_size_and_its_lines(
    sender: Sender, read_lines: Callable[..., list[str]]
) -> None:
    """Layout 4."""
    rendered = render(card_of(sender))
    assert rendered.size_mm == (91, 55)
    box = pypdf.PdfReader(BytesIO(rendered.pdf)).pages[0].mediabox
    assert float(box.width) == pytest.approx(91 / 25.4 * 72, abs=0.01)
    shown = "".join(read_lines(rendered.pdf))
    for told in (sender.company, "サービス課 主任", "佐久間　亮", "03-0000-1200", "K7Q4-29DM"):
        assert told in shown


@pytest.mark.parametrize(
    "title", ["主任", "お客様相談室エアコン・給湯器修理受付センター長 消費生活アドバイザー"]
)
def test_nothing_on_the_card_leaves_its_margin_or_gets_too_small(
    sender: Sender, title: str
) -> None:
    """Layout 4: never smaller than 8; a long department takes a second line."""
    texts = [c for c in page(card_of(sender, title=title)).commands if isinstance(c, Text)]
    for text in texts:
        assert text.size >= 8
        assert text.x >= 5
        assert text.x + text.width <= 86.01
        assert 5 <= text.y <= 50


def test_a_long_mail_address_takes_a_second_line_above_the_advice(sender: Sender) -> None:
    """A card that refuses itself would take every A5 note with it."""
    long = replace(sender, mail="okyakusama-soudan-shitsu@customer.minato-kaden.co.jp")
    texts = [c for c in page(card_of(long)).commands if isinstance(c, Text)]
    upper, lower = [c for c in texts if c.text and c.text in long.mail]
    assert upper.text + lower.text == long.mail
    (advice,) = [c for c in texts if c.text.startswith("ご連絡は")]
    assert lower.y + 0.9 < advice.y - 8 * 0.88 * POINT
    assert max(c.x + c.width for c in (upper, lower)) <= TEXT_END
    with pytest.raises(Known, match="does not fit"):
        page(card_of(replace(long, address=("長" * 99,))))


FAR = ("〒100-0005 東京都千代田区丸の内一丁目99番99号 丸の内スーパータワー西館38階",)
MAIL = "okyakusama-soudan-shitsu@customer.minato-kaden.co.jp"
TOO_LONG = "customer-support.east-japan.second-group@support.minato-kaden.example.jp"


@pytest.mark.parametrize("title", ["主任", "お客様相談室エアコン・給湯器修理受付センター長"])
def test_five_lines_of_contact_stand_between_the_name_and_the_advice(
    sender: Sender, title: str
) -> None:
    for address, mail in (
        (FAR, "service@example.jp"),
        (FAR[:1], ""),
        (("〒150-0002 港町99",), MAIL),
    ):
        given = replace(sender, address=address, mail=mail)
        texts = [c for c in page(card_of(given, title=title)).commands if isinstance(c, Text)]
        rows = [c for c in texts if c.x == 6 and c.text.strip()]
        for upper, lower in pairwise(sorted(rows, key=lambda c: c.y)):
            assert lower.y - lower.size * 0.86 * POINT > upper.y + 0.1 * upper.size * POINT - 0.3
        assert all(c.size >= 8 for c in texts)


@pytest.mark.parametrize(
    ("changed", "left_out"),
    [
        ({}, ()),
        ({"mail": TOO_LONG}, ("mail",)),
        ({"address": ("長" * 99,)}, ("address",)),
        ({"address": ("長" * 99,), "mail": TOO_LONG}, ("mail", "address")),
        ({"address": FAR, "mail": MAIL}, ()),
        ({"address": ("長" * 60,), "mail": MAIL}, ("mail",)),
        ({"company": "長" * 24, "logo": Logo(jpeg=b"", width=200, height=80)}, ("logo",)),
        ({"company": "長" * 60}, ("card",)),
    ],
)
def test_as_little_as_will_do_is_left_out_of_a_notes_card(
    sender: Sender, changed: dict[str, Any], left_out: tuple[str, ...]
) -> None:
    found = fitted(card_of(replace(sender, **changed)))
    assert found.left_out == left_out
    assert (found.card is None) == (left_out == ("card",))


def test_the_contact_code_names_person_company_and_main_phone(sender: Sender) -> None:
    with pypdfium2.PdfDocument(render(card_of(sender)).pdf) as document:
        picture = document[0].render(scale=300 / 72).to_pil()
    (code,) = zxingcpp.read_barcodes(picture)
    assert code.text.startswith("MECARD:N:佐久間,亮;SOUND:さくま,りょう;ORG:株式会社みなと家電;")
    assert "TEL:03-0000-1200;" in code.text


def test_a_separator_in_a_name_can_not_add_a_field(sender: Sender) -> None:
    card = card_of(sender, name="佐久間;TEL:1 亮")
    assert all("N:佐久間\\;TEL\\:1,亮;" in code for code in card.codes)


def test_a_card_without_company_or_phone_says_what_to_set() -> None:
    with pytest.raises(Known, match=r"company or phone") as refused:
        card_of(Sender(company="", phone=""))
    assert "[sender]" in refused.value.advice


def test_a_name_from_the_fallback_font_is_as_black_as_the_others(sender: Sender) -> None:
    """Its outline had the colour of the rule above it: 𠮷 was blue on every card."""
    picture = pypdfium2.PdfDocument(render(card_of(sender, name="髙𠮷　﨑子")).pdf)[0]
    dots = 300 / 25.4
    name = [round(at * dots) for at in (6, 20.5, 60, 30)]
    shown = picture.render(scale=300 / 72).to_pil().convert("RGB").crop(tuple(name))
    coloured = [p for p in shown.get_flattened_data() if max(p) - min(p) > 40]
    assert not coloured
