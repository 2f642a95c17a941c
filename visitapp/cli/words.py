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
