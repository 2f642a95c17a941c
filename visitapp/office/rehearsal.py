"""The office on a scripted clock, for demo and tours: its receipts say so and prove nothing.

Hidden on purpose: ``python -m visitapp.office.rehearsal --data DIR --clock FILE [--port 0]``.
A folder without an office is set up first. Standard output gets the address once the office
answers; with ``--enroll-code`` it gets a one-time code of the same scripted time instead.
"""

import argparse
import sys
from pathlib import Path

from visitapp import texts
from visitapp.clock import ScriptedClock
from visitapp.errors import Known
from visitapp.office.devices import new_code
from visitapp.office.seat import DATABASE, establish, open_office
from visitapp.office.serving import DEFAULT_HOST, Address, serve


def main(arguments: list[str]) -> int:
    """Run until SIGTERM; 0 after a clean end, 1 when the office can't start (said on stderr)."""
    given = _options(arguments)
    clock = ScriptedClock(given.clock)
    try:
        if not (given.data / DATABASE).exists():
            establish(given.data, given.name, clock).database.close()
        if given.enroll_code:
            _say(_code(given.data, clock))
            return 0
        serve(given.data, clock, Address(host=given.host, port=given.port), _say)
    except Known as known:
        sys.stderr.write(texts.tell(known).sentence + "\n")
        return 1
    return 0


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="visitapp.office.rehearsal", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--clock", type=Path, required=True)
    parser.add_argument("--enroll-code", action="store_true", help="print a code and end")
    parser.add_argument("--name", default="Rehearsal")
    parser.add_argument("--host", default=DEFAULT_HOST)
    parser.add_argument("--port", type=int, default=0)
    return parser.parse_args(arguments)


def _code(folder: Path, clock: ScriptedClock) -> str:
    office = open_office(folder, clock)
    try:
        return new_code(office)[0]
    finally:
        office.database.close()


def _say(address: str) -> None:
    sys.stdout.write(address + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
