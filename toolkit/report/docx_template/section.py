"""A template's last section: its page, its margins, the headers and footers it brings. XML in, values out."""

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
_PAGES: dict[str, PageKind] = {"default": "default", "first": "first", "even": "even"}


def find_section(package: Package) -> etree._Element:
    """Return the last section of the document, cleaned; one of A4 where there is none."""
    body = package.parse(package.document).find(f"{W}body")
    if body is None:
        raise make_fault(package.file, messages.DAMAGED, part=package.document)
    found = body.find(f"{W}sectPr")
    section = found if found is not None else etree.Element(f"{W}sectPr", nsmap={"w": W[1:-1]})
    for tag in _LEAVES:
        for element in section.findall(f"{W}{tag}"):
            section.remove(element)
    if section.find(f"{W}pgSz") is None:
        size = etree.Element(f"{W}pgSz", {f"{W}w": str(_A4[0]), f"{W}h": str(_A4[1])})
        section.insert(len(section.findall(f"{W}headerReference") + section.findall(f"{W}footerReference")), size)
    return section


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
