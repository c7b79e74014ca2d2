"""Turn a question into the quantities that are compared, and its counts into one spread of values each. Pure.

Every figure is the mean of whole numbers, so that one set of intervals and tests serves all: a share is the mean of 0
and 1, points left blank by someone who answered are 0, ranks and positions are over those who gave them.
"""

from collections.abc import Iterable, Mapping

from toolkit.model.comparison import Estimate, Quantity, Unit
from toolkit.model.figures import count_choices, count_points_of_scale
from toolkit.model.instrument import Axis, compose_items
from toolkit.model.question import Choice, Question
from toolkit.model.tally import Figures, QuestionTally

_AXES: tuple[Axis, ...] = ("effort", "effect")
_NOTHING: Mapping[str | int, int] = {}


def list_quantities(question: Question) -> tuple[Quantity, ...]:
    """List what is compared of a question, in the order of its choices; nothing of an open question or of words."""
    items = compose_items(question)
    match question.kind:
        case "scale":
            return (Quantity(question=question.id, unit="scale", low=items[0].low, high=items[0].high),)
        case "choice" | "choices":
            return tuple(
                Quantity(question=question.id, unit="share", choice=choice.id, label=choice.text)
                for choice in question.choices
            )
        case "ranking":
            return tuple(_compose(question, choice, 1, items[0].high) for choice in question.choices)
        case "points":
            return tuple(_compose(question, choice, 0, question.total) for choice in question.choices)
        case "quadrant":
            return tuple(
                _compose(question, choice, 1, question.grid, axis) for choice in question.choices for axis in _AXES
            )
        case _:
            return ()


def _compose(question: Question, choice: Choice, low: int, high: int, axis: Axis = "") -> Quantity:
    units: dict[str, Unit] = {"ranking": "rank", "points": "points", "quadrant": "position"}
    return Quantity(
        question=question.id,
        unit=units[question.kind],
        choice=choice.id,
        axis=axis,
        label=choice.text,
        low=low,
        high=high,
    )


def count_values(question: Question, quantity: Quantity, figures: Figures) -> dict[int, int]:
    """Return the values of one quantity: value → how many responses."""
    if quantity.unit == "share":
        chosen = count_choices(question, figures)[quantity.choice]
        return {0: figures.answered - chosen, 1: chosen}
    if quantity.unit == "scale":
        return count_points_of_scale(question, figures)
    name = f"{question.id}.{quantity.choice}" + (f".{quantity.axis}" if quantity.axis else "")
    values = {int(value): number for value, number in figures.values.get(name, _NOTHING).items()}
    if quantity.unit == "points":
        values[0] = values.get(0, 0) + figures.answered - sum(values.values())
    return values


def count_share(figure: Estimate) -> dict[int, int]:
    """Return the counts that a share was made of: how many did not, and how many did."""
    hits = round((figure.value or 0) * figure.n)
    return {0: figure.n - hits, 1: hits}


def add_counts(parts: Iterable[Mapping[int, int]]) -> dict[int, int]:
    """Add up the values of several sets of responses that share none."""
    whole: dict[int, int] = {}
    for part in parts:
        for value, number in part.items():
            whole[value] = whole.get(value, 0) + number
    return whole


def find_tally(tallies: Iterable[QuestionTally], question_id: str) -> QuestionTally:
    """Return the tally of a question that is known to be there."""
    return next(tally for tally in tallies if tally.question.id == question_id)
