"""``run.py fault hostile``: foreign bytes at every door; no traceback, no dead worker, no bomb.

    python3 run.py fault hostile [TARGET ...] [--seconds 600] [--pictures 2000] [--seed N]

``--seconds`` is for each target. ``--guided`` lets atheris choose the bytes by what code they reach
(it has to be installed beside; one target then). Prints one table; exit 1 when anything but a known
problem came out of a door, a worker broke its limits, or a door that was broken on purpose went
unnoticed.
"""

import argparse
import json
import random
import struct
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FunctionType

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.fault.fuzzing.pictures import Seen, pictures  # noqa: E402 - run by path
from tests.fault.fuzzing.targets import NAMES, Target, targets  # noqa: E402
from visitapp.clock import idle  # noqa: E402
from visitapp.domain import chain  # noqa: E402
from visitapp.errors import Known  # noqa: E402
from visitapp.exchange import encoding, workbook  # noqa: E402
from visitapp.media import tiff  # noqa: E402

SAMPLES = ROOT.parent / "shared" / "samples"
CONTROL_RUNS = 3000
TOO_LITTLE_MB = 8  # no interpreter runs in that


@dataclass
class Tally:
    """How often a door was knocked at, and what came out that should not."""

    runs: int = 0
    refused: int = 0
    faults: dict[str, bytes] = field(default_factory=dict)
    traces: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0


def knock(target: Target, data: bytes, tally: Tally) -> None:
    """Feed ``data``; anything but Known is a fault, told once for each place."""
    tally.runs += 1
    try:
        target.feed(data)
    except Known:
        tally.refused += 1
    except Exception as error:  # noqa: BLE001 - whatever comes out is what is looked for
        frame = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{type(error).__name__} at {Path(frame.filename).name}:{frame.lineno}"
        tally.faults.setdefault(place, data)
        tally.traces.setdefault(place, traceback.format_exc())


def fuzz(target: Target, seed: int, *, runs: int = 0, seconds: float = 0.0) -> Tally:
    """All seeds as they are, then mutations of them, ``runs`` of them or for ``seconds``."""
    tally, luck = Tally(), random.Random(f"{seed} {target.name}")
    began = idle()
    for data in target.seeds:
        knock(target, data, tally)
    for _ in range(runs):
        knock(target, target.mutate(target.seeds, luck), tally)
    while idle() - began < seconds:
        knock(target, target.mutate(target.seeds, luck), tally)
    tally.seconds = idle() - began
    return tally


# -- doors that are broken on purpose --------------------------------------------------------------


def _naked_parse(raw: bytes, _what: str) -> dict[str, chain.Json]:
    value: dict[str, chain.Json] = json.loads(raw)
    return value


def _naked_directory(block: bytes, at: int, found: tiff.Directories) -> dict[int, bytes]:
    count = struct.unpack_from(found.order + "H", block, at)[0]
    rows = struct.iter_unpack(found.order + "HHI4s", block[at + 2 : at + 2 + 12 * count])
    return {tag: bytes(raw) for tag, _, _, raw in rows}


def _naked_decoded(raw: bytes, encoding: str) -> str | None:
    return raw.decode(encoding)


CONTROLS: dict[str, tuple[str, object, str, object]] = {
    "entries parsed without a guard": ("entries", chain, "parse_canonical", _naked_parse),
    "EXIF offsets believed": ("exif", tiff, "_directory", _naked_directory),
    "workbook errors let through": ("workbooks", workbook, "_TROUBLE", ()),
    "bytes of a list believed": ("lists", encoding, "decoded", _naked_decoded),
}


@contextmanager
def broken(where: object, name: str, worse: object) -> Iterator[None]:
    """The program with one guard taken out."""
    good = getattr(where, name)
    setattr(where, name, worse)
    try:
        yield
    finally:
        setattr(where, name, good)


def control(name: str, known: dict[str, Target], seed: int) -> str | None:
    """The fault that gave the broken door away, None when none did."""
    target, where, attribute, worse = CONTROLS[name]
    tally, luck = Tally(), random.Random(seed)
    with broken(where, attribute, worse):
        while not tally.faults and tally.runs < CONTROL_RUNS:
            knock(known[target], known[target].mutate(known[target].seeds, luck), tally)
    return next(iter(tally.faults), None)


# -- the table -------------------------------------------------------------------------------------


def told(name: str, tally: Tally, say: Callable[[str], object]) -> int:
    """One line, and every fault with its bytes kept in a file."""
    say(f"{name:12} {tally.runs:>9,} runs {tally.seconds:>6.0f} s  {tally.refused:>9,} refused")
    for place, data in tally.faults.items():
        kept = Path(tempfile.mkdtemp(prefix="visitapp-hostile-")) / f"{name}.bin"
        kept.write_bytes(data)
        say(f"FAULT {name}: {place}\n{tally.traces[place]}bytes in {kept}")
    return len(tally.faults)


def ours() -> Iterator[FunctionType]:
    """The functions of the program, whose branches lead atheris."""
    for name, module in [*sys.modules.items()]:
        if name.startswith(("visitapp.", "visitapp_dossier_verifier")):
            for value in [*vars(module).values()]:
                holders = vars(value).values() if isinstance(value, type) else (value,)
                yield from (
                    f for f in holders if isinstance(f, FunctionType) and f.__module__ == name
                )


def guided(target: Target, seconds: int, seed: int) -> None:
    """Hand the door to atheris; it ends the process itself, with a traceback at a fault."""
    import atheris  # noqa: PLC0415 - only where it was installed for this

    def one(data: bytes) -> None:
        try:
            target.feed(data)
        except Known:
            return

    corpus = Path(tempfile.mkdtemp(prefix=f"visitapp-{target.name}-"))
    for n, data in enumerate(target.seeds):
        (corpus / f"{n}").write_bytes(data)
    for function in ours():
        atheris.instrument_func(function)
    limits = [f"-max_total_time={seconds}", f"-seed={seed}", "-max_len=20000", "-timeout=20"]
    atheris.Setup([sys.argv[0], *limits, "-rss_limit_mb=1500", str(corpus)], one)
    atheris.Fuzz()


def main(arguments: list[str]) -> int:
    """The campaign, then its controls."""
    parser = argparse.ArgumentParser(prog="run.py fault hostile")
    parser.add_argument("target", nargs="*", choices=[[], *NAMES, "pictures"])
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--pictures", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 32))
    parser.add_argument("--guided", action="store_true")
    given = parser.parse_args(arguments)
    print(f"seed {given.seed}", flush=True)
    names = [name for name in given.target if name != "pictures"]
    faults = 0
    with tempfile.TemporaryDirectory(prefix="visitapp-hostile-") as scratch:
        if given.guided:
            guided(targets(SAMPLES, Path(scratch), names)[names[0]], given.seconds, given.seed)
            return 0
        if names or not given.target:
            known = targets(SAMPLES, Path(scratch), names)
            for name, target in known.items():
                faults += told(name, fuzz(target, given.seed, seconds=given.seconds), print)
            for name in CONTROLS:
                if CONTROLS[name][0] in known:
                    found = control(name, known, given.seed)
                    faults += found is None
                    print(f"control {name:36} {f'found by {found}' if found else 'NOT FOUND'}")
    if "pictures" in given.target or not given.target:
        faults += seen_pictures(pictures(SAMPLES, given.seed, given.pictures))
        small = pictures(SAMPLES, given.seed, 5, TOO_LITTLE_MB).faults
        faults += not small
        print(f"control {'a worker beyond its memory':36} {small[0] if small else 'NOT FOUND'}")
    return int(faults > 0)


def seen_pictures(seen: Seen) -> int:
    """The lines about the worker."""
    print(f"pictures     {seen.shown:,} mutated photos, {seen.previews:,} previews")
    print(f"  longest {seen.longest:.1f} s, worker {seen.peak_mb} MB at most, {seen.deaths} deaths")
    for what in seen.faults:
        print(f"FAULT pictures: {what}")
    return len(seen.faults)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
