"""The line to a spooler: IPP requests over HTTP, by TCP or by the spooler's own socket."""

import http.client
import os
import socket
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from typing_extensions import override

from visitapp.errors import Known
from visitapp.printing.ipp import Reply, read_reply
from visitapp.texts import why

PORT = 631
PATIENCE = 10.0
"""Seconds without a byte after which a printer counts as gone."""
LARGEST = 4_000_000
"""Bytes of an answer; a printer's whole list of abilities is a tenth of it."""
LOCAL = "ipp://localhost/"
SOCKETS = (Path("/run/cups/cups.sock"), Path("/private/var/run/cupsd"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Where requests go: an ``ipp://`` or ``ipps://`` address, or a socket of this computer."""

    uri: str
    socket: Path | None = None

    def ask(self, request: bytes) -> Reply:
        """Send a request and read its answer; raises Known when nobody answers in ten seconds."""
        connection = self._connection()
        path = urlsplit(self.uri).path or "/"
        try:
            connection.request("POST", path, request, {"Content-Type": "application/ipp"})
            answer = connection.getresponse()
            data = answer.read(LARGEST)
        except (OSError, http.client.HTTPException) as error:
            raise self._gone(why(error)) from error
        finally:
            connection.close()
        if answer.status != http.client.OK:
            raise self._gone(f"HTTP {answer.status}")
        return read_reply(data)

    def _connection(self) -> http.client.HTTPConnection:
        parts = urlsplit(self.uri)
        if self.socket is not None:
            return _SocketConnection(self.socket)
        host, port = parts.hostname or "localhost", parts.port or PORT
        if parts.scheme == "ipps":
            return http.client.HTTPSConnection(host, port, timeout=PATIENCE)
        return http.client.HTTPConnection(host, port, timeout=PATIENCE)

    def _gone(self, what: object) -> Known:
        return Known(
            "Printer does not answer",
            "The printer does not answer ({what}).",
            "Save the PDF, or complete a pre-printed note; the record goes on.",
            what=what,
        )


class _SocketConnection(http.client.HTTPConnection):
    """HTTP through a Unix socket, as the spooler offers it to programs of its computer."""

    def __init__(self, path: Path) -> None:
        super().__init__("localhost", timeout=PATIENCE)
        self.path = path

    @override
    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(PATIENCE)
        self.sock.connect(str(self.path))


def spooler() -> Line:
    """The spooler of this computer: by its socket where there is one, else by TCP.

    ``CUPS_SERVER`` (host:port, or the path of a socket) names another, as for all of its programs.
    """
    told = os.environ.get("CUPS_SERVER", "")
    if told.startswith("/"):
        return Line(uri=LOCAL, socket=Path(told))
    if told:
        return Line(uri=f"ipp://{told}/")
    return Line(uri=LOCAL, socket=next((path for path in SOCKETS if path.exists()), None))
