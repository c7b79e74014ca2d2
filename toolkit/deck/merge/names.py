"""The names of DrawingML and PresentationML that a merge asks for, and short ways to find them. Reads no file."""

from collections.abc import Iterator

from lxml import etree

NAMESPACES = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "p14": "http://schemas.microsoft.com/office/powerpoint/2010/main",
}
R = f"{{{NAMESPACES['r']}}}"
FEET = ("ftr", "dt", "sldNum")
SHAPES = ("sp", "pic", "graphicFrame", "cxnSp", "grpSp", "contentPart", "AlternateContent")


def q(name: str) -> str:
    """Return the full name of `p:sld` and its like."""
    prefix, _, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


def local(element: etree._Element) -> str:
    """Return an element's name without its namespace; a comment has none."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def find(element: etree._Element | None, path: str) -> etree._Element | None:
    """Find the first element at a path such as p:cSld/p:spTree."""
    return None if element is None else element.find(path, NAMESPACES)


def require(element: etree._Element, path: str) -> etree._Element:
    """Return the first element at a path that every deck has. Raises ValueError where this one has none."""
    found = element.find(path, NAMESPACES)
    if found is None:
        message = f"there is no {path}"
        raise ValueError(message)
    return found


def find_all(element: etree._Element | None, path: str) -> list[etree._Element]:
    """Find all elements at a path."""
    return [] if element is None else element.findall(path, NAMESPACES)


def iterate_shapes(root: etree._Element) -> Iterator[etree._Element]:
    """Yield the shapes of a slide, a layout or a master, those of groups not among them."""
    tree = find(root, "p:cSld/p:spTree")
    if tree is not None:
        yield from (child for child in tree if local(child) in SHAPES)


def find_placeholder(shape: etree._Element) -> etree._Element | None:
    """Return a shape's p:ph, or None."""
    return next((mark for mark in shape.iterfind("*/p:nvPr/p:ph", NAMESPACES)), None)


def find_foot(shape: etree._Element) -> str:
    """Return ftr, dt or sldNum for a shape that shows one of them, or an empty text."""
    mark = find_placeholder(shape)
    kind = "" if mark is None else mark.get("type", "")
    return kind if kind in FEET else ""


def read_text(element: etree._Element | None) -> str:
    """Return the text of an element's paragraphs, one a line."""
    if element is None:
        return ""
    return "\n".join(
        "".join("\n" if local(node) == "br" else (node.text or "") for node in paragraph.iter(q("a:t"), q("a:br")))
        for paragraph in element.iter(q("a:p"))
    )
