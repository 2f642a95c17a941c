"""One original on its way, chunk by chunk; and how large the next chunk should be.

The office flushes every chunk to its disk before it acknowledges, so a cut costs at most the chunk
that was under way. Chunks aim at about two seconds of the line: 64 KiB on a bad one, 4 MiB on a
good one.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from visitapp.sync import conversation
from visitapp.sync.failures import Failure
from visitapp.sync.ledger import Original
from visitapp.sync.transport import Transport

FIRST_CHUNK = 1024 * 1024
SMALLEST_CHUNK = 64 * 1024
LARGEST_CHUNK = 4 * 1024 * 1024
QUICK_SECONDS = 1.0
SLOW_SECONDS = 4.0
RESTARTS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """How far an original has come: ``offset`` bytes are safe at the office."""

    original: Original
    offset: int
    chunk: int = FIRST_CHUNK
    restarts: int = 0

    @property
    def is_done(self) -> bool:
        """Whether the office has all bytes."""
        return self.offset >= self.original.size

    @property
    def length(self) -> int:
        """Bytes of the next chunk."""
        return min(self.chunk, self.original.size - self.offset)


def paced(chunk: int, seconds: float) -> int:
    """The size of the chunk after one of ``chunk`` bytes that took ``seconds``."""
    if seconds < QUICK_SECONDS:
        return min(LARGEST_CHUNK, chunk * 2)
    if seconds > SLOW_SECONDS:
        return max(SMALLEST_CHUNK, chunk // 2)
    return chunk


def begin(transport: Transport, original: Original, chunk: int) -> Upload:
    """Announce the original and ask how much of it arrived in earlier attempts."""
    conversation.create_blob(transport, original.sha256, original.size)
    offset = conversation.blob_offset(transport, original.sha256)
    return Upload(original=original, offset=offset, chunk=chunk)


def advance(transport: Transport, upload: Upload, data: bytes, idle: Callable[[], float]) -> Upload:
    """Send one chunk. Where the office stands elsewhere than we thought, its word counts.

    409: another connection of ours got further, or an acknowledgement was lost. 460: the whole has
    another hash, the office threw it away and starts at 0. Both at most ``RESTARTS`` times.
    """
    sha256, started = upload.original.sha256, idle()
    try:
        offset = conversation.append_blob(transport, sha256, upload.offset, data)
    except Failure as failure:
        if failure.code not in {"offset", "preempted", "hash"} or upload.restarts >= RESTARTS:
            raise
        offset = conversation.blob_offset(transport, sha256)
        return replace(upload, offset=offset, restarts=upload.restarts + 1)
    return replace(upload, offset=offset, chunk=paced(upload.chunk, idle() - started))
