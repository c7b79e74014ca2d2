"""Start the response site of a programme folder and say where it is reached. An edge: opens the store and a port."""

import contextlib
import os
import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import uvicorn

from toolkit.commands.collect import open_plan_store
from toolkit.commands.plan import find_links, read_plan
from toolkit.errors import InputError, Message, Place, Problem
from toolkit.model.link import Links
from toolkit.sheet.secret import read_or_make_secret
from toolkit.site.app import create_app
from toolkit.site.context import Site
from toolkit.site.facilitator import compose_link_address, make_link
from toolkit.texts import Texts

PORT_TAKEN = Message(
    "Port {port} cannot be opened ({reason}).", "Stop the other program, or choose another with --port."
)
BUSY_SECONDS = 5
"""How long a phone waits for another program that writes to the database, before it is told to try again."""
_DRAIN_SECONDS = 10


@dataclass(frozen=True, kw_only=True)
class Served:
    """The site after it has stopped: nothing more to say."""

    notices: tuple[Problem, ...] = ()
    problems: tuple[Problem, ...] = ()

    def describe(self, texts: Texts) -> str:
        """Say that it has stopped and all is kept."""
        return texts("The response site has stopped; everything that was acknowledged is saved.")

    def facts(self) -> Mapping[str, Any]:
        """Return nothing but that."""
        return {"stopped": True}


class Server(uvicorn.Server):
    """A server that ends the live streams first when it is told to stop, since they would never end by themselves."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End the streams, then stop as usual: what has begun is finished."""
        self.config.app.state.site.feed.close()  # type: ignore[union-attr]  # the app is ours
        await super().shutdown(sockets)


def serve_programme(
    folder: Path,
    *,
    database: str | None = None,
    host: str,
    port: int,
    texts: Texts,
    say: Callable[[str], None],
) -> Served:
    """Serve until interrupted; `say` gets the lines that tell where, once the port is open."""
    plan = read_plan(folder)
    links = find_links(plan, os.environ)
    listening = _open_port(host, port)
    with open_plan_store(plan, database, busy_seconds=BUSY_SECONDS) as store:
        app = create_app(plan, links, store, secret=read_or_make_secret(plan.folder, os.environ), database=database)
        server = make_server(app, host, port)
        for line in _compose_welcome(app.state.site, links, listening.getsockname()[1], texts):
            say(line)
        with contextlib.suppress(KeyboardInterrupt):  # raised again by the server after it has stopped as it should
            server.run(sockets=[listening])
    return Served(notices=plan.notices)


def make_server(app: Any, host: str, port: int) -> Server:
    """Make the server of an app: no log of who asks for what, and a bounded wait when it stops."""
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        access_log=False,
        log_level="warning",
        server_header=False,
        timeout_graceful_shutdown=_DRAIN_SECONDS,
        lifespan="on",
    )
    return Server(config)


def _open_port(host: str, port: int) -> socket.socket:
    """Open the port before anything is said, so that a taken one is told in words."""
    try:
        return socket.create_server((host, port), backlog=2048)
    except (OSError, OverflowError) as error:
        reason = os.strerror(error.errno) if isinstance(error, OSError) and error.errno else type(error).__name__
        place = Place(file=f"{host}:{port}")
        raise InputError(Problem(place=place, message=PORT_TAKEN, facts={"port": port, "reason": reason})) from error


def _compose_welcome(site: Site, links: Mapping[str, Links], port: int, texts: Texts) -> list[str]:
    """Say where the forms are, by workshop, and the facilitators' console."""
    own = f"http://127.0.0.1:{port}"
    link = make_link(site)
    lines = [texts("The response site runs. On this computer: {address}", address=f"{own}/")]
    start = next(iter(links.values())).start if links else site.plan.programme.base_url
    lines.append(texts("The QR codes lead to {address}", address=start))
    lines += [f"  {workshop}: {found.code} · {found.address}" for workshop, found in links.items()]
    lines.append(
        texts("For facilitators only, on this computer: {address}", address=compose_link_address(site, link, own))
    )
    lines.append(texts("For facilitators only, elsewhere: {address}", address=compose_link_address(site, link)))
    lines.append(texts("Press Ctrl+C to stop."))
    return lines
