"""A report's title page: kicker, title, subtitle, who and when, its facts, and the note. Pure."""

from toolkit.document.values import Report
from toolkit.report.docx.page import Page
from toolkit.report.docx.text_xml import compose_paragraph, compose_run


def compose_front(report: Report, page: Page) -> str:
    """Compose the title page; the contents begin the next one."""
    style = page.template.style
    said = [
        compose_paragraph(style("report kicker"), compose_run(report.kicker or report.organisation, page.tag)),
        compose_paragraph(style("title"), compose_run(report.title, page.tag)),
    ]
    if report.subtitle:
        said.append(compose_paragraph(style("subtitle"), compose_run(report.subtitle, page.tag)))
    facts = [
        (page.texts("Organisation"), report.organisation),
        (page.texts("Date"), report.date_text),
        *report.facts,
    ]
    for label, value in facts:
        runs = compose_run(f"{label}\t", page.tag, bold=True) + compose_run(value, page.tag)
        said.append(compose_paragraph(style("report fact"), runs))
    if report.note:
        looks = '<w:spacing w:before="480"/>'
        said.append(compose_paragraph(style("report note"), compose_run(report.note, page.tag), looks))
    return "".join(said)
