"""From a note and its visit to the words of the composer; no widgets."""

from collections.abc import Sequence
from datetime import date, tzinfo

from ui.models.plan_words import day_words_of
from visitapp.actions.note import approvers_needed
from visitapp.actions.note_view import NoteView
from visitapp.domain.note_facts import DayPart, NextContact
from visitapp.domain.note_terms import approvers
from visitapp.domain.visit import Visit
from visitapp.domain.waiting import waited_until
from visitapp.domain.words import ApologyScope, CardPlace, ExtraLine, Form, Responsibility
from visitapp.printing.job import Abilities, Size
from visitapp.printing.trouble import reason_words
from visitapp.texts import N_, tell
from visitapp.texts import translate as _

PAPER_WORDS = {"hagaki": N_("postcard")}
ROLL_WORDS = {"80mm": N_("roll 80 mm wide"), "58mm": N_("roll 58 mm wide")}
FORM_WORDS = {Form.OPEN: N_("Open slip"), Form.LETTER: N_("Sealed letter")}
FORM_HINTS = {
    Form.OPEN: N_("Nothing of the matter stands on an open slip."),
    Form.LETTER: N_("Only the addressee opens it; it goes in an envelope."),
}
LINE_WORDS = {ExtraLine.EASY: N_("in easy Japanese"), ExtraLine.ENGLISH: N_("in English")}
SCOPE_WORDS = {
    ApologyScope.FEELINGS: N_("their feelings"),
    ApologyScope.TROUBLE: N_("trouble and inconvenience"),
    ApologyScope.OCCURRENCE: N_("what has happened"),
    ApologyScope.UNCLEAR_GUIDANCE: N_("unclear guidance"),
    ApologyScope.FAULT: N_("our fault (only once confirmed)"),
}
LIABILITY_WORDS = {
    Responsibility.UNDETERMINED: N_("being looked into"),
    Responsibility.OURS: N_("ours"),
    Responsibility.NOT_OURS: N_("not ours"),
    Responsibility.SHARED: N_("shared"),
    Responsibility.OTHER_PARTY: N_("another party's"),
}
PART_WORDS = {
    DayPart.MORNING: N_("in the morning"),
    DayPart.AFTERNOON: N_("in the afternoon"),
    DayPart.EVENING: N_("in the evening"),
    DayPart.ANY: N_("during the day"),
}
SIDE_WORDS = (N_("Inside"), N_("Outer face"), N_("Business card"))


def paper_words(name: str, size: Size) -> str:
    """A paper by its name and millimetres: ``postcard 100x148 mm``; a roll by its width."""
    if name in ROLL_WORDS:
        return _(ROLL_WORDS[name])
    words = _(PAPER_WORDS[name]) if name in PAPER_WORDS else name.upper()
    return _(
        "{paper} {width}x{height} mm", paper=words, width=f"{size[0]:g}", height=f"{size[1]:g}"
    )


def side_words(view: NoteView) -> tuple[str, ...]:
    """What each page of the note is: its sides, then the card that goes along."""
    inside, outer, card = SIDE_WORDS
    folded = view.wish.form is Form.OPEN and not view.is_roll
    sides = (inside, outer) if folded else (inside,)
    return (*sides, card) if view.ready.card is CardPlace.BEHIND else sides


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
    if view.refused is not None:
        return tell(view.refused).sentence
    blocking = [f for f in view.in_remark + view.elsewhere if f.blocks]
    if not blocking and waits_for_approval(view):
        return _("It cannot be printed before it is approved.")
    if not blocking:
        return _("Ready to print")
    return _("{n} places to mend: it cannot be printed yet.", n=len(blocking))


def waits_for_approval(view: NoteView) -> bool:
    """Whether a letter admits our fault and not enough people have agreed to it yet."""
    terms = view.wish.terms
    return approvers_needed(view.ready.findings, terms) > len(approvers(terms.approved_by))


def approvers_in(typed: str) -> tuple[str, ...]:
    """The names in a line with commas of either kind between them."""
    names = (name.strip() for name in typed.replace("、", ",").replace("，", ",").split(","))
    return tuple(dict.fromkeys(name for name in names if name))


def contact_words(contact: NextContact, today: date) -> str:
    """A promised call: ``today until 17:00, by telephone``."""
    day = _("today") if contact.day == today else day_words_of(contact.day)
    if contact.by is not None:
        return _("{day} until {time}: telephone", day=day, time=f"{contact.by:%H:%M}")
    return _("{day} {part}: telephone", day=day, part=_(PART_WORDS[contact.part]))


def printer_words(abilities: Abilities, sizes: Sequence[Size]) -> tuple[str, bool]:
    """What to know of a printer for these sheets, and whether it can print them now."""
    if not abilities.accepts:
        return _("takes no work now ({why})", why=reason_words(abilities.reasons) or "-"), False
    if not all(abilities.takes(size) for size in sizes):
        return _("has not this paper; choose another paper or printer"), False
    if not all(abilities.has_loaded(size) for size in sizes):
        return _("another paper lies in the tray"), True
    return _("has this paper; printed in its real size"), True
