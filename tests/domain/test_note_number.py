"""Note numbers survive the telephone (docs/WIRE.md section 7)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitapp.domain.note_number import (
    ALPHABET,
    code_text,
    make_number,
    read_code,
    read_number,
)
from visitapp.errors import Known

SEVEN = st.text(ALPHABET, min_size=7, max_size=7)


@given(SEVEN, st.integers(0, 7), st.sampled_from(ALPHABET))
def test_every_single_wrong_character_is_caught(seven: str, place: int, wrong: str) -> None:
    number = make_number(seven).replace("-", "")
    changed = number[:place] + wrong + number[place + 1 :]
    if changed == number:
        assert read_number(changed)
    else:
        with pytest.raises(Known):
            read_number(changed)


@given(SEVEN, st.integers(0, 6))
def test_every_swap_of_two_neighbours_is_caught(seven: str, place: int) -> None:
    number = make_number(seven).replace("-", "")
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    if swapped != number:
        with pytest.raises(Known):
            read_number(swapped)


@given(SEVEN)
def test_what_people_type_is_read(seven: str) -> None:
    number = make_number(seven)
    assert read_number(number.lower().replace("-", " ")) == number
    assert read_number(number.replace("0", "O").replace("1", "l")) == number


@given(SEVEN, st.sampled_from(["0", "0123456789ABCDEF"]), st.sampled_from(["", "A" * 16]))
def test_the_code_on_paper_reads_back(seven: str, nonce: str, head: str) -> None:
    number = make_number(seven)
    text = code_text(number, nonce, head)
    found = read_code(text)
    assert found is not None
    assert (found.number, found.nonce, found.head) == (number, nonce, head)
    assert len(text) <= 87


@pytest.mark.parametrize(
    "text", ["", "VA1/K7Q4-29DN/0", "VA2/K7Q4-29DM/0", "https://example.jp", "VA1/K7Q4-29DM"]
)
def test_foreign_codes_are_nobodys_note(text: str) -> None:
    assert read_code(text) is None
