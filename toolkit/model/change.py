"""What a file that was handed in changes among the responses kept before. Pure."""

from dataclasses import dataclass

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
    """Responses of such a file that are no longer kept, because they were erased since."""

    @property
    def unchanged_answers(self) -> int:
        """The answers that were kept already, as they stand in the file."""
        return self.agreeing
