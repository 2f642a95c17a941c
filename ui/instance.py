"""One window a folder: a second start brings the first window to the front and ends."""

import hashlib
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from visitapp.errors import Known

WAIT_MS = 2_000
ASK, ANSWER = b"raise\n", b"here\n"


def address(folder: Path) -> str:
    """The name of the local socket of a folder: its hash, for a path may be long and private."""
    return "visitapp-" + hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:24]


def call_first(folder: Path) -> None:
    """Ask the window that is open to come to the front.

    Raises Known when it does not answer within ``WAIT_MS``.
    """
    socket = QLocalSocket()
    socket.connectToServer(address(folder))
    if socket.waitForConnected(WAIT_MS):
        socket.write(ASK)
        if socket.waitForReadyRead(WAIT_MS) and bytes(socket.readAll().data()) == ANSWER:
            return
    raise Known(
        "Already open",
        "visitapp is open already with these records, and its window does not answer.",
        "Wait a moment and start it again. If that does not help, restart this computer; "
        "what you recorded is safe.",
    )


class Doorkeeper(QObject):
    """Listens for second starts; ``knocked`` when one asks for the window."""

    knocked = Signal()

    def __init__(self, folder: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        QLocalServer.removeServer(address(folder))  # of a killed program: the lock is ours
        self._server.newConnection.connect(self._greet)
        self._server.listen(address(folder))

    def _greet(self) -> None:
        socket = self._server.nextPendingConnection()
        socket.readyRead.connect(self._answer)
        socket.disconnected.connect(socket.deleteLater)
        if socket.bytesAvailable():
            self._reply(socket)

    def _answer(self) -> None:
        socket = self.sender()
        if isinstance(socket, QLocalSocket):
            self._reply(socket)

    def _reply(self, socket: QLocalSocket) -> None:
        if bytes(socket.readAll().data()) == ASK:
            socket.write(ANSWER)
            socket.flush()
            self.knocked.emit()
