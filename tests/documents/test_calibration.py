"""A printer that is off: measured, made up for; nothing is cut off, nonsense is refused."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import pypdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.documents.lying_driver import frame_on, lied
from visitapp.actions.calibrate import page_to_measure
from visitapp.documents.calibrated import calibrated
from visitapp.documents.calibration_pdf import frame
from visitapp.documents.papers import HAGAKI, SHEETS, Paper
from visitapp.documents.sheets import Sheet, render
from visitapp.domain.calibration import TRUE, Calibration, Frame, calibration
from visitapp.domain.note import compose
from visitapp.domain.note_facts import NoteFacts
from visitapp.errors import Known
from visitapp.lexicon import note_texts
from visitapp.texts import speaking

HALF = 0.5
papers = st.sampled_from(list(SHEETS.values()))
lies = st.builds(
    Calibration,
    right=st.floats(-6, 6),
    down=st.floats(-6, 6),
    across=st.floats(0.97, 1.03),
    along=st.floats(0.97, 1.03),
)


def by_ruler(true: Frame, lie: Calibration, step: float = 0.5) -> Frame:
    """What a person reads of the frame on a printer's paper, to half a millimetre."""
    left, top = lie.lands(true.left, true.top)
    right, bottom = lie.lands(true.left + true.width, true.top + true.height)
    sides = (left, top, right - left, bottom - top)
    read = [round(side / step) * step for side in sides]
    return Frame(left=read[0], top=read[1], width=read[2], height=read[3])


@given(papers, lies, st.floats(0, 1), st.floats(0, 1))
def test_what_is_in_the_frame_comes_out_in_its_place(
    paper: Paper, lie: Calibration, across: float, along: float
) -> None:
    """Measured to half a millimetre, printed within half a millimetre, wherever in the frame."""
    true = frame(paper)
    kept = calibration(true, by_ruler(true, lie))
    point = (true.left + across * true.width, true.top + along * true.height)
    came_out = lie.lands(*kept.drawn(*point))
    # a half for reading the edge, a half for the side, both a quarter at most, and the lie's own
    assert came_out == pytest.approx(point, abs=HALF + 0.03)


@given(papers, lies)
def test_an_exact_ruler_makes_it_exact_everywhere(paper: Paper, lie: Calibration) -> None:
    true = frame(paper)
    kept = calibration(true, by_ruler(true, lie, step=0.0001))
    for corner in ((0.0, 0.0), (paper.width, paper.height)):
        assert lie.lands(*kept.drawn(*corner)) == pytest.approx(corner, abs=0.02)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"left": 20.1}, "More than 10 mm"),
        ({"top": -0.5}, "More than 10 mm"),
        ({"left": float("nan")}, "More than 10 mm"),
        ({"top": float("inf")}, "More than 10 mm"),
        ({"width": 71.0}, "100 %"),
        ({"height": 133.0}, "100 %"),
        ({"width": 0.0}, "100 %"),
        ({"height": float("nan")}, "100 %"),
    ],
)
def test_measures_without_sense_are_refused_with_what_to_do(
    changed: dict[str, float], told: str
) -> None:
    with pytest.raises(Known, match=told):
        calibration(frame(HAGAKI), replace(frame(HAGAKI), **changed))


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("paper", SHEETS.values(), ids=lambda paper: paper.name)
def test_the_page_tells_its_distances_and_has_them(paper: Paper, language: str) -> None:
    """Both rulers are 80 to 100 mm long; the frame is where the words say, on every paper."""
    with speaking(language):
        made = page_to_measure("プリンター" * 9, paper.name)
    assert made.size_mm == (paper.width, paper.height)
    found = frame_on(made.pdf)
    true = frame(paper)
    assert found == pytest.approx((true.left, true.top, true.width, true.height), abs=0.15)
    told = pypdf.PdfReader(BytesIO(made.pdf)).pages[0].extract_text()
    for length in (true.left, true.top, true.width, true.height):
        assert f"{length:g} mm" in told
    assert f"{min(100, true.width - 10):g}" in told


@pytest.mark.parametrize("paper", SHEETS.values(), ids=lambda paper: paper.name)
def test_a_driver_that_shrinks_and_shifts_gets_a_page_that_comes_out_right(paper: Paper) -> None:
    lie = Calibration(right=2.5, down=-1.5, across=0.97, along=1.02)
    made = page_to_measure("note", paper.name)
    left, top, width, height = frame_on(lied(made.pdf, lie))
    assert abs(left - frame(paper).left) > 1, "the driver lies"
    kept = calibration(frame(paper), Frame(left=left, top=top, width=width, height=height))
    right = calibrated(made, kept)
    assert right.size_mm == made.size_mm
    assert right.sha256 != made.sha256
    true = frame(paper)
    came_out = frame_on(lied(right.pdf, lie))
    assert came_out == pytest.approx((true.left, true.top, true.width, true.height), abs=HALF)


def test_a_true_printer_gets_the_very_same_bytes(facts: Callable[..., NoteFacts]) -> None:
    made = render(Sheet(told=compose(facts(), note_texts()), paper=HAGAKI))
    assert calibrated(made, TRUE) is made


def test_a_corrected_note_says_the_same_on_both_sides(facts: Callable[..., NoteFacts]) -> None:
    made = render(Sheet(told=compose(facts(), note_texts()), paper=HAGAKI))
    moved = calibrated(made, Calibration(right=1.0, down=-2.0, across=0.98))
    for before, after in zip(pages_of(made.pdf), pages_of(moved.pdf), strict=True):
        assert before == after
    assert calibrated(made, Calibration(right=1.0, down=-2.0, across=0.98)).pdf == moved.pdf


def pages_of(pdf: bytes) -> list[tuple[tuple[float, float], str]]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [(page.get_size(), page.get_textpage().get_text_range()) for page in document]


def test_a_sheet_that_would_lose_its_edge_is_refused(facts: Callable[..., NoteFacts]) -> None:
    """Text on a note begins 8 mm from the edge: more than that cannot be made up for."""
    made = render(Sheet(told=compose(facts(), note_texts()), paper=HAGAKI))
    assert calibrated(made, Calibration(right=7.0)).size_mm == made.size_mm
    for lie in (Calibration(right=9.0), Calibration(right=-9.0), Calibration(down=9.0)):
        with pytest.raises(Known, match="edge would be cut off"):
            calibrated(made, lie)
