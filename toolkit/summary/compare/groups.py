"""Turn a summary into groups side by side: each one's figures, and its difference from all the others together. Pure.

A group is compared with everyone else, not with each other group in turn: with eight groups that is 8 questions to
chance instead of 28, and the sentence that comes out of it is the one that people want ("KI Nord … , the others …").
Where both sides hold at least `minimum` responses, the comparison is made; what chance allows is judged over all of
them at once (compare/chance.py). A response is taken as one voice, independent of the others.
"""

from collections.abc import Mapping, Sequence

from toolkit.model.comparison import Compared, Difference, Estimate, GroupComparison, Quantity
from toolkit.model.tally import QuestionTally, Summary
from toolkit.summary.compare.gaps import Pair, compose_gaps, estimate
from toolkit.summary.compare.quantities import add_counts, count_values, list_quantities

Measured = tuple[Quantity, Mapping[str, Mapping[int, int]]]
"""A quantity and its values by group id."""


def compare_groups(summary: Summary, minimum: int, more: Sequence[Measured] = ()) -> GroupComparison:
    """Compare every quantity of every closed question over the groups.

    `more` brings other quantities, such as shares of themes.
    """
    measured = [*measure_questions(summary.questions), *more]
    rows = tuple(compose_row(quantity, groups) for quantity, groups in measured)
    pairs = [(group, pair) for quantity, groups in measured for group, pair in _pair_groups(quantity, groups, minimum)]
    gaps = compose_gaps([pair for _, pair in pairs])
    differences = tuple(
        Difference(quantity=pair.quantity, group=group, gap=gap) for (group, pair), gap in zip(pairs, gaps, strict=True)
    )
    return GroupComparison(rows=rows, differences=differences, minimum=minimum)


def measure_questions(tallies: Sequence[QuestionTally]) -> list[Measured]:
    """List every quantity of the closed questions with its values by group."""
    return [
        (
            quantity,
            {group: count_values(tally.question, quantity, figures) for group, figures in tally.groups.items()},
        )
        for tally in tallies
        for quantity in list_quantities(tally.question)
    ]


def compose_row(quantity: Quantity, groups: Mapping[str, Mapping[int, int]]) -> Compared:
    """Put the figures of everyone and of each group side by side."""
    estimates: dict[str, Estimate] = {group: estimate(quantity, counts) for group, counts in groups.items()}
    return Compared(quantity=quantity, total=estimate(quantity, add_counts(groups.values())), groups=estimates)


def _pair_groups(quantity: Quantity, groups: Mapping[str, Mapping[int, int]], minimum: int) -> list[tuple[str, Pair]]:
    """Pair each group with the others; where there are two groups one pair says it all."""
    answered = {group: counts for group, counts in groups.items() if any(counts.values())}
    found = []
    for group, counts in list(answered.items())[: 1 if len(answered) == 2 else None]:
        others = add_counts(other for name, other in answered.items() if name != group)
        if sum(counts.values()) >= minimum and sum(others.values()) >= minimum:
            found.append((group, Pair(quantity=quantity, first=counts, second=others)))
    return found
