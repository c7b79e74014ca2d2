"""Turn one cell into the answer to one item, a blank (None), or a Fault that says what is wrong. Pure.

What people mean is taken: 7, "7 ", "7,0" and 7.0 are the same; a tick is x, X, ja, yes, 1 or ✓; a choice is its text
in either language, its id or its code. What could be meant in two ways is a Fault.
"""

import datetime
import difflib
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from toolkit.collect.messages import (
    IS_A_DATE,
    NOT_A_CHOICE,
    NOT_A_CHOICE_NEAR,
    NOT_A_NUMBER,
    NOT_A_TICK,
    NOT_WHOLE,
    OUT_OF_RANGE,
    TOO_LONG,
)
from toolkit.errors import Message
from toolkit.model.instrument import Item
from toolkit.model.question import Question
from toolkit.tabular import Cell, say_cell

_LONGEST_QUOTE = 60
_BREAK = re.compile("\r\n|[\r\x85\u2028\u2029]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
_WHOLE = re.compile(r"[+-]?[0-9]{1,9}(?:[.,]0{1,9})?")
_DECIMAL = re.compile(r"[+-]?[0-9]{1,9}[.,][0-9]{1,9}")
_NOTHING = frozenset(("", "-", "–", "—", "−", "."))
_YES = frozenset(("x", "xx", "ja", "j", "yes", "y", "1", "true", "sant", "✓", "✔", "☒", "☑", "✗", "✘", "×", "v"))
_NO = frozenset(("0", "nej", "n", "no", "false", "falskt", "☐"))


@dataclass(frozen=True)
class Fault:
    """Why a cell is no answer: a message and its facts."""

    message: Message
    facts: Mapping[str, object]


Parsed: TypeAlias = str | int | Fault | None
Parser: TypeAlias = Callable[[Cell], Parsed]


def compose_parser(item: Item, question: Question, language: str) -> Parser:
    """Return the function that reads the item's cells."""
    match item.kind:
        case "text" | "word":
            return _compose_text_parser(item.max_length)
        case "choice":
            return _compose_choice_parser(question, language)
        case "tick":
            return parse_tick
        case _:
            return _compose_number_parser(item.low, item.high)


def clean_text(text: str) -> str:
    """Compose letters and accents, use one kind of line break, drop characters that no file may hold, and trim."""
    if not text.isprintable():
        text = _BREAK.sub("\n", text)
        text = _CONTROL.sub("", text).replace("\xa0", " ")
    if not text.isascii():
        # After the control characters: an accent behind one belongs to the letter before it.
        text = unicodedata.normalize("NFC", text)
    return text.strip()


def quote_cell(cell: Cell) -> str:
    """Say a cell in a message: one line, not too long."""
    said = " ".join(clean_text(say_cell(cell)).split())
    return said if len(said) <= _LONGEST_QUOTE else f"{said[: _LONGEST_QUOTE - 1]}…"


def _compose_text_parser(limit: int) -> Parser:
    def parse(cell: Cell) -> Parsed:
        text = clean_text(cell if type(cell) is str else say_cell(cell))
        if len(text) > limit:
            return Fault(TOO_LONG, {"length": len(text), "limit": limit})
        return text or None

    return parse


def _compose_number_parser(low: int, high: int) -> Parser:
    limits = {"low": low, "high": high}
    usual = {float(number): number for number in range(low, min(high, low + 1000) + 1)}

    def parse(cell: Cell) -> Parsed:
        if type(cell) is float and cell in usual:  # nearly every cell of a workbook, without further ado
            return usual[cell]
        number = _parse_whole(cell)
        if number is None or (type(number) is int and low <= number <= high):
            return number
        message = number if isinstance(number, Message) else OUT_OF_RANGE
        return Fault(message, {"found": quote_cell(cell), **limits})

    return parse


def _parse_whole(cell: Cell) -> int | Message | None:
    """Read a whole number however it was written, or say by a message what it is instead."""
    if isinstance(cell, bool):
        return NOT_A_NUMBER
    if isinstance(cell, float):
        return int(cell) if cell.is_integer() else NOT_WHOLE
    if isinstance(cell, int):
        return cell
    if isinstance(cell, datetime.date | datetime.time | datetime.timedelta):
        return IS_A_DATE
    text = clean_text(cell)
    if text in _NOTHING:
        return None
    if _WHOLE.fullmatch(text):
        return int(re.split("[.,]", text)[0])
    return NOT_WHOLE if _DECIMAL.fullmatch(text) else NOT_A_NUMBER


def parse_tick(cell: Cell) -> Parsed:
    """Read a tick as 1 and a written no as 0; a blank is neither."""
    said = clean_text(say_cell(cell)).casefold()
    if said in _NOTHING:
        return None
    if said in _YES:
        return 1
    return 0 if said in _NO else Fault(NOT_A_TICK, {"found": quote_cell(cell)})


def _compose_choice_parser(question: Question, language: str) -> Parser:
    names = compose_choice_names(question, language)
    texts = tuple(choice.text.say(language) for choice in question.choices)

    def parse(cell: Cell) -> Parsed:
        said = _fold(say_cell(cell))
        found = names.get(said)
        if found is not None or said in _NOTHING:
            return found
        return _compose_choice_fault(cell, texts)

    return parse


def compose_choice_names(question: Question, language: str) -> dict[str, str]:
    """Map all that a choice may be called to its id. What the sheet itself offers wins over ids and codes."""
    names: dict[str, str] = {}
    other = "sv" if language == "en" else "en"
    for name in (
        lambda choice: choice.text.say(language),
        lambda choice: choice.id,
        lambda choice: choice.text.say(other),
        lambda choice: str(choice.code),
    ):
        for choice in question.choices:
            names.setdefault(_fold(name(choice)), choice.id)
    names.pop("", None)
    return names


def _compose_choice_fault(cell: Cell, texts: tuple[str, ...]) -> Fault:
    said = quote_cell(cell)
    facts: dict[str, object] = {"found": said, "choices": " · ".join(texts)}
    folded = {_fold(text): text for text in texts}
    nearest = difflib.get_close_matches(_fold(said), folded, n=1, cutoff=0.7)
    if nearest:
        return Fault(NOT_A_CHOICE_NEAR, {**facts, "nearest": folded[nearest[0]]})
    return Fault(NOT_A_CHOICE, facts)


def _fold(text: str) -> str:
    """Fold a text so that capitals, double blanks and a closing full stop make no difference."""
    return " ".join(clean_text(text).casefold().split()).rstrip(".")
