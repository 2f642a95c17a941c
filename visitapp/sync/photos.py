"""Lanes 3 and 4: thumbnails first, so that the office sees the door in seconds; then originals.

Several originals travel at once, each on its own connection, because one TCP stream uses little of
a long or lossy line. The store is touched only by the thread that runs the pass: it reads a chunk,
a worker thread sends it. Between any two chunks the text lanes get their turn, so no photo can
keep an entry waiting. A blob whose bytes no longer have its hash is never sent; it is reported.
"""

import hashlib
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field

from visitapp.clock import idle
from visitapp.errors import Known
from visitapp.sync import conversation
from visitapp.sync.failures import Cause, Failure
from visitapp.sync.ledger import Original
from visitapp.sync.report import Progress
from visitapp.sync.session import Session
from visitapp.sync.upload import FIRST_CHUNK, Upload, advance, begin
from visitapp.sync.wire import MissingRequest, ReceiptRequest

STREAMS = 4
ASKED_AT_ONCE = 500
NAMED_AT_ONCE = 8
LEFT_BEHIND = frozenset({"erased", "http 410", "hash", "too_large", "length"})


def send_thumbnails(session: Session, text: Callable[[], None]) -> None:
    """Send the small pictures the office lacks; ``text`` runs before each."""
    waiting = session.ledger.thumbnails()
    for start in range(0, len(waiting), ASKED_AT_ONCE):
        asked = list(waiting[start : start + ASKED_AT_ONCE])
        request = MissingRequest(blobs=[], thumbnails=asked)
        absent = set(conversation.missing(session.transport, request).thumbnails)
        for place, sha256 in enumerate(asked, start):
            text()
            if session.stop():
                return
            _send_thumbnail(session, sha256, absent=sha256 in absent)
            session.told(Progress(lane="thumbnails", done=place + 1, total=len(waiting)))


def _send_thumbnail(session: Session, sha256: str, *, absent: bool) -> None:
    jpeg = session.ledger.thumbnail(sha256) if absent else None
    if jpeg is not None:
        try:
            conversation.put_thumbnail(session.transport, sha256, jpeg)
        except Failure as failure:
            if failure.cause is not Cause.REFUSED:
                raise
            session.incidents.append(failure)
            return
    if jpeg is not None or not absent:
        session.ledger.thumbnail_sent(sha256)


def send_originals(session: Session, text: Callable[[], None]) -> None:
    """Send the originals the office lacks and get them named by a receipt."""
    waiting = session.ledger.originals()
    absent = _absent(session, waiting)
    _name(session, [o.sha256 for o in waiting if o.sha256 not in absent])
    queue = deque(o for o in waiting if o.sha256 in absent)
    flight = _Flight(session=session, queue=queue, total=sum(o.size for o in queue))
    with ThreadPoolExecutor(max_workers=STREAMS, thread_name_prefix="original") as pool:
        try:
            while flight.fill(pool):
                flight.land(pool)
                text()
        finally:
            pool.shutdown(cancel_futures=True)
    _name(session, flight.arrived)


def bring_back(session: Session) -> None:
    """Fetch originals that are damaged here and whole at the office; others stay as they are."""
    for sha256 in session.ledger.damaged():
        if session.stop():
            return
        data = conversation.fetch_blob(session.transport, sha256)
        if data is None or hashlib.sha256(data).hexdigest() != sha256:
            continue  # a backup may have it
        try:
            session.ledger.mend(data)
        except Known as known:
            session.incidents.append(known)


def _absent(session: Session, waiting: Sequence[Original]) -> set[str]:
    absent: set[str] = set()
    for start in range(0, len(waiting), ASKED_AT_ONCE):
        asked = [o.sha256 for o in waiting[start : start + ASKED_AT_ONCE]]
        absent.update(conversation.missing(session.transport, MissingRequest(blobs=asked)).blobs)
    return absent


def _name(session: Session, blobs: Sequence[str]) -> None:
    """Get a receipt naming blobs that the office has whole: only then they count as kept."""
    branch = session.ledger.branch()
    for start in range(0, len(blobs), ASKED_AT_ONCE):
        request = ReceiptRequest(
            device=branch.device,
            incarnation=branch.incarnation,
            blobs=list(blobs[start : start + ASKED_AT_ONCE]),
            since=session.since,
        )
        reply = conversation.receipt(session.transport, request)
        try:
            session.accept(branch, reply)
        except Failure:
            raise
        except Known as known:
            session.note("receipt_refuted", known)  # the photos are there and count for nothing


@dataclass(slots=True, kw_only=True)
class _Flight:
    """The originals on their way: what each worker is doing, and what has arrived unnamed."""

    session: Session
    queue: deque[Original]
    total: int
    sent: int = 0
    chunk: int = FIRST_CHUNK
    flying: dict[Future[Upload], Original] = field(default_factory=dict)
    arrived: list[str] = field(default_factory=list)

    def fill(self, pool: ThreadPoolExecutor) -> bool:
        """Give every free worker an original; False when nothing is left to do."""
        while self.queue and len(self.flying) < STREAMS and not self.session.stop():
            original = self.queue.popleft()
            if self.session.ledger.is_intact(original):
                self.session.ledger.sending(blob=original.sha256)
                task = pool.submit(begin, self.session.transport, original, self.chunk)
                self.flying[task] = original
            else:
                self.session.ledger.note_damaged(original, self.session.clock.now())
                self.session.incidents.append(_damaged(original))
        return bool(self.flying)

    def land(self, pool: ThreadPoolExecutor) -> None:
        """Wait until a worker is done with its step and give it the next one."""
        done, _ = wait(self.flying, return_when=FIRST_COMPLETED)
        for task in done:
            self.flying.pop(task)
            try:
                self._go_on(pool, task.result())
            except Known as known:
                # one photo that is refused or damaged leaves the others alone
                if isinstance(known, Failure) and known.code not in LEFT_BEHIND:
                    raise
                self.session.incidents.append(known)
        if len(self.arrived) >= NAMED_AT_ONCE:
            _name(self.session, self.arrived)
            self.arrived.clear()

    def _go_on(self, pool: ThreadPoolExecutor, upload: Upload) -> None:
        self.chunk = upload.chunk
        sha256 = upload.original.sha256
        if upload.is_done:
            self.arrived.append(sha256)
            self.sent += upload.original.size
            self.session.told(Progress(lane="originals", done=self.sent, total=self.total))
        elif not self.session.stop():
            data = self.session.ledger.chunk(sha256, upload.offset, upload.length)
            task = pool.submit(advance, self.session.transport, upload, data, idle)
            self.flying[task] = upload.original


def _damaged(original: Original) -> Known:
    return Known(
        "Photo damaged",
        "The stored photo {sha256} no longer has the bytes it was recorded with.",
        "It is not sent. Put it back from a backup of this laptop, or take the photo again.",
        sha256=original.sha256,
    )
