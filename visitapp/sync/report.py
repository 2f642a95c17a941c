"""What a pass of sync came to, and what still lies on this laptop only."""

from dataclasses import dataclass
from datetime import datetime

from visitapp.errors import Known
from visitapp.store.incidents import Incident
from visitapp.store.unsent import Pending
from visitapp.sync.failures import Failure


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncReport:
    """The outcome of a pass; ``status`` gives the same without any network.

    ``online`` = the last authenticated exchange worked. ``trouble`` ended the pass early, None when
    it ran through. ``refused`` counts requests that the office refused. ``incidents`` are things a
    person should look at that stopped nothing else: a damaged photo, a record that does not hold.
    ``found`` are the newest findings kept in the store, also those of earlier passes.
    """

    online: bool
    last_receipt_at: datetime | None
    pending: Pending
    conflicts: int = 0
    refused: int = 0
    trouble: Known | None = None
    incidents: tuple[Known, ...] = ()
    found: tuple[Incident, ...] = ()

    @property
    def needs_person(self) -> bool:
        """Whether trying again by itself cannot help."""
        return isinstance(self.trouble, Failure) and self.trouble.is_final

    def as_json(self) -> dict[str, object]:
        """The JSON form scripts rely on (design: command line); times ISO 8601 with offset."""
        pending = self.pending
        return {
            "online": self.online,
            "last_receipt_at": self.last_receipt_at and self.last_receipt_at.isoformat(),
            "pending": {
                "entries": pending.entries,
                "thumbnails": pending.thumbnails,
                "originals": pending.originals,
                "bytes": pending.bytes,
            },
            "conflicts": self.conflicts,
            "refused": self.refused,
            "incidents": [
                {"what": one.what, "detail": one.detail, "seen_at": one.seen_at.isoformat()}
                for one in self.found
            ],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Told while a pass runs: which lane moved, and what is still pending there."""

    lane: str
    done: int
    total: int
