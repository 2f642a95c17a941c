"""What each kind of entry is called on the laptop: one table for window and command line.

The office's pages have headings and icons of their own (``visitapp.office.pages.words``).
"""

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
