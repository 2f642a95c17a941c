"""What an import has to say about a row: a message id with values, translated at the edge."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """One sentence about row ``row`` of the file (heading = row 1; 0 = the whole file)."""

    row: int
    message: str
    values: Mapping[str, object]


LONGEST = 80


def remark(row: int, message: str, **values: object) -> Remark:
    """A remark with its values as keywords; ``message`` is an English gettext id.

    Texts from the file are shortened to one line of 80 characters.
    """
    return Remark(
        row=row, message=message, values={name: _shown(value) for name, value in values.items()}
    )


def _shown(value: object) -> object:
    if not isinstance(value, str):
        return value
    line = value.translate(dict.fromkeys(map(ord, "\r\n\t"), " "))
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"
