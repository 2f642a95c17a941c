"""The papers we print on, by the names of the command line; an unknown name never becomes A4."""

from dataclasses import dataclass

from visitapp.errors import Known


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet, upright, in millimetres."""

    name: str
    width: float
    height: float


HAGAKI = Paper("hagaki", 100.0, 148.0)
A4 = Paper("a4", 210.0, 297.0)
CARD = Paper("card", 91.0, 55.0)

_NOTES = {paper.name: paper for paper in (HAGAKI,)}


def note_paper(name: str) -> Paper:
    """The paper of that name; raises Known with the names there are (layout 9)."""
    found = _NOTES.get(name)
    if found is None:
        raise Known(
            "Unknown paper",
            "There is no note for the paper “{name}”.",
            "Choose one of: {papers}.",
            name=name,
            papers=", ".join(_NOTES),
        )
    return found
