"""A layout on its master → what stands behind a slide: the ground's colour, bands and logos. Reads no file.

LibreOffice makes one master of the two. Whoever changes it there has changed the slides that stand on it.
"""

from lxml import etree

from toolkit.deck.merge.colours import read_colour
from toolkit.deck.merge.facts import Fact
from toolkit.deck.merge.names import find, find_all, find_placeholder, iterate_shapes, local
from toolkit.deck.merge.styles import Styles


def read_backdrop(styles: Styles) -> dict[str, Fact]:
    """Return the facts of what stands behind a slide; a ground that is no plain colour is not compared."""
    layout, master = styles.layout, styles.master
    ground = next((found for root in (layout, master) if (found := find(root, "p:cSld/p:bg")) is not None), None)
    plain = find(ground, "p:bgPr/a:solidFill")
    facts: dict[str, Fact] = {}
    if plain is not None:
        facts["ground"] = read_colour(plain, styles.slots)
    roots = [layout] if layout.get("showMasterSp") in ("0", "false") else [master, layout]
    number = 0
    for root in roots:
        for shape in iterate_shapes(root):
            if find_placeholder(shape) is None:
                number += 1
                facts.update({f"backdrop {number} {name}": fact for name, fact in _read_shape(shape, styles).items()})
    return facts


def _read_shape(shape: etree._Element, styles: Styles) -> dict[str, Fact]:
    frame = next((found for path in ("*/a:xfrm", "p:xfrm") if (found := find(shape, path)) is not None), None)
    place, side = find(frame, "a:off"), find(frame, "a:ext")
    facts: dict[str, Fact] = {"kind": local(shape), "fill": _read_fill(shape, styles)}
    for element, names in ((place, ("x", "y")), (side, ("cx", "cy"))):
        facts.update({name: int("0" if element is None else element.get(name, "0")) for name in names})
    return facts


def _read_fill(shape: etree._Element, styles: Styles) -> Fact:
    """Return a plain fill, the shape's own or that of its style."""
    own = next((child for child in find_all(shape, "p:spPr/*") if local(child).endswith("Fill")), None)
    style = find(shape, "p:style/a:fillRef")
    if own is None and style is not None and style.get("idx", "0") != "0":
        own = style
    return None if own is None else read_colour(own, styles.slots)
