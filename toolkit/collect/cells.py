"""Turn one cell into the answer to one item, a blank (None), or a Fault that says what is wrong. Pure.

What people mean is taken: 7, "7 ", "7,0" and 7.0 are the same; a tick is x, X, ja, yes, 1 or ✓; a choice is its text
in either language, its id or its code. What could be meant in two ways is a Fault.
"""

import datetime
import difflib
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from toolkit.collect.messages import (
    CHOICE_TURNED,
    IS_A_DATE,
    IS_A_PERCENTAGE,
    NOT_A_CHOICE,
    NOT_A_CHOICE_NEAR,
    NOT_A_NUMBER,
    NOT_A_TICK,
    NOT_WHOLE,
    OUT_OF_RANGE,
    TOO_LONG,
    TWO_CHOICES,
    TWO_NUMBERS,
)
from toolkit.errors import Message
from toolkit.model.instrument import Item
from toolkit.model.number import Doubt, Number, parse_number
from toolkit.model.plain_text import tidy_text
from toolkit.model.question import Choice, Question
from toolkit.model.retyped import turns_into_another
from toolkit.tabular import Cell, ShownNumber, Value, say_cell

_LONGEST_QUOTE = 60
_NOTHING = frozenset(("", "-", "–", "—", "−", "."))
_YES = frozenset(("x", "xx", "ja", "j", "yes", "y", "1", "true", "sant", "✓", "✔", "☒", "☑", "✗", "✘", "×", "v"))
_LOGICAL = {True: ("TRUE", "SANT", "ja", "yes"), False: ("FALSE", "FALSKT", "nej", "no")}
"""What a person may have typed where a spreadsheet keeps a logical value."""
_NO = frozenset(("0", "nej", "n", "no", "false", "falskt", "☐"))


@dataclass(frozen=True)
class Fault:
    """Why a cell is no answer: a message and its facts."""

    message: Message
    facts: Mapping[str, object]


Parsed: TypeAlias = str | int | Fault | None
Parser: TypeAlias = Callable[[Value], Parsed]


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
            of_hundred = item.kind == "points" and question.total == 100
            return _compose_number_parser(item.low, item.high, of_hundred=of_hundred)


def clean_text(text: str) -> str:
    """Compose letters and accents, use one kind of line break, drop characters that no file may hold, and trim."""
    if text.isprintable():
        return (text if text.isascii() else unicodedata.normalize("NFC", text)).strip()
    return tidy_text(text).replace("\xa0", " ").strip()


def is_date_as_text(cell: Cell, value: Parsed) -> bool:
    """Tell whether a text is taken of a cell that holds a date: `1-2` may have been typed, and `3 feb` be shown."""
    return isinstance(cell, datetime.date | datetime.time | datetime.timedelta) and value == say_cell(cell)


def quote_cell(cell: Cell) -> str:
    """Say a cell in a message: one line, not too long."""
    said = " ".join(clean_text(say_cell(cell)).split())
    return said if len(said) <= _LONGEST_QUOTE else f"{said[: _LONGEST_QUOTE - 1]}…"


def _compose_text_parser(limit: int) -> Parser:
    def parse(cell: Value) -> Parsed:
        text = clean_text(cell if type(cell) is str else say_cell(cell))
        if len(text) > limit:
            return Fault(TOO_LONG, {"length": len(text), "limit": limit})
        return text or None

    return parse


def _compose_number_parser(low: int, high: int, *, of_hundred: bool) -> Parser:
    limits = {"low": low, "high": high}
    usual = {float(number): number for number in range(low, min(high, low + 1000) + 1)}

    def parse(cell: Value) -> Parsed:
        if type(cell) is float and cell in usual:  # nearly every cell of a workbook, without further ado
            return usual[cell]
        number = _parse_whole(cell, of_hundred=of_hundred)
        if number is None or (type(number) is int and low <= number <= high):
            return number
        message = number if isinstance(number, Message) else OUT_OF_RANGE
        found = quote_cell(cell)
        if message is NOT_WHOLE and isinstance(cell, ShownNumber):  # 5.5 % may show as 6 %
            found = f"{cell * 100:.9g} %"
        return Fault(message, {"found": found, **limits})

    return parse


def _parse_whole(cell: Value, *, of_hundred: bool) -> int | Message | None:
    """Read a whole number however it was written, or say by a message what it is instead.

    Where the points are `of_hundred`, a cell that shows 5 % means five of them.
    """
    if isinstance(cell, bool):
        return NOT_A_NUMBER
    if isinstance(cell, datetime.date | datetime.time | datetime.timedelta):
        return IS_A_DATE
    if isinstance(cell, ShownNumber) and cell.percent:
        hundredfold = round(cell * 100, 9)
        return (int(hundredfold) if hundredfold.is_integer() else NOT_WHOLE) if of_hundred else IS_A_PERCENTAGE
    if isinstance(cell, int | float):
        return int(cell) if float(cell).is_integer() else NOT_WHOLE
    text = clean_text(cell)
    return None if text in _NOTHING else _read_whole(text, of_hundred=of_hundred)


def _read_whole(text: str, *, of_hundred: bool) -> int | Message:
    number = parse_number(text)
    if number is Doubt.TWO_NUMBERS:
        return TWO_NUMBERS
    if not isinstance(number, Number):
        return NOT_A_NUMBER
    if number.percent and not of_hundred:
        return IS_A_PERCENTAGE
    return NOT_WHOLE if number.whole is None else number.whole


def parse_tick(cell: Value) -> Parsed:
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

    def parse(cell: Value) -> Parsed:
        for said in _LOGICAL[cell] if isinstance(cell, bool) else (say_cell(cell),):
            folded = _fold(said)
            found = names.get(folded)
            if found is not None or folded in _NOTHING:
                return found
        return _compose_choice_fault(cell, texts)

    return parse


def compose_choice_names(question: Question, language: str) -> dict[str, str]:
    """Map all that a choice may be called to its id. What the sheet itself offers wins over ids and codes.

    Running codes are no names where an alternative is itself a number in any form: a spreadsheet writes `02` as 2.
    """
    names: dict[str, str] = {}
    other = "sv" if language == "en" else "en"
    callings: list[Callable[[Choice], str]] = [
        lambda choice: choice.text.say(language),
        lambda choice: choice.id,
        lambda choice: choice.text.say(other),
    ]
    if not any(turns_into_another(call(choice)) for choice in question.choices for call in callings):
        callings.append(lambda choice: str(choice.code))
    for call in callings:
        for choice in question.choices:
            names.setdefault(_fold(call(choice)), choice.id)
    names.pop("", None)
    return names


def _compose_choice_fault(cell: Value, texts: tuple[str, ...]) -> Fault:
    said = quote_cell(cell)
    facts: dict[str, object] = {"found": said, "choices": " · ".join(texts)}
    parts = [part for text in re.split(r"[,;|/\n]", said) if (part := _find_text(text, texts))]
    if len(set(parts)) > 1:
        return Fault(TWO_CHOICES, {**facts, "first": parts[0]})
    turned = [text for text in texts if turns_into_another(text)]
    if turned and (not isinstance(cell, str) or any(map(str.isdigit, said))):
        return Fault(CHOICE_TURNED, {**facts, "turned": _find_same_number(said, turned) or turned[0]})
    folded = {_fold(text): text for text in texts}
    nearest = difflib.get_close_matches(_fold(said), folded, n=1, cutoff=0.7)
    if nearest:
        return Fault(NOT_A_CHOICE_NEAR, {**facts, "nearest": folded[nearest[0]]})
    return Fault(NOT_A_CHOICE, facts)


def _find_text(said: str, texts: tuple[str, ...]) -> str:
    return next((text for text in texts if _fold(text) == _fold(said)), "")


def _find_same_number(said: str, texts: Iterable[str]) -> str:
    """Return the alternative that is the same number in another form: 02 for 2."""
    number = parse_number(said)
    return next((text for text in texts if isinstance(number, Number) and parse_number(text) == number), "")


def _fold(text: str) -> str:
    """Fold a text so that capitals, double blanks, a blank before % and a closing full stop make no difference."""
    return " ".join(clean_text(text).casefold().split()).replace(" %", "%").rstrip(".")
