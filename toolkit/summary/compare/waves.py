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

from toolkit.model.comparison import Change, Comparability, Quantity, Span, Wave, WaveComparison
from toolkit.model.question import Question
from toolkit.model.tally import QuestionTally, Summary
from toolkit.model.workshop import Workshop
from toolkit.summary.compare.gaps import Pair, compose_gaps
from toolkit.summary.compare.quantities import add_counts, count_values, find_tally, list_quantities

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
    found: list[tuple[Span, Pair]] = []
    spans: list[Span] = []
    for question, quantities in _measure(summary, more):
        own = _find_spans(summary, question, waves)
        spans += own
        kept = [span for span in own if span.comparability != "question-changed"]
        for quantity, values in quantities:
            found += _pair_waves(quantity, values, kept, minimum)
    gaps = compose_gaps([pair for _, pair in found])
    changes = tuple(
        Change(
            quantity=pair.quantity,
            group=span.group,
            earlier=span.earlier,
            later=span.later,
            gap=gap,
            comparability=span.comparability,
        )
        for (span, pair), gap in zip(found, gaps, strict=True)
    )
    return WaveComparison(waves=waves, spans=tuple(spans), changes=changes, minimum=minimum)


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


def _find_spans(summary: Summary, question: str, waves: Sequence[Wave]) -> list[Span]:
    """Return the first and the latest wave at which each group answered a question, where these are two."""
    tally = find_tally(summary.questions, question)
    answered = {workshop for workshop, figures in tally.workshops.items() if figures.answered}
    spans = []
    for group, several in groupby(waves, key=lambda wave: wave.group):
        own = [wave for wave in several if not answered.isdisjoint(wave.workshops)]
        if len(own) > 1:
            state = judge_comparability(summary, question, own[0], own[-1])
            span = Span(question=question, group=group, earlier=own[0], later=own[-1], comparability=state)
            spans.append(span)
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


def _pair_waves(quantity: Quantity, values: Values, spans: Sequence[Span], minimum: int) -> list[tuple[Span, Pair]]:
    """Pair the two waves of each group and of all groups that met again together, where both hold enough."""
    every = [*spans, _join_spans(spans)] if len(spans) > 1 else spans
    pairs = [
        (span, Pair(quantity=quantity, first=_add(values, span.later), second=_add(values, span.earlier)))
        for span in every
    ]
    return [
        (span, pair)
        for span, pair in pairs
        if sum(pair.first.values()) >= minimum and sum(pair.second.values()) >= minimum
    ]


def _join_spans(spans: Sequence[Span]) -> Span:
    same = all(span.comparability == "same" for span in spans)
    return Span(
        question=spans[0].question,
        group="",
        earlier=_join_waves(1, [span.earlier for span in spans]),
        later=_join_waves(2, [span.later for span in spans]),
        comparability="same" if same else "sheet-changed",
    )


def _join_waves(number: int, waves: Sequence[Wave]) -> Wave:
    labels = sorted({wave.label for wave in waves})
    label = labels[0] if len(labels) == 1 else f"{labels[0]}–{labels[-1]}"
    workshops = tuple(workshop for wave in waves for workshop in wave.workshops)
    return Wave(group="", number=number, label=label, workshops=workshops)


def _add(values: Values, wave: Wave) -> dict[int, int]:
    return add_counts(values[workshop] for workshop in wave.workshops if workshop in values)
