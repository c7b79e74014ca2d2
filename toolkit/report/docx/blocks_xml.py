"""A report's blocks → the XML of a document's body, one after another. Pure but for the parts that charts add."""

from toolkit.document.numbering import Numbered
from toolkit.document.values import Bullets, Figure, Heading, Look, Paragraph, Report, Table, Writing
from toolkit.ooxml.escape import escape_line
from toolkit.report.docx.figure_xml import compose_figure
from toolkit.report.docx.numbering_xml import ListIds
from toolkit.report.docx.page import Page
from toolkit.report.docx.table_xml import compose_table
from toolkit.report.docx.text_xml import compose_bookmark, compose_paragraph, compose_run, compose_runs
from toolkit.report.field_tags import name_field

_STYLES: dict[Look, str] = {
    "body": "body text",
    "lead": "report lead",
    "quote": "quote",
    "source": "report source",
    "note": "report note",
}


def compose_block(numbered: Numbered, report: Report, page: Page, ids: ListIds, *, first: bool, leads: bool) -> str:
    """Compose one block; the `first` one begins a page, one that `leads` stays with what follows."""
    match numbered.block:
        case Heading() as heading:
            return _compose_heading(numbered, heading, page, ids, first=first)
        case Paragraph() as paragraph:
            looks = ("<w:keepNext/>" if leads else "") + ("<w:pageBreakBefore/>" if first else "")
            return compose_paragraph(
                page.template.style(_STYLES[paragraph.look]), compose_runs(paragraph.runs, page), looks
            )
        case Bullets() as bullets:
            return _compose_list(bullets, page, ids)
        case Table() as table:
            return compose_table(numbered, table, page)
        case Figure() as figure:
            return compose_figure(numbered, figure, page, report.day, report.organisation)
        case Writing() as writing:
            return _compose_writing(writing, page)


def _compose_heading(numbered: Numbered, heading: Heading, page: Page, ids: ListIds, *, first: bool) -> str:
    looks = "<w:pageBreakBefore/>" if heading.new_page or first else ""
    if heading.appendix and numbered.number:
        looks += _number(0, ids.appendices)
    elif not numbered.number:
        looks += _number(0, 0) + '<w:ind w:left="0" w:firstLine="0"/>' if page.template.numbered_headings else ""
    elif not page.template.numbered_headings:
        looks += _number(heading.level - 1, ids.chapters)
    text = compose_bookmark(numbered.anchor, compose_run(heading.text, page.tag), page.next_id())
    return compose_paragraph(page.template.style(f"heading {heading.level}"), text, looks)


def _compose_list(bullets: Bullets, page: Page, ids: ListIds) -> str:
    name, looks = "list bullet", ""
    if bullets.numbered:
        name, looks = "list number", _number(0, ids.first_numbered + page.lists)
        page.lists += 1
    elif name not in page.template.own_lists:
        looks = _number(0, ids.bullets)
    style = page.template.style(name)
    return "".join(compose_paragraph(style, compose_runs(item, page), looks) for item in bullets.items)


def _compose_writing(writing: Writing, page: Page) -> str:
    """Compose a place to write in: the prompt stands in it until somebody types.

    LibreOffice drops tags, but keeps titles: by title and order the field is known again in its own version.
    """
    page.fields += 1
    title = page.texts("To be written") + (f" {page.fields}" if page.fields > 1 else "")
    prompt = compose_run(writing.prompt, page.tag, style=page.template.style("placeholder text"))
    inner = compose_paragraph(page.template.style("report writing"), prompt)
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val="{escape_line(title)}"/><w:tag w:val="{name_field(writing.name)}"/>'
        f'<w:id w:val="{page.next_id()}"/><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>'
    )


def _number(level: int, list_id: int) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'
