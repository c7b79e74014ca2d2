"""The response site under load, on one process and SQLite: a room of a thousand phones, and what a group commit gives.

The client is its own: plain HTTP over asyncio streams, on loopback, in this process; the server runs in another.
"""

import asyncio
import contextlib
import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.measure import say
from toolkit.commands.new import make_programme
from toolkit.model.room import Show
from toolkit.store.store import open_store

PHONES, SECONDS, LIVE_VIEWS = 1000, 100, 50
LARGEST_EVENT = 2**24
CONNECTIONS, ROUNDS, ROUND_SECONDS = 64, 3, 5
PEER = Path(__file__).resolve().parent / "peers" / "site.py"
QUESTIONS = ("vision", "arenor", "sammanhang", "ki-bild", "nasta-steg", "idag", "mer-av", "frukter", "okar", "minskar")
ANSWERS: tuple[tuple[str, dict[str, object]], ...] = (
    ("kannedom", {"kannedom": 5}),
    ("poang", {"poang.webb": 60, "poang.eu": 40}),
    *((name, {name: f"Ett exempelsvar om {name}, så långt som ett svar brukar vara i ett rum."}) for name in QUESTIONS),
)

Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@dataclass(frozen=True, kw_only=True)
class Server:
    """A server that runs: its port, the form's path, and its store."""

    port: int
    form: str
    store: Path


@dataclass(kw_only=True)
class Seen:
    """What the phones saw."""

    waits: list[float] = field(default_factory=list)
    openings: list[float] = field(default_factory=list)
    acknowledged: set[tuple[str, str]] = field(default_factory=set)
    errors: list[str] = field(default_factory=list)
    events: int = 0


@contextlib.contextmanager
def serve(folder: Path, most_together: int) -> Iterator[Server]:
    """Run a server in a process of its own."""
    command = [sys.executable, str(PEER), str(folder), str(most_together)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=PEER.parent.parent.parent) as process:
        try:
            assert process.stdout is not None
            port, token = process.stdout.readline().decode().split()
            yield Server(port=int(port), form=f"/R/{token}", store=folder / "responses" / "responses.sqlite3")
        finally:
            process.terminate()


async def ask(streams: Streams, method: str, path: str, body: bytes = b"") -> tuple[int, bytes]:
    """Send one request over a kept connection; return the status and the body."""
    reader, writer = streams
    head = f"{method} {path} HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n"
    head += f"Content-Length: {len(body)}\r\n\r\n"
    writer.write(head.encode() + body)
    said = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    length = int(said.partition("content-length:")[2].split("\r\n", 1)[0])
    return int(said.split(" ", 2)[1]), await reader.readexactly(length)


async def send(
    server: Server, streams: Streams, response: str, sequence: int, answers: dict[str, object]
) -> tuple[int, bytes]:
    """Send an answer as the form's script does."""
    said = {"response": response, "language": "sv", "sequence": sequence, "answers": answers}
    return await ask(streams, "POST", f"{server.form}/answers", json.dumps(said).encode())


async def answer(server: Server, seen: Seen, chance: random.Random) -> None:
    """Be a phone: come at some moment, open the form, answer twelve questions at one's own pace."""
    moments = sorted(chance.uniform(0, SECONDS) for _ in ANSWERS)
    begun = time.perf_counter()
    await asyncio.sleep(moments[0])
    try:
        streams: Streams = await asyncio.open_connection("127.0.0.1", server.port)
        at = time.perf_counter()
        status, page = await ask(streams, "GET", server.form)
        seen.openings.append(time.perf_counter() - at)
        if status != 200 or len(page) > 14600:
            seen.errors.append(f"form: {status}, {len(page)} bytes")
        response = str(uuid.UUID(int=chance.getrandbits(128), version=4))
        for sequence, (moment, (name, answers)) in enumerate(zip(moments, ANSWERS, strict=True), 1):
            await asyncio.sleep(max(0, begun + moment - time.perf_counter()))
            if streams[0].at_eof():  # a browser opens a new connection, too, where the server has ended an idle one
                streams[1].close()
                streams = await asyncio.open_connection("127.0.0.1", server.port)
            at = time.perf_counter()
            status, reply = await send(server, streams, response, sequence, answers)
            seen.waits.append(time.perf_counter() - at)
            if status != 200 or json.loads(reply)["problems"]:
                seen.errors.append(f"{name}: {status} {reply[:80]!r}")
            else:
                seen.acknowledged |= {(response, item) for item in answers}
        streams[1].close()
    except (OSError, asyncio.IncompleteReadError) as error:
        seen.errors.append(repr(error))


async def watch(server: Server, path: str, seen: Seen) -> None:
    """Hold a live view open and count what it is told."""
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port, limit=LARGEST_EVENT)
    writer.write(f"GET {server.form}{path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
    while line := await reader.readline():
        seen.events += line.startswith(b"data:")


async def fill_a_room(server: Server) -> Seen:
    """Let a thousand phones answer while the live views are open."""
    seen = Seen()
    views = [
        asyncio.create_task(watch(server, f"/RESULTS/{QUESTIONS[number % len(QUESTIONS)]}/live", seen))
        for number in range(LIVE_VIEWS)
    ]
    await asyncio.gather(*(answer(server, seen, random.Random(number)) for number in range(PHONES)))
    await asyncio.sleep(1)
    seen.errors += ["a live view ended"] * sum(view.done() for view in views)
    for view in views:
        view.cancel()
    return seen


async def press(server: Server, seconds: float) -> float:
    """Send answers over many connections as fast as they are acknowledged; return how many a second."""
    done = 0
    until = time.perf_counter() + seconds

    async def phone() -> None:
        nonlocal done
        streams = await asyncio.open_connection("127.0.0.1", server.port)
        while time.perf_counter() < until:
            response = str(uuid.uuid4())
            for sequence, (_, answers) in enumerate(ANSWERS, 1):
                status, _ = await send(server, streams, response, sequence, answers)
                assert status == 200
                done += time.perf_counter() < until
        streams[1].close()

    await asyncio.gather(*(phone() for _ in range(CONNECTIONS)))
    return done / seconds


def measure_room(folder: Path) -> None:
    """Print what a thousand phones see."""
    with open_store(folder / "responses" / "responses.sqlite3") as store:
        for question in QUESTIONS:
            store.room.write_show("nord", Show(question=question, results=True))
    with serve(folder, 512) as server:
        seen = asyncio.run(fill_a_room(server))
    with open_store(server.store) as store:
        kept = {(row.response, row.item) for row in store.read_answers()}
    waits = sorted(seen.waits)
    p99 = waits[int(len(waits) * 0.99)] * 1000
    detail = f"median {statistics.median(waits) * 1000:.1f} ms, {len(waits)} answers of {len(seen.openings)} phones"
    say("site: p99 of an acknowledged answer in ms", p99, 250, f"{detail} in {SECONDS} s, {LIVE_VIEWS} live views")
    openings = sorted(seen.openings)
    say("site: p99 of opening the form in ms", openings[int(len(openings) * 0.99)] * 1000, 1000)
    say("site: errors", len(seen.errors), 0, "; ".join(sorted(set(seen.errors))[:3]))
    say("site: acknowledged answers that are not there", len(seen.acknowledged - kept), 0)


def measure_group_commit(folder: Path) -> None:
    """Print the throughput of committing each answer alone as a part of the group commit's, in alternating rounds."""
    rates: dict[int, list[float]] = {1: [], 512: []}
    for _ in range(ROUNDS):
        for most_together, found in rates.items():
            with serve(folder, most_together) as server:
                found.append(asyncio.run(press(server, ROUND_SECONDS)))
    alone, together = statistics.median(rates[1]), statistics.median(rates[512])
    detail = f"{alone:.0f} : {together:.0f} acknowledged answers a second, {together / alone:.1f} times as many"
    say("site: each answer committed alone / group commit", alone / together, 0.4, detail)


def main() -> None:
    """Measure the room, then the group commit."""
    with tempfile.TemporaryDirectory(prefix="toolkit-bench-") as name:
        folder = Path(name) / "programme"
        make_programme(folder)
        measure_room(folder)
        measure_group_commit(folder)


if __name__ == "__main__":
    main()
