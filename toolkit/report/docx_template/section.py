"""A template's last section: its page, its margins, the headers and footers it brings. XML in, values out."""

import copy

from lxml import etree

from toolkit.ooxml.opening import make_fault
from toolkit.ooxml.relations import OFFICE
from toolkit.report import messages
from toolkit.report.docx_template.package import Package
from toolkit.report.docx_template.styles import W
from toolkit.report.word_template import PageKind, Running

LEAST_WIDTH_MM = 110
_R = f"{{{OFFICE}}}"
_A4 = (11906, 16838)
_MARGIN = 1417
_LEAVES = ("type", "footnotePr", "endnotePr", "pgNumType", "lnNumType", "cols", "printerSettings", "sectPrChange")
"""What of a section no report wants: columns, line numbers, another first page number."""
_REFERENCES = (f"{W}headerReference", f"{W}footerReference")
_PAGES: dict[str, PageKind] = {"default": "default", "first": "first", "even": "even"}


def find_section(package: Package) -> etree._Element:
    """Return the last section of the document, with what it inherits, cleaned; one of A4 where there is none."""
    body = package.parse(package.document).find(f"{W}body")
    if body is None:
        raise make_fault(package.file, messages.DAMAGED, part=package.document)
    sections = [each for each in body.iter(f"{W}sectPr") if getattr(each.getparent(), "tag", "") != f"{W}sectPrChange"]
    if body.find(f"{W}sectPr") is None:
        sections.append(etree.Element(f"{W}sectPr", nsmap={"w": W[1:-1]}))
    section = sections[-1]
    _inherit(section, sections[:-1])
    for tag in _LEAVES:
        for element in section.findall(f"{W}{tag}"):
            section.remove(element)
    if section.find(f"{W}pgSz") is None:
        size = etree.Element(f"{W}pgSz", {f"{W}w": str(_A4[0]), f"{W}h": str(_A4[1])})
        section.insert(len(section.findall(f"{W}headerReference") + section.findall(f"{W}footerReference")), size)
    return section


def _inherit(section: etree._Element, earlier: list[etree._Element]) -> None:
    """Give a section the headers and footers that it shows from the sections before it: Word calls them linked.

    What stands on the document's first page stands on the report's title page, which a report has in the same section.
    """
    own = {_name_reference(each) for each in section.iter(*_REFERENCES)}
    for former in reversed(earlier):
        for reference in former.iter(*_REFERENCES):
            if _name_reference(reference) not in own:
                own.add(_name_reference(reference))
                section.insert(0, copy.copy(reference))
    if earlier and section.find(f"{W}titlePg") is None:
        mark = earlier[0].find(f"{W}titlePg")
        if mark is not None and mark.get(f"{W}val", "1") not in ("0", "false", "off"):
            section.append(copy.copy(mark))


def _name_reference(reference: etree._Element) -> tuple[str, str]:
    return str(reference.tag), str(reference.get(f"{W}type", "default"))


def measure_section(section: etree._Element) -> tuple[int, int, tuple[int, int]]:
    """Return the width of the text, the height of the page, and the margins above and below, in twips."""
    size, margin = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")

    def read(element: etree._Element | None, key: str, default: int) -> int:
        value = "" if element is None else str(element.get(f"{W}{key}", ""))
        return abs(int(float(value))) if value.lstrip("-").replace(".", "", 1).isdigit() else default

    width = read(size, "w", _A4[0]) - read(margin, "left", _MARGIN) - read(margin, "right", _MARGIN)
    width -= read(margin, "gutter", 0)
    return width, read(size, "h", _A4[1]), (read(margin, "top", _MARGIN), read(margin, "bottom", _MARGIN))


def list_running(package: Package, section: etree._Element) -> tuple[Running, ...]:
    """List the headers and footers of a section, and take their references out of it."""
    targets = {each.id: each.target for each in package.relations(package.document) if not each.external}
    found = []
    for element in list(section):
        tag = str(element.tag).removeprefix(W)
        if tag not in ("headerReference", "footerReference"):
            continue
        section.remove(element)
        part = targets.get(str(element.get(f"{_R}id", "")), "")
        pages = _PAGES.get(str(element.get(f"{W}type", "default")), "default")
        if not part:
            continue
        text = package.parts[part].decode("utf-8", "replace")
        numbers = any(mark in text for mark in (">PAGE", "> PAGE", 'instr="PAGE', 'instr=" PAGE'))
        kind = "header" if tag == "headerReference" else "footer"
        found.append(Running(kind=kind, pages=pages, part=part, numbers_pages=numbers))  # type: ignore[arg-type]  # one of two
    return tuple(found)
