"""Write a workshop's response sheet as a PDF for print: A4, tagged, PDF/UA-1, the same bytes each time. An edge."""

import datetime
from pathlib import Path

from toolkit.errors import OutputError, Place, Problem
from toolkit.files import Put, write_bytes
from toolkit.model.instrument import Instrument
from toolkit.model.link import Links
from toolkit.model.programme import Programme
from toolkit.model.workshop import Workshop
from toolkit.sheet.messages import CHARACTER_NOT_PRINTED, SHEET_NOT_TYPESET
from toolkit.sheet.printed import compose_printed_sheet, to_json
from toolkit.texts import Texts
from toolkit.typeset import TypesettingError, name_signs, typeset_drawn

NO_DATE = datetime.date(2024, 1, 1)
"""The date in the file's properties where the workshop has none yet."""


def write_sheet_pdf(
    programme: Programme,
    workshop: Workshop,
    instrument: Instrument,
    links: Links,
    texts: Texts,
    path: Path,
    put: Put = write_bytes,
) -> tuple[Problem, ...]:
    """Write the sheet in the language of `texts`, whole or not at all; return notices."""
    sheet = to_json(compose_printed_sheet(programme, workshop, instrument, links, texts))
    place = Place(file=str(path))
    try:
        pdf, replaced = typeset_drawn("sheet.typ", sheet, workshop.date or NO_DATE)
    except TypesettingError as error:
        raise OutputError(Problem(place=place, message=SHEET_NOT_TYPESET, facts={"reason": str(error)})) from error
    put(path, pdf)
    if not replaced:
        return ()
    said = {"characters": name_signs(replaced)}
    return (Problem(place=place, message=CHARACTER_NOT_PRINTED, facts=said, notice=True),)
