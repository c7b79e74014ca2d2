"""Turn a programme, workshop, instrument and links into the Excel response sheet as a value. Pure.

`toolkit.model.sheet_format` says what the sheet carries; `xlsx` writes it down. Every text that a person reads is
composed here, in the language of `texts`.
"""

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from toolkit.model.instrument import Instrument, Item
from toolkit.model.link import Links
from toolkit.model.programme import Programme
from toolkit.model.question import Question
from toolkit.model.sheet_format import (
    LABEL_COLUMN,
    NUMBER_COLUMN,
    SUM_PREFIX,
    TICK,
    SheetIdentity,
    compose_identity,
)
from toolkit.model.workshop import Workshop
from toolkit.sheet.guide import Guide, compose_guide
from toolkit.sheet.wording import say_ends, say_when_and_where
from toolkit.texts import Texts

LEAST_ROWS = 40
PROMPT_LIMIT = 255
"""What Excel takes in the message of a drop-down or limit."""


class Column(Struct, frozen=True, kw_only=True):
    """One column. A cell holds text, one of `values`, or a whole number from `low` to `high`, by what is set.

    `band` is the question above its first column; `shade` numbers the question, for the colour. `sums` are the
    positions of the columns that a check column adds up to `high`.
    """

    name: str
    header: str
    how: str
    width: float
    shade: int = 0
    band: str = ""
    spills: bool = False
    values: tuple[str | int, ...] = ()
    whole: bool = False
    low: int = 0
    high: int = 0
    max_length: int = 0
    prompt: str = ""
    error: str = ""
    sums: tuple[int, ...] = ()

    @property
    def text_values(self) -> bool:
        """Whether its drop-down offers texts to choose between, not numbers or the one mark of a tick."""
        return len(self.values) > 1 and isinstance(self.values[0], str)


class Sheet(Struct, frozen=True, kw_only=True):
    """The whole workbook as a value."""

    title: str
    organisation: str
    identity: str
    code: str
    answers_name: str
    guide_name: str
    error_title: str
    sum_states: tuple[str, str]
    page: str
    columns: tuple[Column, ...]
    rows: int
    guide: Guide
    filled: tuple[Mapping[str, str | int], ...] = ()
    """Rows that are filled in already, from the top: column name → what the cell shows."""


def compose_sheet(
    programme: Programme, workshop: Workshop, instrument: Instrument, links: Links, texts: Texts
) -> Sheet:
    """Compose the sheet in the language of `texts`."""
    title = texts("Response sheet")
    occasion = say_when_and_where(workshop, texts)
    identity = SheetIdentity(
        programme=programme.id, workshop=workshop.id, instrument=instrument.version, language=texts.language
    )
    return Sheet(
        title=" – ".join(part for part in (title, workshop.group.name, occasion) if part),
        organisation=programme.organisation.say(texts.language),
        identity=compose_identity(identity),
        code=links.code,
        answers_name=texts("Answers"),
        guide_name=texts("How to fill in"),
        error_title=texts("That does not fit here"),
        sum_states=(texts("adds up"), texts("does not add up yet")),
        page=texts("Page {n} of {total}", n="&P", total="&N"),
        columns=compose_columns(instrument, texts),
        rows=max(LEAST_ROWS, workshop.expected or 0),
        guide=compose_guide(programme, workshop, instrument, links, texts),
    )


def compose_columns(instrument: Instrument, texts: Texts) -> tuple[Column, ...]:
    """List the columns: number, label, then each question's items and its check of the sum."""
    columns = [
        Column(name=NUMBER_COLUMN, header=texts("No."), how="", width=6),
        Column(name=LABEL_COLUMN, header=texts("Table or group"), how=texts("optional"), width=15, max_length=60),
    ]
    for number, question in enumerate(instrument.questions, start=1):
        items = instrument.items_of(question.id)
        block = [_compose_column(number, n, question, item, texts) for n, item in enumerate(items, start=1)]
        if question.kind == "points":
            positions = tuple(range(len(columns), len(columns) + len(block)))
            block.append(_compose_sum(number, question, positions, texts))
        columns.extend(_lay_band(f"{number}. {question.text.say(texts.language)}", block))
    return tuple(columns)


def _lay_band(band: str, block: list[Column]) -> list[Column]:
    """Put the question above its block: wrapped over one column, in one line over several, which widen for it.

    Cells are not merged: in Excel a column inside a merged header cannot be moved, nor the rows be sorted.
    """
    if len(block) == 1:
        return [replace(block[0], band=band)]
    needed = len(band) * 1.12 + 2
    room = sum(column.width for column in block)
    factor = min(1.5, max(1.0, needed / room))
    widened = [replace(column, width=round(column.width * factor, 1)) for column in block]
    said = _shorten(band, int(sum(column.width for column in widened) / 1.12))
    return [replace(widened[0], band=said, spills=True), *widened[1:]]


def _compose_column(number: int, n: int, question: Question, item: Item, texts: Texts) -> Column:
    language = texts.language
    choice = next((one.text.say(language) for one in question.choices if one.id == item.choice), "")
    how, error = _say_limits(question, item, texts)
    header = {
        "word": texts("Word {n}", n=n),
        "position": _say_axis(choice, item, texts),
    }.get(item.kind, choice or texts("Question {n}", n=number))
    values: tuple[str | int, ...] = ()
    if item.kind == "choice":
        values = tuple(one.text.say(language) for one in question.choices)
    elif item.kind == "tick":
        values = (TICK,)
    elif item.kind in ("scale", "position"):
        values = tuple(range(item.low, item.high + 1))
    prompt = "" if item.kind in ("text", "word") else f"{question.text.say(language)} ({how})"
    return Column(
        name=item.name,
        header=header if item.kind in ("text", "choice", "scale") else f"{number}.{n} {header}",
        how=how,
        width=_choose_width(item, header, values),
        shade=number,
        values=values,
        whole=item.kind in ("rank", "points"),
        low=item.low,
        high=item.high,
        max_length=item.max_length,
        prompt=_shorten(prompt, PROMPT_LIMIT),
        error=_shorten(error, PROMPT_LIMIT),
    )


def _say_axis(choice: str, item: Item, texts: Texts) -> str:
    return (
        texts("{choice}, effort", choice=choice) if item.axis == "effort" else texts("{choice}, effect", choice=choice)
    )


def _compose_sum(number: int, question: Question, positions: tuple[int, ...], texts: Texts) -> Column:
    return Column(
        name=f"{SUM_PREFIX}{question.id}",
        header=f"{number} {texts('Sum')}",
        how=texts("{total}, adds itself up", total=question.total),
        width=15,
        shade=number,
        high=question.total,
        sums=positions,
    )


def _choose_width(item: Item, header: str, values: tuple[str | int, ...]) -> float:
    """Return the width in characters: room for the answer, and for the longest word of the header."""
    longest = max((len(word) for word in header.split()), default=0) + 5
    match item.kind:
        case "text":
            return 46
        case "word":
            return 18
        case "choice":
            return min(40, max(22, *(len(str(value)) + 4 for value in values)))
        case "scale":
            return 22
        case "position":
            return min(24, max(15, longest))
        case _:
            return min(24, max(12, longest))


def _say_limits(question: Question, item: Item, texts: Texts) -> tuple[str, str]:
    """Say how to fill a cell, for its header, and what to do when it refuses what was typed."""
    low, high = item.low, item.high
    match item.kind:
        case "text" | "word":
            error = texts("This cell takes at most {n} characters. Shorten the text.", n=item.max_length)
            return texts("in your own words") if item.kind == "text" else texts("one word"), error
        case "choice":
            return texts("choose from the list"), texts("Choose one of the alternatives in the list.")
        case "tick":
            limited = 0 < question.max_choices < len(question.choices)
            how = texts("x, at most {n}", n=question.max_choices) if limited else texts("x if it applies")
            return how, texts("Write x, or leave the cell blank.")
        case "scale":
            scale = question.scale
            ends = (scale.low.say(texts.language), scale.high.say(texts.language)) if scale else ("", "")
            how = texts(
                "{low} = {low_label}, {high} = {high_label}", low=low, low_label=ends[0], high=high, high_label=ends[1]
            )
            return how, texts("Write a whole number from {low} to {high}.", low=low, high=high)
        case "rank":
            how = texts("1–{n}, 1 is first", n=high)
        case "points":
            how = f"{low}–{high}"
        case "position":
            how = say_ends(item.axis, high, texts)
    return how, texts("Write a whole number from {low} to {high}.", low=low, high=high)


def _shorten(text: str, limit: int) -> str:
    """Cut a text at a word so that it fits, with an ellipsis."""
    if len(text) <= limit:
        return text
    return text[: max(1, limit - 1)].rsplit(" ", 1)[0].rstrip(" ,;:–") + "…"
