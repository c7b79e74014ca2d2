"""Start the response site of a programme folder and say where it is reached. An edge: opens the store and a port."""

import contextlib
import datetime
import errno
import logging
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import uvicorn
from starlette.applications import Starlette

from toolkit.commands.collect import find_own_store, note_plan, open_plan_store
from toolkit.commands.plan import Plan, find_address_notices, find_links, note_addresses, read_plan
from toolkit.commands.store_place import find_place_notices
from toolkit.errors import InputError, Message, Place, Problem, StoreError, ToolkitError
from toolkit.model.link import Links
from toolkit.sheet.secret import read_or_make_secret
from toolkit.site.app import create_app
from toolkit.site.context import Site
from toolkit.site.facilitator import compose_link_address, compose_plain_base, make_link
from toolkit.site.feed_shared import make_feed
from toolkit.site.plan_news import News, say_news
from toolkit.site.watch import SECONDS_BETWEEN, Watch
from toolkit.site.welcome import Reached, compose_reached, compose_welcome, find_elsewhere
from toolkit.site.workers import run_workers
from toolkit.store.engine import find_store_file
from toolkit.store.in_use import hold_store
from toolkit.store.store import Store
from toolkit.texts import Texts

PORT_TAKEN = Message(
    "Another program already uses port {port}.", "Stop the other program, or choose another with --port."
)
PORT_NOT_ALLOWED = Message("You may not open port {port} on this computer.", "Choose one from 1024 up with --port.")
NO_SUCH_PORT = Message("Port {port} cannot be opened at this address.", "Check --host and --port.")
ONE_PROCESS = Message(
    "An SQLite store is for one process, so that every live view hears of every answer.",
    "Leave --workers out, or keep the answers in PostgreSQL: --database postgresql://…",
)
WORKERS_DIE = Message(
    "The site's processes ended again and again, so it has stopped; everything that was acknowledged is saved.",
    "The lines above say why. Check the database and start it again.",
)
BUSY_SECONDS = 5
"""How long a phone waits for another program that writes to the database, before it is told to try again."""
_DRAIN_SECONDS = 10
_KEEP_SECONDS = 60
"""How long a phone's connection is kept between two answers: a new one costs a round trip, an idle one nothing."""
_LARGEST_HEAD = 32 * 1024
"""Bytes of a request's line and headers together."""


@dataclass(frozen=True, kw_only=True)
class Serving:
    """How to serve: what every process of the site needs to know. `proxies` may say who asked, and by which scheme."""

    folder: Path
    host: str
    database: str | None = None
    base_path: str | None = None
    proxies: tuple[str, ...] = ("127.0.0.1", "::1")

    def mount(self, plan: Plan) -> str:
        """Return the prefix that is asked for, or the one that the programme's address has."""
        path = urlsplit(plan.programme.base_url).path if self.base_path is None else self.base_path
        return f"/{path.strip('/')}" if path.strip("/") else ""


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
    serving: Serving,
    *,
    port: int,
    workers: int = 1,
    texts: Texts,
    say: Callable[[str], None],
    qr: bool = False,
    colour: bool = True,
) -> Served:
    """Serve until interrupted; `say` gets the lines that tell where, once the port is open. `qr` draws a code there."""
    plan = read_plan(serving.folder)
    links = find_links(plan, os.environ)
    store_file = find_store_file(serving.database or find_own_store(plan))
    if workers > 1 and store_file is not None:
        raise InputError(Problem(place=Place(file=str(store_file)), message=ONE_PROCESS))
    held = hold_store(store_file) if store_file is not None else contextlib.nullcontext()
    with held, open_port(serving.host, port) as listening:
        _say_welcome(serving, plan, links, listening, texts=texts, say=say, qr=qr, colour=colour)

        def tell(news: News) -> None:
            for line in say_news(news, texts):
                say(line)

        if workers == 1:
            serve_port(serving, listening, tell)
        else:
            threading.Thread(target=_watch_beside, args=(serving.folder, plan, tell), daemon=True).start()
            kept = run_workers(serve_as_worker, (serving, listening), workers)
            if not kept:
                raise StoreError(Problem(place=Place(file=""), message=WORKERS_DIE))
    return Served()


def _say_welcome(
    serving: Serving,
    plan: Plan,
    links: Mapping[str, Links],
    listening: socket.socket,
    *,
    texts: Texts,
    say: Callable[[str], None],
    qr: bool,
    colour: bool,
) -> None:
    start = next(iter(links.values())).start if links else plan.programme.base_url
    reached = compose_reached(start, serving.host, find_own_address(), listening.getsockname()[1], serving.mount(plan))
    # Opened before anything is said: the store's faults come first, and no two processes need to make the schema.
    with open_plan_store(plan, serving.database) as store:
        note_plan(plan, store, datetime.datetime.now().isoformat(timespec="minutes"))
        facilitator = _compose_facilitator_lines(_make_app(serving, plan, links, store).state.site, reached, texts)
    place = find_place_notices(serving.database or find_own_store(plan))
    port, network = listening.getsockname()[1], reached.network.rstrip("/")
    found = find_address_notices(plan.programme, port=port, network=network)
    for notice in (*plan.notices, *place, *found, *note_addresses(plan, ())):
        say(f"{texts('Note')}: {texts.problem(notice)}")
    for line in compose_welcome(reached, links, texts, facilitator=facilitator, qr=qr, colour=colour):
        say(line)


def _watch_beside(folder: Path, plan: Plan, tell: Callable[[News], None]) -> None:
    """Tell of changed files once, where several processes see to them each for itself; ends with the program."""
    watch = Watch(folder)
    while True:
        time.sleep(SECONDS_BETWEEN)
        found = watch.look()
        if found is not None:
            at = datetime.datetime.now().isoformat(timespec="minutes")
            tell(News(at=at, files=found.files, before=plan, after=found.plan or plan, problems=found.problems))
            plan = found.plan or plan


def serve_as_worker(serving: Serving, listening: socket.socket) -> None:
    """Serve in one of several processes; what is at fault is said in a line, and ends it with 1."""
    try:
        serve_port(serving, listening)
    except ToolkitError as error:
        for problem in error.problems:
            logging.getLogger("toolkit.site").error("%s", problem)
        sys.exit(1)


def serve_port(serving: Serving, listening: socket.socket, tell: Callable[[News], None] = lambda _news: None) -> None:
    """Serve on an open port in this process until it is told to stop; `tell` hears what became of changed files."""
    watch = Watch(serving.folder)
    plan = read_plan(serving.folder)
    links = find_links(plan, os.environ)
    with open_plan_store(plan, serving.database, busy_seconds=BUSY_SECONDS) as store:
        server = make_server(
            _make_app(serving, plan, links, store, watch, tell),
            serving.host,
            listening.getsockname()[1],
            proxies=serving.proxies,
        )
        # The server, once it has stopped as it should, lets the signal that stopped it do what it did before.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        with contextlib.suppress(KeyboardInterrupt):
            server.run(sockets=[listening])


def _make_app(
    serving: Serving,
    plan: Plan,
    links: Mapping[str, Links],
    store: Store,
    watch: Watch | None = None,
    tell: Callable[[News], None] = lambda _news: None,
) -> Starlette:
    return create_app(
        plan,
        links,
        store,
        feed=make_feed(store),
        base_path=serving.mount(plan),
        secret=read_or_make_secret(plan.folder, os.environ),
        database=serving.database,
        watch=watch,
        tell=tell,
    )


def _compose_facilitator_lines(site: Site, reached: Reached, texts: Texts) -> list[str]:
    """Say by which address a facilitator comes in, here and from another computer."""
    link = make_link(site)
    here = compose_link_address(site, link, reached.here.rstrip("/"))
    lines = [texts("For facilitators only, on this computer: {address}", address=here)]
    if elsewhere := find_elsewhere(reached):
        address = compose_link_address(site, link, compose_plain_base(elsewhere))
        lines.append(texts("For facilitators only, from another computer: {address}", address=address))
    return lines


def make_server(app: Any, host: str, port: int, *, proxies: tuple[str, ...] = ()) -> Server:
    """Make the server of an app: no log of who asks for what, and a bounded wait when it stops."""
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        http="h11",
        ws="none",
        access_log=False,
        log_level="warning",
        server_header=False,
        forwarded_allow_ips=list(proxies),
        h11_max_incomplete_event_size=_LARGEST_HEAD,
        timeout_graceful_shutdown=_DRAIN_SECONDS,
        timeout_keep_alive=_KEEP_SECONDS,
        lifespan="on",
    )
    return Server(config)


def open_port(host: str, port: int) -> socket.socket:
    """Open the port before anything is said, so that a taken one is told in words."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        opened = socket.create_server((host, port), family=family, backlog=2048)
    except (OSError, OverflowError) as error:
        why = {errno.EADDRINUSE: PORT_TAKEN, errno.EACCES: PORT_NOT_ALLOWED}
        message = why.get(getattr(error, "errno", None) or 0, NO_SUCH_PORT)
        raise InputError(Problem(place=Place(file=f"{host}:{port}"), message=message, facts={"port": port})) from error
    # Named as TCP, asyncio sends what is written at once: else a phone waits 40 ms for the second half of each reply.
    return socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP, fileno=opened.detach())


def find_own_address() -> str:
    """Return this computer's address in its network, or an empty text. A socket that sends nothing tells it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # an address for examples: no way leads there, but out of here one does
            return str(probe.getsockname()[0])
        except OSError:
            return ""
