"""A preloaded office: each line on standard input starts one, traced, killed where it is planned.

In: ``{"data", "clock", "port", "plan"}``; out: ``{"said", "pid"}`` when it answers, then how it
ended (``{"code", "at", "steps", ...}``). Steps count from the moment it answers.
"""

import json
import sys

from tests.fault.killing.steps import Steps, attend_steps
from visitapp.office import rehearsal


def _tell(value: object) -> None:
    sys.__stdout__.write(json.dumps(value) + "\n")  # type: ignore[union-attr]
    sys.__stdout__.flush()  # type: ignore[union-attr]


def _heard(pid: int, text: str) -> None:
    _tell({"said": text, "pid": pid})


def main() -> None:
    """Serve until standard input ends."""
    _tell("ready")
    for line in sys.stdin:
        asked = json.loads(line)
        words = ["--data", asked["data"], "--clock", asked["clock"], "--port", str(asked["port"])]
        steps = Steps(asked["data"], asked["plan"], _heard)

        def body(words: list[str] = words) -> int:
            return rehearsal.main(words)

        _tell(attend_steps(body, steps))


if __name__ == "__main__":
    main()
