"""Setting up is done or not done: a cut in between can be taken up again."""

from pathlib import Path

import pytest

from visitapp.clock import ScriptedClock
from visitapp.errors import Known
from visitapp.keys import create_store_key
from visitapp.store.store import open_store
from visitapp.workspace import init_workspace, open_workspace


def test_a_set_up_cut_off_before_its_first_entry_is_taken_up_again(
    tmp_path: Path, clock: ScriptedClock
) -> None:
    source = f"file:{tmp_path / 'key'}"
    folder = tmp_path / "half"
    key = create_store_key(folder, source)
    open_store(folder, key, clock, create=True).close()  # as a kill in between leaves it
    init_workspace(folder, source, person="佐久間 亮", clock=clock)
    with open_workspace(folder, clock=clock) as ws, ws.store.reading() as tx:
        assert [r.value("name") for r in tx.records("person")] == ["佐久間 亮"]
        assert ws.actor


def test_a_finished_set_up_is_not_done_twice(tmp_path: Path, clock: ScriptedClock) -> None:
    source = f"file:{tmp_path / 'key'}"
    init_workspace(tmp_path / "data", source, person="佐久間 亮", clock=clock)
    with pytest.raises(Known, match="already"):
        init_workspace(tmp_path / "data", source, person="三好 綾", clock=clock)
