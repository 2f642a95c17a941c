"""The encoding of RFC 8010: what we write others read, what others write we read or refuse."""

import struct
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitapp.errors import Known
from visitapp.printing.ipp import Operation, Tag, read_reply, request
from visitapp.printing.job import Abilities, JobState, PrintJob, demand
from visitapp.printing.queue import STATES, Queue


def field(tag: int, name: bytes, value: bytes) -> bytes:
    return struct.pack(">BH", tag, len(name)) + name + struct.pack(">H", len(value)) + value


def answer(*fields: bytes, status: int = 0) -> bytes:
    return struct.pack(">BBHi", 2, 0, status, 1) + b"\x04" + b"".join(fields) + b"\x03"


def test_a_request_is_the_bytes_of_the_standard() -> None:
    """RFC 8010, 3.1.1: version, operation, request, groups, end."""
    asked = [("printer-uri", (Tag.URI, "ipp://h/p"))]
    made = request(Operation.GET_PRINTER_ATTRIBUTES, asked)
    assert made == (
        b"\x02\x00\x00\x0b\x00\x00\x00\x01\x01"
        + field(0x47, b"attributes-charset", b"utf-8")
        + field(0x48, b"attributes-natural-language", b"en")
        + field(0x45, b"printer-uri", b"ipp://h/p")
        + b"\x03"
    )


def test_a_size_in_hundredths_of_a_millimetre_is_a_collection_in_a_collection() -> None:
    """RFC 8010, 3.1.6; PWG 5100.3."""
    size = {"x-dimension": (Tag.INTEGER, 10000)}
    media = {"media-size": (Tag.COLLECTION, size)}
    made = request(Operation.CREATE_JOB, [], [("media-col", (Tag.COLLECTION, media))])
    assert made.endswith(
        b"\x02"
        + field(0x34, b"media-col", b"")
        + field(0x4A, b"", b"media-size")
        + field(0x34, b"", b"")
        + field(0x4A, b"", b"x-dimension")
        + field(0x21, b"", struct.pack(">i", 10000))
        + field(0x37, b"", b"")
        + field(0x37, b"", b"")
        + b"\x03"
    )


def test_an_answer_is_read_with_its_lists_ranges_and_collections() -> None:
    told = read_reply(
        answer(
            field(0x44, b"media-supported", b"a4"),
            field(0x44, b"", b"a5"),
            field(0x22, b"printer-is-accepting-jobs", b"\x01"),
            field(0x33, b"copies-supported", struct.pack(">ii", 1, 99)),
            field(0x34, b"media-size-supported", b""),
            field(0x4A, b"", b"x-dimension"),
            field(0x21, b"", struct.pack(">i", 21000)),
            field(0x37, b"", b""),
        )
    )
    assert told.succeeded
    assert told.group(Tag.PRINTER) == {
        "media-supported": ["a4", "a5"],
        "printer-is-accepting-jobs": [True],
        "copies-supported": [(1, 99)],
        "media-size-supported": [{"x-dimension": [21000]}],
    }


@given(st.binary(max_size=400))
def test_whatever_a_printer_answers_is_read_or_refused_in_words(data: bytes) -> None:
    with suppress(Known):
        read_reply(answer(data))


def test_collections_without_end_are_refused() -> None:
    deep = field(0x34, b"a", b"") + field(0x4A, b"", b"b")
    with pytest.raises(Known, match="not understood"):
        read_reply(answer(*[deep] * 5000))


def test_a_size_is_taken_to_the_millimetre_or_not_at_all() -> None:
    """ux.md 2.1: an unknown size never becomes A4."""
    a4 = Abilities(sizes=((210.0, 297.0), (215.9, 279.4)))
    assert a4.takes((210.4, 296.6))
    assert not a4.takes((100, 148))
    roll = Abilities(custom=((50, 50), (82, 3000)))
    assert roll.takes((80, 180))
    assert not roll.takes((100, 148))
    assert Abilities(loaded=()).has_loaded((100, 148))
    assert not Abilities(loaded=((210.0, 297.0),)).has_loaded((100, 148))


def test_a_printer_that_is_gone_is_told_with_what_to_do(gone: Queue) -> None:
    with pytest.raises(Known, match="does not answer") as told:
        demand(gone, PrintJob(pdf=b"%PDF", size=(100, 148), title="K7Q4-29DM"))
    assert "pre-printed note" in told.value.advice


def test_every_state_of_a_job_has_its_word() -> None:
    """RFC 8011, 5.3.7"""
    assert set(STATES) == set(range(3, 10))
    assert set(STATES.values()) == set(JobState)
