"""The words of the page of a day's papers: the day, what a visit gets, what will be printed."""

from datetime import date, timedelta

from ui.models.note_words import paper_words
from ui.models.plan_words import day_words_of
from visitapp.actions.day_papers_view import DayPapersView, PaperLine, SheetOffer
from visitapp.actions.day_print import DayDone
from visitapp.actions.single_paper import Single
from visitapp.printing.job import JobReport, JobState, Size
from visitapp.printing.trouble import reason_words
from visitapp.texts import N_
from visitapp.texts import translate as _

SHEET_WORDS = {
    "a-one-51002": N_("card stock A-one 51002"),
    "plain-a4": N_("plain A4, cut marks"),
}


SINGLE_WORDS = {
    Single.ENVELOPE: N_("Envelope: front"),
    Single.ENVELOPE_BACK: N_("Envelope: back"),
    Single.REQUEST: N_("Request"),
    Single.RECEIPT: N_("Receipt"),
    Single.THANKS: N_("Thanks"),
}
ENVELOPE_WORDS = {
    "naga3": N_("envelope no. 3"),
    "naga4": N_("envelope no. 4"),
    "naga3-window": N_("no. 3, window"),
}
BACK_UNREAD = N_("The day it returns is not understood. Type it like 11/27.")


def day_title(view: DayPapersView) -> str:
    """``11/26 木``, with the word for today and tomorrow."""
    words = day_words_of(view.day)
    if view.day == view.today:
        return _("{day} (today)", day=words)
    return _("{day} (tomorrow)", day=words) if view.day == _next(view.today) else words


def _next(day: date) -> date:
    return day + timedelta(days=1)


def needs_words(line: PaperLine) -> str:
    """What is printed for a visit."""
    if not line.cards:
        return _("Note only")
    return _("Note, cards: {n}", n=line.cards)


def sheet_words(offer: SheetOffer) -> str:
    """A sheet for cards by what one buys."""
    return _(SHEET_WORDS[offer.name]) if offer.name in SHEET_WORDS else offer.name


def notes_words(view: DayPapersView) -> str:
    """How many sheets the notes take."""
    return _("Notes on postcards: {n}", n=view.notes)


def cards_words(view: DayPapersView, offer: SheetOffer, used: int) -> str:
    """How many cards, and on how many sheets, of the first of which ``used`` places are gone."""
    sheets = -(-(view.cards + used) // offer.places)
    return _("Cards: {n} (sheets of A4: {sheets})", n=view.cards, sheets=sheets)


def progress_words(done: int, whole: int, heard: JobReport | None) -> str:
    """How far the work is; once it is with the printer, what that says."""
    if heard is not None and heard.state is JobState.STOPPED:
        return _("The printer has stopped ({why}).", why=reason_words(heard.reasons) or "-")
    if heard is not None:
        return _("The papers are with the printer …")
    if whole:
        return _("The papers are being made: {done} of {whole} visits", done=done, whole=whole)
    return _("The papers are being made …")


def printed_words(done: DayDone) -> str:
    """What became of a print: never more than the spooler said."""
    notes, cards = len(done.papers.notes), done.papers.card_count
    if done.came_out:
        return _("Printed. Notes: {notes}, cards: {cards}.", notes=notes, cards=cards)
    return _(
        "Handed to the printer. Notes: {notes}, cards: {cards}. See whether all came out.",
        notes=notes,
        cards=cards,
    )


def saved_words(done: DayDone, name: str) -> str:
    """What was saved; the file can be read by anybody."""
    return _(
        "Saved as {file}. Notes: {notes}, cards: {cards}. The file is not encrypted.",
        file=name,
        notes=len(done.papers.notes),
        cards=done.papers.card_count,
    )


def line_words(line: PaperLine) -> str:
    """A visit in a list to choose from."""
    return f"{line.at:%H:%M}  {line.name}"


def single_paper_words(name: str, size: Size) -> str:
    """What an envelope is sold as; a slip's paper by its millimetres."""
    return _(ENVELOPE_WORDS[name]) if name in ENVELOPE_WORDS else paper_words(name, size)


def single_saved_words(name: str) -> str:
    """What was saved; the file can be read by anybody."""
    return _("Saved as {file}; the file is not encrypted.", file=name)


def single_printed_words(came_out: bool) -> str:
    """What became of a print: never more than the spooler said."""
    return _("Printed.") if came_out else _("Handed to the printer. See whether it came out.")
