"""The note a customer finds: composed from the log, numbered once, printed, left (R-36 to R-38).

Composing writes ``note_numbered``; its hash is the head of the printed code. From then on the PDF
follows from the journal alone, so a preview and the print are the same bytes.
"""

from dataclasses import dataclass, replace
from pathlib import Path

from visitapp.actions.act import Happened, Step, demanded, drafts, known_visit, perform, person_at
from visitapp.actions.note_facts import facts_of
from visitapp.disk import PUBLIC, write_whole
from visitapp.documents.note_pdf import render
from visitapp.documents.paper import Rendered
from visitapp.domain.chain import Attachment
from visitapp.domain.customer import customer_of
from visitapp.domain.entries import NoteLeft, NoteNumbered, NotePrinted
from visitapp.domain.note import Note, NoteFacts, approved_sentences, compose
from visitapp.domain.rules import Allowed, Asked, Intention, may
from visitapp.domain.visit import NotePaper, Visit
from visitapp.domain.wording import Finding, check, is_allowed
from visitapp.domain.words import Form, Placement, Responsibility
from visitapp.errors import Known
from visitapp.lexicon import lexicon, note_texts
from visitapp.store.store import Transaction
from visitapp.workspace import Workspace

MIME = "application/pdf"


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedNote:
    """A note ready to be looked at or printed; ``findings`` are the guard's."""

    visit: Visit
    note_no: str
    revision: int
    rendered: Rendered
    paper: str
    findings: tuple[Finding, ...]
    note: Note


def preview(
    ws: Workspace, visit_id: str, form: Form = Form.OPEN, paper: str = "", remark: str = ""
) -> PreparedNote:
    """The note as it would be printed; before the outcome with blank times and no number bound.

    Raises Known when the sender is not set up, a character has no glyph, or the guard objects.
    """
    paper = _supported(paper or ws.settings.paper, form)
    with ws.store.writing() as tx:
        visit = known_visit(tx, visit_id)
        asked = Asked(policy=ws.policy, now=ws.clock.stamp(), form=form)
        if not isinstance(may(visit, Intention.NOTE, asked), Allowed):
            return _prepared(ws, tx, visit, None, remark)
        return _prepared(ws, tx, *_numbered(ws, tx, visit, form, paper), remark)


def print_note(
    ws: Workspace,
    visit_id: str,
    out: Path,
    form: Form = Form.OPEN,
    paper: str = "",
    remark: str = "",
) -> PreparedNote:
    """Make the note, keep its PDF in the vault, write it to ``out`` and record the print.

    A second print keeps number and code and is the next revision. Raises Known when the rules,
    the guard or the fonts refuse.
    """
    paper = _supported(paper or ws.settings.paper, form)
    with ws.store.writing() as tx:
        visit = known_visit(tx, visit_id)
        asked = Asked(
            policy=ws.policy,
            now=ws.clock.stamp(),
            form=form,
            forbids_note=_forbids_note(tx, visit),
        )
        demanded(ws, visit, Step(intention=Intention.NOTE, asked=asked))
        visit, sheet = _numbered(ws, tx, visit, form, paper)
        ready = _prepared(ws, tx, visit, _next_revision(visit, sheet), remark)
    _write(out, ready.rendered.pdf)
    attached = _into_vault(ws, ready.rendered)
    with ws.store.writing() as tx:
        printed = NotePrinted(
            note_no=ready.note_no, revision=ready.revision, pdf_sha256=attached.sha256
        )
        tx.append(*drafts(ws, visit.id, [printed], attach=[attached]))
        return replace(ready, visit=tx.visit(visit.id) or visit)


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
                note_no=visit.note_no,
                placement=placement,
                person=person_at(ws, tx, person, visit),
                tracking_no=tracking_no,
            )
        ],
        Step(intention=Intention.LEAVE_NOTE, asked=asked),
    )


def _forbids_note(tx: Transaction, visit: Visit) -> bool:
    """Whether the customer wants no paper at the door (V-06)."""
    record = tx.record(visit.customer_id)
    return record is not None and bool(customer_of(record).no_note)


def _supported(paper: str, form: Form) -> str:
    if paper == "hagaki" and form is Form.OPEN:
        return paper
    raise Known(
        "Paper not available yet",
        "The {form} form on {paper} paper cannot be made yet.",
        "Use the open slip on hagaki paper.",
        form=form.value,
        paper=paper,
    )


def _numbered(
    ws: Workspace, tx: Transaction, visit: Visit, form: Form, paper: str
) -> tuple[Visit, NotePaper]:
    """The sheet of this form and paper, numbered now if it wasn't yet."""
    found = [p for p in visit.papers if (p.form, p.paper) == (form, paper)]
    if not found:
        content = NoteNumbered(
            note_no=visit.note_no,
            nonce=visit.nonce,
            revision=max((p.revision for p in visit.papers), default=0) + 1,
            form=form,
            paper=paper,
        )
        tx.append(*drafts(ws, visit.id, [content]))
        visit = tx.visit(visit.id) or visit
        found = [p for p in visit.papers if (p.form, p.paper) == (form, paper)]
    return visit, found[-1]


def _next_revision(visit: Visit, sheet: NotePaper) -> NotePaper:
    """The sheet itself before its first print, afterwards its next revision (2版)."""
    if sheet.printed is None:
        return sheet
    return replace(sheet, revision=max(p.revision for p in visit.papers) + 1)


def _prepared(
    ws: Workspace, tx: Transaction, visit: Visit, sheet: NotePaper | None, remark: str
) -> PreparedNote:
    facts = facts_of(ws, tx, visit, sheet, remark)
    note = compose(facts, note_texts())
    findings = _guarded(note, facts)
    return PreparedNote(
        visit=visit,
        note_no=visit.note_no,
        revision=sheet.revision if sheet else 0,
        rendered=render(note),
        paper=sheet.paper if sheet else ws.settings.paper,
        findings=findings,
        note=note,
    )


def _guarded(note: Note, facts: NoteFacts) -> tuple[Finding, ...]:
    """The guard's findings on all running text; Known when one of them blocks (R-10, R-37)."""
    text = "\n".join((*note.body, note.closing, note.remark))
    approved = approved_sentences(facts, note_texts())
    findings = check(text, Form.OPEN, Responsibility.UNDETERMINED, lexicon(), approved)
    if not is_allowed(findings):
        worst = next(finding for finding in findings if finding.blocks)
        raise Known(
            "The note says too much",
            "“{text}” must not stand on a note.",
            worst.advice,
            text=worst.text,
        )
    return findings


def _into_vault(ws: Workspace, rendered: Rendered) -> Attachment:
    sha256 = ws.store.vault.put(rendered.pdf)
    return Attachment(sha256=sha256, size=len(rendered.pdf), mime=MIME, origin="rendered")


def _write(out: Path, pdf: bytes) -> None:
    try:
        write_whole(out, pdf, PUBLIC)
    except OSError as error:
        raise Known(
            "PDF cannot be written",
            "The note cannot be written to {path} ({what}).",
            "Choose another place; the note keeps its number and nothing was lost.",
            path=out,
            what=error.strerror or error,
        ) from error
