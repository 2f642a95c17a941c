"""What can be written into the journal about paper: a note's number, its prints, where it was left.

Sheets made beforehand are counted by the day, not by the visit: nobody knows yet whose they are.
"""

from dataclasses import dataclass

from visitapp.domain.codec import Content
from visitapp.domain.note_terms import NO_TERMS, NoteTerms
from visitapp.domain.words import Form, NoteCode, Placement


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteNumbered(Content, kind="note_numbered"):
    """A note is composed: its number and nonce are bound, its code's head is this entry's hash."""

    note_no: str
    nonce: str
    revision: int
    form: Form
    paper: str
    terms: NoteTerms = NO_TERMS


@dataclass(frozen=True, slots=True, kw_only=True)
class NotePrinted(Content, kind="note_printed"):
    """The PDF whose hash is named was put out."""

    note_no: str
    revision: int
    pdf_sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintStarted(Content, kind="print_started"):
    """The PDF is about to go to a printer; until a result follows nobody knows what came out."""

    note_no: str
    revision: int
    pdf_sha256: str
    printer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintFailed(Content, kind="print_failed"):
    """No sheet came out of what was started; ``why`` as the spooler or the person told it."""

    note_no: str
    revision: int
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteHandwritten(Content, kind="note_handwritten"):
    """A sheet made beforehand is completed by pen for this visit: its number is bound (N-09).

    ``nonce`` as its code has it, "0" where the number was typed. There is no PDF: the photo is.
    """

    note_no: str
    nonce: str
    revision: int
    person: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteTranscribed(Content, kind="note_transcribed"):
    """What the pen wrote on a note, typed afterwards, letter by letter."""

    note_no: str
    text: str
    person: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteLeft(Content, kind="note_left"):
    """The paper was left (R-36); ``tracking_no`` for a letter by post (N-06)."""

    note_no: str
    placement: Placement
    person: str
    tracking_no: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteCodeRead(Content, kind="note_code_read"):
    """The note's code was looked for in a photo (M1)."""

    photo_sha256: str
    result: NoteCode
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PapersTaken(Content, kind="papers_taken"):
    """What a person counted into the bag before departure (N-09): a claim about one ``day``.

    ``day`` is an ISO date; ``cut_corner`` = paper with one corner cut off is there (layout 0.11).
    """

    day: str
    person: str
    preprints: int
    pad_sheets: int
    cut_corner: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PapersReturned(Content, kind="papers_returned"):
    """What the same person counted out of it (N-16): what was not left, spoilt sheets too.

    ``shredded`` counts all sheets that were shredded that evening, misprints among them.
    """

    day: str
    person: str
    preprints: int
    pad_sheets: int
    shredded: int


Counted = PapersTaken | PapersReturned
Pen = NoteHandwritten | NoteTranscribed
Note = NoteNumbered | NotePrinted | NoteLeft | NoteCodeRead | PrintStarted | PrintFailed | Pen
