"""Marks that readers and tools see and that cost nothing: ``override`` and ``N_``.

``override`` without its price: typing_extensions takes 26 ms, a fifth of a bare window.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing_extensions import override as override  # noqa: PLC0414 - exported
else:

    def override(method):  # noqa: ANN001, ANN201
        """Mark a method that stands in for an inherited one; the type checker reads it."""
        return method


def N_(message: str) -> str:  # noqa: N802 (the gettext name every tool and reader knows)
    """Mark a literal as a message id that ``translate`` will get later; returns it unchanged."""
    return message
