"""Why a printer does not print, in words: a sentence with advice for what a person can mend.

The reasons are keywords as spoolers use them (RFC 8011, 5.4.12), whoever the printer is.
"""

from collections.abc import Sequence

from visitapp.errors import Known
from visitapp.texts import N_, translate

MEDIA_EMPTY, MEDIA_LOW, COVER_OPEN = "media-empty", "media-low", "cover-open"
OFFLINE, CUTTER, HOT, FAULT = "offline", "cutter-jam", "head-hot", "fault"
UNREACHED = "does-not-answer"
JAM, DOOR_OPEN, PAUSED, FULL = "media-jam", "door-open", "paused", "output-area-full"
NEEDED, NO_INK, NO_TONER = "media-needed", "marker-supply-empty", "toner-empty"
HINTS = frozenset({MEDIA_LOW})
"""What to know of a printer that prints nevertheless; everything else stops it."""
WORDS = {
    MEDIA_EMPTY: N_("no paper"),
    MEDIA_LOW: N_("little paper left"),
    COVER_OPEN: N_("cover open"),
    CUTTER: N_("blade stuck"),
    HOT: N_("head too hot"),
    FAULT: N_("fault"),
    OFFLINE: N_("off line"),
    UNREACHED: N_("does not answer"),
    JAM: N_("paper jam"),
    NEEDED: N_("no paper"),
    DOOR_OPEN: N_("cover open"),
    PAUSED: N_("paused"),
    FULL: N_("full of printed paper"),
    NO_INK: N_("no ink"),
    NO_TONER: N_("no toner"),
}
_WEIGHTS = ("-error", "-warning", "-report")


def stops(reasons: Sequence[str]) -> bool:
    """Whether a roll's printer with these reasons prints nothing now."""
    return not HINTS.issuperset(reasons)


def to_mend(reasons: Sequence[str]) -> tuple[str, ...]:
    """The reasons that keep a sheet from coming out, whatever weight a spooler gives them.

    A keyword that is not known counts when it is called an error: spoolers tell much that is none.
    """
    known = WORDS.keys() - HINTS
    return tuple(r for r in reasons if _plain(r) in known or r.endswith("-error"))


def reason_words(reasons: Sequence[str]) -> str:
    """The reasons in a person's words; a keyword that is not known stays as the printer said it."""
    return ", ".join(_words(reason) for reason in reasons)


def _words(reason: str) -> str:
    plain = _plain(reason)
    return translate(WORDS[plain]) if plain in WORDS else reason


def _plain(reason: str) -> str:
    for weight in _WEIGHTS:
        reason = reason.removesuffix(weight)
    return reason


def no_print(printer: str, reasons: Sequence[str]) -> Known:
    """The refusal before anything was sent; the first thing to mend gives the sentence."""
    if MEDIA_EMPTY in reasons:
        return Known(
            "No paper",
            "The printer “{printer}” has no paper.",
            "Put paper in and print again; nothing was printed.",
            printer=printer,
        )
    if COVER_OPEN in reasons:
        return Known(
            "Cover open",
            "The cover of the printer “{printer}” is open.",
            "Close it and print again; nothing was printed.",
            printer=printer,
        )
    return Known(
        "Printer takes no work",
        "The printer “{printer}” takes no work now ({reasons}).",
        "Look at the printer, choose another, or save the PDF.",
        printer=printer,
        reasons=reason_words(reasons) or "-",
    )


def broke_off(printer: str, what: str) -> Known:
    """A job that ended in its middle: part of the note may hang out of the printer."""
    return Known(
        "The note broke off",
        "The printer “{printer}” did not print the whole note ({what}).",
        "Put that right, throw away what came out, and print again.",
        printer=printer,
        what=what,
    )


STANDS_STILL = N_("it takes nothing more: look at its paper and cover")
"""What is told of a printer that stops in a job and does not say why."""
