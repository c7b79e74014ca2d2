"""A plan and its store → what each workshop's answers look like, question by question, in a deck that is passed on.

As a room is shown them, but with care: a workshop whose group met once more with only a few has no results of its own,
for beside the group's published figures they would tell of those few; and a word that may tell who somebody is is left
out.
"""

from collections.abc import Mapping
from dataclasses import replace

from toolkit.commands.analysis import read_kept, read_names, tally_kept
from toolkit.commands.plan import Plan
from toolkit.model.results import Results, compose_results
from toolkit.model.tally import Figures, QuestionTally
from toolkit.summary.care.personal import Names, find_personal


def compose_all_results(plan: Plan, database: str | None) -> dict[str, dict[str, Results]]:
    """Return workshop id → question id → results of every question that is counted; hidden answers are left out."""
    kept = read_kept(plan, database)
    summary = tally_kept(plan, kept)
    groups = {workshop.id: workshop.group.id for workshop in summary.workshops}
    names = read_names(plan)
    found: dict[str, dict[str, Results]] = {workshop.id: {} for workshop in summary.workshops}
    for tally in summary.questions:
        if tally.question.kind != "text":
            for workshop in find_shown(tally, groups, plan.programme.min_group):
                figures = tally.workshops[workshop]
                shown = _leave_out_personal(figures, names) if tally.question.kind == "words" else figures
                found[workshop][tally.question.id] = compose_results(tally.question, shown)
    return found


def find_shown(tally: QuestionTally, groups: Mapping[str, str], minimum: int) -> list[str]:
    """Return the workshops whose figures do not give away those of fewer than `minimum` others of their group."""
    answered = {group: figures.answered for group, figures in tally.groups.items()}
    return [
        workshop
        for workshop, figures in tally.workshops.items()
        if not (figures.answered and 0 < answered[groups[workshop]] - figures.answered < minimum)
    ]


def _leave_out_personal(figures: Figures, names: Names) -> Figures:
    values = {
        item: {word: number for word, number in counts.items() if not find_personal(str(word), names)}
        for item, counts in figures.values.items()
    }
    return replace(figures, values=values)
