"""Write a report as .docx in a Word template: native headings, captions, tables and charts; same input, same bytes.

The edge of this room towards Word; everything below it is pure.
"""

import datetime
from pathlib import Path

from toolkit.document.numbering import list_contents, number_blocks
from toolkit.document.values import Report
from toolkit.errors import Problem
from toolkit.files import Put, write_bytes
from toolkit.ooxml.escape import escape
from toolkit.ooxml.package import CONTENT_TYPES, write_zip
from toolkit.ooxml.relationships import Relationships
from toolkit.report.docx.blocks_xml import compose_block
from toolkit.report.docx.contents_xml import compose_contents
from toolkit.report.docx.front_xml import compose_front
from toolkit.report.docx.numbering_xml import compose_numbering, find_list_ids
from toolkit.report.docx.page import DECLARATION, NAMESPACES, Page
from toolkit.report.docx.running_xml import add_running
from toolkit.report.docx_template.file import read_default_template, read_word_template
from toolkit.report.flow import find_leads
from toolkit.report.pagination import find_pages
from toolkit.report.word_template import WordTemplate
from toolkit.texts import load_texts

_OFFICE = "application/vnd.openxmlformats-officedocument."
_WML = f"{_OFFICE}wordprocessingml."
_TYPES = {
    "word/document.xml": f"{_WML}document.main+xml",
    "word/numbering.xml": f"{_WML}numbering+xml",
    "word/styles.xml": f"{_WML}styles+xml",
    "word/settings.xml": f"{_WML}settings+xml",
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    "docProps/app.xml": f"{_OFFICE}extended-properties+xml",
}
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def write_docx(report: Report, path: Path, template: Path | None = None, put: Put = write_bytes) -> tuple[Problem, ...]:
    """Write the report whole or not at all; return notices. Raises TemplateError where the template cannot serve."""
    found, notices = (read_default_template(), ()) if template is None else read_word_template(template)
    put(path, write_zip(compose_parts(report, found)))
    return notices


def compose_parts(report: Report, template: WordTemplate) -> dict[str, bytes]:
    """Return every part of the file by name."""
    page = Page(template, load_texts(report.language))
    for kind, part in template.related.items():
        page.relationships.add(kind, part.removeprefix("word/") if part.startswith("word/") else f"/{part}")
    page.relationships.add("numbering", "numbering.xml")
    numbered = number_blocks(report.blocks)
    ids, leads = find_list_ids(template), find_leads(numbered)
    pages = find_pages(report, numbered, template, page.texts)
    body = [
        compose_front(report, page),
        compose_contents(list_contents(numbered), pages.headings, page),
        *(compose_block(each, report, page, ids, first=n == 0, leads=n in leads) for n, each in enumerate(numbered)),
    ]
    references = add_running(report, page, pages.total)
    own_front = not template.running or template.title_page
    section = f"<w:sectPr>{references}{_put_title_page(template.section, own_front)}</w:sectPr>"
    document = f"{DECLARATION}<w:document {NAMESPACES}><w:body>{''.join(body)}{section}</w:body></w:document>"
    parts = {
        "docProps/core.xml": _compose_core(report, page.tag),
        "docProps/app.xml": _compose_app(report),
        "word/document.xml": document.encode(),
        "word/numbering.xml": compose_numbering(template, page.texts, ids, page.lists),
        **template.parts,
        **page.parts,
    }
    parts["word/_rels/document.xml.rels"] = page.relationships.compose()
    types = {**{name: kind for name, kind in template.types.items() if name in parts}, **page.types, **_TYPES}
    return {CONTENT_TYPES: _compose_types(types), "_rels/.rels": _compose_package_relations(), **parts}


def _put_title_page(section: str, wanted: bool) -> str:
    """Put the mark of a title page where the schema wants it: before what few sections have after it."""
    if not wanted:
        return section
    for later in ("<w:textDirection", "<w:bidi", "<w:rtlGutter", "<w:docGrid"):
        head, found, tail = section.partition(later)
        if found:
            return f"{head}<w:titlePg/>{found}{tail}"
    return f"{section}<w:titlePg/>"


def _compose_types(types: dict[str, str]) -> bytes:
    overrides = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in types.items())
    return (
        f'{DECLARATION}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    ).encode()


def _compose_package_relations() -> bytes:
    relations = Relationships()
    relations.add("officeDocument", "word/document.xml")
    relations.add("extended-properties", "docProps/app.xml")
    text = relations.compose().decode()
    core = (
        f'<Relationship Id="rIdCore" Type="{_PACKAGE}/relationships/metadata/core-properties"'
        ' Target="docProps/core.xml"/>'
    )
    return text.replace("</Relationships>", f"{core}</Relationships>").encode()


def _compose_core(report: Report, tag: str) -> bytes:
    at = datetime.datetime.combine(report.day, datetime.time(12)).isoformat() + "Z"
    date = 'xsi:type="dcterms:W3CDTF"'
    return (
        f'{DECLARATION}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(report.title)}</dc:title><dc:subject>{escape(report.subtitle)}</dc:subject>"
        f"<dc:creator>{escape(report.organisation)}</dc:creator><dc:description>{escape(report.summary)}</dc:description>"
        f"<cp:lastModifiedBy>{escape(report.organisation)}</cp:lastModifiedBy>"
        f"<dcterms:created {date}>{at}</dcterms:created><dcterms:modified {date}>{at}</dcterms:modified>"
        f"<dc:language>{tag}</dc:language></cp:coreProperties>"
    ).encode()


def _compose_app(report: Report) -> bytes:
    return (
        f'{DECLARATION}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        f"<Application>Workshop toolkit</Application><Company>{escape(report.organisation)}</Company>"
        "</Properties>"
    ).encode()
