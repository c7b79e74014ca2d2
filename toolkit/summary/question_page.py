"""Write the worksheet of one question: heading, charts and tables fit for its kind. An edge; the tables are composed.

Each kind is one function that composes measures and places them; what the comparison and the overview need to point
to is returned as `Stated` rows and a `Headline`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from xlsxwriter.workbook import Workbook

from toolkit.model.figures import find_share
from toolkit.model.question import Question
from toolkit.model.tally import QuestionTally, Summary
from toolkit.summary.charts import Block
from toolkit.summary.formulas import Table
from toolkit.summary.grid import Cell, Grid, Measure, Number, Scope, compose_grid
from toolkit.summary.page import Page, find_address
from toolkit.texts import Texts


@dataclass(frozen=True, kw_only=True)
class Stated:
    """A row of figures on a question's page, for the comparison: what it says and where each scope's figure stands."""

    measure: str
    choice: str
    kind: str
    cells: dict[str, tuple[str, Number]]
    """Group id (empty for everyone) → address on the page and value."""


@dataclass(frozen=True, kw_only=True)
class Headline:
    """The one figure that the overview shows of a question: formulas and values of its name and itself."""

    label: Cell
    figure: Cell


@dataclass(frozen=True, kw_only=True)
class Written:
    """What a page says, for the pages that point to it.

    `answered_row` (from 0) holds the numbers who answered, everyone's in column 1, then those of the other scopes if
    the page compares groups; the row above it holds the numbers of responses returned.
    """

    tally: QuestionTally
    scopes: tuple[Scope, ...]
    sheet: str
    answered_row: int
    stated: tuple[Stated, ...]
    headline: Headline | None


@dataclass(frozen=True, kw_only=True)
class Setting:
    """What every kind of page needs: the page and workbook, the question's tally and scopes, the two tables."""

    workbook: Workbook
    page: Page
    tally: QuestionTally
    scopes: tuple[Scope, ...]
    answers: Table
    responses: Table
    summary: Summary
    minimum: int

    @property
    def texts(self) -> Texts:
        """The reader's texts."""
        return self.page.texts

    @property
    def question(self) -> Question:
        """The question."""
        return self.tally.question

    @property
    def columns(self) -> int:
        """The number of the last column."""
        return len(self.scopes)

    def name(self, part: str) -> str:
        """Return a table name that is unique in the workbook."""
        return f"{part}_{self.question.id}".replace("-", "_").replace(".", "_")

    def compose(self, part: str, title: str, first_header: str, measures: Sequence[Measure], note: str = "") -> Grid:
        """Compose a table over all scopes."""
        return compose_grid(self.name(part), title, first_header, self.scopes, measures, note)

    def label(self, choice_id: str) -> str:
        """Return a choice's text in the reader's language."""
        return next(each.text.say(self.texts.language) for each in self.question.choices if each.id == choice_id)

    def block(self, top: int, rows: int, *, groups: bool = False) -> Block:
        """Return the cells of a table whose title stands at row `top`: everyone's column, or the groups' columns."""
        left, right = (2, self.columns) if groups else (1, 1)
        return Block(sheet=self.page.name, top=top + 2, bottom=top + 1 + rows, left=left, right=right, header=top + 1)


ANSWERED_HEIGHT = 6
"""Rows of the table of who answered, with its title, its header and the blank row after it."""


def write_answered(setting: Setting, top: int) -> int:
    """Write the table of who answered; returns the row (from 0) of the number that every share is taken of."""
    texts, question_id = setting.texts, setting.question.id
    returned_row, answered_row = top + 2, top + 3
    measures = [
        Measure(
            label=texts("Responses returned"),
            kind="count",
            value=lambda scope: scope.figures.responses,
            formula=lambda scope, column: count_returned(setting, scope),
        ),
        Measure(
            label=texts("Answered the question (n)"),
            kind="count",
            value=lambda scope: scope.figures.answered,
            formula=lambda scope, column: setting.answers.sum("answered", question=question_id, **scope.criteria),
        ),
        Measure(
            label=texts("Share who answered"),
            kind="share",
            value=lambda scope: find_share(scope.figures.answered, scope.figures.responses),
            formula=lambda scope, column: divide(
                find_address(answered_row, column), find_address(returned_row, column)
            ),
        ),
    ]
    grid = setting.compose("n", texts("Who answered"), texts("Responses"), measures)
    setting.page.write_grid(top, grid)
    setting.page.mark_few(answered_row, setting.columns, setting.minimum)
    return answered_row


def count_returned(setting: Setting, scope: Scope) -> str:
    """Count the responses that were asked, workshop by workshop; where some of one were, by the questions' version."""
    summary, parts = setting.summary, list[str]()
    for workshop in summary.workshops:
        if workshop.id in setting.tally.workshops and scope.group_id in ("", workshop.group.id):
            versions = summary.returned[workshop.id]
            asked = [version for version in versions if setting.question.id in summary.asked[version]]
            if asked == list(versions):
                parts.append(setting.responses.count(workshop=workshop.id))
            else:
                parts += (setting.responses.count(workshop=workshop.id, instrument=version) for version in asked)
    return "+".join(parts) or "0"


def divide(count: str, base: str) -> str:
    """Return the formula of a share or mean that is blank where its base is 0."""
    return f'IF({base}=0,"",{count}/{base})'


def describe_bars(
    setting: Setting, title: str, values: Sequence[tuple[str, Number]], say: Callable[[float], str]
) -> str:
    """Describe a bar chart in words: what it shows, over how many, its highest and its lowest."""
    texts, answered = setting.texts, setting.tally.total.answered
    known = [(label, float(value)) for label, value in values if value is not None]
    if not known or not answered:
        return texts("{title}. Nobody has answered yet.", title=title)
    most, least = max(known, key=lambda each: each[1]), min(known, key=lambda each: each[1])
    return texts(
        "{title}. {n} answered. Highest: {most} ({most_figure}); lowest: {least} ({least_figure}).",
        title=title,
        n=answered,
        most=most[0],
        most_figure=say(most[1]),
        least=least[0],
        least_figure=say(least[1]),
    )


def describe_groups(setting: Setting, title: str) -> str:
    """Describe a chart by group in words."""
    groups = ", ".join(f"{scope.label} (n = {scope.figures.answered})" for scope in setting.scopes[1:])
    return setting.texts(
        "{title}. By group: {groups}. The figures stand in the tables below.", title=title, groups=groups
    )
