"""Several processes of the site on one PostgreSQL: they start at once, and what one hears all show."""

import asyncio
import contextlib
import json
import os
import shutil
import signal
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from tests.site.conftest import Running, Serve
from tests.site.house.test_house_serve import save
from toolkit.commands.plan import find_links, read_plan
from toolkit.model.change import Handed
from toolkit.model.forget import StoredResponse
from toolkit.model.response import Answer, Response
from toolkit.model.stage import Stage
from toolkit.site.feed import Changed
from toolkit.site.feed_shared import KINDS, SharedFeed, make_feed
from toolkit.store.migrations import LATEST, read_version
from toolkit.store.notices import Notices
from toolkit.store.store import Store, open_store


@pytest.fixture
def store(postgres_url: str) -> Iterator[Store]:
    with open_store(postgres_url) as opened:
        yield opened


def wait_until(found: Callable[[], object], seconds: float = 15) -> None:
    until = time.monotonic() + seconds
    while not found():
        assert time.monotonic() < until, "it did not happen in time"
        time.sleep(0.02)


LISTENERS = "FROM pg_stat_activity WHERE query = 'LISTEN toolkit_changes' AND datname = current_database()"


def count_listeners(store: Store) -> int:
    with store._engine.begin() as connection:
        return int(connection.exec_driver_sql(f"SELECT count(*) {LISTENERS}").scalar_one())


@contextlib.contextmanager
def listening(store: Store) -> Iterator[tuple[Notices, list[str | None]]]:
    """Open notices that write down what they hear, once they do."""
    heard: list[str | None] = []
    before = count_listeners(store)
    notices = store.make_notices()
    assert notices is not None
    notices.start(heard.append)
    wait_until(lambda: count_listeners(store) > before)
    yield notices, heard
    notices.close()


def test_notices_are_heard_by_the_others_and_not_by_who_tells(store: Store) -> None:
    with listening(store) as (first, heard_first), listening(store) as (_second, heard_second):
        wait_until(lambda: (first.say("stage nord"), heard_second)[1])
        assert set(heard_second) == {"stage nord"}
        assert heard_first == []


def test_many_equal_notices_that_wait_are_one(store: Store) -> None:
    with listening(store) as (_first, heard):
        second = store.make_notices()
        assert second is not None
        for _ in range(1000):
            second.say("answers nord")
        second.say("answers å " + "x" * 9000)
        second.start(lambda _text: None)
        wait_until(lambda: len(heard) > 1)
        second.close()
        assert heard[0] == "answers nord"
        assert len(heard) == 2


def test_what_the_command_line_collects_and_erases_is_heard_by_the_site(store: Store, postgres_url: str) -> None:
    answers = (Answer(item="vision", value="Syns"),)
    response = Response(
        id="1", workshop="nord", instrument="0a", channel="csv", language="sv", answers=answers
    )  # fmt: skip
    with listening(store) as (_notices, heard), open_store(postgres_url) as other:
        handed = Handed(response=response, covers=frozenset({"vision"}))
        other.take([handed], file="svar.csv", sha256="aa", taken_at="2026-09-14T10:20")
        wait_until(lambda: heard == ["answers nord"])
        other.forget([StoredResponse(workshop="nord", id="1")])
        wait_until(lambda: heard == ["answers nord"] * 2)


def test_after_a_lost_connection_everybody_looks_again(store: Store) -> None:
    with listening(store) as (_first, heard):
        with store._engine.begin() as connection:
            connection.exec_driver_sql(f"SELECT pg_terminate_backend(pid) {LISTENERS}")
        wait_until(lambda: heard)
        assert heard == [None]


def test_a_feed_wakes_for_what_another_process_publishes_and_for_what_it_may_have_missed(postgres_url: str) -> None:
    async def run() -> None:
        with open_store(postgres_url) as one, open_store(postgres_url) as two:
            first, second = make_feed(one), make_feed(two)
            assert isinstance(second, SharedFeed)
            first.start()
            second.start()
            waiting = second.subscribe("nord")
            asking = asyncio.ensure_future(anext(waiting))
            while not asking.done():
                first.publish(Changed("nord", "agreed"))
                first.publish(Changed("syd", "stage"))
                await asyncio.sleep(0.05)
            assert await asking == {"agreed"}
            second._pass_on("nonsense nord")
            second._pass_on("")
            second._pass_on(None)
            assert await anext(waiting) >= set(KINDS) - {"agreed"}
            for feed in (first, second):
                feed.close()
                await feed.stop()

    asyncio.run(run())


def follow(running: Running, seen: list[dict[str, object]]) -> None:
    with (
        contextlib.suppress(httpx.TransportError),
        httpx.stream("GET", running.form("nord", "/live"), timeout=30) as stream,
    ):
        for line in stream.iter_lines():
            if line.startswith("data: "):
                seen.append(json.loads(line.removeprefix("data: ")))


def in_thread(work: Callable[..., None], *arguments: object) -> threading.Thread:
    thread = threading.Thread(target=work, args=arguments)
    thread.start()
    return thread


def test_processes_that_start_at_once_on_an_empty_database_share_it_and_live_views_follow_across_them(
    postgres_url: str, make_folder: Callable[[], Path], serve: Serve
) -> None:
    with contextlib.ExitStack() as stack:
        # Two folders of the same programme with one secret, since a server's log lies in each.
        one = make_folder()
        find_links(read_plan(one), {})
        folders = one, Path(shutil.copytree(one, one.with_name("copy")))
        start = lambda folder: stack.enter_context(serve(folder, "--database", postgres_url))  # noqa: E731
        with ThreadPoolExecutor() as pool:  # at once: neither finds the schema made
            first, second = pool.map(start, folders)
        seen: tuple[list[dict[str, object]], ...] = ([], [])
        threads = [in_thread(follow, running, found) for running, found in zip((first, second), seen, strict=True)]
        wait_until(lambda: all(seen))
        with open_store(postgres_url) as store:
            with store._engine.begin() as connection:
                assert read_version(connection, store.place) == LATEST
            feed = store.make_notices()
            assert feed is not None
            feed.start(lambda _text: None)
            told = store.write_stage(Stage(workshop="nord", pace="led", focus="vision"))
            feed.say("stage nord")
            wait_until(lambda: all(found[-1]["version"] == told.version for found in seen))
            feed.close()
            response = str(uuid.uuid4())
            with httpx.Client(timeout=20) as client:
                assert save(client, first, response, 1)
                assert save(client, second, response, 2), "a phone may be answered by another process each time"
            draft = store.read_draft("nord", response)
            assert draft is not None
            assert (draft.values, draft.sequence) == ({"kannedom": 3}, 2)
    for thread in threads:
        thread.join(timeout=20)
        assert not thread.is_alive()


def test_workers_share_a_port_and_one_that_dies_is_started_anew(
    postgres_url: str, make_folder: Callable[[], Path], serve: Serve
) -> None:
    with serve(make_folder(), "--workers", "2", "--database", postgres_url) as running:
        wait_until(lambda: len(find_workers(running)) == 2)
        first, _ = find_workers(running)
        os.kill(first, signal.SIGKILL)
        wait_until(lambda: len(find_workers(running)) == 2 and first not in find_workers(running))
        with httpx.Client(timeout=20, transport=httpx.HTTPTransport(retries=5)) as client:
            saved = [save(client, running, str(uuid.uuid4()), 1) for _ in range(20)]
        assert all(saved)
        workers = find_workers(running)
        running.process.send_signal(signal.SIGTERM)
        assert running.process.wait(timeout=30) == 0
        assert not any(Path(f"/proc/{pid}").exists() for pid in workers)
        with open_store(postgres_url) as store:
            assert len(store.read_responses()) == 20


def find_workers(running: Running) -> list[int]:
    """List the child processes that serve (multiprocessing keeps one more, which looks after shared resources)."""
    children = Path(f"/proc/{running.process.pid}/task/{running.process.pid}/children").read_text().split()
    found = []
    for pid in map(int, children):
        with contextlib.suppress(OSError):
            if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes():
                found.append(pid)
    return found
