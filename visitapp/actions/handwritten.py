"""A note completed by pen (N-09): a sheet made beforehand is bound, and its words are typed later.

Pads are sheets without a visit: their numbers are used up when they are printed, and bound to a
visit when one of them is used.
"""

from dataclasses import dataclass

from visitapp.actions.act import Happened, Step, demanded, drafts, known_visit, perform
from visitapp.actions.note import forbids_note
from visitapp.documents.paper import Rendered
from visitapp.documents.preprint_pdf import render
from visitapp.domain.note_facts import Sender
from visitapp.domain.note_number import code_text, number_in, read_code
from visitapp.domain.paper_entries import NoteHandwritten, NoteTranscribed
from visitapp.domain.preprint import compose_pad
from visitapp.domain.rules import Asked, Intention
from visitapp.domain.visit import NotePaper, Visit
from visitapp.domain.wording import Finding, check
from visitapp.domain.words import Form, Responsibility
from visitapp.errors import Known
from visitapp.ids import standalone_number
from visitapp.lexicon import lexicon
from visitapp.store.store import Transaction
from visitapp.workspace import Workspace

MOST = 100
"""Sheets of one pad."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pad:
    """A printed pad: its PDF and the numbers of its sheets, in order."""

    rendered: Rendered
    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Transcribed:
    """What was typed of a note, and what the guard says of it: it lies with the customer."""

    happened: Happened
    findings: tuple[Finding, ...]


def make_pad(ws: Workspace, count: int) -> Pad:
    """Sheets for the pen without a visit, each with a number of its own that is used up now.

    Raises Known for a count out of 1 … 100, and when the sender is not set up.
    """
    if not 1 <= count <= MOST:
        raise Known(
            "Not so many sheets",
            "A pad has 1 to {most} sheets.",
            "Make several pads for more.",
            most=MOST,
        )
    own = ws.settings.sender
    sender = Sender(
        company=own.company, phone=own.phone, department=own.department, hours=own.hours
    )
    with ws.store.writing() as tx:
        taken = [tx.take_number() or (standalone_number(), "0") for _ in range(count)]
        sheets = [
            compose_pad(sender, number, code_text(number, nonce), ws.style.texts)
            for number, nonce in taken
        ]
        rendered = render(sheets)
    return Pad(rendered=rendered, numbers=tuple(number for number, _ in taken))


def bind(ws: Workspace, visit_id: str, given: str = "") -> Happened:
    """A sheet completed by pen is this visit's note: its own pre-print, or one of a pad.

    ``given`` is the number as typed, or the text of its code; "" for the visit's own pre-print.
    Raises Known when the rules forbid a note, for what is no number, and for another visit's.
    """
    number, code = number_in(given), read_code(given.strip())
    nonce = code.nonce if code else "0"
    with ws.store.writing() as tx:
        visit = known_visit(tx, visit_id)
        demanded(ws, visit, Step(intention=Intention.NOTE, asked=asked_for(ws, tx, visit)))
        if number and number not in visit.numbers:
            demand_unused(tx, visit, number)
        content = NoteHandwritten(
            note_no=number or visit.note_no,
            nonce=nonce if number else visit.nonce,
            revision=max((p.revision for p in visit.papers), default=0) + 1,
            person=ws.actor,
        )
        events = tx.append(*drafts(ws, visit.id, [content]))
        return Happened(visit=tx.visit(visit.id) or visit, events=events)


def asked_for(ws: Workspace, tx: Transaction, visit: Visit) -> Asked:
    """What the rules want to know of an open note that a pen completes now."""
    return Asked(
        policy=ws.policy,
        now=ws.clock.stamp(),
        form=Form.OPEN,
        forbids_note=forbids_note(tx, visit),
    )


def transcribe(ws: Workspace, visit_id: str, text: str) -> Transcribed:
    """Type what the pen wrote on the note of a visit, letter by letter, and have it read.

    Raises Known without text, and for a visit without a note by pen.
    """
    told = text.strip()

    def contents(_tx: Transaction, visit: Visit) -> list[NoteTranscribed]:
        paper = _by_pen(visit)
        return [NoteTranscribed(note_no=paper.note_no, text=told, person=ws.actor)]

    if not told:
        raise Known(
            "Nothing typed",
            "What the pen wrote is missing.",
            "Type it as it stands on the photo of the note.",
        )
    happened = perform(ws, visit_id, contents)
    found = check(told, Form.OPEN, Responsibility.UNDETERMINED, lexicon())
    return Transcribed(happened=happened, findings=found)


def _by_pen(visit: Visit) -> NotePaper:
    paper = next((p for p in reversed(visit.papers) if p.by_pen), None)
    if paper is None:
        raise Known(
            "No note by pen",
            "No note of this visit was completed by pen.",
            "Say at the door which pre-printed note you used.",
        )
    return paper


def demand_unused(tx: Transaction, visit: Visit, number: str) -> None:
    """A number is never the note of two visits, nor one that was planned for another."""
    if set(tx.visits_numbered(number)) - {visit.id}:
        raise Known(
            "Another visit's number",
            "The note {number} belongs to another visit.",
            "Look at the number on the sheet in your hand; take another sheet if it is that.",
            number=number,
        )
