"""The response site to test: a programme folder, a server on loopback in a process of its own, a real browser."""

import contextlib
import datetime
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import require_tool
from toolkit.commands.new import make_programme
from toolkit.commands.plan import Plan, find_links, read_plan
from toolkit.model.link import Links

ROOT = Path(__file__).resolve().parent.parent.parent
CHROMIUM = "/usr/bin/chromium"
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@dataclass(frozen=True, kw_only=True)
class Running:
    """A server that runs: where, over which programme, and its process."""

    address: str
    folder: Path
    plan: Plan
    links: dict[str, Links]
    process: subprocess.Popen[bytes]

    def form(self, workshop: str = "nord", rest: str = "") -> str:
        """Return the address of a workshop's form on this server, in capitals as the QR codes have it."""
        token = self.links[workshop].address.rpartition("/")[2]
        return f"{self.address}/R/{token}{rest}"

    @property
    def store_file(self) -> Path:
        return self.folder / "responses" / "responses.sqlite3"


Serve = Callable[..., AbstractContextManager[Running]]


@pytest.fixture
def programme(tmp_path: Path) -> Path:
    """A fresh programme folder to change."""
    folder = tmp_path / "programme"
    make_programme(folder)
    return folder


@pytest.fixture(scope="session")
def serve() -> Serve:
    """Start `toolkit serve`: `with serve(folder, "--database", url) as running:`; it ends after."""

    @contextlib.contextmanager
    def start(folder: Path, *options: str, port: int = 0, **environ: str) -> Iterator[Running]:
        command = [sys.executable, "-W", "error", "-m", "toolkit", "-C", str(folder), "--lang", "en", "serve"]
        command += ["--host", "127.0.0.1", "--port", str(port), *options]
        env = {**os.environ, "TOOLKIT_DEBUG": "1", "PYTHONPATH": str(ROOT), **environ}
        log = folder / "serve.log"
        with log.open("wb") as said:
            process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=said, cwd=folder, env=env)
        try:
            plan = read_plan(folder)
            address = wait_for_address(process, log)
            yield Running(address=address, folder=folder, plan=plan, links=find_links(plan), process=process)
        finally:
            process.terminate()
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        assert "Traceback" not in log.read_text(), log.read_text()

    return start


def wait_for_address(process: subprocess.Popen[bytes], log: Path, seconds: float = 30) -> str:
    """Return the address that the server says, once it answers there."""
    until = time.monotonic() + seconds
    while time.monotonic() < until and process.poll() is None:
        said = log.read_text()
        address = next((word.rstrip("/") for word in said.split() if word.startswith("http://127.0.0.1:")), "")
        if address:
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"{address}/", timeout=5).close()  # noqa: S310  # loopback
                return address
        time.sleep(0.05)
    raise AssertionError(f"The server did not start: {log.read_text()}")


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory, serve: Serve) -> Iterator[Running]:
    """One server for all tests that only add responses of their own; do not close its workshops."""
    folder = tmp_path_factory.mktemp("site") / "programme"
    make_programme(folder)
    with serve(folder) as found:
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Debian's Chromium, driven by Playwright. One a module: its event loop bars others of the thread."""
    require_tool("Chromium", Path(CHROMIUM).exists(), "apt-get install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield started
        started.close()


PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "is_mobile": True, "has_touch": True}


@pytest.fixture
def open_phone(browser: Any) -> Iterator[Callable[..., Any]]:
    """Open a phone of its own (nothing shared with others): `page = open_phone(language="sv", dark=False)`.

    What the browser reports as an error on a page fails the test.
    """
    contexts, errors = [], []

    def open_(*, language: str = "sv", dark: bool = False, **options: Any) -> Any:
        settings = {**PHONE, "locale": language, "color_scheme": "dark" if dark else "light", **options}
        context = browser.new_context(**settings)
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        return page

    yield open_
    for context in contexts:
        context.close()
    assert not errors, errors


@pytest.fixture(scope="session")
def find_barriers() -> Callable[[Any], list[str]]:
    """List what axe-core finds on a page by WCAG 2.2 A and AA and its best practices, as "rule: element"."""
    script = ROOT / "node_modules/axe-core/axe.min.js"
    require_tool("axe-core", script.exists(), "npm install")
    source = script.read_text(encoding="utf-8")

    def find(page: Any, only: str = "") -> list[str]:
        # Evaluated by the debugger, so the page's own content policy stays as it is.
        page.evaluate(source)
        tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
        wanted = {"type": "rule", "values": [only]} if only else {"type": "tag", "values": tags}
        script = "wanted => axe.run(document, {runOnly: wanted, resultTypes: ['violations']})"
        found = page.evaluate(script, wanted)
        return [f"{one['id']}: {node['html'][:160]}" for one in found["violations"] for node in one["nodes"]]

    return find


MINUTE = datetime.datetime(2026, 9, 14, 10, 20)  # local time, as the site has it
