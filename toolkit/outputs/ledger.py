"""The ledger of what the program has written: read, and added to before a file takes its place. An edge.

It lies in the programme's folder (.toolkit/written.jsonl), for a copied or moved folder takes it along. A line is added
whole or is passed over by the next reader; only one process adds at a time.
"""

import contextlib
import errno
import os
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from toolkit.errors import OutputError
from toolkit.files import write_bytes
from toolkit.outputs.entries import Entry, Known, compose_line, parse_entries, shorten, sum_up
from toolkit.outputs.lock import hold_lock

FOLDER = ".toolkit"
DISK_FULL = (errno.ENOSPC, errno.EDQUOT)
MOST_LINES = 5000
"""So long a ledger is shortened, where half of it can go …"""
MOST_ENTRIES = 12
"""… to so many lines a path: an older content that comes back is then taken for a person's, and kept."""


class Ledger:
    """The ledger of one programme folder. `closed` is why it cannot be written, where it cannot."""

    def __init__(self, folder: Path) -> None:
        self._root = Path(os.path.realpath(folder))
        self._file = self._root / FOLDER / "written.jsonl"
        self._entries: dict[str, list[Entry]] = {}
        self._lines = self._read_to = self._inode = 0
        self._locked = False
        self.closed: OSError | None = None

    def name(self, path: Path) -> str:
        """Return what the ledger calls a file: as seen from the programme folder where it lies in it."""
        real = Path(os.path.realpath(path.parent)) / path.name
        named = real.relative_to(self._root) if real.is_relative_to(self._root) else real
        return unicodedata.normalize("NFC", named.as_posix())

    def know(self, name: str) -> Known:
        """Return what is known of a file now, also by what another process has just written."""
        self._read_on()
        return sum_up(self._entries.get(name, ()))

    @contextlib.contextmanager
    def lock(self) -> Iterator[None]:
        """Let nobody else write while the block runs, also within another. Raises OSError where the disk is full."""
        if self._locked:
            yield
            return
        with contextlib.ExitStack() as stack:
            try:
                self._make_folder()
                self._locked = stack.enter_context(hold_lock(self._file.with_name("lock")))
            except OSError as error:
                self._close(error)
            try:
                yield
            finally:
                self._locked = False

    def append(self, entry: Entry) -> None:
        """Add an entry. Raises OSError where the disk is full; where it may not be written to, the ledger is closed."""
        try:
            self._make_folder()
            with self._file.open("ab+") as file:
                file.write(_end_line(file.tell(), self._file) + compose_line(entry))
        except OSError as error:
            self._close(error)
        self._shorten()

    def _make_folder(self) -> None:
        folder = self._file.parent
        if not folder.exists():
            folder.mkdir(parents=True, exist_ok=True)
            # Also where the programme's own .gitignore is older than this folder.
            (folder / ".gitignore").write_bytes(b"*\n")

    def _close(self, error: OSError) -> None:
        if error.errno in DISK_FULL:
            raise error
        self.closed = error

    def _read_on(self) -> None:
        """Read what was added since; all of it where the file is another one or has become shorter."""
        try:
            with self._file.open("rb") as file:
                state = os.fstat(file.fileno())
                if state.st_ino != self._inode or state.st_size < self._read_to:
                    self._entries, self._lines, self._read_to, self._inode = {}, 0, 0, state.st_ino
                if state.st_size == self._read_to:
                    return
                file.seek(self._read_to)
                content = file.read()
        except OSError:
            self._entries, self._lines, self._read_to = {}, 0, 0
            return
        whole = content[: content.rfind(b"\n") + 1]  # the rest is still being written, or never was
        self._read_to += len(whole)
        self._lines += whole.count(b"\n")
        for entry in parse_entries(whole):
            self._entries.setdefault(entry.path, []).append(entry)

    def _shorten(self) -> None:
        if self._lines < MOST_LINES or not self._locked:
            return
        self._read_on()
        kept = list(shorten(self._entries, MOST_ENTRIES))
        if 2 * len(kept) < self._lines:
            with contextlib.suppress(OutputError):  # a long one serves as well
                write_bytes(self._file, b"".join(map(compose_line, kept)))


def _end_line(size: int, path: Path) -> bytes:
    """Return what ends the last line, where a crash or an editor left it open."""
    if not size:
        return b""
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return b"" if file.read(1) == b"\n" else b"\n"
