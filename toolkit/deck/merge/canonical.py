"""Slide XML → one text that is the same for the same slide, whichever program wrote its markup. Reads no file.

What PowerPoint and python-pptx write anew at every save says nothing of the slide: relationship ids, part names, shape
ids, creation ids, spelling marks, the scale of text that was fitted, where a text is cut into runs. Whatever else there
is counts, known or not: a slide that is not certainly the same is taken for edited.
"""

from collections.abc import Callable

from lxml import etree

from toolkit.deck.merge.names import R, find_foot, find_placeholder, local

Target = Callable[[str], str]
"""Say what a relationship id of the part leads to: an address, a picture's digest, what a chart shows."""

_LEFT_OUT = {"endParaRPr", "creationId", "rowId", "colId", "modId"}
_ATTRIBUTES_LEFT_OUT = {
    "cNvPr": {"id"},
    "ph": {"sz", "hasCustomPrompt"},
    "normAutofit": {"fontScale", "lnSpcReduction"},
    "fld": {"id"},
    "rPr": {"dirty", "err", "smtClean", "smtId", "bmk", "altLang", "noProof"},
}
_MAY_BE_EMPTY = {"extLst", "ext", "pPr", "lstStyle", "rPr", "effectLst", "avLst", "tabLst"}
_TRUE = {"true": "1", "false": "0"}


def write_canonical(element: etree._Element, target: Target) -> str:
    """Return the element as canonical text; `target` tells what its relationships lead to."""
    parts: list[str] = []
    _write(element, target, parts)
    return "".join(parts)


def write_body(slide: etree._Element, target: Target) -> str:
    """Return what stands on a slide and moves on it: shapes, background, timing; without its footers.

    Hidden slides, transitions and comments are not of the body: the program has no say in them.
    """
    parts: list[str] = []
    for child in slide:
        if local(child) in ("cSld", "clrMapOvr", "timing"):
            _write(child, target, parts)
    return "".join(parts)


def _write(element: etree._Element, target: Target, parts: list[str]) -> None:
    name = local(element)
    if not name or name in _LEFT_OUT or (name == "sp" and find_foot(element)):
        return
    inner: list[str] = []
    if name == "p":
        _write_paragraph(element, target, inner)
    else:
        for child in element:
            _write(child, target, inner)
    attributes = _list_attributes(element, name, target)
    text = element.text if element.text and (name == "t" or element.text.strip()) else ""
    if not inner and not attributes and not text and name in _MAY_BE_EMPTY:
        return
    parts.append(f"<{name}{attributes}>{text}{''.join(inner)}</>")


def _list_attributes(element: etree._Element, name: str, target: Target) -> str:
    left_out = _ATTRIBUTES_LEFT_OUT.get(name, set())
    said = []
    for key, value in ((str(key), str(value)) for key, value in element.attrib.items()):
        if key.startswith(R):
            said.append(f" {key.rpartition('}')[2]}={target(value)}")
        elif key not in left_out and not (name == "ext" and key == "uri"):
            said.append(f" {key.rpartition('}')[2]}={_TRUE.get(value, value)!r}")
    return "".join(sorted(said))


def _write_paragraph(paragraph: etree._Element, target: Target, parts: list[str]) -> None:
    """Write the runs of a paragraph, those of one look as one."""
    last = None
    for child in paragraph:
        name = local(child)
        if name != "r":
            last = None
            _write_field(child, target, parts) if name == "fld" else _write(child, target, parts)
            continue
        look: list[str] = []
        text = ""
        for node in child:
            if local(node) == "t":
                text += node.text or ""
            else:
                _write(node, target, look)
        if not text:
            continue
        if last is not None and last == look:
            parts[-1] = f"{parts[-1].removesuffix('</r>')}{text}</r>"
        else:
            parts.append(f"<r>{''.join(look)}|{text}</r>")
        last = look


def _write_field(field: etree._Element, target: Target, parts: list[str]) -> None:
    """Write a field without the text it last showed, which is computed."""
    parts.append(f"<fld {field.get('type', '')!r}>")
    for child in field:
        if local(child) != "t":
            _write(child, target, parts)


def find_feet(slide: etree._Element) -> dict[str, etree._Element]:
    """Return a slide's footer, date and number by kind."""
    return {find_foot(shape): shape for shape in slide.iter() if local(shape) == "sp" and find_foot(shape)}


def write_foot(foot: etree._Element, target: Target) -> str:
    """Return how a footer looks, without what it says: its place, its looks, a field's kind."""
    parts: list[str] = []
    for child in foot:
        if local(child) == "txBody":
            for paragraph in child:
                look: list[str] = []
                if local(paragraph) == "p":
                    _write_paragraph(paragraph, target, look)
                    parts += [piece.partition("|")[0] for piece in look]
                else:
                    _write(paragraph, target, parts)
        elif find_placeholder(foot) is not None:
            _write(child, target, parts)
    return "".join(parts)
