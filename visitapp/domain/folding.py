"""A working copy of a text in which equal words look equal, with the way back to the original.

Nothing stored is ever changed: the copy lives as long as a check.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

_HIRAGANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}
# One unit of NFKC: a character with its selector and marks, half-width sound marks included.
_UNIT = re.compile("[\\s\\S][\ufe00-\ufe0f\U000e0100-\U000e01ef\u0300-\u036f\u3099\u309aﾞﾟ]*")
_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_GLOSS = re.compile(r"\([ぁ-んー]+\)")
_ENDS = "。!?\n"


@dataclass(frozen=True, slots=True)
class Folded:
    """The copy; ``starts[i]`` … ``ends[i]`` is where its character i stands in the original."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    breaks: frozenset[int]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """The place in the original of ``text[start:end]``, which is not empty."""
        return self.starts[start], self.ends[end - 1]

    def clause_end(self, start: int) -> int:
        """Where the clause that goes on at ``start`` ends."""
        found = re.compile("[、。!?]").search(self.text, start)
        return found.start() if found else len(self.text)

    def stretches(self, marks: str) -> list[tuple[int, int]]:
        """The text cut after each of ``marks``; a line end cuts nothing, it may stand in a word."""
        cuts = (i + 1 for i, sign in enumerate(self.text) if sign in marks)
        edges = sorted({0, len(self.text), *cuts})
        return [(a, b) for a, b in pairwise(edges) if a < b]

    def sentences(self) -> list[tuple[int, int]]:
        """The sentences: parted by 。！？ and line ends."""
        edges = sorted({0, len(self.text), *self.breaks})
        return [(a, b) for a, b in pairwise(edges) if a < b]


class Folding:
    """NFKC, katakana to hiragana, no spaces or invisible characters, and a table of spellings."""

    def __init__(self, table: Mapping[str, str]) -> None:
        self._table = {plain_kana(key): plain_kana(value) for key, value in table.items()}
        longest = sorted(self._table, key=len, reverse=True)
        self._spellings = re.compile("|".join(map(re.escape, longest)) or r"(?!)")

    def pattern(self, pattern: str) -> str:
        """A regular expression written in plain Japanese, as it must be for the copy."""
        return self._spellings.sub(lambda found: self._table[found[0]], plain_kana(pattern))

    def fold(self, text: str) -> Folded:
        """The working copy of a text."""
        units = [(c, start, end) for c, start, end in _units(text) if c]
        rows = self._respelled([u for u in units if u[0] != "\n"], _line_ends(units))
        copy = "".join(row[0] for row in rows[0])
        breaks = rows[1] | {i + 1 for i, c in enumerate(copy) if c in _ENDS}
        starts = tuple(row[1] for row in rows[0])
        return Folded(copy, starts, tuple(row[2] for row in rows[0]), frozenset(breaks))

    def _respelled(
        self, units: list[tuple[str, int, int]], ends: set[int]
    ) -> tuple[list[tuple[str, int, int]], set[int]]:
        copy = "".join(unit[0] for unit in units)
        rows: list[tuple[str, int, int]] = []
        moved: dict[int, int] = {}
        place = 0
        while place < len(copy):
            moved[place] = len(rows)
            gloss = _GLOSS.match(copy, place)
            spelling = self._spellings.match(copy, place)
            if gloss and place:
                place = gloss.end()
            elif spelling:
                start, end = units[place][1], units[spelling.end() - 1][2]
                rows += [(c, start, end) for c in self._table[spelling[0]]]
                place = spelling.end()
            else:
                rows.append(units[place])
                place += 1
        moved[len(copy)] = len(rows)
        return rows, {moved[end] for end in ends if end in moved}


def plain_kana(text: str) -> str:
    """Katakana as hiragana; ー and everything else stay."""
    return text.translate(_HIRAGANA)


def _units(text: str) -> list[tuple[str, int, int]]:
    """Each character of the copy with its place; a line end stays as the unit of a line end."""
    found = []
    for unit in _UNIT.finditer(text):
        if unit[0] == "\n":
            found.append(("\n", unit.start(), unit.end()))
            continue
        plain = unicodedata.normalize("NFKC", _SELECTORS.sub("", unit[0])).casefold()
        for character in plain_kana(plain):
            if not _is_blank(character):
                found.append((character, unit.start(), unit.end()))
    return found


def _is_blank(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) in {"Cf", "Cc", "Mn"}


def _line_ends(units: list[tuple[str, int, int]]) -> set[int]:
    """Where lines end, counted in units that are not line ends."""
    ends, seen = set(), 0
    for character, _, _ in units:
        if character == "\n":
            ends.add(seen)
        else:
            seen += 1
    return ends
