"""The demo: the whole story, what it leaves, and that its first half needs no network."""

import hashlib
import socket
from collections.abc import Callable
from datetime import time
from pathlib import Path

import pytest

from tests.cli.conftest import Laptop, Said
from visitapp import assets
from visitapp.cli import demo_offline
from visitapp.cli.demo_stage import Stage, read_script, the_visit, write_settings
from visitapp.clock import ScriptedClock
from visitapp.domain.words import NoteCode, State
from visitapp.workspace import init_workspace, open_workspace


def test_the_demo_tells_the_whole_story_and_leaves_it(
    process: Callable[..., Said], tmp_path: Path
) -> None:
    """design 1, the main job; promise 4 (photos bit for bit)."""
    out = tmp_path / "results"
    said = process("demo", "--out", out, "--json", "--lang", "ja")
    assert said.code == 0, said.err
    assert said.value["state"] == "left"
    assert said.value["rehearsal"] is True
    assert (out / "note.pdf").read_bytes().startswith(b"%PDF")
    assert {path.name for path in out.iterdir()} == {"README.txt", "note.pdf", "office", "photos"}
    mine = _hashes(out / "photos")
    assert len(mine) == 4
    assert _hashes(out / "office" / "photos") == mine
    drawn = _hashes(assets.path("samples", "photos"))
    assert len(mine & drawn) == 3  # the fourth got the code of this very note
    page = (out / "office" / "visit.html").read_text(encoding="utf-8")
    assert "髙橋" in page
    assert said.value["note_no"] in page
    assert (out / "office" / "static" / "css" / "office.css").exists()


def test_the_demo_never_writes_over_something(tmp_path: Path, blank: Laptop) -> None:
    (tmp_path / "mine").write_text("x", encoding="utf-8")
    blank.fails("demo", "--out", tmp_path)
    assert (tmp_path / "mine").read_text(encoding="utf-8") == "x"


def test_the_first_half_needs_no_socket(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """T1: the whole absent flow with sockets forbidden."""

    def forbidden(*_given: object, **_named: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket.socket, "connect", forbidden)
    monkeypatch.setattr(socket, "create_connection", forbidden)
    monkeypatch.setattr(socket, "getaddrinfo", forbidden)
    laptop = tmp_path / "laptop"
    laptop.mkdir()
    clock = ScriptedClock(tmp_path / "clock.json")
    stage = Stage(script=read_script(), clock=clock, out=tmp_path / "out", scratch=tmp_path)
    clock.set(demo_offline.SCENES[0].moment(stage.script))
    write_settings(laptop, stage.script)
    init_workspace(laptop, f"file:{tmp_path / 'key'}", clock=clock)
    with open_workspace(laptop, clock=clock) as ws:
        for scene in demo_offline.SCENES:
            clock.set(scene.moment(stage.script))
            assert scene.play(stage, ws)
        visit = the_visit(ws)
    assert visit.state is State.LEFT
    assert visit.follow_up is not None
    assert visit.follow_up.due_on == "2026-11-24"  # Monday 23 is a holiday
    assert [photo.note_code for photo in visit.photos].count(NoteCode.FOUND) == 1


def test_the_scenes_are_in_order_and_before_their_pictures_times() -> None:
    times = [scene.at for scene in demo_offline.SCENES]
    assert times == sorted(times)
    assert time(14, 0) < times[6]


def _hashes(folder: Path) -> set[str]:
    return {hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}
