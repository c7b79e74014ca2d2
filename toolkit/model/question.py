"""A question in the bank and whom it is asked of. Pure."""

import datetime
from dataclasses import dataclass, field
from typing import Literal

from toolkit.model.text import Text
from toolkit.model.workshop import Workshop

QuestionKind = Literal["text", "words", "choice", "choices", "scale", "ranking", "points", "quadrant"]
QUESTION_KINDS: tuple[QuestionKind, ...] = (
    "text",
    "words",
    "choice",
    "choices",
    "scale",
    "ranking",
    "points",
    "quadrant",
)
CLOSED_KINDS: tuple[QuestionKind, ...] = ("choice", "choices", "scale", "ranking", "points", "quadrant")


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One alternative; `code` is its number in the codebook, counted from 1 in the order written."""

    id: str
    code: int
    text: Text


@dataclass(frozen=True, kw_only=True)
class Scale:
    """A rating scale of 2–11 points from `low_value`, with labels at its ends."""

    points: int
    low: Text
    high: Text
    low_value: int = 1

    @property
    def high_value(self) -> int:
        """The value of the highest point."""
        return self.low_value + self.points - 1


@dataclass(frozen=True, kw_only=True)
class Audience:
    """Whom a question is asked of; an empty audience is everyone, several conditions must all hold."""

    groups: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()

    def includes(self, workshop: Workshop) -> bool:
        """Tell whether a workshop's group is asked."""
        group = workshop.group
        return (
            (not self.groups or group.id in self.groups)
            and (not self.kinds or group.kind in self.kinds)
            and (not self.areas or not set(self.areas).isdisjoint(group.areas))
        )


@dataclass(frozen=True, kw_only=True)
class Question:
    """A question of the bank. `step`, `insight` and `area` are ids.

    Limits by kind: `text` max_length (characters); `words` max_words (words of at most max_length characters each);
    `choices` at most max_choices (0: all); `points` distributes `total` over the choices; `ranking` ranks all
    choices, or the first max_choices of them; `quadrant` places each choice by effort and effect on 1–`grid`.
    """

    id: str
    kind: QuestionKind
    text: Text
    step: str
    help: Text = field(default_factory=Text)
    insight: str = ""
    area: str = ""
    required: bool = False
    choices: tuple[Choice, ...] = ()
    scale: Scale | None = None
    max_length: int = 2000
    max_words: int = 3
    max_choices: int = 0
    total: int = 100
    grid: int = 5
    audience: Audience = field(default_factory=Audience)
    quotable: bool = False
    """Whether answers to an open question may be quoted word for word without a facilitator's mark on each."""
    retired: bool = False
    """No longer asked; its answers stay, and old sheets with it are taken."""
    corrected: datetime.date | None = None
    """Until this day its texts may have read otherwise and have asked the same."""

    @property
    def closed(self) -> bool:
        """Whether its answers are counted rather than read."""
        return self.kind in CLOSED_KINDS
