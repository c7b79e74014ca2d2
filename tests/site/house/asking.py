"""Ask the app itself, without a network: raw bytes in every place, and streams that are left after their beginning."""

import asyncio
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Answered:
    """What came back; headers as they would go over the wire, in small letters. `broke` where nothing came."""

    status: int = 0
    headers: tuple[tuple[bytes, bytes], ...] = ()
    body: bytes = b""
    broke: bool = False
    _index: dict[str, str] = field(default_factory=dict)

    def header(self, name: str) -> str:
        return next((value.decode("latin-1") for key, value in self.headers if key.decode("latin-1") == name), "")

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")


async def ask(
    app: Any,
    method: str,
    path: bytes,
    *,
    query: bytes = b"",
    headers: tuple[tuple[bytes, bytes], ...] = (),
    chunks: tuple[bytes, ...] = (),
    client: str = "192.0.2.1",
    scheme: str = "http",
    slow: bool = False,
    gone: bool = False,
) -> Answered:
    """Send one request and take what comes, of a stream only the first piece.

    `slow` never sends the body's end, `gone` leaves instead.
    """
    sent = [
        {"type": "http.request", "body": chunk, "more_body": slow or gone or position + 1 < len(chunks)}
        for position, chunk in enumerate(chunks or (b"",))
    ]
    enough = asyncio.Event()
    status, found, body = 0, (), b""

    async def receive() -> dict[str, Any]:
        if sent:
            return sent.pop(0)
        if slow:
            await asyncio.sleep(3600)
        if not gone:
            await enough.wait()
        return {"type": "http.disconnect"}

    async def send(message: dict[str, Any]) -> None:
        nonlocal status, found, body
        if message["type"] == "http.response.start":
            status, found = message["status"], tuple((bytes(key), bytes(value)) for key, value in message["headers"])
        else:
            body += message.get("body", b"")
            if body or not message.get("more_body", False):
                enough.set()

    scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": method,
        "scheme": scheme,
        "path": path.decode("utf-8", "replace"),
        "raw_path": path,
        "query_string": query,
        "root_path": "",
        "headers": [(b"host", b"synlighet.example"), *headers],
        "client": (client, 50000),
        "server": ("127.0.0.1", 8000),
        "state": {},
    }
    await asyncio.wait_for(app(scope, receive, send), 30)
    return Answered(status=status, headers=found, body=body, broke=not status)
