"""What a document holds beside its text: headers, footers, the page, comments, the file's properties."""

from collections.abc import Callable, Iterator, Mapping

from lxml import etree

from toolkit.report.docx_merge.looks import is_on, read_twips, read_value
from toolkit.report.docx_merge.objects import R
from toolkit.report.docx_merge.values import Block
from toolkit.report.docx_template.package import Package
from toolkit.report.docx_template.styles import W

_CORE = ("title", "subject", "keywords", "description", "category")


def list_comments(root: etree._Element | None) -> Mapping[str, tuple[str, ...]]:
    """Return who said what, by the comment's id."""
    if root is None:
        return {}
    return {
        read_value(each, "id"): (read_value(each, "author"), "".join(str(t.text or "") for t in each.iter(f"{W}t")))
        for each in root.iter(f"{W}comment")
    }


def list_running(package: Package, read_story: Callable[[str], tuple[object, ...]]) -> Iterator[Block]:
    """List the headers and footers that are shown; an empty one is none."""
    targets = {each.id: each.target for each in package.relations(package.document) if not each.external}
    settings = package.related("settings")
    odd_even = package.parse(settings).find(f"{W}evenAndOddHeaders") if settings else None
    for section in package.parse(package.document).iter(f"{W}sectPr"):
        first = section.find(f"{W}titlePg")
        shown = {
            "default": True,
            "first": first is not None and is_on(first),
            "even": odd_even is not None and is_on(odd_even),
        }
        references = section.iter(f"{W}headerReference", f"{W}footerReference")
        for reference in sorted(references, key=lambda each: (str(each.tag), read_value(each, "type"))):
            pages, part = read_value(reference, "type"), targets.get(str(reference.get(f"{R}id", "")), "")
            if part in package.parts and shown.get(pages, True) and (said := read_story(part)):
                name = str(reference.tag).removeprefix(W)
                yield Block(kind="running", heading="", said=(name, pages, said))


def read_page(section: etree._Element) -> tuple[tuple[object, ...], tuple[float, ...]]:
    """Return how a section's pages lie, and their measures in points."""
    size, margins, columns = (section.find(f"{W}{tag}") for tag in ("pgSz", "pgMar", "cols"))
    across = size is not None and read_value(size, "orient") == "landscape"
    count = "1" if columns is None else read_value(columns, "num") or "1"
    marks = tuple(tag for tag in ("pgBorders", "lnNumType") if section.find(f"{W}{tag}") is not None)
    first = section.find(f"{W}pgNumType")
    start = "" if first is None else read_value(first, "start")
    wanted = ((size, "w"), (size, "h"), *((margins, side) for side in ("top", "right", "bottom", "left")))
    found = (0.0 if element is None else abs(read_twips(element, name) or 0.0) for element, name in wanted)
    return ("page", across, count, start, *marks), tuple(found)


def read_properties(package: Package) -> Iterator[Block]:
    """List what the file says of itself and what an organisation marks it with, such as a sensitivity label."""
    found: list[tuple[str, str]] = []
    for relation in package.relations(""):
        elements = (
            list(package.parse(relation.target)) if (relation.kind in ("core-properties", "custom-properties")) else []
        )
        for element in elements:
            name = str(element.get("name", "")) or etree.QName(element).localname
            said = "".join(map(str, element.itertext())).strip()
            if said and (relation.kind == "custom-properties" or name in _CORE):
                found.append((name, said))
    yield from (Block(kind="property", heading="", said=each) for each in sorted(found))
