"""The tone: what no rule knows is heard; what is forbidden by name is never withdrawn by it."""

import re
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from visitapp import assets
from visitapp.domain.tone import USUAL, loudness
from visitapp.domain.wording import Finding, Rule, Weak, WordClass, check, is_allowed
from visitapp.domain.words import Form, Responsibility
from visitapp.lexicon import lexicon

OURS = Path(__file__).parent / "wording.tsv"


def guard(text: str, form: Form = Form.LETTER) -> tuple[Finding, ...]:
    return check(text, form, Responsibility.UNDETERMINED, lexicon())


@pytest.mark.parametrize(
    "told",
    [
        "弊社の過失により",
        "私の不手際で",
        "監督不行き届きで",
        "認識が甘く",
        "製品に不備がございました",
        "非は当方にあります",
        "弁解の余地もございません",
        "全額返金いたします",
        "治療費を負担いたします",
        "慰謝料",
        "二度と起こしません",
        "何でもいたします",
        "お約束にもかかわらず",
        "ご連絡もなく",
        "お待ちしたのに",
        "お客様の勘違い",
        "至急ご連絡ください",
    ],
)
@pytest.mark.parametrize(
    "text",
    [
        "{told}",
        "お預かりした品につきましては、{told}、改めて日を決めてお話を伺いたく存じます。",
        "{told}と存じますので、来週の水曜の午後にお電話を差し上げます。",
    ],
)
def test_an_expression_of_the_starter_list_is_found_in_the_most_harmless_company(
    told: str, text: str
) -> None:
    """japan.md 1.5: what is forbidden by name is never withdrawn by the tone."""
    assert not is_allowed(guard(text.format(told=told)))


@pytest.mark.parametrize(
    "told", ["クレーム", "苦情", "返金", "事故", "不良", "故障", "ご契約", "ご請求"]
)
def test_a_word_forbidden_on_a_slip_is_found_in_the_most_harmless_company(told: str) -> None:
    """japan.md 1.4."""
    text = f"明日の午前中に、{told}のことで改めてお電話を差し上げますので、お待ちください。"
    assert not is_allowed(guard(text, Form.OPEN))


def test_the_tone_was_learned_from_the_sentences_as_they_are() -> None:
    """After a change of tests/domain/wording.tsv: ``python packaging/tone.py``."""
    said = assets.path("wording", "tone.ja.tsv").read_text(encoding="utf-8").splitlines()[0]
    sentences = OURS.read_bytes().replace(b"\r\n", b"\n")
    assert said.endswith(sha256(sentences).hexdigest())


@pytest.mark.parametrize(
    ("kind", "text", "form"),
    [
        (WordClass.FAULT, "検温の紙を、隣の部屋の方のものと差し替えておりました。", Form.LETTER),
        (WordClass.PROMISE, "お孫さんの分の月謝も、来年まで頂かないことにします。", Form.LETTER),
        (WordClass.BLAME, "電池を逆に入れておられただけではありませんか。", Form.LETTER),
        (WordClass.PRIVATE, "お風呂の栓の直しに上がりました。", Form.OPEN),
    ],
)
def test_what_no_rule_knows_is_heard(kind: WordClass, text: str, form: Form) -> None:
    """The place is a stretch of the sentence, the class the one it sounds like."""
    blocking = [found for found in guard(text, form) if found.blocks]
    assert kind in {found.kind for found in blocking}
    assert all(text[found.start : found.end] == found.text != "" for found in blocking)


def test_a_long_harmless_beginning_hides_nothing() -> None:
    start = "本日お伺いして皆様から伺いました内容につきましては、社に持ち帰りまして確認のうえ、"
    for fault in (
        "浴室を水浸しにしました。",
        "代金は一円も頂かないことにいたします。",
        "おかしなことをおっしゃいますね。",
    ):
        for text in (fault, start + fault):
            assert not is_allowed(guard(text)), text


def test_a_rule_without_weakness_counts_whatever_the_tone() -> None:
    """A company's own rule is never withdrawn by what was learned from our sentences."""
    rule = Rule(kind=WordClass.PRIVATE, name="again", parts=(re.compile("改めて"),), unless=())
    text = "明日の午前中に改めてお電話を差し上げます。"
    for weak, found in ((Weak.NEVER, 1), (Weak.CLAUSE, 0), (Weak.SENTENCE, 0)):
        own = replace(lexicon(), rules=(replace(rule, weak=weak),))
        places = check(text, Form.OPEN, Responsibility.UNDETERMINED, own)
        assert len([place for place in places if place.blocks]) == found


def test_length_alone_speaks_for_nothing() -> None:
    """A group counts more in a short sentence, less in a long one; in a usual one as written."""
    assert loudness(USUAL) == 1
    assert loudness(USUAL // 4) > 1 > loudness(USUAL * 4)


@pytest.mark.parametrize("text", ["", "、", "龘"])
def test_what_the_table_does_not_know_is_not_heard(text: str) -> None:
    assert is_allowed(guard(text))
