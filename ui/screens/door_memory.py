"""Which door is open and which logs: kept beside the records, so a killed program comes back."""

from PySide6.QtCore import QSettings

VISIT, FOLDS = "door/visit", "door/folds"


class DoorMemory:
    """Reads and writes two values of the window's own settings; "" when no door is open."""

    def __init__(self, state: QSettings | None) -> None:
        self._state = state

    def remember(self, visit_id: str, folds: set[str]) -> None:
        """The open visit and its opened logs, on disk at once."""
        if self._state is not None:
            self._state.setValue(VISIT, visit_id)
            self._state.setValue(FOLDS, ",".join(sorted(folds)))
            self._state.sync()

    @property
    def visit_id(self) -> str:
        """The visit whose door was open."""
        return str(self._state.value(VISIT, "") or "") if self._state else ""

    @property
    def folds(self) -> set[str]:
        """The logs that were open."""
        held = str(self._state.value(FOLDS, "") or "") if self._state else ""
        return {code for code in held.split(",") if code}
