"""A styles part → how each paragraph style is set, with what it inherits: XML in, values out.

Only what decides how much room a paragraph takes.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from lxml import etree

from toolkit.report.docx_template.styles import W, find_style
from toolkit.report.word_template import Look

_THEME_FONT = "+"


def read_looks(root: etree._Element, ids: Mapping[str, str], names: Iterable[str], font: str) -> dict[str, Look]:
    """Return the look of each style by its name; `font` is the theme's font of running text."""
    return {name: _read_look(root, ids[name], font) for name in names if name in ids}


def _read_look(root: etree._Element, style_id: str, font: str) -> Look:
    found: dict[str, Any] = {}
    defaults = root.find(f"{W}docDefaults")
    if defaults is not None:
        _merge(found, defaults.find(f"{W}pPrDefault/{W}pPr"), defaults.find(f"{W}rPrDefault/{W}rPr"))
    for style in reversed(_list_chain(root, style_id)):
        _merge(found, style.find(f"{W}pPr"), style.find(f"{W}rPr"))
    family = str(found.pop("font", _THEME_FONT))
    return Look(font=font if family == _THEME_FONT else family, **found)


def _list_chain(root: etree._Element, style_id: str) -> list[etree._Element]:
    """List a style and those it is based on, the nearest first."""
    chain: list[etree._Element] = []
    while style_id and len(chain) < 20:
        style = find_style(root, style_id)
        if style is None:
            break
        chain.append(style)
        base = style.find(f"{W}basedOn")
        style_id = "" if base is None else str(base.get(f"{W}val", ""))
    return chain


def _merge(found: dict[str, Any], paragraph: etree._Element | None, run: etree._Element | None) -> None:
    if paragraph is not None:
        _merge_paragraph(found, paragraph)
    if run is None:
        return
    size, bold, fonts = run.find(f"{W}sz"), run.find(f"{W}b"), run.find(f"{W}rFonts")
    if size is not None:
        found["size"] = _read(size, "val", 20) / 2
    if bold is not None:
        found["bold"] = _is_on(bold)
    if fonts is not None:
        named = fonts.get(f"{W}ascii")
        found["font"] = _THEME_FONT if fonts.get(f"{W}asciiTheme") else named or found.get("font", _THEME_FONT)


def _merge_paragraph(found: dict[str, Any], paragraph: etree._Element) -> None:
    spacing, indent = paragraph.find(f"{W}spacing"), paragraph.find(f"{W}ind")
    if spacing is not None:
        for key in ("before", "after"):
            if spacing.get(f"{W}{key}") is not None:
                found[key] = _read(spacing, key, 0) / 20
        if spacing.get(f"{W}line") is not None:
            rule = spacing.get(f"{W}lineRule", "auto")
            line = _read(spacing, "line", 240)
            found["line"], found["exact"] = (line / 240, 0.0) if rule == "auto" else (1.0, line / 20)
    if indent is not None:
        for key, names in (("left", ("left", "start")), ("right", ("right", "end"))):
            for name in names:
                if indent.get(f"{W}{name}") is not None:
                    found[key] = _read(indent, name, 0) / 20
    for key, tag in (("keep_next", "keepNext"), ("keep_lines", "keepLines"), ("new_page", "pageBreakBefore")):
        element = paragraph.find(f"{W}{tag}")
        if element is not None:
            found[key] = _is_on(element)


def _read(element: etree._Element, key: str, default: int) -> float:
    try:
        return float(element.get(f"{W}{key}", default))
    except ValueError:
        return float(default)


def _is_on(element: etree._Element) -> bool:
    return element.get(f"{W}val", "1") not in ("0", "false", "off")
