"""Write a file whole or not at all: beside its place first, then renamed. Standard library only.

A full disk, a folder without permission or a file that Excel or PowerPoint holds open becomes an OutputError with a
remedy, and what stood there before stays.
"""

import contextlib
import errno
import itertools
import os
import re
import shlex
import threading
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

from toolkit.errors import Message, OutputError, Place, Problem

DISK_FULL = Message("The disk is full.", "Free some space and run the command again; the earlier file is untouched.")
NOT_PERMITTED = Message(
    "The file cannot be replaced: it is open in another program, or the folder may not be written to.",
    "Close it in PowerPoint, Excel or the preview, or choose another folder with --out.",
)
CANNOT_WRITE = Message("The file cannot be written ({reason}).", "Check the folder and run the command again.")


_numbers = itertools.count()
_ASIDE = re.compile(r"\..{1,40}-[0-9a-f]+-[0-9a-f]+-[0-9a-f]+(\.\w+)?")
"""The names that name_aside gives."""
Put = Callable[[Path, bytes], object]
"""Puts bytes at a path, whole or not at all: `write_bytes`, or for what people work on `toolkit.outputs`."""


@contextlib.contextmanager
def name_aside(path: Path) -> Iterator[Path]:
    """Yield a name beside `path`, in a folder that is there, for a file that is gone when the block ends.

    What the system refuses is raised as it is.
    """
    # Nobody else writes under this name: no other process, no other thread of this one, nor this one for another file.
    own = f"{os.getpid():x}-{threading.get_ident():x}-{next(_numbers):x}"
    temporary = path.parent / f".{path.stem[:40]}-{own}{path.suffix}"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield temporary
    finally:
        with contextlib.suppress(OSError):  # the folder may be gone, or be a file: that was said already
            temporary.unlink(missing_ok=True)


def clear_aside(folder: Path, before: float) -> None:
    """Remove what a killed process has left half-written in a folder; `before` is a time in seconds since 1970."""
    with contextlib.suppress(OSError):  # they only take room
        for path in folder.iterdir():
            if _ASIDE.fullmatch(path.name) and path.stat().st_mtime < before:
                path.unlink(missing_ok=True)


@contextlib.contextmanager
def replace_file(path: Path) -> Iterator[Path]:
    """Yield a temporary path beside `path`; when the block ends well it takes the place of `path`.

    Raises OutputError where the system refuses. The temporary file is gone in every case.
    """
    try:
        with name_aside(path) as temporary:
            yield temporary
            temporary.replace(path)
    except OSError as error:
        raise OutputError(explain_write_failure(path, error)) from error


@contextlib.contextmanager
def put_file(path: Path, put: Put) -> Iterator[Path]:
    """Yield a temporary path beside `path` for what can only be written to a file; then its bytes are put at `path`.

    Raises OutputError where the system refuses. The temporary file is gone in every case.
    """
    try:
        with name_aside(path) as temporary:
            yield temporary
            content = temporary.read_bytes()
    except OSError as error:
        raise OutputError(explain_write_failure(path, error)) from error
    put(path, content)


def find_spelling(folder: Path, name: str) -> str:
    """Return the name of a file in a folder as the disk spells it, for one that a person wrote; itself where none fits.

    A Mac writes å as a and a ring (NFD) where others write one letter; of names that differ by capitals alone the file
    is meant as well, where there is no other.
    """
    parts = PurePosixPath(name).parts
    spelt: list[str] = []
    for part in parts:
        spelt.append(_find_entry(folder.joinpath(*spelt), part))
    return name if spelt == list(parts) else str(PurePosixPath(*spelt))


def _find_entry(folder: Path, name: str) -> str:
    if name in ("..", "/"):
        return name
    try:
        if (folder / name).exists():
            return name
        entries = sorted(entry.name for entry in folder.iterdir())
    except (OSError, ValueError):  # no folder, or a name that no file can have
        return name
    composed = unicodedata.normalize("NFC", name)
    for fold in (str, str.casefold):
        same = [each for each in entries if fold(unicodedata.normalize("NFC", each)) == fold(composed)]
        if len(same) == 1:
            return same[0]
    return name


def write_bytes(path: Path, content: bytes) -> None:
    """Write bytes whole or not at all."""
    with replace_file(path) as temporary:
        temporary.write_bytes(content)


def explain_write_failure(path: Path, error: OSError) -> Problem:
    """Turn the system's refusal into a problem with a remedy."""
    place = Place(file=str(path))
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return Problem(place=place, message=DISK_FULL)
    if isinstance(error, PermissionError):
        return Problem(place=place, message=NOT_PERMITTED)
    return Problem(place=place, message=CANNOT_WRITE, facts={"reason": error.strerror or type(error).__name__})


def quote_path(path: str) -> str:
    """Write a path as it is typed in a terminal: in quotation marks where it holds a space or a sign of the shell's."""
    if re.fullmatch(r"[\w./:\\@%+=,~-]+", path):
        return path
    return shlex.quote(path) if re.search(r'["$`!]', path) else f'"{path}"'
