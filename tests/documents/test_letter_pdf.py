"""The sealed letter: its lines keep off the folds, its words come from the log, nothing is cut."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pypdf
import pytest

from visitapp.documents.letter_pdf import BODY_TOP, FOLDS, PITCH, pages
from visitapp.documents.page import POINT, Page, Text
from visitapp.documents.papers import A4
from visitapp.documents.sheets import Sheet, render
from visitapp.domain.letter import Letter, compose_letter
from visitapp.domain.note_facts import Addressee, NoteFacts, Sender, Situation, Staff
from visitapp.domain.wording import check, is_allowed
from visitapp.domain.words import ApologyScope, Form, Responsibility
from visitapp.errors import Known
from visitapp.lexicon import lexicon, note_texts

Facts = Callable[..., NoteFacts]


def letter_of(facts: NoteFacts) -> Letter:
    return compose_letter(facts, note_texts())


def texts_of(page: Page) -> list[Text]:
    return [command for command in page.commands if isinstance(command, Text)]


def test_the_letter_reads_as_the_layouts_picture(
    facts: Facts, read_lines: Callable[..., list[str]]
) -> None:
    """Layout 3: 拝啓 to 敬具, 記 with three rows, the sender's own words nowhere else."""
    letter = letter_of(facts(scope=ApologyScope.TROUBLE))
    shown = "".join(read_lines(render(Sheet(told=letter, paper=A4)).pdf)).replace(" ", "")
    for part in (
        "2026年11月25日(水)",
        "お申し出いただきました件につきまして、本日11月25日(水)、お約束の午後2時30分にお伺いし",
        "ご不便をおかけしておりますことをお詫び申し上げます。",
        "お話を伺い、内容を確認のうえご報告いたします。",
        "お約束の日時",
        "2026年11月25日(水)午後2時30分",
        "11月25日(水)午後5時まで、または11月26日(木)午前中",
        "電話03-0000-1200代表(平日午前9時〜午後6時)",
    ):
        assert part.replace(" ", "") in shown


def test_no_line_stands_on_a_fold(facts: Facts) -> None:
    """Layout 3: no line's centre within 1.5 mm of a fold, however much is told."""
    for late in (timedelta(0), timedelta(minutes=12)):
        (page,) = pages(letter_of(facts(late=late, scope=ApologyScope.UNCLEAR_GUIDANCE)))
        for placed in texts_of(page):
            if placed.text == "折":
                continue
            centre = placed.y - 0.36 * placed.size * POINT
            assert all(abs(centre - fold) >= 1.5 for fold in FOLDS), placed.text


def test_the_bodys_lines_are_exactly_as_far_apart_as_the_folds_need(facts: Facts) -> None:
    (page,) = pages(letter_of(facts()))
    opening = next(placed for placed in texts_of(page) if placed.text == "拝啓")
    body = [p.y for p in texts_of(page) if BODY_TOP < p.y < 165 and p.x == opening.x]
    assert [round((y - body[0]) / PITCH, 6) for y in body] == list(range(len(body)))


def test_full_lines_end_at_the_margin_and_the_last_one_where_it_ends(facts: Facts) -> None:
    """Layout 3: justified; a paragraph begins with one full-width space."""
    (page,) = pages(letter_of(facts()))
    body = [p for p in texts_of(page) if p.x == 25 and 108 < p.y < 150]
    assert body[0].text.startswith("\u3000")
    assert round(body[0].width, 6) == 160
    assert any(placed.width < 159 for placed in body)


def test_a_letter_apologises_only_for_what_was_chosen(facts: Facts) -> None:
    """R-11: without a scope no apology; lateness only from the log."""
    assert "お詫び" not in "".join(letter_of(facts()).note.body)
    with pytest.raises(Known):
        letter_of(facts(scope=ApologyScope.LATE_ARRIVAL))
    late = "".join(letter_of(facts(late=timedelta(minutes=12))).note.body)
    assert "お約束の時刻に遅れましたことをお詫び申し上げます。" in late


@pytest.mark.parametrize(
    ("situation", "words"),
    [
        (Situation.FAMILY, "ご家族の方にお取り次ぎをいただき、ありがとうございました。"),
        (Situation.MET, "お話をお聞かせくださり、ありがとうございました。"),
    ],
)
def test_what_only_a_letter_may_tell_has_its_sentence(
    facts: Facts, situation: Situation, words: str
) -> None:
    """Layout 8, N-03."""
    assert words in letter_of(facts(situation=situation)).note.body[0]


def test_a_letter_by_post_names_dates_and_no_today(facts: Facts) -> None:
    """Layout 8: it is read on another day."""
    told = "".join(letter_of(facts(posted=True)).note.body)
    assert "11月25日(水)午後2時30分のお約束でお伺いいたしましたが" in told
    assert not any(word in told for word in ("本日", "明日", "昨日"))


def test_a_letter_after_several_absences_names_their_dates_and_asks_kindly(facts: Facts) -> None:
    """R-41, R-38: facts by their dates, no count, no reproach."""
    now = facts().promised_at
    days = (now - timedelta(days=7), now - timedelta(days=4), now)
    letter = letter_of(facts(posted=True, absences=days))
    told = "".join(letter.note.body)
    assert (
        "11月18日(水)午後2時30分、11月21日(土)午後2時30分、11月25日(水)午後2時30分の"
        "お約束でお伺いいたしましたが、お目にかかれませんでした。"
    ) in told
    assert "ご都合のよい方法でご連絡をいただけますと幸いです。" in told
    findings = check(told, Form.LETTER, Responsibility.UNDETERMINED, lexicon())
    assert is_allowed(findings)
    pages(letter)


def test_a_moved_promise_is_confirmed_with_its_new_time(facts: Facts) -> None:
    """Layout 8."""
    moved = facts().promised_at + timedelta(days=3)
    told = letter_of(facts(situation=Situation.MOVED, moved_to=moved, contacts=()))
    assert told.note.body[0] == (
        "お約束の日時の件、承りました。11月28日(土)午後2時30分にお伺いいたします。"
    )
    assert told.rows[0][1] == "2026年11月28日(土)午後2時30分"


@pytest.mark.parametrize(
    ("hours", "reach"),
    [
        ("9:00–18:00", "電話 03-0000-1200(9:00–18:00)"),
        ("代表(平日 午前9時〜午後6時)", "電話 03-0000-1200 代表(平日 午前9時〜午後6時)"),
        ("", "電話 03-0000-1200"),
    ],
)
def test_hours_that_have_brackets_get_no_second_pair(facts: Facts, hours: str, reach: str) -> None:
    sender = replace(facts().sender, hours=hours)
    assert letter_of(facts(sender=sender)).rows[-1][1] == reach


def test_what_does_not_fit_is_refused_and_never_cut(facts: Facts) -> None:
    long = Sender(company="株式会社" + "長" * 60, phone="03", staff=(Staff(name="山田"),))
    with pytest.raises(Known, match="does not fit"):
        pages(letter_of(facts(sender=long)))
    with pytest.raises(Known, match="does not fit"):
        pages(letter_of(facts(remark="あ" * 300)))


def test_a_long_name_keeps_its_honorific(facts: Facts) -> None:
    """Layout 0.15."""
    who = Addressee(family="勅使河原小鳥遊五十嵐" * 4, given="寿限無", honorific="様")
    (page,) = pages(letter_of(facts(addressee=who)))
    assert any(placed.text.endswith(" 様") for placed in texts_of(page))


def test_the_file_has_one_page_of_a4_and_forbids_scaling(facts: Facts) -> None:
    reader = pypdf.PdfReader(BytesIO(render(Sheet(told=letter_of(facts()), paper=A4)).pdf))
    (page,) = reader.pages
    assert (
        round(float(page.mediabox.width) * POINT),
        round(float(page.mediabox.height) * POINT),
    ) == (
        210,
        297,
    )
    assert reader.trailer["/Root"]["/ViewerPreferences"]["/PrintScaling"] == "/None"


def test_a_letter_that_promises_no_call_has_no_row_for_one(facts: Facts) -> None:
    """Layout 0.14: without a telephone a letter follows, and the body says so."""
    letter = letter_of(facts(has_phone=False))
    assert [label for label, _value in letter.rows] == ["お約束の日時", "ご連絡先"]
    assert "改めて書面にてご連絡いたします。" in letter.note.body[1]
