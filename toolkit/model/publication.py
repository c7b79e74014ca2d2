"""What may leave the facilitators' hands: what is withheld, flagged, masked, decided, quotable. Frozen values. Pure.

Made by summary/care/. The facilitators' own workbook is working material and shows everything; the report, the
feedback decks and the published data show what a Publication lets through, and nothing else.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from toolkit.model.answer_key import AnswerKey
from toolkit.model.comparison import Quantity

PersonalKind = Literal["email", "phone", "identity-number", "name"]
Handling = Literal["", "mask", "show", "leave-out"]
HANDLINGS: tuple[Handling, ...] = ("mask", "show", "leave-out")

Key = tuple[str, str, str]
"""Question, choice and axis; choice and axis empty for the question as a whole."""


@dataclass(frozen=True, kw_only=True, order=True)
class Scope:
    """Whom a figure is about: everyone (no group), a group, or a group at one of its waves.

    Everyone's waves 1 and 2 are the first and the latest wave of all groups that met again.
    """

    group: str = ""
    wave: int = 0


EVERYONE = Scope()


@dataclass(frozen=True, kw_only=True)
class Publication:
    """Which figures are withheld, because fewer than `minimum` responses stand behind them or could be worked out.

    `merged` are the withheld groups of a figure whose answers together may be shown as one, "other groups".
    """

    minimum: int
    withheld: Mapping[Key, frozenset[Scope]]
    merged: Mapping[Key, tuple[str, ...]]

    def shows(self, quantity: Quantity | str, group: str = "", wave: int = 0) -> bool:
        """Tell whether a quantity's figure (or, given a question's id, anything of the question) may be shown."""
        key = (quantity, "", "") if isinstance(quantity, str) else find_key(quantity)
        hidden = self.withheld.get(key, self.withheld.get((key[0], "", ""), frozenset()))
        return Scope(group=group, wave=wave) not in hidden


def find_key(quantity: Quantity) -> Key:
    """Return what a quantity is filed under."""
    return quantity.question, quantity.choice, quantity.axis


@dataclass(frozen=True, kw_only=True, order=True)
class Flag:
    """A stretch of an answer, from `start` to before `end`, that may tell who somebody is."""

    start: int
    end: int
    kind: PersonalKind


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What a facilitator has decided about one answer: how to publish it, and whether it may be quoted.

    `digest` is that of the answer's text when it was decided (see `digest_text`): a decision does not hold for a text
    that was corrected afterwards. `quotable` is None where nothing was said.
    """

    workshop: str
    response: str
    item: str
    digest: str
    handling: Handling = ""
    quotable: bool | None = None

    @property
    def key(self) -> AnswerKey:
        """What the decision is filed under."""
        return AnswerKey(self.workshop, self.response, self.item)


@dataclass(frozen=True, kw_only=True)
class OpenAnswer:
    """One answer in words as it may be published.

    `published` is its text with what is personal masked, or empty where it is left out. `quotable` says that it may be
    quoted word for word (then as `published`). An undecided answer is masked.
    """

    workshop: str
    group: str
    response: str
    item: str
    question: str
    language: str
    text: str
    published: str
    flags: tuple[Flag, ...] = field(default=())
    decision: Decision | None = None
    quotable: bool = False

    @property
    def key(self) -> AnswerKey:
        """What the answer is filed under."""
        return AnswerKey(self.workshop, self.response, self.item)
