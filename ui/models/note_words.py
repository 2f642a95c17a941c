"""From a note and its visit to the words of the composer; no widgets."""

from datetime import tzinfo

from visitapp.actions.note_view import NoteView
from visitapp.domain.visit import Visit
from visitapp.domain.waiting import waited_until
from visitapp.domain.wording import WordClass
from visitapp.domain.words import Form
from visitapp.printing.job import Abilities, Size
from visitapp.texts import N_
from visitapp.texts import translate as _

PAPER_WORDS = {"hagaki": N_("postcard")}
FORM_WORDS = {Form.OPEN: N_("Open slip"), Form.LETTER: N_("Sealed letter")}
FORM_HINTS = {
    Form.OPEN: N_("Nothing of the matter stands on an open slip."),
    Form.LETTER: N_("Only the addressee opens it; it goes in an envelope."),
}
SIDE_WORDS = (N_("Inside"), N_("Outer face"), N_("Further page"))


def paper_words(name: str, size: Size) -> str:
    """A paper by its name and millimetres: ``postcard 100x148 mm``."""
    words = _(PAPER_WORDS[name]) if name in PAPER_WORDS else name.upper()
    return _(
        "{paper} {width}x{height} mm", paper=words, width=f"{size[0]:g}", height=f"{size[1]:g}"
    )


def log_words(visit: Visit, zone: tzinfo | None) -> str:
    """Promise, first ring and wait as the log has them: read here, never typed."""
    parts = []
    if visit.promise_at_door is not None:
        parts.append(_("promised {time}", time=f"{visit.promise_at_door.astimezone(zone):%H:%M}"))
    if visit.first_ring_at is not None:
        parts.append(_("intercom {time}", time=f"{visit.first_ring_at.astimezone(zone):%H:%M}"))
    until = waited_until(visit)
    if until is not None:
        parts.append(_("waited until {time}", time=f"{until.astimezone(zone):%H:%M}"))
    return " / ".join(parts)


def verdict_words(view: NoteView) -> str:
    """Whether it may be printed, and if not how much is to be mended."""
    blocking = [f for f in view.in_remark + view.elsewhere if f.blocks]
    if not blocking:
        return _("Ready to print")
    return _("{n} places to mend: it cannot be printed yet.", n=len(blocking))


def waits_for_approval(view: NoteView) -> bool:
    """Whether a letter admits our fault and nobody has agreed to it yet."""
    admits = any(finding.kind is WordClass.FAULT for finding in view.ready.findings)
    return admits and not view.wish.terms.approved_by


def printer_words(abilities: Abilities, size: Size) -> tuple[str, bool]:
    """What to know of a printer for this sheet, and whether it can print it now."""
    if not abilities.accepts:
        return _("takes no work now ({why})", why=", ".join(abilities.reasons) or "-"), False
    if not abilities.takes(size):
        return _("has not this paper; choose another paper or printer"), False
    if not abilities.has_loaded(size):
        return _("another paper lies in the tray"), True
    return _("has this paper; printed in its real size"), True
