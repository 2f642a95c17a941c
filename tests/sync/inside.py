"""The office's real application without a socket: requests reach it inside this process."""

import asyncio
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

from typing_extensions import override

from visitapp.office.app import build
from visitapp.office.seat import Office
from visitapp.sync.transport import Answer, Request, Transport


class Inside(Transport):
    """Carries requests to ``office`` by calling its application."""

    def __init__(self, office: Office, token: Callable[[], str]) -> None:
        self._app: Any = build(office)
        self._token = token

    @override
    def send(self, request: Request) -> Answer:
        return asyncio.run(self._called(request))

    @override
    def close(self) -> None:
        """Nothing is open between two requests."""

    async def _called(self, request: Request) -> Answer:
        path, _, query = request.path.partition("?")
        headers = {**request.headers, "Authorization": f"Bearer {self._token()}"}
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": request.method,
            "scheme": "http",
            "path": unquote(path),
            "raw_path": path.encode(),
            "query_string": query.encode(),
            "headers": [(k.lower().encode(), v.encode()) for k, v in headers.items()],
            "client": ("127.0.0.1", 1),
            "server": ("127.0.0.1", 2),
        }
        said: list[Any] = []
        body = [{"type": "http.request", "body": request.body, "more_body": False}]

        async def receive() -> Any:
            return body.pop() if body else {"type": "http.disconnect"}

        async def send(message: Any) -> None:
            said.append(message)

        await self._app(scope, receive, send)
        return Answer(
            status=said[0]["status"],
            headers={k.decode().lower(): v.decode() for k, v in said[0]["headers"]},
            body=b"".join(message.get("body", b"") for message in said[1:]),
        )
