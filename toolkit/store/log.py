"""Tell whether the write-ahead log beside a store's file is its own, before SQLite takes it for that. Reads files.

SQLite reads whatever log lies beside a file. A copy of a backup that meets the log of the store whose place it took is
malformed; an empty new store that meets one throws the answers in it away. Neither can be told afterwards.
"""

import os
from pathlib import Path

from toolkit.errors import Message, Place, Problem, StoreError

LOG_ALONE = Message(
    "The store's file is gone, but its log {log} lies here still, perhaps with answers in it; nothing was changed.",
    "Put the file back beside it: look where a sync program or somebody has moved it, in the bin too. If it is lost, "
    "use a backup: toolkit restore FILE",
)
FOREIGN_LOG = Message(
    "Beside it lies the log of another store, {log}: together they would be damaged, and nothing was changed.",
    "If the file is a backup that was copied here, move it elsewhere and use: toolkit restore FILE",
)
_WAL_MODE = b"\x02\x02"
_MODE_AT = slice(18, 20)
"""Where a database says of itself whether it has a write-ahead log."""


def find_log(path: Path) -> Path:
    """Return where a store's log lies."""
    return path.with_name(f"{path.name}-wal")


def check_log(path: Path) -> None:
    """Raise StoreError where a log lies beside a store's file that is not its own."""
    message = find_foreign_log(path)
    if message is not None:
        facts = {"log": find_log(path).name}
        raise StoreError(Problem(place=Place(file=str(path)), message=message, facts=facts))


def find_foreign_log(path: Path) -> Message | None:
    """Return what is wrong with the log beside a store's file, or None."""
    log = find_log(path)
    try:
        # The log is looked at first: a store that another program makes just now has its head before its log.
        if not log.exists() or not log.stat().st_size:
            return None
        head = _read_head(path)
    except FileNotFoundError:
        return LOG_ALONE
    except OSError:
        return None  # opening it will say what is wrong
    if not head:
        return LOG_ALONE
    return None if head[_MODE_AT] == _WAL_MODE else FOREIGN_LOG


_OPEN: dict[tuple[int, int], int] = {}


def _read_head(path: Path) -> bytes:
    """Read a store's first bytes. Raises OSError.

    The file is never closed again: on POSIX systems, closing it anywhere in a process drops every lock that SQLite
    holds on it there, and a site whose store was looked at would lose its log (sqlite.org/howtocorrupt.html, 2.2).
    """
    if os.name == "nt":
        with path.open("rb") as file:
            return file.read(20)
    found = path.stat()
    key = (found.st_dev, found.st_ino)
    if key not in _OPEN:
        _OPEN[key] = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    return os.pread(_OPEN[key], 20, 0)
