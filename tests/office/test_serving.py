"""The office as a command: what it prints, how it ends, what it says when it can't start."""

import json
import os
import secrets
import socket
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert

from visitapp.clock import ScriptedClock, SystemClock
from visitapp.domain import merkle
from visitapp.errors import Known
from visitapp.evidence.receipting import checked_receipt
from visitapp.office import frontier, tables
from visitapp.office.seat import KEY, establish, open_office
from visitapp.sync import wire

ROOT = Path(__file__).parents[2]
ENGLISH = {**os.environ, "LC_ALL": "C.UTF-8", "LANG": "C.UTF-8"}


def run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *words],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=ENGLISH,
        timeout=60,
        check=False,
    )


def test_an_office_is_set_up_once_and_makes_codes(tmp_path: Path) -> None:
    """The key is readable by its owner only; a second init changes nothing."""
    data = str(tmp_path / "o")
    made = run("visitapp", "office", "init", "--data", data, "--name", "本社", "--json")
    assert json.loads(made.stdout)["name"] == "本社"
    key = (tmp_path / "o" / KEY).read_bytes()
    if os.name == "posix":
        assert (tmp_path / "o" / KEY).stat().st_mode & 0o777 == 0o600
    again = run("visitapp", "office", "init", "--data", data)
    assert (again.returncode, again.stdout) == (1, "")
    assert (tmp_path / "o" / KEY).read_bytes() == key
    code = json.loads(run("visitapp", "office", "enroll-code", "--data", data, "--json").stdout)
    assert len(code["code"].replace("-", "")) == 10
    assert datetime.fromisoformat(code["expires_at"]).tzinfo is not None
    assert code["url"].startswith("http://127.0.0.1:")


def test_the_server_prints_its_address_and_ends_in_good_order(folder: Path) -> None:
    """Standard output holds the address and nothing else; SIGTERM is a clean end."""
    words = ["visitapp", "office", "serve", "--data", str(folder), "--port", "0"]
    with subprocess.Popen(
        [sys.executable, "-m", *words], stdout=subprocess.PIPE, text=True, cwd=ROOT, env=ENGLISH
    ) as process:
        assert process.stdout is not None
        url = process.stdout.readline().strip()
        assert httpx2.get(f"{url}/openapi.json").is_success
        process.terminate()
        assert process.stdout.read() == ""
        assert process.wait(timeout=20) == 0


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def test_whatever_keeps_the_office_from_starting_is_said_in_a_sentence(
    folder: Path, tmp_path: Path, taken_port: int
) -> None:
    """5-cli: exit code 1, one sentence with advice on stderr, nothing on stdout."""
    nothing = run("visitapp", "office", "serve", "--data", str(tmp_path / "none"))
    taken = run("visitapp", "office", "serve", "--data", str(folder), "--port", str(taken_port))
    here = ("--data", str(folder), "--port", "0")
    missing = str(tmp_path / "none.pem")
    tls = run("visitapp", "office", "serve", *here, "--tls-cert", missing)
    for ended, word in ((nothing, "no office"), (taken, "--port"), (tls, "--tls-cert")):
        assert (ended.returncode, ended.stdout) == (1, "")
        assert word in ended.stderr
        assert "Traceback" not in ended.stderr


def test_a_folder_is_served_by_one_process_only(office: Any) -> None:
    second = run("visitapp", "office", "serve", "--data", str(office.folder), "--port", "0")
    assert (second.returncode, second.stdout) == (1, "")
    assert "already" in second.stderr


def test_a_newer_database_is_left_alone(folder: Path) -> None:
    """Old and new versions mixed: refuse newer."""
    office = open_office(folder, SystemClock())
    with office.database.writing() as connection:
        connection.execute(insert(tables.version).values(step=99))
    office.database.close()
    with pytest.raises(Known, match="newer"):
        open_office(folder, SystemClock())


@pytest.mark.parametrize("seed", [None, b"", bytes(31)])
def test_a_missing_or_cut_key_is_said_and_never_replaced(folder: Path, seed: bytes | None) -> None:
    (folder / KEY).unlink()
    if seed is not None:
        (folder / KEY).write_bytes(seed)
    with pytest.raises(Known, match="signing key"):
        open_office(folder, SystemClock())
    with pytest.raises(Known, match="already an office"):
        establish(folder, "x", SystemClock())
    assert seed is None or (folder / KEY).read_bytes() == seed


def test_a_rehearsal_runs_on_a_scripted_clock_and_says_so(tmp_path: Path, stranger: Any) -> None:
    """WIRE 5: rehearsal is true when the office ran on a scripted clock."""
    clock = ScriptedClock(tmp_path / "clock.json")
    clock.set(datetime(2030, 1, 2, 3, 4, tzinfo=UTC))
    words = ["--data", str(tmp_path / "o"), "--clock", str(tmp_path / "clock.json")]
    module = "visitapp.office.rehearsal"
    with subprocess.Popen(
        [sys.executable, "-m", module, *words],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=ENGLISH,
    ) as process:
        assert process.stdout is not None
        url = process.stdout.readline().strip()
        laptop = stranger()
        laptop.client.base_url = url
        assert laptop.enroll(run(module, *words, "--enroll-code").stdout.strip()).is_success
        laptop.write()
        receipt = laptop.kept(laptop.push())
        page = laptop.client.get("/?lang=en").text
        process.terminate()
        assert process.wait(timeout=20) == 0
    assert receipt.rehearsal
    assert receipt.server_time == clock.stamp().wall
    assert "Rehearsal" in page


@given(st.lists(st.binary(min_size=1, max_size=8), max_size=40), st.data())
def test_a_frontier_tells_the_same_root_as_the_whole_tree(
    raws: list[bytes], data: st.DataObject
) -> None:
    """RFC 6962: however the leaves come in batches."""
    leaves = [merkle.leaf(raw) for raw in raws]
    edge, at = b"", 0
    while at < len(leaves):
        step = data.draw(st.integers(min_value=1, max_value=len(leaves) - at))
        edge = frontier.grown(edge, at, leaves[at : at + step])
        at += step
    assert frontier.root(edge) == merkle.root(leaves).hex()
    assert len(edge) == 32 * len(leaves).bit_count()


def test_a_receipt_of_one_office_is_none_of_another(laptop: Any) -> None:
    laptop.write()
    laptop.kept(laptop.push())
    laptop.office_key = secrets.token_bytes(32)
    request = wire.ReceiptRequest(device=laptop.device, incarnation=laptop.incarnation, blobs=[])
    response = laptop.post("/v1/receipt", request)
    signed = response.json()["receipt"]
    with pytest.raises(Known, match="signature"):
        checked_receipt(signed["raw"].encode(), b"", laptop.office_key)
