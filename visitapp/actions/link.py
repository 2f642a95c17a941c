"""The way to the office: join it, send and fetch, and say how far everything has come."""

import platform
import random
from collections.abc import Callable

from visitapp.sync import engine
from visitapp.sync import watch as watching
from visitapp.sync.enrolment import Enrolled, Invitation
from visitapp.sync.enrolment import enroll as join
from visitapp.sync.report import Progress, SyncReport
from visitapp.sync.watch import Doorbell
from visitapp.workspace import Workspace

Told = Callable[[Progress], None]


def enroll(ws: Workspace, url: str, code: str, name: str = "") -> Enrolled:
    """Join the office at ``url`` with its one-time code; what was written before comes along.

    Raises Known when the code is refused, the office can't be reached or is another one.
    """
    invitation = Invitation(url=url, code=code, name=name or platform.node() or "laptop")
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


def status(ws: Workspace) -> SyncReport:
    """How far everything has come, from this computer alone."""
    return engine.status(ws.store)


def is_joined(ws: Workspace) -> bool:
    """Whether this computer belongs to an office; a lone laptop is complete too (N-17)."""
    return ws.store.outbox.office is not None
