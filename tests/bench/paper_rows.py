"""Rows P1, P2 and P3: the note as a PDF, warm, cold, and the first one after a start."""

import json
from pathlib import Path
from typing import Any

from tests.bench import floor_note, plain_note
from tests.bench.first_note import made_ready
from tests.bench.measure import Row, Sample, Side, in_turns, processes_in_turns
from tests.bench.our_note import note
from visitapp.documents.note_pdf import pages
from visitapp.documents.page import Squares, Text
from visitapp.documents.papers import HAGAKI
from visitapp.documents.sheets import Sheet, render
from visitapp.domain.note import Note


def commands(of: Note) -> dict[str, Any]:
    """The texts of a note with their places, as the floor is given them."""
    found = pages(of)
    square = next(c for page in found for c in page.commands if isinstance(c, Squares))
    return {
        "size": [found[0].width, found[0].height],
        "code": of.code,
        "box": [square.x, square.y, square.module],
        "pages": [
            [
                [t.x, t.y, t.size, t.tracking, [[r.family.value, r.text] for r in t.runs]]
                for t in page.commands
                if isinstance(t, Text)
            ]
            for page in found
        ],
    }


def warm(rounds: int = 60) -> Row:
    """P1: composed, laid out, checked and written; the floor writes given texts."""
    asked = [commands(note(k)) for k in range(rounds + rounds // 10 + 3)]
    sides = {
        "note": lambda k: render(Sheet(told=note(k), paper=HAGAKI)),
        "written by hand": lambda k: floor_note.pdf(asked[k]),
        "reportlab with TTFont": lambda k: plain_note.pdf(asked[k]),
    }
    ours, floor, peer = in_turns(sides, rounds, warm=3)
    return Row(row="P1", what="note PDF, warm", ours=ours, limit=floor, goal=2.0, peers=(peer,))


def cold(folder: Path, rounds: int = 15) -> list[Row]:
    """P2: a fresh Python to the file on disk, all sides; beside the library too (ADR 5)."""
    given = folder / "commands.json"
    given.write_text(json.dumps(commands(note())), encoding="utf-8")
    by_hand, by_library = (
        ("-m", f"tests.bench.{side}", str(given), str(folder / f"{side}.pdf"))
        for side in ("floor_note", "plain_note")
    )
    sides = {
        "note, cold": ("-m", "tests.bench.our_note", str(folder / "ours.pdf")),
        "written by hand, cold": by_hand,
        "reportlab with TTFont, cold": by_library,
        "Python that imports reportlab": ("-c", "import reportlab.pdfgen.canvas"),
    }
    ours, floor, plain, imports = processes_in_turns(sides, rounds)
    what = "note PDF, cold"
    return [
        Row(row="P2", what=what, ours=ours, limit=floor, goal=1.4, peers=(imports,)),
        Row(row="P2", what=what, ours=ours, limit=plain, goal=1.0),
    ]


def first(folder: Path, rounds: int = 15) -> Row:
    """P3: in each of fresh processes the first note beside the middle of the later ones.

    Raises AssertionError when the first one imported anything.
    """
    data, told = made_ready(folder), folder / "told.json"
    firsts, later = [], []
    for _each in range(rounds):
        processes_in_turns({"": ("-m", "tests.bench.first_note", str(told), str(data))}, 0)
        found = json.loads(told.read_text(encoding="utf-8"))
        assert not found["imported"], found["imported"]
        head, *rest = (Sample(*turn) for turn in found["turns"])
        firsts.append(head)
        later.append(Side(label="", samples=tuple(rest)))
    return Row(
        row="P3",
        what="note, first after a start",
        ours=Side(label="first", samples=tuple(firsts)),
        limit=Side(
            label="later ones", samples=tuple(Sample(side.cpu, side.wall) for side in later)
        ),
        goal=1.2,
    )
