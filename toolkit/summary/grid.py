"""A question page's tables as values: who is compared (scopes), what is stated (measures), and the cells. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from toolkit.model.tally import Figures, QuestionTally, Summary

Number = int | float | None


@dataclass(frozen=True, kw_only=True)
class Scope:
    """Everyone (an empty group id) or one group, with its figures; a column of every table on a question's page."""

    label: str
    group_id: str
    figures: Figures

    @property
    def criteria(self) -> dict[str, str]:
        """What picks the scope's rows in the table of answers."""
        return {"group_id": self.group_id} if self.group_id else {}


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A cell: its value as computed here, how it is shown, and the formula that gives the same in a spreadsheet.

    `array` marks a formula that must be entered as an array.
    """

    value: str | date | Number
    kind: str = "text"
    formula: str = ""
    array: bool = False


@dataclass(frozen=True, kw_only=True)
class Grid:
    """A table: its Excel name, a title above it, the headers, and rows whose first cell is a label.

    `total` is the column that stands out because it is everyone's; 0 where there is none.
    """

    name: str
    title: str
    headers: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
    total: int = 0


@dataclass(frozen=True, kw_only=True)
class Measure:
    """One row of a table: a label, and for each scope a value and the formula that gives it.

    `formula` also gets the column's number, for formulas that refer to a cell above or below.
    """

    label: str
    kind: str
    value: Callable[[Scope], Number]
    formula: Callable[[Scope, int], str]
    array: bool = False


def list_scopes(summary: Summary, tally: QuestionTally, total: str) -> tuple[Scope, ...]:
    """Return everyone and then each group that was asked, in the plan's order, with labels that differ."""
    groups = [group for group in summary.groups if group.id in tally.groups]
    taken = {total.lower()}
    scopes = [Scope(label=total, group_id="", figures=tally.total)]
    for group in groups:
        label = group.name if group.name.lower() not in taken else f"{group.name} ({group.id})"
        taken.add(label.lower())
        scopes.append(Scope(label=label, group_id=group.id, figures=tally.groups[group.id]))
    return tuple(scopes)


def compose_grid(
    name: str, title: str, first_header: str, scopes: Sequence[Scope], measures: Sequence[Measure], note: str = ""
) -> Grid:
    """Lay measures out as rows and scopes as columns."""
    return Grid(
        name=name,
        title=title,
        headers=(first_header, *(scope.label for scope in scopes)),
        rows=tuple(
            (Cell(value=measure.label), *(_compose_cell(measure, scope, n) for n, scope in enumerate(scopes, 1)))
            for measure in measures
        ),
        note=note,
        total=1,
    )


def _compose_cell(measure: Measure, scope: Scope, column: int) -> Cell:
    return Cell(
        value=measure.value(scope), kind=measure.kind, formula=measure.formula(scope, column), array=measure.array
    )
