"""Mutated photos before the worker that decodes: it keeps its limits, and we never notice."""

import random
from dataclasses import dataclass, field
from pathlib import Path

from tests.fault.fuzzing.mutation import mutated
from visitapp.clock import idle
from visitapp.media.caps import MEMORY
from visitapp.media.intake import Intake, judge
from visitapp.media.verdict import Verdict

SMALL = 130_000  # bytes of a photo worth mutating a thousand times
SECONDS = 10.0  # G10
MB = 1024 * 1024
SUFFIXES = {".jpg", ".jpeg", ".png", ".heic", ".mpo"}


@dataclass
class Seen:
    """What the worker did with them."""

    shown: int = 0
    previews: int = 0
    deaths: int = 0
    longest: float = 0.0
    peak_mb: int = 0
    faults: list[str] = field(default_factory=list)


def pictures(samples: Path, seed: int, count: int, most_mb: int = MEMORY // MB) -> Seen:
    """``count`` mutations of the samples, each through verdict, copies and search for codes.

    ``most_mb`` is what the worker may use; a control asks for less than it can.
    """
    seen, luck = Seen(), random.Random(f"{seed} pictures")
    files = [p for p in sorted(samples.rglob("*")) if p.suffix.lower() in SUFFIXES]
    seeds = [p.read_bytes() for p in files if 0 < p.stat().st_size <= SMALL]
    with Intake(seconds=SECONDS) as intake:
        for place in range(count):
            data = seeds[place] if place < len(seeds) else mutated(seeds, luck)
            _one(intake, data, seen)
    if seen.peak_mb > most_mb:
        seen.faults.append(f"the worker used {seen.peak_mb} MB")
    if seen.longest > SECONDS + 1:
        seen.faults.append(f"one photo took {seen.longest:.1f} s")
    return seen


def _one(intake: Intake, data: bytes, seen: Seen) -> None:
    before, began = intake.worker_pid, idle()
    try:
        judged = judge("x.jpg", data)
        looked = intake.copies_and_codes(data)
    except Exception as error:  # noqa: BLE001 - whatever comes out is what is looked for
        seen.faults.append(repr(error))
        return
    seen.shown += 1
    seen.longest = max(seen.longest, idle() - began)
    seen.previews += bool(looked.copies.working)
    if judged.taken is Verdict.REFUSED and looked.copies.working:
        seen.faults.append("a refused file was decoded")
    if before is not None and intake.worker_pid is None:
        seen.deaths += 1
    seen.peak_mb = max(seen.peak_mb, _peak(intake.worker_pid))


def _peak(pid: int | None) -> int:
    """The worker's largest resident size so far, MB (Linux; elsewhere 0)."""
    status = Path(f"/proc/{pid}/status")
    if pid is None or not status.exists():
        return 0
    found = status.read_text().partition("VmHWM:")[2].split()
    return int(found[0]) // 1024 if found else 0
