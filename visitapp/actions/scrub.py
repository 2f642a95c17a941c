"""Are all originals still what they were? Once a week by itself, and when somebody asks."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from visitapp.store import scrub
from visitapp.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class ScrubView:
    """The last whole look (None before it), its originals, and the hashes of damaged ones."""

    now: datetime
    at: datetime | None
    looked: int
    damaged: tuple[str, ...]


def scrub_view(ws: Workspace) -> ScrubView:
    """How it stands; reads no original."""
    known = scrub.scrub_of(ws.store)
    return ScrubView(
        now=ws.clock.now(),
        at=datetime.fromisoformat(known.at) if known.at else None,
        looked=known.looked,
        damaged=known.damaged,
    )


def step_if_due(ws: Workspace) -> ScrubView | None:
    """Look at the next originals when a look is due: the view once it is over, else None."""
    now = ws.clock.now()
    if not scrub.is_due(ws.store, now):
        return None
    return None if scrub.step(ws.store, now).reached else scrub_view(ws)


def look_at_all(ws: Workspace, told: Callable[[int], None]) -> ScrubView:
    """A whole look from the beginning; ``told`` hears how many originals are done."""
    scrub.restart(ws.store)
    while (known := scrub.step(ws.store, ws.clock.now())).reached:
        told(known.seen)
    return scrub_view(ws)
