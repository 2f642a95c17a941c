"""The names of the checks before departure; no widgets."""

from visitapp.actions.readiness import Check
from visitapp.texts import N_

CHECK_WORDS = {
    Check.NOTE: N_("Content of the note"),
    Check.PHOTOS: N_("Taking in photos"),
    Check.BATTERY: N_("Battery"),
    Check.DISK: N_("Free space"),
    Check.CLOCK: N_("Time and plan"),
    Check.UNSENT: N_("Records on this computer only"),
    Check.CONTACTS: N_("Emergency contacts"),
    Check.PRINTER: N_("Printer"),
    Check.PAPER: N_("Paper"),
    Check.CARDS: N_("Cards, envelopes, sleeves"),
    Check.RECOVERY: N_("Recovery sheet"),
}
ALONE_WORDS = {Check.CLOCK: N_("Clock check"), Check.UNSENT: N_("Last backup")}
"""What takes the place of the office's lines on a computer that stands alone (ux 10)."""
