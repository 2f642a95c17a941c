"""Which pages lie on the back of a sheet: a note's outer face, never another note (layout 1b)."""

import struct
from collections.abc import Iterator

import pytest

from tests.printing.small_spooler import Kept, SmallSpooler, attribute, serving
from visitapp.printing.job import PrintJob
from visitapp.printing.line import Line
from visitapp.printing.queue import queues

TURNS = ("one-sided", "two-sided-long-edge", "two-sided-short-edge")
SLIP = PrintJob(pdf=b"%PDF-1.6", size=(100, 148), title="K7Q4-29DM", two_sided=True, fronts=(1, 3))
NOTES = PrintJob(pdf=b"%PDF-1.6", size=(100, 148), title="papers")


@pytest.fixture
def spool() -> Iterator[SmallSpooler]:
    with serving(SmallSpooler({"plain": Kept(), "turns": Kept(sides=TURNS)})) as small:
        yield small


def asked(spool: SmallSpooler, name: str, job: PrintJob) -> bytes:
    """The request by which a queue was given the job."""
    line = Line(uri=f"ipp://{spool.address}/")
    queue = next(one for one in queues(line) if one.name == name)
    assert queue.send(job) == "1"
    return spool.queues[name].jobs[0]


def page_range(first: int, last: int, name: str = "page-ranges") -> bytes:
    return attribute(0x33, name, struct.pack(">ii", first, last))


def test_a_note_is_turned_where_the_printer_turns_sheets(spool: SmallSpooler) -> None:
    told = asked(spool, "turns", SLIP)
    assert attribute(0x44, "sides", b"two-sided-short-edge") in told
    assert b"page-ranges" not in told


def test_a_printer_that_turns_nothing_gets_the_note_and_its_card_without_the_outer_face(
    spool: SmallSpooler,
) -> None:
    told = asked(spool, "plain", SLIP)
    assert page_range(1, 1) + page_range(3, 3, name="") in told
    assert b"sides" not in told


def test_the_notes_of_a_day_are_never_printed_back_to_back(spool: SmallSpooler) -> None:
    """A printer may turn sheets by itself unless it is told not to."""
    assert attribute(0x44, "sides", b"one-sided") in asked(spool, "turns", NOTES)
    assert b"page-ranges" not in asked(spool, "plain", NOTES)
