"""The headings → a table of contents: a field that Word can update, with its entries and page numbers stored. Pure.

The field is not marked as out of date: Word would ask, whenever the file is opened, whether to update fields "that may
refer to other files". The page numbers are those of `report/pagination.py`; Word sets its own when it prints, or when
somebody chooses "Update Table".
"""

from collections.abc import Mapping, Sequence

from toolkit.document.numbering import CONTENTS_LEVELS, Numbered
from toolkit.document.values import Heading
from toolkit.fonts.metrics import load_metrics
from toolkit.report.docx.page import Page
from toolkit.report.docx.text_xml import compose_field, compose_paragraph, compose_run
from toolkit.report.wording import say_number

_MARGIN, _GAP = 1.28, 120
"""How much wider than measured a number may be in a font whose widths are not known, and the gap after it in twips."""


def compose_contents(headings: Sequence[Numbered], pages: Mapping[str, int], page: Page) -> str:
    """Compose the contents in the control that offers "Update Table"; `pages` are the numbers by bookmark."""
    said = compose_run(page.texts("Contents"), page.tag)
    title = compose_paragraph(page.template.style("toc heading"), said, "<w:pageBreakBefore/>")
    lines = []
    for number, heading in enumerate(headings):
        opening = _open_field(page) if number == 0 else ""
        closing = _mark("end", page) if number == len(headings) - 1 else ""
        lines.append(_compose_line(heading, pages.get(heading.anchor, 0), page, opening, closing))
    return (
        f'<w:sdt><w:sdtPr><w:id w:val="{page.next_id()}"/><w:docPartObj><w:docPartGallery w:val="Table of Contents"/>'
        f"<w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent>{title}{''.join(lines)}</w:sdtContent></w:sdt>"
    )


def _compose_line(heading: Numbered, at: int, page: Page, opening: str, closing: str) -> str:
    block = heading.block
    assert isinstance(block, Heading)  # noqa: S101  nothing else stands in the contents
    said = say_number(heading, page.texts)
    before = f"{said}\t" if said else ""
    number = compose_field(f"PAGEREF {heading.anchor} \\h", str(at), page.tag)
    text = compose_run(f"{before}{block.text}\t", page.tag)
    inner = f'<w:hyperlink w:anchor="{heading.anchor}" w:history="1">{text}{number}</w:hyperlink>'
    style = page.template.style(f"toc {block.level}")
    return compose_paragraph(style, f"{opening}{inner}{closing}", _compose_tabs(said, block, page))


def _compose_tabs(said: str, block: Heading, page: Page) -> str:
    """Compose the tab stops of an entry, as Word does where a template's own style has none or a number is long."""
    if page.template.own and not (block.appendix and said) and said:
        return ""
    left = {1: 0, 2: 454, 3: 1021}[block.level]
    look = page.template.looks[f"toc {block.level}"]
    needed = load_metrics().face(look.font, look.bold).measure(said) * look.size / 1000 * 20
    indent = left + max(round(needed * _MARGIN) + _GAP, 454 if block.level == 1 else 567) if said else left
    return (
        f'<w:tabs><w:tab w:val="left" w:pos="{indent}"/>'
        f'<w:tab w:val="right" w:leader="dot" w:pos="{page.template.text_width}"/></w:tabs>'
        f'<w:ind w:left="{indent}" w:hanging="{indent - left}"/>'
    )


def _open_field(page: Page) -> str:
    code = f'TOC \\o "1-{CONTENTS_LEVELS}" \\h \\z \\u'
    run = (
        f'<w:r><w:rPr><w:lang w:val="{page.tag}"/></w:rPr>'
        f'<w:instrText xml:space="preserve"> {code.replace(chr(34), "&quot;")} </w:instrText></w:r>'
    )
    return f"{_mark('begin', page)}{run}{_mark('separate', page)}"


def _mark(kind: str, page: Page) -> str:
    return f'<w:r><w:rPr><w:lang w:val="{page.tag}"/></w:rPr><w:fldChar w:fldCharType="{kind}"/></w:r>'
