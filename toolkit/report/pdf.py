"""Write a report as PDF/UA-1 with typst: the same text, numbers, tables and charts as the Word file. An edge."""

from pathlib import Path

from toolkit.document.values import Report
from toolkit.errors import OutputError, Place, Problem
from toolkit.files import Put, write_bytes
from toolkit.report.messages import CHARACTER_NOT_PRINTED, REPORT_NOT_TYPESET
from toolkit.report.printed import compose_printed_report
from toolkit.texts import load_texts
from toolkit.typeset import TypesettingError, name_signs, typeset


def write_pdf(report: Report, path: Path, put: Put = write_bytes) -> tuple[Problem, ...]:
    """Write the report whole or not at all; return notices."""
    place = Place(file=str(path))
    printed = compose_printed_report(report, load_texts(report.language))
    try:
        pdf, replaced = typeset("report.typ", "report", printed, report.day)
    except TypesettingError as error:
        raise OutputError(Problem(place=place, message=REPORT_NOT_TYPESET, facts={"reason": str(error)})) from error
    put(path, pdf)
    if not replaced:
        return ()
    said = {"characters": name_signs(replaced)}
    return (Problem(place=place, message=CHARACTER_NOT_PRINTED, facts=said, notice=True),)
