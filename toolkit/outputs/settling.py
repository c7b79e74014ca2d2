"""What was decided about a file → done, in an order in which no crash, full disk or other process loses anything.

What is new is written beside its place first. Under the lock the file is looked at once more: was it saved meanwhile,
nothing is done. Then the ledger is added to, and only then is the new content renamed into its place: a crash between
the two leaves a file that the ledger knows. What was told is noted last: told again is better than never. An edge.
"""

import contextlib
import datetime
import itertools
import shutil
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from toolkit import __version__
from toolkit.files import name_aside
from toolkit.outputs.deciding import Kind, Step, digest
from toolkit.outputs.entries import Entry, Known, Role
from toolkit.outputs.ledger import DISK_FULL, Ledger
from toolkit.outputs.originals import Originals
from toolkit.outputs.outcome import Outcome, compose_notices


@dataclass(frozen=True, kw_only=True)
class Settling:
    """One file that is about to be written. `name` is what the ledger calls it.

    `fresh` is what the program has made now, `own` its digest.
    """

    path: Path
    name: str
    fresh: bytes
    own: str
    kind: Kind
    known: Known
    now: datetime.datetime
    ledger: Ledger
    originals: Originals

    def settle(self, found: bytes | None, step: Step) -> Outcome | None:
        """Do what was decided about the file as `found`; None where it has changed since, and nothing was done.

        Raises OSError where the system refuses.
        """
        if step.became == "unchanged" and self.own == self.known.last == self.known.base and not self.known.names:
            return Outcome(path=self.path, became=step.became)
        former = beside = None
        with contextlib.ExitStack() as stack:
            ready = None if step.content is None else stack.enter_context(_write_aside(self.path, step.content))
            with self.ledger.lock():
                if read_file(self.path) != found or self.ledger.know(self.name) != self.known:
                    return None
                if step.keeps and found is not None:
                    former = self._keep_former(found)
                if step.is_own:
                    self._note("written")
                if ready:
                    ready.replace(self.path)
                beside = self._lay_beside() if step.beside else self._find_beside(step)
                if not step.is_own:
                    self._note("merged" if step.became == "merged" else "told")
        notices = compose_notices(self.path, step.became, beside, former, step.notices, known=bool(self.known.own))
        return Outcome(path=self.path, became=step.became, beside=beside, former=former, notices=notices)

    def date(self, found: bytes) -> Path:
        """Return the dated name for the file: a free one, or one under which the same was kept before."""
        return next(each for each in self._list_dated(self.path) if read_file(each) in (None, found))

    def _list_dated(self, path: Path) -> Iterator[Path]:
        """List dated names beside a path, the best first: NAME-2026-12-01.EXT, then NAME-2026-12-01-2.EXT."""
        day = self.now.date().isoformat()
        yield path.with_name(f"{path.stem}-{day}{path.suffix}")
        for number in itertools.count(2):
            yield path.with_name(f"{path.stem}-{day}-{number}{path.suffix}")

    def _note(self, role: Role, beside: str = "") -> None:
        """Add to the ledger, unless it says so already; what the next merge asks for is kept before."""
        if role in ("written", "merged") and self.kind.merges:
            self._keep_original()
            if self.own == self.known.last == self.known.base:
                return
        elif role == "told" and self.own == self.known.last:
            return
        at = self.now.isoformat(timespec="minutes")
        entry = Entry(path=self.name, sha256=self.own, role=role, name=beside, at=at, program=__version__)
        self.ledger.append(entry)

    def _keep_original(self) -> None:
        try:
            self.originals.keep(self.name, self.own, self.fresh)
        except OSError as error:
            if error.errno in DISK_FULL:
                raise
            return  # the next merge does without it
        self.originals.prune(self.name, (self.own, self.known.base))

    def _keep_former(self, found: bytes) -> Path:
        """Keep the file as found under a dated name, with its time."""
        former = self.date(found)
        if not former.exists():
            with _write_aside(former, found) as ready:
                with contextlib.suppress(OSError):
                    shutil.copystat(self.path, ready)
                ready.replace(former)
        return former

    def _lay_beside(self) -> Path:
        """Lay the program's own beside: under a name that is free, or under which nobody has worked since."""
        new = self.path.with_name(f"{self.path.stem}-new{self.path.suffix}")
        beside = next(each for each in itertools.chain([new], self._list_dated(new)) if self._is_mine(read_file(each)))
        if read_file(beside) != self.fresh:
            with _write_aside(beside, self.fresh) as ready:
                self._note("beside", beside.name)
                ready.replace(beside)
        self._clear_beside(beside)
        return beside

    def _find_beside(self, step: Step) -> Path | None:
        """Find what was laid beside before and still tells something; what does not goes."""
        kept = None
        if step.became == "kept":
            kept = next((each for each in self._list_beside() if read_file(each) == self.fresh), None)
        self._clear_beside(kept)
        return kept

    def _clear_beside(self, kept: Path | None) -> None:
        for each in self._list_beside():
            content = read_file(each)
            if each != kept and content is not None and self._is_mine(content):
                with contextlib.suppress(OSError):
                    each.unlink()

    def _list_beside(self) -> Iterator[Path]:
        begin = f"{self.path.stem}-new"
        return (self.path.with_name(name) for name in self.known.names if name.startswith(begin))

    def _is_mine(self, content: bytes | None) -> bool:
        """Tell whether a content may go: there is none, or it is the program's and nobody's besides."""
        return content is None or content == self.fresh or digest(content) in self.known.own


def read_file(path: Path) -> bytes | None:
    """Return a file's bytes, or None where there is none. Raises OSError."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


@contextlib.contextmanager
def _write_aside(path: Path, content: bytes) -> Iterator[Path]:
    """Yield a file beside `path` that holds the content, to be renamed. Refuses where `path` is write-protected."""
    with contextlib.suppress(FileNotFoundError):
        if not path.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH):
            raise PermissionError(path)
    with name_aside(path) as temporary:
        temporary.write_bytes(content)
        yield temporary
