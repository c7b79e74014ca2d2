"""What a person said of answers in a worksheet for coding: their themes, and how they may be published. Pure."""

from dataclasses import dataclass

from toolkit.model.answer_key import AnswerKey
from toolkit.model.publication import Decision
from toolkit.model.themes import HumanCoding


@dataclass(frozen=True, kw_only=True)
class ReviewedAnswer:
    """What was changed about one answer. `before` are the themes that a person had given it as the worksheet was made.

    None says that nobody had; then the program's own stood there.
    """

    answer: AnswerKey
    coding: HumanCoding | None = None
    decision: Decision | None = None
    before: tuple[str, ...] | None = None


@dataclass(frozen=True, kw_only=True)
class Review:
    """One worksheet for coding, read: how many rows it holds, and what was changed in them."""

    rows: int
    answers: tuple[ReviewedAnswer, ...] = ()


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
