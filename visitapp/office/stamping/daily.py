"""Once a day, and when a person asks: the office's root goes to the time-stamp authority.

It never stands in the way of a laptop: the question is asked outside of every transaction, and a
failure is kept as a sentence and tried again a quarter of an hour later.
"""

import logging
import threading
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from visitapp.errors import Known
from visitapp.evidence.signed_words import OfficeRoot, words_bytes
from visitapp.office import frontier, tables
from visitapp.office.seat import Office
from visitapp.office.stamping import ledger
from visitapp.office.stamping.authority import OFF, load_authority
from visitapp.office.stamping.ledger import Failure, Stamp

log = logging.getLogger(__name__)
AGAIN = timedelta(minutes=15)
LOOK_SECONDS = 60


def stamp(office: Office) -> Stamp:
    """Have the root as it is now stamped, check the answer, keep it.

    Raises Known, and remembers why, when no authority is set, none answers, or the answer does not
    hold; and when there is nothing to stamp yet.
    """
    try:
        made = _made(office)
    except Known as known:
        with office.database.writing() as connection:
            ledger.keep_failure(connection, Failure(at=office.micros(), known=known))
        raise
    with office.database.writing() as connection:
        ledger.keep(connection, made)
    return made


def is_due(office: Office) -> bool:
    """Whether today's hour has passed, something is new since the last stamp, and no failure is
    younger than a quarter of an hour.
    """
    now = office.clock.now()
    authority = load_authority(office.folder)
    if authority.authority == OFF:
        return False
    hour, minute = (int(part) for part in authority.at.split(":"))
    due = now.replace(hour=hour, minute=minute, second=0, microsecond=0)
    due -= timedelta(days=1) if now < due else timedelta(0)
    with office.database.reading() as connection:
        head = connection.execute(select(tables.head)).one()
        last = next(iter(ledger.newest(connection, 1)), None)
        failed = ledger.failure(connection)
    if failed is not None and now - _at(failed.at, now) < AGAIN:
        return False
    if last is None:
        return bool(head.seq)
    words = last.words
    same = (words.epoch, words.size) == (head.epoch, head.seq)
    return not same and _at(words.server_time, now) < due


def turn(office: Office) -> None:
    """Ask if it is time; what goes wrong is logged and kept, never raised."""
    try:
        if is_due(office):
            stamp(office)
    except (Known, SQLAlchemyError, OSError) as error:
        log.warning("no time stamp: %s", error)


class Daily:
    """Asks by itself while the office is served: looks once a minute, on a thread of its own."""

    def __init__(self, office: Office) -> None:
        self._office, self._end = office, threading.Event()
        self._thread = threading.Thread(target=self._look, name="daily-time-stamp", daemon=True)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_error: object) -> None:
        # a question under way may take its time: the thread dies with the process
        self._end.set()

    def _look(self) -> None:
        while True:
            turn(self._office)
            if self._end.wait(LOOK_SECONDS):
                return


def _made(office: Office) -> Stamp:
    # what time stamps need takes a moment to load, and most offices never need it
    from visitapp.office.stamping import asking, tokens  # noqa: PLC0415

    authority, now = load_authority(office.folder), office.clock.now()
    raw = words_bytes(_words(office))
    question = tokens.ask_about(raw, authority.policy)
    answer = asking.ask(authority, office.folder, question.raw, now)
    told = tokens.checked_answer(answer, question, asking.trusted_by(authority, office.folder))
    return Stamp(
        authority=authority.authority,
        policy=told.policy,
        signer=told.signer,
        at=told.at,
        raw=raw,
        sig=office.key.sign(raw),
        answer=answer,
    )


def _words(office: Office) -> OfficeRoot:
    with office.database.reading() as connection:
        head = connection.execute(select(tables.head)).one()
    if not head.seq:
        raise Known(
            "Nothing to stamp",
            "This office has no entries yet.",
            "Ask again when a laptop has sent something.",
        )
    return OfficeRoot(
        epoch=head.epoch,
        size=head.seq,
        root=frontier.root(head.frontier),
        server_time=office.micros(),
        rehearsal=office.clock.rehearsal,
    )


def _at(micros: int, now: datetime) -> datetime:
    return datetime.fromtimestamp(micros / 1_000_000, now.tzinfo)
