"""Headers and footers: the template's own where it has them, otherwise title and organisation, note and page n of m.

A footer of the template is kept; what it lacks – the page number, the report's note – is added to it. Pure but for the
parts it adds.
"""

from toolkit.document.values import Report
from toolkit.report.docx.page import DECLARATION, NAMESPACES, Page
from toolkit.report.docx.text_xml import compose_field, compose_paragraph, compose_run
from toolkit.report.word_template import Running

_WML = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_LONGEST_HEAD = 84


def add_running(report: Report, page: Page, total: int) -> str:
    """Add headers and footers; return the references to them, and the mark of a title page, for the section."""
    template = page.template
    references = []
    for running in template.running:
        if running.kind == "footer":
            page.parts[running.part] = _complete_footer(running, report, page, total)
        target = running.part.removeprefix("word/") if running.part.startswith("word/") else f"/{running.part}"
        references.append(_refer(running.kind, running.pages, page.relationships.add(running.kind, target)))
    kinds = {running.kind for running in template.running}
    if not kinds:
        references.append(_add("header", _compose_header(report, page), page))
    if "footer" not in kinds:
        references.append(_add("footer", _compose_footer(report, page, total), page))
    return "".join(references)


def _add(kind: str, inner: str, page: Page) -> str:
    name = f"word/report-{kind}.xml"
    tag = "hdr" if kind == "header" else "ftr"
    page.parts[name] = f"{DECLARATION}<w:{tag} {NAMESPACES}>{inner}</w:{tag}>".encode()
    page.types[name] = f"{_WML}{kind}+xml"
    return _refer(kind, "default", page.relationships.add(kind, f"report-{kind}.xml"))


def _refer(kind: str, pages: str, relation: str) -> str:
    return f'<w:{kind}Reference w:type="{pages}" r:id="{relation}"/>'


def _compose_header(report: Report, page: Page) -> str:
    said = report.title
    if page.template.own and len(report.title) + len(report.organisation) <= _LONGEST_HEAD:
        said += f"\t{report.organisation}"
    return compose_paragraph(page.template.style("header"), compose_run(said, page.tag))


def _compose_footer(report: Report, page: Page, total: int) -> str:
    said = report.note or report.date_text
    if not page.template.own:
        return _compose_lines(said, page, _compose_page_number(page, total))
    left = compose_run(f"{said}\t", page.tag)
    return compose_paragraph(page.template.style("footer"), left + _compose_page_number(page, total))


def _compose_lines(said: str, page: Page, number: str) -> str:
    """Set a note and a page number on lines of their own: where a template's tab stops stand, only it knows."""
    style = page.template.style("footer")
    first = compose_paragraph(style, compose_run(said, page.tag)) if said else ""
    return first + (compose_paragraph(style, number, '<w:jc w:val="right"/>') if number else "")


def _compose_page_number(page: Page, total: int) -> str:
    """Compose "Page 3 of 20" with fields; Word keeps those of headers and footers right by itself."""
    said = page.texts("Page {n} of {total}", n="\0", total="\1")
    before, _, rest = said.partition("\0")
    between, _, after = rest.partition("\1")
    return (
        compose_run(before, page.tag)
        + compose_field("PAGE", "1", page.tag)
        + compose_run(between, page.tag)
        + compose_field("NUMPAGES", str(total), page.tag)
        + (compose_run(after, page.tag) if after else "")
    )


def _complete_footer(running: Running, report: Report, page: Page, total: int) -> bytes:
    """Add to a template's footer what it lacks."""
    missing = not running.numbers_pages and running.pages != "first"
    lines = _compose_lines(report.note, page, _compose_page_number(page, total) if missing else "")
    content = page.template.parts[running.part]
    if not lines:
        return content
    declared = lines.replace("<w:p>", f"<w:p {NAMESPACES}>")
    head, close, tail = content.rpartition(b"</")
    return head + declared.encode() + close + tail
