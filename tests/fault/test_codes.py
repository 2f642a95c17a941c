"""The short form of the code campaign (``run.py fault codes`` is the long one)."""

from collections.abc import Iterator

import pypdfium2
import pytest
import zxingcpp
from PIL import ImageOps

from tests.fault.codes import any_of_ours, of_another, series, studios
from tests.fault.shooting.kinds import KINDS, without_code
from tests.fault.shooting.lens import COUNT, MODULE
from tests.fault.shooting.sheet import HEIGHT, WIDTH, printed, slip
from visitapp.documents.qr import SMALLEST_MODULE, square
from visitapp.domain.words import NoteCode
from visitapp.media.intake import Intake

SMALL = (2016, 1512)
UNHURRIED = 60.0
STEADY = ("slanted", "turned", "pressed", "bent", "covered")


@pytest.fixture(scope="module")
def patient() -> Iterator[Intake]:
    """A search that a busy computer does not cut short."""
    with Intake(search_seconds=UNHURRIED) as intake:
        yield intake


@pytest.mark.parametrize("kind", STEADY)
def test_the_code_is_found_in_photographs_of_our_own_pdf(patient: Intake, kind: str) -> None:
    """M1: slanted, turned, pressed, bent, partly covered."""
    row = series(patient, kind, KINDS[kind], studios(11, kind, 1, frame=SMALL))
    assert (row.count(NoteCode.FOUND), row.wrong) == (1, 0)


def test_another_visits_note_and_a_torn_one_are_never_this_one(patient: Intake) -> None:
    """M1: the head of the code decides; a judge without it would be wrong (negative control)."""
    other = of_another(KINDS["plain"])
    places = [studios(11, "other", 1, frame=SMALL) for _ in range(2)]
    assert series(patient, "other", other, places[0]).results == [NoteCode.OTHER_NOTE]
    assert series(patient, "other", other, places[1], any_of_ours).results == [NoteCode.FOUND]
    torn = series(patient, "torn", without_code, studios(11, "torn", 1, frame=SMALL))
    assert torn.results == [NoteCode.NOT_FOUND]


@pytest.mark.long
@pytest.mark.parametrize("kind", KINDS)
def test_no_kind_of_photograph_gives_a_wrong_code(patient: Intake, kind: str) -> None:
    """M1, second tier: every kind, 12 million pixels; most are found and none is misread."""
    row = series(patient, kind, KINDS[kind], studios(12, kind, 4))
    assert row.wrong == row.count(NoteCode.OTHER_NOTE) == 0
    assert row.count(NoteCode.FOUND) >= 2


def test_the_printed_code_keeps_the_print_rules() -> None:
    """M1: measured on the PDF: at least 0.45 mm a module, four of quiet zone, level Q."""
    given = slip(studios(11, "print", 1)[0].luck)
    assert len(given.code) <= 87
    dots = 40  # to the mm
    with pypdfium2.PdfDocument(printed(given)) as document:
        page = document[0].render(scale=dots * 25.4 / 72, grayscale=True).to_pil()
    assert page.size == pytest.approx((WIDTH * dots, HEIGHT * dots), abs=2)
    view = memoryview(page.tobytes()).cast("B", (page.height, page.width))
    (found,) = zxingcpp.read_barcodes(view)
    assert found.text == given.code
    assert found.ec_level == "Q"
    dark = ImageOps.invert(page.crop([round(v * dots) for v in (69.5, 116.8, 93.5, 140.0)]))
    left, top, right, bottom = (v / dots for v in dark.getbbox() or ())
    module = (right - left) / COUNT
    assert module == pytest.approx(MODULE, abs=0.01)
    assert module >= SMALLEST_MODULE == 0.45
    assert min(left, top, 24 - right) >= 4 * module - 0.05
    assert bottom - top == pytest.approx(right - left, abs=0.05)


def test_the_longest_code_allowed_still_keeps_the_least_module() -> None:
    """M1: 87 characters of a reply page's address; the least edge holds."""
    assert square("HTTPS://V.EXAMPLE/V/".ljust(87, "A"), 0, 0, 24).module >= SMALLEST_MODULE
