"""One process at a time: a lock on a file, which the system lets go when its holder ends, however it ends. An edge."""

import contextlib
import errno
import sys
from collections.abc import Iterator
from pathlib import Path


@contextlib.contextmanager
def hold_lock(path: Path) -> Iterator[bool]:
    """Wait for the lock and hold it while the block runs; yields False where this file system knows no locks.

    The file is made where it is missing and stays. Raises OSError where it cannot be opened.
    """
    with path.open("ab") as file:
        held = _lock(file.fileno())
        try:
            yield held
        finally:
            if held:
                _unlock(file.fileno())


if sys.platform == "win32":
    import msvcrt

    def _lock(number: int) -> bool:
        while True:
            try:
                msvcrt.locking(number, msvcrt.LK_LOCK, 1)  # tries for ten seconds
            except OSError as error:
                if error.errno in (errno.EDEADLK, errno.EACCES):
                    continue
                return False
            return True

    def _unlock(number: int) -> None:
        msvcrt.locking(number, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _lock(number: int) -> bool:
        try:
            fcntl.flock(number, fcntl.LOCK_EX)
        except OSError:  # a network share without locks
            return False
        return True

    def _unlock(number: int) -> None:
        fcntl.flock(number, fcntl.LOCK_UN)
