"""The way to a roll's printer: TCP to its port, or a device file of USB, Bluetooth or serial.

Both are written and read without blocking, so that a printer that stands still is noticed and what
it says meanwhile is heard.
"""

import os
import select
import socket
import stat
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from typing_extensions import override

from visitapp.errors import Known

CONNECTING = 5.0
"""Seconds in which a printer in the same network has answered, or is not there."""
PIECE = 4096
HEARD = 512
UNSENT = 8192
"""Bytes of a job this computer keeps: with more, a printer that stands still goes unnoticed."""


class Channel(Protocol):
    """Bytes to and fro; every method but ``close`` raises OSError when the way is broken."""

    def wait(self, seconds: float, *, writing: bool) -> tuple[bool, bool]:
        """Until something can be read, or written if asked: which of both, or neither in time."""

    def read(self) -> bytes:
        """What has come; raises OSError when the other end is gone."""

    def write(self, data: memoryview) -> int:
        """As much of it as goes now; how many bytes went."""

    def close(self) -> None:
        """Let go; what was written still goes out."""


@dataclass(slots=True)
class NetworkChannel:
    """A printer's own port, 9100 with nearly all of them."""

    line: socket.socket

    def wait(self, seconds: float, *, writing: bool) -> tuple[bool, bool]:
        """As ``Channel``."""
        return _wait(self.line.fileno(), seconds, reading=True, writing=writing)

    def read(self) -> bytes:
        """As ``Channel``."""
        data = self.line.recv(HEARD)
        if not data:
            raise ConnectionAbortedError("closed")
        return data

    def write(self, data: memoryview) -> int:
        """As ``Channel``."""
        return self.line.send(data[:PIECE])

    def close(self) -> None:
        """As ``Channel``."""
        try:
            self.line.shutdown(socket.SHUT_WR)
        except OSError:  # the other end has closed before us
            pass
        self.line.close()


@dataclass(slots=True)
class DeviceChannel:
    """A device file: ``/dev/usb/lp0``, ``/dev/rfcomm0``, ``/dev/ttyUSB0``."""

    file: int
    reads: bool = True

    def wait(self, seconds: float, *, writing: bool) -> tuple[bool, bool]:
        """As ``Channel``."""
        return _wait(self.file, seconds, reading=self.reads, writing=writing)

    def read(self) -> bytes:
        """As ``Channel``; a device that has an end of file tells nothing from then on."""
        data = os.read(self.file, HEARD)
        self.reads = bool(data)
        return data

    def write(self, data: memoryview) -> int:
        """As ``Channel``."""
        return os.write(self.file, data[:PIECE])

    def close(self) -> None:
        """As ``Channel``: USB forgets what is still on its way when it is closed."""
        _wait(self.file, CONNECTING, reading=False, writing=True)
        os.close(self.file)


@dataclass(slots=True)
class DeafChannel(DeviceChannel):
    """A serial port of Windows, which can't be waited for: it is written and never read."""

    reads: bool = field(default=False)

    @override
    def wait(self, seconds: float, *, writing: bool) -> tuple[bool, bool]:
        """As ``Channel``."""
        return False, writing

    @override
    def close(self) -> None:
        """As ``Channel``."""
        os.close(self.file)


def to_network(host: str, port: int) -> NetworkChannel:
    """A connection to a printer's port; raises OSError."""
    line = socket.create_connection((host, port), CONNECTING)
    line.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, UNSENT)
    line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    line.setblocking(False)
    return NetworkChannel(line)


def to_device(path: str, baud: int = 0) -> DeviceChannel:
    """A device file opened; raises OSError, and Known for a file that is no device.

    ``baud`` is the speed of a serial line, 0 leaves it as it is set.
    """
    if sys.platform == "win32":
        return DeafChannel(os.open(rf"\\.\{path}", os.O_WRONLY | os.O_BINARY))
    if not stat.S_ISCHR(Path(path).stat().st_mode):
        raise Known(
            "Not a printer",
            "{path} is a file and no device; nothing was written to it.",
            "Give the device of the printer, for example /dev/usb/lp0.",
            path=path,
        )
    flags = os.O_NONBLOCK | os.O_NOCTTY
    try:
        channel = DeviceChannel(os.open(path, os.O_RDWR | flags))
    except PermissionError:  # a device that may be written only
        channel = DeviceChannel(os.open(path, os.O_WRONLY | flags), reads=False)
    if os.isatty(channel.file):
        _as_it_comes(channel.file, baud)
    return channel


def _as_it_comes(file: int, baud: int) -> None:
    """No echo, no line ends made of others: a bitmap has every byte there is."""
    if sys.platform == "win32":
        return
    import termios  # noqa: PLC0415 - not on Windows
    import tty  # noqa: PLC0415 - not on Windows

    tty.setraw(file, termios.TCSANOW)
    speed = getattr(termios, f"B{baud}", None) if baud else None
    if speed is not None:
        set_up = termios.tcgetattr(file)
        set_up[4] = set_up[5] = speed
        termios.tcsetattr(file, termios.TCSANOW, set_up)


def _wait(file: int, seconds: float, *, reading: bool, writing: bool) -> tuple[bool, bool]:
    heard, free, _ = select.select(
        [file] if reading else [], [file] if writing else [], [], seconds
    )
    return bool(heard), bool(free)
