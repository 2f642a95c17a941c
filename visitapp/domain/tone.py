"""How a sentence sounds: what the guard's rules don't know by name.

A rule names words; people find others. Beside the rules stands a table of groups of one to four
letters, each with its weight for the classes F, P, B and X, learned from judged sentences by
``packaging/tone.py``. A sentence's weights add up to a chance that it must not stand on paper; in a
long sentence each counts less, in a short one more, so that length alone speaks for nothing.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import exp, sqrt

from visitapp.domain.words import Form

CLASSES = "FPBX"
LONGEST = 4
SCALE = 100
USUAL = 49
SURE = 0.65
SURE_AFTER = 0.9
DOUBT = 0.3
_NUMBER = re.compile("[0-9]+")

Scores = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tone:
    """The table: for each group its weights for F, P, B and X in hundredths, as written in a line.

    The empty group holds what every sentence starts with. A chance above ``sure`` is a finding of
    its own, from the middle of a sentence to its end above ``sure_after``; below ``doubt`` it
    withdraws the finding of a weak rule.
    """

    weights: Mapping[str, str]
    sure: float
    sure_after: float
    doubt: float

    def is_sure(self, chance: float, after: bool) -> bool:
        """Whether a chance is a finding; ``after`` the beginning of a sentence it needs more."""
        return chance > (self.sure_after if after else self.sure)


def groups(sentence: str) -> set[str]:
    """The groups of one to four letters of a folded sentence; its ends are ^ and $."""
    plain = f"^{_NUMBER.sub('0', sentence)}$"
    sizes = range(1, LONGEST + 1)
    return {plain[at : at + size] for size in sizes for at in range(len(plain) - size + 1)}


def loudness(size: int) -> float:
    """How much each of a sentence's ``size`` groups counts: as written in one of ``USUAL``."""
    return sqrt(USUAL / size)


def scores(sentence: str, tone: Tone) -> Scores:
    """The sums for F, P, B and X; 0 is what an allowed sentence has."""
    found = groups(sentence)
    each = loudness(len(found)) / SCALE
    start = _numbers(tone.weights[""])
    rows = [_numbers(tone.weights[group]) for group in found & tone.weights.keys()]
    sums = map(sum, zip(*rows, strict=True)) if rows else (0, 0, 0, 0)
    fault, promise, blame, private = (
        first / SCALE + each * column for first, column in zip(start, sums, strict=True)
    )
    return fault, promise, blame, private


@lru_cache(maxsize=8192)
def _numbers(row: str) -> tuple[int, ...]:
    return tuple(map(int, row.split(",")))


def chance(found: Scores, form: Form) -> float:
    """How likely a sentence with these scores must not stand: F, P or B, on a slip also X."""
    wrong = sum(exp(min(score, 50)) for score in found[:3])
    said = wrong / (1 + wrong)
    return max(said, 1 / (1 + exp(-max(found[3], -50)))) if form is Form.OPEN else said


def read_tone(text: str) -> Tone:
    """The table of a ``tone.ja.tsv``; its first line says what it was learned from."""
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return Tone(
        weights=dict(line.split("\t", 1) for line in lines),
        sure=SURE,
        sure_after=SURE_AFTER,
        doubt=DOUBT,
    )


def likeliest(found: Scores, form: Form) -> str:
    """The letter of the class the scores speak for most; X only on a slip."""
    ranked = CLASSES if form is Form.OPEN else CLASSES[:3]
    return max(ranked, key=lambda letter: found[CLASSES.index(letter)])
