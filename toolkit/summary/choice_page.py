"""Write the page of a question with one choice, or several choices, a person: shares and counts. An edge."""

from functools import partial

from toolkit.model.figures import count_choices
from toolkit.summary.closed_page import (
    compose_shares,
    conclude_page,
    draw_everyone,
    draw_groups,
    measure_choices,
    place_page,
    write_tables,
)
from toolkit.summary.grid import Scope
from toolkit.summary.question_page import Setting, Written
from toolkit.summary.wording import say_share


def write_choice_page(setting: Setting, top: int) -> Written:
    """Write shares and counts of each choice; where several may be ticked the groups are compared in the table only."""
    question, texts = setting.question, setting.texts
    several = question.kind == "choices"
    places = place_page(setting, top)
    counts_top = places.tables + len(question.choices) + 3

    def find(choice_id: str, scope: Scope) -> int:
        return count_choices(question, scope.figures)[choice_id]

    def write(choice_id: str, scope: Scope) -> str:
        if several:
            return setting.answers.count(item=f"{question.id}.{choice_id}", value=1, **scope.criteria)
        return setting.answers.count(question=question.id, choice=choice_id, **scope.criteria)

    counts = measure_choices(setting, "count", find, write)
    shares = compose_shares(counts, places.answered, counts_top)
    note = texts("Several choices could be ticked, so the shares may add up to more than 100%.") if several else ""
    share_grid = setting.compose("share", texts("Share of those who answered"), texts("Choice"), shares)
    count_grid = setting.compose("count", texts("Number who chose it"), texts("Choice"), counts, note)
    stated = write_tables(setting, [(places.tables, share_grid), (counts_top, count_grid)], stated=1)
    draw_everyone(setting, places.charts, places.tables, share_grid, partial(say_share, texts=texts))
    if not several:
        draw_groups(setting, places.charts, places.tables, share_grid)
    return conclude_page(setting, places, stated, (places.tables, share_grid))
