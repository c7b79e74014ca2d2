"""Write the page of a ranking: mean rank, first places, and how many ranked each choice. An edge."""

from functools import partial

from toolkit.model.figures import count_first_places, describe_ranks
from toolkit.summary.closed_page import (
    conclude_page,
    draw_everyone,
    measure_choices,
    place_page,
    write_tables,
)
from toolkit.summary.grid import Grid, Scope
from toolkit.summary.question_page import Setting, Written
from toolkit.summary.wording import say_count, say_mean


def write_ranking_page(setting: Setting, top: int) -> Written:
    """Write three tables and two charts: how high each choice stands, and how often it comes first."""
    texts, rows = setting.texts, len(setting.question.choices)
    places = place_page(setting, top)
    means, firsts, ranked = compose_ranking(setting)
    firsts_top = places.tables + rows + 4
    grids = [(places.tables, means), (firsts_top, firsts), (firsts_top + rows + 3, ranked)]
    stated = write_tables(setting, grids, stated=2)
    draw_everyone(setting, places.charts, places.tables, means, partial(say_mean, texts=texts))
    draw_everyone(setting, places.charts, firsts_top, firsts, partial(say_count, texts=texts), half=1)
    return conclude_page(setting, places, stated, (places.tables, means), lowest=True)


def compose_ranking(setting: Setting) -> tuple[Grid, Grid, Grid]:
    """Compose the tables of mean ranks, first places, and numbers who ranked."""
    question, texts, answers = setting.question, setting.texts, setting.answers

    def name(choice_id: str) -> str:
        return f"{question.id}.{choice_id}"

    def write_mean(choice_id: str, scope: Scope) -> str:
        return answers.mean("value", item=name(choice_id), **scope.criteria)

    def write_first(choice_id: str, scope: Scope) -> str:
        return answers.count(item=name(choice_id), value=1, **scope.criteria)

    def write_number(choice_id: str, scope: Scope) -> str:
        return answers.count(item=name(choice_id), **scope.criteria)

    means = measure_choices(setting, "mean", lambda each, s: describe_ranks(question, each, s.figures).mean, write_mean)
    firsts = measure_choices(
        setting, "count", lambda each, s: count_first_places(question, each, s.figures), write_first
    )
    ranked = measure_choices(
        setting, "count", lambda each, s: describe_ranks(question, each, s.figures).n, write_number
    )
    note = texts("1 is first, so the lowest mean rank stands highest. Over those who ranked the choice.")
    return (
        setting.compose("rank", texts("Mean rank"), texts("Choice"), means, note),
        setting.compose("first", texts("First places"), texts("Choice"), firsts),
        setting.compose("ranked", texts("Number who ranked it"), texts("Choice"), ranked),
    )
