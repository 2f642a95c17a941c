"""The office as a web application: routes, and what becomes of every refusal and error."""

import errno
import logging
from collections.abc import Callable
from typing import Any

import msgspec
from fastapi import FastAPI
from sqlalchemy.exc import OperationalError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

import visitapp
from visitapp.errors import Known
from visitapp.office.api import blob, journal, openapi
from visitapp.office.pages import routes
from visitapp.office.refusals import Refused, disk_full
from visitapp.office.seat import Office
from visitapp.office.throttle import Throttle
from visitapp.office.uploads import Uploads
from visitapp.sync import wire

log = logging.getLogger(__name__)
FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


def build(office: Office) -> FastAPI:
    """The application that serves ``office``."""
    app = FastAPI(
        title="visitapp office", version=visitapp.__version__, docs_url=None, redoc_url=None
    )
    app.state.office = office
    app.state.uploads = Uploads(office)
    app.state.throttle = Throttle()
    _add_api(app)
    routes.install(app)
    _add_refusals(app)
    openapi.install(app)
    return app


def _add_api(app: FastAPI) -> None:
    described = openapi.described
    table: tuple[tuple[str, str, Callable[..., Any], dict[str, Any]], ...] = (
        ("GET", "/v1/office", journal.office, described(None, wire.OfficeReply, open_door=True)),
        (
            "POST",
            "/v1/enroll",
            journal.enroll,
            described(wire.EnrollRequest, wire.EnrollReply, open_door=True),
        ),
        ("POST", "/v1/hello", journal.hello, described(wire.HelloRequest, wire.HelloReply)),
        ("POST", "/v1/push", journal.push, described(wire.PushRequest, wire.PushReply)),
        ("GET", "/v1/pull", journal.pull, described(None, wire.PullReply)),
        ("POST", "/v1/receipt", journal.receipt, described(wire.ReceiptRequest, wire.PushReply)),
        ("POST", "/v1/missing", journal.missing, described(wire.MissingRequest, wire.MissingReply)),
        ("POST", "/v1/blobs", blob.create, described(None, None)),
        ("HEAD", "/v1/blobs/{sha256}", blob.offset, described(None, None)),
        ("PATCH", "/v1/blobs/{sha256}", blob.append, described(None, None)),
        ("GET", "/v1/blobs/{sha256}", blob.fetch, described(None, None)),
        ("PUT", "/v1/thumbs/{sha256}", blob.put_thumb, described(None, None)),
    )
    for method, path, work, extra in table:
        app.add_api_route(path, work, methods=[method], response_model=None, openapi_extra=extra)


def _add_refusals(app: FastAPI) -> None:
    @app.exception_handler(Refused)
    async def refused(_request: Request, error: Refused) -> Response:
        return _problem(error.status, error.problem)

    @app.exception_handler(HTTPException)
    async def not_here(_request: Request, error: HTTPException) -> Response:
        return _problem(error.status_code, wire.Problem("not_found", str(error.detail)))

    @app.exception_handler(OSError)
    @app.exception_handler(OperationalError)
    async def broken(_request: Request, error: Exception) -> Response:
        if _is_full(error):
            refusal = disk_full()
            return _problem(refusal.status, refusal.problem)
        log.error("storage failed", exc_info=error)
        return _problem(503, wire.Problem("storage", "The office could not store or read this."))

    @app.exception_handler(Known)
    @app.exception_handler(Exception)
    async def bug(_request: Request, error: Exception) -> Response:
        # the office boundary: whatever went wrong is logged here and said without detail
        log.error("request failed", exc_info=error)
        return _problem(500, wire.Problem("bug", "The office failed at this request."))


def _is_full(error: Exception) -> bool:
    if isinstance(error, OperationalError):
        return "disk is full" in str(error.orig)
    return isinstance(error, OSError) and error.errno in FULL


def _problem(status: int, problem: wire.Problem) -> Response:
    return Response(
        msgspec.json.encode(problem),
        status_code=status,
        media_type="application/json",
        headers={"Cache-Control": "no-store", "Tus-Resumable": "1.0.0"},
    )
