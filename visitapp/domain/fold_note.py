"""The fold of a visit's papers and photos."""

from collections.abc import Sequence
from dataclasses import replace
from typing import assert_never

from visitapp.domain import entries as e
from visitapp.domain import paper_entries as pe
from visitapp.domain.chain import Attachment, code_head
from visitapp.domain.note_terms import NO_TERMS
from visitapp.domain.visit import Mark, NotePaper, Photo, Visit
from visitapp.domain.words import Form


def note_read(visit: Visit, mark: Mark, content: pe.Note, raw: bytes) -> Visit:
    """The visit after an entry about its note; ``raw`` gives the head of the printed code."""
    match content:
        case pe.NoteNumbered():
            paper = NotePaper(
                mark=mark,
                note_no=content.note_no,
                nonce=content.nonce,
                head=code_head(raw),
                revision=content.revision,
                form=content.form,
                paper=content.paper,
                terms=content.terms,
            )
            return replace(visit, papers=(*visit.papers, paper))
        case pe.NoteHandwritten() | pe.NoteTranscribed():
            return replace(visit, papers=_by_pen(visit.papers, mark, content))
        case pe.NotePrinted() | pe.PrintStarted() | pe.PrintFailed():
            return replace(visit, papers=_printing(visit.papers, mark, content))
        case pe.NoteLeft():
            return replace(visit, papers=_left(visit.papers, mark, content))
        case pe.NoteCodeRead():
            photos = tuple(
                replace(p, note_code=content.result)
                if p.attachment.sha256 == content.photo_sha256
                else p
                for p in visit.photos
            )
            return replace(visit, photos=photos)
        case _:
            assert_never(content)


def _by_pen(papers: Sequence[NotePaper], mark: Mark, content: pe.Pen) -> tuple[NotePaper, ...]:
    """A sheet that was made beforehand, and what was written on it."""
    if isinstance(content, pe.NoteTranscribed):
        return tuple(
            replace(p, written=content.text) if p.by_pen and p.note_no == content.note_no else p
            for p in papers
        )
    sheet = NotePaper(
        mark=mark,
        note_no=content.note_no,
        nonce=content.nonce,
        head="",
        revision=content.revision,
        form=Form.OPEN,
        paper="",
        terms=NO_TERMS,
        printed=mark,
        by_pen=True,
    )
    return (*papers, sheet)


def _printing(
    papers: Sequence[NotePaper],
    mark: Mark,
    content: pe.NotePrinted | pe.PrintStarted | pe.PrintFailed,
) -> tuple[NotePaper, ...]:
    """The revision named after a print was started, came out or failed.

    A reprint is a revision of its own with the same code.
    """
    known = [p for p in papers if p.note_no == content.note_no]
    if known and all(p.revision != content.revision for p in known):
        again = replace(
            known[-1], revision=content.revision, printed=None, placement=None, left=None
        )
        papers = (*papers, again)
    return tuple(
        _after(p, mark, content)
        if (p.note_no, p.revision) == (content.note_no, content.revision)
        else p
        for p in papers
    )


def _after(
    paper: NotePaper, mark: Mark, content: pe.NotePrinted | pe.PrintStarted | pe.PrintFailed
) -> NotePaper:
    match content:
        case pe.NotePrinted():
            return replace(paper, printed=mark, pdf_sha256=content.pdf_sha256, started=None)
        case pe.PrintStarted():
            return replace(
                paper, started=mark, printer=content.printer, pdf_sha256=content.pdf_sha256
            )
        case pe.PrintFailed():
            return replace(paper, started=None)


def _left(papers: Sequence[NotePaper], mark: Mark, content: pe.NoteLeft) -> tuple[NotePaper, ...]:
    """The newest revision of the number named is the sheet that was left."""
    newest = max((p.revision for p in papers if p.note_no == content.note_no), default=0)
    return tuple(
        replace(p, left=mark, placement=content.placement)
        if (p.note_no, p.revision) == (content.note_no, newest)
        else p
        for p in papers
    )


def photo_taken(
    visit: Visit, mark: Mark, content: e.PhotoTaken, attach: Sequence[Attachment]
) -> Visit:
    """The visit with one more photo; the same original twice is one photo."""
    found = next((a for a in attach if a.sha256 == content.sha256), None)
    if found is None or any(p.attachment.sha256 == found.sha256 for p in visit.photos):
        return visit
    photo = Photo(
        mark=mark,
        attachment=found,
        role=content.role,
        file_name=content.file_name,
        captured_at=content.captured_at,
        camera=content.camera,
        warning=content.warning,
    )
    return replace(visit, photos=(*visit.photos, photo))
