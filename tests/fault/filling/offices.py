"""An office whose disk is full: it says so, keeps what it has, and goes on afterwards."""

import random
import secrets
from pathlib import Path

from tests.fault.filling.volume import fill, free
from tests.sync.conftest import Laptop, noise, opened
from tests.sync.offices import OfficeProcess
from visitapp.sync.failures import Cause, Failure


def office_run(disk: Path, laptop: Path, luck: random.Random) -> str:
    """One office on ``disk``; what went wrong, "" when nothing did."""
    office = OfficeProcess(disk / "office").start()
    key = secrets.token_bytes(32)
    mine = Laptop(store=opened(laptop, key, create=True), key=key)
    try:
        mine.join(office)
        visit = mine.plan()
        mine.photo(visit, noise(100_000, luck.randrange(1000)))
        mine.sync()
        return _full(disk, office, mine, visit, luck) or _freed(disk, office, mine)
    finally:
        mine.store.close()
        office.kill()


def _full(disk: Path, office: OfficeProcess, mine: Laptop, visit: str, luck: random.Random) -> str:
    """Nothing fits any more: the office says that it is full, again and again, and stays up."""
    before = office.rows("SELECT count(*) FROM entry")[0][0]
    fill(disk, luck.choice((0, 4096, 40_000, 200_000)))
    for number in range(3):
        mine.ring(visit, 40)
        mine.photo(visit, noise(700_000, 2000 + number))
        report = mine.sync()
        said = [known for known in (report.trouble, *report.incidents) if known]
        if not said:
            return "a photo was taken by a full disk"
        other = [known for known in said if not (_is_full(known))]
        if other:
            return f"{other[0].title}: {other[0].values}"
    if report.pending.originals == 0:
        return "a photo counts as kept that is not there"
    free(disk)  # reading the database needs no space, but opening it from beside does
    if office.rows("SELECT count(*) FROM entry")[0][0] < before:
        return "entries of before are gone"
    return ""


def _is_full(known: Exception) -> bool:
    return isinstance(known, Failure) and known.cause is Cause.FULL


def _freed(disk: Path, office: OfficeProcess, mine: Laptop) -> str:
    """With space again everything arrives, also after the office was switched off and on."""
    free(disk)
    office.kill()
    office.start()
    for _ in range(2):
        report = mine.sync()
    if report.trouble or report.incidents:
        return f"after space was freed: {report.trouble or report.incidents[0]}"
    if report.pending.entries or report.pending.originals:
        return f"after space was freed: {report.pending} still waits"
    return ""
