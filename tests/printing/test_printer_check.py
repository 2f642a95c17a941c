"""Before departure: what the printers themselves say of the note that is to be printed (ux 10)."""

import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.printing.conftest import PATIENCE, Spooler
from tests.printing.roll_device import Device, in_the_network
from tests.printing.small_spooler import STOPPED, Kept, SmallSpooler, serving
from visitapp.actions.printer_check import Way, check_printers
from visitapp.domain.calibration import Calibration
from visitapp.printing.asking import abilities_of, answers
from visitapp.printing.job import Abilities
from visitapp.printing.line import Line
from visitapp.printing.queue import Queue, queues
from visitapp.settings import load_settings, save_settings
from visitapp.texts import translate
from visitapp.workspace import Workspace, open_workspace

NOBODY = Way(sheets=lambda: (), seconds=5.0)
Check = Callable[..., tuple[bool, str]]


@pytest.fixture
def ws(laptop: Any) -> Iterator[Workspace]:
    with open_workspace(laptop.folder, clock=laptop.clock) as opened:
        yield opened


def told(ws: Workspace, way: Way = NOBODY) -> tuple[bool, str]:
    settled, words = check_printers(ws, way)
    return settled, translate(words.message, **words.values)


def set_up(ws: Workspace, **more: Any) -> None:
    save_settings(ws.folder, replace(load_settings(ws.folder), **more))


@pytest.fixture
def spool() -> Iterator[SmallSpooler]:
    """A spooler with one queue."""
    with serving(SmallSpooler({"desk": Kept()})) as small:
        yield small


def way_to(spool: SmallSpooler, chosen: str = "", seconds: float = 5.0) -> Way:
    line = Line(uri=f"ipp://{spool.address}/")
    return Way(sheets=lambda: queues(line), chosen=chosen, seconds=seconds)


def test_a_queue_that_takes_jobs_and_the_postcard_is_told_with_its_millimetres(
    ws: Workspace, spool: SmallSpooler
) -> None:
    assert told(ws, way_to(spool)) == (True, "desk takes jobs and paper of 100 x 148 mm.")
    set_up(ws, calibration={"desk": {"hagaki": Calibration(right=1.0)}})
    settled, words = told(ws, way_to(spool))
    assert settled
    assert words.endswith("position corrected.")
    set_up(ws, paper="a5")
    assert told(ws, way_to(spool)) == (False, "desk can't print on 148 x 210 mm.")
    set_up(ws, paper="80mm")  # a roll is no matter of this queue: it is asked for a postcard
    assert told(ws, way_to(spool))[0]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"state": STOPPED, "reasons": ("paused",)}, "desk does not print now (paused)."),
        ({"state": STOPPED}, "desk does not print now (stopped)."),
        ({"accepts": False}, "desk does not print now (takes no jobs)."),
        ({"reasons": ("media-empty-error",)}, "desk does not print now (no paper)."),
        ({"reasons": ("offline-report",)}, "desk does not print now (off line)."),
        ({"reasons": ("media-jam", "cover-open")}, "does not print now (paper jam, cover open)."),
        ({"reasons": ("gremlin-error",)}, "desk does not print now (gremlin-error)."),
        ({"loaded": (210, 297)}, "desk: another paper than 100 x 148 mm lies in the tray."),
    ],
)
def test_what_stands_against_printing_is_named(
    ws: Workspace, spool: SmallSpooler, said: dict[str, Any], words: str
) -> None:
    for name, value in said.items():
        setattr(spool.queues["desk"], name, value)
    settled, shown = told(ws, way_to(spool))
    assert not settled
    assert shown.endswith(words)


@pytest.mark.parametrize("reason", ["media-low-report", "cups-ipp-conformance-failure-report"])
def test_what_spoolers_say_besides_stops_nothing(
    ws: Workspace, spool: SmallSpooler, reason: str
) -> None:
    spool.queues["desk"].reasons = (reason,)
    assert told(ws, way_to(spool))[0]


def test_the_chosen_queue_is_asked_else_the_default_of_the_spooler(
    ws: Workspace, spool: SmallSpooler
) -> None:
    spool.queues |= {"hall": Kept(state=STOPPED), "back": Kept()}
    spool.default = "hall"
    assert told(ws, way_to(spool))[1].startswith("hall does not print")
    assert told(ws, way_to(spool, "back"))[1].startswith("back takes jobs")
    assert told(ws, way_to(spool, "gone")) == (False, "The printer “gone” is not here.")


def test_one_that_does_not_answer_is_told_and_holds_up_nobody(
    ws: Workspace, spool: SmallSpooler
) -> None:
    """The roll's printer answers in the meantime; the mute queue is let go after its seconds."""
    spool.queues["desk"].answers.clear()
    with in_the_network(Device()) as address:
        set_up(ws, printers={"car": address})
        before = time.monotonic()
        settled, words = told(ws, way_to(spool, seconds=1.0))
        assert time.monotonic() - before < 10  # the line itself would wait as long
    assert not settled
    assert words.splitlines() == [
        "desk does not answer.",
        "car can be reached, roll of 80mm.",
    ]


def test_a_spooler_that_hangs_is_told_and_the_roll_is_asked_all_the_same(ws: Workspace) -> None:
    stuck = threading.Event()

    def hang() -> tuple[Queue, ...]:
        stuck.wait()
        return ()

    try:
        hanging = Way(sheets=hang, seconds=1.0)
        assert told(ws, hanging) == (False, "The printers of this computer do not answer.")
        with in_the_network(Device(near_end=True)) as address:
            set_up(ws, printers={"car": address})
            settled, words = told(ws, hanging)
            assert not settled
            assert words.endswith("car can be reached, roll of 80mm (little paper left).")
            assert told(ws, replace(hanging, chosen="car"))[0]
    finally:
        stuck.set()


def test_without_any_printer_pre_prints_or_a_pad_go_along(ws: Workspace, gone: Queue) -> None:
    said = (False, "No printer here: take pre-prints or a pad.")
    assert told(ws) == said
    nobody = Way(sheets=lambda: queues(gone.line), seconds=5.0)  # no spooler at all
    assert told(ws, nobody) == said


def test_a_printer_for_rolls_tells_its_own_state(ws: Workspace) -> None:
    with in_the_network(Device(width=384)) as address:
        set_up(ws, printers={"car": address})
        assert told(ws) == (True, "car can be reached, roll of 58mm.")
    assert told(ws) == (False, "car does not answer.")
    with in_the_network(Device(cover_open=True)) as address:
        set_up(ws, printers={"car": address})
        assert told(ws) == (False, "car does not print now (cover open).")


def test_answers_stand_in_the_order_of_the_questions() -> None:
    first = threading.Event()

    def slow() -> str:
        first.wait()
        return "slow"

    def quick() -> str:
        first.set()
        return "quick"

    assert answers([slow, quick], 30.0) == ("slow", "quick")
    assert answers([], 1.0) == ()
    assert abilities_of([], 1.0) == ()


def test_stopped_and_refusing_is_not_printing() -> None:
    assert Abilities().prints
    assert not Abilities(stopped=True).prints
    assert not Abilities(accepts=False).prints
    assert Abilities(reasons=("toner-low-warning",)).prints


def cups(spooler: Spooler, command: str, *words: str) -> None:
    server = spooler.line.uri.removeprefix("ipp://").strip("/")
    subprocess.run([command, "-h", server, *words], check=True, timeout=PATIENCE)


@pytest.mark.system
def test_a_real_queue_is_told_as_it_is_ready_stopped_and_refusing(
    ws: Workspace, spooler: Spooler
) -> None:
    """CUPS itself, driverless, in front of a printer that speaks IPP; by default and by name."""
    way = Way(sheets=lambda: queues(spooler.line), seconds=20.0)
    assert told(ws, way) == (True, "note takes jobs and paper of 100 x 148 mm.")
    assert told(ws, replace(way, chosen="note"))[0]
    try:
        cups(spooler, "cupsdisable", "note")
        assert told(ws, way) == (False, "note does not print now (paused).")
        cups(spooler, "cupsenable", "note")
        cups(spooler, "cupsreject", "note")
        assert told(ws, way) == (False, "note does not print now (takes no jobs).")
    finally:
        cups(spooler, "cupsenable", "note")
        cups(spooler, "cupsaccept", "note")
    assert told(ws, way)[0]


@pytest.mark.system
def test_the_default_of_a_real_spooler_stands_first(ws: Workspace, spooler: Spooler) -> None:
    cups(spooler, "lpadmin", "-p", "another", "-E", "-v", spooler.printer, "-m", "everywhere")
    try:
        cups(spooler, "lpadmin", "-d", "note")
        assert [queue.name for queue in queues(spooler.line)] == ["note", "another"]
        cups(spooler, "lpadmin", "-d", "another")
        assert [queue.name for queue in queues(spooler.line)] == ["another", "note"]
    finally:
        cups(spooler, "lpadmin", "-x", "another")


@pytest.mark.system
def test_a_printer_that_speaks_ipp_itself_is_asked_without_a_spooler(
    ws: Workspace, spooler: Spooler
) -> None:
    line = Line(uri=spooler.printer)
    own = Queue(name="direct", uri=spooler.printer, line=line)
    way = Way(sheets=lambda: (own,), seconds=20.0)
    assert told(ws, way) == (True, "direct takes jobs and paper of 100 x 148 mm.")
    set_up(ws, paper="a4")
    assert told(ws, way) == (False, "direct: another paper than 210 x 297 mm lies in the tray.")


def test_the_command_line_tells_it_among_the_checks_of_the_day(
    laptop: Any, spool: SmallSpooler, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CUPS_SERVER", spool.address)
    found = {one["check"]: one for one in laptop.json("day", "check")}
    assert found["printer"] == {
        "check": "printer",
        "settled": True,
        "words": "desk takes jobs and paper of 100 x 148 mm.",
    }
    assert laptop.json("printer", "list")["printers"][0]["ready"]
    spool.queues["desk"].state = STOPPED
    assert not laptop.json("printer", "list")["printers"][0]["ready"]
    assert not found["paper"]["settled"]
    laptop.json("note", "count", "taken", "--preprints", "2")
    again = {one["check"]: one for one in laptop.json("day", "check")}
    assert again["paper"]["settled"]
    assert again["paper"]["words"] == "2 pre-prints, 0 pad sheets (09:00)"
    assert not again["printer"]["settled"]
