"""A grey field and what stands in it, as XML → its title, its text, and what else of it is seen."""

from collections.abc import Iterator

from lxml import etree

from toolkit.report.docx_merge.inline import read_plain
from toolkit.report.docx_merge.looks import read_child, read_value
from toolkit.report.docx_template.styles import W

SILENT = (
    "bookmarkStart", "bookmarkEnd", "proofErr", "commentRangeStart", "commentRangeEnd", "permStart", "permEnd",
    "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd",
)  # fmt: skip
"""Marks between paragraphs that nobody sees."""
_TEXTUAL = (
    "p", "r", "t", "tab", "br", "cr", "noBreakHyphen", "softHyphen", "lastRenderedPageBreak", "hyperlink", "sdt",
    "sdtContent", "smartTag", "bookmarkStart", "bookmarkEnd", "proofErr", "permStart", "permEnd",
)  # fmt: skip
"""What an empty field may hold. Anything else in it – a picture, a formula, a note – is somebody's."""


def read_title(control: etree._Element) -> str:
    """Return the title that a control shows."""
    properties = control.find(f"{W}sdtPr")
    return "" if properties is None else read_child(properties, "alias")


def read_tag(control: etree._Element) -> str:
    """Return a control's tag."""
    properties = control.find(f"{W}sdtPr")
    return "" if properties is None else read_child(properties, "tag")


def read_field_text(content: list[etree._Element]) -> str:
    """Return the plain text of a field, a line a paragraph, as far as it is text."""
    lines = []
    for element in content:
        for paragraph in element.iter(f"{W}p"):
            drawn = any(each.tag.removeprefix(W) not in _TEXTUAL for each in _iterate_content(paragraph))
            lines.append(read_plain(paragraph) + ("\ufffc" if drawn else ""))
    return "\n".join(lines).strip()


def _iterate_content(element: etree._Element) -> Iterator[etree._Element]:
    """Go through an element and what stands in it, without properties."""
    yield element
    for child in element:
        if not str(child.tag).endswith("Pr"):
            yield from _iterate_content(child)


def ends_with_break(content: list[etree._Element]) -> bool:
    """Whether the last that stands in a field is a page break."""
    runs = [each for element in content for each in element.iter(f"{W}t", f"{W}br")]
    return bool(runs) and runs[-1].tag == f"{W}br" and read_value(runs[-1], "type") == "page"


def find_lone_control(paragraph: etree._Element) -> etree._Element | None:
    """Return the control that is all a paragraph holds: Word may put a field inside the paragraph instead of around."""
    inner = [each for each in paragraph if each.tag not in (f"{W}pPr", *(f"{W}{tag}" for tag in SILENT))]
    return inner[0] if len(inner) == 1 and inner[0].tag == f"{W}sdt" else None
