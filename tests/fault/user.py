"""``run.py fault user``: an impatient user over the real window; the screen equals the store.

    python3 run.py fault user [--steps 5000] [--seed N]

Keys, clicks, photos, clock jumps, kills and a second program at once; after each step no Qt
warning, no log line, and what is shown is the fold read anew. Exit 1 with the steps that broke it.
"""

import argparse
import os
import random
import sys
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before the first import of Qt

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from hypothesis import HealthCheck, Phase, settings  # noqa: E402 - run by path
from hypothesis.stateful import get_state_machine_test  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from tests.tours.life import forget_template  # noqa: E402
from tests.tours.user_machine import UserMachine  # noqa: E402
from visitapp.clock import idle  # noqa: E402

STEPS_OF_A_LIFE = 100
LIVES_AT_ONCE = 10


def play(seed: int, lives: int) -> None:
    """Some lives of the machine with one seed; raises what Hypothesis found."""
    wanted = settings(
        max_examples=lives,
        stateful_step_count=STEPS_OF_A_LIFE,
        deadline=None,
        database=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    test = get_state_machine_test(UserMachine, settings=wanted)
    test._hypothesis_internal_use_seed = seed  # what the decorator hypothesis.seed sets
    test()


def main(arguments: list[str]) -> int:
    """Play until so many steps are done; one table at the end."""
    parser = argparse.ArgumentParser(prog="run.py fault user")
    parser.add_argument("--steps", type=int, default=5_000)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 32))
    given = parser.parse_args(arguments)
    print(f"seed {given.seed}", flush=True)
    app = QApplication.instance() or QApplication(["visitapp-user"])
    assert app
    began, rounds = idle(), 0
    try:
        while UserMachine.steps_done < given.steps:
            play(given.seed + rounds, LIVES_AT_ONCE)
            rounds += 1
            print(f"{UserMachine.steps_done} steps", flush=True)
    finally:
        forget_template()
        print(f"{'steps':36} {UserMachine.steps_done}")
        refused = UserMachine.refusals
        print(f"{'refusals, each told in words':36} {refused.total()} ({len(refused)} kinds)")
        for act, times in UserMachine.offered.most_common():
            print(f"{'  offered at the door: ' + act:36} {times}")
        print("\n".join(UserMachine.found[:1]))
        print(f"{'seconds':36} {idle() - began:.0f}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
