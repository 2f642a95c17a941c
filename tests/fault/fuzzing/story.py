"""A visit as the demo plays it, without a network: what the campaigns feed on."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from visitapp.cli import demo_offline
from visitapp.cli.demo_stage import Stage, read_script, write_settings
from visitapp.clock import ScriptedClock
from visitapp.domain.chain import Item
from visitapp.workspace import Workspace, init_workspace, open_workspace


def staged(folder: Path) -> Stage:
    """The demo's script, clock and folders below ``folder``."""
    (folder / "out").mkdir(parents=True)
    clock = ScriptedClock(folder / "clock.json")
    script = read_script()
    clock.set(demo_offline.SCENES[0].moment(script))
    return Stage(script=script, clock=clock, out=folder / "out", scratch=folder)


@contextmanager
def played(folder: Path) -> Iterator[tuple[Stage, Workspace]]:
    """The story to its end, and the workspace it happened in."""
    stage, laptop = staged(folder), folder / "laptop"
    laptop.mkdir()
    write_settings(laptop, stage.script)
    key = f"file:{folder / 'laptop.key'}"
    init_workspace(laptop, key, person=stage.script.staff[0], clock=stage.clock)
    with open_workspace(laptop, clock=stage.clock) as ws:
        for scene in demo_offline.SCENES:
            stage.clock.set(scene.moment(stage.script))
            scene.play(stage, ws)
        yield stage, ws


def items(ws: Workspace) -> list[Item]:
    """Every entry of this laptop as it is sent."""
    return ws.store.journal.items(ws.store.meta.incarnation, 0, -1)
