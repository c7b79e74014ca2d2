"""The one way to write what people may work on: a file belongs to whoever changed it last. An edge.

    outputs = Outputs(folder)
    outcome = outputs.put(folder / "out/nord/nord-deck-sv.pptx", content, kind)

A file that nobody has changed is renewed. One that a person has changed stays, or becomes what its kind's merge makes
of both, and what the program would have written lies beside it as NAME-new.EXT; with `anew` it is kept under a dated
name instead. Whoever changed a file is known from the ledger: what is not in it was made by a person.
"""

import contextlib
import datetime
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from toolkit.errors import Message, OutputError, Place, Problem
from toolkit.files import Put, clear_aside, explain_write_failure
from toolkit.outputs.cells import Holds
from toolkit.outputs.deciding import Kind, Step, decide, digest, follow_merge
from toolkit.outputs.entries import Entry
from toolkit.outputs.ledger import FOLDER, Ledger
from toolkit.outputs.originals import Originals
from toolkit.outputs.outcome import Outcome, compose_closed
from toolkit.outputs.settling import Settling, read_file

ALWAYS_CHANGING = Message(
    "Another program goes on changing the file, so it was left as it is.", "Close it there and run the command again."
)
_TRIES = 5
_ABANDONED = 3600
"""Seconds after which nobody goes on with a file that was being written."""
PLAIN = Kind()
"""Files of which nothing can be merged: PDF, pictures, CSV, JSON."""


class Outputs:
    """What one command writes for the programme in `folder`. `anew` keeps what people changed under dated names."""

    def __init__(
        self,
        folder: Path,
        *,
        anew: bool = False,
        now: Callable[[], datetime.datetime] = datetime.datetime.now,
    ) -> None:
        self._ledger = Ledger(folder)
        self._originals = Originals(folder)
        self._anew = anew
        self._now = now
        self._outcomes: list[Outcome] = []
        self._cleared: set[Path] = set()

    def as_kind(self, kind: Kind = PLAIN, *, holds: Holds | None = None) -> Put:
        """Return what puts files of a kind."""
        return lambda path, content: self.put(path, content, kind, holds=holds)

    def put(
        self, path: Path, content: bytes, kind: Kind = PLAIN, *, anew: bool = False, holds: Holds | None = None
    ) -> Outcome:
        """Put what the program has made now in its place, beside it, or nowhere.

        `holds` says that what a person wrote into this workbook has been taken in, so that the new one may take its
        place; theirs is kept under a dated name only where it tells that the new one does not say all of it.
        A file that is locked or write-protected is left, and told in the outcome's problems; so that the others can
        still be written. Raises OutputError where the disk is full: nothing is lost or half-written then.
        """
        try:
            outcome = self._put(path, content, kind, anew=anew or self._anew, holds=holds)
        except PermissionError as error:
            outcome = Outcome(path=path, became="refused", problems=(explain_write_failure(path, error),))
        except OSError as error:
            raise OutputError(explain_write_failure(path, error)) from error
        if self._ledger.closed:
            outcome = replace(outcome, notices=(*outcome.notices, compose_closed(self._ledger.closed)))
        self._outcomes.append(outcome)
        return outcome

    @contextlib.contextmanager
    def hold(self) -> Iterator[None]:
        """Let no other process put anything while the block runs: for a file that is added to, not made anew.

        Raises OutputError where the disk is full.
        """
        try:
            with self._ledger.lock():
                yield
        except OSError as error:
            raise OutputError(explain_write_failure(Path(FOLDER), error)) from error

    def read_changed(self, path: Path) -> bytes | None:
        """Return what stands at a path where a person has changed it since the program wrote it; else None.

        What the system refuses reads as nothing: whoever writes there is told.
        """
        try:
            found = read_file(path)
        except OSError:
            return None
        own = self._ledger.know(self._ledger.name(path)).own
        return None if found is None or digest(found) in own else found

    def is_own_place(self, path: Path) -> bool:
        """Tell whether a file lies in the programme's folder."""
        return not Path(self._ledger.name(path)).is_absolute()

    def list_taken(self, path: Path) -> tuple[str, ...]:
        """List the SHA-256 of what was taken into the store from a file here since the program wrote it.

        None where the program's own stands there again: a copy of it takes nothing back.
        """
        return () if self.read_changed(path) is None else self._ledger.know(self._ledger.name(path)).taken

    def note_taken(self, path: Path, sha256: str) -> None:
        """Note that a person's content was taken into the store, so that its next state is known as the same file's."""
        name = self._ledger.name(path)
        with self._ledger.lock():
            if sha256 not in self._ledger.know(name).own | {*self._ledger.know(name).taken[-1:]}:
                at = self._now().isoformat(timespec="minutes")
                self._ledger.append(Entry(path=name, sha256=sha256, role="taken", at=at))

    def take_outcomes(self) -> tuple[Outcome, ...]:
        """Return what became of the files put since this was asked last."""
        taken, self._outcomes = tuple(self._outcomes), []
        return taken

    def _put(self, path: Path, fresh: bytes, kind: Kind, *, anew: bool, holds: Holds | None) -> Outcome:
        if path.parent not in self._cleared:
            self._cleared.add(path.parent)
            clear_aside(path.parent, self._now().timestamp() - _ABANDONED)
        name = self._ledger.name(path)
        for _ in range(_TRIES):
            settling = Settling(
                path=path,
                name=name,
                fresh=fresh,
                own=digest(fresh),
                kind=kind,
                known=self._ledger.know(name),
                now=self._now(),
                ledger=self._ledger,
                originals=self._originals,
            )
            found = read_file(path)
            outcome = settling.settle(found, self._decide(settling, found, anew=anew, holds=holds))
            if outcome is not None:
                return outcome
        changing = Problem(place=Place(file=str(path)), message=ALWAYS_CHANGING)
        return Outcome(path=path, became="refused", problems=(changing,))

    def _decide(self, settling: Settling, found: bytes | None, *, anew: bool, holds: Holds | None) -> Step:
        fresh, known, kind = settling.fresh, settling.known, settling.kind
        if found is None:
            return Step(became="written", content=fresh)
        if found == fresh:
            return Step(became="unchanged")
        base = self._originals.read(settling.name, known.base) if kind.merges else None
        if holds and holds(fresh, found, base, settling.path.name):
            return Step(became="written", content=fresh)
        # Where the program has nothing new to say, what a person put into it stays where it lies.
        anew = anew or (holds is not None and settling.own != known.last)
        held = kind.guard(found, str(settling.date(found) if anew else settling.path))
        step = decide(found, fresh, known, held, anew=anew)
        if step:
            return step
        return follow_merge(found, fresh, known, kind.merge(found, base, fresh, str(settling.path)), held)
