"""Row P6: from the start of Python to the first paint, a million visits in the store."""

from tests.bench.measure import Row, processes_in_turns
from tests.bench.world import World

PROGRAM = ("-m", "tests.bench.first_paint")


def first_paint(world: World, rounds: int = 15) -> Row:
    """Ours beside a bare PySide6 window, both ended at their first paint."""
    sides = {
        f"first paint, {world.size:,} visits": (*PROGRAM, "ours", str(world.folder)),
        "bare PySide6 window": (*PROGRAM, "bare"),
    }
    ours, bare = processes_in_turns(sides, rounds)
    return Row(row="P6", what="start to first paint", ours=ours, limit=bare, goal=1.5)
