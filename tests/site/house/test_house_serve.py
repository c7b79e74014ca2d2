"""`toolkit serve` as a process: behind a proxy, told to stop, asked badly."""

import contextlib
import errno
import json
import re
import signal
import socket
import threading
import uuid
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from unittest.mock import Mock

import httpx
import pytest

from tests.site.conftest import Running, Serve
from toolkit.commands.backup import back_up_store
from toolkit.errors import InputError
from toolkit.site.serve import open_port
from toolkit.store.store import open_store
from toolkit.texts import load_texts


@pytest.fixture(scope="module")
def house(house_programme: Path, serve: Serve) -> Iterator[Running]:
    """One server for the tests of this file that leave it running."""
    with serve(house_programme, "--base-path", "/kurs/") as running:
        yield replace(running, address=running.address.removesuffix("/kurs"))


def save(client: httpx.Client, running: Running, response: str, number: int, base: str = "") -> bool:
    """Send an answer as a phone does; True where it was acknowledged."""
    path = running.form("nord", "/answers").removeprefix(running.address)
    body = {"response": response, "language": "sv", "sequence": number, "answers": {"kannedom": number % 7 + 1}}
    return client.post(f"{running.address}{base}{path}", content=json.dumps(body)).status_code == 200


def send_raw(running: Running, request: bytes) -> bytes:
    host, port = running.address.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=20) as connection:
        connection.sendall(request)
        connection.shutdown(socket.SHUT_WR)
        answered = b""
        with contextlib.suppress(ConnectionResetError):
            while piece := connection.recv(65536):
                answered += piece
    return answered


def test_behind_a_proxy_s_prefix_the_same_answers_come_with_and_without_it(house: Running) -> None:
    for base in ("", "/kurs"):
        page = httpx.get(f"{house.address}{base}/", timeout=20)
        assert page.status_code == 200
        assert 'action="/kurs/?lang=' in page.text


def test_a_page_sent_over_https_by_the_proxy_is_our_own(house: Running) -> None:
    form = house.form("nord")
    headers = {"origin": "https://synlighet.example", "x-forwarded-proto": "https", "x-forwarded-for": "192.0.2.1"}
    assert httpx.post(form, headers=headers, data={"_asked": ""}, timeout=20).status_code == 303
    headers["origin"] = "https://evil.example"
    assert httpx.post(form, headers=headers, data={"_asked": ""}, timeout=20).status_code == 403


def test_wrong_codes_are_counted_by_whom_the_proxy_names(house: Running) -> None:
    with httpx.Client(base_url=house.address, timeout=20) as client:
        for number in range(61):
            headers = {"x-forwarded-for": "198.51.100.1"}
            status = client.post("/", headers=headers, data={"code": f"WRONG{number}"}).status_code
            assert status == (404 if number < 60 else 429)
        headers = {"x-forwarded-for": "198.51.100.2"}
        assert client.post("/", headers=headers, data={"code": "WRONG"}).status_code == 404


@pytest.mark.parametrize(
    "request_",
    [
        b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"x" * 70000 + b"\r\n\r\n",
        b"GET /" + b"x" * 70000 + b" HTTP/1.1\r\nHost: a\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n",
    ],
)
def test_what_is_no_request_or_has_too_large_a_head_is_refused(request_: bytes, house: Running) -> None:
    # Where more comes than is read, the connection is cut off with the answer still on its way.
    assert send_raw(house, request_)[:12] in (b"HTTP/1.1 400", b"HTTP/1.1 431", b"HTTP/1.1 413", b"")
    assert httpx.get(f"{house.address}/healthz", timeout=20).json() == {"status": "ok"}


def test_a_backup_is_made_while_phones_answer(house: Running, tmp_path: Path) -> None:
    acknowledged: list[str] = []
    stop = threading.Event()

    def answer() -> None:
        with httpx.Client(timeout=20) as client:
            while not stop.is_set():
                response = str(uuid.uuid4())
                if save(client, house, response, 1):
                    acknowledged.append(response)

    phones = [threading.Thread(target=answer) for _ in range(4)]
    for phone in phones:
        phone.start()
    while len(acknowledged) < 20:
        stop.wait(0.01)
    before = set(acknowledged)
    back_up_store(house.folder, tmp_path / "copy.sqlite3")
    stop.set()
    for phone in phones:
        phone.join()
    with open_store(tmp_path / "copy.sqlite3") as copy:
        kept = {one.id for one in copy.read_responses()}
        assert before <= kept
        assert all(one.answers for one in copy.read_responses() if one.id in acknowledged)


def test_told_to_stop_under_load_it_drains_and_everything_acknowledged_is_there(
    tmp_path: Path, serve: Serve, make_folder: Callable[[], Path]
) -> None:
    with serve(make_folder()) as running:
        acknowledged: list[str] = []
        watching = threading.Thread(target=watch, args=(running,))
        watching.start()

        def answer() -> None:
            with httpx.Client(timeout=20) as client:
                try:
                    while True:
                        response = str(uuid.uuid4())
                        if save(client, running, response, 3):
                            acknowledged.append(response)
                except httpx.TransportError:
                    return

        phones = [threading.Thread(target=answer) for _ in range(6)]
        for phone in phones:
            phone.start()
        while len(acknowledged) < 60:
            assert running.process.poll() is None
            threading.Event().wait(0.01)
        running.process.send_signal(signal.SIGTERM)
        assert running.process.wait(timeout=20) == 0
        for phone in (*phones, watching):
            phone.join(timeout=20)
            assert not phone.is_alive()
        with open_store(running.store_file) as store:
            assert set(acknowledged) <= {one.id for one in store.read_responses()}
        assert [file.name for file in running.store_file.parent.glob("responses.sqlite3*")] == ["responses.sqlite3"]


def watch(running: Running) -> None:
    """Hold a live view open until the server ends it."""
    with httpx.stream("GET", running.form("nord", "/live"), timeout=30) as stream:
        for _ in stream.iter_lines():
            pass


def test_several_processes_on_sqlite_are_refused_in_words(house_programme: Path, serve: Serve) -> None:
    with (
        pytest.raises(AssertionError, match="An SQLite store is for one process"),
        serve(house_programme, "--workers", "2"),
    ):
        pass


def test_a_store_that_cannot_be_opened_is_told_at_once(make_folder: Callable[[], Path], serve: Serve) -> None:
    folder = make_folder()
    (folder / "responses").mkdir(exist_ok=True)
    (folder / "responses/responses.sqlite3").write_text("workshop;response\n" * 400)
    with pytest.raises(AssertionError, match="not a store of responses"), serve(folder):
        pass


@pytest.mark.parametrize(
    ("base_url", "elsewhere"), [("https://svar.ki.se/kurs", ["https://svar.ki.se/kurs"]), ("http://127.0.0.1:8000", [])]
)
def test_the_facilitators_link_is_said_for_another_computer_where_it_leads_in_from_there(
    make_folder: Callable[[], Path], serve: Serve, base_url: str, elsewhere: list[str]
) -> None:
    folder = make_folder()
    settings = folder / "programme.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(re.sub(r'base_url = "[^"]*"', f'base_url = "{base_url}"', text), encoding="utf-8")
    with serve(folder) as running:
        said = (folder / "serve.log").read_text()
        found = re.findall(r"^For facilitators only, ([^:]*): (.*)/F#", said, re.MULTILINE)
        prefix = "/kurs" if elsewhere else ""
        here = f"{running.address.removesuffix(prefix)}{prefix}"
        assert found == [("on this computer", here), *(("from another computer", each) for each in elsewhere)]


def test_a_port_that_cannot_be_opened_is_told_in_our_own_words(monkeypatch: pytest.MonkeyPatch) -> None:
    swedish = load_texts("sv")
    with open_port("127.0.0.1", 0) as listening:
        port = listening.getsockname()[1]
        with pytest.raises(InputError) as taken:
            open_port("127.0.0.1", port)
    assert f"Porten {port} används redan av ett annat program." in swedish.problem(taken.value.problems[0])
    with pytest.raises(InputError) as strange:
        open_port("192.0.2.7", port)
    assert f"Porten {port} går inte att öppna på den här adressen." in swedish.problem(strange.value.problems[0])
    monkeypatch.setattr(socket, "create_server", Mock(side_effect=PermissionError(errno.EACCES, "Permission denied")))
    with pytest.raises(InputError) as barred:
        open_port("127.0.0.1", 80)
    assert "Du får inte öppna porten 80 på den här datorn." in swedish.problem(barred.value.problems[0])


def test_what_the_site_writes_is_sent_at_once_not_held_back_for_more() -> None:
    """asyncio turns Nagle's algorithm off only on sockets that are named as TCP."""
    with open_port("127.0.0.1", 0) as listening, socket.create_connection(listening.getsockname()):
        accepted, _ = listening.accept()
        with accepted:
            assert accepted.proto == socket.IPPROTO_TCP
