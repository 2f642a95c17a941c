"""The OpenAPI description: routes from the code, schemas of the wire values from msgspec."""

from typing import Any

import msgspec
from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from visitapp.sync import wire

REFERENCE = "#/components/schemas/{name}"
KINDS = (
    wire.OfficeReply,
    wire.EnrollRequest,
    wire.EnrollReply,
    wire.HelloRequest,
    wire.HelloReply,
    wire.PushRequest,
    wire.PushReply,
    wire.PullReply,
    wire.ReceiptRequest,
    wire.MissingRequest,
    wire.MissingReply,
    wire.Problem,
)


def described(
    request: type | None, reply: type | None, *, open_door: bool = False
) -> dict[str, Any]:
    """The ``openapi_extra`` of a route that takes and gives these wire values as JSON."""
    extra: dict[str, Any] = {"responses": {"default": _content(wire.Problem, "The refusal")}}
    if reply is not None:
        extra["responses"]["200"] = _content(reply, "The answer")
    if request is not None:
        extra["requestBody"] = {"required": True, **_content(request)}
    if not open_door:
        extra["security"] = [{"token": []}]
    return extra


def install(app: FastAPI) -> None:
    """Make ``app`` publish the merged description at ``/openapi.json``."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            schema = get_openapi(title=app.title, version=app.version, routes=app.routes)
            _, components = msgspec.json.schema_components(KINDS, ref_template=REFERENCE)
            parts = schema.setdefault("components", {})
            parts["schemas"] = {**parts.get("schemas", {}), **components}
            parts["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
            app.openapi_schema = schema
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]


def _content(kind: type, description: str = "") -> dict[str, Any]:
    reference = {"$ref": REFERENCE.format(name=kind.__name__)}
    content: dict[str, Any] = {"content": {"application/json": {"schema": reference}}}
    return {"description": description, **content} if description else content
