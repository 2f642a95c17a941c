"""ESC/POS, as much of it as a bitmap and an honest answer need: what is sent, what is told back.

Text is never sent, because a printer's own fonts have neither our names nor our sizes: a note goes
out as a bitmap in bands (``GS v 0``). Three ways of telling back are understood: an answer to a
question (``DLE EOT``), changes told unasked (``GS a``), and a mark that comes back when all before
it is printed (``GS r``).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum

from visitapp.printing.bitmap import Bitmap
from visitapp.printing.trouble import (
    COVER_OPEN,
    CUTTER,
    FAULT,
    HOT,
    MEDIA_EMPTY,
    MEDIA_LOW,
    OFFLINE,
)

BAND = 64
"""Rows in one command: what a printer left hanging in a broken job still waits for at most."""
RESET = b"\x1b@"
TELL_CHANGES = b"\x1da\x0e"
"""Being off line, faults and the paper: told as soon as they change, even with a full buffer."""
MARK = b"\x1dr\x01"
CUT = b"\x1dVB\x00"
"""Feed until the blade is behind the last row, then cut but for one point."""
CLEAR_OF_BLADE = b"\x1bJ\x18"
TEAR = b"\x1bd\x05"
"""Five lines where there is no blade: the last row is clear of the edge to tear at."""


class Question(IntEnum):
    """What is asked by ``DLE EOT``; the answer is one byte that does not say to which."""

    PRINTER = 1
    OFFLINE = 2
    FAULT = 3
    PAPER = 4

    @property
    def sent(self) -> bytes:
        """The bytes of the question."""
        return bytes((0x10, 0x04, self))


_ANSWERED = {
    Question.PRINTER: ((0x08, OFFLINE),),
    Question.OFFLINE: ((0x04, COVER_OPEN), (0x20, MEDIA_EMPTY)),
    Question.FAULT: ((0x08, CUTTER), (0x20, FAULT), (0x40, HOT)),
    Question.PAPER: ((0x0C, MEDIA_LOW), (0x60, MEDIA_EMPTY)),
}
_CHANGED = (
    ((0x08, OFFLINE), (0x20, COVER_OPEN)),
    ((0x08, CUTTER), (0x20, FAULT), (0x40, HOT)),
    ((0x03, MEDIA_LOW), (0x0C, MEDIA_EMPTY)),
)
_CHANGE_BYTES = 4
_MARK_WITHOUT_PAPER = 0x0C


def job(bitmap: Bitmap, *, cut: bool, copies: int = 1) -> bytes:
    """The bytes of a job up to the mark that comes back when it is printed.

    It begins with as many zeros as a band has bytes: a printer that was left in the middle of one
    takes them for its rest, and every other ignores them.
    """
    one = b"".join((*_bands(bitmap), CLEAR_OF_BLADE + CUT if cut else TEAR))
    rest = bytes(BAND * bitmap.width // 8)
    return b"".join((rest, RESET, TELL_CHANGES, one * copies, MARK))


def _bands(bitmap: Bitmap) -> Iterator[bytes]:
    across = bitmap.width // 8
    for first in range(0, len(bitmap.rows), BAND):
        rows = bitmap.rows[first : first + BAND]
        yield b"\x1dv0\x00" + across.to_bytes(2, "little") + len(rows).to_bytes(2, "little")
        yield b"".join(rows)


def reasons(question: Question, answer: int) -> tuple[str, ...]:
    """What an answer says against printing, as keywords like those of a spooler."""
    return tuple(word for bit, word in _ANSWERED[question] if answer & bit)


@dataclass(slots=True)
class Hearing:
    """What a printer has told so far; each byte says by its fixed bits what kind it is of.

    ``answers`` are those to questions, ``changed`` the reasons of the last change told unasked,
    ``marked`` whether the mark has come back.
    """

    answers: list[int] = field(default_factory=list)
    changed: tuple[str, ...] = ()
    marked: bool = False
    _change: list[int] = field(default_factory=list)

    def hear(self, told: bytes) -> None:
        """Take in bytes in the order they came; those of no kind we asked for are left aside."""
        for byte in told:
            self._take(byte)

    def _take(self, byte: int) -> None:
        if self._change and not byte & 0x90:
            self._change.append(byte)
            if len(self._change) == _CHANGE_BYTES:
                self.changed = _reasons_of(self._change)
                self._change = []
            return
        self._change = []
        if byte & 0x93 == 0x10:
            self._change = [byte]
        elif byte & 0x93 == 0x12:
            self.answers.append(byte)
        elif not byte & 0x90:
            self.marked = not byte & _MARK_WITHOUT_PAPER
            self.changed = self.changed if self.marked else (MEDIA_EMPTY,)


def _reasons_of(change: list[int]) -> tuple[str, ...]:
    pairs = zip(change, _CHANGED, strict=False)
    return tuple(word for byte, bits in pairs for bit, word in bits if byte & bit)
