"""What the pages of closed questions share: where things stand, rows by choice, shares, the headline. An edge.

A page has its charts on top and its tables below. Charts and shares point to cells of tables further down, so a
table's row is known before it is written.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from toolkit.model.figures import find_share
from toolkit.summary.charts import compose_bars, compose_stacks
from toolkit.summary.formulas import quote_sheet
from toolkit.summary.grid import Cell, Grid, Measure, Number, Scope
from toolkit.summary.page import CHART_ROWS, find_address
from toolkit.summary.question_page import (
    ANSWERED_HEIGHT,
    Headline,
    Setting,
    Stated,
    Written,
    describe_bars,
    describe_groups,
    divide,
    write_answered,
)

CHART_HEIGHT = 336
_GAP = 20


@dataclass(frozen=True, kw_only=True)
class Places:
    """Rows of a page, from 0: the charts, the number who answered, and the title of the first table of figures."""

    charts: int
    answered: int
    tables: int


def place_page(setting: Setting, top: int) -> Places:
    """Leave room for the charts, write who answered, and say where the rest goes."""
    answered_top = top + CHART_ROWS + 1
    answered = write_answered(setting, answered_top)
    return Places(charts=top, answered=answered, tables=answered_top + ANSWERED_HEIGHT)


def find_halves(setting: Setting) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return left edge and width of the two charts that stand side by side; the groups' one gets more room."""
    left = int((setting.page.width - _GAP) * 0.46)
    return (0, left), (left + _GAP, setting.page.width - _GAP - left)


def measure_choices(
    setting: Setting, kind: str, find: Callable[[str, Scope], Number], write: Callable[[str, Scope], str]
) -> list[Measure]:
    """Compose one row for each choice, from functions of a choice's id and a scope."""

    def write_cell(choice_id: str, scope: Scope, column: int) -> str:
        return write(choice_id, scope)

    return [
        Measure(
            label=setting.label(choice.id),
            kind=kind,
            value=partial(find, choice.id),
            formula=partial(write_cell, choice.id),
        )
        for choice in setting.question.choices
    ]


def compose_shares(counts: Sequence[Measure], answered_row: int, counts_top: int) -> list[Measure]:
    """Turn counts, in a table whose title stands at row `counts_top`, into shares of those who answered."""

    def find(measure: Measure, scope: Scope) -> Number:
        return find_share(int(measure.value(scope) or 0), scope.figures.answered)

    def write(row: int, scope: Scope, column: int) -> str:
        return divide(find_address(row, column), find_address(answered_row, column))

    return [
        replace(measure, kind="share", value=partial(find, measure), formula=partial(write, counts_top + 2 + n))
        for n, measure in enumerate(counts)
    ]


def write_tables(setting: Setting, tables: Sequence[tuple[int, Grid]], stated: int) -> tuple[Stated, ...]:
    """Write tables whose title rows are known; shade the groups in the first `stated` ones and state their figures."""
    found: list[Stated] = []
    for number, (top, grid) in enumerate(tables):
        setting.page.write_grid(top, grid)
        if number < stated:
            for at, row in enumerate(grid.rows, top + 2):
                setting.page.shade_row(at, 2, setting.columns)
                found.append(_state_row(setting, grid, row, at))
    return tuple(found)


def _state_row(setting: Setting, grid: Grid, row: Sequence[Cell], at: int) -> Stated:
    cells: dict[str, tuple[str, Number]] = {}
    for column, scope in enumerate(setting.scopes, 1):
        cells[scope.group_id] = (find_address(at, column), _read_number(row[column]))
    return Stated(measure=grid.title, choice=str(row[0].value), kind=row[1].kind, cells=cells)


def draw_everyone(
    setting: Setting, row: int, top: int, grid: Grid, say: Callable[[float], str], *, half: int = 0
) -> None:
    """Draw everyone's figures of a table (its title at row `top`) as bars, or columns for the points of a scale."""
    page, columns = setting.page, setting.question.kind == "scale"
    title = setting.texts("{measure}, everyone", measure=grid.title)
    chart = compose_bars(
        setting.workbook,
        setting.block(top, len(grid.rows)),
        title,
        page.colour,
        page.style.number_format(grid.rows[0][1].kind),
        columns=columns,
    )
    left, width = find_halves(setting)[half]
    page.place_chart(chart, row, left, (width, CHART_HEIGHT), describe_bars(setting, title, list_figures(grid), say))


def draw_groups(setting: Setting, row: int, top: int, grid: Grid) -> None:
    """Draw the groups' figures of a table as full stacks; nothing where there is one group, as that is everyone."""
    if setting.columns < 3:
        return
    page = setting.page
    title = setting.texts("{measure}, by group", measure=grid.title)
    least = 0.04 * (setting.question.total if setting.question.kind == "points" else 1)  # narrower than its label
    chart = compose_stacks(
        setting.workbook,
        setting.block(top, len(grid.rows), groups=True),
        title,
        page.colour,
        f'[<{least}]"";{page.style.number_format(grid.rows[0][1].kind)}',
        ordered=setting.question.kind == "scale",
    )
    left, width = find_halves(setting)[1]
    page.place_chart(chart, row, left, (width, CHART_HEIGHT), describe_groups(setting, title))


def list_figures(grid: Grid) -> list[tuple[str, Number]]:
    """List everyone's figures of a table by their labels."""
    return [(str(row[0].value), _read_number(row[1])) for row in grid.rows]


def _read_number(cell: Cell) -> Number:
    return cell.value if isinstance(cell.value, int | float) else None


def conclude_page(
    setting: Setting, places: Places, stated: tuple[Stated, ...], headline: tuple[int, Grid], *, lowest: bool = False
) -> Written:
    """Say what the page states; its headline is the row of a table with the highest (or lowest) figure of everyone.

    A table without rows (no words yet) gives no headline.
    """
    return Written(
        tally=setting.tally,
        scopes=setting.scopes,
        sheet=setting.page.name,
        answered_row=places.answered,
        stated=stated,
        headline=_compose_headline(setting, *headline, lowest=lowest) if headline[1].rows else None,
    )


def _compose_headline(setting: Setting, top: int, grid: Grid, *, lowest: bool) -> Headline:
    sheet = quote_sheet(setting.page.name)
    first, last = top + 2, top + 1 + len(grid.rows)
    figures = f"{sheet}!{find_address(first, 1, fixed=True)}:{find_address(last, 1, fixed=True)}"
    labels = f"{sheet}!{find_address(first, 0, fixed=True)}:{find_address(last, 0, fixed=True)}"
    known = [(label, value) for label, value in list_figures(grid) if value is not None]
    pick, best = ("MIN", min) if lowest else ("MAX", max)
    label, value = best(known, key=lambda each: each[1]) if known else (None, None)
    none = f"COUNT({figures})=0"
    return Headline(
        label=Cell(
            value=label,
            formula=f'IF({none},"",INDEX({labels},MATCH({pick}({figures}),{figures},0)))',
            kind="general",
        ),
        figure=Cell(value=value, kind=grid.rows[0][1].kind, formula=f'IF({none},"",{pick}({figures}))'),
    )
