"""A remark to the user that refuses nothing: a gettext id with its values."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Hint:
    """``message`` is an English message id with ``{name}`` places, filled from ``values``."""

    message: str
    values: dict[str, object] = field(default_factory=dict)
