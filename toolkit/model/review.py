"""What a person changed in an edited summary: answers' themes, how they may be published, next steps. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from toolkit.model.answer_key import AnswerKey
from toolkit.model.next_step import StepChange, StepOutcome
from toolkit.model.publication import Decision
from toolkit.model.themes import HumanCoding


@dataclass(frozen=True, kw_only=True)
class ReviewedAnswer:
    """What was changed about one answer. `before` are the themes that a person had given it as the worksheet was made.

    None says that nobody had; then the program's own stood there. `coding_back` and `decision_back` are what a row says
    that says what it was written with: news only where the same file said something else before.
    """

    answer: AnswerKey
    coding: HumanCoding | None = None
    decision: Decision | None = None
    before: tuple[str, ...] | None = None
    coding_back: HumanCoding | None = None
    decision_back: Decision | None = None

    @property
    def changed(self) -> bool:
        """Whether the row says something else than it was written with."""
        return self.coding is not None or self.decision is not None


@dataclass(frozen=True, kw_only=True)
class Review:
    """One edited summary, read: how many rows of answers and of next steps, and what was changed in them.

    None for a worksheet that the file does not have.
    """

    rows: int | None = None
    answers: tuple[ReviewedAnswer, ...] = ()
    step_rows: int | None = None
    steps: tuple[StepChange, ...] = ()
    read: Mapping[str, tuple[frozenset[int], frozenset[int]]] = field(default_factory=lambda: MappingProxyType({}))
    """By worksheet, the rows and the columns, from 0, whose cells were read."""


NO_STEPS = StepOutcome()


@dataclass(frozen=True, kw_only=True)
class ReviewOutcome:
    """What the store made of a review: what it kept, and what it passed over.

    `stale` answers were coded anew after the worksheet was made, and what it says of them was taken before; `unknown`
    are not in the store (any more). `overtaken` were coded anew too, but hold now what the worksheet says.
    """

    codings: tuple[HumanCoding, ...] = ()
    decisions: tuple[Decision, ...] = ()
    stale: tuple[AnswerKey, ...] = ()
    overtaken: tuple[AnswerKey, ...] = ()
    unknown: tuple[AnswerKey, ...] = ()
    steps: StepOutcome = NO_STEPS
    intake: int | None = None
    """The number under which it was taken; None where nothing of it was new."""

    @property
    def changed(self) -> tuple[AnswerKey, ...]:
        """The answers of which something is new; a step of the facilitators' own goes by its workshop, or by none."""
        steps = [step.key._replace(workshop=step.state.workshop) if step.own else step.key for step in self.steps.taken]
        return (*(one.answer for one in self.codings), *(one.key for one in self.decisions), *steps)

    @property
    def workshops(self) -> tuple[str, ...]:
        """The ids of the workshops of which something is new."""
        return tuple(sorted({answer.workshop for answer in self.changed} - {""}))
