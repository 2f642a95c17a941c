"""Office, enrol, hello, push, pull, receipt, missing: the text lanes."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from visitapp.office import (
    blobs,
    devices,
    greeting,
    incidents,
    ingest,
    pulling,
    quarantine,
    receipts,
)
from visitapp.office.api.bodies import answered, decoded, laptop_of, office_of, packed
from visitapp.office.devices import Laptop
from visitapp.office.refusals import Incident, Refused
from visitapp.office.seat import Office
from visitapp.office.throttle import Throttle
from visitapp.sync.wire import (
    BATCH_LIMIT,
    EnrollRequest,
    HelloReply,
    HelloRequest,
    MissingReply,
    MissingRequest,
    PushReply,
    PushRequest,
    ReceiptRequest,
)


async def office(request: Request) -> Response:
    """Who this office is, signed over the asker's nonce; open to everybody."""
    nonce = request.query_params.get("nonce", "")
    return packed(request, await run_in_threadpool(greeting.introduce, office_of(request), nonce))


async def enroll(request: Request) -> Response:
    """Take in a laptop that brings a one-time code."""
    throttle: Throttle = request.app.state.throttle
    address = request.client.host if request.client else ""
    throttle.demand(address)
    value = await decoded(request, EnrollRequest)
    try:
        reply = await run_in_threadpool(devices.enroll, office_of(request), value)
    except Refused as refused:
        if refused.problem.code == "code":
            throttle.missed(address)
        raise
    return packed(request, reply)


async def hello(request: Request) -> Response:
    """Greet a laptop: signed time, how much of it is here, note numbers."""
    return await answered(request, HelloRequest, _hello)


async def push(request: Request) -> Response:
    """Take a batch of entries and answer with a receipt."""
    return await answered(request, PushRequest, _push)


async def pull(request: Request) -> Response:
    """A page of the office's order."""
    laptop = await laptop_of(request)
    limit = request.query_params.get("limit", "")
    reply = await run_in_threadpool(
        pulling.page,
        office_of(request),
        laptop.id,
        request.query_params.get("cursor", ""),
        int(limit) if limit.isascii() and limit.isdigit() and len(limit) < 6 else BATCH_LIMIT,
        own=request.query_params.get("own") == "1",
    )
    return packed(request, reply)


async def receipt(request: Request) -> Response:
    """A receipt about named blobs."""
    return await answered(request, ReceiptRequest, _receipt)


async def missing(request: Request) -> Response:
    """Which blobs and thumbnails are not here."""
    return await answered(request, MissingRequest, _missing)


def _hello(office: Office, laptop: Laptop, value: HelloRequest) -> HelloReply:
    devices.demand_own(laptop, value.device)
    return greeting.greet(office, value)


def _push(office: Office, laptop: Laptop, value: PushRequest) -> PushReply:
    devices.demand_own(laptop, value.device)
    try:
        return ingest.take(office, laptop.public_key, value)
    except Incident as incident:
        incidents.record(office, laptop.id, incident)
        if isinstance(incident, quarantine.Forked):
            quarantine.keep(office, incident.rest)
        raise


def _receipt(office: Office, laptop: Laptop, value: ReceiptRequest) -> PushReply:
    devices.demand_own(laptop, value.device)
    return receipts.about_blobs(office, value)


def _missing(office: Office, _laptop: Laptop, value: MissingRequest) -> MissingReply:
    originals, thumbnails = blobs.absent(office, value.blobs, value.thumbnails)
    return MissingReply(blobs=originals, thumbnails=thumbnails)
