"""What stands before every handler: where we are mounted, how much may be sent, from whose page, and what goes with it.

An ASGI middleware. A request is refused before its handler sees it; an answer leaves with headers that keep it inert;
a fault of the program becomes a page and one line in the log that holds nothing of the request.
"""

import asyncio
import logging
import os
import traceback
from collections.abc import Collection
from pathlib import Path

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from toolkit import errors
from toolkit.site import messages
from toolkit.site.origin import SAFE_METHODS, find_host, is_foreign
from toolkit.site.pages import HEADERS
from toolkit.site.respond import say_message

MOST_BYTES = 1024 * 1024
MOST_UPLOAD_BYTES = 12 * 1024 * 1024
"""A filled form is at most half of the first; the second holds the largest sheet that the console takes."""
MOST_HEAD_BYTES = 32 * 1024
"""A request's line and headers together. Counted here, since servers let more through when it comes in one piece."""
BODY_SECONDS = 60
_INERT = "default-src 'none'; frame-ancestors 'none'"
_CONSOLE = "/f/"

_log = logging.getLogger("toolkit.site")


class Guard:
    """The middleware. `base_path` is where a reverse proxy shows the site; `hosts` are further names of it."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        base_path: str = "",
        hosts: Collection[str] = (),
        most_bytes: int = MOST_BYTES,
        most_upload_bytes: int = MOST_UPLOAD_BYTES,
        body_seconds: float = BODY_SECONDS,
    ) -> None:
        self._app = app
        self._base_path = base_path.rstrip("/")
        self._hosts = hosts  # as they are when a request comes: the programme may get another address
        self._most_bytes = most_bytes
        self._most_upload_bytes = most_upload_bytes
        self._body_seconds = body_seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        scope = mount(scope, self._base_path)
        started = False

        async def send_inert(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                add_headers(MutableHeaders(scope=message))
            await send(message)

        bounded = _Body(receive, self._find_limit(scope), self._body_seconds)
        request = Request(scope, bounded.receive)
        try:
            refusal = self._refuse(scope)
            if refusal is not None:
                response = await say_message(request, refusal[1], refusal[0])
                await response(scope, receive, send_inert)
                return
            await self._app(scope, bounded.receive, send_inert)
        except ClientDisconnect:  # the phone has gone meanwhile: there is nobody to answer
            return
        except Exception as fault:  # noqa: BLE001  # whatever it is, it must not reach a person as a traceback
            _note_fault(fault)
            if not started:
                response = await say_message(request, messages.FAULT, 500)
                await response(scope, receive, send_inert)

    def _find_limit(self, scope: Scope) -> int:
        path = scope["path"].removeprefix(scope["root_path"]).lower()
        return self._most_upload_bytes if path.startswith(_CONSOLE) else self._most_bytes

    def _refuse(self, scope: Scope) -> tuple[int, errors.Message] | None:
        headers = Headers(scope=scope)
        if _count_head(scope) > MOST_HEAD_BYTES:
            return 431, messages.HEAD_TOO_LARGE
        length = headers.get("content-length", "0")
        if not length.isascii() or not length.isdigit():
            return 400, messages.MALFORMED
        if int(length[:20]) > self._find_limit(scope):
            return 413, messages.TOO_LARGE
        own = {*self._hosts, find_host(f"{scope['scheme']}://{headers.get('host', '')}")}
        if scope["method"] not in SAFE_METHODS and is_foreign(headers, own):
            return 403, messages.FOREIGN
        return None


def _count_head(scope: Scope) -> int:
    """Count the bytes of a request's line and headers as they come over the wire."""
    line = len(scope["method"]) + len(scope.get("raw_path") or scope["path"].encode()) + len(scope["query_string"])
    return line + sum(len(name) + len(value) + 4 for name, value in scope["headers"])


class _Body:
    """A request's body as it comes in, bounded in size and time."""

    def __init__(self, receive: Receive, most: int, seconds: float) -> None:
        self._receive = receive
        self._left = most
        self._seconds = seconds
        self._whole = False

    async def receive(self) -> Message:
        """Pass on what comes. Raises HTTPException where it is too much or too slow."""
        if self._whole:  # from here on one only waits for the connection to end
            return await self._receive()
        try:
            message = await asyncio.wait_for(self._receive(), self._seconds)
        except TimeoutError as error:
            raise HTTPException(408) from error
        if message["type"] == "http.request":
            self._left -= len(message.get("body", b""))
            self._whole = not message.get("more_body", False)
            if self._left < 0:
                raise HTTPException(413)
        return message


def mount(scope: Scope, base_path: str) -> Scope:
    """Say in the scope where the site is mounted, whether or not the proxy before it has taken the prefix away."""
    path = scope["path"]
    if not base_path:
        return scope
    if path != base_path and not path.startswith(f"{base_path}/"):
        path = f"{base_path}{path}"
    return {**scope, "path": path if path != base_path else f"{base_path}/", "root_path": base_path}


def add_headers(headers: MutableHeaders) -> None:
    """Add what every answer carries and no handler has set; without a policy of its own an answer may do nothing."""
    for name, value in HEADERS.items():
        headers.setdefault(name, value)
    headers.setdefault("Content-Security-Policy", _INERT)
    headers.setdefault("Cache-Control", "no-store")


def _note_fault(fault: Exception) -> None:
    """Say in the log which fault it was and where in the program, and nothing of what somebody sent."""
    frames = traceback.extract_tb(fault.__traceback__)
    own = [frame for frame in frames if "toolkit" in Path(frame.filename).parts] or frames
    where = f"{Path(own[-1].filename).name}:{own[-1].lineno}" if own else "?"
    _log.error("A fault of the program: %s at %s", type(fault).__name__, where)
    if os.environ.get("TOOLKIT_DEBUG"):
        _log.error("%s", "".join(traceback.format_exception(fault)))
