"""Whether a note could be printed now, by the printers' own word: asked before departure (ux 10).

The printer that was chosen is asked, else the spooler's default, and each one for rolls that is
named in the settings, because it goes along.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from visitapp.actions.calibrate import kept_for
from visitapp.actions.printers import roll_printers
from visitapp.documents.papers import HAGAKI, SHEETS
from visitapp.domain.calibration import TRUE
from visitapp.domain.hint import Hint
from visitapp.errors import Known
from visitapp.printing.asking import abilities_of, answers
from visitapp.printing.job import Abilities, Printer, Size
from visitapp.printing.queue import queues
from visitapp.printing.roll import RollPrinter
from visitapp.printing.trouble import reason_words
from visitapp.settings import Settings, load_settings
from visitapp.texts import N_, translate
from visitapp.workspace import Workspace

SECONDS = 4.0
"""For a list of printers, and again for all of them to answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How the printers for sheets are found, and the name of the chosen one, "" for none.

    ``sheets`` may raise Known where nothing prints; ``seconds`` are waited for an answer.
    """

    sheets: Callable[[], Sequence[Printer]] = queues
    chosen: str = ""
    seconds: float = SECONDS


USUAL_WAY = Way()


def check_printers(ws: Workspace, way: Way = USUAL_WAY) -> tuple[bool, Hint]:
    """Whether all that are asked would print a note now, and what each of them says.

    Raises Known for a printer of the settings whose address is none.
    """
    settings = load_settings(ws.folder)
    rolls = roll_printers(settings)
    (sheets,) = answers([lambda: _found(way)], way.seconds)
    found = [*(sheets or ()), *rolls]
    chosen = next((printer for printer in found if printer.name == way.chosen), None)
    told: list[tuple[bool, Hint]] = []
    if sheets is None and not isinstance(chosen, RollPrinter):
        told.append((False, Hint("The printers of this computer do not answer.")))
    elif way.chosen and chosen is None:
        told.append((False, Hint("The printer “{printer}” is not here.", {"printer": way.chosen})))
    elif not found:
        return False, Hint("No printer here: take pre-prints or a pad.")
    asked = [chosen] if chosen else list(sheets or ())[: not told]
    asked += [roll for roll in rolls if roll is not chosen]
    able = abilities_of(asked, way.seconds)
    told += [_told(printer, can, settings) for printer, can in zip(asked, able, strict=True)]
    if len(told) == 1:
        return told[0]
    words = "\n".join(translate(hint.message, **hint.values) for _, hint in told)
    return all(settled for settled, _ in told), Hint("{printers}", {"printers": words})


def _found(way: Way) -> Sequence[Printer]:
    try:
        return way.sheets()
    except Known:
        return ()


def _told(printer: Printer, able: Abilities | None, settings: Settings) -> tuple[bool, Hint]:
    """What is to be known of one printer, worst first."""
    values: dict[str, object] = {"printer": printer.name}
    if able is None:
        return False, Hint("{printer} does not answer.", values)
    if not able.prints:
        values["why"] = reason_words(able.reasons) or translate(_state(able))
        return False, Hint("{printer} does not print now ({why}).", values)
    if isinstance(printer, RollPrinter):
        return True, _roll(printer, able)
    size = _size(settings)
    values["size"] = f"{size[0]:g} x {size[1]:g}"
    if not able.takes(size):
        return False, Hint("{printer} can't print on {size} mm.", values)
    if not able.has_loaded(size):
        return False, Hint("{printer}: another paper than {size} mm lies in the tray.", values)
    if kept_for(settings, printer.name, size) == TRUE:
        return True, Hint("{printer} takes jobs and paper of {size} mm.", values)
    return True, Hint("{printer} takes jobs and paper of {size} mm, position corrected.", values)


def _state(able: Abilities) -> str:
    return N_("stopped") if able.accepts else N_("takes no jobs")


def _roll(printer: RollPrinter, able: Abilities) -> Hint:
    values: dict[str, object] = {"printer": printer.name, "paper": printer.address.roll.name}
    if able.reasons:
        values["why"] = reason_words(able.reasons)
        return Hint("{printer} can be reached, roll of {paper} ({why}).", values)
    return Hint("{printer} can be reached, roll of {paper}.", values)


def _size(settings: Settings) -> Size:
    """The sheet of the usual note; a postcard where that is a roll."""
    paper = SHEETS.get(settings.paper, HAGAKI)
    return paper.width, paper.height
