"""The envelope or a slip of one visit, printed or saved; nothing is journalled of it (R-26)."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from visitapp.actions.calibrate import for_printer
from visitapp.actions.envelope import envelope_of, envelope_sides
from visitapp.actions.follow_jobs import Heard, Told, print_jobs, write_pdf
from visitapp.actions.slip import slip_of
from visitapp.documents.paper import Rendered
from visitapp.documents.papers import ENVELOPES, SLIPS
from visitapp.domain.slip import NOTHING, Taken
from visitapp.domain.words import SlipForm
from visitapp.printing.job import Printer, PrintJob, Size
from visitapp.workspace import Workspace


class Single(StrEnum):
    """A paper besides the note. An envelope is fed to a printer once for each side."""

    ENVELOPE = "envelope"
    ENVELOPE_BACK = "envelope_back"
    REQUEST = "request"
    RECEIPT = "receipt"
    THANKS = "thanks"


SIDES = {Single.ENVELOPE: 0, Single.ENVELOPE_BACK: 1}


@dataclass(frozen=True, slots=True, kw_only=True)
class SingleWish:
    """Which paper of which visit; ``taken`` is for a receipt."""

    visit_id: str
    kind: Single
    paper: str
    taken: Taken = NOTHING


def sizes_of(kind: Single) -> dict[str, Size]:
    """The papers that a kind can be printed on, in mm, the usual one first."""
    papers = ENVELOPES if kind in SIDES else SLIPS
    return {paper.name: (paper.width, paper.height) for paper in papers.values()}


def save_single(ws: Workspace, wish: SingleWish, out: Path, told: Told) -> str:
    """Write the PDF, an envelope with both sides; gives the file's name.

    Raises Known as ``envelope_of`` and ``slip_of``, and as ``write_pdf``.
    """
    told(0, 1)
    if wish.kind in SIDES:
        made = envelope_of(ws, wish.visit_id, wish.paper)
    else:
        made = _slip(ws, wish)
    told(1, 1)
    write_pdf(out, made.pdf)
    return out.name


def print_single(
    ws: Workspace, wish: SingleWish, printer: Printer, told: Told, heard: Heard, patience: float
) -> bool:
    """Whether it is known to have come out; raises Known as the paper and ``print_jobs``."""
    told(0, 1)
    if wish.kind in SIDES:
        made = envelope_sides(ws, wish.visit_id, wish.paper)[SIDES[wish.kind]]
    else:
        made = _slip(ws, wish)
    sheet = for_printer(ws, made, printer)
    job = PrintJob(pdf=sheet.pdf, size=sheet.size_mm, title=wish.kind.value)
    return print_jobs(printer, [job], told, heard, patience)


def _slip(ws: Workspace, wish: SingleWish) -> Rendered:
    return slip_of(ws, wish.visit_id, SlipForm(wish.kind.value), wish.paper, wish.taken)
