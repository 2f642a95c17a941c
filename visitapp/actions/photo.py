"""Photos into the visit: the original is safe first, its copies and the note's code come after.

Tour B: read, sniff, vault (hash, encrypt, fsync), entry, acknowledged; then thumbnail, working
copy and the search for the note's code, each of which may fail without losing anything.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from visitapp.actions.act import Happened, drafts, known_visit
from visitapp.actions.sheet_photo import OF_THE_NOTE, may_show_a_sheet, sheet_to_bind
from visitapp.domain.chain import Attachment
from visitapp.domain.entries import EntryWithdrawn, PhotoTaken
from visitapp.domain.hint import Hint
from visitapp.domain.note_number import judge_codes
from visitapp.domain.paper_entries import NoteCodeRead
from visitapp.domain.visit import Photo, Visit
from visitapp.domain.words import NoteCode, PhotoRole
from visitapp.errors import Known
from visitapp.media.intake import Intake, judge
from visitapp.media.reading import read_photo
from visitapp.media.shown import shown_name
from visitapp.media.verdict import Reason, Verdict
from visitapp.store.reserve import has_room_for_photo
from visitapp.texts import why
from visitapp.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedPhoto:
    """What became of one file; ``taken`` is kept, warned or refused.

    ``entry`` is the id of its new entry, "" for a refused photo and for one that was there.
    ``sheet`` is the code of a sheet for the pen that it shows and that may be bound to the visit.
    """

    file: str
    taken: str
    sha256: str = ""
    entry: str = ""
    reasons: tuple[Hint, ...] = ()
    note_code: NoteCode = NoteCode.NOT_LOOKED
    sheet: str = ""
    captured_at: str = ""
    origin: str = "imported"


class Found(NamedTuple):
    """What the search for the note's code came to, and what could not be made of a photo."""

    warnings: tuple[Reason, ...]
    code: NoteCode = NoteCode.NOT_LOOKED
    sheet: str = ""


def add(
    ws: Workspace,
    visit_id: str,
    files: Sequence[Path],
    role: PhotoRole = PhotoRole.OTHER,
    origin: str = "imported",
    intake: Intake | None = None,
) -> tuple[AddedPhoto, ...]:
    """Take photos of a visit one by one; a refused file never stops the others.

    ``intake`` is one that runs already (the desktop warms its own). Raises Known only for an
    unknown visit.
    """
    with ws.store.reading() as tx:
        visit = known_visit(tx, visit_id)
    if intake is not None:
        return tuple(_add_one(ws, visit, intake, path, (role, origin)) for path in files)
    with Intake() as own:
        return tuple(_add_one(ws, visit, own, path, (role, origin)) for path in files)


def set_aside(ws: Workspace, visit_id: str, sha256: str, *, reason: str) -> Happened:
    """A photo is taken again: the old one stays in the records and no longer counts."""
    with ws.store.writing() as tx:
        visit = known_visit(tx, visit_id)
        wanted = [p for p in visit.photos if p.attachment.sha256 == sha256]
        made = [EntryWithdrawn(entry=p.mark.entry, reason=reason) for p in wanted]
        events = tx.append(*drafts(ws, visit.id, made))
        return Happened(visit=tx.visit(visit.id) or visit, events=events)


def _add_one(
    ws: Workspace, visit: Visit, intake: Intake, path: Path, meant: tuple[PhotoRole, str]
) -> AddedPhoto:
    role, origin = meant
    name = shown_name(path.name)
    try:
        data = read_photo(path)
        demand_room(ws, len(data))
    except Known as error:
        return _refused(name, error)
    judged = judge(path.name, data)
    if judged.taken is Verdict.REFUSED:
        return AddedPhoto(file=name, taken="refused", reasons=_hints(judged.reasons))
    content = PhotoTaken(
        sha256=hashlib.sha256(data).hexdigest(),
        role=role,
        file_name=name,
        captured_at=judged.captured_at,
        camera=judged.camera,
        warning=judged.reason.message.format(**judged.reason.values) if judged.reason else "",
    )
    attached = Attachment(sha256=content.sha256, size=len(data), mime=judged.mime, origin=origin)
    try:
        entry = _keep(ws, visit.id, data, content, attached)
    except Known as error:
        return _refused(name, error)
    found = _copies(ws, visit, content, data, intake)
    warned = judged.taken is Verdict.WARNED or bool(found.warnings)
    return AddedPhoto(
        file=name,
        taken="warned" if warned else "kept",
        sha256=content.sha256,
        entry=entry,
        reasons=_hints((*judged.reasons, *found.warnings)),
        note_code=found.code,
        sheet=found.sheet,
        captured_at=judged.captured_at,
        origin=origin,
    )


def _refused(name: str, error: Known) -> AddedPhoto:
    """A file that was not taken; the others go on."""
    said = tuple(Hint(text, error.values) for text in (error.message, error.advice) if text)
    return AddedPhoto(file=name, taken="refused", reasons=said)


def demand_room(ws: Workspace, size: int) -> None:
    """Known when a photo of ``size`` bytes would take the place of the records (F3)."""
    if not has_room_for_photo(ws.folder, size):
        raise Known(
            "Disk is almost full",
            "The disk of this computer is almost full; the photo was not taken over.",
            "Free some space and take it over then. Arrival, rings and notes go on being recorded.",
        )


def _hints(reasons: Sequence[Reason]) -> tuple[Hint, ...]:
    return tuple(Hint(reason.message, dict(reason.values)) for reason in reasons)


def _keep(
    ws: Workspace, visit_id: str, data: bytes, content: PhotoTaken, attached: Attachment
) -> str:
    """File before row (invariant 2): the entry is written only when the bytes are on disk."""
    ws.store.vault.put(data)
    with ws.store.writing() as tx:
        visit = known_visit(tx, visit_id)
        if all(p.attachment.sha256 != content.sha256 for p in visit.photos):
            return tx.append(*drafts(ws, visit_id, [content], attach=[attached]))[-1].entry.id
    return ""


def _copies(ws: Workspace, visit: Visit, content: PhotoTaken, data: bytes, intake: Intake) -> Found:
    """Thumbnail and working copy into the vault, and what the search for the code found.

    The photo itself is acknowledged by now: what cannot be written is a warning.
    """
    wanted = may_show_a_sheet(visit, content.role)
    looked = intake.copies_and_codes(data) if wanted else None
    made = looked.copies if looked else intake.copies(data)
    try:
        if made.working and made.thumbnail:
            ws.store.vault.put_copy(content.sha256, "working", made.working)
            ws.store.vault.put_copy(content.sha256, "thumbnail", made.thumbnail)
        if looked is None or not looked.searched:
            return Found(made.warnings)
        result = _judged(ws, visit, content, looked.codes)
        return Found(made.warnings, result, sheet_to_bind(ws, visit.id, looked.codes))
    except Known as error:
        return Found((*made.warnings, Reason(error.message, error.advice, error.values)))


def _judged(ws: Workspace, visit: Visit, content: PhotoTaken, codes: Sequence[str]) -> NoteCode:
    """Whether a photo of the note shows its code, recorded; others are only looked at."""
    if content.role not in OF_THE_NOTE:
        return NoteCode.NOT_LOOKED
    heads = {paper.head for paper in visit.papers}
    result, code = judge_codes(codes, visit.told_no, heads)
    read = NoteCodeRead(photo_sha256=content.sha256, result=result, code=code)
    with ws.store.writing() as tx:
        tx.append(*drafts(ws, visit.id, [read]))
    return result


def listed(ws: Workspace, visit_id: str) -> tuple[Photo, ...]:
    """The photos of a visit in the order they were taken in."""
    with ws.store.reading() as tx:
        return known_visit(tx, visit_id).photos


def export(ws: Workspace, visit_id: str, folder: Path) -> tuple[Path, ...]:
    """Write the originals, byte for byte, into ``folder`` under names made of role and hash."""
    suffixes = {"image/jpeg": ".jpg", "image/png": ".png", "image/heic": ".heic"}
    written = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for place, photo in enumerate(listed(ws, visit_id), start=1):
            if ws.store.vault.is_destroyed(photo.attachment.sha256):
                continue  # erased by rule: there is nothing to write, and nothing is wrong
            suffix = suffixes.get(photo.attachment.mime, ".bin")
            sha256 = photo.attachment.sha256
            path = folder / f"{place:02d}-{photo.role.value}-{sha256[:8]}{suffix}"
            path.write_bytes(ws.store.vault.read(sha256))
            written.append(path)
    except OSError as error:
        raise Known(
            "Photos not written",
            "The photos cannot be written to {folder} ({what}).",
            "Choose another place; the originals are safe in the records.",
            folder=folder,
            what=why(error),
        ) from error
    return tuple(written)
