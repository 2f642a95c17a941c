"""The words of the page of dossiers: a visit as a line, a verdict as heading, icon and colour."""

from dataclasses import dataclass

from visitapp.actions.dossier_view import Checked, DossierLine
from visitapp.texts import N_
from visitapp.texts import translate as _

MARKS = {
    "holds": ("check", "ok_ink"),
    "open": ("radio_button_unchecked", "text2"),
    "broken": ("error", "danger_ink"),
}
NEVER_PROVEN = (
    N_("that what happened in front of the laptop was really so"),
    N_("that nothing followed the last record with a receipt"),
    N_("that a photo was not altered before it was taken in"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What stands over a verdict, beside its icon, in the colours of a chip."""

    words: str
    kind: str
    icon: str


def visit_words(line: DossierLine) -> str:
    """Day, time, customer and note number as one line of a list."""
    when = f"{line.at:%Y/%m/%d %H:%M}" if line.at else _("no time promised")
    return "   ".join(part for part in (when, line.name, line.note_no) if part)


def heading_of(checked: Checked) -> Heading:
    """The verdict in a few words; the sentence behind it says more."""
    match checked.outcome:
        case "holds" if checked.proven:
            return Heading(words=_("Proven"), kind="ok", icon="verified")
        case "holds":
            words = _("Nothing contradicts; origin not proven")
            return Heading(words=words, kind="warn", icon="fact_check")
        case "broken":
            return Heading(
                words=_("Not proven: something contradicts"), kind="danger", icon="error"
            )
        case _:
            words = _("Could not be checked: not complete")
            return Heading(words=words, kind="warn", icon="warning")


def file_name(lines: tuple[DossierLine, ...]) -> str:
    """The name proposed for the zip: of one visit its day and note number, else how many."""
    if len(lines) != 1:
        return _("dossier-{count}-visits.zip", count=len(lines))
    day = f"{lines[0].at:%Y-%m-%d}" if lines[0].at else lines[0].id[:8]
    return _("dossier-{name}.zip", name="-".join(filter(None, (day, lines[0].note_no))))
