"""Write a workshop's response sheet as a PDF for print: A4, tagged, PDF/UA-1, the same bytes each time. An edge."""

import datetime
import json
import os
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from toolkit.errors import OutputError, Place, Problem
from toolkit.files import write_bytes
from toolkit.model.instrument import Instrument
from toolkit.model.link import Links
from toolkit.model.programme import Programme
from toolkit.model.workshop import Workshop
from toolkit.resources import find_template_folder
from toolkit.sheet.messages import CHARACTER_NOT_PRINTED, SHEET_NOT_TYPESET
from toolkit.sheet.printed import compose_printed_sheet, to_json
from toolkit.texts import Texts

if TYPE_CHECKING:
    import typst

STANDARD: Literal["ua-1"] = "ua-1"
NO_DATE = datetime.date(2024, 1, 1)
"""The date in the file's properties where the workshop has none yet."""
REPLACEMENT = "□"
_MOST_REPLACED = 40
_NO_SIGN = re.compile(r'the text `"(.+?)"` could not be displayed')


def write_sheet_pdf(
    programme: Programme, workshop: Workshop, instrument: Instrument, links: Links, texts: Texts, path: Path
) -> tuple[Problem, ...]:
    """Write the sheet in the language of `texts`, whole or not at all; return notices."""
    sheet = to_json(compose_printed_sheet(programme, workshop, instrument, links, texts))
    pdf, replaced = typeset_sheet(sheet, workshop.date or NO_DATE, path)
    write_bytes(path, pdf)
    if not replaced:
        return ()
    said = {"characters": ", ".join(replaced)}
    return (Problem(place=Place(file=str(path)), message=CHARACTER_NOT_PRINTED, facts=said, notice=True),)


def typeset_sheet(sheet: str, day: datetime.date, path: Path) -> tuple[bytes, tuple[str, ...]]:
    """Turn a printed sheet's JSON into a PDF; return it with the characters that had to be replaced.

    PDF/UA refuses a character that no font has a sign for (an emoji, say), one at a time: each becomes a square.
    """
    replaced: list[str] = []
    while True:
        try:
            return _typeset(sheet, day, path), tuple(replaced)
        except OutputError as error:
            character = _find_character_without_sign(error)
            if not character or character in replaced or len(replaced) == _MOST_REPLACED:
                raise
            replaced.append(character)
            sheet = json.dumps(_replace_character(json.loads(sheet), character), ensure_ascii=False)


def _typeset(sheet: str, day: datetime.date, path: Path) -> bytes:
    """Typeset once. A warning is a fault: an unknown font would be one."""
    import typst

    try:
        pdf, warnings = read_compiler(os.getpid()).compile_with_warnings(
            sys_inputs={"sheet": sheet},
            format="pdf",
            pdf_standards=[STANDARD],
            timestamp=datetime.datetime.combine(day, datetime.time(), datetime.UTC),
        )
    except typst.TypstError as error:
        raise OutputError(_compose_problem(path, error.message)) from error
    if warnings:
        raise OutputError(_compose_problem(path, "; ".join(warning.message for warning in warnings)))
    assert isinstance(pdf, bytes), "a PDF is one file"  # noqa: S101  typst types it for pictures too
    return pdf


def _compose_problem(path: Path, reason: str) -> Problem:
    return Problem(place=Place(file=str(path)), message=SHEET_NOT_TYPESET, facts={"reason": reason})


def _find_character_without_sign(error: OutputError) -> str:
    """Return the character that typst could not draw, or nothing where the fault is another."""
    match = _NO_SIGN.search(str(error.problems[0].facts["reason"]))
    if match is None:
        return ""
    escaped = re.fullmatch(r"\\u\{([0-9a-f]+)\}", match[1])
    return chr(int(escaped[1], 16)) if escaped else match[1]


def _replace_character(value: Any, character: str) -> Any:
    """Replace a character in every text of a JSON value."""
    if isinstance(value, str):
        return value.replace(character, REPLACEMENT)
    if isinstance(value, list):
        return [_replace_character(part, character) for part in value]
    if isinstance(value, dict):
        return {key: _replace_character(part, character) for key, part in value.items()}
    return value


_compiling_process: list[int] = []


def has_typeset() -> bool:
    """Tell whether this process, or the one it was forked from, has typeset a sheet.

    typst's threads do not live on in a forked process, which would wait for them for ever: whoever forks asks first.
    """
    return bool(_compiling_process)


@cache
def read_compiler(process: int) -> "typst.Compiler":
    """Load template and fonts once a process: the first sheet takes some 50 ms longer."""
    import typst

    if _compiling_process and process not in _compiling_process:
        raise RuntimeError("typst has run before this process was forked: start workers with spawn (see has_typeset)")
    _compiling_process.append(process)
    template = find_template_folder("typst") / "sheet.typ"
    return typst.Compiler(
        input=template,
        root=template.parent,
        font_paths=[find_template_folder("fonts")],
        ignore_system_fonts=True,
    )
