"""Write a brochure as a two-page A4 PDF, PDF/UA-1, with the programme's own pictures or without any. An edge."""

import datetime
from collections.abc import Mapping
from pathlib import Path

from toolkit.errors import InputError, OutputError, Place, Problem
from toolkit.files import Put, write_bytes
from toolkit.report.brochure import Leaflet, compose_brochure
from toolkit.report.messages import BROCHURE_TOO_LONG, CHARACTER_NOT_PRINTED, REPORT_NOT_TYPESET
from toolkit.texts import Texts
from toolkit.typeset import TypesettingError, name_signs, typeset

_TOO_LONG = "does not fit on page "
"""What the template says where no type size lets the texts fit."""


def write_brochure(
    leaflet: Leaflet,
    pictures: Mapping[str, bytes],
    texts: Texts,
    day: datetime.date,
    path: Path,
    source: str,
    put: Put = write_bytes,
) -> tuple[Problem, ...]:
    """Write the brochure in the language of `texts`; `source` is the file its texts stand in, for messages."""
    try:
        pdf, replaced = typeset("brochure.typ", "brochure", compose_brochure(leaflet, texts), day, pictures)
    except TypesettingError as error:
        _, found, page = str(error).partition(_TOO_LONG)
        if found:
            facts = {"page": page[:1], "language": texts.language}
            raise InputError(Problem(place=Place(file=source), message=BROCHURE_TOO_LONG, facts=facts)) from error
        said = Problem(place=Place(file=str(path)), message=REPORT_NOT_TYPESET, facts={"reason": str(error)})
        raise OutputError(said) from error
    put(path, pdf)
    if not replaced:
        return ()
    signs = {"characters": name_signs(replaced)}
    return (Problem(place=Place(file=str(path)), message=CHARACTER_NOT_PRINTED, facts=signs, notice=True),)
