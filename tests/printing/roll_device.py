"""A roll's printer as a machine of its own: it reads ESC/POS, burns rows, answers, and goes wrong.

Written from the command tables and from nothing of ours: bytes it does not know end the test.
"""

import os
import select
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field


@dataclass
class Piece:
    """What lay between two cuts: rows of dots, and how far was fed after them."""

    rows: list[bytes] = field(default_factory=list)
    fed: int = 0
    cut: bool = False


@dataclass
class Device:
    """Its state, and how it fails: ``paper_rows`` left, ``stalls_at`` and ``leaves_at`` in rows.

    With ``echoes`` it is no printer at all: something that sends back what it gets.
    """

    width: int = 576
    paper_rows: int | None = None
    stalls_at: int | None = None
    leaves_at: int | None = None
    cover_open: bool = False
    near_end: bool = False
    mute: bool = False
    tells_changes: bool = True
    marks: bool = True
    echoes: bool = False
    answers: bool = True
    paper_ends_with_mark: bool = False
    pieces: list[Piece] = field(default_factory=lambda: [Piece()])
    resets: int = 0
    unknown: list[bytes] = field(default_factory=list)
    _buffer: bytes = b""
    _tail: bytes = b""
    _row_bytes: int = 0
    _wants_changes: bool = False
    _burnt: int = 0

    @property
    def has_paper(self) -> bool:
        return self.paper_rows is None or self.paper_rows > 0

    @property
    def is_offline(self) -> bool:
        return self.cover_open or not self.has_paper

    @property
    def stalls(self) -> bool:
        return self.stalls_at is not None and self._burnt >= self.stalls_at

    @property
    def leaves(self) -> bool:
        return self.leaves_at is not None and self._burnt >= self.leaves_at

    def take(self, data: bytes) -> bytes:
        """Bytes in, answers out: questions are heard as they come, even out of a picture's dots."""
        if self.echoes:
            return data
        out = self._heard(data)
        self._buffer += data
        while self._buffer:
            before = len(self._buffer)
            out += self._step()
            if len(self._buffer) == before:
                break
        return b"" if self.mute else out

    def _heard(self, data: bytes) -> bytes:
        """Answers to the questions that end in these bytes, wherever they stand."""
        data = self._tail + data
        self._tail = data[-2:]
        if not self.answers:
            return b""
        found = (data[n + 2] for n in range(len(data) - 2) if data[n : n + 2] == b"\x10\x04")
        return b"".join(self._answer(question) for question in found if 1 <= question <= 4)

    def _step(self) -> bytes:
        if self.leaves or self.is_offline:  # off line nothing in the queue is done any more
            return b""
        return self._burn() if self._row_bytes else self._command()

    def _command(self) -> bytes:
        for start, length, do in self._commands():
            if self._buffer.startswith(start):
                if len(self._buffer) < length:
                    return b""
                command, self._buffer = self._buffer[:length], self._buffer[length:]
                return do(command)
        if not any(start.startswith(self._buffer) for start, _, _ in self._commands()):
            self.unknown.append(self._buffer[:16])
            self._buffer = b""
        return b""

    def _commands(self) -> Iterator[tuple[bytes, int, Callable[[bytes], bytes]]]:
        yield b"\x00", 1, lambda _: b""
        yield b"\x1b@", 2, self._reset
        yield b"\x1da", 3, self._want_changes
        yield b"\x1dv0\x00", 8, self._raster
        yield b"\x1bJ", 3, lambda c: self._feed(c[2])
        yield b"\x1bd", 3, lambda c: self._feed(c[2] * 34)
        yield b"\x1dVB", 4, self._cut
        yield b"\x1dr\x01", 3, self._mark
        yield b"\x10\x04", 3, lambda _: b""

    def _reset(self, _command: bytes) -> bytes:
        self.resets += 1
        self._wants_changes = False
        return b""

    def _want_changes(self, command: bytes) -> bytes:
        self._wants_changes = command[2] & 0x08 != 0 and self.tells_changes
        return self._change()

    def _raster(self, command: bytes) -> bytes:
        across = int.from_bytes(command[4:6], "little")
        down = int.from_bytes(command[6:8], "little")
        assert across * 8 == self.width
        self._row_bytes = across * down
        return b""

    def _burn(self) -> bytes:
        across = self.width // 8
        if len(self._buffer) < across or self.stalls:
            return b""
        row, self._buffer = self._buffer[:across], self._buffer[across:]
        self._row_bytes -= across
        self.pieces[-1].rows.append(row)
        self._burnt += 1
        if self.paper_rows is not None:
            self.paper_rows -= 1
            return b"" if self.has_paper else self._change()
        return b""

    def _feed(self, dots: int) -> bytes:
        self.pieces[-1].fed += dots
        return b""

    def _cut(self, _command: bytes) -> bytes:
        self.pieces[-1].cut = True
        self.pieces.append(Piece())
        return b""

    def _mark(self, _command: bytes) -> bytes:
        if self.paper_ends_with_mark:
            self.paper_rows = 0
        return b"\x00" if self.marks else b""

    def _change(self) -> bytes:
        if not self._wants_changes:
            return b""
        first = 0x10 | 0x08 * self.is_offline | 0x20 * self.cover_open
        third = 0x03 * self.near_end | 0x0C * (not self.has_paper)
        return bytes((first, 0, third, 0))

    def _answer(self, question: int) -> bytes:
        told = {
            1: 0x08 * self.is_offline,
            2: 0x04 * self.cover_open | 0x20 * (not self.has_paper),
            3: 0,
            4: 0x0C * self.near_end | 0x60 * (not self.has_paper),
        }
        return bytes((0x12 | told[question],))


def _serve(device: Device, file: int, over: int) -> None:
    """Until the line or the test ends; a machine that stands still reads nothing any more."""
    while not device.leaves:
        watched = [over] if device.stalls else [over, file]
        ready, _, _ = select.select(watched, [], [])
        if over in ready:
            return
        data = os.read(file, 1024)
        if not data:
            return
        os.write(file, device.take(data))


@contextmanager
def in_the_network(device: Device) -> Iterator[str]:
    """The device at a port of this computer; its address in our form."""
    over, end = os.pipe()
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)

        def run() -> None:
            while over not in select.select([server, over], [], [])[0]:
                line, _ = server.accept()
                with line, suppress(ConnectionError):
                    _serve(device, line.fileno(), over)

        thread = threading.Thread(target=run)
        thread.start()
        try:
            yield f"escpos://127.0.0.1:{server.getsockname()[1]}?width={device.width}"
        finally:
            os.close(end)
            thread.join()
            os.close(over)


@contextmanager
def at_a_terminal(device: Device) -> Iterator[str]:
    """The device behind a pseudo-terminal, as Bluetooth serial looks; its address in our form."""
    over, end = os.pipe()
    mine, theirs = os.openpty()

    def run() -> None:
        with suppress(OSError):
            _serve(device, mine, over)
        if device.leaves:
            os.close(mine)

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield f"escpos:{os.ttyname(theirs)}?width={device.width}"
    finally:
        os.close(end)
        thread.join()
        os.close(over)
        os.close(theirs)
        with suppress(OSError):
            os.close(mine)
