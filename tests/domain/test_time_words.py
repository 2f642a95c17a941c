"""The plain sentence for how well a time is known, wherever a time is shown in detail."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from visitapp import time_words
from visitapp.domain.stamps import Bracket, TimeClass
from visitapp.lexicon import report_texts
from visitapp.texts import translate, use_language

AT = datetime(2026, 11, 25, 14, 3, 7, tzinfo=UTC)


@pytest.fixture(autouse=True)
def language_as_before() -> Iterator[None]:
    yield
    use_language("auto")


def known(earliest: datetime | None, latest: datetime | None) -> Bracket:
    return Bracket(earliest=earliest, estimate=AT, latest=latest, klass=TimeClass.B)


@pytest.mark.parametrize("klass", list(TimeClass))
def test_window_and_report_say_the_same_of_a_class(klass: TimeClass) -> None:
    use_language("ja")
    assert translate(time_words.CLASSES[klass]) == report_texts()["class"][klass.value]


def test_each_class_that_occurs_is_told_once_the_surest_first() -> None:
    use_language("en")
    told = time_words.sentences([TimeClass.CLAIMED, TimeClass.A, TimeClass.CLAIMED])
    assert [sentence.partition(":")[0] for sentence in told] == ["A", "Claimed"]


def test_a_typed_time_is_a_claim_however_sure_the_clock() -> None:
    """N-08: what a person typed is never shown as measured."""
    time = known(AT, AT)
    assert time_words.class_of("time_claimed", time) is TimeClass.CLAIMED
    assert time_words.class_of("rang", time) is TimeClass.B


@pytest.mark.parametrize(
    ("earliest", "latest", "told"),
    [
        (AT - timedelta(seconds=2), AT + timedelta(seconds=2), "14:03:05-14:03:09"),
        (AT - timedelta(days=1), None, "11/24 14:03:07-"),
        (None, AT, "-14:03:07"),
        (None, None, ""),
    ],
)
def test_an_end_of_the_span_nobody_knows_stays_open(
    earliest: datetime | None, latest: datetime | None, told: str
) -> None:
    assert time_words.span(known(earliest, latest)) == told
