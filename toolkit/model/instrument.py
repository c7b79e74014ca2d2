"""Turn the question bank and a workshop into the instrument asked there: questions in order, items, a version. Pure.

An item is one answerable line, and one column in a response sheet. Item names by kind of question:

    text, choice, scale    QUESTION
    words                  QUESTION.1 … QUESTION.n
    choices (ticks)        QUESTION.CHOICE     1 ticked, 0 or blank not
    ranking (ranks)        QUESTION.CHOICE     1 is first
    points                 QUESTION.CHOICE     0–total
    quadrant (positions)   QUESTION.CHOICE.effort and QUESTION.CHOICE.effect     1–grid
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from typing import Literal

from toolkit.model.question import Choice, Question
from toolkit.model.workshop import Workshop

ItemKind = Literal["text", "word", "choice", "tick", "scale", "rank", "points", "position"]
Axis = Literal["", "effort", "effect"]


@dataclass(frozen=True, kw_only=True)
class Item:
    """One answerable line of a question. Numbers run from `low` to `high`; texts have at most `max_length`.

    `choice` is a choice id or empty; a `choice` item's answer is one of `choices` (choice ids, in code order).
    """

    name: str
    question: str
    kind: ItemKind
    choice: str = ""
    axis: Axis = ""
    low: int = 0
    high: int = 0
    max_length: int = 0
    choices: tuple[str, ...] = ()

    @property
    def numeric(self) -> bool:
        """Whether the answer is a whole number."""
        return self.kind in ("tick", "scale", "rank", "points", "position")


@dataclass(frozen=True, kw_only=True)
class Instrument:
    """The ordered questions asked at one workshop and their items; equal content has an equal version."""

    programme: str
    workshop: str
    version: str
    questions: tuple[Question, ...]
    items: tuple[Item, ...]

    def question(self, question_id: str) -> Question | None:
        """Return the question with an id, or None where this workshop is not asked it."""
        return next((question for question in self.questions if question.id == question_id), None)

    def items_of(self, question_id: str) -> tuple[Item, ...]:
        """Return a question's items in order."""
        return tuple(item for item in self.items if item.question == question_id)


def compose_instrument(programme_id: str, workshop: Workshop, bank: Sequence[Question]) -> Instrument:
    """Take the questions of the bank that the workshop's group is asked, in the bank's order."""
    questions = tuple(question for question in bank if question.audience.includes(workshop) and not question.retired)
    return compose_asked_instrument(programme_id, workshop.id, compose_version(questions), questions)


def add_retired(instrument: Instrument, bank: Sequence[Question]) -> Instrument:
    """Return what an old sheet of a workshop may still answer: all that is asked, and the questions since retired.

    Nobody has to answer those. The version stays that of what is asked.
    """
    retired = tuple(replace(question, required=False) for question in bank if question.retired)
    questions = (*instrument.questions, *retired)
    return compose_asked_instrument(instrument.programme, instrument.workshop, instrument.version, questions)


def compose_asked_instrument(
    programme_id: str, workshop_id: str, version: str, questions: tuple[Question, ...]
) -> Instrument:
    """Return the instrument that asks these questions, under a version that is known already."""
    items = tuple(item for question in questions for item in compose_items(question))
    return Instrument(programme=programme_id, workshop=workshop_id, version=version, questions=questions, items=items)


def compose_items(question: Question) -> tuple[Item, ...]:
    """List the items of one question, in the order of a response sheet's columns."""
    match question.kind:
        case "text":
            return (Item(name=question.id, question=question.id, kind="text", max_length=question.max_length),)
        case "words":
            return tuple(_compose_word(question, number) for number in range(1, question.max_words + 1))
        case "choice":
            ids = tuple(choice.id for choice in question.choices)
            return (Item(name=question.id, question=question.id, kind="choice", choices=ids),)
        case "scale":
            low, high = (question.scale.low_value, question.scale.high_value) if question.scale else (1, 5)
            return (Item(name=question.id, question=question.id, kind="scale", low=low, high=high),)
        case "choices":
            return tuple(_compose_choice_item(question, choice, "tick", 0, 1) for choice in question.choices)
        case "ranking":
            last = question.max_choices or len(question.choices)
            return tuple(_compose_choice_item(question, choice, "rank", 1, last) for choice in question.choices)
        case "points":
            return tuple(
                _compose_choice_item(question, choice, "points", 0, question.total) for choice in question.choices
            )
        case "quadrant":
            return tuple(
                _compose_choice_item(question, choice, "position", 1, question.grid, axis)
                for choice in question.choices
                for axis in _AXES
            )


_AXES: tuple[Axis, ...] = ("effort", "effect")
_NOT_ASKED = ("quotable", "retired", "corrected")
"""What is done with a question or its answers later is not part of what is asked."""


def _compose_word(question: Question, number: int) -> Item:
    name = f"{question.id}.{number}"
    return Item(name=name, question=question.id, kind="word", max_length=min(question.max_length, 60))


def _compose_choice_item(
    question: Question, choice: Choice, kind: ItemKind, low: int, high: int, axis: Axis = ""
) -> Item:
    name = f"{question.id}.{choice.id}.{axis}" if axis else f"{question.id}.{choice.id}"
    return Item(name=name, question=question.id, kind=kind, choice=choice.id, axis=axis, low=low, high=high)


@lru_cache(maxsize=256)
def compose_version(questions: tuple[Question, ...]) -> str:
    """Return 8 hexadecimal digits of the SHA-256 over everything asked, in both languages, in order.

    Remembered: most groups of a programme are asked the same.
    """
    asked = [asdict(question) for question in questions]
    for question in asked:
        for key in _NOT_ASKED:
            del question[key]
    content = json.dumps(asked, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()[:8]
