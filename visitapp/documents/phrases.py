"""Phrases of a Japanese sentence (文節), at whose ends the lines of large type break.

Told from the kinds of letters alone: a phrase ends behind a mark, and where kana are followed by
a new word. Good enough for the sentences of a note; a wrong guess only moves the end of a line.
"""

import re
from collections.abc import Callable
from itertools import zip_longest

_KANA = re.compile("[ぁ-ゖ]")
_KANJI = re.compile("[々〆\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_MARKS = "、。，．！？!? \u3000"
_CLOSING, _OPENING = "」』】）)", "「『【（("
_PREFIXES = "おご"
_PARTICLES = "をにでがはへても"
_JOINING = "いきぎしちびみりえけせ"
"""Kana at which one verb runs on into the next: 差し上げる, 申し出る, 受け取る."""


def phrases(units: list[str], fits: Callable[[str], bool]) -> list[str]:
    """The units joined to phrases; one that ``fits`` no line stays in its units."""
    groups: list[list[str]] = []
    for unit, following in zip_longest(units, units[1:], fillvalue=""):
        if groups and not _ends("".join(groups[-1]), unit + following):
            groups[-1].append(unit)
        else:
            groups.append([unit])
    found: list[str] = []
    for group in groups:
        whole = "".join(group)
        found.extend([whole] if fits(whole) else group)
    return found


def _ends(told: str, rest: str) -> bool:
    """Whether a line may end between a phrase so far and what follows it."""
    last, first = told[-1], rest[0]
    if last in _MARKS or first in _OPENING:
        return True
    if last in _CLOSING:
        return not _KANA.match(first)
    if last in _PREFIXES or not _KANA.match(last):
        return False
    if first in _PREFIXES:
        return last in _PARTICLES or bool(_KANJI.match(rest[1:2]))
    if _KANA.match(first):
        return False
    return not (last in _JOINING and _KANJI.match(first) and _KANJI.match(told[-2:-1]))
