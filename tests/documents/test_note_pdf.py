"""The postcard note: its places in millimetres, its words, its bytes."""

import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pypdf
import pypdfium2
import pytest
import zxingcpp

from visitapp.documents import sheets
from visitapp.documents.note_pdf import pages
from visitapp.documents.page import Line, Page, Squares, Text
from visitapp.documents.paper import Rendered
from visitapp.documents.papers import HAGAKI, note_paper
from visitapp.documents.sheets import Sheet
from visitapp.domain.note import Note, compose
from visitapp.domain.note_facts import Addressee, NoteFacts, Sender, Staff
from visitapp.errors import Known
from visitapp.lexicon import note_texts

Facts = Callable[..., NoteFacts]
LONG = Sender(
    company="株式会社みなとみらい総合家電修理サービスセンター東",
    department="お客様相談サービス課",
    phone="0120-000-1200",
    hours="代表(平日 午前9時〜午後6時、土曜 午前9時〜正午)",
    staff=(
        Staff(name="勅使河原 亮太郎", kana="てしがわら りょうたろう"),
        Staff(name="小鳥遊 早紀子", kana="たかなし さきこ"),
    ),
)


def note_of(facts: NoteFacts) -> Note:
    return compose(facts, note_texts())


def render(note: Note) -> Rendered:
    return sheets.render(Sheet(told=note, paper=HAGAKI))


def texts_of(page: Page) -> list[Text]:
    return [command for command in page.commands if isinstance(command, Text)]


def found(page: Page, start: str) -> Text:
    return next(command for command in texts_of(page) if command.text.startswith(start))


def test_every_text_stands_where_the_layout_puts_it(facts: Facts) -> None:
    """Layout 1: left edge and top of the box, in mm; the baseline is 0.88 of the size below."""
    inside, _ = pages(note_of(facts()))
    wanted = {
        "ご訪問のお知らせ": (8, 6.5, 15),
        "髙橋": (8, 15.5, 16),
        "電話": (8, 79.6, 9.5),
        "03-0000-1200": (18, 77, 17),
        "代表(平日": (18, 85.2, 8),
        "担当者より": (8, 103.8, 8),
        "お問い合わせ番号": (8, 118.6, 8),
        "K7Q4-29DM": (8, 121.8, 16),
    }
    for start, (left, top, size) in wanted.items():
        text = found(inside, start)
        assert (text.x, text.size) == (left, size)
        assert text.y == pytest.approx(top + 0.88 * size * 25.4 / 72, abs=0.01)


def test_the_body_has_eight_lines_that_end_above_the_fold(facts: Facts) -> None:
    inside, _ = pages(note_of(facts()))
    body = [text for text in texts_of(inside) if text.size == 10.5]
    assert [text.text for text in body] == [
        "お約束の件でお伺いいたしました。",
        "本日11月25日(水)、お約束の午後2時30分にお伺",
        "いし、午後3時頃までお待ちいたしましたが、お目に",
        "かかれませんでしたので、書面にて失礼いたします。",
        "本日午後5時までに、サービス課(担当 佐久間)より",
        "お電話を差し上げます。お話しできないときは、明日",
        "26日(木)の午前中に改めてお電話いたします。",
        "ご都合のよい日時をお電話でお聞かせください。",
    ]
    assert body[-1].y < 71.5


def test_the_lines_and_the_code_stand_where_the_layout_puts_them(facts: Facts) -> None:
    inside, _ = pages(note_of(facts()))
    lines = [command for command in inside.commands if isinstance(command, Line)]
    assert [(line.start, line.end) for line in lines] == [
        ((0, 74), (4, 74)),
        ((96, 74), (100, 74)),
        ((8, 108.75), (92, 108.75)),
        ((8, 116.5), (92, 116.5)),
    ]
    (code,) = (command for command in inside.commands if isinstance(command, Squares))
    assert code.module >= 0.45
    assert code.x - 4 * code.module == pytest.approx(69.5)
    assert code.y - 4 * code.module == pytest.approx(116.8)
    assert code.size + 8 * code.module == pytest.approx(24)


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"sender": LONG, "late": timedelta(minutes=20), "revision": 2},
        {"addressee": Addressee(family="勅使河原", given="ヴァシリエフスカヤ子", honorific="様")},
        {"addressee": Addressee(family="𠮷田", company="㈱さくらんぼ電器　総務部", honorific="様")},
        {"addressee": Addressee(family="", company="みどり浜第一団地管理組合", honorific="御中")},
        {"remark": "雨のため封筒に入れてお届けします。お電話をお待ちしております。"},
        {"remark": "一行目\n二行目"},
        {"waited_until": None, "has_phone": False},
    ],
)
def test_text_keeps_the_margin_and_the_fold_free_whatever_is_told(
    facts: Facts, changed: dict[str, object]
) -> None:
    """Layout 0.5, 0.7, 0.15: margin 5 mm, fold free, 8 pt at least, nothing over itself."""
    for page in pages(note_of(facts(**changed))):
        for text in texts_of(page):
            top, bottom = text.y - 0.88 * text.size * 0.3528, text.y + 0.12 * text.size * 0.3528
            assert text.size >= 8
            assert text.x >= 5
            assert text.x + text.width <= 95
            assert bottom <= 143
            assert bottom <= 72.5 or top >= 76.5
        boxes = sorted(
            (t.y - 0.88 * t.size * 0.3528, t.y, t.x, t.x + t.width) for t in texts_of(page)
        )
        for n, (_, baseline, left, right) in enumerate(boxes):
            for top, below, start, end in boxes[n + 1 :]:
                beside = end <= left + 0.01 or start >= right - 0.01
                assert beside or top >= baseline - 0.3 or baseline == below


def test_the_longest_note_loses_its_closing_line_first(facts: Facts) -> None:
    """Layout 1 and section 8: late, two contacts, long names."""
    note = note_of(facts(sender=LONG, late=timedelta(minutes=20), first_ring_at=None))
    inside, _ = pages(note)
    shown = "".join(text.text for text in texts_of(inside))
    assert note.closing not in shown
    assert all(paragraph in shown for paragraph in note.body)


def test_a_name_too_long_for_one_line_is_broken_but_never_before_its_honorific(
    facts: Facts,
) -> None:
    long = Addressee(
        family="ヴァシリエフスキー", given="アレクサンドロヴィチ＝コンスタンティン", honorific="様"
    )
    inside, _ = pages(note_of(facts(addressee=long)))
    names = [text.text for text in texts_of(inside) if text.size == 12]
    assert "".join(names) == f"{long.name} 様"
    assert len(names) == 2
    assert len(names[1]) > len(" 様")


def test_what_does_not_fit_is_refused_and_never_cut(facts: Facts) -> None:
    for changed in (
        {"remark": "どうぞよろしくお願いいたします。" * 8},
        {"addressee": Addressee(family="長" * 80, honorific="様")},
    ):
        with pytest.raises(Known, match="does not fit"):
            render(note_of(facts(**changed)))


def test_the_outer_face_holds_name_and_honorific_and_nothing_else(
    facts: Facts, read_lines: Callable[..., list[str]]
) -> None:
    """Layout 1b, R-36: a neighbour learns nothing."""
    assert read_lines(render(note_of(facts())).pdf, 1) == ["髙橋 様"]
    blank = render(note_of(facts(named_outside=False))).pdf
    assert "".join(read_lines(blank, 1)).strip() == ""


def test_a_long_company_stands_outside_on_two_lines_with_its_honorific(
    facts: Facts, read_lines: Callable[..., list[str]]
) -> None:
    """Layout 0.15: 24 characters, never smaller than 12 pt, never broken before 御中."""
    company = "株式会社みなと家電サービスセンター東日本営業本部"
    who = Addressee(family="", company=company, honorific="御中")
    outside = sheets.pages(Sheet(told=note_of(facts(addressee=who)), paper=HAGAKI))[1]
    upper, lower = [one for one in outside.commands if isinstance(one, Text)]
    assert upper.text + lower.text == f"{company} 御中"
    assert len(lower.text) > len(" 御中")
    assert min(upper.size, lower.size) >= 12
    assert max(upper.tracking, lower.tracking) < 0.1, "pdftotext would see several words"
    assert 30 <= upper.y <= lower.y <= 41


@pytest.mark.parametrize("family", ["A&B <田中>", "<img src=x>", "&lt;b&gt;", "(\\)", "{name}"])
def test_markup_in_a_name_is_printed_letter_by_letter(
    facts: Facts, family: str, read_lines: Callable[..., list[str]]
) -> None:
    pdf = render(note_of(facts(addressee=Addressee(family=family, honorific="様")))).pdf
    assert f"{family} 様" in read_lines(pdf, 0)


def test_both_readers_find_every_sentence_in_the_paper(
    facts: Facts, read_lines: Callable[..., list[str]]
) -> None:
    note = note_of(facts(revision=2, remark="どうぞよろしくお願いいたします。"))
    shown = "".join(read_lines(render(note).pdf, 0))
    for told in (*note.body, note.antifraud, note.number, "2版", note.remark, "(さくま りょう)"):
        assert told in shown


def test_the_code_is_read_from_the_paper_at_screen_resolution(facts: Facts) -> None:
    """Layout 9: 150 dpi."""
    note = note_of(facts())
    with pypdfium2.PdfDocument(render(note).pdf) as document:
        picture = document[0].render(scale=150 / 72).to_pil()
    (code,) = zxingcpp.read_barcodes(picture)
    assert code.text == note.code
    assert code.format == zxingcpp.BarcodeFormat.QRCode


def test_the_file_says_its_size_forbids_scaling_and_names_nobody(facts: Facts) -> None:
    """Layout 0.8; no personal data in the metadata."""
    rendered = render(note_of(facts()))
    reader = pypdf.PdfReader(BytesIO(rendered.pdf))
    assert rendered.size_mm == (100, 148)
    for page in reader.pages:
        size = (float(page.mediabox.width), float(page.mediabox.height))
        assert size == pytest.approx((100 / 25.4 * 72, 148 / 25.4 * 72), abs=0.01)
    assert len(reader.pages) == 2
    preferences = reader.trailer["/Root"]["/ViewerPreferences"]
    assert preferences["/PrintScaling"] == "/None"
    assert preferences["/Duplex"] == "/DuplexFlipShortEdge"
    assert all("髙橋" not in str(value) for value in reader.metadata.values())


def test_every_font_is_embedded_as_a_subset(facts: Facts) -> None:
    """Layout 0.5; no Helvetica by reference."""
    reader = pypdf.PdfReader(BytesIO(render(note_of(facts())).pdf))
    fonts = reader.pages[0]["/Resources"]["/Font"]
    names = {str(font.get_object()["/BaseFont"])[8:] for font in fonts.values()}
    assert names == {"BIZUDPGothic-Regular", "BIZUDPGothic-Bold", "BIZUDGothic-Bold"}
    for font in fonts.values():
        (descendant,) = font.get_object()["/DescendantFonts"]
        assert "/FontFile2" in descendant.get_object()["/FontDescriptor"]


def test_the_same_note_is_the_same_bytes_in_another_process(facts: Facts) -> None:
    """JP-NOTE-8: the hash in the log can be made again."""
    note = note_of(facts())
    again = render(note)
    assert render(note) == again
    program = f"""
from datetime import *
from visitapp.domain.note import *
from visitapp.documents.papers import HAGAKI
from visitapp.documents.sheets import Sheet, render
print(render(Sheet(told={note!r}, paper=HAGAKI)).sha256)
"""
    out = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert out.stdout.decode().strip() == again.sha256


def test_a_paper_without_a_note_is_named_and_never_becomes_another(facts: Facts) -> None:
    """Layout 9."""
    for name in ("A4-ish", "", "HAGAKI-2"):
        with pytest.raises(Known, match="There is no note"):
            note_paper(name)
    with pytest.raises(Known, match="There is no note"):
        note_paper("napkin")
