"""The app in this process, on a loop of its own: `site.ask("GET", "/")`."""

import asyncio
import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.site.house.asking import Answered, ask
from tests.store.conftest import postgres_url, postgresql_server  # noqa: F401  # fixtures of a real PostgreSQL
from toolkit.commands.new import make_programme
from toolkit.commands.plan import Plan, find_links, read_plan
from toolkit.model.link import Links
from toolkit.site.app import create_app
from toolkit.store.store import Store, open_store


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A site to ask: its app, its store, and a loop in which it lives."""

    app: Any
    plan: Plan
    links: dict[str, Links]
    store: Store
    runner: asyncio.Runner

    def ask(self, method: str, path: str | bytes, **more: Any) -> Answered:
        raw = path.encode() if isinstance(path, str) else path
        return self.runner.run(ask(self.app, method, raw, **more))

    def form(self, workshop: str = "nord", rest: str = "") -> str:
        return f"/R/{self.links[workshop].address.rpartition('/')[2]}{rest}"


OpenSite = Callable[..., Any]


@contextmanager
def open_site(folder: Path, **options: Any) -> Iterator[Asked]:
    plan = read_plan(folder)
    links = find_links(plan, {})
    with open_store(folder / "responses" / "responses.sqlite3") as store, asyncio.Runner() as runner:
        app = create_app(plan, links, store, **options)
        living = app.router.lifespan_context(app)
        runner.run(living.__aenter__())
        yield Asked(app=app, plan=plan, links=links, store=store, runner=runner)
        runner.run(living.__aexit__(None, None, None))


@pytest.fixture(scope="session")
def house_programme(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("house") / "programme"
    make_programme(folder)
    return folder


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asked]:
    """One site for the tests of a file."""
    folder = tmp_path_factory.mktemp("site") / "programme"
    make_programme(folder)
    with open_site(folder) as opened:
        yield opened


@pytest.fixture
def make_folder(tmp_path: Path) -> Callable[[], Path]:
    """Make a fresh programme folder with each call."""
    numbers = itertools.count()

    def make() -> Path:
        folder = tmp_path / f"programme-{next(numbers)}"
        make_programme(folder)
        return folder

    return make
