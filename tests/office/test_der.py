"""One way of writing: what DER allows, and what other readers of ASN.1 let through (X.690)."""

import pytest
from asn1crypto import core
from hypothesis import given
from hypothesis import strategies as some

from visitapp.office.sealing.der import is_der

NOT_DER = {
    "nothing": "",
    "no length": "30",
    "a length in two bytes that fits in one": "04810161",
    "a length with a leading zero": "0482008061" + "61" * 127,
    "a length without end": "308004016100 00",
    "more behind it": "050000",
    "less than it says": "040361",
    "a part that is longer than the whole": "3003040361 62",
    "a number with a sign byte too many": "02020001",
    "a negative number with a sign byte too many": "0202ff80",
    "a number without bytes": "0200",
    "a truth that is neither 00 nor ff": "010101",
    "a null with content": "050100",
    "bits left over that are not zero": "0302040f",
    "bits left over of no byte": "030104",
    "more bits left over than a byte has": "03020900",
    "no count of bits left over": "0300",
    "an object's number with a leading zero": "06032a8001",
    "an object's number that does not end": "06022a86",
    "an object without numbers": "0600",
    "a text in pieces": "2404 0402 6162",
    "a list without parts of its own": "1000",
    "a set out of order": "3106020102020101",
    "a tag above thirty": "1f1f00",
    "the end of contents": "0000",
}


@pytest.mark.parametrize("written", NOT_DER.values(), ids=NOT_DER)
def test_what_has_another_way_of_writing_is_not_der(written: str) -> None:
    assert not is_der(bytes.fromhex(written))


def test_a_value_of_a_thousand_levels_is_refused_and_does_not_fall_over() -> None:
    written = b""
    for _level in range(1000):
        written = core.Sequence(contents=written).dump()
    assert not is_der(written)


@given(some.integers())
def test_every_number_as_it_is_written_is_der(number: int) -> None:
    assert is_der(core.Integer(number).dump())


@given(some.lists(some.integers(0, 2**40), max_size=6), some.binary(max_size=300))
def test_sets_and_lists_of_anything_are_der(numbers: list[int], text: bytes) -> None:
    oid = ".".join(["1", "2", *map(str, numbers)])
    parts = [core.ObjectIdentifier(oid).dump(), core.OctetString(text).dump()]
    for each in (
        core.Sequence(contents=b"".join(parts)),
        core.Set(contents=b"".join(sorted(parts))),
        core.BitString((1, 0, 1)),
        core.Boolean(True),
        core.Null(),
    ):
        assert is_der(each.dump())
