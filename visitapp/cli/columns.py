"""Text for a terminal: aligned though kanji are two cells wide, harmless whatever a name holds."""

import unicodedata
from collections.abc import Iterable, Sequence

GAP = "  "
_CONTROLS = (*(code for code in range(0x20) if chr(code) not in "\n\t"), *range(0x7F, 0xA0))
_DIRECTIONS = (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C)
_HARMLESS = {code: f"<U+{code:04X}>" for code in (*_CONTROLS, *_DIRECTIONS)}


def harmless(text: str) -> str:
    """The text with control and direction characters made visible: no terminal obeys a name."""
    return text.translate(_HARMLESS)


def cells(text: str) -> int:
    """How many cells of a terminal the text fills."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )


def table(rows: Iterable[Sequence[str]]) -> list[str]:
    """One line per row, columns aligned on the left, without trailing spaces."""
    given = [[harmless(cell).replace("\n", " ") for cell in row] for row in rows]
    count = max((len(row) for row in given), default=0)
    widths = [
        max((cells(row[place]) for row in given if place < len(row)), default=0)
        for place in range(count)
    ]
    return [
        GAP.join(
            cell + " " * (width - cells(cell)) for cell, width in zip(row, widths, strict=False)
        ).rstrip()
        for row in given
    ]
