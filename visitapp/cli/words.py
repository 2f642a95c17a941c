"""The closed lists in words a person reads; the values themselves stay in JSON."""

from visitapp.texts import N_, translate

STATES = {
    "planned": N_("planned"),
    "prepared": N_("prepared"),
    "departed": N_("on the way"),
    "arrived": N_("on site"),
    "waiting": N_("waiting"),
    "absent": N_("nobody in"),
    "met": N_("met"),
    "left": N_("visit ended"),
    "closed": N_("closed"),
    "cancelled": N_("cancelled"),
}
OUTCOMES = {
    "met_customer": N_("met the customer"),
    "met_family": N_("met the family"),
    "met_minor": N_("met a child"),
    "intercom_only": N_("intercom only"),
    "company_reception": N_("company reception"),
    "absent": N_("nobody in"),
    "asked_to_leave": N_("asked to leave"),
    "not_found": N_("address not found"),
    "moved": N_("appointment moved"),
    "cancelled": N_("cancelled"),
    "emergency": N_("emergency"),
}
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
}
PLACEMENTS = {
    "mailbox": N_("in the post box"),
    "shared_mailbox": N_("in the shared post box"),
    "door_slot": N_("in the door slot"),
    "reception": N_("at the reception"),
    "handed_sealed": N_("handed over, sealed"),
    "by_post": N_("by post"),
}
CODES = {
    "found": N_("this note's code found"),
    "other_note": N_("the code of another note"),
    "not_found": N_("no code found"),
    "confirmed_by_eye": N_("confirmed by eye"),
    "not_looked": N_("not looked for"),
}
RESULTS = {
    "seen": N_("has seen the note"),
    "not-seen": N_("has not seen the note"),
    "disputed": N_("says they were at home"),
    "family": N_("the family answered"),
    "voicemail": N_("voicemail"),
    "bad-number": N_("wrong number"),
    "call-later": N_("call later"),
    "no-answer": N_("no answer"),
    "reached": N_("reached"),
    "letter-sent": N_("letter sent"),
}
SYNC = {
    "local": N_("this computer only"),
    "sending": N_("sending"),
    "arrived": N_("sending"),
    "kept": N_("kept at the office"),
}


def word(table: dict[str, str], value: str) -> str:
    """The value in the language spoken; a value this program does not know stays as it is."""
    return translate(table.get(value, value))
