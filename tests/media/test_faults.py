"""A worker that hangs, dies or talks nonsense costs one preview, never more."""

import os
import signal
import sys

import pytest

from visitapp.media.intake import Intake

NO_PREVIEW = ["No preview could be made; the original is kept as it is."]
POSIX = pytest.mark.skipif(os.name != "posix", reason="stops the worker with a POSIX signal")


def messages(made):
    return [warning.message for warning in made.warnings]


def test_nothing_is_started_before_the_first_photo_nor_for_a_refused_one(samples):
    with Intake() as fresh:
        assert fresh.worker_pid is None
        fresh.copies((samples / "hostile/09-bomb-2500mp.png").read_bytes())
        fresh.copies(b"")
        assert fresh.worker_pid is None


@POSIX
def test_a_worker_that_hangs_is_ended_in_the_middle_and_replaced(samples):
    photo = (samples / "photos/android-pixel-gps.jpg").read_bytes()
    with Intake(seconds=5) as fresh:
        assert fresh.copies(photo).working
        stopped = fresh.worker_pid
        os.kill(stopped, signal.SIGSTOP)
        fresh._seconds = 0.2
        assert messages(fresh.copies(photo)) == NO_PREVIEW
        fresh._seconds = 5
        assert fresh.copies(photo).working
        assert fresh.worker_pid != stopped


@POSIX
def test_a_worker_killed_between_two_photos_is_replaced_unnoticed(samples):
    photo = (samples / "photos/android-pixel-gps.jpg").read_bytes()
    with Intake() as fresh:
        fresh.warm()
        killed = fresh.worker_pid
        os.kill(killed, signal.SIGKILL)
        os.waitid(os.P_PID, killed, os.WEXITED | os.WNOWAIT)
        assert fresh.copies(photo).working
        assert fresh.worker_pid != killed


@pytest.mark.parametrize(
    "program",
    [
        "import os, sys; sys.stdin.buffer.read(8); os._exit(9)",
        "import sys; sys.stdin.buffer.read(8); sys.stdout.write('x' * 99)",
        "import sys; sys.stdin.buffer.read(8); sys.stdout.buffer.write(b'\\0\\0\\0\\1\\xc1')",
    ],
    ids=["dies", "impossible length", "nonsense"],
)
def test_a_dying_or_babbling_worker_is_a_warning(samples, program):
    photo = (samples / "photos/iphone7-gps-canyon.jpg").read_bytes()
    with Intake(command=(sys.executable, "-c", program)) as fresh:
        looked = fresh.copies_and_codes(photo)
        assert messages(looked.copies) == NO_PREVIEW
        assert (looked.codes, looked.searched) == ((), False)
        assert fresh.worker_pid is None


def test_an_intake_that_was_closed_starts_again_when_asked(samples):
    photo = (samples / "hostile/tiny-valid.jpg").read_bytes()
    fresh = Intake()
    for _ in range(2):
        assert fresh.copies(photo).working
        fresh.close()
        assert fresh.worker_pid is None


@pytest.mark.skipif(sys.platform != "linux", reason="limits of another process are in /proc")
def test_the_worker_has_put_limits_on_itself(samples):
    """I1: memory, files, file sizes, core dumps."""
    with Intake() as fresh:
        fresh.copies((samples / "hostile/tiny-valid.jpg").read_bytes())
        with open(f"/proc/{fresh.worker_pid}/limits", encoding="ascii") as file:
            limits = {line[:26].strip(): line[26:].split()[0] for line in file}
    assert limits["Max address space"] == str(1024 * 1024 * 1024)
    assert limits["Max file size"] == "0"
    assert limits["Max core file size"] == "0"
    assert int(limits["Max cpu time"]) < 60
