"""The office server as a process: one per folder, an address on stdout, a graceful end."""

import asyncio
import hashlib
import signal
import socket
import sqlite3
import ssl
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import uvicorn
from typing_extensions import override

from visitapp.clock import Clock
from visitapp.disk import write_whole
from visitapp.errors import Known
from visitapp.office.app import build
from visitapp.office.own_journal import finish_erasures
from visitapp.office.pages import handing_out
from visitapp.office.seat import Office, open_office
from visitapp.office.stamping.daily import Daily

DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 8470
ADDRESS_FILE = "address"
LAST_WORDS_SECONDS = 5
KEEP_ALIVE_SECONDS = 75
BACKLOG = 512
BEGIN, END = "-----BEGIN CERTIFICATE-----", "-----END CERTIFICATE-----"


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where to listen; port 0 takes a free one; certificate and key (PEM) turn on TLS."""

    host: str = DEFAULT_HOST
    port: int = DEFAULT_PORT
    tls_cert: Path | None = None
    tls_key: Path | None = None


def serve(folder: Path, clock: Clock, address: Address, announce: Callable[[str], None]) -> None:
    """Serve the office in ``folder`` until SIGTERM or SIGINT; ``announce`` gets its URL once ready.

    Raises Known for a folder without an office, one that is served already, a port in use, or a
    certificate that can't be read.
    """
    office = replace(open_office(folder, clock), tls=_fingerprint(address.tls_cert))
    try:
        with _alone(folder), _listening(address) as listener, Daily(office):
            finish_erasures(office)
            handing_out.sweep(office)
            _run(office, address, listener, announce)
    finally:
        office.database.close()


def last_address(folder: Path) -> str:
    """The URL at which this office was served last; the default one before its first start."""
    try:
        return (folder / ADDRESS_FILE).read_text(encoding="utf-8")
    except OSError:
        return f"http://{DEFAULT_HOST}:{DEFAULT_PORT}"


class _Server(uvicorn.Server):
    """A server that says where it is once it answers."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    @override
    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._ready()


def _run(
    office: Office, address: Address, listener: socket.socket, announce: Callable[[str], None]
) -> None:
    tls = None if address.tls_cert is None else _tls(address)
    config = uvicorn.Config(
        build(office),
        log_config=None,
        access_log=False,
        server_header=False,
        # a header must not be able to say who is on this computer (pages are for loopback)
        proxy_headers=False,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=LAST_WORDS_SECONDS,
        ssl_context_factory=None if tls is None else lambda _config, _default: tls,
    )
    host = f"[{address.host}]" if ":" in address.host else address.host
    scheme = "http" if tls is None else "https"
    where = f"{scheme}://{host}:{listener.getsockname()[1]}"
    write_whole(office.folder / ADDRESS_FILE, where.encode("utf-8"))
    server = _Server(config, lambda: announce(where))
    for asked in (signal.SIGTERM, signal.SIGINT):
        # uvicorn raises the signal once more after its clean end; that end is exit code 0
        signal.signal(asked, lambda _number, _frame: sys.exit(0))
    asyncio.run(server.serve(sockets=[listener]))


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Known when another process serves this folder; a killed process holds no lock."""
    lock = sqlite3.connect(folder / "serving.lock", timeout=0, isolation_level=None)
    try:
        lock.execute("PRAGMA locking_mode=EXCLUSIVE")
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        lock.close()
        raise Known(
            "Office already running",
            "Another program is already serving the office in {path}.",
            "Stop that one first, or choose another folder with --data.",
            path=folder,
        ) from error
    try:
        yield
    finally:
        lock.close()


@contextmanager
def _listening(address: Address) -> Iterator[socket.socket]:
    try:
        listener = _listener(address)
    except OSError as error:
        raise Known(
            "Address not usable",
            "The address {host}, port {port}, cannot be used ({reason}).",
            "Choose another port with --port, or stop the program that uses this one.",
            host=address.host,
            port=address.port,
            reason=error.strerror or error,
        ) from error
    with listener:
        yield listener


def _listener(address: Address) -> socket.socket:
    found = socket.getaddrinfo(
        address.host, address.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )
    family, kind, protocol, _, where = found[0]
    listener = socket.socket(family, kind, protocol)
    try:
        if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(where)
        listener.listen(BACKLOG)
    except OSError:
        listener.close()
        raise
    return listener


def _fingerprint(path: Path | None) -> str:
    """The SHA-256 of the first certificate of a PEM file: 64 hex; "" without a file."""
    if path is None:
        return ""
    try:
        first = path.read_text(encoding="ascii").partition(END)[0] + END
        return hashlib.sha256(ssl.PEM_cert_to_DER_cert(first[first.index(BEGIN) :])).hexdigest()
    except (OSError, ValueError) as error:
        raise _unusable(path) from error


def _tls(address: Address) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    try:
        context.load_cert_chain(str(address.tls_cert), address.tls_key)
    except (OSError, ssl.SSLError) as error:
        raise _unusable(address.tls_cert) from error
    return context


def _unusable(cert: Path | None) -> Known:
    return Known(
        "Certificate not usable",
        "The TLS certificate {cert} or its key cannot be used.",
        "Give the certificate with --tls-cert and its key with --tls-key, both as PEM files.",
        cert=cert,
    )
