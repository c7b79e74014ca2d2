"""A slide as LibreOffice saw it, or wrote it → what is seen of it, as facts. Reads no file.

LibreOffice writes a slide anew: what the program left to layout, master, theme and table style stands on the slide
itself, in computed values. So both are read as seen, and compared (facts.py). What it knows nothing of (an element that
is not read here) is a fact as well, and makes the slide an edited one.
"""

from collections.abc import Callable

from lxml import etree
from msgspec import Struct

from toolkit.deck.merge.backdrop import read_backdrop
from toolkit.deck.merge.chart_facts import read_chart_facts
from toolkit.deck.merge.colours import read_colour
from toolkit.deck.merge.facts import Fact
from toolkit.deck.merge.names import R, find, find_all, find_foot, iterate_shapes, local, q
from toolkit.deck.merge.styles import Styles, read_attribute
from toolkit.deck.merge.table_facts import read_table_facts
from toolkit.deck.merge.text_facts import Target, read_text_facts

_INSETS = {"lIns": 91440, "tIns": 45720, "rIns": 91440, "bIns": 45720}


class Sources(Struct, frozen=True, kw_only=True):
    """Where a slide's looks and related parts come from."""

    styles: Styles
    target: Target
    chart: Callable[[str], etree._Element | None]
    table_style: Callable[[str], etree._Element | None]


def read_seen(slide: etree._Element, sources: Sources) -> dict[str, Fact]:
    """Return the facts of a slide's body."""
    facts: dict[str, Fact] = {"background": _digest(find(slide, "p:cSld/p:bg")), **read_backdrop(sources.styles)}
    timing = find(slide, "p:timing")
    facts["timing"] = _digest(timing)
    number = 0
    for shape in iterate_shapes(slide):
        foot = find_foot(shape)
        if foot:
            looks = {name: fact for name, fact in _read_shape(shape, sources).items() if not name.endswith(" text")}
            facts.update({f"foot {foot} {name}": fact for name, fact in looks.items()})
            continue
        number += 1
        facts.update({f"shape {number} {name}": fact for name, fact in _read_shape(shape, sources).items()})
    return facts


def _digest(element: etree._Element | None) -> str:
    return "" if element is None else etree.tostring(element, method="c14n").decode()


def _read_shape(shape: etree._Element, sources: Sources) -> dict[str, Fact]:
    kind = local(shape)
    match kind:
        case "sp" | "cxnSp":
            return {"kind": kind, **_read_plain(shape, sources)}
        case "pic":
            return {"kind": kind, **_read_picture(shape, sources)}
        case "graphicFrame":
            return {"kind": kind, **_read_frame(shape, sources)}
    return {"kind": kind, "all": _digest(shape)}


def _read_named(shape: etree._Element, sources: Sources) -> dict[str, Fact]:
    """Return a shape's alternative text, its links and whether it is hidden; LibreOffice gives names of its own."""
    properties = next(iter(shape.iter(q("p:cNvPr"))))
    link = find(properties, "a:hlinkClick")
    return {
        "alt": properties.get("descr", ""),
        "link": "" if link is None else sources.target(link.get(f"{R}id", "")),
        "hidden": properties.get("hidden", "0"),
    }


def _read_box(holders: tuple[etree._Element, ...], path: str = "p:spPr/a:xfrm") -> dict[str, Fact]:
    found = next((frame for holder in holders if (frame := find(holder, path)) is not None), None)
    if found is None:
        return {"place": "none"}
    place, side = find(found, "a:off"), find(found, "a:ext")
    facts: dict[str, Fact] = {
        "turned": int(found.get("rot", "0")),
        "flipped": f"{found.get('flipH', '0')}{found.get('flipV', '0')}",
    }
    for element, names in ((place, ("x", "y")), (side, ("cx", "cy"))):
        facts.update({name: int("0" if element is None else element.get(name, "0")) for name in names})
    return facts


def _read_plain(shape: etree._Element, sources: Sources) -> dict[str, Fact]:
    styles = sources.styles
    holders = styles.find_holders(shape)
    facts = {**_read_named(shape, sources), **_read_box(holders), **_read_geometry(shape, holders, styles)}
    body = find(shape, "p:txBody")
    if body is None:
        return facts
    settings = [found for holder in holders if (found := find(holder, "p:txBody/a:bodyPr")) is not None]
    facts.update({name: int(read_attribute(iter(settings), name) or default) for name, default in _INSETS.items()})
    facts["anchor"] = read_attribute(iter(settings), "anchor") or "t"
    facts["upright"] = read_attribute(iter(settings), "vert") or "horz"
    facts["columns"] = read_attribute(iter(settings), "numCol") or "1"
    text = read_text_facts(body, lambda level: list(styles.find_levels(shape, level)), styles, sources.target)
    return {**facts, **text}


def _read_geometry(shape: etree._Element, holders: tuple[etree._Element, ...], styles: Styles) -> dict[str, Fact]:
    properties = [found for holder in holders if (found := find(holder, "p:spPr")) is not None]
    preset = next((found for each in properties if (found := find(each, "a:prstGeom")) is not None), None)
    custom = next((found for each in properties if (found := find(each, "a:custGeom")) is not None), None)
    fill = next((child for each in properties for child in each if local(child).endswith("Fill")), None)
    line = next((found for each in properties if (found := find(each, "a:ln")) is not None), None)
    line_fill = None if line is None else next((child for child in line if local(child).endswith("Fill")), None)
    facts: dict[str, Fact] = {
        "form": _digest(custom) if custom is not None else "rect" if preset is None else preset.get("prst", ""),
        "fill": _read_fill(fill, styles),
        "line": _read_fill(line_fill, styles),
        "effects": "".join(
            _digest(child)
            for child in find_all(shape, "p:spPr/*")
            if local(child) in ("effectLst", "scene3d", "sp3d", "effectDag") and len(child)
        ),
    }
    if facts["line"] is not None and line is not None:
        facts["line width"] = int(line.get("w", "9525"))
    return facts


def _read_fill(fill: etree._Element | None, styles: Styles) -> Fact:
    if fill is None or local(fill) == "noFill":
        return None
    if local(fill) == "solidFill":
        clear = next(iter(fill.iter(q("a:alpha"))), None)
        colour = read_colour(fill, styles.slots)
        return colour if clear is None else f"{colour} {clear.get('val')}"
    return _digest(fill)


def _read_picture(shape: etree._Element, sources: Sources) -> dict[str, Fact]:
    fill = find(shape, "p:blipFill")
    image = find(fill, "a:blip")
    cut = find(fill, "a:srcRect")
    facts = {**_read_named(shape, sources), **_read_box((shape,))}
    facts["picture"] = "" if image is None else sources.target(image.get(f"{R}embed", ""))
    facts["effects"] = "" if image is None else "".join(_digest(child) for child in image if local(child) != "extLst")
    for side in "ltrb":
        facts[f"cut {side}"] = 0.0 if cut is None else float(cut.get(side, "0").rstrip("%")) / 1000
    line = find(shape, "p:spPr/a:ln")
    line_fill = None if line is None else next((child for child in line if local(child).endswith("Fill")), None)
    facts["line"] = _read_fill(line_fill, sources.styles)
    return facts


def _read_frame(shape: etree._Element, sources: Sources) -> dict[str, Fact]:
    facts = {**_read_named(shape, sources), **_read_box((shape,), "p:xfrm")}
    facts["frame alt"] = facts.pop("alt")
    data = find(shape, "a:graphic/a:graphicData")
    table = find(data, "a:tbl")
    chart = find(data, "c:chart")
    if table is not None:
        style = find(table, "a:tblPr/a:tableStyleId")
        found = None if style is None else sources.table_style(style.text or "")
        facts.update(read_table_facts(table, found, sources.styles, sources.target))
    elif chart is not None:
        space = sources.chart(chart.get(f"{R}id", ""))
        if space is not None:
            facts.update(read_chart_facts(space, lambda fill: _read_fill(fill, sources.styles)))
    else:
        facts["all"] = _digest(data)
    return facts
