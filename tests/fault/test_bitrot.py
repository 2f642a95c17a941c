"""The short form of the bit-rot campaign (``run.py fault bitrot`` is the long one)."""

from collections.abc import Iterator

import pytest

from tests.fault.bitrot import CONTROLS, campaign, control
from tests.fault.rotting.stage import Stage, staged


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with staged(tmp_path_factory.mktemp("rotting")) as made:
        yield made


def test_one_flipped_bit_is_found_and_never_travels(stage: Stage) -> None:
    """F4, G5: store, photos, dossier, backup; a damaged photo is told and not sent."""
    tally = campaign(stage, 11, 60, 1)
    assert tally.found.total() + tally.harmless == 62
    assert tally.mended == 1


@pytest.mark.long
def test_a_thousand_flipped_bits_are_found(stage: Stage) -> None:
    """F4, G5, second tier."""
    tally = campaign(stage, 12, 1000, 5)
    assert tally.found.total() + tally.harmless == 1010
    assert tally.mended == 5


@pytest.mark.parametrize("name", CONTROLS)
def test_a_program_that_looks_away_is_found(stage: Stage, name: str) -> None:
    """Negative controls: no seal, a trusting sync, plain SQLite, careless mending."""
    assert control(name, stage, 11)
