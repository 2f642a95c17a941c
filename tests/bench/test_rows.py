"""Every row of the bench runs in a small form; no time is judged, only that plans use indexes."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.bench import (
    paper_rows,
    photo_rows,
    reading_rows,
    start_rows,
    store_rows,
    table,
    today_rows,
    window_rows,
)
from tests.bench.measure import Row
from tests.bench.world import World, build_world
from visitapp.workspace import open_workspace

SMALL = (640, 480)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    return build_world(tmp_path_factory.mktemp("world"), size=200)


def demand_line(row: Row) -> None:
    assert row.value > 0
    assert table.line(row).startswith(f"| {row.row} | ")


def test_the_note_is_measured_warm_cold_and_first(tmp_path: Path) -> None:
    """P1, P2, P3: both sides make a PDF, and the first one imports nothing."""
    demand_line(paper_rows.warm(rounds=2))
    demand_line(paper_rows.first(tmp_path, rounds=1))
    for row in paper_rows.cold(tmp_path, rounds=1):
        demand_line(row)
    for name in ("ours.pdf", "floor_note.pdf", "plain_note.pdf"):
        assert (tmp_path / name).read_bytes().startswith(b"%PDF")


def test_the_photo_is_measured_safe_and_taken_in(tmp_path: Path) -> None:
    """P4, P5"""
    demand_line(photo_rows.safe(tmp_path, SMALL, rounds=2))
    (tmp_path / "taken").mkdir()
    demand_line(photo_rows.ingest(tmp_path / "taken", SMALL, goal=2.5, rounds=1))


def test_the_window_is_watched_while_a_photo_is_taken_in(tmp_path: Path) -> None:
    """P5"""
    demand_line(window_rows.standstill(tmp_path, SMALL, photos=1))


def test_the_list_is_measured_beside_a_plain_model(qapp: QApplication) -> None:
    """P10"""
    demand_line(window_rows.repaint(rows=60, rounds=3))


def test_the_start_is_measured_beside_a_bare_window(world: World) -> None:
    """P6"""
    demand_line(start_rows.first_paint(world, rounds=1))


def test_today_is_opened_by_its_key(qapp: QApplication, world: World, tmp_path: Path) -> None:
    """ux 1: the page is really read, shown and painted in each turn."""
    row = today_rows.opened(world, tmp_path, rounds=2)
    demand_line(row)
    assert len(row.ours.samples) == 2


def test_the_arrival_and_the_encryption_are_measured(tmp_path: Path) -> None:
    """P7, P11"""
    rooms = (tmp_path / name for name in ("arrival", "opening", "queries"))
    first, second, third = (room for room in rooms if not room.mkdir())
    row = store_rows.arrival(first, rounds=3)
    demand_line(row)
    demand_line(store_rows.arrival_shown(row))
    demand_line(store_rows.opening(second, rounds=2))
    for row in store_rows.warm_queries(third, rows=1000, rounds=2):
        assert table.line(row)


def test_lists_and_search_are_measured(world: World) -> None:
    """P8, P9"""
    for row in (*reading_rows.lists(world, rounds=3), *reading_rows.searches(world, rounds=2)):
        demand_line(row)


def test_no_list_and_no_search_reads_a_whole_table(world: World) -> None:
    """P8, P9: the query plans name an index or a key for every table."""
    with open_workspace(world.folder) as ws, ws.store.reading() as tx:
        steps = list(reading_rows.plans(tx, world, ws))
    assert steps
    assert not [step for step in steps if is_scan(step)], steps


def is_scan(step: str) -> bool:
    """FTS5 calls every question a scan; the index of open calls holds open calls only."""
    bounded = ("VIRTUAL TABLE INDEX", "USING INDEX visit_due")
    return step.startswith("SCAN") and not any(words in step for words in bounded)


def test_the_world_is_found_again(world: World) -> None:
    assert build_world(world.folder.parent, size=200) == world
