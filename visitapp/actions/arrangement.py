"""How a visit is to be made, as people type it: roles by name (R-32), place, length, purpose."""

from dataclasses import dataclass
from datetime import datetime

from visitapp.actions.people import people_named
from visitapp.domain.entries import VisitArranged
from visitapp.domain.words import SiteKind
from visitapp.store.store import Transaction
from visitapp.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrangement:
    """Roles by name, "" where nobody has it; minutes; ``room`` for flats and companies (N-05)."""

    speaker: str = ""
    recorder: str = ""
    liaison: str = ""
    minutes: int = 60
    window_minutes: int = 0
    site: SiteKind = SiteKind.HOUSE
    room: str = ""
    purpose: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Who goes (ids), who watches (a name), when they mean to be back."""

    staff: tuple[str, ...]
    watcher: str = ""
    expected_return: datetime | None = None


def arranged(
    ws: Workspace, tx: Transaction, arrangement: Arrangement, party: Party
) -> VisitArranged:
    """The entry content of an arrangement; people not known yet are added by their names."""
    return VisitArranged(
        staff=party.staff,
        speaker=_person(ws, tx, arrangement.speaker),
        recorder=_person(ws, tx, arrangement.recorder),
        liaison=_person(ws, tx, arrangement.liaison),
        minutes=arrangement.minutes,
        window_minutes=arrangement.window_minutes,
        site=arrangement.site,
        room=arrangement.room.strip(),
        purpose=arrangement.purpose,
        expected_return=party.expected_return,
        watcher=party.watcher,
    )


def _person(ws: Workspace, tx: Transaction, name: str) -> str:
    return people_named(ws, tx, (name,))[0] if name.strip() else ""
