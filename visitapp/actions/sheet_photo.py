"""The number of a sheet for the pen, read in a photo of it; bound only when the person says so.

The search is that of every photo: the capped worker of ``visitapp.media``.
"""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from visitapp.actions.act import Happened, drafts, known_visit
from visitapp.actions.handwritten import asked_for, bind, demand_unused
from visitapp.domain.entries import EntryCorrected
from visitapp.domain.note_number import code_text, our_codes
from visitapp.domain.paper_entries import NoteCodeRead
from visitapp.domain.rules import Allowed, Intention, may
from visitapp.domain.visit import Photo, Visit
from visitapp.domain.words import NoteCode, PhotoRole
from visitapp.errors import Known
from visitapp.media.intake import Intake, Looked, judge
from visitapp.media.reading import read_photo
from visitapp.media.shown import shown_name
from visitapp.media.verdict import Verdict
from visitapp.workspace import Workspace

OF_THE_NOTE = frozenset({PhotoRole.NOTE, PhotoRole.POSTED})
"""What a photo of the note is meant to show: these are searched for its code."""


def sheet_in_photo(ws: Workspace, visit_id: str, file: Path, intake: Intake | None = None) -> str:
    """The text of the code on the one sheet that a photo shows; nothing is kept or bound.

    ``intake`` is one that runs already. Raises Known when the file is no photo, when it shows no
    code, several, one of another kind, or the number of another visit.
    """
    with ws.store.reading() as tx:
        visit = known_visit(tx, visit_id)
    name, data = shown_name(file.name), read_photo(file)
    judged = judge(file.name, data)
    if judged.taken is Verdict.REFUSED and judged.reason:
        reason = judged.reason
        raise Known("Not a photo", reason.message, reason.advice, **reason.values)
    if intake is not None:
        text = _sheet(intake.search(data), name)
    else:
        with Intake() as own:
            text = _sheet(own.search(data), name)
    with ws.store.reading() as tx:
        demand_unused(tx, visit, our_codes([text])[0].number)
    return text


def sheet_to_bind(ws: Workspace, visit_id: str, texts: Sequence[str]) -> str:
    """The code of a sheet that a kept photo shows and that could be this visit's note, else "".

    One sheet for the pen, of no other visit, not the visit's note yet, while a note may be made.
    """
    codes = our_codes(texts)
    if len(codes) != 1 or codes[0].head:
        return ""
    with ws.store.reading() as tx:
        visit = known_visit(tx, visit_id)
        number = codes[0].number
        is_here = not _is_due(visit) and visit.told_no == number
        if is_here or set(tx.visits_numbered(number)) - {visit.id}:
            return ""
        allowed = may(visit, Intention.NOTE, asked_for(ws, tx, visit))
    return code_text(number, codes[0].nonce) if isinstance(allowed, Allowed) else ""


def bind_photographed(
    ws: Workspace, visit_id: str, sha256: str, code: str, *, reason: str
) -> Happened:
    """The person says that the sheet in a photo is the note: bound, and a kept photo shows it.

    ``reason`` explains that a photo meant to show something else counts as one of the note.
    Raises Known as ``bind``.
    """
    with ws.store.writing() as tx:
        bound = bind(ws, visit_id, code)
        kept = [p for p in bound.visit.photos if p.attachment.sha256 == sha256]
        made = [content for photo in kept for content in _of_the_note(photo, code, reason)]
        events = tx.append(*drafts(ws, bound.visit.id, made))
        visit = tx.visit(bound.visit.id) or bound.visit
    return Happened(visit=visit, events=(*bound.events, *events))


def bind_from_photo(
    ws: Workspace, visit_id: str, file: Path, code: str, *, reason: str
) -> Happened:
    """Bind the sheet that ``sheet_in_photo`` read, once the person said yes; Known as ``bind``."""
    sha256 = hashlib.sha256(read_photo(file)).hexdigest()
    return bind_photographed(ws, visit_id, sha256, code, reason=reason)


def _of_the_note(photo: Photo, code: str, reason: str) -> list[EntryCorrected | NoteCodeRead]:
    """What makes a kept photo one of the note that is bound now."""
    sha256 = photo.attachment.sha256
    read = NoteCodeRead(photo_sha256=sha256, result=NoteCode.FOUND, code=code)
    if photo.role in OF_THE_NOTE:
        return [read]
    role = PhotoRole.NOTE.value
    return [EntryCorrected(entry=photo.mark.entry, field="role", value=role, reason=reason), read]


def may_show_a_sheet(visit: Visit, role: PhotoRole) -> bool:
    """Whether a photo is worth a search: one of the note, or any while the note is still due."""
    return role in OF_THE_NOTE or (visit.outcome is not None and _is_due(visit))


def _is_due(visit: Visit) -> bool:
    """Whether no sheet is the visit's note yet; one that was only looked at is none."""
    return visit.paper is None or visit.paper.printed is None


def _sheet(looked: Looked, name: str) -> str:
    """The one code of a sheet for the pen; a sentence for everything else."""
    codes = our_codes(looked.codes)
    if not looked.searched:
        raise Known(
            "Photo not readable",
            "The photo {name} cannot be looked at.",
            "Take another one, or type the number on the sheet.",
            name=name,
        )
    if not looked.codes:
        raise Known(
            "No code found",
            "No code was found in the photo {name}.",
            "Take it again, nearer and with more light, or type the number on the sheet.",
            name=name,
        )
    if len(codes) > 1:
        raise Known(
            "Several sheets",
            "The photo {name} shows the codes of {count} notes: {numbers}.",
            "Photograph only the sheet that you used, or type its number.",
            name=name,
            count=len(codes),
            numbers="、".join(code.number for code in codes),
        )
    if not codes or codes[0].head:
        raise Known(
            "Another kind of code",
            "The code in the photo {name} is not that of a sheet for the pen.",
            "Photograph the code beside the number on the sheet, or type the number.",
            name=name,
        )
    return code_text(codes[0].number, codes[0].nonce)


def told_number(code: str) -> str:
    """The number in a code's text, "" for no code."""
    return our_codes([code])[0].number if code else ""
