"""Write a workshop's response sheet as a PDF for print: A4, tagged, PDF/UA-1, the same bytes each time. An edge."""

import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from toolkit.errors import OutputError, Place, Problem
from toolkit.files import write_bytes
from toolkit.model.instrument import Instrument
from toolkit.model.link import Links
from toolkit.model.programme import Programme
from toolkit.model.workshop import Workshop
from toolkit.resources import find_template_folder
from toolkit.sheet.messages import SHEET_NOT_TYPESET
from toolkit.sheet.printed import compose_printed_sheet, to_json
from toolkit.texts import Texts

if TYPE_CHECKING:
    import typst

STANDARD: Literal["ua-1"] = "ua-1"
NO_DATE = datetime.date(2024, 1, 1)
"""The date in the file's properties where the workshop has none yet."""


def write_sheet_pdf(
    programme: Programme, workshop: Workshop, instrument: Instrument, links: Links, texts: Texts, path: Path
) -> None:
    """Write the sheet in the language of `texts`, whole or not at all."""
    sheet = to_json(compose_printed_sheet(programme, workshop, instrument, links, texts))
    write_bytes(path, typeset_sheet(sheet, workshop.date or NO_DATE, path))


def typeset_sheet(sheet: str, day: datetime.date, path: Path) -> bytes:
    """Turn a printed sheet's JSON into a PDF. A warning is a fault: an unknown font would be one."""
    import typst

    try:
        pdf, warnings = read_compiler().compile_with_warnings(
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


@cache
def read_compiler() -> "typst.Compiler":
    """Load template and fonts once: the first sheet takes some 10 ms, each further one 2."""
    import typst

    template = find_template_folder("typst") / "sheet.typ"
    return typst.Compiler(
        input=template,
        root=template.parent,
        font_paths=[find_template_folder("fonts")],
        ignore_system_fonts=True,
    )
