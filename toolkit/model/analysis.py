"""Everything that a summary has found, as one value: for the facilitators' own work, and as it may be published. Pure.

Frozen values only. Made by summary/analysis.py; the workbook shows `working`, for it is the facilitators' own working
material; the feedback decks, the report and the published data are made from `published`, `quotes` and `method` alone,
so that a figure is the same in all four and nothing that is withheld can slip into one of them.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from toolkit.model.answer_key import AnswerKey
from toolkit.model.comparison import Compared, GroupComparison, WaveComparison, WordComparison
from toolkit.model.planned_step import PlannedStep
from toolkit.model.programme import Programme
from toolkit.model.publication import OpenAnswer, Publication
from toolkit.model.tally import Summary
from toolkit.model.text import Text
from toolkit.model.themes import Coding

OPEN_QUESTIONS = ""
"""Stands where a question's id does for all the open questions that every group was asked, taken together."""
NEXT_STEPS = "*"
"""Stands for all the questions about next steps taken together."""


@dataclass(frozen=True, kw_only=True)
class ThemeMatrix:
    """How many responses bring up each theme, among everyone and by group.

    A row is a theme, in the theme book's order; its figures are shares of the responses that answered. `rows` are over
    `questions` taken together (those that every group was asked, so that groups can be compared), `steps` over the
    questions about next steps, `by_question` over each open question.
    """

    questions: tuple[str, ...] = ()
    rows: tuple[Compared, ...] = ()
    steps: tuple[Compared, ...] = ()
    by_question: Mapping[str, tuple[Compared, ...]] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, kw_only=True)
class View:
    """What was counted and compared, as one kind of reader may see it.

    As published: figures that are withheld are not there, a group whose figure is withheld has no entry, the groups in
    a row's `merged` are shown as one in its `others`, rare and flagged words are left out, and there are no responses.
    """

    summary: Summary
    groups: GroupComparison
    waves: WaveComparison
    words: WordComparison
    themes: ThemeMatrix


@dataclass(frozen=True, kw_only=True)
class Quote:
    """An open answer that may be quoted word for word, as it may be published; `key` leads back to the answer."""

    key: AnswerKey
    question: str
    group: str
    language: str
    text: str
    themes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class MethodFacts:
    """What the method pages state, counted once for all outputs.

    `coded_by_people` of the `coded` open answers were coded by a person; no theme covers the `uncovered` ones.
    `flagged` answers hold something that may tell who somebody is: of them `undecided` wait for a facilitator, and are
    masked. `withheld` figures are not published, for `minimum` responses are the fewest behind one.
    """

    version: str
    minimum: int
    workshops: int
    responses: int
    answers: int
    open_answers: int
    coded: int
    coded_by_people: int
    uncovered: int
    flagged: int
    undecided: int
    left_out_by_decision: int
    quotable: int
    withheld: int
    words_tried: int
    comparisons: int


@dataclass(frozen=True, kw_only=True)
class Analysis:
    """What was found, once; `note` is said in every output, for instance that all answers are made up."""

    programme: Programme
    written_on: datetime.date
    note: Text
    working: View
    published: View
    publication: Publication
    coding: Coding
    answers: tuple[OpenAnswer, ...]
    """Every answer in words with what is flagged in it: working material."""
    quotes: tuple[Quote, ...]
    step_questions: tuple[str, ...]
    next_steps: tuple[PlannedStep, ...]
    """Every next step with who takes it and how it stands: working material. What is shown says decided_steps.py."""
    method: MethodFacts
    names: Mapping[str, str]
    """Group id → the group's name, with its id where two groups have the same name."""

    def quotes_of(self, *, theme: str = "", question: str = "", group: str = "") -> tuple[Quote, ...]:
        """Return the quotes of a theme, a question, a group, or of all that are named."""
        return tuple(
            quote
            for quote in self.quotes
            if (not theme or theme in quote.themes)
            and (not question or question == quote.question)
            and (not group or group == quote.group)
        )
