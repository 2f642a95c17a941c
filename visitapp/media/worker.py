"""The process that decodes photos: ``python -m visitapp.media.worker``, frames in, frames out.

Decoders are the one place where a foreign file meets much code in C. Here a bomb, an endless loop
or a broken decoder costs one preview and never a record.
"""

import os
import signal
import sys
from typing import BinaryIO

import msgspec
from PIL import Image

from visitapp.clock import idle
from visitapp.media import caps, codes, pictures
from visitapp.media.frames import Look, Seen, Trouble, receive, send


def main() -> None:
    """Answer one request after the other until the pipe ends."""
    requests, answers = _pipes()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which then ends us
    caps.tighten()
    decoder = msgspec.msgpack.Decoder(Look)
    while True:
        try:
            look = decoder.decode(receive(requests))
        except EOFError:
            return
        caps.allow(look.seconds)
        send(answers, _answer(look))


def _pipes() -> tuple[BinaryIO, BinaryIO]:
    """The two pipes, kept away from anything a library may print."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return sys.stdin.buffer, answers


def _answer(look: Look) -> Seen:
    try:
        return _seen(look)
    except Exception:  # noqa: BLE001 - the worker's boundary: whatever a decoder throws is no preview
        return Seen(troubles=(Trouble.NO_PREVIEW,))


def _seen(look: Look) -> Seen:
    until = idle() + look.search_seconds
    found = pictures.decode(look.data)
    working = pictures.upright_copy(found, look.orientation)
    small, thumbnail = pictures.thumbnail_of(working)
    troubles = (Trouble.DAMAGED,) if found.damaged else pictures.emptiness(small)
    return Seen(
        working=pictures.encode(working) if look.copies else b"",
        thumbnail=thumbnail if look.copies else b"",
        width=working.width,
        height=working.height,
        codes=_codes(look.data, found, working, until) if look.codes else (),
        searched=look.codes,
        troubles=troubles,
    )


def _codes(
    data: bytes, found: pictures.Decoded, working: Image.Image, until: float
) -> tuple[str, ...]:
    def full() -> Image.Image:
        if found.reduced > 1 and not found.damaged:
            return pictures.decode_gray(data)
        return found.image.convert("L") if found.image.mode[0] not in "IF" else gray

    gray = working.convert("L")
    return codes.search(gray, full, until)


if __name__ == "__main__":
    main()
