"""What a person must look at about this laptop and its office; kept with the bytes that show it.

Nothing here blocks anything. The words of each code stand in ``visitapp.incidents``.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from visitapp.store.database import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """One finding: a stable code, what exactly, its evidence; first and last seen in µs."""

    what: str
    detail: str
    evidence: bytes
    first_at: int
    last_at: int

    @property
    def seen_at(self) -> datetime:
        """When it was seen last, UTC, by this computer's clock."""
        return datetime.fromtimestamp(0, UTC) + timedelta(microseconds=self.last_at)


class Incidents:
    """The findings of one store, each written down once."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def note(self, what: str, detail: str, evidence: bytes, at: int) -> None:
        """Keep a finding inside the caller's transaction; seen again, only ``last_at`` moves."""
        self._db.execute(
            "INSERT INTO incident (what, detail, evidence, first_at, last_at)"
            " VALUES (?, ?, ?, ?, ?) ON CONFLICT (what, detail) DO UPDATE"
            " SET last_at = excluded.last_at",
            (what, detail, evidence, at, at),
        )

    def newest(self, limit: int) -> list[Incident]:
        """The findings seen last, at most ``limit``."""
        rows = self._db.execute(
            "SELECT what, detail, evidence, first_at, last_at FROM incident"
            " ORDER BY last_at DESC, id DESC LIMIT ?",
            (limit,),
        )
        return [
            Incident(what=r[0], detail=r[1], evidence=bytes(r[2]), first_at=r[3], last_at=r[4])
            for r in rows
        ]
