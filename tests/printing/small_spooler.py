"""A spooler small enough for the first tier: it says over real HTTP what a test wants said.

Written from RFC 8010 and RFC 8011 and from nothing of ours.
"""

import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from typing_extensions import override

IDLE, STOPPED = 3, 5
DEFAULT = 0x20000
CREATE_JOB, SEND_DOCUMENT, GET_ATTRIBUTES, GET_PRINTERS = 0x0005, 0x0006, 0x000B, 0x4002
Size = tuple[int, int]


@dataclass
class Kept:
    """One queue: sizes in mm, what it says of itself, and whether it says anything at all.

    ``jobs`` are the requests by which jobs were made, as they came.
    """

    sizes: tuple[Size, ...] = ((100, 148), (210, 297))
    loaded: Size | None = None
    state: int = IDLE
    accepts: bool = True
    reasons: tuple[str, ...] = ("none",)
    sides: tuple[str, ...] = ("one-sided",)
    jobs: list[bytes] = field(default_factory=list)
    answers: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.answers.set()


@dataclass
class SmallSpooler:
    """Its queues by name in their order, and which is the default."""

    queues: dict[str, Kept] = field(default_factory=dict)
    default: str = ""
    address: str = ""

    def answer(self, asked: bytes, path: str) -> bytes:
        (operation,) = struct.unpack(">H", asked[2:4])
        if operation == GET_PRINTERS:
            return reply(*(self._listed(name) for name in self.queues))
        queue = self.queues[path.rpartition("/")[2]]
        if operation in {CREATE_JOB, SEND_DOCUMENT}:
            queue.jobs += [asked] if operation == CREATE_JOB else []
            number = attribute(0x21, "job-id", struct.pack(">i", len(queue.jobs)))
            return reply(number, group=b"\x02")
        assert operation == GET_ATTRIBUTES
        queue.answers.wait()
        return reply(_told(queue))

    def _listed(self, name: str) -> bytes:
        kind = DEFAULT if name == self.default else 0
        uri = f"ipp://{self.address}/printers/{name}"
        return (
            attribute(0x42, "printer-name", name.encode())
            + attribute(0x45, "printer-uri-supported", uri.encode())
            + attribute(0x23, "printer-type", struct.pack(">i", kind))
        )


def attribute(tag: int, name: str, value: bytes) -> bytes:
    told = name.encode()
    return struct.pack(">BH", tag, len(told)) + told + struct.pack(">H", len(value)) + value


def reply(*groups: bytes, group: bytes = b"\x04") -> bytes:
    told = b"".join(group + one for one in groups)
    return struct.pack(">BBHi", 2, 0, 0, 1) + told + b"\x03"


def _told(queue: Kept) -> bytes:
    return b"".join(
        (
            attribute(0x23, "printer-state", struct.pack(">i", queue.state)),
            attribute(0x22, "printer-is-accepting-jobs", bytes([queue.accepts])),
            *_listed_as(0x44, "printer-state-reasons", [r.encode() for r in queue.reasons]),
            *_listed_as(0x44, "sides-supported", [side.encode() for side in queue.sides]),
            *(
                _collection("media-size-supported" if n == 0 else "", _size(size))
                for n, size in enumerate(queue.sizes)
            ),
            _ready(queue.loaded) if queue.loaded else b"",
        )
    )


def _listed_as(tag: int, name: str, values: list[bytes]) -> Iterator[bytes]:
    return (attribute(tag, "" if n else name, value) for n, value in enumerate(values))


def _collection(name: str, members: bytes) -> bytes:
    return attribute(0x34, name, b"") + members + attribute(0x37, "", b"")


def _size(size: Size) -> bytes:
    return b"".join(
        attribute(0x4A, "", member.encode()) + attribute(0x21, "", struct.pack(">i", side * 100))
        for member, side in zip(("x-dimension", "y-dimension"), size, strict=True)
    )


def _ready(size: Size) -> bytes:
    inner = attribute(0x4A, "", b"media-size") + _collection("", _size(size))
    return _collection("media-col-ready", inner)


@contextmanager
def serving(spooler: SmallSpooler) -> Iterator[SmallSpooler]:
    """The spooler behind a port of loopback."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = self.rfile.read(int(self.headers["Content-Length"]))
            answer = spooler.answer(asked, self.path)
            self.send_response(200)
            self.send_header("Content-Type", "application/ipp")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        @override
        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("localhost", 0), Handler)
    spooler.address = f"localhost:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield spooler
    finally:
        for queue in spooler.queues.values():
            queue.answers.set()
        server.shutdown()
        thread.join()
        server.server_close()
