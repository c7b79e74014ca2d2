"""Write the page of themes: what each group brings up, as shares with intervals, and what is asked for next. An edge.

Every figure is a formula over the table of codes and the table of responses; a share's interval is Wilson's, also in
the formulas, so that a code changed there moves the figure and its interval.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from statistics import NormalDist

from xlsxwriter.workbook import Workbook

from toolkit.model.analysis import Analysis
from toolkit.model.comparison import Compared, Estimate
from toolkit.summary.answers import name_responses_table
from toolkit.summary.charts import Block, compose_bars
from toolkit.summary.codes import CODER_NAMES, name_codes_table
from toolkit.summary.compare.quantities import count_share
from toolkit.summary.grid import Cell, Grid
from toolkit.summary.page import CHART_ROWS, Heading, Page, find_address, find_column_width, find_shade
from toolkit.summary.question_page import divide
from toolkit.summary.style import NEUTRAL, WHITE
from toolkit.summary.wording import say_share

_LABEL_WIDTH = 40
_LEAST_COLUMNS = 7
_Z = NormalDist().inv_cdf(0.975)
_MOST_BARS = 16


@dataclass(frozen=True, kw_only=True)
class _Matrix:
    """What one block of tables is about: its words, whose rows, and the columns of the data that count them."""

    name: str
    asked: str
    share: str
    number: str
    rows: tuple[Compared, ...]
    groups: Mapping[str, str]
    """Group id → name, everyone first under the empty id."""
    base: str
    """The column of the table of responses that is 1 where one answered."""
    counted: str
    """The column of the table of codes that is 1 the first time a response brings a theme up."""


@dataclass(frozen=True, kw_only=True)
class _Places:
    """Rows of the page, from 0, where figures stand: who answered, and the first theme's shares and counts."""

    base: int
    shares: int
    counts: int


def write_themes(page: Page, workbook: Workbook, heading: Heading, analysis: Analysis, back: str) -> None:
    """Write who answered, the theme × group matrices, the next steps by theme, and the themes themselves."""
    texts, themes = page.texts, analysis.working.themes
    groups = {"": texts("All"), **analysis.names}
    columns = max(len(groups), _LEAST_COLUMNS)
    widths = (_LABEL_WIDTH, *(find_column_width(list(groups.values())) for _ in range(columns)))
    top = page.write_heading(heading, widths, back)
    matrix = _Matrix(
        name=texts("Themes"),
        asked=texts("Who answered an open question that every group was asked"),
        share=texts("Share of them who bring up each theme"),
        number=texts("Number of responses that bring up each theme"),
        rows=_order(themes.rows),
        groups=groups,
        base="open",
        counted="counted",
    )
    places = _find_places(top + CHART_ROWS + 2, matrix)
    row = _write_matrix(page, matrix, places, analysis.method.minimum)
    row = _write_limits(page, row, matrix, places)
    _draw_everyone(page, workbook, top, matrix, places)
    if analysis.step_questions:
        steps = _Matrix(
            name=texts("StepThemes"),
            asked=texts("Who wrote a next step"),
            share=texts("Share of them whose next step is about each theme"),
            number=texts("Number of responses whose next step is about each theme"),
            rows=_order(themes.steps),
            groups=groups,
            base="steps",
            counted="counted_step",
        )
        row = _write_matrix(page, steps, _find_places(row, steps), analysis.method.minimum)
    page.write_grid(row, _compose_book(page, analysis))


def _order(rows: tuple[Compared, ...]) -> tuple[Compared, ...]:
    """Put what most bring up first; what is equal stays in the theme book's order."""
    return tuple(sorted(rows, key=lambda row: -(row.total.value or 0)))


def _find_places(top: int, matrix: _Matrix) -> _Places:
    """Find where figures will stand: a table takes a title, a header, its rows, perhaps a note, and a blank row."""
    shares = top + 6
    return _Places(base=top + 2, shares=shares, counts=shares + len(matrix.rows) + 4)


def _write_matrix(page: Page, matrix: _Matrix, places: _Places, minimum: int) -> int:
    """Write who answered, shares with a colour scale, and counts; returns the next free row."""
    texts, number, last = page.texts, len(matrix.rows), len(matrix.groups)
    page.write_grid(places.base - 2, _compose_base(page, matrix))
    page.mark_few(places.base, last, minimum)

    def write_share(row: int, column: int) -> str:
        return divide(find_address(places.counts + row, column), find_address(places.base, column))

    note = texts("The darker a cell, the larger the share. A theme counts once a response, however often it comes up.")
    shares = _compose(page, matrix, "Share", matrix.share, "share", lambda found: found.value, write_share, note)
    page.write_grid(places.shares - 2, shares)
    scale = {"type": "2_color_scale", "min_type": "num", "min_value": 0}
    scale |= {"min_color": WHITE, "max_color": find_shade(NEUTRAL)}
    page.sheet.conditional_format(places.shares, 2, places.shares + number - 1, last, scale)
    return _write_counts(page, places.counts - 2, matrix)


def _write_limits(page: Page, row: int, matrix: _Matrix, places: _Places) -> int:
    """Write the lower and the upper limits of the shares' intervals."""
    texts = page.texts
    note = texts("Wilson’s interval: the share among many such responses is likely to lie within it.")
    for part, title, find, sign in (
        ("Low", texts("Share, 95 per cent interval: from"), _find_low, -1),
        ("High", texts("Share, 95 per cent interval: to"), _find_high, 1),
    ):
        formula = partial(_write_limit, sign=sign, places=places)
        row = page.write_grid(row, _compose(page, matrix, part, title, "share", find, formula, note))
    return row


def _find_low(estimate: Estimate) -> float | None:
    return estimate.low


def _find_high(estimate: Estimate) -> float | None:
    return estimate.high


def _write_limit(row: int, column: int, *, sign: int, places: _Places) -> str:
    """Return Wilson's limit as a formula over the count and the base."""
    k, n = find_address(places.counts + row, column), find_address(places.base, column)
    edge = f"{k}=0,0" if sign < 0 else f"{k}={n},1"
    middle = f"{k}/{n}+{_Z * _Z}/(2*{n})"
    margin = f"{_Z}*SQRT({k}/{n}*(1-{k}/{n})/{n}+{_Z * _Z}/(4*{n}*{n}))"
    return f'IF({n}=0,"",IF({edge},({middle}{"-" if sign < 0 else "+"}{margin})/(1+{_Z * _Z}/{n})))'


def _compose_base(page: Page, matrix: _Matrix) -> Grid:
    texts, responses = page.texts, name_responses_table(page.texts)
    cells = [
        Cell(
            value=_find(matrix.rows[0], group).n,
            kind="count",
            formula=responses.sum(matrix.base, group_id=group) if group else f"SUM({responses.column(matrix.base)})",
        )
        for group in matrix.groups
    ]
    return Grid(
        name=f"{matrix.name}_n",
        title=matrix.asked,
        headers=(texts("Responses"), *matrix.groups.values()),
        rows=((Cell(value=texts("Answered (n)")), *cells),),
        total=1,
    )


def _write_counts(page: Page, top: int, matrix: _Matrix) -> int:
    codes, groups = name_codes_table(page.texts), tuple(matrix.groups)

    def write(row: int, column: int) -> str:
        group = groups[column - 1]
        scope = {"group_id": group} if group else {}
        return codes.sum(matrix.counted, theme=matrix.rows[row].quantity.theme, **scope)

    return page.write_grid(
        top, _compose(page, matrix, "Count", matrix.number, "count", lambda found: count_share(found)[1], write)
    )


def _compose(
    page: Page,
    matrix: _Matrix,
    part: str,
    title: str,
    kind: str,
    value: Callable[[Estimate], float | None],
    formula: Callable[[int, int], str],
    note: str = "",
) -> Grid:
    """Compose a table of themes by group; `formula` gets the theme's place from 0 and the column's number."""
    rows = tuple(
        (
            Cell(value=row.quantity.label.say(page.texts.language)),
            *(
                Cell(value=value(_find(row, group)), kind=kind, formula=formula(place, column))
                for column, group in enumerate(matrix.groups, 1)
            ),
        )
        for place, row in enumerate(matrix.rows)
    )
    headers = (page.texts("Theme"), *matrix.groups.values())
    return Grid(name=f"{matrix.name}_{part}", title=title, headers=headers, rows=rows, note=note, total=1)


def _find(row: Compared, group: str) -> Estimate:
    return row.groups.get(group, Estimate()) if group else row.total


def _draw_everyone(page: Page, workbook: Workbook, top: int, matrix: _Matrix, places: _Places) -> None:
    """Draw what everyone brings up, most often first."""
    texts, rows = page.texts, matrix.rows[:_MOST_BARS]
    block = Block(
        sheet=page.name,
        top=places.shares,
        bottom=places.shares + len(rows) - 1,
        left=1,
        right=1,
        header=places.shares - 1,
    )
    title = texts("What all groups together bring up")
    chart = compose_bars(workbook, block, title, NEUTRAL, page.style.number_format("share"))
    said = [(row.quantity.label.say(texts.language), row.total.value) for row in rows if row.total.value is not None]
    figures = ", ".join(f"{label} {say_share(value, texts)}" for label, value in said[:6])
    alt = texts("{title}. {n} answered. {figures}.", title=title, n=rows[0].total.n, figures=figures or "–")
    page.place_chart(chart, top, 0, (min(page.width, 900), CHART_ROWS * 20 + 10), alt)


def _compose_book(page: Page, analysis: Analysis) -> Grid:
    """Compose the list of themes: what each is for, and how often a person or the program gave it."""
    texts, language, coding = page.texts, page.texts.language, analysis.coding
    codes = name_codes_table(texts)
    insights = {each.id: f"{each.number}. {each.short.say(language)}" for each in analysis.programme.insights}
    areas = {each.id: each.short.say(language) or each.title.say(language) for each in analysis.programme.areas}
    rows = []
    for row in analysis.working.themes.rows:
        theme_id = row.quantity.theme
        theme = coding.book.theme(theme_id)
        given = coding.by_theme.get(theme_id, ())
        by_people = sum(code.who == "human" for code in given)
        person = texts(CODER_NAMES["human"])
        rows.append(
            (
                Cell(value=row.quantity.label.say(language)),
                Cell(value=len(given), kind="count", formula=codes.count(theme=theme_id)),
                Cell(value=by_people, kind="count", formula=codes.count(theme=theme_id, who=person)),
                Cell(value=insights.get(theme.insight, "") if theme else ""),
                Cell(value=areas.get(theme.area, "") if theme else ""),
                Cell(value=theme_id),
            )
        )
    headers = ("Theme", "Answers coded", "By a person", "Insight", "Area", "Theme’s id")
    return Grid(
        name=texts("ThemeList"),
        title=texts("The themes, and how many answers were coded with each"),
        headers=tuple(texts(header) for header in headers),
        rows=tuple(rows),
    )
