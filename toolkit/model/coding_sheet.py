"""How the worksheet for coding carries what it is about: column names, its mark, what a row stood for. Pure.

The summary writes such a worksheet; collect takes it back after it was edited, sorted, filtered, its columns moved.
A hidden row above the header names the columns (see sheet_mark.py); where it was deleted, the headers tell in either
language. A hidden cell in each row names the answer and keeps what stood in the row when it was written, so that only
what a person changed counts as that person's.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from toolkit.model.answer_key import AnswerKey
from toolkit.model.publication import HANDLINGS, Handling
from toolkit.model.text import Text

MARK = "toolkit-coding"
VERSION = 1
THEME_COLUMNS = 3
"""Columns that hold one theme each; the rest of an answer's themes stand in the column after them."""
DIVIDER = "; "
"""Between several themes in one cell."""

HEADERS: Mapping[str, Text] = {
    "group": Text(sv="Grupp", en="Group"),
    "question": Text(sv="Fråga", en="Question"),
    "answer": Text(sv="Svar", en="Answer"),
    "theme.1": Text(sv="Tema 1", en="Theme 1"),
    "theme.2": Text(sv="Tema 2", en="Theme 2"),
    "theme.3": Text(sv="Tema 3", en="Theme 3"),
    "themes": Text(sv="Fler teman", en="Further themes"),
    "checked": Text(sv="Granskad", en="Checked"),
    "words": Text(sv="Ord som gav temat", en="Words that gave it"),
    "handling": Text(sv="Publicering", en="Publishing"),
    "quotable": Text(sv="Får citeras", en="May be quoted"),
    "flags": Text(sv="Kan röja någon", en="May identify"),
    "response": Text(sv="Svarsblad", en="Response"),
    "key": Text(sv="Radens nyckel", en="Key of the row"),
}
"""By column: the header, which is also what a deleted machine row is replaced by."""

YES = Text(sv="ja", en="yes")
NO = Text(sv="nej", en="no")
HANDLING_NAMES: Mapping[Handling, Text] = {
    "mask": Text(sv="maskera", en="mask"),
    "show": Text(sv="visa", en="show"),
    "leave-out": Text(sv="utelämna", en="leave out"),
}


@dataclass(frozen=True, kw_only=True)
class CodingRow:
    """What a row of the worksheet stood for when it was written.

    `themes` are ids; `checked` says that a person had coded the answer. `digest` is that of the answer's text.
    """

    answer: AnswerKey
    digest: str
    themes: tuple[str, ...] = ()
    checked: bool = False
    handling: Handling = ""
    quotable: bool | None = None


def compose_row_key(row: CodingRow) -> str:
    """Return what a row's hidden cell holds."""
    held = [*row.answer, row.digest, " ".join(row.themes), int(row.checked), row.handling, row.quotable]
    return json.dumps(held, ensure_ascii=False, separators=(",", ":"))


def parse_row_key(cell: object) -> CodingRow | None:
    """Read a row's hidden cell back; None where it is no such cell any more."""
    try:
        held = json.loads(cell) if isinstance(cell, str) else None
    except ValueError:
        return None
    if not isinstance(held, list) or len(held) != 8:
        return None
    *texts, checked, handling, quotable = held
    known = all(isinstance(each, str) for each in texts) and checked in (0, 1) and handling in ("", *HANDLINGS)
    if not known or quotable not in (None, True, False):
        return None
    workshop, response, item, digest, themes = texts
    return CodingRow(
        answer=AnswerKey(workshop, response, item),
        digest=digest,
        themes=tuple(themes.split()),
        checked=bool(checked),
        handling=handling,
        quotable=quotable,
    )
