"""What a note says follows from the log, word for word (layout 0, 1, 8)."""

import tomllib
from datetime import date, datetime, time, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitapp import assets
from visitapp.domain.note import approved_sentences, compose
from visitapp.domain.note_facts import (
    Addressee,
    DayPart,
    NextContact,
    NoteFacts,
    Sender,
    Situation,
    Staff,
)
from visitapp.domain.note_texts import check_note_texts
from visitapp.errors import Known
from visitapp.lexicon import note_texts

JAPAN = timezone(timedelta(hours=9))
SENDER = Sender(
    company="株式会社みなと家電",
    department="サービス課",
    phone="03-0000-1200",
    staff=(Staff(name="佐久間 亮", kana="さくま りょう"), Staff(name="三好 早紀")),
)
MIDORI, LONG = "みどり商事株式会社", "み" * 24
CALL_TODAY = NextContact(day=date(2026, 11, 25), by=time(17))
CALL_TOMORROW = NextContact(day=date(2026, 11, 26), part=DayPart.MORNING)


def at(hour: int, minute: int = 0, day: int = 25) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=JAPAN)


def facts(**changed: Any) -> NoteFacts:
    usual: dict[str, Any] = {
        "addressee": Addressee(family="髙橋", given="美和子", honorific="様"),
        "promised_at": at(14, 30),
        "first_ring_at": at(14, 28),
        "waited_until": at(15, 1),
        "sender": SENDER,
        "note_no": "K7Q4-29DM",
        "code": "VA1/K7Q4-29DM/0",
        "contacts": (CALL_TODAY, CALL_TOMORROW),
    }
    return NoteFacts(**(usual | changed))


def visit_of(**changed: Any) -> str:
    return compose(facts(**changed), note_texts()).body[1]


def contact_of(**changed: Any) -> str:
    return compose(facts(**changed), note_texts()).body[2]


def test_the_usual_note_is_the_layouts_own_text() -> None:
    """Layout 1, R-37: exactly one purpose line."""
    note = compose(facts(), note_texts())
    assert note.addressee == ("髙橋　美和子 様",)
    assert note.outside == "髙橋 様"
    assert note.body == (
        "お約束の件でお伺いいたしました。",
        (
            "本日11月25日(水)、お約束の午後2時30分にお伺いし、午後3時頃までお待ちいたしましたが、"
            "お目にかかれませんでしたので、書面にて失礼いたします。"
        ),
        (
            "本日午後5時までに、サービス課(担当 佐久間)よりお電話を差し上げます。"
            "お話しできないときは、明日26日(木)の午前中に改めてお電話いたします。"
        ),
    )
    assert note.staff_lines == (("佐久間 亮", "(さくま りょう)"), ("三好 早紀", ""))


def test_being_late_is_said_and_apologised_for_from_the_log() -> None:
    """N-02, layout 8."""
    late = facts(late=timedelta(minutes=20), first_ring_at=at(14, 50), waited_until=at(15, 23))
    assert compose(late, note_texts()).body[1] == (
        "お約束の時刻に遅れましたことをお詫び申し上げます。本日11月25日(水)午後2時50分にお伺いし、"
        "午後3時20分頃までお待ちいたしましたが、お目にかかれませんでしたので、書面にて失礼いたします。"
    )
    assert approved_sentences(late, note_texts())
    assert not approved_sentences(facts(), note_texts())


def test_the_intercom_and_the_reception_have_sentences_of_their_own() -> None:
    """Layout 8, N-03: never お目にかかれませんでした, no waiting."""
    start = "本日11月25日(水)、お約束の午後2時30分にお伺いいたしました。"
    assert visit_of(situation=Situation.INTERCOM) == (
        start + "お忙しいところお声がけくださり、ありがとうございました。"
    )
    assert visit_of(situation=Situation.RECEPTION) == (
        start + "受付の方にお取り次ぎをいただきました。"
    )


@pytest.mark.parametrize(
    ("who", "lines", "outside"),
    [
        (("", "", MIDORI, "総務部", "御中"), (MIDORI, "総務部 御中"), f"{MIDORI} 御中"),
        (("川島", "学", MIDORI, "課", "様"), (f"{MIDORI}　課", "川島　学 様"), "川島 様"),
        (("川島", "学", LONG, "課", "様"), (f"{LONG}　課", "川島　学 様"), "川島 様"),
        (("川島", "学", LONG, "総務課付", "様"), (LONG, "総務課付　川島　学 様"), "川島 様"),
        (("", "", MIDORI, "", "御中"), (f"{MIDORI} 御中",), f"{MIDORI} 御中"),
    ],
)  # fmt: skip
def test_a_company_is_addressed_with_its_department(
    who: tuple[str, ...], lines: tuple[str, ...], outside: str
) -> None:
    """Layout 8: addressee with department; outside the name alone (layout 1b)."""
    family, given, company, department, honorific = who
    addressee = Addressee(
        family=family, given=given, company=company, department=department, honorific=honorific
    )
    note = compose(facts(addressee=addressee), note_texts())
    assert (note.addressee, note.outside) == (lines, outside)


def test_a_moved_promise_asks_for_no_other_day() -> None:
    """Layout 8: the new time was agreed a minute ago."""
    moved = facts(situation=Situation.MOVED, moved_to=at(14, 0, 28), contacts=())
    note = compose(moved, note_texts())
    assert note.closing == note.wish == "ご都合が変わりましたら、お電話でお聞かせください。"
    assert "日時を" not in "".join((*note.body, note.closing, note.wish))


def test_leaving_early_names_no_wait_and_no_reason() -> None:
    """Layout 8."""
    assert visit_of(waited_until=None) == (
        "本日11月25日(水)、お約束の午後2時30分にお伺いいたしましたが、"
        "お目にかかれませんでしたので、書面にて失礼いたします。"
    )


def test_a_preview_before_arrival_leaves_the_times_for_the_pen() -> None:
    told = visit_of(
        blank_times=True, first_ring_at=None, waited_until=None, late=timedelta(minutes=9)
    )
    assert told.count("　　時　　分") == 2
    assert "お約束の午後2時30分" in told
    assert "お詫び" not in told


def test_a_visit_over_midnight_says_both_dates_and_never_a_wrong_today() -> None:
    """Layout 0.15."""
    over = {"promised_at": at(23, 30), "first_ring_at": at(23, 31), "waited_until": at(0, 34, 26)}
    told = visit_of(**over)
    assert told.startswith(
        "11月25日(水)、お約束の午後11時30分にお伺いし、11月26日(木)午前0時30分頃まで"
    )
    assert contact_of(**over, contacts=(NextContact(day=date(2026, 11, 26), by=time(17)),)) == (
        "本日午後5時までに、サービス課(担当 佐久間)よりお電話を差し上げます。"
    )


@pytest.mark.parametrize(
    ("clock", "words"),
    [
        (time(12), "正午"),
        (time(12, 30), "午後0時30分"),
        (time(0), "午前0時"),
        (time(9, 5), "午前9時5分"),
        (time(18), "午後6時"),
    ],
)
def test_noon_and_midnight_are_written_as_public_papers_do(clock: time, words: str) -> None:
    """background/japan.md 3.6."""
    assert f"お約束の{words}に" in visit_of(promised_at=at(clock.hour, clock.minute))


@given(st.integers(0, 24 * 60 - 1))
def test_the_paper_never_claims_more_waiting_than_the_log_has(minute: int) -> None:
    """Layout 0.1: rounded down to five minutes, with 頃."""
    end = at(minute // 60, minute % 60)
    same = visit_of(promised_at=at(0), first_ring_at=at(0), waited_until=end)
    floor = end - timedelta(minutes=end.minute % 5)
    assert same == visit_of(promised_at=at(0), first_ring_at=at(0), waited_until=floor)
    assert "頃まで" in same


def test_promised_calls_are_told_in_order_with_the_words_of_their_day() -> None:
    """Layout 0.14, N-10."""
    far = NextContact(day=date(2026, 11, 30), by=time(10), person="田中")
    assert contact_of(contacts=(far, CALL_TOMORROW)) == (
        "明日26日(木)の午前中に、サービス課(担当 佐久間)よりお電話を差し上げます。"
        "お話しできないときは、11月30日(月)の午前10時までに改めてお電話いたします。"
    )
    assert contact_of(contacts=(CALL_TODAY,)) == (
        "本日午後5時までに、サービス課(担当 佐久間)よりお電話を差し上げます。"
    )


def test_without_a_telephone_a_letter_is_promised_instead() -> None:
    """Layout 0.14."""
    assert contact_of(has_phone=False) == "改めて書面にてご連絡いたします。"
    assert contact_of(contacts=()) == "改めて書面にてご連絡いたします。"


def test_a_company_stands_above_its_person_and_alone_with_its_own_honorific() -> None:
    person = Addressee(family="𠮷田", company="㈱さくらんぼ電器", honorific="様")
    note = compose(facts(addressee=person), note_texts())
    assert (note.addressee, note.outside) == (("㈱さくらんぼ電器", "𠮷田 様"), "𠮷田 様")
    firm = Addressee(family="", company="㈱さくらんぼ電器", honorific="御中")
    note = compose(facts(addressee=firm), note_texts())
    assert (note.addressee, note.outside) == (("㈱さくらんぼ電器 御中",), "㈱さくらんぼ電器 御中")


def test_a_reprint_says_which_revision_it_is() -> None:
    """Layout 0.8."""
    assert compose(facts(), note_texts()).revision == ""
    assert compose(facts(revision=2), note_texts()).revision == "2版"


@pytest.mark.parametrize(
    ("sender", "missing"),
    [
        (Sender(company="", phone="03", staff=SENDER.staff), "company"),
        (Sender(company="あ", phone="", staff=SENDER.staff), "phone"),
        (Sender(company="", phone=""), "company, phone, staff"),
    ],
)
def test_a_sender_that_is_not_complete_is_told_what_to_set(sender: Sender, missing: str) -> None:
    with pytest.raises(Known) as refused:
        compose(facts(sender=sender), note_texts())
    assert refused.value.values["missing"] == missing
    assert "[sender]" in refused.value.advice


def test_braces_in_a_name_are_only_letters() -> None:
    named = compose(
        facts(addressee=Addressee(family="{honorific}", honorific="{name}様")), note_texts()
    )
    assert named.addressee == ("{honorific} {name}様",)


@pytest.mark.parametrize(
    ("section", "key", "value"),
    [
        ("visit", "absent", "{at}お伺いし、{until}まで{who}お待ちしました。"),
        ("visit", "absent", "{at}お伺いしました。"),
        ("visit", "apology_late", ""),
        ("visit", "new", "新しい行"),
        ("visit", "late", 7),
        ("day", "weekdays", "月火水"),
    ],
)
def test_a_damaged_sentence_is_named_at_load(section: str, key: str, value: object) -> None:
    data = tomllib.loads(assets.path("wording", "note.ja.toml").read_text(encoding="utf-8"))
    data[section][key] = value
    with pytest.raises(Known) as refused:
        check_note_texts(data)
    assert key in str(refused.value.values["line"])


def test_a_missing_sentence_and_a_missing_version_are_named() -> None:
    data = tomllib.loads(assets.path("wording", "note.ja.toml").read_text(encoding="utf-8"))
    del data["paper"]["antifraud"]
    with pytest.raises(Known, match=r"paper\.antifraud"):
        check_note_texts(data)
    with pytest.raises(Known, match="version"):
        check_note_texts({k: v for k, v in note_data().items() if k != "version"})


def note_data() -> dict[str, Any]:
    return tomllib.loads(assets.path("wording", "note.ja.toml").read_text(encoding="utf-8"))
