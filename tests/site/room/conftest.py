"""The site in this process, with a facilitator signed in: `console.get("/F")`; answers put straight into the store."""

import asyncio
import datetime
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from toolkit.commands.new import make_programme
from toolkit.commands.plan import Plan, find_links, read_plan
from toolkit.model.link import Links
from toolkit.model.stage import Save
from toolkit.site.app import create_app
from toolkit.site.facilitator import compose_link_address, make_link
from toolkit.store.store import Store, open_store

SECRET = b"0123456789abcdef0123456789abcdef"


@dataclass
class Clock:
    """The site's time, which a test may set."""

    now: datetime.datetime = datetime.datetime(2027, 2, 3, 10, 20)

    def __call__(self) -> datetime.datetime:
        return self.now


class Browser:
    """Somebody who asks the app, with cookies of their own; a redirect is shown and not followed."""

    def __init__(self, app: Any, runner: asyncio.Runner, scheme: str = "http") -> None:
        self.app, self.runner = app, runner
        self._client = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=f"{scheme}://testserver")

    @property
    def headers(self) -> httpx.Headers:
        return self._client.headers

    def get(self, path: str, **options: Any) -> httpx.Response:
        return self.runner.run(self._client.get(path, **options))

    def post(self, path: str, **options: Any) -> httpx.Response:
        return self.runner.run(self._client.post(path, **options))


@dataclass(frozen=True, kw_only=True)
class Room:
    """A site and its store."""

    client: Browser
    plan: Plan
    links: dict[str, Links]
    store: Store
    clock: Clock

    @property
    def key(self) -> str:
        """The key of the facilitators' link."""
        site = self.client.app.state.site
        return compose_link_address(site, make_link(site)).partition("#")[2]

    def visit(self, scheme: str = "http") -> Browser:
        """A browser that nobody has signed in with."""
        return Browser(self.client.app, self.client.runner, scheme)

    def form(self, workshop: str = "nord") -> str:
        return f"/R/{self.links[workshop].address.rpartition('/')[2]}"

    def answer(self, *, workshop: str = "nord", response: str = "", **values: str | int) -> str:
        """Put a phone's answers into the store; return its response's id. An item's dots are written __."""
        response = response or str(uuid.uuid4())
        save = Save(
            workshop=workshop,
            response=response,
            instrument=self.plan.instruments[workshop].version,
            language="sv",
            saved_at="2027-02-03T10:20",
            sequence=1,
            values=tuple((name.replace("__", ".").replace("_", "-"), value) for name, value in values.items()),
        )
        self.store.save([save])
        return response

    def find_token(self, page: str) -> str:
        """The form token on a page."""
        return page.partition('name="token" value="')[2].partition('"')[0]


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A programme folder; read it, do not change it."""
    found = tmp_path_factory.mktemp("room") / "programme"
    make_programme(found)
    return found


@pytest.fixture
def room(folder: Path, tmp_path: Path) -> Iterator[Room]:
    """A fresh store and its site; nobody is signed in."""
    plan = read_plan(folder)
    links, clock, file = find_links(plan), Clock(), tmp_path / "responses.sqlite3"
    with open_store(file) as store, asyncio.Runner() as runner:
        app = create_app(plan, links, store, now=clock, secret=SECRET, database=str(file))
        living = app.router.lifespan_context(app)
        runner.run(living.__aenter__())
        yield Room(client=Browser(app, runner), plan=plan, links=links, store=store, clock=clock)
        runner.run(living.__aexit__(None, None, None))


@pytest.fixture
def console(room: Room) -> Browser:
    """The same site with a facilitator signed in, in English."""
    room.client.headers["accept-language"] = "en"
    assert room.client.post("/F", data={"key": room.key}).status_code == 303
    return room.client
