"""A programme folder → a function that reads the files an outline names, and nothing outside the folder.

Files are read once a process: many decks show the same pictures and figures.
"""

from collections.abc import Callable
from functools import cache
from pathlib import Path

from toolkit.deck.messages import FILE_UNREADABLE
from toolkit.errors import InputError, Place, Problem
from toolkit.files import find_spelling

ReadFile = Callable[[str], bytes | None]
"""Takes a path relative to the programme folder, with forward slashes; returns None where there is no such file."""


def open_programme_files(folder: Path) -> ReadFile:
    """Return the reading function of a programme folder. It raises InputError for a file that cannot be read."""
    root = folder.resolve()

    @cache
    def read_programme_file(path: str) -> bytes | None:
        try:
            target = (root / find_spelling(root, path)).resolve()
            # Resolved first: a symbolic link may lead out of the folder.
            return target.read_bytes() if target.is_relative_to(root) and target.is_file() else None
        except (OSError, ValueError, RuntimeError) as error:
            reason = getattr(error, "strerror", "") or str(error)
            problem = Problem(place=Place(file=path), message=FILE_UNREADABLE, facts={"reason": reason})
            raise InputError(problem) from error

    return read_programme_file
