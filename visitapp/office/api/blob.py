"""Blobs by tus 1.0 core, thumbnails, and blobs back to laptops that need a repair."""

import asyncio
import base64
import binascii
import re

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import FileResponse, Response

from visitapp.office import blobs
from visitapp.office.api.bodies import STALL_SECONDS, laptop_of, office_of, received
from visitapp.office.blobs import blob_path, demand_hash
from visitapp.office.refusals import Refused, malformed, too_large
from visitapp.office.uploads import Progress, Upload, Uploads

TUS = {"Tus-Resumable": "1.0.0", "Cache-Control": "no-store"}
PIECE = 1024 * 1024
OFFSET_TYPE = "application/offset+octet-stream"
OCTETS = "application/octet-stream"


async def create(request: Request) -> Response:
    """Begin an upload: 201 and where it goes; the same again is a success again."""
    laptop = await laptop_of(request)
    _demand_tus(request)
    sha256 = _named(request.headers.get("upload-metadata", ""))
    length = _number(request, "upload-length")
    await run_in_threadpool(_uploads(request).create, laptop.id, sha256, length)
    return Response(status_code=201, headers={**TUS, "Location": f"/v1/blobs/{sha256}"})


async def offset(request: Request) -> Response:
    """How far an upload has come."""
    await laptop_of(request)
    _demand_tus(request)
    here = await run_in_threadpool(_uploads(request).progress, _sha256(request))
    return Response(headers={**TUS, **_standing(here)})


async def append(request: Request) -> Response:
    """Take bytes at an offset; 204 only when they are on the disk."""
    await laptop_of(request)
    _demand_tus(request)
    if request.headers.get("content-type", "") != OFFSET_TYPE:
        raise Refused(415, "content_type", f"Send {OFFSET_TYPE}.")
    start, sha256 = _number(request, "upload-offset"), _sha256(request)
    await _demand_fits(request, sha256, start)
    upload = await run_in_threadpool(_uploads(request).receive, sha256, start)
    try:
        whole = await _pour(request, upload)
        reached = await run_in_threadpool(upload.settle)
    finally:
        upload.close()
    if not whole:
        raise malformed("cut off")
    return Response(status_code=204, headers={**TUS, "Upload-Offset": str(reached)})


async def fetch(request: Request) -> Response:
    """The bytes of a stored blob, for a laptop whose own copy was damaged."""
    await laptop_of(request)
    sha256 = _sha256(request)
    here = await run_in_threadpool(_uploads(request).progress, sha256)
    if not here.stored:
        raise Refused(404, "not_found", "This blob is not here.")
    headers = {"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"}
    return FileResponse(
        blob_path(office_of(request).folder, sha256), media_type=OCTETS, headers=headers
    )


async def put_thumb(request: Request) -> Response:
    """Keep a thumbnail: re-makeable, never evidence."""
    await laptop_of(request)
    data = await received(request, blobs.THUMB_LIMIT)
    await run_in_threadpool(blobs.put_thumb, office_of(request), _sha256(request), data)
    return Response(status_code=204)


async def _pour(request: Request, upload: Upload) -> bool:
    """Bytes from the network into the part; False when the sender went away or fell silent.

    What came before that is kept: a cut wastes nothing that had arrived.
    """
    pending = bytearray()
    stream, whole = request.stream(), True
    try:
        while True:
            async with asyncio.timeout(STALL_SECONDS):
                chunk = await anext(stream, None)
            if chunk is None:
                break
            pending += chunk
            if len(pending) >= PIECE:
                await run_in_threadpool(upload.take, bytes(pending))
                pending.clear()
    except (ClientDisconnect, TimeoutError):
        whole = False
    await run_in_threadpool(upload.take, bytes(pending))
    return whole


async def _demand_fits(request: Request, sha256: str, start: int) -> None:
    """Refused 413 before a byte is taken when the announced bytes lie beyond the whole length."""
    announced = request.headers.get("content-length", "0")
    here = await run_in_threadpool(_uploads(request).progress, sha256)
    if here.offset == start and start + int(announced) > here.length:
        raise too_large(here.length)


def _uploads(request: Request) -> Uploads:
    uploads: Uploads = request.app.state.uploads
    return uploads


def _sha256(request: Request) -> str:
    return demand_hash(str(request.path_params["sha256"]))


def _standing(here: Progress) -> dict[str, str]:
    return {"Upload-Offset": str(here.offset), "Upload-Length": str(here.length)}


def _demand_tus(request: Request) -> None:
    if request.headers.get("tus-resumable", "1.0.0") != TUS["Tus-Resumable"]:
        raise Refused(412, "tus", "This office speaks tus 1.0.0.")


def _number(request: Request, header: str) -> int:
    text = request.headers.get(header, "")
    if not re.fullmatch(r"[0-9]{1,15}", text):
        raise malformed(header)
    return int(text)


def _named(metadata: str) -> str:
    """The hash in ``Upload-Metadata``: ``sha256`` and the base64 of the hex, other keys ignored."""
    for pair in metadata.split(","):
        key, _, value = pair.strip().partition(" ")
        if key == "sha256":
            try:
                return demand_hash(base64.b64decode(value, validate=True).decode("ascii"))
            except (binascii.Error, UnicodeDecodeError) as error:
                raise malformed("upload-metadata") from error
    raise malformed("upload-metadata")
