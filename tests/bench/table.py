"""``run.py bench [ROW …]``: rows P1 to P11 of the performance goals and TODAY as one table.

    python3 run.py bench [P7 P8 …] [--write] [--size N] [--keep FOLDER]

``--write`` puts the table into docs/PERFORMANCE.md. ``--keep`` makes the store of a million visits
in FOLDER, or finds it there from the run before; without it a temporary folder serves one run.
Exit 1 when a goal is missed.
"""

import argparse
import os
import platform
import re
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from tests.bench import (
    paper_rows,
    photo_rows,
    reading_rows,
    start_rows,
    store_rows,
    today_rows,
    window_rows,
)
from tests.bench.measure import ROOT, Row
from tests.bench.world import SIZE, World, build_world

PAGE = ROOT / "docs" / "PERFORMANCE.md"
BEGIN, END = "<!-- table -->", "<!-- /table -->"
HEAD = "| row | what | ours (CPU / wall) | beside | ratio or value (spread) | goal | held | peers |"
VERSIONS = ("PySide6-Essentials", "sqlcipher3", "reportlab", "pillow", "cryptography")

Rows = Callable[["Bench"], Iterable[Row]]


class Bench:
    """What the rows of one run share: a folder, and the store of a million visits made once."""

    def __init__(self, folder: Path, kept: Path | None, size: int) -> None:
        self._folder, self._kept, self._size = folder, kept or folder / "world", size
        self._rooms = 0

    @property
    def world(self) -> World:
        return build_world(self._kept, self._size)

    def room(self) -> Path:
        """A folder of its own for one row."""
        self._rooms += 1
        made = self._folder / f"row{self._rooms}"
        made.mkdir()
        return made


def _photos(bench: Bench) -> Iterator[Row]:
    yield photo_rows.ingest(bench.room(), photo_rows.TWELVE, goal=2.5)
    yield photo_rows.ingest(bench.room(), photo_rows.FORTY_EIGHT, goal=1.8)
    yield window_rows.standstill(bench.room())


def _arrival(bench: Bench) -> Iterator[Row]:
    row = store_rows.arrival(bench.room())
    yield from (row, store_rows.arrival_shown(row))


def _encryption(bench: Bench) -> Iterator[Row]:
    yield store_rows.opening(bench.room())
    yield from store_rows.warm_queries(bench.room())


def _today(room: Path) -> Row:
    return today_rows.opened(build_world(room / "world", today_rows.VISITS), room)


ROWS: dict[str, Rows] = {
    "P1": lambda _: [paper_rows.warm()],
    "P2": lambda bench: paper_rows.cold(bench.room()),
    "P3": lambda bench: [paper_rows.first(bench.room())],
    "P4": lambda bench: [photo_rows.safe(bench.room())],
    "P5": _photos,
    "P6": lambda bench: [start_rows.first_paint(bench.world)],
    "P7": _arrival,
    "P8": lambda bench: reading_rows.lists(bench.world),
    "P9": lambda bench: reading_rows.searches(bench.world),
    "P10": lambda _: [window_rows.repaint()],
    "P11": _encryption,
    "TODAY": lambda bench: [_today(bench.room())],
}


def line(row: Row) -> str:
    """A row of the table in Markdown."""
    low, high = row.spread
    spread = "" if low == high else f" ({low:.3g} – {high:.3g})"
    unit = "x" if row.unit == "x" else f" {row.unit}"
    beside = f"{row.limit.label}: {ms(row.limit.cpu)} / {ms(row.limit.wall)}" if row.limit else "–"
    peers = ", ".join(f"{peer.label}: {ms(peer.cpu)}" for peer in row.peers) or "–"
    cells = (
        *(row.row, row.what, f"{ms(row.ours.cpu)} / {ms(row.ours.wall)}", beside),
        *(f"{row.value:.3g}{unit}{spread}", f"≤ {row.goal:g}{unit}"),
        *("yes" if row.is_held else "**no**", peers),
    )
    return f"| {' | '.join(cells)} |"


def ms(seconds: float) -> str:
    """Milliseconds with three figures."""
    return f"{1000 * seconds:.3g} ms"


def machine() -> str:
    """Date, processor, system and versions: what a figure means without them, nobody knows."""
    found = re.search(r"model name\s*:\s*(.+)", _text(Path("/proc/cpuinfo")))
    parts = ", ".join(f"{name} {version(name)}" for name in VERSIONS)
    processor = found[1] if found else "processor unknown"
    return (
        f"{datetime.now().astimezone():%Y-%m-%d %H:%M %z}, {processor}, {os.cpu_count()} cores,"
        f" {platform.platform()}, CPython {platform.python_version()}, {parts}"
    )


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


def run(wanted: list[str], bench: Bench) -> Iterator[str]:
    """The lines of the table as they are measured."""
    yield HEAD
    yield "|" + " --- |" * (HEAD.count("|") - 1)
    for name in wanted:
        yield from map(line, ROWS[name](bench))


def main() -> int:
    parser = argparse.ArgumentParser(prog="run.py bench", description=__doc__)
    parser.add_argument("rows", nargs="*", type=str.upper, metavar="ROW")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--size", type=int, default=SIZE)
    parser.add_argument("--keep", type=Path, default=None)
    wished = parser.parse_args()
    lines = []
    with tempfile.TemporaryDirectory() as name:
        bench = Bench(Path(name), wished.keep, wished.size)
        print(machine())
        for text in run([n for n in ROWS if n in wished.rows] or list(ROWS), bench):
            print(text, flush=True)
            lines.append(text)
    if wished.write:
        write(lines)
    return int(any("**no**" in text for text in lines))


def write(lines: list[str]) -> None:
    """Put the table between its marks in docs/PERFORMANCE.md."""
    told = PAGE.read_text(encoding="utf-8")
    table = "\n".join([machine(), "", *lines])
    before, _, rest = told.partition(BEGIN)
    after = rest.partition(END)[2]
    PAGE.write_text(f"{before}{BEGIN}\n{table}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
