"""A program of its own that writes into a store and says so: python worker.py FOLDER CLOCK WHAT.

It prints a line when an act is acknowledged. The two controls are broken on purpose and then stand
still, so that a kill meets them between their word and their deed.
"""

import hashlib
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path

from visitapp.clock import ScriptedClock
from visitapp.domain.chain import Attachment
from visitapp.domain.entries import Rang
from visitapp.domain.events import About, Draft
from visitapp.store.store import Store, open_store

KEY = bytes(range(32))


def ring(store: Store, visit: str, attach: tuple[Attachment, ...] = ()) -> Draft:
    return Draft(about=About(visit=visit), actor="p1", content=Rang(person="p1"), attach=attach)


def attachment(data: bytes) -> Attachment:
    sha256 = hashlib.sha256(data).hexdigest()
    return Attachment(sha256=sha256, size=len(data), mime="image/jpeg", origin="imported")


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def append(store: Store, times: int) -> None:
    for _ in range(times):
        with store.writing() as tx:
            events = tx.append(ring(store, "v1"))
        say(events[-1].entry.hash)


def photos(store: Store) -> None:
    for number in count():
        data = f"photo {number} ".encode() * 40_000
        store.vault.put(data)
        with store.writing() as tx:
            events = tx.append(ring(store, "v1", (attachment(data),)))
        say(events[-1].entry.hash)


def same_photos(store: Store) -> None:
    for number in range(25):
        say(store.vault.put(f"same {number} ".encode() * 20_000))


def ack_before_commit(store: Store) -> None:
    with store.writing() as tx:
        events = tx.append(ring(store, "v1"))
        say(events[-1].entry.hash)
        sys.stdin.readline()


def row_before_file(store: Store) -> None:
    data = b"not there yet" * 1000
    with store.writing() as tx:
        events = tx.append(ring(store, "v1", (attachment(data),)))
    say(events[-1].entry.hash)
    sys.stdin.readline()
    store.vault.put(data)


ACTS: dict[str, Callable[[Store], None]] = {
    "append": lambda store: append(store, 40),
    "photos": photos,
    "same_photos": same_photos,
    "ack_before_commit": ack_before_commit,
    "row_before_file": row_before_file,
}

if __name__ == "__main__":
    folder, clock, what = sys.argv[1:]
    ACTS[what](open_store(Path(folder), KEY, ScriptedClock(Path(clock))))
