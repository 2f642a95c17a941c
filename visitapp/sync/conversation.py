"""The requests of docs/WIRE.md section 8 as functions: a value goes out, a value comes back.

Each judges the answer before anybody looks inside: only JSON of the agreed shape counts as the
office speaking. A web page, a redirect or anything else is named as what it is.
"""

import base64
from typing import TypeVar
from urllib.parse import urlencode

import msgspec

from visitapp.sync.failures import Cause, Failure
from visitapp.sync.transport import Answer, Request, Transport
from visitapp.sync.wire import (
    EnrollReply,
    EnrollRequest,
    HelloReply,
    HelloRequest,
    MissingReply,
    MissingRequest,
    OfficeReply,
    Problem,
    PullReply,
    PushReply,
    PushRequest,
    ReceiptRequest,
    SignedText,
)

Reply = TypeVar("Reply", bound=msgspec.Struct)

JSON_TYPE = "application/json"
TUS = {"Tus-Resumable": "1.0.0"}
CHUNK_TYPE = "application/offset+octet-stream"
GONE = {404, 410}
GATEWAY = {502, 503, 504}
UNAUTHORISED = {401, 403}
NETWORK_SIGN_IN = 511
STORAGE_FULL = 507
LONGEST_OFFSET = 15  # digits
# bytes that are no UTF-8 and endless nesting are told by other errors than msgspec's own
UNREADABLE = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)


def office(transport: Transport, nonce: str) -> SignedText:
    """Who answers here, signed over our ``nonce``; asked before a laptop joins."""
    path = f"/v1/office?{urlencode({'nonce': nonce})}"
    return _ask(transport, Request(method="GET", path=path), OfficeReply).words


def enroll(transport: Transport, request: EnrollRequest) -> EnrollReply:
    """Introduce this laptop with its one-time code."""
    return _ask(transport, _post("/v1/enroll", request), EnrollReply)


def hello(transport: Transport, request: HelloRequest) -> HelloReply:
    """The first words of a sync."""
    return _ask(transport, _post("/v1/hello", request), HelloReply)


def push(transport: Transport, request: PushRequest) -> PushReply:
    """Hand in entries; Failure with ``expect`` when the office waits for another n."""
    return _ask(transport, _post("/v1/push", request), PushReply)


def pull(transport: Transport, cursor: str, limit: int, *, own: bool = False) -> PullReply:
    """The page after ``cursor`` ("" = from the start) in office order.

    ``own`` asks for the bytes of this device's own entries too: a restored laptop lost some.
    """
    query = {"limit": str(limit), "cursor": cursor} | ({"own": "1"} if own else {})
    path = f"/v1/pull?{urlencode(query)}"
    return _ask(transport, Request(method="GET", path=path), PullReply)


def receipt(transport: Transport, request: ReceiptRequest) -> PushReply:
    """A receipt of now, naming the asked blobs that are stored."""
    return _ask(transport, _post("/v1/receipt", request), PushReply)


def missing(transport: Transport, request: MissingRequest) -> MissingReply:
    """Which of these blobs and thumbnails the office lacks."""
    return _ask(transport, _post("/v1/missing", request), MissingReply)


def create_blob(transport: Transport, sha256: str, size: int) -> None:
    """Announce an original of ``size`` bytes; doing it twice is the same as once."""
    name = base64.b64encode(sha256.encode("ascii")).decode("ascii")
    headers = {**TUS, "Upload-Length": str(size), "Upload-Metadata": f"sha256 {name}"}
    _demand(transport.send(Request(method="POST", path="/v1/blobs", headers=headers)))


def blob_offset(transport: Transport, sha256: str) -> int:
    """How many bytes of the original the office holds."""
    answer = transport.send(Request(method="HEAD", path=f"/v1/blobs/{sha256}", headers=TUS))
    return _offset(answer)


def fetch_blob(transport: Transport, sha256: str) -> bytes | None:
    """The bytes of an original the office has; None when it has not, or has erased it."""
    answer = transport.send(Request(method="GET", path=f"/v1/blobs/{sha256}"))
    if answer.status in GONE:
        return None
    _demand(answer)
    return answer.body


def append_blob(transport: Transport, sha256: str, offset: int, chunk: bytes) -> int:
    """Send bytes from ``offset``; the new offset once they are safe on the office's disk."""
    headers = {**TUS, "Upload-Offset": str(offset), "Content-Type": CHUNK_TYPE}
    request = Request(
        method="PATCH", path=f"/v1/blobs/{sha256}", body=chunk, headers=headers, packed=True
    )
    return _offset(transport.send(request))


def put_thumbnail(transport: Transport, sha256: str, jpeg: bytes) -> None:
    """Store the small picture of the original ``sha256``."""
    headers = {"Content-Type": "image/jpeg"}
    path = f"/v1/thumbs/{sha256}"
    _demand(
        transport.send(Request(method="PUT", path=path, body=jpeg, headers=headers, packed=True))
    )


def _post(path: str, value: msgspec.Struct) -> Request:
    body = msgspec.json.encode(value)
    return Request(method="POST", path=path, body=body, headers={"Content-Type": JSON_TYPE})


def _ask(transport: Transport, request: Request, shape: type[Reply]) -> Reply:
    answer = transport.send(request)
    _demand(answer)
    if not _is_json(answer):
        raise Failure(Cause.CAPTIVE, detail=_told(answer))
    try:
        return msgspec.json.decode(answer.body, type=shape)
    except UNREADABLE as error:
        raise Failure(Cause.CAPTIVE, detail=f"not a {shape.__name__}: {error}") from error


def _offset(answer: Answer) -> int:
    _demand(answer)
    text = answer.headers.get("upload-offset", "")
    if not text.isascii() or not text.isdigit() or len(text) > LONGEST_OFFSET:
        raise Failure(Cause.CAPTIVE, detail=f"no Upload-Offset: {_told(answer)}")
    return int(text)


def _demand(answer: Answer) -> None:
    """Failure unless the status is one of success and no web page came in place of an answer."""
    page = answer.headers.get("content-type", "").startswith("text/html")
    if 200 <= answer.status < 300 and not page:
        return
    if answer.status == STORAGE_FULL:
        raise Failure(Cause.FULL, detail=_told(answer))
    problem = _problem(answer)
    if answer.status in UNAUTHORISED and problem.code:
        raise Failure(Cause.REVOKED, code=problem.code, detail=problem.message)
    if problem.code or answer.status in {404, 409, 413, 460}:
        code = problem.code or f"http {answer.status}"
        detail = problem.message or _told(answer)
        raise Failure(Cause.REFUSED, code=code, detail=detail, expect=problem.expect)
    raise Failure(_stranger(answer, page=page), detail=_told(answer))


def _stranger(answer: Answer, *, page: bool) -> Cause:
    """Who spoke in place of an office: nobody, or something in the network."""
    if answer.status in GATEWAY:
        return Cause.UNREACHABLE
    if page or answer.status < 400 or answer.status == NETWORK_SIGN_IN:
        return Cause.CAPTIVE
    return Cause.REVOKED if answer.status in UNAUTHORISED else Cause.UNREACHABLE


def _problem(answer: Answer) -> Problem:
    if not _is_json(answer):
        return Problem(code="", message="")
    try:
        return msgspec.json.decode(answer.body, type=Problem)
    except UNREADABLE:
        return Problem(code="", message="")


def _is_json(answer: Answer) -> bool:
    return answer.headers.get("content-type", "").split(";")[0].strip() == JSON_TYPE


def _told(answer: Answer) -> str:
    kind = answer.headers.get("content-type", "no type")
    return f"status {answer.status}, {kind}, {len(answer.body)} bytes"
