"""What a file that was handed in changes among the responses kept before. Pure."""

from dataclasses import dataclass

from toolkit.model.intake import WorkshopCount
from toolkit.model.response import Response

LABEL_ITEM = "_label"
"""Stands for a response's label where a change names an item."""

Value = str | int | None


@dataclass(frozen=True, kw_only=True)
class Change:
    """One answer that is not what it was: `old` is None where there was none, `new` where it was taken away."""

    workshop: str
    response: str
    item: str
    old: Value
    new: Value


@dataclass(frozen=True, kw_only=True)
class Handed:
    """A response as handed in. `covers` are the items it speaks for: one of them without an answer means a blank."""

    response: Response
    covers: frozenset[str]

    @property
    def key(self) -> tuple[str, str]:
        """Its workshop and its id in it."""
        return self.response.workshop, self.response.id


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """A file beside what was kept before it.

    `met` counts the answers that were kept already and that the file speaks for, `agreeing` those it leaves as they
    are. `taken_before` is when a file with exactly the same bytes was taken, or empty. Such a file changes nothing
    unless it is meant as a correction: `kept` are the later corrections that it would have undone.
    """

    new_responses: int
    changed_responses: int
    unchanged_responses: int
    new_answers: int
    changes: tuple[Change, ...]
    met: int
    agreeing: int
    taken_before: str = ""
    kept: tuple[Change, ...] = ()
    erased: int = 0
    """Responses that were left out because they have been erased."""
    erased_elsewhere: tuple[tuple[str, str], ...] = ()
    """Responses, by workshop and id, that are kept here and were erased where an archive was made."""
    said: int = 0
    """Codes, decisions and next steps that an archive has added."""
    said_otherwise: int = 0
    """Answers and steps of which an archive says something else than was said here since; what is said here stays."""
    passed: int = 0
    """Responses of a file taken before that are not in the store, and of which nothing tells why."""
    workshops: tuple[WorkshopCount, ...] = ()
    """The same by workshop, by id."""
    intake: int | None = None
    """The number under which the file was taken, or had been taken before."""

    @property
    def unchanged_answers(self) -> int:
        """The answers that were kept already, as they stand in the file."""
        return self.agreeing
