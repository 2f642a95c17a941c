"""Strangers on loopback that answer in place of an office: sign-in pages, proxies, silence."""

import socket
import ssl
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

Said = tuple[int, dict[str, str], bytes]


@contextmanager
def stranger(said: Said, port: int = 0) -> Iterator[str]:
    """A server that gives the same answer to everything; yields its address."""
    status, headers, body = said

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", "0")))
            self.send_response(status)
            for name, text in headers.items():
                self.send_header(name, text)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        do_GET = do_POST = do_HEAD = do_PATCH = do_PUT = answer  # noqa: N815

        def log_message(self, *_args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=10)


@contextmanager
def silence(port: int) -> Iterator[threading.Event]:
    """A server that takes connections and never says a word; the event: somebody came."""
    came, kept = threading.Event(), list[socket.socket]()
    with socket.create_server(("127.0.0.1", port)) as listener:

        def listen() -> None:
            try:
                while True:
                    kept.append(listener.accept()[0])
                    came.set()
            except OSError:
                pass  # the listener was closed: the end

        thread = threading.Thread(target=listen, daemon=True)
        thread.start()
        yield came
        for connection in kept:
            connection.close()
        listener.shutdown(socket.SHUT_RDWR)
        thread.join(timeout=10)


@contextmanager
def passing_on(target: str, certificate: tuple[Path, Path]) -> Iterator[str]:
    """Somebody in the middle: TLS under his own certificate, the true answers of ``target``."""
    blind = ssl.create_default_context()
    blind.check_hostname, blind.verify_mode = False, ssl.CERT_NONE

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            with urllib.request.urlopen(f"{target}{self.path}", context=blind) as answer:
                body = answer.read()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_args: object) -> None:
            pass

    class Quiet(ThreadingHTTPServer):
        def handle_error(self, *_args: object) -> None:
            """A client that turns away from the certificate is what is wanted."""

    server = Quiet(("127.0.0.1", 0), Handler)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(*certificate)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield f"https://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=10)
