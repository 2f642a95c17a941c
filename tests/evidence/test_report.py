"""The report in a dossier: everything told, hard names right, no position, corrections visible."""

import re
from dataclasses import fields, replace
from io import BytesIO

import pytest
from PIL import Image
from pypdf import PdfReader

from visitapp.documents.report_pdf import BODY, reduced, render
from visitapp.documents.text import shown
from visitapp.domain.codec import REGISTRY
from visitapp.domain.report import Report, Row, Section, Shot
from visitapp.domain.stamps import TimeClass
from visitapp.lexicon import report_texts


def reported(*rows: Row, shots: tuple[Shot, ...] = ()) -> Report:
    section = Section(heading="時系列", rows=rows, shots=shots)
    return Report(title="報告", subtitle=("副題",), sections=(section,), page="{page} / {pages}")


def read(report: Report) -> str:
    pages = PdfReader(BytesIO(render(report).pdf)).pages
    return "".join(page.extract_text() for page in pages)


def with_position() -> bytes:
    """A photo whose EXIF names a place."""
    image, out = Image.new("RGB", (400, 300), "grey"), BytesIO()
    exif = image.getexif()
    exif.get_ifd(0x8825).update({1: "N", 2: (35.0, 39.0, 31.0)})
    exif[0x010F] = "CAMERA-WITH-POSITION"
    image.save(out, "JPEG", exif=exif)
    return out.getvalue()


@pytest.mark.parametrize("name", ["𠮷田 髙﨑", "葛\U000e0100城", "渡邉 邊", "Łukasz Đặng", "ガ"])
def test_names_are_set_as_they_are_written(name: str) -> None:
    """R-05: no character of a name is lost in the report."""
    assert re.sub(r"\s", "", name) in re.sub(r"\s", "", read(reported(Row(left="", text=name))))


def test_of_a_form_that_no_font_has_the_plain_character_is_read() -> None:
    assert shown("山﨑 健\U000e0101", BODY) == "山﨑 健[U+E0101]"


@pytest.mark.parametrize("told", ["a\u202eb", "x\x07y", "\U0001f9d1\u200d\U0001f4bb"])
def test_what_cannot_be_set_is_told_by_its_code(told: str) -> None:
    """A report comes into being whatever a record holds."""
    assert "[U+" in shown(told, BODY)
    assert render(reported(Row(left="", text=told))).pdf.startswith(b"%PDF")


def test_the_same_report_is_the_same_bytes() -> None:
    report = reported(
        Row(left="14:30 A", text="呼び鈴"), shots=(Shot(jpeg=with_position(), lines=("x",)),)
    )
    assert render(report).pdf == render(report).pdf


def test_no_position_reaches_the_report() -> None:
    """V-09: the copy in the report has no metadata, whatever it is given."""
    pdf = render(reported(shots=(Shot(jpeg=with_position(), lines=("玄関",)),))).pdf
    assert b"CAMERA-WITH-POSITION" not in pdf
    assert b"Exif" not in pdf


def test_a_long_table_flows_over_pages_and_loses_nothing() -> None:
    rows = [Row(left=f"{n}", text=f"記録その{n:04} " + "あ" * (n % 200)) for n in range(300)]
    told = read(reported(*rows))
    assert all(f"記録その{n:04}" in told for n in range(300))


@pytest.mark.parametrize("count", range(38, 52))
def test_no_heading_is_parted_from_its_photos(count: int) -> None:
    """However full the page is, "photos" stands where the first of them is."""
    shots = Section(heading="写真", shots=(Shot(jpeg=with_position(), lines=("玄関",)),))
    rows = tuple(Row(left=f"{n}", text="呼び鈴") for n in range(count))
    report = replace(reported(*rows), sections=(*reported(*rows).sections, shots))
    pages = [page.extract_text() for page in PdfReader(BytesIO(render(report).pdf)).pages]
    assert ["写真" in page for page in pages] == ["玄関" in page for page in pages]


def test_a_photo_that_is_not_here_is_an_empty_box() -> None:
    assert "ありません" in read(reported(shots=(Shot(jpeg=b"", lines=("ありません",)),)))


def test_every_kind_field_and_class_has_its_word() -> None:
    """A new kind needs a word in the report as well."""
    texts = report_texts()
    kinds = set(REGISTRY) - {"record_changed"}
    assert not kinds - set(texts["kind"])
    told = {f.name for kind in kinds - {"erased"} for f in fields(REGISTRY[kind])}  # type: ignore[arg-type]
    assert not told - set(texts["field"])
    assert set(texts["class"]) == {klass.value for klass in TimeClass}


def test_a_picture_is_set_upright_and_damaged_ones_stop_nothing() -> None:
    """The office reads originals: turned by EXIF, cut off, or no picture at all."""
    out, exif = BytesIO(), Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (400, 300), "grey").save(out, "JPEG", exif=exif)
    told = reduced(out.getvalue())
    assert told is not None
    assert (told.width, told.height) == (300, 400)
    assert reduced(out.getvalue()[:300]) is None
    assert reduced(b"\xff\xd8\xff\xe1\x00\x10Exif\x00\x00MM\x00*\xff\xff") is None
    assert reduced(b"") is None
