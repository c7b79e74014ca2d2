"""Hear in a running site what commands change in its SQLite file: a thread that looks at it. Talks to the database.

SQLite tells nobody of anything. But a connection sees by a number in memory whether others have written, and what a
command takes in, undoes or erases it notes in the table `changes`: so one small question a second is enough.
"""

import contextlib
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

from toolkit.store.notices import Heard

_LOOK_SECONDS = 1.0


class FileNotices:
    """The notices of a SQLite store; nothing happens before `start`."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._heard: Heard | None = None
        self._closed = threading.Event()
        self._thread = threading.Thread(target=self._look, name="notices", daemon=True)

    def start(self, heard: Heard) -> None:
        """Begin to look; `heard` is called in another thread with what commands have changed."""
        self._heard = heard
        self._thread.start()

    def say(self, text: str) -> None:
        """Tell other processes: there is no other site on the file, so nobody has to be told."""

    def close(self) -> None:
        """End."""
        self._closed.set()
        if self._thread.is_alive():
            self._thread.join()

    def _look(self) -> None:
        while not self._closed.is_set():
            with contextlib.suppress(sqlite3.Error), closing(sqlite3.connect(self._path, isolation_level=None)) as file:
                self._follow(file)
            self._closed.wait(_LOOK_SECONDS)

    def _follow(self, file: sqlite3.Connection) -> None:
        seen, known = None, dict(file.execute("SELECT workshop, number FROM changes"))
        while not self._closed.wait(_LOOK_SECONDS):
            now = file.execute("PRAGMA data_version").fetchone()[0]
            if now == seen:
                continue
            seen, before = now, known
            known = dict(file.execute("SELECT workshop, number FROM changes"))
            for workshop, number in known.items():
                if self._heard is not None and before.get(workshop) != number:
                    self._heard(f"answers {workshop}")
