"""The papers we print on, by the names of the command line; an unknown name never becomes A4."""

from collections.abc import Mapping
from dataclasses import dataclass

from visitapp.domain.words import Form
from visitapp.errors import Known
from visitapp.texts import N_


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet, upright, in millimetres.

    Of a roll, ``printable`` is the width its printers reach, and ``height`` about how long a note
    becomes: the page itself is as tall as what stands on it.
    """

    name: str
    width: float
    height: float
    printable: float = 0.0

    @property
    def is_roll(self) -> bool:
        """Whether it is cut to the length of what is printed."""
        return self.printable > 0


HAGAKI = Paper("hagaki", 100.0, 148.0)
A6 = Paper("a6", 105.0, 148.0)
B6 = Paper("b6", 128.0, 182.0)
A5 = Paper("a5", 148.0, 210.0)
B5 = Paper("b5", 182.0, 257.0)
A4 = Paper("a4", 210.0, 297.0)
CARD = Paper("card", 91.0, 55.0)
ROLL_80 = Paper("80mm", 80.0, 180.0, printable=72.0)
ROLL_58 = Paper("58mm", 58.0, 230.0, printable=48.0)
DOTS = 8
"""Dots in a millimetre of a roll's printer: 203 an inch, 576 and 384 across (layout 6)."""
NAGA3 = Paper("naga3", 120.0, 235.0)
NAGA4 = Paper("naga4", 90.0, 205.0)
NAGA3_WINDOW = Paper("naga3-window", 235.0, 120.0)

PAPERS = {
    Form.OPEN: {paper.name: paper for paper in (HAGAKI, A6, B6, A5, B5, ROLL_80, ROLL_58)},
    Form.LETTER: {paper.name: paper for paper in (A4,)},
}
"""B sizes are those of JIS; a sealed letter goes on A4 alone, folded for its envelope."""

SHEETS = {
    paper.name: paper
    for papers in PAPERS.values()
    for paper in papers.values()
    if not paper.is_roll
}
"""The sheets of every form: what a printer is calibrated for."""

ENVELOPES = {paper.name: paper for paper in (NAGA3, NAGA4, NAGA3_WINDOW)}
"""長形3号 takes an A4 sheet folded in three, 長形4号 one folded in four (japan.md 1.3).

With a window it lies on its side, and the address is the letter's own.
"""
SLIPS = {paper.name: paper for paper in (A6, A5)}


def note_paper(name: str, form: Form = Form.OPEN) -> Paper:
    """The paper of that name; raises Known with the names this form has (layout 9)."""
    message = N_("There is no note for the paper “{name}”.")
    return _named(PAPERS[form], name, N_("Unknown paper"), message)


def sheet(name: str) -> Paper:
    """The sheet of that name; raises Known with the names there are."""
    message = N_("There is no sheet “{name}” to calibrate a printer for.")
    advice = N_("Choose one of: {papers}; rolls are not calibrated.")
    return _named(SHEETS, name, N_("No such sheet"), message, advice)


def envelope_paper(name: str) -> Paper:
    """The envelope of that name; raises Known with the names there are."""
    message = N_("There is no envelope “{name}”.")
    return _named(ENVELOPES, name, N_("Unknown envelope"), message)


def slip_paper(name: str) -> Paper:
    """The paper of a small slip; raises Known with the names there are."""
    message = N_("There is no slip for the paper “{name}”.")
    return _named(SLIPS, name, N_("Unknown paper"), message)


def _named(
    papers: Mapping[str, Paper],
    name: str,
    title: str,
    message: str,
    advice: str = N_("Choose one of: {papers}."),
) -> Paper:
    """A paper that there is; an unknown name never becomes another size."""
    found = papers.get(name.strip().casefold())
    if found is None:
        raise Known(title, message, advice, name=name, papers=", ".join(papers))
    return found


def usual_paper(form: Form, wanted: str = "") -> Paper:
    """The paper ``wanted`` where the form has it, else the first of the form."""
    return PAPERS[form].get(wanted) or next(iter(PAPERS[form].values()))
