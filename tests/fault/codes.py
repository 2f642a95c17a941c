"""``run.py fault codes``: photographs of our note in fifteen kinds; found, not found, wrong.

    python3 run.py fault codes [--runs 20] [--seed N]

``--runs`` counts photographs of each kind, 12 million pixels each, made from the note's own PDF.
Prints one table; exit 1 when a code was read wrongly, the note of another visit counted as this
one, too few were found, or a control that must find nothing found something.
"""

import argparse
import random
import statistics
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.fault.shooting.kinds import (  # noqa: E402 - run by path
    KINDS,
    Recipe,
    Studio,
    elsewhere,
    without_code,
)
from tests.fault.shooting.sheet import Slip, slip  # noqa: E402
from visitapp.clock import idle  # noqa: E402
from visitapp.domain.note_number import judge_codes  # noqa: E402
from visitapp.domain.words import NoteCode  # noqa: E402
from visitapp.media.intake import SEARCH_SECONDS, Intake  # noqa: E402

PHOTOS = ROOT.parent / "shared" / "samples" / "photos"
BEHIND = ("iphone7-gps-12mp.jpg", "iphone7-gps-canyon.jpg", "nintendo3ds-house.mpo",
          "samsung-s22-edited-gimp.jpg", "demo-drawn/1-approach-door.jpg",
          "demo-drawn/3-note-at-postbox.jpg", "orientation/landscape_1.jpg")  # fmt: skip
LEAST = 0.85  # of all photographs whose code is there
Judge = Callable[[Sequence[str], str, set[str]], tuple[NoteCode, str]]


@dataclass
class Row:
    """One kind: what came of its photographs; ``seconds`` of copies and search together."""

    kind: str
    results: list[NoteCode] = field(default_factory=list)
    wrong: int = 0
    seconds: list[float] = field(default_factory=list)

    def count(self, result: NoteCode) -> int:
        """How many photographs ended so."""
        return self.results.count(result)


def background(folder: Path = PHOTOS) -> tuple[Path, ...]:
    """Real photos to lie behind the paper, those that are at hand."""
    return tuple(path for name in BEHIND if (path := folder / name).exists())


def series(
    intake: Intake, kind: str, recipe: Recipe, studios: Sequence[Studio], judge: Judge = judge_codes
) -> Row:
    """One photograph in each studio, looked at as the photo of its own note."""
    row = Row(kind)
    for studio in studios:
        meant = slip(studio.luck)
        data = recipe(studio, meant)
        began = idle()
        looked = intake.copies_and_codes(data)
        row.seconds.append(idle() - began)
        result, _ = judge(looked.codes, meant.number, {meant.head})
        row.results.append(result)
        row.wrong += any(text.startswith("VA1/") and text != meant.code for text in looked.codes)
    return row


def studios(seed: int, kind: str, runs: int, **given: object) -> list[Studio]:
    """The same luck for the same seed, kind and place in the series."""
    return [Studio(random.Random(f"{seed} {kind} {k}"), **given) for k in range(runs)]  # type: ignore[arg-type]


def of_another(recipe: Recipe) -> Recipe:
    """The paper shows the note of another visit."""

    def taken(studio: Studio, _meant: Slip) -> bytes:
        return recipe(studio, slip(studio.luck))

    return taken


def any_of_ours(texts: Sequence[str], _number: str, _heads: set[str]) -> tuple[NoteCode, str]:
    """Control: a judge that takes every code of ours for this note's."""
    ours = [text for text in texts if text.startswith("VA1/")]
    return (NoteCode.FOUND, ours[0]) if ours else (NoteCode.NOT_FOUND, "")


def told(row: Row) -> str:
    """A line of the table."""
    middle, worst = statistics.median(row.seconds), max(row.seconds)
    found, other = row.count(NoteCode.FOUND), row.count(NoteCode.OTHER_NOTE)
    missed = row.count(NoteCode.NOT_FOUND)
    return (
        f"{row.kind:28} {len(row.results):4} {found:6} {missed:9} {other:6} {row.wrong:6}"
        f" {middle:7.2f} {worst:7.2f}"
    )


def controls(intake: Intake, seed: int, runs: int) -> dict[str, tuple[Row, bool]]:
    """Each with whether it came out as it must."""
    given = {"behind": background()}
    other = of_another(KINDS["plain"])
    rows = {
        "another visit's note": series(intake, "another visit's note", other,
                                       studios(seed, "other", runs, **given)),
        "code torn away": series(intake, "code torn away", without_code,
                                 studios(seed, "torn", runs, **given)),
        "no note at all": series(intake, "no note at all", elsewhere,
                                 studios(seed, "none", runs, **given)),
        "a judge that takes any code": series(intake, "a judge that takes any code", other,
                                              studios(seed, "other", runs, **given), any_of_ours),
    }  # fmt: skip
    must = {
        "another visit's note": NoteCode.OTHER_NOTE,
        "code torn away": NoteCode.NOT_FOUND,
        "no note at all": NoteCode.NOT_FOUND,
        "a judge that takes any code": NoteCode.FOUND,  # caught: it must be wrong every time
    }
    return {name: (row, row.count(must[name]) == runs) for name, row in rows.items()}


def main(arguments: list[str]) -> int:
    """The campaign, then its controls."""
    parser = argparse.ArgumentParser(prog="run.py fault codes")
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 32))
    parser.add_argument("--seconds", type=float, default=SEARCH_SECONDS)
    given = parser.parse_args(arguments)
    print(f"seed {given.seed}, {len(background())} photos behind", flush=True)
    print(f"{'kind':28} {'n':>4} {'found':>6} {'not found':>9} {'other':>6} {'wrong':>6}"
          f" {'median':>7} {'worst':>7}")  # fmt: skip
    rows: list[Row] = []
    with Intake(search_seconds=given.seconds) as intake:
        intake.warm()
        for kind, recipe in KINDS.items():
            places = studios(given.seed, kind, given.runs, behind=background())
            rows.append(series(intake, kind, recipe, places))
            print(told(rows[-1]), flush=True)
        checked = controls(intake, given.seed, max(3, given.runs // 4))
    for row, is_good in checked.values():
        print(told(row), "" if is_good else "NOT AS IT MUST BE")
    found = sum(row.count(NoteCode.FOUND) for row in rows)
    wrong = sum(row.wrong + row.count(NoteCode.OTHER_NOTE) for row in rows)
    print(f"found {found} of {given.runs * len(rows)}, wrong {wrong}")
    enough = found >= LEAST * given.runs * len(rows)
    return int(bool(wrong) or not enough or not all(good for _, good in checked.values()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
