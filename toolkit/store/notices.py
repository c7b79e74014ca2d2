"""Tell other processes on the same PostgreSQL database that something changed, and hear them. Talks to the database.

LISTEN and NOTIFY, each on a connection and in a thread of its own. A message is told as soon as it can be; of equal
ones that wait, one is. After a lost connection `heard` gets None: whatever may have happened meanwhile was missed.
"""

import contextlib
import secrets
import threading
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, cast

from sqlalchemy import Connection as SqlConnection
from sqlalchemy import Engine, text

if TYPE_CHECKING:
    from psycopg import Connection

NAME = "toolkit_changes"
LONGEST = 4000
"""PostgreSQL carries less than 8000 bytes."""
SITE_KEY = 0x746F6F6C6B6975
"""The advisory lock that sites share on PostgreSQL while they run, and that a restore takes alone."""
_PAUSE_SECONDS = 1.0

Heard = Callable[[str | None], None]
_NOTE = text(
    """INSERT INTO changes (workshop, number) VALUES (:workshop, 1)
    ON CONFLICT (workshop) DO UPDATE SET number = changes.number + 1"""
)


class Notices:
    """The notices of a PostgreSQL store; nothing happens before `start`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._id = secrets.token_hex(8)
        self._heard: Heard | None = None
        self._pending: dict[str, None] = {}
        self._woken = threading.Condition()
        self._closed = threading.Event()
        self._threads = [
            threading.Thread(target=work, name=f"notices {name}", daemon=True)
            for name, work in (("listens", self._listen), ("tells", self._tell))
        ]

    def start(self, heard: Heard) -> None:
        """Begin to listen and to tell; `heard` is called in another thread with what other processes say."""
        self._heard = heard
        for thread in self._threads:
            thread.start()

    def say(self, text: str) -> None:
        """Tell the other processes; returns at once."""
        with self._woken:
            self._pending[text[:LONGEST]] = None
            self._woken.notify()

    def close(self) -> None:
        """Tell what waits, then end."""
        self._closed.set()
        with self._woken:
            self._woken.notify()
        for thread in self._threads:
            if thread.is_alive():
                thread.join(timeout=5)

    def _listen(self) -> None:
        missed = False
        while not self._closed.is_set():
            with contextlib.suppress(_find_fault()), self._connect() as connection:
                # As long as this connection lives, no restore takes the store from under the site.
                connection.execute(f"SELECT pg_advisory_lock_shared({SITE_KEY})")
                connection.execute(f"LISTEN {NAME}")
                if missed:
                    self._pass_on(None)
                missed = True
                self._hear(connection)
            self._closed.wait(_PAUSE_SECONDS)

    def _hear(self, connection: "Connection[tuple[object, ...]]") -> None:
        while not self._closed.is_set():
            for notice in connection.notifies(timeout=0.5, stop_after=1):
                sender, _, text = notice.payload.partition(" ")
                if sender != self._id:
                    self._pass_on(text)

    def _pass_on(self, text: str | None) -> None:
        if self._heard is not None:
            self._heard(text)

    def _tell(self) -> None:
        while not (self._closed.is_set() and not self._pending):
            with contextlib.suppress(_find_fault()), self._connect() as connection:
                self._tell_on(connection)
            if self._closed.wait(_PAUSE_SECONDS if self._pending else 0):
                return

    def _tell_on(self, connection: "Connection[tuple[object, ...]]") -> None:
        while True:
            with self._woken:
                self._woken.wait_for(lambda: self._pending or self._closed.is_set())
                waiting = tuple(self._pending)
            for said in waiting:
                connection.execute("SELECT pg_notify(%s, %s)", (NAME, f"{self._id} {said}"))
                with self._woken:  # told; what was said anew since then is told with the next round
                    self._pending.pop(said, None)
            if self._closed.is_set():
                return

    @contextlib.contextmanager
    def _connect(self) -> "Iterator[Connection[tuple[object, ...]]]":
        """Open a connection beside the engine's pool, each statement committed at once."""
        arguments, options = self._engine.dialect.create_connect_args(self._engine.url)
        connection = cast("Connection[tuple[object, ...]]", self._engine.dialect.connect(*arguments, **options))
        try:
            connection.autocommit = True
            yield connection
        finally:
            connection.close()


def tell_answers(connection: SqlConnection, workshops: Iterable[str]) -> None:
    """Tell with a transaction's end that workshops' answers changed, where somebody else can hear it."""
    if connection.dialect.name == "sqlite":
        for workshop in sorted(set(workshops)):
            connection.execute(_NOTE, {"workshop": workshop})
    else:
        for workshop in sorted(set(workshops)):
            connection.exec_driver_sql("SELECT pg_notify(%s, %s)", (NAME, f"- answers {workshop}"[:LONGEST]))


def _find_fault() -> type[Exception]:
    import psycopg

    return psycopg.Error
