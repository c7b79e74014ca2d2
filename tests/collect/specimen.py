"""A workshop asked one question of each kind, and its response sheet as model/sheet_format.py describes it."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from openpyxl.worksheet.worksheet import Worksheet

from toolkit.collect.asked import Asked
from toolkit.model.instrument import Instrument, Item, compose_instrument
from toolkit.model.question import Choice, Question, Scale
from toolkit.model.sheet_format import LABEL_COLUMN
from toolkit.model.text import Text
from toolkit.model.workshop import Group, Workshop

MakeSheet = Callable[..., Path]

AREAS = (("webb", "Webben", "The web"), ("alumni", "Alumner", "Alumni"), ("media", "Medier", "Media"))


def compose_choices() -> tuple[Choice, ...]:
    return tuple(Choice(id=name, code=code, text=Text(sv=sv, en=en)) for code, (name, sv, en) in enumerate(AREAS, 1))


def compose_bank(scale_points: int = 7) -> tuple[Question, ...]:
    low, high = Text(sv="okänt", en="unknown"), Text(sv="mycket känt", en="very well known")
    text = Text(sv="Hur väl känt är KI internationellt?", en="How well known is KI internationally?")
    return (
        Question(
            id="kannedom", kind="scale", text=text, step="a", scale=Scale(points=scale_points, low=low, high=high)
        ),
        Question(id="bilden", kind="words", text=Text(sv="Tre ord?", en="Three words?"), step="a", max_words=2),
        Question(id="vision", kind="text", text=Text(sv="Vad är visionen?", en="What is the vision?"), step="a"),
        Question(
            id="viktigast", kind="choice", text=Text(sv="Viktigast?", en="Foremost?"), step="a",
            choices=compose_choices(),
        ),
        Question(
            id="hinder", kind="choices", text=Text(sv="Hinder?", en="Hindrances?"), step="a",
            choices=compose_choices(), max_choices=2,
        ),
        Question(
            id="rang", kind="ranking", text=Text(sv="Rangordna", en="Rank"), step="a", choices=compose_choices()
        ),
        Question(
            id="poang", kind="points", text=Text(sv="Fördela 100 poäng", en="Give 100 points"), step="a",
            choices=compose_choices(),
        ),
        Question(
            id="matris", kind="quadrant", text=Text(sv="Placera", en="Place"), step="a",
            choices=compose_choices()[:1],
        ),
    )  # fmt: skip


def compose_workshop(id: str = "nord", language: str = "sv") -> Workshop:
    return Workshop(id=id, group=Group(id=id, name="KI Nord", kind="dean-group"), language=language)


def compose_asked(bank: Sequence[Question] | None = None) -> Asked:
    workshops = (compose_workshop("nord"), compose_workshop("south", "en"))
    instruments = {one.id: compose_instrument("ki", one, bank or compose_bank()) for one in workshops}
    return Asked(programme="ki", instruments=instruments, languages={one.id: one.language for one in workshops})


def say_hint(item: Item) -> str:
    return "x" if item.high < 2 else f"{item.low}–{item.high}"


def fill_sheet(
    sheet: Worksheet, identity: str, instrument: Instrument, rows: Sequence[Mapping[str, object]], prefilled: int = 8
) -> None:
    """Write the four rows above the answers, the running numbers and the answers."""
    names = [item.name for item in instrument.items]
    sheet.append([identity, LABEL_COLUMN, *names])
    sheet.append(["", "", *(item.question for item in instrument.items)])
    sheet.append(["Nr", "Bord", *(f"Fråga {name}" for name in names)])
    sheet.append(["", "", *map(say_hint, instrument.items)])
    sheet.row_dimensions[1].hidden = True
    for index in range(max(prefilled, len(rows))):
        row = rows[index] if index < len(rows) else {}
        number = index + 1 if index < prefilled else None
        sheet.append([row.get("nr", number), row.get("bord"), *(row.get(name) for name in names)])
