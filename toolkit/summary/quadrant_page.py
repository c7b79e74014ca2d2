"""Write the page of a quadrant: where the choices were placed by effort and effect. An edge."""

from functools import partial

from toolkit.model.figures import describe_position
from toolkit.summary.charts import Spot, compose_quadrant
from toolkit.summary.closed_page import measure_choices, place_page, write_tables
from toolkit.summary.grid import Grid, Number, Scope
from toolkit.summary.page import CHART_ROWS
from toolkit.summary.question_page import Setting, Written
from toolkit.summary.wording import say_mean

_MORE_ROWS = 7
"""A field needs more height than bars do."""
_CHART = (1000, 20 * (CHART_ROWS + _MORE_ROWS) - 4)


def write_quadrant_page(setting: Setting, top: int) -> Written:
    """Write mean effort, mean effect and how many placed each choice, and the field with everyone's means."""
    rows = len(setting.question.choices)
    places = place_page(setting, top + _MORE_ROWS)
    efforts, effects, placed = compose_quadrant_grids(setting)
    effects_top = places.tables + rows + 3
    grids = [(places.tables, efforts), (effects_top, effects), (effects_top + rows + 4, placed)]
    stated = write_tables(setting, grids, stated=2)
    spots = [
        Spot(name=(places.tables + 2 + n, 0), x=(places.tables + 2 + n, 1), y=(effects_top + 2 + n, 1))
        for n in range(rows)
    ]
    texts, page = setting.texts, setting.page
    titles = (texts("Effort and effect, everyone's means"), texts("Effort →"), texts("Effect →"))
    chart = compose_quadrant(setting.workbook, page.name, spots, titles, page.colour, setting.question.grid)
    page.place_chart(chart, top, 0, _CHART, _describe_field(setting, titles[0]))
    return Written(
        tally=setting.tally,
        scopes=setting.scopes,
        sheet=page.name,
        answered_row=places.answered,
        stated=stated,
        headline=None,
    )


def compose_quadrant_grids(setting: Setting) -> tuple[Grid, Grid, Grid]:
    """Compose the tables of efforts, effects and numbers placed."""
    question, texts, answers = setting.question, setting.texts, setting.answers

    def find(axis: str, choice_id: str, scope: Scope) -> Number:
        return describe_position(question, choice_id, axis, scope.figures).mean

    def write(axis: str, choice_id: str, scope: Scope) -> str:
        return answers.mean("value", item=f"{question.id}.{choice_id}.{axis}", **scope.criteria)

    def count(choice_id: str, scope: Scope) -> Number:
        return describe_position(question, choice_id, "effect", scope.figures).n

    def write_number(choice_id: str, scope: Scope) -> str:
        return answers.count(item=f"{question.id}.{choice_id}.effect", **scope.criteria)

    efforts = measure_choices(setting, "mean", partial(find, "effort"), partial(write, "effort"))
    effects = measure_choices(setting, "mean", partial(find, "effect"), partial(write, "effect"))
    placed = measure_choices(setting, "count", count, write_number)
    note = texts("From 1 (little) to {grid} (great). Means over those who placed the choice.", grid=question.grid)
    return (
        setting.compose("effort", texts("Mean effort"), texts("Choice"), efforts),
        setting.compose("effect", texts("Mean effect"), texts("Choice"), effects, note),
        setting.compose("placed", texts("Number who placed it"), texts("Choice"), placed),
    )


def _describe_field(setting: Setting, title: str) -> str:
    """Describe the field in words: where each choice stands."""
    texts, figures = setting.texts, setting.tally.total
    said = []
    for choice in setting.question.choices:
        effort = describe_position(setting.question, choice.id, "effort", figures).mean
        effect = describe_position(setting.question, choice.id, "effect", figures).mean
        if effort is not None and effect is not None:
            label = choice.text.say(texts.language)
            said.append(f"{label} ({say_mean(effort, texts)}; {say_mean(effect, texts)})")
    if not said:
        return texts("{title}. Nobody has answered yet.", title=title)
    return texts("{title}. Effort and effect of each: {places}.", title=title, places=", ".join(said))
