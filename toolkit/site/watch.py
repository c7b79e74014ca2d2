"""Notice that a programme's files have changed, once they are whole: a look now and then, and the plan that they say.

A file that is being saved is left alone until it has stayed the same from one look to the next; a plan whose files
changed while they were read is read again. An edge: reads the disk.
"""

import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from toolkit.commands.plan import Plan, find_links, read_plan
from toolkit.errors import Problem, ToolkitError
from toolkit.model.link import Links
from toolkit.reading.programme_folder import PROGRAMME_FILE

SECONDS_BETWEEN = 2.0
_FOLDERS = ("decks", "questions", "plan")
_SUFFIXES = (".toml", ".csv", ".xlsx", ".md", ".txt", ".pptx", ".potx")
Signature = Mapping[str, tuple[int, int]]
"""File → time of its last change, in nanoseconds, and its size."""


@dataclass(frozen=True, kw_only=True)
class Reread:
    """A plan that was read anew with its addresses, or the problems of its files. `files` are those that changed."""

    files: tuple[str, ...]
    plan: Plan | None = None
    links: Mapping[str, Links] | None = None
    problems: tuple[Problem, ...] = ()


class Watch:
    """A look at a folder's files; make it before the plan is read for the first time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._settled = read_signature(folder)
        self._pending: Signature | None = None
        self._lock = threading.Lock()

    def is_settled(self) -> bool:
        """Tell whether the files are as they were read last."""
        return read_signature(self._folder) == self._settled

    def look(self) -> Reread | None:
        """Read the plan anew where files have changed and stayed so since the last look; None where they have not."""
        with self._lock:
            now = read_signature(self._folder)
            if now == self._settled:
                self._pending = None
                return None
            if now != self._pending:
                self._pending = now
                return None
            files = tuple(sorted(name for name in {*now, *self._settled} if now.get(name) != self._settled.get(name)))
            found = _read(self._folder, files)
            if read_signature(self._folder) != now:  # saved again meanwhile: the next look sees to it
                return None
            self._settled, self._pending = now, None
            return found


def _read(folder: Path, files: tuple[str, ...]) -> Reread:
    try:
        plan = read_plan(folder)
        return Reread(files=files, plan=plan, links=find_links(plan))
    except ToolkitError as error:
        return Reread(files=files, problems=error.problems)


def read_signature(folder: Path) -> Signature:
    """Read how the files stand that a plan and its decks are made from."""
    found: dict[str, tuple[int, int]] = {}
    for path in _list_files(folder):
        try:
            stat = path.stat()
        except OSError:  # gone between the two
            continue
        found[path.relative_to(folder).as_posix()] = (stat.st_mtime_ns, stat.st_size)
    return found


def _list_files(folder: Path) -> Iterator[Path]:
    """List them; names that begin with a dot or a tilde are those of programs that are just saving."""
    for place, pattern in ((folder, "*"), *((folder / name, "**/*") for name in _FOLDERS)):
        for path in place.glob(pattern):
            if path.name == PROGRAMME_FILE or (path.suffix.lower() in _SUFFIXES and path.name[0] not in ".~"):
                yield path
