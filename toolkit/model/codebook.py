"""Turn the questions asked into the codebook: one variable per item with its codes and missing codes. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from toolkit.model.instrument import Item, compose_items
from toolkit.model.question import Question
from toolkit.model.text import Text


@dataclass(frozen=True, kw_only=True)
class Code:
    """One value that a variable can take and what it means; `id` is the choice's id where it is a choice."""

    value: int
    label: Text
    id: str = ""


@dataclass(frozen=True, kw_only=True)
class Variable:
    """One item as a variable. `label` says what it holds beyond the question's text: the choice; empty for the whole.

    `codes` are the labelled values. Between `low` and `high` every whole number may stand; both 0 for texts.
    A missing answer has no row in the data, so there are no missing codes to mistake for values.
    """

    item: Item
    question: Question
    label: Text
    codes: tuple[Code, ...]


@dataclass(frozen=True, kw_only=True)
class Codebook:
    """Every variable in the order asked."""

    variables: tuple[Variable, ...]


def compose_codebook(questions: Iterable[Question]) -> Codebook:
    """List every item of the questions with its codes."""
    return Codebook(
        variables=tuple(_compose_variable(question, item) for question in questions for item in compose_items(question))
    )


def _compose_variable(question: Question, item: Item) -> Variable:
    labels = {choice.id: choice.text for choice in question.choices}
    return Variable(
        item=item, question=question, label=labels.get(item.choice, Text()), codes=_compose_codes(question, item)
    )


def _compose_codes(question: Question, item: Item) -> tuple[Code, ...]:
    match item.kind:
        case "choice":
            return tuple(Code(value=choice.code, label=choice.text, id=choice.id) for choice in question.choices)
        case "tick":
            return (
                Code(value=0, label=Text(sv="inte markerat", en="not ticked")),
                Code(value=1, label=Text(sv="markerat", en="ticked")),
            )
        case "scale" if question.scale is not None:
            scale = question.scale
            return (Code(value=scale.low_value, label=scale.low), Code(value=scale.high_value, label=scale.high))
        case "rank":
            return (Code(value=1, label=Text(sv="först", en="first")),)
        case "position":
            return _compose_axis_codes(item)
        case _:
            return ()


def _compose_axis_codes(item: Item) -> tuple[Code, ...]:
    if item.axis == "effort":
        low, high = Text(sv="liten insats", en="little effort"), Text(sv="stor insats", en="great effort")
    else:
        low, high = Text(sv="liten effekt", en="little effect"), Text(sv="stor effekt", en="great effect")
    return (Code(value=item.low, label=low), Code(value=item.high, label=high))
