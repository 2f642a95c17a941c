"""``run.py fault canary``: nothing personal in clear outside the encrypted store (G9).

    python3 run.py fault canary [--runs 10] [--seed N]

Each run tells a whole visit on the command line, killing commands on the way, with note, photos,
backup, dossier and sync, and a mistake of the program with personal words in it. Data folder, home
and temporary folder are then searched for names, address, phone, mail, complaint, typed words and
photo bytes: as UTF-8, UTF-16, CP932, EUC, hex, base64, in zips and packed streams. Files the user
saved himself and the office's own folder lie beside. Exit 1 when one is found, or a control is not.
"""

import argparse
import logging
import os
import random
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.fault.hunting.canaries import Hunt, Leak  # noqa: E402 - run by path
from tests.fault.hunting.story import (  # noqa: E402
    CANARIES,
    NAME,
    TEXT,
    Site,
    knows,
    photos,
    served,
    site,
    sync,
    tell,
)
from tests.fault.killing.driver import Zygote  # noqa: E402
from visitapp.cli import bug_report  # noqa: E402
from visitapp.clock import idle  # noqa: E402


@dataclass
class Tally:
    """What was told and searched."""

    runs: int = 0
    commands: int = 0
    kills: int = 0
    files: int = 0
    bytes: int = 0
    leaks: list[Leak] = field(default_factory=list)


def crash(place: Site) -> None:
    """A mistake of ours while a name is in everybody's hands: report and log stay silent of it."""
    try:
        raise KeyError(NAME, TEXT)
    except KeyError as error:
        bug_report.write_report(place.laptop, error, "visit plan")
        _desktop_reports(place.laptop, error)


def _desktop_reports(folder: Path, error: Exception) -> None:
    from ui.crash import write_report  # noqa: PLC0415 - Qt, only here
    from ui.log_file import start_log  # noqa: PLC0415

    write_report(error, folder / "reports", datetime.now(UTC))
    handler = start_log(folder)
    try:
        logging.getLogger("visitapp").error("cannot show %s", NAME, exc_info=error)
        logging.getLogger("qt").warning("%s", TEXT)
    finally:
        logging.getLogger().removeHandler(handler)
        handler.close()


def run(root: Path, luck: random.Random, tally: Tally, *, kill: float = 0.5) -> None:
    """One story, then the hunt."""
    place = site(root)
    with Environment(place), Zygote() as zygote:
        tell(place, zygote, luck, kill=kill)
        with served(place) as office:
            sync(place, zygote, office)
        if TEXT not in knows(root / "office"):
            raise AssertionError("the story never reached the office")
    crash(place)
    hunt = Hunt(CANARIES, photos())
    tally.leaks += [leak for leak in hunt.leaks(place.watched) if not is_own_card(leak)]
    tally.runs += 1
    tally.commands += place.commands
    tally.kills += place.kills
    tally.files += hunt.files
    tally.bytes += hunt.bytes


def is_own_card(leak: Leak) -> bool:
    """The worker's own name in settings.toml, which is a text file for people (SECURITY.md)."""
    own = leak.path.name == "settings.toml" or leak.form.startswith("zip settings.toml")
    stored = leak.path.suffix == ".backup" and leak.form == "utf-8"  # the same, seen from outside
    return leak.name == "staff" and (own or stored)


class Environment:
    """The process and its children live in the watched folders for a while."""

    def __init__(self, place: Site) -> None:
        self._new = place.environment()
        self._old = {name: os.environ.get(name) for name in self._new}

    def __enter__(self) -> None:
        os.environ.update(self._new)

    def __exit__(self, *_error: object) -> None:
        for name, value in self._old.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


# -- leaks that are made on purpose ----------------------------------------------------------------


def _logged(place: Path) -> None:
    """A build whose log writes the values of its messages."""
    logging.basicConfig(filename=str(place / "desktop.log"), encoding="utf-8", force=True)
    logging.getLogger("visitapp").error("cannot show %s", NAME)
    logging.shutdown()
    logging.getLogger().handlers.clear()


def _settings(place: Path) -> None:
    """A build whose window remembers what was searched for."""
    escaped = NAME.encode("utf-16-be").hex()
    (place / "window.ini").write_text(f"[General]\nsearched={escaped}\n", "utf-8")


def _thumbnails(place: Path) -> None:
    """A build that keeps a photo for a viewer."""
    (place / "cache.bin").write_bytes(b"\0" * 16 + next(iter(photos().values())))


def _packed(place: Path) -> None:
    """A build whose crash report is a zip with the form in it."""
    import zipfile  # noqa: PLC0415 - only in this control

    with zipfile.ZipFile(place / "report.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("form.json", f'{{"text": "{TEXT}"}}'.encode("cp932"))


CONTROLS: dict[str, Callable[[Path], None]] = {
    "a name in the log": _logged,
    "a search in the window's settings, as hex": _settings,
    "a photo in a cache": _thumbnails,
    "the complaint in a packed report": _packed,
}


def control(name: str, folder: Path) -> str:
    """The leak that was found, "" when it was not."""
    folder.mkdir(parents=True)
    CONTROLS[name](folder)
    found = Hunt(CANARIES, photos()).leaks([folder])
    return f"{found[0].name} ({found[0].form})" if found else ""


def main(arguments: list[str]) -> int:
    """The campaign, then its controls."""
    parser = argparse.ArgumentParser(prog="run.py fault canary")
    parser.add_argument("--runs", type=int, default=10)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 32))
    given = parser.parse_args(arguments)
    print(f"seed {given.seed}", flush=True)
    began, luck, tally = idle(), random.Random(given.seed), Tally()
    with tempfile.TemporaryDirectory(prefix="visitapp-canary-") as scratch:
        for number in range(given.runs):
            run(Path(scratch) / f"run-{number}", luck, tally)
        found = {name: control(name, Path(scratch) / f"c{n}") for n, name in enumerate(CONTROLS)}
    print(f"{'stories told and searched':44} {tally.runs}")
    print(f"{'commands, of these killed':44} {tally.commands}, {tally.kills}")
    print(f"{'files searched, bytes':44} {tally.files}, {tally.bytes:,}")
    print(f"{'seconds':44} {idle() - began:.0f}")
    for leak in tally.leaks:
        print(f"LEAK {leak.name}: {leak.form} in {leak.path}")
    for name, by in found.items():
        print(f"{'control: ' + name:52} {by or 'NOT FOUND'}")
    return int(bool(tally.leaks) or "" in found.values())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
