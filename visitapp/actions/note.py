"""The note a customer finds: composed from the log, numbered once, printed, left (R-36 to R-38).

Composing writes ``note_numbered``; its hash is the head of the printed code. From then on the PDF
follows from the journal alone, so a preview and the print are the same bytes.
"""

import errno
import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from visitapp.actions.act import Happened, Step, demanded, drafts, known_visit, perform, person_at
from visitapp.actions.note_facts import facts_of, sender_of
from visitapp.disk import PUBLIC, write_whole
from visitapp.documents.card_fit import Fitted, fitted
from visitapp.documents.paper import Rendered
from visitapp.documents.papers import A5, note_paper, usual_paper
from visitapp.documents.sheets import Sheet, render, takes_card_along
from visitapp.domain.card import compose_card
from visitapp.domain.chain import Attachment
from visitapp.domain.customer import Customer, customer_of
from visitapp.domain.letter import compose_letter
from visitapp.domain.note import Note, approved_sentences, compose
from visitapp.domain.note_terms import NO_TERMS, NoteTerms, approvers
from visitapp.domain.paper_entries import NoteLeft, NoteNumbered, NotePrinted
from visitapp.domain.rules import Asked, Intention
from visitapp.domain.visit import NotePaper, Visit
from visitapp.domain.wording import Finding, WordClass, check, is_allowed
from visitapp.domain.words import CardPlace, Form, Placement
from visitapp.errors import Known
from visitapp.lexicon import lexicon
from visitapp.store.store import Transaction
from visitapp.texts import why
from visitapp.workspace import Workspace

MIME = "application/pdf"
NO_CARD = Fitted(card=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteWish:
    """What a person asks of a note: its form, paper and terms, and a remark of their own.

    Without ``paper`` it is the settings' where the form can be printed on it.
    """

    form: Form = Form.OPEN
    paper: str = ""
    remark: str = ""
    terms: NoteTerms = NO_TERMS


USUAL = NoteWish()


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedNote:
    """A note ready to be looked at or printed; ``findings`` are the guard's.

    ``left_out`` is what had no room on its card (``visitapp/documents/card_fit.py``).
    ``card`` is where the card is: in the note's corner, on a sheet behind it, or nowhere.
    """

    visit: Visit
    note_no: str
    revision: int
    rendered: Rendered
    paper: str
    findings: tuple[Finding, ...]
    note: Note
    left_out: tuple[str, ...] = ()
    card: CardPlace = CardPlace.NOWHERE


def preview(ws: Workspace, visit_id: str, wish: NoteWish = USUAL) -> PreparedNote:
    """The note as it would be printed; before the outcome with blank times and no number bound.

    Raises Known when the sender is not set up, a character has no glyph, the guard objects, or the
    rules want no such paper after this outcome.
    """
    with ws.store.writing() as tx:
        visit = known_visit(tx, visit_id)
        wish = _supported(ws, tx, visit, wish)
        if visit.outcome is None:
            return _prepared(ws, tx, visit, None, wish)
        demanded(ws, visit, note_step(ws, tx, visit, wish))
        return _prepared(ws, tx, *_numbered(ws, tx, visit, wish), wish)


def look(ws: Workspace, visit_id: str, wish: NoteWish = USUAL) -> PreparedNote:
    """The note with these wishes, whatever the guard says of it: nothing is written.

    Its code is the printed one once form, paper and terms are numbered. Raises Known when the
    sender is not set up, the paper does not fit, or a character has no glyph.
    """
    with ws.store.reading() as tx:
        visit = known_visit(tx, visit_id)
        wish = _supported(ws, tx, visit, wish)
        found = _sheets(visit, wish)
        return _composed(ws, tx, visit, found[-1] if found else _unnumbered(visit, wish), wish)


def print_note(ws: Workspace, visit_id: str, out: Path, wish: NoteWish = USUAL) -> PreparedNote:
    """Make the note, keep its PDF in the vault, write it to ``out`` and record the print.

    A second print keeps number and code and is the next revision. Raises Known when the rules,
    the guard or the fonts refuse.
    """
    ready = made(ws, visit_id, wish)
    _write(out, ready.rendered.pdf)
    attached = into_vault(ws, ready.rendered)
    with ws.store.writing() as tx:
        printed = NotePrinted(
            note_no=ready.note_no, revision=ready.revision, pdf_sha256=attached.sha256
        )
        tx.append(*drafts(ws, ready.visit.id, [printed], attach=[attached]))
        return replace(ready, visit=tx.visit(ready.visit.id) or ready.visit)


def made(ws: Workspace, visit_id: str, wish: NoteWish = USUAL) -> PreparedNote:
    """The note as it goes on paper now: numbered, of its next revision, not yet printed.

    Raises Known when the rules, the guard or the fonts refuse.
    """
    with ws.store.writing() as tx:
        visit = known_visit(tx, visit_id)
        wish = _supported(ws, tx, visit, wish)
        demanded(ws, visit, note_step(ws, tx, visit, wish))
        visit, sheet = _numbered(ws, tx, visit, wish)
        return _prepared(ws, tx, visit, _next_revision(visit, sheet), wish)


def note_step(ws: Workspace, tx: Transaction, visit: Visit, wish: NoteWish) -> Step:
    """What the rules are asked before a note of this form is made."""
    record = tx.record(visit.customer_id)
    limits = customer_of(record) if record is not None else Customer()
    asked = Asked(
        policy=ws.policy,
        now=ws.clock.stamp(),
        form=wish.form,
        forbids_note=bool(limits.no_note),
        hides_from_family=bool(limits.family_must_not_know),
    )
    return Step(intention=Intention.NOTE, asked=asked)


def unused_file(folder: Path, visit: Visit) -> Path:
    """A file name for the note that does not overwrite an earlier sheet; names no customer."""
    number = visit.note_no or visit.id[-8:]
    taken = (folder / f"{number}{'' if k == 1 else f'-{k}'}.pdf" for k in range(1, 1000))
    return next(path for path in taken if not path.exists())


def leave_note(
    ws: Workspace,
    visit_id: str,
    placement: Placement,
    person: str = "",
    tracking_no: str = "",
) -> Happened:
    """Record where the paper was left (R-36); the rules know what each form allows."""
    asked = Asked(policy=ws.policy, now=ws.clock.stamp(), placement=placement)
    return perform(
        ws,
        visit_id,
        lambda tx, visit: [
            NoteLeft(
                note_no=visit.told_no,
                placement=placement,
                person=person_at(ws, tx, person, visit),
                tracking_no=tracking_no,
            )
        ],
        Step(intention=Intention.LEAVE_NOTE, asked=asked),
    )


def forbids_note(tx: Transaction, visit: Visit) -> bool:
    """Whether the customer wants no paper at the door (V-06)."""
    record = tx.record(visit.customer_id)
    return record is not None and bool(customer_of(record).no_note)


def _supported(ws: Workspace, tx: Transaction, visit: Visit, wish: NoteWish) -> NoteWish:
    """The wish with its paper; Known for a paper the form can't be printed on.

    No card is wished for behind a note that has one, on a roll, which is too narrow, or where there
    is none (V-06): the terms that are recorded name a card only where one is printed.
    """
    agreed = approvers(wish.terms.approved_by)
    remark = wish.remark if wish.remark.strip() else ""
    wish = replace(wish, remark=remark, terms=replace(wish.terms, approved_by=agreed))
    if wish.terms.large and (wish.form, wish.paper or A5.name) != (Form.OPEN, A5.name):
        raise Known(
            "No large type here",
            "Large type is for the open slip on A5.",
            "Choose A5, or the usual type.",
        )
    if wish.terms.line and wish.form is not Form.OPEN:
        raise Known(
            "No extra line here",
            "A line in easy Japanese or English is for the open slip.",
            "Choose the open slip, or leave the line out.",
        )
    if wish.terms.scope and wish.form is not Form.LETTER:
        raise Known(
            "No apology here",
            "The open slip lies where others may read it, and apologises for nothing.",
            "Choose the sealed letter, or leave the apology out.",
        )
    if wish.terms.posted and wish.form is not Form.LETTER:
        raise Known(
            "No post here",
            "Only a sealed letter goes by post.",
            "Choose the letter, or leave the post out.",
        )
    if wish.terms.window and wish.form is not Form.LETTER:
        raise Known(
            "No window here",
            "Only a sealed letter shows its address through a window.",
            "Choose the letter, or leave the window out.",
        )
    usual = A5.name if wish.terms.large else usual_paper(wish.form, ws.settings.paper).name
    paper, terms = note_paper(wish.paper or usual, wish.form), wish.terms
    card = terms.card and takes_card_along(wish.form, paper, large=terms.large)
    card = card and card_of_visit(ws, tx, visit).card is not None
    return replace(wish, paper=paper.name, terms=replace(terms, card=card))


def _numbered(
    ws: Workspace, tx: Transaction, visit: Visit, wish: NoteWish
) -> tuple[Visit, NotePaper]:
    """The sheet of this form, paper and terms, numbered now if it wasn't yet."""
    if not (found := _sheets(visit, wish)):
        content = NoteNumbered(
            note_no=visit.note_no,
            nonce=visit.nonce,
            revision=max((p.revision for p in visit.papers), default=0) + 1,
            form=wish.form,
            paper=wish.paper,
            terms=wish.terms,
        )
        tx.append(*drafts(ws, visit.id, [content]))
        visit = tx.visit(visit.id) or visit
        found = _sheets(visit, wish)
    return visit, found[-1]


def _sheets(visit: Visit, wish: NoteWish) -> list[NotePaper]:
    asked = (wish.form, wish.paper, wish.terms)
    return [p for p in visit.papers if (p.form, p.paper, p.terms) == asked]


def _unnumbered(visit: Visit, wish: NoteWish) -> NotePaper | None:
    """A sheet to look at, bound to no entry yet; None before the outcome, when times are blank."""
    if visit.outcome is None:
        return None
    return NotePaper(
        mark=visit.outcome.mark,
        note_no=visit.note_no,
        nonce=visit.nonce,
        head="",
        revision=max((p.revision for p in visit.papers), default=0) + 1,
        form=wish.form,
        paper=wish.paper,
        terms=wish.terms,
    )


def _next_revision(visit: Visit, sheet: NotePaper) -> NotePaper:
    """The sheet itself before its first print, afterwards its next revision (2版)."""
    if sheet.printed is None and sheet.started is None:
        return sheet
    return replace(sheet, revision=max(p.revision for p in visit.papers) + 1)


def _prepared(
    ws: Workspace, tx: Transaction, visit: Visit, sheet: NotePaper | None, wish: NoteWish
) -> PreparedNote:
    ready = _composed(ws, tx, visit, sheet, wish)
    _demand_allowed(ready.findings, wish)
    return ready


def _composed(
    ws: Workspace, tx: Transaction, visit: Visit, sheet: NotePaper | None, wish: NoteWish
) -> PreparedNote:
    facts = facts_of(ws, tx, visit, sheet, wish.remark)
    texts = ws.style.texts
    letter = compose_letter(facts, texts) if wish.form is Form.LETTER else None
    note = letter.note if letter else compose(facts, texts)
    approved = approved_sentences(facts, ws.style.texts)
    findings = check(guarded_text(note), wish.form, wish.terms.responsibility, lexicon(), approved)
    paper, terms = note_paper(wish.paper, wish.form), wish.terms
    drawn = Sheet(told=letter or note, paper=paper, large=terms.large, along=terms.card)
    nowhere = drawn.place is CardPlace.NOWHERE
    card = NO_CARD if nowhere else card_of_visit(ws, tx, visit)
    drawn = replace(drawn, card=card.card)
    return PreparedNote(
        visit=visit,
        note_no=visit.note_no,
        revision=sheet.revision if sheet else 0,
        rendered=render(drawn),
        paper=wish.paper,
        findings=findings,
        note=note,
        left_out=card.left_out,
        card=drawn.card_place,
    )


def card_of_visit(ws: Workspace, tx: Transaction, visit: Visit) -> Fitted:
    """The first of the staff's; none where the customer wants our company not to be seen (V-06)."""
    record, sender = tx.record(visit.customer_id), sender_of(ws, tx, visit)
    if record is None or customer_of(record).hide_company or not sender.staff:
        return NO_CARD
    return fitted(compose_card(sender.staff[0], sender, visit.note_no, ws.style.texts))


def guarded_text(note: Note) -> str:
    """The running text the guard reads; findings are places in it, the remark comes last."""
    return "\n".join((*note.body, note.closing, note.extra, note.remark))


def demand_harmless(findings: tuple[Finding, ...]) -> None:
    """Raises Known when one of the guard's findings blocks (R-37)."""
    if not is_allowed(findings):
        worst = next(finding for finding in findings if finding.blocks)
        raise Known(
            "The note says too much",
            "“{text}” must not stand on a note.",
            worst.advice,
            text=worst.text,
        )


def _demand_allowed(findings: tuple[Finding, ...], wish: NoteWish) -> None:
    """Raises Known when the guard blocks, or who must agree is not named (R-10, R-37)."""
    demand_harmless(findings)
    missing = approvers_needed(findings, wish.terms) - len(wish.terms.approved_by)
    if missing > 0 and not wish.terms.approved_by:
        raise Known(
            "Nobody has approved it",
            "A letter that admits our fault needs the name of whoever approved it.",
            "Name the person who approved it, or apologise for the trouble only.",
        )
    if missing > 0:
        raise Known(
            "A second approval is missing",
            "Where money is demanded, two people must approve a letter that admits our fault.",
            "Name a second person who approved it, for example of legal or quality.",
        )


def approvers_needed(findings: Sequence[Finding], terms: NoteTerms) -> int:
    """How many people must have agreed: one to a fault, two in money matters (R-10, R-29)."""
    admits = any(finding.kind is WordClass.FAULT for finding in findings)
    return (2 if terms.money_demanded else 1) if admits else 0


def into_vault(ws: Workspace, rendered: Rendered) -> Attachment:
    """Keep the PDF; the attachment for the entry that names it."""
    sha256 = ws.store.vault.put(rendered.pdf)
    return Attachment(sha256=sha256, size=len(rendered.pdf), mime=MIME, origin="rendered")


def _target(out: Path) -> Path:
    """Where a file of this name lies; OSError for a device, in whose place no file may be put."""
    target = out.resolve()
    if target.exists() and not target.is_file():
        kind = errno.EISDIR if target.is_dir() else errno.ENODEV
        raise OSError(kind, os.strerror(kind))
    return target


def _write(out: Path, pdf: bytes) -> None:
    try:
        write_whole(_target(out), pdf, PUBLIC)
    except OSError as error:
        raise Known(
            "PDF cannot be written",
            "The note cannot be written to {path} ({what}).",
            "Choose another place; the note keeps its number and nothing was lost.",
            path=out,
            what=why(error),
        ) from error
