"""Learn the table of the wording guard's tone from the judged sentences, in half a minute.

usage: python packaging/tone.py

Reads tests/domain/wording.tsv, writes resources/wording/tone.ja.tsv. The method is logistic
regression by stochastic steps in a fixed order: the same sentences give the same table. Run it
whenever sentences or the [fold] table changed; a test tells when.
"""

from __future__ import annotations

import random
import re
import sys
from collections import Counter
from hashlib import sha256
from math import exp
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from visitapp.domain.tone import SCALE, groups, loudness  # noqa: E402
from visitapp.lexicon import folding  # noqa: E402

SENTENCES = ROOT / "tests/domain/wording.tsv"
TABLE = ROOT / "resources/wording/tone.ja.tsv"
ROUNDS = 24
STEP = 0.35
SHRINK = 1.0
SMALLEST = 11
SEED = 20261130
ENDS = re.compile("[^。!?]+[。!?]?")
PAUSE = re.compile("、")

Row = tuple[list[int], float, int]


def main() -> int:
    """Write the table."""
    TABLE.write_text(learned(SENTENCES.read_bytes()), encoding="utf-8", newline="\n")
    return 0


def learned(sentences: bytes) -> str:
    """The table learned from the sentences of a file like tests/domain/wording.tsv."""
    names, spoken, slips = rows_of(sentences.decode())
    said = fit(spoken, len(names), 3)
    private = fit(slips, len(names), 1)
    lines = [f"# learned by packaging/tone.py from sentences with SHA-256 {digest(sentences)}"]
    for name, *weights in zip(names, *said, *private, strict=True):
        whole = [round(weight * SCALE) for weight in weights]
        if not name or max(map(abs, whole)) >= SMALLEST:
            lines.append(f"{name}\t{','.join(map(str, whole))}")
    return "\n".join([lines[0], *sorted(lines[1:])]) + "\n"


def digest(sentences: bytes) -> str:
    """What the table's first line says about the sentences, whatever their line ends."""
    return sha256(sentences.replace(b"\r\n", b"\n")).hexdigest()


def rows_of(text: str) -> tuple[list[str], list[Row], list[Row]]:
    """The names of all groups, the sentences as said (F, P, B or none), the slips (X or none)."""
    judged = [(row[0], row[3] if row[1] == "block" else "", row[2]) for row in cells_of(text)]
    folded = folding()
    heard = [
        (form, kind, sorted(groups(part)))
        for form, kind, sentence in judged
        for part in parts_of(folded.fold(sentence).text, whole=bool(kind))
    ]
    common = Counter(group for _, _, found in heard for group in found)
    names = ["", *sorted(group for group, times in common.items() if times > 1)]
    number = {name: i for i, name in enumerate(names)}
    spoken, slips = [], []
    for form, kind, found in heard:
        marks = [number[group] for group in found if group in number]
        each = loudness(len(found))
        spoken.append((marks, each, "FPB".find(kind) if kind else -1))
        if form == "open":
            slips.append((marks, each, 0 if kind else -1))
    return names, spoken, slips


def cells_of(text: str) -> list[list[str]]:
    """The rows of a table without its head."""
    return [line.split("\t") for line in text.splitlines()[1:]]


def parts_of(text: str, *, whole: bool) -> list[str]:
    """What the guard will listen to: the text, or the ends of each sentence that may stand."""
    if whole:
        return [text]
    ends = ENDS.findall(text)
    return [end[at:] for end in ends for at in (0, *(m.end() for m in PAUSE.finditer(end[:-1])))]


def fit(rows: list[Row], size: int, classes: int) -> list[list[float]]:
    """Weights, one list a class, under which the rows are likely; -1 is none of the classes."""
    weights = [[0.0] * size for _ in range(classes)]
    slopes = [[1e-8] * size for _ in range(classes)]
    total = [[0.0] * size for _ in range(classes)]
    times = [0] * size
    for marks, _, _ in rows:
        for mark in marks:
            times[mark] += 1
    order = random.Random(SEED)
    for lap in range(ROUNDS):
        order.shuffle(rows)
        for row in rows:
            step(row, weights, slopes, times)
        if lap >= ROUNDS // 2:
            for summed, now in zip(total, weights, strict=True):
                for i, weight in enumerate(now):
                    summed[i] += weight
    laps = ROUNDS - ROUNDS // 2
    return [[weight / laps for weight in summed] for summed in total]


def step(
    said: Row, weights: list[list[float]], slopes: list[list[float]], times: list[int]
) -> None:
    """One row's pull on the start and on its groups' weights; rare groups are held back less."""
    marks, each, kind = said
    sums = [row[0] + each * sum(map(row.__getitem__, marks)) for row in weights]
    powers = [exp(min(total, 50)) for total in sums]
    whole = 1 + sum(powers)
    for place, (row, steep) in enumerate(zip(weights, slopes, strict=True)):
        pull = powers[place] / whole - (place == kind)
        steep[0] += pull * pull
        row[0] -= STEP * pull / steep[0] ** 0.5
        for mark in marks:
            slope = each * pull + SHRINK * row[mark] / times[mark]
            steep[mark] += slope * slope
            row[mark] -= STEP * slope / steep[mark] ** 0.5


if __name__ == "__main__":
    sys.exit(main())
