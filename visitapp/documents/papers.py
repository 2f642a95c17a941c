"""The papers we print on, by the names of the command line; an unknown name never becomes A4."""

from dataclasses import dataclass

from visitapp.domain.words import Form
from visitapp.errors import Known


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet, upright, in millimetres."""

    name: str
    width: float
    height: float


HAGAKI = Paper("hagaki", 100.0, 148.0)
A6 = Paper("a6", 105.0, 148.0)
B6 = Paper("b6", 128.0, 182.0)
A5 = Paper("a5", 148.0, 210.0)
B5 = Paper("b5", 182.0, 257.0)
A4 = Paper("a4", 210.0, 297.0)
CARD = Paper("card", 91.0, 55.0)

PAPERS = {
    Form.OPEN: {paper.name: paper for paper in (HAGAKI, A6, B6, A5, B5)},
    Form.LETTER: {paper.name: paper for paper in (A4,)},
}
"""B sizes are those of JIS; a sealed letter goes on A4 alone, folded for its envelope."""


def note_paper(name: str, form: Form = Form.OPEN) -> Paper:
    """The paper of that name; raises Known with the names this form has (layout 9)."""
    found = PAPERS[form].get(name)
    if found is None:
        raise Known(
            "Unknown paper",
            "There is no note for the paper “{name}”.",
            "Choose one of: {papers}.",
            name=name,
            papers=", ".join(PAPERS[form]),
        )
    return found


def usual_paper(form: Form, wanted: str = "") -> Paper:
    """The paper ``wanted`` where the form has it, else the first of the form."""
    return PAPERS[form].get(wanted) or next(iter(PAPERS[form].values()))
