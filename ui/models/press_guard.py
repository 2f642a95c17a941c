"""A second press never acts by accident: a short guard for every act, a long one for grave ones.

Printing and leaving wait until nothing was pressed and no key let go for a second (ux 3, 5).
"""

from visitapp.clock import idle

SHORT, LONG = 0.4, 1.0  # seconds


class PressGuard:
    """Remembers when something was last pressed, let go or opened."""

    def __init__(self) -> None:
        self._at = idle() - LONG

    def touch(self) -> None:
        """Something was pressed, let go or opened just now."""
        self._at = idle()

    def is_open(self, *, grave: bool = False) -> bool:
        """Whether a press counts now."""
        return idle() - self._at >= (LONG if grave else SHORT)
