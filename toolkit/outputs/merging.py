"""What becomes of a file that a person has worked on when the program would write it anew, as values. Pure.

A merge takes three versions of one file, as bytes: the person's (`edited`), what the program wrote last (`base`; None
where that is not known any more) and what it would write now (`fresh`). It never raises: what cannot be merged safely
is left alone.
"""

from collections.abc import Callable
from dataclasses import dataclass

from toolkit.errors import Problem


@dataclass(frozen=True, kw_only=True)
class Merged:
    """The outcome of a merge.

    `content` is what is to stand in the file's place, or None where it stays as the person left it; `beside` is whether
    the program's own version is to lie beside it. `notices` say what was taken and what was left, each with its place.
    """

    content: bytes | None
    beside: bool
    notices: tuple[Problem, ...] = ()


Merge = Callable[[bytes, bytes | None, bytes, str], Merged]
"""`merge(edited, base, fresh, name)`; `name` is how notices call the file."""


def leave_alone(edited: bytes, base: bytes | None, fresh: bytes, name: str) -> Merged:
    """Leave the person's file as it is and put the new one beside: for formats of which nothing can be merged."""
    return Merged(content=None, beside=True)
