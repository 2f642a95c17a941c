"""Single values of the store: who this device is, which incarnation, the office it belongs to."""

import json
import secrets

from visitapp.domain.stamps import Anchor
from visitapp.keys import Signer
from visitapp.store.database import Connection


class Meta:
    """A small key-value table; the device key lies here, inside the encryption."""

    def __init__(self, db: Connection) -> None:
        self._db = db
        self._signer: Signer | None = None

    def text(self, key: str, default: str = "") -> str:
        """A value as text, ``default`` when it was never set."""
        row = self._db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return str(row[0]) if row else default

    def blob(self, key: str) -> bytes:
        """A value as bytes, empty when it was never set."""
        row = self._db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return bytes(row[0]) if row else b""

    def set(self, key: str, value: str | bytes) -> None:
        """Set a value inside the caller's transaction."""
        self._db.execute(
            "INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            (key, value),
        )

    def drop(self, *keys: str) -> None:
        """Forget values."""
        for key in keys:
            self._db.execute("DELETE FROM meta WHERE key = ?", (key,))

    @property
    def signer(self) -> Signer:
        """The device key."""
        if self._signer is None:
            self._signer = Signer(self.blob("device_key"))
        return self._signer

    @property
    def incarnation(self) -> str:
        """The present incarnation: 16 hex."""
        return self.text("incarnation")

    @property
    def earlier(self) -> tuple[str, ...]:
        """The incarnations before the present one, in the order they were opened."""
        return tuple(json.loads(self.text("earlier", "[]")))

    def open_incarnation(self, reason: str) -> None:
        """Begin a new branch; its first entry will name the one before (``previous``)."""
        previous = self.incarnation
        if previous:
            self.set("earlier", json.dumps([*self.earlier, previous]))
        self.set("previous", previous)
        self.set("opened_for", reason)
        self.set("incarnation", secrets.token_hex(8))

    @property
    def anchor(self) -> Anchor | None:
        """The last office time heard, or None."""
        found = self.text("anchor")
        return Anchor.from_json(json.loads(found)) if found else None

    def set_anchor(self, anchor: Anchor) -> None:
        """Remember an office time for the entries to come."""
        self.set("anchor", json.dumps(anchor.as_json()))
