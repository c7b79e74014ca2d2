"""A template's styles part → the ids of the styles a report needs; what is missing is taken from the default template.

XML elements in, XML elements out. A style that comes from the default template is named by theme fonts and colours, so
that it takes the organisation's.
"""

import copy
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DEFAULT_WIDTH = 8732
"""Text width of the default template in twips, to which its tab stops are set."""

SHOWN = {
    "heading 1": "Heading 1", "heading 2": "Heading 2", "heading 3": "Heading 3", "title": "Title",
    "subtitle": "Subtitle", "list bullet": "List Bullet", "list number": "List Number", "quote": "Quote",
    "caption": "Caption",
}  # fmt: skip
"""Styles whose absence is worth telling, as Word shows their names. Those of contents come with a first use."""
_SILENT = (
    "toc heading", "toc 1", "toc 2", "toc 3", "header", "footer", "hyperlink", "placeholder text",
    "report kicker", "report fact", "report lead", "report source", "report figure", "report note",
    "report writing", "report table", "report table text",
)  # fmt: skip
NEEDED = (*SHOWN, *_SILENT)
_SLOTS = {"text1": "dk1", "text2": "dk2", "background1": "lt1", "background2": "lt2"}
_SLOTS |= {"accent1": "accent1", "hyperlink": "accent1"}
_BASES = {"Normal": "paragraph", "DefaultParagraphFont": "character", "TableNormal": "table", "NoList": "numbering"}


@dataclass(frozen=True, kw_only=True)
class FoundStyles:
    """The styles part as it will be written, the ids by name, and the names that had to be added."""

    root: etree._Element
    ids: Mapping[str, str]
    added: tuple[str, ...]


def complete_styles(
    root: etree._Element, default: etree._Element, width: int, colours: Mapping[str, str]
) -> FoundStyles:
    """Find every style a report needs by its name, and add those that are missing, in the template's colours."""
    ids = _list_ids(root)
    bases = {own: _find_default(root, default, kind) for own, kind in _BASES.items()}
    taken = {str(style.get(f"{W}styleId", "")) for style in root.iter(f"{W}style")}
    own = {_name(style): style for style in default.iter(f"{W}style")}
    added = []
    for name in NEEDED:
        if name in ids:
            continue
        style = copy.deepcopy(own[name])
        _adopt(style, bases, ids, taken, width)
        _recolour(style, colours)
        root.append(style)
        ids[name] = str(style.get(f"{W}styleId"))
        taken.add(ids[name])
        added.append(name)
    ids["normal"] = bases["Normal"]
    ids.setdefault("body text", bases["Normal"])
    return FoundStyles(root=root, ids=ids, added=tuple(added))


def find_style(root: etree._Element, style_id: str) -> etree._Element | None:
    """Return a style by its id."""
    return next((style for style in root.iter(f"{W}style") if style.get(f"{W}styleId") == style_id), None)


def is_numbered(root: etree._Element, style_id: str) -> bool:
    """Tell whether a style, or one it is based on, carries a list's number."""
    for _ in range(20):
        style = find_style(root, style_id)
        if style is None:
            return False
        number = style.find(f"{W}pPr/{W}numPr/{W}numId")
        if number is not None:
            return number.get(f"{W}val") != "0"
        base = style.find(f"{W}basedOn")
        style_id = "" if base is None else str(base.get(f"{W}val", ""))
    return False


def _list_ids(root: etree._Element) -> dict[str, str]:
    """Return the ids by name; a localised Word writes its own ids but the same names."""
    ids: dict[str, str] = {}
    for style in root.iter(f"{W}style"):
        ids.setdefault(_name(style), str(style.get(f"{W}styleId", "")))
    return {name: style_id for name, style_id in ids.items() if name and style_id}


def _name(style: etree._Element) -> str:
    name = style.find(f"{W}name")
    return "" if name is None else str(name.get(f"{W}val", "")).casefold()


def _find_default(root: etree._Element, default: etree._Element, kind: str) -> str:
    """Return the default style of a kind; one that the template lacks is added."""
    for style in root.iter(f"{W}style"):
        if style.get(f"{W}type") == kind and style.get(f"{W}default") in ("1", "true", "on"):
            return str(style.get(f"{W}styleId"))
    own = next(each for each in default.iter(f"{W}style") if each.get(f"{W}type") == kind and each.get(f"{W}default"))
    root.append(copy.deepcopy(own))
    return str(own.get(f"{W}styleId"))


def _recolour(style: etree._Element, colours: Mapping[str, str]) -> None:
    """Store the theme's colours beside their names: a program that reads no themes shows what is stored."""
    for element in style.iter():
        for named, stored in (("themeColor", ("color", "val")), ("themeFill", ("fill",))):
            slot = _SLOTS.get(str(element.get(f"{W}{named}", "")), "")
            if not slot or element.get(f"{W}themeTint"):
                continue
            for key in stored:
                value = str(element.get(f"{W}{key}", ""))
                if len(value) == 6 and all(digit in "0123456789abcdefABCDEF" for digit in value):
                    element.set(f"{W}{key}", colours[slot])


def _adopt(
    style: etree._Element, bases: Mapping[str, str], ids: Mapping[str, str], taken: set[str], width: int
) -> None:
    """Give a style of the default template a free id, the template's bases, and tab stops at the edge of its text."""
    wanted = str(style.get(f"{W}styleId"))
    while wanted in taken:
        wanted = f"Report{wanted}"
    style.set(f"{W}styleId", wanted)
    for tag in ("basedOn", "next"):
        element = style.find(f"{W}{tag}")
        if element is not None:
            value = str(element.get(f"{W}val"))
            element.set(f"{W}val", bases.get(value) or ids.get(value.casefold(), bases["Normal"]))
    for number in list(style.iter(f"{W}numPr")):
        parent = number.getparent()
        if parent is not None:
            parent.remove(number)
    for tab in style.iter(f"{W}tab"):
        if tab.get(f"{W}pos") == str(DEFAULT_WIDTH):
            tab.set(f"{W}pos", str(width))
