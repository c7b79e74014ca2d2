"""Write the page of a rating scale: mean, median, spread and distribution. An edge."""

from functools import partial

from toolkit.model.figures import count_points_of_scale, describe_scale
from toolkit.model.spread import Spread
from toolkit.summary.closed_page import (
    Places,
    compose_shares,
    draw_everyone,
    draw_groups,
    place_page,
    write_tables,
)
from toolkit.summary.formulas import quote_sheet
from toolkit.summary.grid import Cell, Measure, Number, Scope
from toolkit.summary.page import find_address
from toolkit.summary.question_page import Headline, Setting, Stated, Written
from toolkit.summary.wording import say_share


def write_scale_page(setting: Setting, top: int) -> Written:
    """Write the statistics, the share and the number of each point."""
    texts = setting.texts
    places = place_page(setting, top)
    statistics = compose_statistics(setting)
    counts = count_points(setting)
    shares_top = places.tables + len(statistics) + 4
    counts_top = shares_top + len(counts) + 3
    shares = compose_shares(counts, places.answered, counts_top)
    note = texts("Standard deviation of a sample; quartiles by linear interpolation, as Excel's QUARTILE.INC.")
    share_grid = setting.compose("share", texts("Share of those who answered"), texts("Point"), shares)
    grids = [
        (places.tables, setting.compose("stat", texts("Mean and spread"), texts("Measure"), statistics, note)),
        (shares_top, share_grid),
        (counts_top, setting.compose("count", texts("Number who chose it"), texts("Point"), counts)),
    ]
    stated = write_tables(setting, grids, stated=1)[:3]
    draw_everyone(setting, places.charts, shares_top, share_grid, partial(say_share, texts=texts))
    draw_groups(setting, places.charts, shares_top, share_grid)
    return _conclude(setting, places, stated)


def _conclude(setting: Setting, places: Places, stated: tuple[Stated, ...]) -> Written:
    address = f"{quote_sheet(setting.page.name)}!{find_address(places.tables + 2, 1, fixed=True)}"
    mean = describe_scale(setting.question, setting.tally.total).mean
    return Written(
        tally=setting.tally,
        scopes=setting.scopes,
        sheet=setting.page.name,
        answered_row=places.answered,
        stated=stated,
        headline=Headline(
            label=Cell(value=setting.texts("Mean"), kind="general"),
            figure=Cell(value=mean, kind="mean", formula=f'IF({address}="","",{address})'),
        ),
    )


def count_points(setting: Setting) -> list[Measure]:
    """Compose one row for each point of the scale, the lowest first."""
    question = setting.question

    def find(point: int, scope: Scope) -> Number:
        return count_points_of_scale(question, scope.figures)[point]

    def write(point: int, scope: Scope, column: int) -> str:
        return setting.answers.count(question=question.id, value=point, **scope.criteria)

    return [
        Measure(
            label=_label_point(setting, point), kind="count", value=partial(find, point), formula=partial(write, point)
        )
        for point in count_points_of_scale(question, setting.tally.total)
    ]


def _label_point(setting: Setting, point: int) -> str:
    scale = setting.question.scale
    ends = {scale.low_value: scale.low, scale.high_value: scale.high} if scale else {}
    said = ends[point].say(setting.texts.language) if point in ends else ""
    return f"{point} – {said}" if said else str(point)


def compose_statistics(setting: Setting) -> list[Measure]:
    """Compose the rows of mean, median and spread, as array formulas over the answers' values."""
    question, texts = setting.question, setting.texts
    values = setting.answers.column("value")

    def find(field: str, scope: Scope) -> Number:
        spread: Spread = describe_scale(question, scope.figures)
        value: Number = getattr(spread, field)
        return value

    def write(function: str, scope: Scope, column: int) -> str:
        chosen = f"IF({setting.answers.condition(question=question.id, **scope.criteria)},{values})"
        return f'IFERROR({function.format(chosen)},"")'

    rows = [
        (texts("Mean"), "mean", "AVERAGE({})"),
        (texts("Median"), "median", "MEDIAN({})"),
        (texts("Standard deviation"), "deviation", "STDEV({})"),
        (texts("Lower quartile"), "low_quartile", "QUARTILE({},1)"),
        (texts("Upper quartile"), "high_quartile", "QUARTILE({},3)"),
    ]
    return [
        Measure(label=label, kind="mean", value=partial(find, field), formula=partial(write, function), array=True)
        for label, field, function in rows
    ]
