"""The stored tree of the office's log answers as the whole tree would (RFC 6962 2.1)."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select

from visitapp.clock import SystemClock
from visitapp.domain import merkle
from visitapp.office import frontier, tables, tree
from visitapp.office.database import STEPS, _keep_tree_and_quarantine
from visitapp.office.seat import Office, establish, open_office

SIZE = 700


def raw_of(n: int) -> bytes:
    return b"entry %d" % n


LEAVES = [merkle.leaf(raw_of(n)) for n in range(SIZE)]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """An office whose log holds ``SIZE`` entries, added in pieces."""
    folder: Path = tmp_path_factory.mktemp("tree") / "office"
    establish(folder, "本社", SystemClock()).database.close()
    opened = open_office(folder, SystemClock())
    edge, size = b"", 0
    with opened.database.writing() as connection:
        for piece in (1, 62, 1, 130, 6, SIZE - 200):
            leaves = LEAVES[size : size + piece]
            edge, whole = frontier.completed(edge, size, leaves)
            tree.keep(connection, whole)
            size += piece
        connection.execute(insert(tables.entry), [row(n) for n in range(SIZE)])
    assert frontier.root(edge) == merkle.root(LEAVES).hex()
    return opened


def row(n: int) -> dict[str, object]:
    return {
        "seq": n + 1,
        "device": "d",
        "incarnation": "i",
        "n": n + 1,
        "hash": f"{n:064x}",
        "id": str(n),
        "kind": "rang",
        "raw": raw_of(n),
        "sig": b"",
        "received_at": 1,
    }


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_root_and_proof_are_those_of_the_whole_tree(office: Office, data: st.DataObject) -> None:
    size = data.draw(st.integers(1, SIZE) | st.sampled_from([64, 128, 192, 256, 512, 640, SIZE]))
    old = data.draw(st.integers(1, size))
    with office.database.reading() as connection:
        assert tree.root_at(connection, size) == merkle.root(LEAVES[:size]).hex()
        proof = [bytes.fromhex(value) for value in tree.consistency(connection, old, size)]
    assert tuple(proof) == merkle.consistency(LEAVES[:size], old)
    roots = merkle.root(LEAVES[:old]), merkle.root(LEAVES[:size])
    assert merkle.is_consistent(old, roots[0], size, roots[1], proof)


def test_nothing_is_proved_of_an_empty_or_a_shorter_log(office: Office) -> None:
    with office.database.reading() as connection:
        assert tree.consistency(connection, 0, SIZE) == []
        assert tree.consistency(connection, SIZE + 1, SIZE) == []
        assert tree.root_at(connection, 0) == merkle.root([]).hex()


def test_an_older_office_gets_its_tree_from_its_entries(office: Office) -> None:
    """A database of the steps before is opened by this program and proves as a new one does."""
    with office.database.writing() as connection:
        before = connection.execute(select(tables.tree).order_by(tables.tree.c.node)).all()
        connection.exec_driver_sql("DROP TABLE tree")
        connection.exec_driver_sql("DROP TABLE quarantine")
        connection.exec_driver_sql("ALTER TABLE incarnation DROP COLUMN durable")
        connection.exec_driver_sql(
            f"DELETE FROM version WHERE step > {STEPS.index(_keep_tree_and_quarantine)}"
        )
    reopened = open_office(office.folder, SystemClock())
    with reopened.database.reading() as connection:
        assert connection.execute(select(tables.tree).order_by(tables.tree.c.node)).all() == before
        assert connection.scalar(select(tables.incarnation.c.durable)) == 0
    reopened.database.close()
    assert before
