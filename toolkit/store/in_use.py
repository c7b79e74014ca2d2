"""Hold a store for as long as a site runs on it, so that no second one does, and nothing takes its place. A lock.

The lock ends with the process, whatever ends it. For SQLite it is a transaction that stays open in a file beside the
store, which works alike on every system; on PostgreSQL several processes share one, see notices.py.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from toolkit.errors import Message, Place, Problem, StoreError
from toolkit.store.messages import CANNOT_OPEN

SITE_RUNS = Message(
    "Another toolkit serve runs on this store already, here or on a computer that shares the folder.",
    "Use that one, or stop it (Ctrl+C in its window) and run the command again.",
)


@contextmanager
def hold_store(path: Path) -> Iterator[None]:
    """Hold a SQLite store until the block ends. Raises StoreError where a site runs on it."""
    place = path.resolve()
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(Problem(place=Place(file=str(path)), message=CANNOT_OPEN)) from error
    with closing(sqlite3.connect(place.with_name(f".{place.name}.in-use"), timeout=0, isolation_level=None)) as lock:
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            # Where a disk knows no locks, that is told as a place that is not safe (see places.py).
            if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
                raise StoreError(Problem(place=Place(file=str(path)), message=SITE_RUNS)) from error
        yield
