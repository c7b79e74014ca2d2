"""Turn a summary into waves and what has changed between them: the same question to the same group, later. Pure.

A wave is one time that a group met. Workshops of a group that lie close together (a Swedish and an English one the
same month) are one wave; a new one begins after a pause of more than 120 days. Where the groups' file has a column
`wave` (or `omgång`), that decides. Workshops without a date, unless they name their wave, are in none.

A change is the group's latest wave against its first. Who answered then and who answers now is not known (responses
are anonymous), so the two are taken as different people; where they are the same ones, chance is overstated rather
than understated. A question whose items no longer hold what was answered then is not compared.
"""

from collections.abc import Mapping, Sequence
from itertools import groupby

from toolkit.model.comparison import Change, Comparability, Quantity, Wave, WaveComparison
from toolkit.model.question import Question
from toolkit.model.tally import QuestionTally, Summary, add_figures
from toolkit.model.workshop import Workshop
from toolkit.summary.compare.gaps import Pair, compose_gaps
from toolkit.summary.compare.quantities import add_counts, count_values, list_quantities

PAUSE_DAYS = 120
WAVE_COLUMNS = ("wave", "omgång", "omgang")

Values = Mapping[str, Mapping[int, int]]
"""A quantity's values by workshop id."""


def find_waves(workshops: Sequence[Workshop]) -> tuple[Wave, ...]:
    """Return the waves of every group, groups in the plan's order, waves by date (or as the column names them)."""
    groups = dict.fromkeys(workshop.group.id for workshop in workshops)
    return tuple(
        wave for group in groups for wave in _find_group_waves([each for each in workshops if each.group.id == group])
    )


def compare_waves(summary: Summary, minimum: int, more: Sequence[tuple[Quantity, Values]] = ()) -> WaveComparison:
    """Compare each group's latest wave with its first, and all groups that met again, in every closed question.

    `more` brings other quantities by workshop, such as shares of themes.
    """
    waves = find_waves(summary.workshops)
    spans = _find_spans(waves, summary)
    found: list[tuple[str, Wave, Wave, Comparability, Pair]] = []
    not_comparable: list[tuple[str, str]] = []
    for question, quantities in _measure(summary, more):
        kept = {}
        for group, (earlier, later) in spans.items():
            state = judge_comparability(summary, question, earlier, later)
            if state == "question-changed":
                not_comparable.append((question, group))
            else:
                kept[group] = (earlier, later, state)
        for quantity, values in quantities:
            found += _pair_waves(quantity, values, kept, minimum)
    gaps = compose_gaps([pair for *_, pair in found])
    changes = tuple(
        Change(
            quantity=pair.quantity,
            group=group,
            earlier=earlier.label,
            later=later.label,
            gap=gap,
            comparability=state,
        )
        for (group, earlier, later, state, pair), gap in zip(found, gaps, strict=True)
    )
    return WaveComparison(waves=waves, changes=changes, minimum=minimum, not_comparable=tuple(not_comparable))


def judge_comparability(summary: Summary, question_id: str, earlier: Wave, later: Wave) -> Comparability:
    """Tell whether a question was asked in the same way: by its left-out answers, then by the sheets' versions."""
    workshops = {*earlier.workshops, *later.workshops}
    if any(
        left.workshop in workshops
        and left.reason in ("invalid-value", "unknown-item")
        and left.item.partition(".")[0] == question_id
        for left in summary.left_out
    ):
        return "question-changed"
    versions = {
        counted.response.instrument == summary.instruments[counted.workshop.id].version
        for counted in summary.responses
        if counted.workshop.id in workshops
    }
    return "same" if versions <= {True} else "sheet-changed"


def _find_group_waves(workshops: Sequence[Workshop]) -> list[Wave]:
    named = {workshop.id: _find_name(workshop) for workshop in workshops}
    known = [each for each in workshops if each.date is not None or named[each.id]]
    ordered = sorted(known, key=lambda each: (each.date is None, each.date.toordinal() if each.date else 0))
    piles: list[list[Workshop]] = []
    for workshop in ordered:
        pile = next((pile for pile in piles if named[workshop.id] and named[pile[0].id] == named[workshop.id]), None)
        if pile is None and not named[workshop.id] and piles and not named[piles[-1][0].id]:
            last, day = piles[-1][-1].date, workshop.date
            pile = piles[-1] if last and day and (day - last).days <= PAUSE_DAYS else None
        if pile is None:
            piles.append([workshop])
        else:
            pile.append(workshop)
    labels = [named[pile[0].id] or str(pile[0].date.year if pile[0].date else "") for pile in piles]
    return [
        Wave(
            group=pile[0].group.id,
            number=number,
            # Two waves of one year need the month to be told apart.
            label=label if labels.count(label) == 1 else f"{pile[0].date:%Y-%m}" if pile[0].date else label,
            workshops=tuple(workshop.id for workshop in pile),
        )
        for number, (pile, label) in enumerate(zip(piles, labels, strict=True), 1)
    ]


def _find_name(workshop: Workshop) -> str:
    extra = {key.lower(): value for key, value in workshop.group.extra.items()}
    return next((extra[column] for column in WAVE_COLUMNS if extra.get(column)), "")


def _find_spans(waves: Sequence[Wave], summary: Summary) -> dict[str, tuple[Wave, Wave]]:
    """Map each group that met again to its first and its latest wave that has responses."""
    met = {counted.workshop.id for counted in summary.responses}
    spans = {}
    for group, several in groupby(waves, key=lambda wave: wave.group):
        answered = [wave for wave in several if not met.isdisjoint(wave.workshops)]
        if len(answered) > 1:
            spans[group] = (answered[0], answered[-1])
    return spans


def _measure(
    summary: Summary, more: Sequence[tuple[Quantity, Values]]
) -> list[tuple[str, list[tuple[Quantity, Values]]]]:
    """List every question with its quantities and their values by workshop."""
    listed = [(tally.question.id, _measure_question(tally.question, tally)) for tally in summary.questions]
    for quantity, values in more:
        next(quantities for question, quantities in listed if question == quantity.question).append((quantity, values))
    return [(question, quantities) for question, quantities in listed if quantities]


def _measure_question(question: Question, tally: QuestionTally) -> list[tuple[Quantity, Values]]:
    return [
        (
            quantity,
            {workshop: count_values(question, quantity, figures) for workshop, figures in tally.workshops.items()},
        )
        for quantity in list_quantities(question)
    ]


def _pair_waves(
    quantity: Quantity,
    values: Values,
    spans: Mapping[str, tuple[Wave, Wave, Comparability]],
    minimum: int,
) -> list[tuple[str, Wave, Wave, Comparability, Pair]]:
    """Pair the two waves of each group that is large enough both times, and of all such groups together."""
    found = []
    for group, (earlier, later, state) in spans.items():
        first, second = _add(values, later), _add(values, earlier)
        if sum(first.values()) >= minimum and sum(second.values()) >= minimum:
            found.append((group, earlier, later, state, Pair(quantity=quantity, first=first, second=second)))
    if len(found) > 1:
        found.append(_join_groups(quantity, found))
    return found


def _join_groups(
    quantity: Quantity, found: Sequence[tuple[str, Wave, Wave, Comparability, Pair]]
) -> tuple[str, Wave, Wave, Comparability, Pair]:
    states = {state for _, _, _, state, _ in found}
    first = add_counts(pair.first for *_, pair in found)
    second = add_counts(pair.second for *_, pair in found)
    earlier, later = _name_span([each[1] for each in found]), _name_span([each[2] for each in found])
    state: Comparability = "same" if states == {"same"} else "sheet-changed"
    return "", earlier, later, state, Pair(quantity=quantity, first=first, second=second)


def _name_span(waves: Sequence[Wave]) -> Wave:
    labels = sorted({wave.label for wave in waves})
    label = labels[0] if len(labels) == 1 else f"{labels[0]}–{labels[-1]}"
    workshops = tuple(workshop for wave in waves for workshop in wave.workshops)
    return Wave(group="", number=waves[0].number, label=label, workshops=workshops)


def _add(values: Values, wave: Wave) -> dict[int, int]:
    return add_counts(values[workshop] for workshop in wave.workshops if workshop in values)


def list_wave_figures(tally: QuestionTally, wave: Wave) -> tuple[int, int]:
    """Return the responses and the answers of a wave to one question."""
    figures = add_figures(tally.workshops[workshop] for workshop in wave.workshops if workshop in tally.workshops)
    return figures.responses, figures.answered
