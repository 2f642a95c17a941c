"""The camera's clock is a claim beside the record: compared, shown, never obeyed (N-08)."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitapp.domain.camera_time import CameraWord, camera_time
from visitapp.domain.stamps import Bracket, TimeClass

JST = timezone(timedelta(hours=9))
ARRIVED = datetime(2026, 11, 25, 14, 28, tzinfo=JST)
TAKEN = Bracket(
    earliest=None,
    estimate=datetime(2026, 11, 25, 14, 33, 2, tzinfo=JST),
    latest=datetime(2026, 11, 25, 14, 33, 4, tzinfo=JST),
    klass=TimeClass.A,
)


@pytest.mark.parametrize(
    ("said", "word", "apart"),
    [
        ("2026-11-25T14:31:00", CameraWord.AGREES, timedelta(0)),
        ("2026-11-25T05:31:00+00:00", CameraWord.AGREES, timedelta(0)),
        ("2026-11-25T14:34:03", CameraWord.AGREES, timedelta(0)),
        ("2026-11-25T12:28:00", CameraWord.BEFORE_ARRIVAL, timedelta(hours=2)),
        ("2026-11-25T16:33:04", CameraWord.AFTER_TAKING_IN, timedelta(hours=2)),
        ("", CameraWord.NONE, timedelta(0)),
        ("25/11/2026", CameraWord.NONE, timedelta(0)),
        ("0001-01-01T00:00:00+14:00", CameraWord.NONE, timedelta(0)),
    ],
)
def test_the_camera_is_compared_with_arrival_and_taking_in(
    said: str, word: CameraWord, apart: timedelta
) -> None:
    found = camera_time(said, TAKEN, ARRIVED)
    assert (found.word, found.apart) == (word, apart)


def test_before_the_arrival_is_known_an_old_photo_is_only_old() -> None:
    assert camera_time("2026-11-24T10:00:00", TAKEN, None).word is CameraWord.AGREES


@given(st.text(max_size=40))
def test_no_text_of_a_camera_raises(said: str) -> None:
    camera_time(said, TAKEN, ARRIVED)


@given(st.datetimes(timezones=st.just(UTC)))
def test_the_word_never_contradicts_the_distance(at: datetime) -> None:
    found = camera_time(at.isoformat(), TAKEN, ARRIVED)
    agrees = found.word in {CameraWord.AGREES, CameraWord.NONE}
    assert agrees == (found.apart == timedelta(0))
