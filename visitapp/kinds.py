"""What each kind of entry is called on the laptop, and each outcome everywhere.

The office's pages have headings and icons of their own (``visitapp.office.pages.words``).
"""

from visitapp.domain.words import OutcomeKind
from visitapp.texts import N_

KINDS = {
    "visit_planned": N_("Planned"),
    "visit_arranged": N_("Arranged"),
    "visit_prepared": N_("Prepared"),
    "visit_departed": N_("Departed"),
    "visit_running_late": N_("Told that we will be late"),
    "visit_rescheduled": N_("Appointment moved"),
    "visit_cancelled": N_("Cancelled"),
    "visit_handed_over": N_("Handed over"),
    "arrived": N_("Arrived"),
    "left": N_("Visit ended"),
    "returned": N_("Back"),
    "rang": N_("Rang the intercom"),
    "called": N_("Telephoned"),
    "answered": N_("Somebody answered"),
    "heard": N_("Said at the door"),
    "wait_started": N_("Wait started"),
    "wait_extended": N_("Wait extended"),
    "wait_ended": N_("Wait ended"),
    "outcome_recorded": N_("Outcome"),
    "note_numbered": N_("Note numbered"),
    "note_printed": N_("Note printed"),
    "print_started": N_("Print started"),
    "print_failed": N_("Print failed"),
    "note_handwritten": N_("Note completed by pen"),
    "note_transcribed": N_("What the pen wrote"),
    "papers_taken": N_("Papers counted at departure"),
    "papers_returned": N_("Papers counted on return"),
    "note_left": N_("Note left"),
    "note_code_read": N_("Looked for the note's code"),
    "photo_taken": N_("Photo taken in"),
    "entry_corrected": N_("Corrected"),
    "entry_withdrawn": N_("Withdrawn"),
    "time_claimed": N_("Entered later"),
    "clock_stepped": N_("The clock was moved"),
    "suspended": N_("The computer slept"),
    "exported": N_("Records given out"),
    "follow_up_due": N_("Call due"),
    "follow_up_done": N_("Call made"),
    "record_changed": N_("Customer or person"),
    "incarnation_opened": N_("These records begin"),
    "erased": N_("Erased by rule"),
    "erasure_asked": N_("Asked to destroy a photo"),
    "key_opened": N_("Key of a laptop opened"),
}

OUTCOMES = {
    OutcomeKind.MET_CUSTOMER: N_("Met the customer"),
    OutcomeKind.MET_FAMILY: N_("Met the family"),
    OutcomeKind.MET_MINOR: N_("A child answered"),
    OutcomeKind.INTERCOM_ONLY: N_("Spoken over the intercom"),
    OutcomeKind.COMPANY_RECEPTION: N_("Reception of the company"),
    OutcomeKind.ABSENT: N_("Nobody in"),
    OutcomeKind.ASKED_TO_LEAVE: N_("Asked to leave"),
    OutcomeKind.NOT_FOUND: N_("Place not found"),
    OutcomeKind.MOVED: N_("Promise moved"),
    OutcomeKind.CANCELLED: N_("Cancelled"),
    OutcomeKind.EMERGENCY: N_("Emergency"),
}
