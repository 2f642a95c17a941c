"""What an import has to say about a row: a message id with values, translated at the edge."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """One sentence about row ``row`` of the file (heading = row 1; 0 = the whole file)."""

    row: int
    message: str
    values: Mapping[str, object]


def remark(row: int, message: str, **values: object) -> Remark:
    """A remark with its values as keywords; ``message`` is an English gettext id."""
    return Remark(row=row, message=message, values=values)
