"""The wording guard: what may not stand on paper is found, what may is left alone."""

from collections.abc import Callable
from datetime import datetime, time, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitapp.domain.letter import compose_letter
from visitapp.domain.lexicon_data import read_lexicon
from visitapp.domain.note import approved_sentences, compose
from visitapp.domain.note_facts import (
    LETTER_ONLY,
    Addressee,
    NextContact,
    NoteFacts,
    Sender,
    Situation,
    Staff,
)
from visitapp.domain.wording import Finding, WordClass, check, is_allowed
from visitapp.domain.words import Form, Responsibility
from visitapp.errors import Known
from visitapp.lexicon import lexicon, note_texts

Check = Callable[..., tuple[Finding, ...]]
OURS = Path(__file__).parent / "wording.tsv"
NOON = datetime(2026, 11, 25, 12, tzinfo=timezone(timedelta(hours=9)))


def guard(
    text: str,
    form: Form = Form.LETTER,
    responsibility: Responsibility = Responsibility.UNDETERMINED,
    approved: frozenset[str] = frozenset(),
) -> tuple[Finding, ...]:
    return check(text, form, responsibility, lexicon(), approved)


def kinds(text: str, form: Form = Form.LETTER) -> set[WordClass]:
    return {finding.kind for finding in guard(text, form)}


def verdict(text: str, form: Form) -> str:
    found = guard(text, form)
    if not is_allowed(found):
        return "block"
    return "warn" if any(f.kind is WordClass.UNSCOPED for f in found) else "allow"


def sentences(samples: Path) -> list[tuple[str, Form, str, str]]:
    rows = (samples / "wording/sentences.tsv").read_text(encoding="utf-8").splitlines()[1:]
    cells = (row.split("\t") for row in rows)
    forms = {"open": Form.OPEN, "sealed": Form.LETTER}
    return [(c[4], forms[c[1]], c[3], c[5]) for c in cells if not c[4].endswith("-debatable")]


def test_the_judged_sentences_are_judged_alike(samples: Path) -> None:
    """japan.md 1.5: block recall at least 0.97 without paraphrases, false blocks at most 2 %."""
    plain = [row for row in sentences(samples) if "paraphrase" not in row[0]]
    to_block = [row for row in plain if row[2] == "block"]
    blocked = [row for row in to_block if verdict(row[3], row[1]) == "block"]
    allowed = [row for row in sentences(samples) if row[2] != "block"]
    wrongly = [row for row in allowed if verdict(row[3], row[1]) == "block"]
    assert len(blocked) >= 0.97 * len(to_block)
    assert len(wrongly) <= 0.02 * len(allowed), wrongly


def test_our_own_sentences_keep_their_verdicts() -> None:
    """japan.md 1.5 rule 6: more than 200 sentences, ours, beside the judged ones.

    One in a thousand may be heard wrong: a new sentence moves the tone of all the others a little.
    """
    rows = [row.split("\t") for row in OURS.read_text(encoding="utf-8").splitlines()[1:]]
    wrong = [row for row in rows if verdict(row[2], Form(row[0])) != row[1]]
    assert len(rows) > 500
    assert len(wrong) <= 0.001 * len(rows), wrong


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (WordClass.FAULT, "責任はすべて弊社にございます。"),
        (WordClass.FAULT, "認識の甘さがございました。"),
        (WordClass.FAULT, "不良品をお渡ししてしまいました。"),
        (WordClass.PROMISE, "修理費用は当社で負担させていただきます。"),
        (WordClass.PROMISE, "新しい品と交換いたします。"),
        (WordClass.PROMISE, "再発防止をお約束いたします。"),
        (WordClass.BLAME, "３０分もお待ちしたのに。"),
        (WordClass.BLAME, "お客様の操作ミスが原因です。"),
        (WordClass.BLAME, "何度伺ってもお留守です。"),
        (WordClass.UNSCOPED, "心よりお詫び申し上げます。"),
        (WordClass.REGRET, "ご心配をおかけし申し訳ございません。"),
    ],
)
def test_what_is_said_is_found_whatever_its_form(kind: WordClass, text: str) -> None:
    assert kind in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "弊社の過失により",
        "弊社の過失によ\u200bり",
        "弊 社 の 過 失 に よ り",
        "弊社の過\n失により",
        "弊社の過失(かしつ)により",
        "弊社の過\U000e0100失により",
        "弊社のミスにより",
        "弊社のﾐｽにより",
        "弊社のみすにより",
    ],
)
def test_no_spelling_hides_a_fault(text: str) -> None:
    (first, *_) = guard(text)
    assert first.kind is WordClass.FAULT
    assert text[first.start : first.end] == first.text
    assert first.text.startswith("弊")


@pytest.mark.parametrize(
    "text",
    [
        "欠陥があると決まったわけではございません。",
        "弊社に責任があるかどうかは、確認のうえご説明いたします。",
        "返金の可否につきましては、調査のあとにご説明いたします。",
        "お客様の責任ではございません。",
        "不備がございましたらお知らせください。",
        "是非ご意見をお聞かせください。",
        "感謝申し上げます。",
    ],
)
def test_denials_conditions_and_lookalikes_are_left_alone(text: str) -> None:
    assert is_allowed(guard(text))


def test_every_apology_is_private_on_an_open_slip_and_privacy_is_free_in_a_letter() -> None:
    """japan.md 1.5 rule 4."""
    regret = "ご不便をおかけし申し訳ございません。"
    assert not is_allowed(guard(regret, Form.OPEN))
    assert is_allowed(guard(regret, Form.LETTER))
    assert WordClass.PRIVATE in kinds("ご請求書を同封いたしました。", Form.OPEN)
    assert is_allowed(guard("ご請求書を同封いたしました。", Form.LETTER))


def test_an_apology_needs_its_object_in_its_own_sentence() -> None:
    """japan.md 1.5 rule 2; U warns and does not block."""
    apart = "ご不便をおかけいたしました。申し訳ございません。"
    assert WordClass.UNSCOPED in kinds(apart)
    assert WordClass.UNSCOPED in kinds("ご不便をおかけいたしました\n申し訳ございません")
    assert is_allowed(guard(apart))
    assert WordClass.UNSCOPED not in kinds("ご不便をおかけし、申し訳ございません。")


def test_a_fault_is_told_to_the_approver_once_responsibility_is_ours() -> None:
    """Design 1: fault-admitting sentences are refused while responsibility is undetermined."""
    fault = "当社の責任でございます。"
    for responsibility in Responsibility:
        found = guard(fault, Form.LETTER, responsibility)
        assert any(f.kind is WordClass.FAULT for f in found)
        assert is_allowed(found) is (responsibility is Responsibility.OURS)
    assert not is_allowed(guard(fault, Form.OPEN, Responsibility.OURS))


@pytest.mark.parametrize(
    ("kind", "text", "form"),
    [
        (WordClass.FAULT, "当社の責任でございます。", Form.OPEN),
        (WordClass.PROMISE, "全額返金いたします。", Form.OPEN),
        (WordClass.BLAME, "至急ご連絡ください。", Form.OPEN),
        (WordClass.PRIVATE, "給湯器の故障の件で伺いました。", Form.OPEN),
        (WordClass.UNSCOPED, "申し訳ございません。", Form.LETTER),
    ],
)
def test_every_finding_offers_a_sentence_that_passes(
    kind: WordClass, text: str, form: Form
) -> None:
    """screens.md 5: 「この文に置き換える」."""
    offered = {found.instead for found in guard(text, form) if found.kind is kind}
    assert offered != set()
    for sentence in offered:
        assert sentence != ""
        assert verdict(sentence, form) == "allow"
    assert {found.instead for found in guard("ご心配をおかけし、恐縮です。")} == {""}


@pytest.mark.parametrize("situation", Situation)
@pytest.mark.parametrize("late", [timedelta(), timedelta(minutes=20)])
@pytest.mark.parametrize("has_phone", [True, False])
def test_our_own_notes_pass_and_lateness_only_when_the_log_says_so(
    situation: Situation, late: timedelta, has_phone: bool
) -> None:
    """Layout 9: every sentence of section 8 passes; the late one only when the log says late."""
    facts = NoteFacts(
        addressee=Addressee(family="髙橋", given="美和子", honorific="様"),
        promised_at=NOON,
        first_ring_at=NOON,
        waited_until=NOON + timedelta(hours=1),
        sender=Sender(
            company="株式会社みなと家電",
            department="サービス課",
            phone="03-0000-1200",
            staff=(Staff(name="佐久間 亮"),),
        ),
        note_no="K7Q4-29DM",
        code="VA1/K7Q4-29DM/0",
        situation=situation,
        late=late,
        has_phone=has_phone,
        contacts=(NextContact(day=NOON.date(), by=time(17)),),
    )
    if situation in LETTER_ONLY:
        letter = compose_letter(facts, note_texts())
        assert is_allowed(guard("".join(letter.note.body), Form.LETTER))
        return
    note = compose(facts, note_texts())
    approved = approved_sentences(facts, note_texts())
    for told in (*note.body, note.closing, note.antifraud, note.title):
        assert is_allowed(guard(told, Form.OPEN, approved=approved))
    assert is_allowed(guard(note.body[1], Form.OPEN)) is not facts.is_late


@pytest.mark.parametrize(
    ("text", "form", "expected"),
    [
        ("警察に届けます。", Form.LETTER, "block"),
        ("警察への届け出はお済みでしょうか。", Form.LETTER, "allow"),
        ("言い訳のしようもございません。", Form.LETTER, "block"),
        ("責任を取らせていただくほかございません。", Form.LETTER, "block"),
        ("当社の過失に相違ございません。", Form.LETTER, "block"),
        ("きちんと乾かしていれば、かびることはございません。", Form.LETTER, "block"),
        ("ご契約者様の操作ミスです。", Form.LETTER, "block"),
        ("賠償の手続きを進めております。", Form.LETTER, "block"),
        ("ご不在でしたので、こちらの紙をお入れします。", Form.OPEN, "allow"),
        ("平日の昼はいつもご不在と伺いました。", Form.OPEN, "block"),
        ("天候不良のため、徒歩で参ります。", Form.OPEN, "allow"),
        ("お客様番号 2211", Form.OPEN, "block"),
        ("info@example.jp", Form.OPEN, "allow"),
        ("kato@example.jp", Form.OPEN, "block"),
        ("さぞご心配なことでしょう。", Form.LETTER, "allow"),
        ("ほんまにすんませんでした。", Form.LETTER, "warn"),
        ("待たしてしもて、すんません。", Form.LETTER, "allow"),
    ],
)
def test_what_the_language_can_turn_is_turned(text: str, form: Form, expected: str) -> None:
    """What is put as "nothing left but" affirms; that nobody was in is told, not judged."""
    assert verdict(text, form) == expected


def test_an_approved_sentence_clears_itself_and_nothing_beside_it() -> None:
    sentence = "お約束の時刻に遅れましたことをお詫び申し上げます。"
    approved = frozenset({sentence})
    assert is_allowed(guard(sentence, Form.OPEN, approved=approved))
    assert not is_allowed(guard(sentence + "お詫び申し上げます。", Form.OPEN, approved=approved))
    assert not is_allowed(guard("弊社のミスで" + sentence, Form.OPEN, approved=approved))


@given(
    st.text(
        alphabet="弊社のミﾐスｽ過失により、。返金お詫び申し訳 \n\u200b\U000e0100か\u3099㍿",
        max_size=60,
    )
)
def test_findings_name_a_place_of_the_original_text(text: str) -> None:
    for form in Form:
        for found in guard(text, form):
            assert 0 <= found.start < found.end <= len(text)
            assert text[found.start : found.end] == found.text


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\U000e0100", "𠮷", "(", "か゛", "🙂"])
def test_odd_texts_have_no_findings(text: str) -> None:
    assert guard(text) == ()


def test_a_long_text_is_checked_in_a_moment() -> None:
    """No pattern may run away on repetition: the whole takes milliseconds per thousand signs."""
    for unit in ("お客様の", "弊社の確認", "必ず", "待ち", "責任は", "お電話も", "ご"):
        assert isinstance(guard(unit * 2000), tuple)


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"fold": {}, "words": {}, "version": "1", "rule": [{"class": "F", "name": "a"}]},
        {
            "fold": {},
            "words": {},
            "version": "1",
            "rule": [{"class": "F", "name": "a", "pattern": "("}],
        },
        {
            "fold": {},
            "words": {},
            "version": "1",
            "rule": [{"class": "Q", "name": "a", "pattern": "b"}],
        },
        {
            "fold": {},
            "words": {},
            "version": "1",
            "rule": [{"class": "F", "name": "a", "pattern": "b?"}],
        },
        {
            "fold": {},
            "words": {},
            "version": "1",
            "rule": [{"class": "F", "name": "a", "pattern": "b", "weak": "always"}],
        },
        {
            "fold": {},
            "words": {},
            "version": "1",
            "rule": [{"class": "F", "name": "a", "pattern": "{we}"}],
        },
    ],
)
def test_a_broken_rule_is_named_and_never_skipped(data: dict[str, object]) -> None:
    with pytest.raises(Known, match="can't be used"):
        read_lexicon(data, lexicon().tone)


@pytest.mark.parametrize(
    "told",
    [
        "弊社の不良でした\nではございませんか。",
        "当社の責任です\nとは申しません。",
        "当社の責\n任です。",
        "お電話いたします。\n弊社の不良でした",
    ],
)
def test_a_line_end_hides_no_fault(told: str) -> None:
    """Read as the end of a sentence and as nothing at all: what blocks either way blocks."""
    findings = check(told, Form.LETTER, Responsibility.UNDETERMINED, lexicon())
    assert not is_allowed(findings)
    assert all(told[f.start : f.end] == f.text for f in findings)
