"""``visitapp photo``: photos into a visit, what lies there, the originals out again."""

import shlex
from pathlib import Path
from typing import Annotated

import typer

from visitapp import photo_words
from visitapp.actions import destroy as destruction
from visitapp.actions import photo as photos
from visitapp.actions.act import known_visit
from visitapp.actions.photo import AddedPhoto
from visitapp.actions.sheet_photo import told_number
from visitapp.cli import words
from visitapp.cli.arguments import VisitId
from visitapp.cli.catalogue import SUMMARIES
from visitapp.cli.columns import table
from visitapp.cli.output import hinted, mention, say
from visitapp.cli.session import opened
from visitapp.cli.shapes import Json, photo_shape
from visitapp.domain.camera_time import camera_time
from visitapp.domain.visit import Photo, Visit
from visitapp.domain.words import NoteCode, PhotoRole
from visitapp.texts import N_, translate
from visitapp.workspace import Workspace

app = typer.Typer(
    help=SUMMARIES["photo"],
    no_args_is_help=True,
    rich_markup_mode=None,
)
TAKEN = {"kept": N_("kept"), "warned": N_("kept, with a remark"), "refused": N_("not taken")}
SHORT = 12


@app.command("add", help=N_("Take in photos; a refused file never stops the others."))
def add(
    visit: VisitId,
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help=N_("The photos."))],
    role: Annotated[
        PhotoRole, typer.Option("--role", help=N_("What they are meant to show."))
    ] = PhotoRole.OTHER,
) -> None:
    """Photo add."""
    with opened() as ws:
        if len(files) > 1:
            mention(translate(N_("Taking in {count} files."), count=len(files)))
        added = photos.add(ws, visit, files, role)
    given = zip(added, files, strict=True)
    offers = [_offer(one, file, visit) for one, file in given if one.sheet]
    say([added_shape(one) for one in added], [*table(_line(one) for one in added), *offers])
    if any(one.taken == "refused" for one in added):
        raise typer.Exit(1)


def added_shape(added: AddedPhoto) -> Json:
    """One file of ``photo add``."""
    return {
        "file": added.file,
        "sha256": added.sha256,
        "taken": added.taken,
        "reason": " ".join(hinted(reason) for reason in added.reasons),
        "note_code": added.note_code.value,
        "sheet": told_number(added.sheet),
        "captured_at": added.captured_at,
        "origin": added.origin,
    }


def _offer(added: AddedPhoto, file: Path, visit: str) -> str:
    """What binds the sheet in a photo: nothing does without the person's word."""
    return translate(
        N_("{file} shows the sheet {number}. To use it: note by-pen {visit} --photo {path}"),
        file=added.file,
        number=told_number(added.sheet),
        visit=visit,
        path=shlex.quote(str(file)),
    )


def _line(added: AddedPhoto) -> tuple[str, ...]:
    looked = added.note_code is not NoteCode.NOT_LOOKED
    code = words.word(words.CODES, added.note_code.value) if looked else ""
    reason = " ".join(hinted(one) for one in added.reasons)
    return added.file, translate(TAKEN[added.taken]), code or reason, reason if code else ""


@app.command("list", help=N_("The photos of a visit."))
def listed(visit: VisitId) -> None:
    """Photo list."""
    with opened() as ws:
        with ws.store.reading() as tx:
            told = known_visit(tx, visit)
        shapes = [_listed(ws, told, photo) for photo in told.photos]
    rows = [_row(shape, told, photo) for shape, photo in zip(shapes, told.photos, strict=True)]
    say(shapes, table(rows) if rows else [translate(N_("No photos."))])


def _listed(ws: Workspace, visit: Visit, photo: Photo) -> Json:
    sha256 = photo.attachment.sha256
    sync = ws.store.outbox.blob_state(sha256)
    erased = ws.store.vault.is_destroyed(sha256)
    return {**photo_shape(photo, sync, visit.arrived_at), "erased": erased}


def _row(shape: Json, visit: Visit, photo: Photo) -> tuple[str, ...]:
    is_gone, sync = shape["erased"], words.word(words.SYNC, shape["sync"])
    camera = camera_time(photo.captured_at, photo.mark.time, visit.arrived_at)
    return (
        shape["sha256"][:SHORT],
        shape["role"],
        shape["file"],
        translate(N_("erased by rule")) if is_gone else sync,
        photo_words.origin_words(photo.attachment.origin),
        photo_words.camera_sentence(camera),
    )


@app.command("destroy", help=N_("Destroy a photo that must not be kept, or ask the office to."))
def destroy(
    visit: VisitId,
    photo: Annotated[str, typer.Argument(metavar="HASH", help=N_("As photo list shows it."))],
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help=N_("Why."))],
) -> None:
    """Photo destroy."""
    with opened() as ws:
        made = destruction.destroy(ws, visit, photo, reason)
    value = {"sha256": made.sha256, "state": "erased" if made.is_done else "asked"}
    say(value, [translate(made.told)])


@app.command("export", help=N_("Write the originals, byte for byte, into a folder."))
def export(visit: VisitId, folder: Annotated[Path, typer.Argument(metavar="DIR")]) -> None:
    """Photo export."""
    with opened() as ws:
        written = photos.export(ws, visit, folder)
    lines = [str(path) for path in written]
    note = translate(N_("Files saved outside the program are not encrypted."))
    say([{"file": line} for line in lines], [*lines, *([note] if lines else [])])
