"""The weekly look at every original: damage is found, remembered and mended (F4)."""

from datetime import timedelta
from pathlib import Path

import pytest

from visitapp.actions import keep
from visitapp.clock import ScriptedClock
from visitapp.errors import Known
from visitapp.store import scrub
from visitapp.store.incidents import Incidents
from visitapp.store.store import Store
from visitapp.workspace import init_workspace, open_workspace

PHOTOS = [bytes([n]) * 40_000 for n in range(1, 6)]


@pytest.fixture
def photos(store: Store) -> list[str]:
    """Five originals, by hash."""
    return sorted(store.vault.put(data) for data in PHOTOS)


def spoil(store: Store, sha256: str) -> None:
    """Flip one bit of an encrypted original."""
    path = store.vault.path(sha256)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def run(store: Store, clock: ScriptedClock, room: int = scrub.STEP) -> int:
    """Steps until one pass is over; how many."""
    for steps in range(1, 100):
        if not scrub.step(store, clock.now(), room).reached:
            return steps
    raise AssertionError("never over")


def test_a_whole_look_is_due_once_a_week(
    store: Store, clock: ScriptedClock, photos: list[str]
) -> None:
    assert scrub.is_due(store, clock.now())
    run(store, clock)
    assert scrub.scrub_of(store).looked == len(photos)
    assert not scrub.is_due(store, clock.now() + timedelta(days=6))
    assert scrub.is_due(store, clock.now() + timedelta(days=7))


def test_a_look_goes_on_where_it_stood(
    store: Store, clock: ScriptedClock, photos: list[str]
) -> None:
    """Steps of one photo: each begins after the last, and a week is no reason to stop halfway."""
    first = scrub.step(store, clock.now(), 1)
    assert (first.reached, first.seen) == (photos[0], 1)
    assert scrub.is_due(store, clock.now())
    assert run(store, clock, 1) == len(photos) - 1
    assert scrub.scrub_of(store).looked == len(photos)


def test_a_look_may_be_begun_anew(store: Store, clock: ScriptedClock, photos: list[str]) -> None:
    """`store check --photos` looks at all of it, whatever the round had done already."""
    scrub.step(store, clock.now(), 1)
    scrub.restart(store)
    run(store, clock)
    assert scrub.scrub_of(store).looked == len(photos)


def test_an_empty_vault_is_whole(store: Store, clock: ScriptedClock) -> None:
    assert run(store, clock) == 1
    assert scrub.scrub_of(store).looked == 0


def test_a_flipped_bit_is_found_told_once_and_mended(
    store: Store, clock: ScriptedClock, photos: list[str]
) -> None:
    spoil(store, photos[2])
    run(store, clock)
    run(store, clock)
    assert scrub.scrub_of(store).damaged == (photos[2],)
    (incident,) = Incidents(store.db).newest(5)
    assert (incident.what, incident.detail) == ("original_damaged", photos[2])
    data = next(data for data in PHOTOS if store.vault.put(data) == photos[2])
    scrub.mend(store, data)
    assert store.vault.read(photos[2]) == data
    assert scrub.scrub_of(store).damaged == ()


def test_damage_met_elsewhere_is_remembered_once(
    store: Store, clock: ScriptedClock, photos: list[str]
) -> None:
    """A sync that finds damage remembers it too; a look that finds it whole forgets."""
    for _twice in range(2):
        scrub.remember(store, photos[0], clock.now())
    assert scrub.scrub_of(store).damaged == (photos[0],)
    run(store, clock)
    assert scrub.scrub_of(store).damaged == ()


def test_a_whole_check_remembers_what_is_damaged(tmp_path: Path, clock: ScriptedClock) -> None:
    """`store check` and the weekly look lead to the same repair (F4)."""
    folder = tmp_path / "data"
    init_workspace(folder, f"file:{tmp_path / 'key'}", person="佐久間 亮", clock=clock)
    with open_workspace(folder, clock=clock) as ws:
        sha256 = ws.store.vault.put(PHOTOS[0])
        spoil(ws.store, sha256)
        assert not keep.check(ws).is_ok
        assert scrub.scrub_of(ws.store).damaged == (sha256,)
        scrub.mend(ws.store, PHOTOS[0])
        assert scrub.scrub_of(ws.store).damaged == ()


def test_bytes_that_did_not_arrive_leave_it_damaged(
    store: Store, clock: ScriptedClock, photos: list[str]
) -> None:
    """Other bytes put back under another name mend nothing, and say so."""
    scrub.remember(store, photos[0], clock.now())
    scrub.mend(store, b"another photo")
    assert scrub.scrub_of(store).damaged == (photos[0],)


def test_what_an_erasure_took_is_neither_damaged_nor_mended(
    store: Store, clock: ScriptedClock, photos: list[str]
) -> None:
    """V-02: gone by rule, also when it goes between the list and the look."""
    with store.writing():
        store.vault.destroy(photos[1])
    assert scrub.is_whole(store, photos[1])
    run(store, clock)
    assert scrub.scrub_of(store).looked == len(photos) - 1
    data = b"of a stranger"
    with store.writing():
        store.vault.destroy(store.vault.put(data))
    with pytest.raises(Known, match="erased by rule"):
        scrub.mend(store, data)
