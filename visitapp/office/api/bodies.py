"""Bodies in and out: raw bytes, zstd or gzip, msgspec; never pydantic on the hot path.

Whatever a captive portal, a proxy or an attacker puts in a body ends as a ``Problem``.
"""

import asyncio
import zlib
from collections.abc import Callable
from typing import TypeVar

import msgspec
import zstandard
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from visitapp.office import devices
from visitapp.office.devices import Laptop
from visitapp.office.refusals import Refused, malformed, too_large
from visitapp.office.seat import Office
from visitapp.sync.wire import BODY_LIMIT

STALL_SECONDS = 60
ZSTD_WINDOW = 8 * 1024 * 1024
WORTH_PACKING = 1024
GZIP_WINDOW = 31  # zlib's word for a gzip header

T = TypeVar("T")
R = TypeVar("R")


def office_of(request: Request) -> Office:
    """The office this process serves."""
    office: Office = request.app.state.office
    return office


async def laptop_of(request: Request) -> Laptop:
    """The laptop that asks, by its token; Refused 401 or 403."""
    header = request.headers.get("authorization", "")
    return await run_in_threadpool(devices.authenticated, office_of(request), header)


async def received(request: Request, limit: int = BODY_LIMIT) -> bytes:
    """The body as sent, at most ``limit`` bytes; Refused 408 when it stalls, 413 when too large."""
    data = bytearray()
    stream = request.stream()
    try:
        while True:
            async with asyncio.timeout(STALL_SECONDS):
                chunk = await anext(stream, None)
            if chunk is None:
                return bytes(data)
            data += chunk
            if len(data) > limit:
                raise too_large(limit)
    except TimeoutError as error:
        raise Refused(408, "stalled", "No byte came for a minute.") from error
    except ClientDisconnect as error:
        raise malformed("cut off") from error


async def decoded(request: Request, kind: type[T]) -> T:
    """The value of ``kind`` in the body; Refused 400, 413 or 415."""
    data = await received(request)
    encoding = request.headers.get("content-encoding", "identity").lower()
    return await run_in_threadpool(_decode, data, encoding, kind)


async def answered(
    request: Request,
    kind: type[T],
    work: Callable[[Office, Laptop, T], R],
) -> Response:
    """The usual course: who asks, what is asked, the work off the loop, its value as JSON."""
    laptop = await laptop_of(request)
    value = await decoded(request, kind)
    reply = await run_in_threadpool(work, office_of(request), laptop, value)
    return packed(request, reply)


def packed(request: Request, value: object) -> Response:
    """The value as JSON, compressed when the asker understands it and it is worth it."""
    data = msgspec.json.encode(value)
    wanted = request.headers.get("accept-encoding", "")
    headers = {"Cache-Control": "no-store"}
    if len(data) > WORTH_PACKING and "zstd" in wanted:
        data, headers["Content-Encoding"] = zstandard.compress(data, 3), "zstd"
    elif len(data) > WORTH_PACKING and "gzip" in wanted:
        packer = zlib.compressobj(wbits=GZIP_WINDOW)
        data = packer.compress(data) + packer.flush()
        headers["Content-Encoding"] = "gzip"
    return Response(data, media_type="application/json", headers=headers)


def _decode(data: bytes, encoding: str, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(_unpacked(data, encoding), type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise malformed("JSON") from error


def _unpacked(data: bytes, encoding: str) -> bytes:
    """The bytes behind zstd or gzip, never more than the limit: a bomb stops there."""
    try:
        match encoding:
            case "identity" | "":
                return data
            case "zstd":
                machine = zstandard.ZstdDecompressor(max_window_size=ZSTD_WINDOW)
                with machine.stream_reader(data) as reader:
                    plain = reader.read(BODY_LIMIT + 1)
            case "gzip":
                unpacker = zlib.decompressobj(wbits=GZIP_WINDOW)
                plain = unpacker.decompress(data, BODY_LIMIT + 1)
            case _:
                raise Refused(415, "encoding", "Send zstd, gzip or plain bodies.")
    except (zstandard.ZstdError, zlib.error) as error:
        raise malformed("compression") from error
    if len(plain) > BODY_LIMIT:
        raise too_large(BODY_LIMIT)
    return plain
