"""How requests reach the office: a small protocol, and its form over HTTP/1.1.

HTTP/1.1 on purpose: several photos travel on several connections, while HTTP/2 would put them all
behind one congestion window. There is a stall timeout (no byte moved) and no total timeout: a slow
line may take as long as it needs.
"""

import hashlib
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import urlsplit

import httpx2
import zstandard
from typing_extensions import override

from visitapp.sync.failures import Cause, Failure

CONNECT_SECONDS = 10.0
STALL_SECONDS = 30.0
CONNECTIONS = 9
HTTPS_PORT = 443
ANSWER_LIMIT = 64 * 1024 * 1024
WORTH_PACKING = 512
ZSTD_LEVEL = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request; ``body`` as it is, compressed on the way unless ``packed`` already."""

    method: str
    path: str
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    packed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back: status, headers with lower-case names, decoded body."""

    status: int
    headers: Mapping[str, str]
    body: bytes = b""


class Transport(Protocol):
    """Carries requests to one office; safe to use from several threads at once."""

    def send(self, request: Request) -> Answer:
        """The answer, whatever its status; Failure when none came."""

    def close(self) -> None:
        """Give the connections back."""


class HttpTransport(Transport):
    """The office at ``url`` over HTTP/1.1 with a bearer token and the certificates of the OS.

    ``stall`` is in seconds. ``pinned`` is the PEM certificate of an office that signed its own.
    """

    def __init__(
        self, url: str, token: str = "", *, pinned: str = "", stall: float = STALL_SECONDS
    ) -> None:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        self._client = httpx2.Client(
            base_url=url,
            headers=headers,
            verify=_trusting(pinned) if pinned else True,
            timeout=httpx2.Timeout(stall, connect=min(stall, CONNECT_SECONDS), pool=None),
            limits=httpx2.Limits(max_connections=CONNECTIONS),
            follow_redirects=False,
        )

    @override
    def send(self, request: Request) -> Answer:
        body, headers = _packed(request)
        try:
            with self._client.stream(
                request.method, request.path, content=body, headers=headers
            ) as response:
                return Answer(
                    status=response.status_code,
                    headers={name.lower(): text for name, text in response.headers.items()},
                    body=_read(response),
                )
        except httpx2.DecodingError as error:
            raise Failure(Cause.CAPTIVE, detail=repr(error)) from error
        except (httpx2.HTTPError, httpx2.InvalidURL) as error:
            raise Failure(_cause(error), detail=repr(error)) from error

    @override
    def close(self) -> None:
        self._client.close()


def presented(url: str) -> str:
    """The certificate (PEM) that is shown at ``url``, unchecked; Failure when nobody answers."""
    parts = urlsplit(url)
    try:
        return ssl.get_server_certificate(
            (parts.hostname or "", parts.port or HTTPS_PORT), timeout=CONNECT_SECONDS
        )
    except OSError as error:
        raise Failure(Cause.UNREACHABLE, detail=repr(error)) from error


def fingerprint(pem: str) -> str:
    """The SHA-256 of a certificate's DER bytes: 64 hex."""
    return hashlib.sha256(ssl.PEM_cert_to_DER_cert(pem)).hexdigest()


def _packed(request: Request) -> tuple[bytes | None, dict[str, str]]:
    headers = dict(request.headers)
    if request.packed or len(request.body) < WORTH_PACKING:
        return request.body or None, headers
    headers["Content-Encoding"] = "zstd"
    return zstandard.compress(request.body, ZSTD_LEVEL), headers


def _read(response: httpx2.Response) -> bytes:
    """The decoded body, bounded: a sign-in page may be endless."""
    parts: list[bytes] = []
    size = 0
    for part in response.iter_bytes():
        size += len(part)
        if size > ANSWER_LIMIT:
            raise Failure(Cause.CAPTIVE, detail="endless answer")
        parts.append(part)
    return b"".join(parts)


def _cause(error: Exception) -> Cause:
    """Unreachable, unless a certificate anywhere in the chain of causes was not trusted."""
    link: BaseException | None = error
    while link is not None:
        if isinstance(link, ssl.SSLCertVerificationError):
            return Cause.UNTRUSTED
        link = link.__cause__ or link.__context__
    return Cause.UNREACHABLE


def _trusting(pinned: str) -> ssl.SSLContext:
    """A context that trusts this one certificate, whatever name the office PC is reached by."""
    context = ssl.create_default_context(cadata=pinned)
    context.check_hostname = False
    # one certificate, pinned byte for byte: what strict mode asks of authorities does not matter
    context.verify_flags &= ~ssl.VERIFY_X509_STRICT
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    return context
