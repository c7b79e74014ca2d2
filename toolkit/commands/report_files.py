"""A report as values → its Word file and its PDF on disk, in the template the programme names."""

from dataclasses import dataclass
from pathlib import Path

from toolkit.commands.outputs import put_as
from toolkit.document.values import Report
from toolkit.errors import Problem
from toolkit.model.programme import REPORT_FACTS, Programme
from toolkit.outputs.outputs import Outputs
from toolkit.report.docx.write import write_docx
from toolkit.report.pdf import write_pdf
from toolkit.texts import Texts

_LABELS = {
    "reference": "Reference number",
    "previous_reference": "Reference number of the previous version",
    "decision_date": "Date of decision",
    "valid": "Period of validity",
    "decision": "Decision",
    "document_type": "Type of document",
    "handled_by": "Handled by",
    "prepared_with": "Prepared with",
    "revision": "Revised with regard to",
}
"""What the facts of a report are called on its title page, as msgids."""


@dataclass(frozen=True, kw_only=True)
class WrittenReport:
    """Where a report stands, as an editable Word file and as PDF."""

    docx: Path
    pdf: Path
    notices: tuple[Problem, ...]


def compose_report_facts(programme: Programme, texts: Texts) -> tuple[tuple[str, str], ...]:
    """List what the programme says of its reports, for their title page."""
    known = programme.report.facts
    return tuple((texts(_LABELS[key]), known[key].say(texts.language)) for key in REPORT_FACTS if key in known)


def find_report_template(folder: Path, programme: Programme, chosen: Path | None = None) -> Path | None:
    """Return the Word template: the one chosen, the programme's, or None for the one that comes along."""
    if chosen:
        return chosen
    return folder / programme.report.template if programme.report.template else None


def write_report(report: Report, out: Path, name: str, template: Path | None, outputs: Outputs) -> WrittenReport:
    """Write `out/<name>.docx` and `.pdf`. Raises TemplateError before anything is written."""
    docx, pdf = out / f"{name}.docx", out / f"{name}.pdf"
    notices = (
        *write_docx(report, docx, template, put_as(outputs, "report")),
        *write_pdf(report, pdf, put_as(outputs, "print")),
    )
    return WrittenReport(docx=docx, pdf=pdf, notices=notices)
