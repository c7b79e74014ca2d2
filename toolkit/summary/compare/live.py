"""Compose the live formulas of a compared figure: its base and its sum over the table of answers. Pure.

`n` and `total` of a quantity are written as COUNTIFS and SUMIFS over some rows, so that a figure is total / n in a
spreadsheet as it is here.
"""

from collections.abc import Sequence

from toolkit.model.comparison import Quantity
from toolkit.model.question import Question
from toolkit.summary.formulas import Table

Rows = Sequence[dict[str, str]]
"""Criteria of rows of the table, such as a group's, or a wave's workshops one by one; their counts are added up."""


def find_item(quantity: Quantity, question: Question) -> str:
    """Return the name of the item that holds a quantity's values."""
    if question.kind in ("scale", "choice"):
        return question.id
    return ".".join(filter(None, (question.id, quantity.choice, quantity.axis)))


def write_base(answers: Table, quantity: Quantity, question: Question, rows: Rows) -> str:
    """Count the responses that a figure is taken over."""
    if quantity.unit in ("rank", "position"):
        item = find_item(quantity, question)
        return _add([answers.count(item=item, **row) for row in rows])
    return _add([answers.sum("answered", question=question.id, **row) for row in rows])


def write_total(answers: Table, quantity: Quantity, question: Question, rows: Rows) -> str:
    """Add up a figure's values."""
    item = find_item(quantity, question)
    if question.kind == "choice":
        return _add([answers.count(item=item, choice=quantity.choice, **row) for row in rows])
    return _add([answers.sum("value", item=item, **row) for row in rows])


def _add(parts: Sequence[str]) -> str:
    return "+".join(parts) or "0"
