"""The guard's rules as parsed data into a ``Lexicon``; a broken rule is named, never skipped."""

import re
from collections.abc import Mapping
from typing import Any

from visitapp.domain.folding import Folding
from visitapp.domain.tone import Tone
from visitapp.domain.wording import REPLACED, Lexicon, Rule, Weak, WordClass
from visitapp.errors import Known

_WORD = re.compile(r"\{([a-z_]+)\}")
_DEPTH = 8


def read_lexicon(data: Mapping[str, Any], tone: Tone) -> Lexicon:
    """The lexicon of a parsed ``lexicon.ja.toml``; raises Known naming what can't be used."""
    try:
        folding = Folding(data["fold"])
        words = data["words"]
        return Lexicon(
            version=data["version"],
            folding=folding,
            rules=tuple(_rule(row, words, folding) for row in data["rule"]),
            apology=_compiled("apology", data["apology"]["pattern"], words, folding),
            objects=_compiled("objects", data["apology"]["objects"], words, folding),
            regret=_compiled("regret", data["apology"]["regret"], words, folding),
            tone=tone,
            instead={kind: data["instead"][kind.value] for kind in REPLACED},
        )
    except KeyError as missing:
        raise _wrong(str(missing.args[0])) from missing


def _rule(row: Mapping[str, Any], words: Mapping[str, str], folding: Folding) -> Rule:
    name = row["name"]
    if row["class"] not in set(WordClass) or row.get("weak", "") not in set(Weak):
        raise _wrong(name)
    return Rule(
        kind=WordClass(row["class"]),
        name=name,
        parts=tuple(_compiled(name, part, words, folding) for part in _parts(row)),
        unless=tuple(
            _compiled(name, part, words, folding) for part in _choices(row.get("unless", ""))
        ),
        wide=row.get("within") == "sentence",
        weak=Weak(row.get("weak", "")),
    )


def _parts(row: Mapping[str, Any]) -> list[str]:
    """The patterns of a rule: its ``pattern``, or ``all`` of a list in one clause or sentence."""
    return row["all"] if "all" in row else [row["pattern"]]


def _choices(pattern: str) -> list[str]:
    """``{a}|{b}|rest`` as ["{a}", "{b}", "rest"]: a word many rules name is compiled once."""
    parts, depth = [""], 0
    for sign in pattern:
        depth += (sign == "(") - (sign == ")")
        if sign == "|" and depth == 0:
            parts.append("")
        else:
            parts[-1] += sign
    words = [part for part in parts if _WORD.fullmatch(part)]
    rest = "|".join(part for part in parts if not _WORD.fullmatch(part))
    return [*words, rest] if rest else words


def _compiled(
    name: str, pattern: str, words: Mapping[str, str], folding: Folding
) -> re.Pattern[str]:
    for _ in range(_DEPTH):
        if not _WORD.search(pattern):
            break
        pattern = _WORD.sub(lambda word: words[word[1]], pattern)
    try:
        compiled = re.compile(folding.pattern(pattern))
    except re.error as error:
        raise _wrong(name) from error
    if compiled.search(""):
        raise _wrong(name)
    return compiled


def _wrong(name: str) -> Known:
    return Known(
        "Word list damaged",
        "The entry “{name}” of the wording guard can't be used.",
        "Correct it in wording/lexicon.ja.toml, or install the program again.",
        name=name,
    )
