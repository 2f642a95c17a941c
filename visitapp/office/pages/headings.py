"""What stands on the office pages whatever they show: headings, labels, fixed sentences."""

from collections.abc import Mapping

from visitapp.texts import N_
from visitapp.texts import translate as _

HEADINGS: Mapping[str, str] = {
    "fingerprint_new": N_(
        "It stays the same as long as the office keeps its key. A new office has a new one: "
        "keep the old paper for old dossiers."
    ),
    "fingerprint_scripts": N_("Without visitapp: unpack the zip and type"),
    "fingerprint_program": N_(
        "In visitapp: Settings, Dossier, Check a dossier; the field for the fingerprint "
        "takes them with or without blanks."
    ),
    "fingerprint_how": N_("How to check"),
    "fingerprint_where": N_(
        "Put them on the company's paper and site, not only beside the dossier: who forges a "
        "dossier can forge what lies with it."
    ),
    "fingerprint_told": N_(
        "Whoever checks a dossier compares it with these 64 characters. Then it is proven "
        "that the records come from laptops of this office."
    ),
    "fingerprint": N_("This office's fingerprint"),
    "dossier_late": N_("Originals that have not arrived are not in it; it says so."),
    "dossier_plain": N_(
        "It is not encrypted, and photos in it keep their position data. Reason and SHA-256 "
        "are recorded."
    ),
    "dossier_make": N_("Make and save"),
    "dossier_case": N_("All other visits to this customer too"),
    "dossier_reason": N_("Who needs it, why"),
    "dossier_told": N_(
        "Everything recorded about this visit in one zip that anybody can check without visitapp."
    ),
    "dossier": N_("Dossier"),
    "after": N_("What comes next"),
    "all_visits": N_("All visits"),
    "all_findings": N_("See all"),
    "apart": N_("Kept apart"),
    "attention": N_("Please look at"),
    "findings": N_("What was found"),
    "wish_destroy": N_("Destroy this photo everywhere"),
    "wish_reason": N_("Reason, kept for good"),
    "wish_visit": N_("The visit"),
    "wishes": N_("Photos that must not be kept"),
    "wishes_told": N_(
        "The bytes go here and on every laptop at its next sync, and from backups with their next "
        "cycle. Hash, reason and who asked stay."
    ),
    "customer": N_("Customer"),
    "day": N_("Show this day"),
    "due": N_("Call due on"),
    "erased": N_("erased by rule"),
    "events": N_("Events"),
    "laptops": N_("Laptops"),
    "last_seen": N_("Last heard"),
    "name": N_("Laptop"),
    "no_laptops": N_("No laptop has joined yet."),
    "no_photos": N_("No photo belongs to this visit."),
    "no_visits": N_("No visit has arrived here yet."),
    "nothing": N_("Nothing to look at."),
    "note": N_("Note"),
    "note_pdf": N_("PDF of the note"),
    "number": N_("Number"),
    "office": N_("Office"),
    "older": N_("Older visits"),
    "only_there": N_("Only on the laptop"),
    "original": N_("Original"),
    "original_missing": N_("Original not yet here"),
    "paper": N_("Kind and paper"),
    "photos": N_("Photos"),
    "placed": N_("Left"),
    "planned_time": N_("Promised"),
    "punctuality": N_("First ring"),
    "pick_day": N_("Day"),
    "originals": N_("Photos here"),
    "received": N_("Received"),
    "rehearsal": N_("Rehearsal: the clock is scripted, nothing here is evidence."),
    "report_key": N_("Certificate that signs reports"),
    "report_key_told": N_(
        "A PDF program shows this certificate beside the report's signature. Compare its SHA-256."
    ),
    "staff": N_("Staff"),
    "stamps": N_("Time stamps"),
    "state": N_("State"),
    "thumb_missing": N_("No preview yet"),
    "time_note": N_("times of the laptops, in minutes"),
    "updated": N_("updated"),
    "untouched": N_("originals are unchanged"),
    "visits": N_("Visits"),
    "withdrawn": N_("withdrawn"),
}


def word(key: str) -> str:
    """A heading in the language of the page."""
    return _(HEADINGS[key])
