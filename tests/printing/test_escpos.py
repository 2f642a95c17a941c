"""Roll printers by real lines: what arrives is the bitmap, and whatever goes wrong is told."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from tests.printing.roll_device import Device, Piece, at_a_terminal, in_the_network
from visitapp.documents.papers import DOTS, ROLL_58, ROLL_80
from visitapp.documents.sheets import Sheet, render
from visitapp.domain.note import compose
from visitapp.domain.note_facts import NoteFacts
from visitapp.errors import Known
from visitapp.lexicon import note_texts
from visitapp.printing.address import read_address
from visitapp.printing.bitmap import Bitmap, bitmap
from visitapp.printing.escpos import BAND, Hearing, Question, job, reasons
from visitapp.printing.job import JobState, PrintJob, demand
from visitapp.printing.roll import Patience, RollPrinter, _Talk

Facts = Callable[..., NoteFacts]
Place = Callable[[Device], AbstractContextManager[str]]
LINES = pytest.mark.parametrize("line", [in_the_network, at_a_terminal])
SHORT = Patience(answer=1.0, stall=0.5, finish=2.0)
"""For devices that will not answer any more; those that do are not waited for."""


def note_job(facts: NoteFacts, width: int = 576, copies: int = 1) -> PrintJob:
    paper = ROLL_80 if width == 576 else ROLL_58
    made = render(Sheet(told=compose(facts, note_texts()), paper=paper))
    return PrintJob(pdf=made.pdf, size=made.size_mm, title=facts.note_no, copies=copies)


def printer(address: str, patience: Patience = SHORT) -> RollPrinter:
    return RollPrinter(name="モバイル", address=read_address(address), patience=patience)


# -- what goes out -------------------------------------------------------------------------------


@LINES
@pytest.mark.parametrize("width", [576, 384])
def test_what_is_burnt_is_the_bitmap_dot_by_dot(facts: Facts, line: Place, width: int) -> None:
    """Layout 6: rendered by us, never as printer text; the code is read from the burnt rows."""
    asked = note_job(facts(), width)
    device = Device(width=width)
    with line(device) as address:
        sent = printer(address).send(asked)
        assert printer(address).report(sent).state is JobState.DONE
    wanted = bitmap(asked.pdf, width, DOTS)
    piece = device.pieces[0]
    assert device.unknown == []
    assert tuple(piece.rows) == wanted.rows
    assert piece.cut is (width == 576)
    assert piece.fed > 0
    burnt = Image.frombytes("1", (width, len(piece.rows)), b"".join(piece.rows))
    shown = Image.new("L", (width + 80, burnt.height), 255)
    shown.paste(0, (40, 0), burnt)
    (code,) = zxingcpp.read_barcodes(shown)
    assert code.text == facts().code


@LINES
def test_copies_come_out_as_pieces_of_their_own(facts: Facts, line: Place) -> None:
    device = Device()
    with line(device) as address:
        printer(address).send(note_job(facts(), copies=3))
    first, second, third, rest = device.pieces
    assert first.rows == second.rows == third.rows
    assert rest.rows == []


@given(
    st.integers(1, 8).flatmap(
        lambda across: st.lists(st.binary(min_size=across, max_size=across), max_size=200)
    ),
    st.booleans(),
)
def test_any_bitmap_comes_back_from_its_bytes(rows: list[bytes], cut: bool) -> None:
    width = len(rows[0]) * 8 if rows else 8
    device = Device(width=width)
    hearing = Hearing()
    hearing.hear(device.take(job(Bitmap(width=width, rows=tuple(rows)), cut=cut)))
    assert device.unknown == []
    assert device.pieces[0].rows == rows
    assert (hearing.marked, hearing.changed) == (True, ())


@LINES
def test_dots_that_look_like_a_question_do_not_confuse_what_is_told(line: Place) -> None:
    """A printer answers DLE EOT wherever it hears it; such answers are of no account."""
    dots = Bitmap(width=576, rows=(b"\x10\x04\x01\x10\x04\x04" * 12,) * 200)
    device = Device(near_end=True)
    with line(device) as address:
        talk = _Talk(channel=printer(address)._channel(), patience=SHORT)
        assert talk.push(job(dots, cut=True))
        assert talk.is_done(SHORT.finish)
        assert talk.condition() == ("media-low",)
        talk.channel.close()
    assert device.pieces[0].rows == list(dots.rows)


def test_a_printer_left_in_the_middle_of_a_band_begins_anew_with_the_next_job() -> None:
    """Its rest is filled with white, so nothing of the next note is taken for the old one."""
    dots = Bitmap(width=576, rows=(b"\xa5" * 72,) * 100)
    device = Device()
    whole = job(dots, cut=True)
    device.take(whole[: BAND * 72 + 500])
    begun = len(device.pieces[0].rows)
    device.take(whole)
    assert device.unknown == []
    assert device.pieces[0].rows[-100:] == list(dots.rows)
    between = device.pieces[0].rows[begun:-100]
    assert set(b"".join(between).strip(b"\xa5")) <= {0}


# -- what is told --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "answer", "told"),
    [
        (Question.PRINTER, 0x12, ()),
        (Question.PRINTER, 0x16, ()),
        (Question.PRINTER, 0x1A, ("offline",)),
        (Question.OFFLINE, 0x16, ("cover-open",)),
        (Question.OFFLINE, 0x32, ("media-empty",)),
        (Question.FAULT, 0x1A, ("cutter-jam",)),
        (Question.FAULT, 0x52, ("head-hot",)),
        (Question.PAPER, 0x1E, ("media-low",)),
        (Question.PAPER, 0x7E, ("media-low", "media-empty")),
    ],
)
def test_an_answer_is_read_by_its_bits(
    question: Question, answer: int, told: tuple[str, ...]
) -> None:
    assert reasons(question, answer) == told


def test_answers_changes_and_the_mark_are_told_apart_in_one_stream() -> None:
    """Each byte says by its fixed bits what it is; flow control and noise are left aside."""
    hearing = Hearing()
    for part in (b"\x11\x12", b"\x18\x00", b"\x0c\x00", b"\x13\xff\x16", b"\x00"):
        hearing.hear(part)
    assert hearing.answers == [0x12, 0x16]
    assert hearing.changed == ("offline", "media-empty")
    assert hearing.marked


def test_a_change_that_breaks_off_does_not_swallow_what_follows() -> None:
    hearing = Hearing()
    hearing.hear(b"\x18\x00\x12")
    assert (hearing.answers, hearing.changed, hearing.marked) == ([0x12], (), False)


@given(st.binary(max_size=200))
def test_no_noise_of_a_printer_is_an_error_of_ours(noise: bytes) -> None:
    Hearing().hear(noise)


# -- what stands in the way ----------------------------------------------------------------------


@LINES
@pytest.mark.parametrize(
    ("device", "said", "reason"),
    [
        (Device(paper_rows=0), "has no paper", "media-empty"),
        (Device(cover_open=True), "is open", "cover-open"),
    ],
)
def test_a_printer_without_paper_or_with_its_cover_open_gets_nothing(
    facts: Facts, line: Place, device: Device, said: str, reason: str
) -> None:
    device = replace(device, pieces=[])
    with line(device) as address:
        asked = note_job(facts())
        able = printer(address).abilities()
        assert (able.accepts, able.reasons) == (False, (reason,))
        for attempt in (demand, RollPrinter.send):
            with pytest.raises(Known, match=said) as told:
                attempt(printer(address), asked)
            assert "nothing was printed" in told.value.advice
    assert device.pieces == []
    assert device.resets == 0


@LINES
def test_a_roll_that_is_nearly_empty_is_told_and_printed_on(facts: Facts, line: Place) -> None:
    device = Device(near_end=True)
    with line(device) as address:
        able = demand(printer(address), note_job(facts()))
        assert able.reasons == ("media-low",)
        sent = printer(address).send(note_job(facts()))
        assert printer(address).report(sent).state is JobState.DONE


@LINES
def test_paper_that_ends_in_the_middle_is_told_as_soon_as_it_ends(
    facts: Facts, line: Place
) -> None:
    """The printer reads no further, but tells the change: the note broke off, and why."""
    device = Device(paper_rows=400)
    with line(device) as address, pytest.raises(Known, match="no paper") as told:
        printer(address).send(note_job(facts()))
    assert "throw away" in told.value.advice
    assert len(device.pieces[0].rows) == 400
    assert not device.pieces[0].cut


@LINES
def test_paper_that_ends_in_the_last_rows_is_never_taken_for_printed(
    facts: Facts, line: Place
) -> None:
    """All bytes went, the mark does not come back: asked again, it says why; nobody claims it."""
    asked = note_job(facts())
    rows = len(bitmap(asked.pdf, 576, DOTS).rows)
    device = Device(paper_rows=rows, tells_changes=False)
    with line(device) as address:
        sent = printer(address).send(asked)
        report = printer(address).report(sent)
    assert (sent, report.state) == ("", JobState.WAITING)
    assert report.reasons == ("media-empty",)


@LINES
def test_a_printer_that_stands_still_is_given_up_with_advice(facts: Facts, line: Place) -> None:
    device = Device(stalls_at=300)
    with line(device) as address, pytest.raises(Known, match="takes nothing more") as told:
        printer(address).send(note_job(facts()))
    assert "throw away" in told.value.advice


@LINES
def test_a_connection_that_breaks_in_the_middle_is_told(facts: Facts, line: Place) -> None:
    device = Device(leaves_at=300)
    with line(device) as address, pytest.raises(Known, match="did not print the whole note"):
        printer(address).send(note_job(facts()))
    assert not device.pieces[0].cut


@LINES
def test_a_printer_that_leaves_after_the_last_row_leaves_the_answer_to_the_person(
    facts: Facts, line: Place
) -> None:
    asked = note_job(facts())
    device = Device(leaves_at=len(bitmap(asked.pdf, 576, DOTS).rows))
    with line(device) as address:
        sent = printer(address).send(asked)
    assert sent == ""


@LINES
def test_a_printer_that_answers_nothing_prints_and_the_person_is_asked(
    facts: Facts, line: Place
) -> None:
    device = Device(mute=True)
    asked = note_job(facts())
    with line(device) as address:
        assert demand(printer(address), asked).reasons == ()
        sent = printer(address).send(asked)
        report = printer(address).report(sent)
    assert tuple(device.pieces[0].rows) == bitmap(asked.pdf, 576, DOTS).rows
    assert device.pieces[0].cut
    assert (sent, report.state, report.reasons) == ("", JobState.WAITING, ())


@LINES
def test_a_printer_without_marks_is_not_believed_to_have_printed(facts: Facts, line: Place) -> None:
    device = Device(marks=False)
    with line(device) as address:
        assert printer(address).send(note_job(facts())) == ""
    assert device.pieces[0].cut


@pytest.mark.parametrize(
    "device", [Device(answers=False), Device(paper_ends_with_mark=True)], ids=["mute", "empty"]
)
def test_a_mark_alone_is_not_believed(facts: Facts, device: Device) -> None:
    """From a printer that answers no question, or from one that has no paper right after."""
    device = replace(device, pieces=[Piece()])
    with in_the_network(device) as address:
        assert printer(address).send(note_job(facts())) == ""
    assert device.pieces[0].cut


def test_a_line_that_sends_everything_back_is_not_taken_for_a_printer(facts: Facts) -> None:
    """A modem or a console at the address: its echo has bytes of every kind, also of the mark."""
    with in_the_network(Device(echoes=True)) as address:
        try:
            sent = printer(address).send(note_job(facts()))
        except Known:
            sent = ""
    assert sent == ""


def test_a_mark_that_says_the_paper_is_out_is_none() -> None:
    hearing = Hearing()
    hearing.hear(b"\x0c")
    assert (hearing.marked, hearing.changed) == (False, ("media-empty",))


def test_a_printer_that_is_away_is_told_before_anything_is_done(
    facts: Facts, tmp_path: Path
) -> None:
    with in_the_network(Device()) as address:
        pass
    for gone in (address, f"escpos:{tmp_path / 'lp0'}"):
        with pytest.raises(Known, match="does not answer"):
            printer(gone).abilities()
        with pytest.raises(Known, match="does not answer"):
            printer(gone).send(note_job(facts()))
        report = printer(gone).report("")
        assert report.reasons == ("does-not-answer",)


def test_a_file_that_is_no_device_is_never_written_to(facts: Facts, tmp_path: Path) -> None:
    """One wrong letter in the settings would otherwise destroy a document."""
    file = tmp_path / "letter.txt"
    file.write_text("dear", encoding="ascii")
    with pytest.raises(Known, match="no device"):
        printer(f"escpos:{file}").send(note_job(facts()))
    assert file.read_text(encoding="ascii") == "dear"


def test_a_roll_of_the_other_width_is_refused(facts: Facts) -> None:
    """An unknown size never becomes another."""
    with in_the_network(Device()) as address, pytest.raises(Known, match="can't print on 58 x"):
        demand(printer(address), note_job(facts(), 384))
