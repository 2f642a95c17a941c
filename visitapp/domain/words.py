"""The closed lists of the product (docs/GLOSSARY.md): one word per thing, the same everywhere."""

from enum import StrEnum


class State(StrEnum):
    """Where a visit stands."""

    PLANNED = "planned"
    PREPARED = "prepared"
    DEPARTED = "departed"
    ARRIVED = "arrived"
    WAITING = "waiting"
    ABSENT = "absent"
    MET = "met"
    LEFT = "left"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class OutcomeKind(StrEnum):
    """What was found at the door (N-03 to N-05)."""

    MET_CUSTOMER = "met_customer"
    MET_FAMILY = "met_family"
    MET_MINOR = "met_minor"
    INTERCOM_ONLY = "intercom_only"
    COMPANY_RECEPTION = "company_reception"
    ABSENT = "absent"
    ASKED_TO_LEAVE = "asked_to_leave"
    NOT_FOUND = "not_found"
    MOVED = "moved"
    CANCELLED = "cancelled"
    EMERGENCY = "emergency"


class Placement(StrEnum):
    """Where the note was left."""

    MAILBOX = "mailbox"
    SHARED_MAILBOX = "shared_mailbox"
    DOOR_SLOT = "door_slot"
    RECEPTION = "reception"
    HANDED_SEALED = "handed_sealed"
    BY_POST = "by_post"


class Form(StrEnum):
    """Open slip or sealed letter."""

    OPEN = "open"
    LETTER = "letter"


class SlipForm(StrEnum):
    """The small papers handed over: what we ask for, what we took along, our thanks."""

    REQUEST = "request"
    RECEIPT = "receipt"
    THANKS = "thanks"


class CardPlace(StrEnum):
    """Where a note has the business card: in its corner, on a sheet behind it, or nowhere."""

    NOWHERE = "nowhere"
    CORNER = "corner"
    BEHIND = "behind"


class CardWay(StrEnum):
    """How a business card is held: lying (横型), or upright with its text set vertically (縦型)."""

    HORIZONTAL = "horizontal"
    VERTICAL = "vertical"


class Responsibility(StrEnum):
    """Where liability lies."""

    UNDETERMINED = "undetermined"
    OURS = "ours"
    NOT_OURS = "not_ours"
    SHARED = "shared"
    OTHER_PARTY = "other_party"


class ApologyScope(StrEnum):
    """What an apology is for; each has a sentence of its own (R-11)."""

    FEELINGS = "feelings"
    TROUBLE = "trouble"
    OCCURRENCE = "occurrence"
    UNCLEAR_GUIDANCE = "unclear_guidance"
    LATE_ARRIVAL = "late_arrival"
    FAULT = "fault"


class ExtraLine(StrEnum):
    """One more line on an open slip, for who reads little Japanese."""

    EASY = "easy"
    ENGLISH = "english"


class PhotoRole(StrEnum):
    """What a photo is meant to show."""

    SURROUNDINGS = "surroundings"
    DOOR = "door"
    NOTE = "note"
    POSTED = "posted"
    ITEM = "item"
    OTHER = "other"


class NoteCode(StrEnum):
    """What the search for the note's code in a photo found."""

    FOUND = "found"
    OTHER_NOTE = "other_note"
    NOT_FOUND = "not_found"
    CONFIRMED_BY_EYE = "confirmed_by_eye"
    NOT_LOOKED = "not_looked"


class CallResult(StrEnum):
    """What a telephone call came to (R-39)."""

    SEEN = "seen"
    NOT_SEEN = "not-seen"
    DISPUTED = "disputed"
    FAMILY = "family"
    VOICEMAIL = "voicemail"
    BAD_NUMBER = "bad-number"
    CALL_LATER = "call-later"
    NO_ANSWER = "no-answer"
    REACHED = "reached"
    LETTER_SENT = "letter-sent"


class AgreedHow(StrEnum):
    """How the customer agreed to the promised time (R-33)."""

    PHONE = "phone"
    MAIL = "mail"
    IN_PERSON = "in_person"
    LETTER = "letter"
    WEB = "web"
    NOT_AGREED = "not_agreed"


class SiteKind(StrEnum):
    """What kind of place is visited (N-05): a hall and a room number, or a reception."""

    HOUSE = "house"
    FLATS = "flats"
    COMPANY = "company"


class SyncState(StrEnum):
    """How far an item has come; the last one only by the office's signed receipt."""

    LOCAL = "local"
    SENDING = "sending"
    ARRIVED = "arrived"
    KEPT = "kept"
