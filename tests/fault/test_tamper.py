"""The short form of the tamper campaign (``run.py fault tamper`` is the long one)."""

from pathlib import Path

import pytest

from tests.fault.tamper import campaign, control
from tests.fault.tampering.files import BLUNT, flips
from tests.fault.tampering.forgeries import CATALOGUE
from tests.fault.tampering.stage import Stage, stage


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    return stage(tmp_path_factory.mktemp("stage"))


def test_forged_dossiers_are_found_by_all_three_verifiers(scene: Stage, tmp_path: Path) -> None:
    """M8: edit, insert, delete, reorder, cut, swap, back-date, clone: found, and all agree."""
    insiders = [forgery for forgery in CATALOGUE if forgery.name.startswith("insider")]
    every = [*insiders[:12:2], *BLUNT[::9], *flips(scene)[::24]]
    tally = campaign(scene, 11, len(every), tmp_path / "forged", every)
    assert tally.forged > len(every)


@pytest.mark.long
def test_the_whole_catalogue_once(scene: Stage, tmp_path: Path) -> None:
    """M8, second tier: every forgery there is, and a flipped bit in every file."""
    runs = len(CATALOGUE) + len(BLUNT) + len(flips(scene))
    assert campaign(scene, 12, runs, tmp_path / "forged").forged > runs


@pytest.mark.parametrize(
    ("blind", "forgery"),
    [("roots unread", "insider: edited"), ("chain unread", "insider: unlinked")],
)
def test_a_verifier_that_looks_away_is_noticed(
    scene: Stage, tmp_path: Path, blind: str, forgery: str
) -> None:
    """Negative control: a campaign that no broken verifier can fail proves nothing."""
    among = [one for one in CATALOGUE if one.name == forgery]
    assert control(scene, blind, 1, tmp_path / "forged", among) == forgery
