"""The server killed, its disk full, its database locked: what was acknowledged is there, and once."""

import contextlib
import http.client
import json
import random
import re
import shutil
import sqlite3
import subprocess
import threading
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.site.conftest import Running, Serve
from toolkit.store.store import open_store

ITEMS = ("vision", "arenor", "sammanhang", "ki-bild", "nasta-steg", "idag", "mer-av", "frukter", "okar", "minskar")
KILLS = 20


class Phone(threading.Thread):
    """Sends answers one by one until the server is gone; one that was not acknowledged is sent again next time."""

    def __init__(self, port: int, path: str, before: "Phone | None") -> None:
        super().__init__(daemon=True)
        self.port, self.path = port, path
        self.acknowledged: dict[tuple[str, str], str] = before.acknowledged if before else {}
        self.begun: set[str] = before.begun if before else set()
        self.waiting: list[tuple[str, str, int]] = before.waiting if before else []

    def run(self) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        with contextlib.suppress(OSError, http.client.HTTPException), contextlib.closing(connection):
            while True:
                if not self.waiting:
                    response = str(uuid.uuid4())
                    self.begun.add(response)
                    self.waiting = [(response, item, number) for number, item in enumerate(ITEMS, 1)]
                response, item, number = self.waiting[0]
                text = f"{response} {item}"
                body = {"response": response, "language": "sv", "sequence": number, "answers": {item: text}}
                connection.request("POST", self.path, json.dumps(body))
                reply = connection.getresponse()
                assert json.loads(reply.read())["saved"] == number
                self.acknowledged[response, item] = text
                self.waiting.pop(0)


def test_a_server_killed_under_load_keeps_every_acknowledged_answer_and_none_twice(
    programme: Path, serve: Serve
) -> None:
    chance = random.Random(20)  # noqa: S311  # which moment it is killed at
    phones: list[Phone | None] = [None] * 6
    for _ in range(KILLS):
        with serve(programme) as running:
            port, path = int(running.address.rpartition(":")[2]), running.form("nord", "/answers")
            going = [Phone(port, path.removeprefix(running.address), before) for before in phones]
            for phone in going:
                phone.start()
            enough = sum(len(phone.acknowledged) for phone in going) + chance.randint(5, 60)
            while sum(len(phone.acknowledged) for phone in going) < enough:
                going[0].join(0.002)
            running.process.kill()
            for phone in going:
                phone.join()
            phones = list(going)
            check_store(running.store_file, going)


def check_store(path: Path, phones: list[Phone]) -> None:
    with open_store(path) as store:
        kept = {(row.response, row.item): row.text for row in store.read_answers()}
        responses = [response.id for response in store.read_responses()]
    acknowledged = {key: text for phone in phones for key, text in phone.acknowledged.items()}
    assert acknowledged.items() <= kept.items()
    # What is there and was not acknowledged is at most the one answer that each phone was waiting for.
    assert kept.keys() - acknowledged.keys() <= {phone.waiting[0][:2] for phone in phones if phone.waiting}
    assert len(responses) == len(set(responses))
    assert set(responses) <= {response for phone in phones for response in phone.begun}


@pytest.fixture
def client(request: pytest.FixtureRequest) -> Iterator[httpx.Client]:
    with httpx.Client(timeout=40) as opened:
        yield opened


def send(client: httpx.Client, running: Running, sequence: int, text: str, response: str) -> httpx.Response:
    body = {"response": response, "language": "sv", "sequence": sequence, "answers": {"vision": text}}
    return client.post(running.form("nord", "/answers"), content=json.dumps(body))


def send_plain(client: httpx.Client, running: Running, text: str, response: str) -> httpx.Response:
    return client.post(running.form("nord", "/send"), data={"_response": response, "_lang": "sv", "vision": text})


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "small"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=1200k", "tmpfs", str(folder)]
    if not shutil.which("mount") or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("A file system of its own cannot be mounted here (takes root on Linux)")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_full_disk_is_told_and_nothing_is_half_written(
    programme: Path, serve: Serve, small_disk: Path, client: httpx.Client
) -> None:
    store_file = small_disk / "responses.sqlite3"
    with serve(programme, "--database", str(store_file)) as running:
        first, later = str(uuid.uuid4()), str(uuid.uuid4())
        assert send(client, running, 1, "Innan disken är full", first).status_code == 200
        with (small_disk / "ballast").open("wb", buffering=0) as ballast, contextlib.suppress(OSError):
            while True:
                ballast.write(bytes(4096))
        refused: Any = None
        acknowledged = 0
        for number in range(2, 200):
            refused = send(client, running, number, f"{number} " + "x" * 900, first)
            if refused.status_code != 200:
                break
            acknowledged = number
        assert (refused.status_code, refused.json()) == (503, {"error": "busy"})
        page = send_plain(client, running, "Står kvar på sidan", later)
        assert page.status_code == 503
        assert "Servern kan inte spara just nu" in page.text
        assert "Står kvar på sidan" in page.text
        (small_disk / "ballast").unlink()
        assert send(client, running, 300, "När det finns plats igen", first).status_code == 200
        assert send_plain(client, running, "Och det andra svaret", later).status_code == 303
    with open_store(store_file) as store:
        assert {row.response: row.text for row in store.read_answers()} == {
            first: "När det finns plats igen",
            later: "Och det andra svaret",
        }
    assert acknowledged < 299
    with contextlib.closing(sqlite3.connect(store_file)) as check:
        assert check.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_locked_database_is_told_in_words_and_what_was_written_stands_on_the_page(
    programme: Path, serve: Serve, client: httpx.Client
) -> None:
    with serve(programme) as running:
        response = str(uuid.uuid4())
        with contextlib.closing(sqlite3.connect(running.store_file, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            assert client.get(running.form()).status_code == 200  # reading goes on
            page = send_plain(client, running, "Skrivet medan det var låst", response)
            other.execute("ROLLBACK")
        assert page.status_code == 503
        assert "Vänta en stund och tryck på knappen igen." in page.text
        found = re.search(r"<textarea[^>]*name=\"vision\"[^>]*>\s*([^<]*)</textarea>", page.text)
        assert found
        assert found[1] == "Skrivet medan det var låst"
        assert re.search(rf'name="_response" value="{response}"', page.text)
        assert send_plain(client, running, "Skrivet medan det var låst", response).status_code == 303
        with open_store(running.store_file) as store:
            assert [row.text for row in store.read_answers()] == ["Skrivet medan det var låst"]
