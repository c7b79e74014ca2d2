"""Write the page of a question that distributes points: mean and spread for each choice. An edge."""

import math

from toolkit.model.figures import describe_points
from toolkit.summary.charts import compose_bars
from toolkit.summary.closed_page import (
    CHART_HEIGHT,
    Places,
    conclude_page,
    draw_groups,
    find_halves,
    list_figures,
    measure_choices,
    place_page,
    write_tables,
)
from toolkit.summary.grid import Grid, Measure, Scope
from toolkit.summary.page import find_address
from toolkit.summary.question_page import Setting, Written, describe_bars, divide
from toolkit.summary.wording import say_mean


def write_points_page(setting: Setting, top: int) -> Written:
    """Write mean points and standard deviations; who answered and left a choice blank gave it 0."""
    question, texts = setting.question, setting.texts
    places = place_page(setting, top)
    deviations_top = places.tables + len(question.choices) + 4
    note = texts(
        "Each distributed {total} points; a choice left blank got 0. Error bars: one standard deviation.",
        total=question.total,
    )
    means = setting.compose("points", texts("Mean points"), texts("Choice"), _compose_means(setting, places), note)
    spread = _compose_deviations(setting, places)
    deviations = setting.compose("spread", texts("Standard deviation of points"), texts("Choice"), spread)
    stated = write_tables(setting, [(places.tables, means), (deviations_top, deviations)], stated=1)
    _draw_means(setting, places, means, deviations, deviations_top)
    draw_groups(setting, places.charts, places.tables, means)
    return conclude_page(setting, places, stated, (places.tables, means))


def _compose_means(setting: Setting, places: Places) -> list[Measure]:
    question, answers = setting.question, setting.answers

    def write(choice_id: str, scope: Scope) -> str:
        answered = find_address(places.answered, setting.scopes.index(scope) + 1)
        return divide(answers.sum("value", item=f"{question.id}.{choice_id}", **scope.criteria), answered)

    return measure_choices(setting, "mean", lambda each, s: describe_points(question, each, s.figures).mean, write)


def _compose_deviations(setting: Setting, places: Places) -> list[Measure]:
    """Compose √((Σx² − n·mean²) / (n − 1)): the sample's standard deviation, where a blank counts as 0."""
    question, answers = setting.question, setting.answers
    rows = {choice.id: places.tables + 2 + n for n, choice in enumerate(question.choices)}

    def write(choice_id: str, scope: Scope) -> str:
        column = setting.scopes.index(scope) + 1
        n, mean = find_address(places.answered, column), find_address(rows[choice_id], column)
        chosen = answers.condition(item=f"{question.id}.{choice_id}", **scope.criteria)
        chosen = f"--{chosen}" if "*" not in chosen else chosen
        squares = f"SUMPRODUCT({chosen},{answers.column('value')},{answers.column('value')})"
        return f'IF({n}<2,"",SQRT(MAX(0,{squares}-{n}*{mean}^2)/({n}-1)))'

    return measure_choices(setting, "mean", lambda each, s: describe_points(question, each, s.figures).deviation, write)


def _find_reach(means: Grid, deviations: Grid) -> float:
    """Return an axis's end, in whole tens, beyond the longest bar with its error bar; programs see only the bar."""
    pairs = zip(list_figures(means), list_figures(deviations), strict=True)
    return max(10 * math.ceil(((mean or 0) + (deviation or 0)) / 10 + 0.1) for (_, mean), (_, deviation) in pairs)


def _draw_means(setting: Setting, places: Places, means: Grid, deviations: Grid, deviations_top: int) -> None:
    page, texts = setting.page, setting.texts
    title = texts("Mean points and spread, everyone")
    chart = compose_bars(
        setting.workbook,
        setting.block(places.tables, len(means.rows)),
        title,
        page.colour,
        page.style.number_format("mean"),
        highest=_find_reach(means, deviations),
        deviations=setting.block(deviations_top, len(means.rows)).column(1),
    )
    said = describe_bars(setting, title, list_figures(means), lambda value: say_mean(value, texts))
    left, width = find_halves(setting)[0]
    page.place_chart(chart, places.charts, left, (width, CHART_HEIGHT), said)
