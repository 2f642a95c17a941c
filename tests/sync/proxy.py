"""A TCP proxy for tests: counts what goes through and cuts connections where it is told to."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

PIECE = 16 * 1024


class Proxy:
    """Listens on loopback and passes everything on to ``target``.

    ``sent`` and ``received`` are bytes from and to the client. ``cut_after`` = bytes from the
    client after which its connection dies; ``mute`` = the office's answers are swallowed and the
    connection dies when one comes (the response lost after commit).
    """

    def __init__(self, target: int) -> None:
        self._target = target
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]
        self.sent = 0
        self.received = 0
        self.cut_after: int | None = None
        self.mute = False
        self.on_sent: Callable[[bytes], None] | None = None
        self._lock = threading.Lock()
        self._one_at_a_time = threading.Lock()
        self._open: set[socket.socket] = set()
        self._threads: list[threading.Thread] = []
        self._over = False

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        self._run(self._accept)

    def stop(self) -> None:
        self._over = True
        # wakes accept(): closing a listening socket does not on Linux
        with socket.create_connection(("127.0.0.1", self.port)):
            pass
        self._socket.close()
        with self._lock:
            for end in self._open:
                _kill(end)
        for thread in self._threads:
            thread.join(timeout=10)

    def _run(self, call: Callable[..., None], *args: object) -> None:
        thread = threading.Thread(target=call, args=args, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while True:
            client, _ = self._socket.accept()
            if self._over:
                client.close()
                return
            try:
                office = socket.create_connection(("127.0.0.1", self._target))
            except OSError:
                client.close()
                continue
            with self._lock:
                self._open |= {client, office}
            self._run(self._pump, client, office, self._from_client)
            self._run(self._pump, office, client, self._from_office)

    def _pump(
        self, source: socket.socket, sink: socket.socket, look: Callable[[bytes], bytes]
    ) -> None:
        try:
            while piece := source.recv(PIECE):
                passed = look(piece)
                sink.sendall(passed)
                if len(passed) < len(piece):
                    break
        except OSError:
            pass
        finally:
            for end in (source, sink):
                _kill(end)
            with self._lock:
                self._open -= {source, sink}

    def _from_client(self, piece: bytes) -> bytes:
        """What passes of a piece; less than all of it means that the line is cut there."""
        with self._lock:
            if self.cut_after is not None:
                piece = piece[: self.cut_after]
                self.cut_after -= len(piece)
                self.cut_after = self.cut_after or None
            self.sent += len(piece)
        with self._one_at_a_time:
            if self.on_sent is not None:
                self.on_sent(piece)
        return piece

    def _from_office(self, piece: bytes) -> bytes:
        with self._lock:
            if self.mute:
                return b""
            self.received += len(piece)
        return piece


def _kill(end: socket.socket) -> None:
    try:
        end.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass
    end.close()


@contextmanager
def proxy_to(port: int) -> Iterator[Proxy]:
    """A running proxy in front of ``port``."""
    proxy = Proxy(port)
    proxy.start()
    try:
        yield proxy
    finally:
        proxy.stop()
