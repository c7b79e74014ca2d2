"""Write a file whole or not at all: beside its place first, then renamed. Standard library only.

A full disk, a folder without permission or a file that Excel or PowerPoint holds open becomes an OutputError with a
remedy, and what stood there before stays.
"""

import contextlib
import errno
import os
import re
import shlex
import threading
from collections.abc import Iterator
from pathlib import Path

from toolkit.errors import Message, OutputError, Place, Problem

DISK_FULL = Message("The disk is full.", "Free some space and run the command again; the earlier file is untouched.")
NOT_PERMITTED = Message(
    "The file cannot be replaced: it is open in another program, or the folder may not be written to.",
    "Close it in PowerPoint, Excel or the preview, or choose another folder with --out.",
)
CANNOT_WRITE = Message("The file cannot be written ({reason}).", "Check the folder and run the command again.")


@contextlib.contextmanager
def replace_file(path: Path) -> Iterator[Path]:
    """Yield a temporary path beside `path`; when the block ends well it takes the place of `path`.

    Raises OutputError where the system refuses. The temporary file is gone in every case.
    """
    # Nobody else writes under this name: no other process, no other thread of this one.
    own = f"{os.getpid():x}-{threading.get_ident():x}"
    temporary = path.parent / f".{path.stem[:40]}-{own}{path.suffix}"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield temporary
        temporary.replace(path)
    except OSError as error:
        raise OutputError(explain_write_failure(path, error)) from error
    finally:
        with contextlib.suppress(OSError):  # the folder may be gone, or be a file: that was said already
            temporary.unlink(missing_ok=True)


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
