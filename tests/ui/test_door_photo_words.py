"""What the samples' README demands of each file is what the worker is told at the door."""

import re

import pytest

from tests.media.conftest import Row, hostile_rows, photo_rows  # noqa: F401 - fixtures
from tests.ui.staging import Stage, wait_until
from ui.screens.door_photos import DoorPhotos, Wanted
from visitapp.actions.photo import AddedPhoto
from visitapp.domain.words import PhotoRole

JAPANESE = re.compile("[ぁ-んァ-ヶ一-龠]")
LONG = 120_000  # ms; one of them has 200 million pixels


def taken_in(stage: Stage, rows: list[Row]) -> dict[str, tuple[str, str]]:
    """Of each file what became of it in the README's word, and what was said."""
    photos, told = DoorPhotos(stage.session), dict[str, tuple[str, str]]()
    refusals: list[str] = []
    photos.taken.connect(lambda added, _act: told.setdefault(added.file, ("ACCEPT", "")))

    def doubt(added: AddedPhoto, said: str) -> None:
        told[added.file] = ("WARN", said)

    photos.doubted.connect(doubt)
    photos.refused.connect(refusals.append)
    wanted = [
        Wanted(visit_id=stage.visit_id, file=row.path, role=PhotoRole.OTHER, act=0) for row in rows
    ]
    photos.take(wanted)
    wait_until(lambda: not photos.busy, "the last photo", LONG)
    for said in refusals:
        name = next(row.path.name for row in rows if row.path.name in said)
        told[name] = ("REFUSE", said)
    photos.end()
    stage.settle()
    return told


def test_every_hostile_file_gets_its_reaction_and_a_sentence(
    stage: Stage,
    hostile_rows: list[Row],  # noqa: F811
) -> None:
    """Kept, kept with a warning, or refused: as its README says, in Japanese, with the reason."""
    told = taken_in(stage, hostile_rows)
    assert {name: word for name, (word, _) in told.items()} == {
        row.path.name: row.cells[3] for row in hostile_rows
    }
    for name, (word, said) in told.items():
        assert word == "ACCEPT" or JAPANESE.search(said.replace(name, "")), (name, said)
        assert "{" not in said, (name, said)


@pytest.mark.long
def test_every_real_photo_is_taken_in_and_only_the_dark_one_is_doubted(
    stage: Stage,
    photo_rows: list[Row],  # noqa: F811
) -> None:
    told = taken_in(stage, photo_rows)
    doubted = {name: said for name, (word, said) in told.items() if word != "ACCEPT"}
    assert set(doubted) == {"canon-1300d-black-18mp.jpg"}
    assert "暗" in doubted["canon-1300d-black-18mp.jpg"]
    assert len(told) == len({row.path.name for row in photo_rows})
