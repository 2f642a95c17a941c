"""The short form of the hostile campaign (``run.py fault hostile`` is the long one)."""

import io
import sys
import zipfile
from pathlib import Path

import pytest

from tests.fault.fuzzing.pictures import pictures
from tests.fault.fuzzing.targets import NAMES, Target, targets
from tests.fault.hostile import CONTROLS, TOO_LITTLE_MB, Tally, control, fuzz, knock

CHEAP = tuple(name for name in NAMES if name != "dossiers")  # its stage is an office of its own
RUNS = {"lists": 40, "workbooks": 4, "backups": 60}


@pytest.fixture(scope="module")
def doors(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Target]:
    return targets(samples, tmp_path_factory.mktemp("doors"), CHEAP)


def odd_zip(method: int, *, flag: int = 0) -> bytes:
    """A zip whose member MAGIC is said to be packed by ``method``; it is not."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("MAGIC", "visitapp-backup-1")
    data = bytearray(buffer.getvalue())
    middle = data.index(b"PK\x01\x02")
    for at in (8, middle + 10):
        data[at] = method
    for at in (6, middle + 8):
        data[at] |= flag
    return bytes(data)


FOUND = (
    (
        "workbooks",
        b'\x03<cp:coreProperties xmlns:cp="\xff\xfe"/>',
    ),  # was: another XML reader's error
    ("lists", b"BEGIN:VCARD1\nEND:VCARD\n"),  # was: more ends than beginnings
    ("backups", odd_zip(8)),  # was: zlib.error
    ("backups", odd_zip(12)),  # was: OSError or worse, by whichever unpacker
    ("backups", odd_zip(99)),  # was: NotImplementedError
    ("backups", odd_zip(0, flag=1)),  # was: RuntimeError, a password
    ("answers", b'{"code":"\xa4"}'),  # was: UnicodeDecodeError
    ("answers", b"9" * 5000),  # was: ValueError, an offset of 5,000 digits
)


@pytest.mark.parametrize("place", range(len(FOUND)))
def test_what_was_found_once_stays_mended(doors: dict[str, Target], place: int) -> None:
    """I5, I9, F8: bytes that once ended in a traceback end in a sentence."""
    name, data = FOUND[place]
    tally = Tally()
    knock(doors[name], data, tally)
    assert not tally.traces


@pytest.mark.parametrize("name", CHEAP)
def test_foreign_bytes_end_in_a_sentence_or_in_nothing(doors: dict[str, Target], name: str) -> None:
    """G11: entries, EXIF, lists, workbooks, backups, answers, typed text; never a traceback."""
    tally = fuzz(doors[name], 11, runs=RUNS.get(name, 150))
    assert not tally.traces


@pytest.mark.long
def test_foreign_dossiers_end_in_a_verdict(samples: Path, tmp_path: Path) -> None:
    """I9, second tier: every file of a dossier mutated, sums and signature made anew."""
    door = targets(samples, tmp_path, ["dossiers"])["dossiers"]
    assert not fuzz(door, 11, runs=1500).traces


def test_mutated_photos_never_reach_us(samples: Path) -> None:
    """G10: the worker keeps its memory and its time, whatever a photo is made of."""
    seen = pictures(samples, 11, 60)
    assert not seen.faults
    assert seen.previews > 10


@pytest.mark.skipif(sys.platform != "linux", reason="the size of another process is in /proc")
def test_a_worker_beyond_its_memory_is_found(samples: Path) -> None:
    """Negative control: the same worker measured against less than it needs."""
    assert pictures(samples, 11, 3, TOO_LITTLE_MB).faults


@pytest.mark.parametrize("name", CONTROLS)
def test_a_door_without_its_guard_is_found(doors: dict[str, Target], name: str) -> None:
    """Negative controls: a campaign that finds no broken door proves nothing."""
    assert control(name, doors, 11)
