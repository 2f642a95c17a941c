"""The way to the office: join it, send and fetch, and say how far everything has come."""

import platform
import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from visitapp.errors import Known
from visitapp.store.unsent import Pending
from visitapp.sync import engine, meeting
from visitapp.sync import watch as watching
from visitapp.sync.enrolment import Enrolled, Invitation, address, read_invitation
from visitapp.sync.enrolment import enroll as join
from visitapp.sync.failures import Failure
from visitapp.sync.meeting import Peer
from visitapp.sync.report import Progress, SyncReport
from visitapp.sync.watch import Doorbell
from visitapp.workspace import Workspace

Told = Callable[[Progress], None]
Bell = Doorbell
Office = Peer
invitation_in = read_invitation
"""What a window rings for a pass at once, and ends the loop with."""
LOCAL = "local"
"""The cause of a pass that ended because of this computer: a full disk, records in use."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkState:
    """What the way to the office does at this moment; one frozen value for every place.

    ``online`` is what the last exchange showed, None before the first; ``cause`` the stable word
    of ``trouble`` (visitapp.sync.failures, or ``LOCAL``); ``attempts`` counts passes that failed
    in a row, ``next_at`` is when the next one begins by itself. ``lane``, ``done`` and ``total``
    say how far the present pass is. ``passes`` counts finished passes; ``answers`` is how often the
    bell had been rung when the last of them began.
    """

    busy: bool = False
    online: bool | None = None
    lane: str = ""
    done: int = 0
    total: int = 0
    trouble: Known | None = None
    cause: str = ""
    incidents: tuple[Known, ...] = ()
    attempts: int = 0
    next_at: datetime | None = None
    passes: int = 0
    answers: int = 0


def meet(url: str) -> Peer:
    """Who is at an address as typed: name and check number, to be compared before joining.

    Raises Known when it is no address, nobody answers, or something in place of an office does.
    """
    return meeting.meet(address(url), engine.connect)


def computer_name() -> str:
    """What this computer calls itself, for the office's list."""
    return platform.node() or "laptop"


def enroll(ws: Workspace, url: str, code: str, *, name: str = "", check: str = "") -> Enrolled:
    """Join the office at ``url`` with its one-time code; what was written before comes along.

    ``check`` is the office's check number (or id) as a person or an invitation confirmed it.
    Raises Known when the code is refused, the office can't be reached or is another one.
    """
    invitation = Invitation(url=url, code=code, name=name or computer_name(), check=check)
    return join(ws.store, invitation, ws.clock, engine.connect)


def sync(ws: Workspace, progress: Told, stop: Callable[[], bool] = lambda: False) -> SyncReport:
    """One pass over all lanes; what network and office do stands in the report.

    Raises Known only when this laptop belongs to no office.
    """
    office = ws.store.outbox.office
    if office is None:
        raise engine.not_enrolled()
    transport = engine.connect(office)
    try:
        return engine.sync_once(ws.store, transport, ws.clock, progress=progress, stop=stop)
    finally:
        transport.close()


def watch(
    ws: Workspace,
    passed: Callable[[SyncReport], None],
    progress: Told,
    bell: Doorbell | None = None,
) -> SyncReport:
    """Pass after pass until ``bell`` ends it; ``passed`` hears of each."""
    bell = bell or Doorbell()

    def once() -> SyncReport:
        report = sync(ws, progress, bell.is_over)
        passed(report)
        return report

    return watching.watch(once, bell.wait, random.random)


def accompany(ws: Workspace, bell: Doorbell, told: Callable[[LinkState], None]) -> None:
    """Keep sending beside the window until ``bell`` ends it; ``told`` hears every change.

    Nothing here waits for a person, and an act of one never waits for the network: a pass takes
    the store's lock for single short transactions only.
    """
    state = LinkState()

    def tell(**changes: object) -> None:
        nonlocal state
        state = replace(state, **changes)  # type: ignore[arg-type] # the names are LinkState's
        told(state)

    def once() -> SyncReport:
        rings = bell.rings
        tell(busy=True, lane="", next_at=None)
        report = _pass(ws, lambda p: tell(lane=p.lane, done=p.done, total=p.total), bell.is_over)
        tell(
            busy=False,
            online=report.online,
            trouble=report.trouble,
            cause=_cause(report),
            incidents=report.incidents,
            attempts=0 if report.online else state.attempts + 1,
            passes=state.passes + 1,
            answers=rings,
        )
        return report

    def wait(seconds: float) -> watching.Rung:
        if state.attempts:
            tell(next_at=ws.clock.now() + timedelta(seconds=seconds))
        return bell.wait(seconds)

    watching.watch(once, wait, random.random)


def _pass(ws: Workspace, told: Told, stop: Callable[[], bool]) -> SyncReport:
    """One pass; what goes wrong with this computer's own records stands in the report too."""
    try:
        return sync(ws, told, stop)
    except Known as known:
        nothing = Pending(entries=0, thumbnails=0, originals=0, bytes=0)
        return SyncReport(online=False, last_receipt_at=None, pending=nothing, trouble=known)


def _cause(report: SyncReport) -> str:
    if isinstance(report.trouble, Failure):
        return report.trouble.cause.value
    return LOCAL if report.trouble is not None else ""


def status(ws: Workspace) -> SyncReport:
    """How far everything has come, from this computer alone."""
    return engine.status(ws.store)


def is_joined(ws: Workspace) -> bool:
    """Whether this computer belongs to an office; a lone laptop is complete too (N-17)."""
    return ws.store.outbox.office is not None
