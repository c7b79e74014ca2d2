"""What comparing groups and waves found: figures with their uncertainty, differences, changes, words. Pure.

Frozen values only.

Made by summary/compare/; read by the workbook, the report, the feedback decks and the published data, so that a figure
is the same in all of them. Every figure is a mean of whole numbers over some responses: a share is the mean of 0 and 1.
Shares run from 0 to 1. Group ids name groups; an empty group id is everyone.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from toolkit.model.instrument import Axis
from toolkit.model.text import Text

FigureKind = Literal["share", "mean"]
Unit = Literal["share", "scale", "rank", "points", "position"]


@dataclass(frozen=True, kw_only=True)
class Quantity:
    """One thing that every group has a figure of: the share who chose a choice, the mean of a scale and so on.

    `label` is the choice's text (or the theme's name); empty where the question is the whole. `low` and `high` are the
    least and the greatest value that a response can give.
    """

    question: str
    unit: Unit
    label: Text = field(default_factory=Text)
    choice: str = ""
    axis: Axis = ""
    theme: str = ""
    low: int = 0
    high: int = 1

    @property
    def kind(self) -> FigureKind:
        """Whether the figure is a share or a mean."""
        return "share" if self.unit == "share" else "mean"


@dataclass(frozen=True, kw_only=True)
class Estimate:
    """A figure over `n` responses, with the limits of its 95 % interval.

    Wilson's interval for a share, Student's t for a mean. `value` is None where nobody answered; `low` and `high` are
    None where a spread cannot be estimated (fewer than two answers, or all the same).
    """

    n: int = 0
    value: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, kw_only=True)
class Compared:
    """One quantity side by side: everyone's figure and each group's that was asked, by group id."""

    quantity: Quantity
    total: Estimate
    groups: Mapping[str, Estimate]
    merged: tuple[str, ...] = ()
    """In what is published: groups whose figures are withheld and shown as one, `others`, where there is any."""
    others: Estimate = field(default_factory=Estimate)


@dataclass(frozen=True, kw_only=True)
class Gap:
    """A difference between two figures: first minus second, its 95 % interval, and how often chance gives as much.

    `p` is the two-sided permutation test's (exact up to some hundred answers), `adjusted` the same after Benjamini and
    Hochberg's correction over every comparison of the summary. `named` says that the difference is larger than chance
    allows: only then is it put into words.
    """

    first: Estimate
    second: Estimate
    difference: float
    low: float | None
    high: float | None
    p: float
    adjusted: float
    named: bool


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One group's figure (`gap.first`) against that of all other groups together (`gap.second`)."""

    quantity: Quantity
    group: str
    gap: Gap


@dataclass(frozen=True, kw_only=True)
class GroupComparison:
    """Every quantity side by side, and every comparison that both sides were large enough for."""

    rows: tuple[Compared, ...]
    differences: tuple[Difference, ...]
    minimum: int

    @property
    def named(self) -> tuple[Difference, ...]:
        """The differences that are larger than chance allows, in the order asked."""
        return tuple(each for each in self.differences if each.gap.named)

    def about(self, group: str) -> tuple[Difference, ...]:
        """List one group's comparisons with the others; of only two groups, the one's is turned round for the other."""
        own = tuple(each for each in self.differences if each.group == group)
        known = {each.quantity for each in own}
        sizes = {row.quantity: row.groups[group].n for row in self.rows if group in row.groups}
        turned = (
            replace(each, group=group, gap=_turn_round(each.gap))
            for each in self.differences
            if each.quantity not in known and self.minimum <= sizes.get(each.quantity, 0) == each.gap.second.n
        )
        return (*own, *turned)


def _turn_round(gap: Gap) -> Gap:
    return replace(
        gap,
        first=gap.second,
        second=gap.first,
        difference=-gap.difference,
        low=None if gap.high is None else -gap.high,
        high=None if gap.low is None else -gap.low,
    )


Comparability = Literal["same", "sheet-changed", "question-changed"]
"""`sheet-changed`: something on the sheet differs, perhaps not this question. `question-changed`: its items differ."""


@dataclass(frozen=True, kw_only=True)
class Wave:
    """One time that a group met: workshops close to each other. Numbered from 1; `label` is the year or a name."""

    group: str
    number: int
    label: str
    workshops: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Span:
    """The two waves of a group between which a question's change is looked at: its first and its latest."""

    question: str
    group: str
    earlier: Wave
    later: Wave
    comparability: Comparability


@dataclass(frozen=True, kw_only=True)
class Change:
    """One quantity at a group's earlier wave (`gap.second`) and its later one (`gap.first`): later minus earlier.

    An empty group is all groups that met again, each one's two waves together; its waves are numbered 1 and 2.
    """

    quantity: Quantity
    group: str
    earlier: Wave
    later: Wave
    gap: Gap
    comparability: Comparability


@dataclass(frozen=True, kw_only=True)
class WaveComparison:
    """Every wave, the spans between them, and every quantity that can be compared over a span.

    A span whose question has changed is not compared; it stands here so that it can be said.
    """

    waves: tuple[Wave, ...]
    spans: tuple[Span, ...]
    changes: tuple[Change, ...]
    minimum: int

    @property
    def named(self) -> tuple[Change, ...]:
        """The changes that are larger than chance allows."""
        return tuple(each for each in self.changes if each.gap.named)


@dataclass(frozen=True, kw_only=True)
class Said:
    """A word, or a theme, and in how many responses of each group it was given. `groups` has the asked groups."""

    question: str
    word: str
    language: str
    responses: int
    groups: Mapping[str, int]


@dataclass(frozen=True, kw_only=True)
class SetApart:
    """A word that one group gives more often than the others: log-odds with an informative prior, as a z-score."""

    question: str
    group: str
    word: str
    language: str
    own: int
    own_responses: int
    others: int
    other_responses: int
    z: float
    named: bool


@dataclass(frozen=True, kw_only=True)
class WordComparison:
    """What is said by all groups, by one only, and what sets a group apart; `tried` says how many words were tried."""

    by_all: tuple[Said, ...]
    by_one: tuple[Said, ...]
    apart: tuple[SetApart, ...]
    tried: int
    minimum: int


@dataclass(frozen=True, kw_only=True)
class Finding:
    """A sentence in the reader's language about one difference, change or word; `group` is empty for everyone."""

    question: str
    group: str
    said: str
