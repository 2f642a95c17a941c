"""Joining an office and sending to it, by the command line, against a real office process."""

import json
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.cli.conftest import ROOT, Laptop, Said
from visitapp.actions.door_view import door_view
from visitapp.cli.demo_office import DemoOffice, demo_office
from visitapp.workspace import open_workspace


@pytest.fixture
def office(blank: Laptop, tmp_path: Path) -> Iterator[DemoOffice]:
    """An office on the same scripted clock."""
    with demo_office(tmp_path / "office", tmp_path / "clock.json", "みなと家電") as running:
        yield running


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def test_what_was_recorded_alone_reaches_the_office(
    absent: tuple[Laptop, str], office: DemoOffice, samples: Path, tmp_path: Path
) -> None:
    """N-17, promise 3: local until the office's receipt names it; then the office can tell it."""
    laptop, visit = absent
    photo = samples / "photos/samsung-s22-edited-gimp.jpg"
    sha256 = laptop.json("photo", "add", visit, photo)[0]["sha256"]
    assert laptop.json("enroll", office.url, office.code())["office"] == "みなと家電"
    before = laptop.json("status")
    assert before["pending"]["entries"] > 0
    assert before["pending"]["originals"] == 1
    assert laptop.json("visit", "show", visit)["sync"] == "local"
    report = laptop.json("sync", "--once")
    assert set(report) >= {"online", "last_receipt_at", "pending", "conflicts", "refused"}
    assert report["online"]
    assert report["pending"] == {"entries": 0, "thumbnails": 0, "originals": 0, "bytes": 0}
    shown = laptop.json("visit", "show", visit)
    assert (shown["sync"], shown["photos"][0]["sync"]) == ("kept", "kept")
    assert office.get(f"/blobs/{sha256}.jpg") == photo.read_bytes()
    assert "髙橋" in office.get(f"/visits/{visit}?lang=ja").decode()
    place, zipped = ("--data", tmp_path / "office"), tmp_path / "o.zip"
    given = ("office", "dossier", visit, "--case", "--reason", "法務へ", "--out", zipped, *place)
    made = laptop.json(*given)
    assert (made["visits"], made["absent"], made["conclusion"]) == ([visit], 0, "proven")
    fingerprint = laptop.json("office", "fingerprint", *place)["fingerprint"]
    verdict = laptop.json("dossier", "verify", zipped, "--fingerprint", fingerprint)
    assert verdict["conclusion"] == "proven"
    laptop.fails(*given)


def test_the_last_receipt_is_told_in_the_zone_of_the_clock(
    planned: tuple[Laptop, str], office: DemoOffice
) -> None:
    laptop, _visit = planned
    laptop.json("enroll", office.url, office.code())
    at = laptop.json("sync", "--once")["last_receipt_at"]
    here = datetime.fromisoformat(at).astimezone(ZoneInfo("Asia/Tokyo"))
    assert f"{here:%Y-%m-%d %H:%M:%S}" in laptop.run("status").out


def test_progress_goes_to_stderr_and_the_value_to_stdout(
    planned: tuple[Laptop, str], office: DemoOffice
) -> None:
    laptop, _visit = planned
    laptop.json("enroll", office.url, office.code())
    said = laptop.run("sync", "--once", "--json")
    assert said.value["online"]
    assert "/" in said.err


def test_a_code_that_is_wrong_old_or_used_is_said(
    planned: tuple[Laptop, str], office: DemoOffice, tmp_path: Path
) -> None:
    laptop, _visit = planned
    laptop.fails("enroll", office.url, "AAAAA-AAAAA")
    late = office.code()
    laptop.wait(minutes=16)
    laptop.fails("enroll", office.url, late)
    code = office.code()
    laptop.json("enroll", office.url, code)
    other = Laptop(tmp_path / "other", laptop.clock, laptop.at)
    other.json("init", "--key", f"file:{tmp_path / 'other.key'}")
    other.fails("enroll", office.url, code)
    assert laptop.json("enroll", office.url, "whatever")["already"]
    assert laptop.json("store", "check")["ok"]


def test_an_office_that_cannot_be_reached_keeps_everything_here(
    planned: tuple[Laptop, str], office: DemoOffice
) -> None:
    laptop, visit = planned
    nobody = f"http://127.0.0.1:{_free_port()}"
    laptop.fails("enroll", nobody, "AAAAA-AAAAA")
    laptop.fails("enroll", "no address", "AAAAA-AAAAA")
    before = laptop.json("visit", "show", visit)["entries"]
    laptop.fails("sync", "--once")
    assert laptop.json("visit", "show", visit)["entries"] == before


def test_an_office_that_is_down_is_one_sentence_and_a_report(
    planned: tuple[Laptop, str], tmp_path: Path
) -> None:
    """T9: the report still says what lies here; exit 1; the next pass ends it."""
    laptop, visit = planned
    place = (tmp_path / "office", tmp_path / "clock.json", "みなと家電")
    with demo_office(*place) as office:
        laptop.json("enroll", office.url, office.code())
        laptop.json("sync", "--once")
    laptop.json("visit", "arrive", visit)
    said = laptop.run("sync", "--once", "--json")
    assert said.code == 1
    assert said.value["online"] is False
    assert said.value["pending"]["entries"] == 1
    assert said.error["advice"]
    assert laptop.json("visit", "show", visit)["sync"] == "local"


def test_watching_goes_on_until_it_is_interrupted(
    planned: tuple[Laptop, str], office: DemoOffice
) -> None:
    laptop, _visit = planned
    laptop.json("enroll", office.url, office.code())
    command = ["visitapp", "sync", "--watch", "--json", "--data", str(laptop.folder)]
    with subprocess.Popen(
        [sys.executable, "-m", *command],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as watching:
        assert watching.stdout is not None
        assert watching.stderr is not None
        assert json.loads(watching.stdout.readline())["online"]
        watching.send_signal(signal.SIGINT)
        assert b"Traceback" not in watching.stderr.read()
    assert watching.returncode == 130


def test_another_office_is_not_taken_for_ours(
    planned: tuple[Laptop, str], office: DemoOffice, tmp_path: Path
) -> None:
    laptop, _visit = planned
    laptop.json("enroll", office.url, office.code())
    with demo_office(tmp_path / "office2", tmp_path / "clock.json", "よそ") as other:
        laptop.fails("enroll", other.url, other.code())
    assert laptop.json("sync", "--once")["online"]


def test_a_second_laptop_goes_on_with_the_visit(
    planned: tuple[Laptop, str], office: DemoOffice, tmp_path: Path
) -> None:
    """N-11: plan on one, arrive on the other, one visit on both."""
    first, visit = planned
    second = Laptop(tmp_path / "second", first.clock, first.at)
    second.json("init", "--key", f"file:{tmp_path / 'second.key'}", "--person", "三好 綾")
    for laptop in (first, second):
        laptop.json("enroll", office.url, office.code())
        laptop.json("sync", "--once")
    second.json("visit", "arrive", visit, "--person", "三好 綾")
    second.json("sync", "--once")
    first.json("sync", "--once")
    mine, theirs = (one.json("visit", "show", visit) for one in (first, second))
    hashes = [[entry["hash"] for entry in told["entries"]] for told in (mine, theirs)]
    assert hashes[0] == hashes[1]
    assert [arrival["person"] for arrival in mine["arrivals"]] == ["三好 綾"]


def test_a_photo_that_must_not_be_kept_is_destroyed_on_every_side(
    absent: tuple[Laptop, str], office: DemoOffice, samples: Path, tmp_path: Path
) -> None:
    """V-02: the laptop asks, the office decides; hash and reason stay, the verifier says so."""
    laptop, visit = absent
    photo = samples / "photos/samsung-s22-edited-gimp.jpg"
    sha256 = laptop.json("photo", "add", visit, photo)[0]["sha256"]
    laptop.json("enroll", office.url, office.code())
    assert laptop.json("sync", "--once")["online"]
    data = ("--data", office.folder)

    def at_the_office(*words: object) -> Said:
        return laptop.run("office", *words, *data)

    assert (
        "only with a reason" in laptop.fails("photo", "destroy", visit, sha256, "--reason", " ").err
    )
    asked = laptop.json("photo", "destroy", visit, sha256[:8], "--reason", "隣家の表札")
    assert asked == {"sha256": sha256, "state": "asked"}
    laptop.json("sync", "--once")
    (wish,) = json.loads(at_the_office("requests", "--json").out)["requests"]
    assert (wish["sha256"], wish["reason"]) == (sha256, "隣家の表札")
    assert at_the_office("erase", sha256[:7], "--reason", "x").code == 1
    done = json.loads(at_the_office("erase", sha256[:12], "--reason", "V-02", "--json").out)
    assert done == {"erased": sha256}
    assert at_the_office("requests").out == "No open request.\n"
    laptop.json("sync", "--once")
    (listed,) = laptop.json("photo", "list", visit)
    assert listed["erased"]
    assert "erased by rule" in laptop.run("photo", "list", visit).out
    assert laptop.json("photo", "export", visit, tmp_path / "out") == []
    with open_workspace(laptop.folder, clock=laptop.clock) as ws:
        assert door_view(ws, visit).erased == {sha256}
    laptop.json("dossier", "export", visit, "--reason", "x", "--out", tmp_path / "d.zip")
    told = laptop.run("dossier", "verify", tmp_path / "d.zip")
    assert "1 were erased by rule" in told.out
    assert told.code == 0


def test_the_offices_own_commands_say_what_they_did(
    blank: Laptop, office: DemoOffice, tmp_path: Path
) -> None:
    data = ("--data", office.folder)
    assert blank.run("office", "incidents", *data).out == "Nothing to look at.\n"
    status = json.loads(blank.run("office", "status", *data, "--json").out)
    assert status["timestamps"] == {"authority": "off", "stamps": [], "failure": ""}
    assert status["report_key"] in blank.run("office", "status", *data, "--json").out
    assert blank.run("office", "check-report", tmp_path / "none.pdf", *data).code == 1
    made = json.loads(blank.run("office", "backup", tmp_path / "b", *data, "--json").out)
    assert (made["entries"], made["originals"]) == (0, 0)
    again = tmp_path / "again"
    assert "Restored into" in blank.run("office", "restore", tmp_path / "b", "--data", again).out
    assert "Restored from a backup" in blank.run("office", "incidents", "--data", again).out
    assert blank.run("office", "unseal", "03", "--reason", "x", *data).code == 1
