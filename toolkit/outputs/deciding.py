"""A file as found, what is known of it and what the program would write now → what becomes of it, as values. Pure."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from toolkit.errors import Problem
from toolkit.outputs.entries import Known
from toolkit.outputs.merging import Merge, Merged, leave_alone

Became = Literal["written", "unchanged", "kept", "merged", "beside", "anew", "refused"]
"""`kept`: as the person left it, with nothing new to tell. `beside`: the same, and the program's own lies beside it.
`anew`: the program's own took its place, and the person's is kept under a dated name. `refused`: by the system."""


Guard = Callable[[bytes, str], tuple[Problem, ...]]
"""`guard(content, name)` says what a file holds that may not be written over, whatever the ledger says."""


def hold_nothing(content: bytes, name: str) -> tuple[Problem, ...]:
    """Say that a file may be written over where nobody has changed it."""
    return ()


@dataclass(frozen=True, kw_only=True)
class Kind:
    """How files of a kind are looked after: who merges what two have changed, who says what they hold.

    `merges` says that the merge asks for what was written last, of which a copy is then kept.
    """

    merge: Merge = leave_alone
    merges: bool = False
    guard: Guard = hold_nothing


@dataclass(frozen=True, kw_only=True)
class Step:
    """What is to be done: `content` takes the file's place (None: the file stays).

    `beside` is whether the program's own is to lie beside it, `keeps` whether the file as found is kept under a dated
    name.
    """

    became: Became
    content: bytes | None = None
    beside: bool = False
    keeps: bool = False
    notices: tuple[Problem, ...] = ()

    @property
    def is_own(self) -> bool:
        """Whether what stands in the place afterwards is the program's alone."""
        return self.became in ("written", "unchanged", "anew")


def digest(content: bytes) -> str:
    """Return a content's SHA-256."""
    return hashlib.sha256(content).hexdigest()


def decide(found: bytes, fresh: bytes, known: Known, held: tuple[Problem, ...], *, anew: bool) -> Step | None:
    """Decide about a file that differs from `fresh`, or return None where a person and the program have changed it.

    `held` is what its kind's guard says of it.
    """
    if digest(found) in known.own and not held:
        return Step(became="written", content=fresh)
    if anew:
        return Step(became="anew", content=fresh, keeps=True, notices=held)
    if digest(fresh) == known.last and known.last == known.base:
        return Step(became="kept", notices=held)
    return None


def follow_merge(found: bytes, fresh: bytes, known: Known, merged: Merged, held: tuple[Problem, ...]) -> Step:
    """Decide as a merge says about a file that a person and the program have both changed.

    What lies beside already, and still cannot be merged, is not told again.
    """
    notices = (*held, *merged.notices)
    if merged.content == fresh:
        return Step(became="written", content=fresh, notices=notices)
    if merged.content is None and digest(fresh) == known.last:
        return Step(became="kept", notices=held)
    content = None if merged.content == found else merged.content
    became: Became = "merged" if content is not None else "beside" if merged.beside else "kept"
    return Step(became=became, content=content, beside=merged.beside, notices=notices)
