"""Where a line of text may end: 禁則, what is never broken, and the phrases of large type."""

import re
from functools import cache
from typing import TYPE_CHECKING

from visitapp.documents.clusters import clusters

if TYPE_CHECKING:
    from budoux.parser import Parser

SPACES = " \u3000\u00a0"
"""What is dropped where a line ends."""
_NOT_FIRST = set(
    "、。，．・：；？！゛゜´｀ヽヾゝゞ々ー’”）〕］｝〉》」』】｡､｣･ｰﾞﾟ,.:;?!)]}"
    "ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ〜～＝"
)
_NOT_LAST = set("‘“（〔［｛〈《「『【｢([{￥¥〒")
# A date, a time of day, a word or number of Latin letters and digits is never broken (layout 0.1),
# nor is the name of who is in charge. A long double name may end a line behind its hyphen.
_UNBROKEN = re.compile(
    r"(?:\d+月)?\d+日(?:[（(].[）)])?"
    r"|(?:午前|午後)?\d+時(?:\d+分)?(?:頃)?|正午(?:頃)?"
    r"|担当[ \u3000][^\s()（）、。]{1,10}"
    r"|[A-Za-z\u00c0-\u024f]{4,}-(?=[A-Za-z\u00c0-\u024f]{4})"
    r"|[0-9A-Za-z\u00c0-\u024f][0-9A-Za-z\u00c0-\u024f'’.&/+-]*"
)


def units(text: str) -> list[str]:
    """The pieces between two places where a line may end."""
    atoms: list[str] = []
    place = 0
    for found in _UNBROKEN.finditer(text):
        atoms += clusters(text[place : found.start()])
        atoms.append(found[0])
        place = found.end()
    atoms += clusters(text[place:])
    joined: list[str] = []
    for atom in atoms:
        if joined and (atom[0] in _NOT_FIRST or atom[0] in SPACES or joined[-1][-1] in _NOT_LAST):
            joined[-1] += atom
        else:
            joined.append(atom)
    return joined


def phrases(text: str) -> list[str]:
    """The pieces between two places where a reader would pause: 文節 (JLREQ 3.1.7 allows it).

    No piece ends where ``units`` has none.
    """
    ends = _ends(_parser().parse(text))
    joined: list[str] = []
    place = 0
    for unit in units(text):
        if joined and place not in ends:
            joined[-1] += unit
        else:
            joined.append(unit)
        place += len(unit)
    return joined


def _ends(parts: list[str]) -> set[int]:
    place = 0
    return {place := place + len(part) for part in parts}


@cache
def _parser() -> "Parser":
    from budoux.parser import (  # noqa: PLC0415 - only for large type
        load_default_japanese_parser,
    )

    return load_default_japanese_parser()
