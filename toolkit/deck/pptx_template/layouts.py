"""Turn the masters and layouts of a package into Layout values, with inheritance resolved.

A placeholder takes what it lacks (its place, its text styles) from the master's placeholder of the same nature, then
from the master's text styles, then from the presentation's defaults.
"""

from collections.abc import Iterator

from lxml import etree
from msgspec import Struct

from toolkit.deck.pptx_template.package import Package
from toolkit.deck.pptx_template.placeholder_names import find_small_kind
from toolkit.deck.pptx_template.text_styles import Inheritance, Styling, parse_list_style
from toolkit.deck.pptx_template.theme import A, Palette, parse_colour_map, parse_theme
from toolkit.deck.template import Layout, Placeholder, PlaceholderKind, Theme
from toolkit.ooxml.relations import OFFICE

P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_ID = f"{{{OFFICE}}}id"
_KINDS: dict[str, PlaceholderKind] = {
    "title": "title",
    "ctrTitle": "title",
    "body": "body",
    "subTitle": "subtitle",
    "pic": "picture",
    "chart": "chart",
    "tbl": "table",
    "obj": "object",
    "ftr": "footer",
    "dt": "date",
    "sldNum": "number",
}
_FEET = ("ftr", "dt", "sldNum", "hdr")
_LEVELS = {"title": 1, "footer": 1, "date": 1, "number": 1}
_INSETS = {"lIns": 91440, "tIns": 45720, "rIns": 91440, "bIns": 45720}
Box = tuple[int, int, int, int]


class Inherited(Struct, frozen=True, kw_only=True):
    """What a layout's placeholder takes from the master's."""

    box: Box | None
    frame: dict[str, str]
    style: tuple[Styling, ...]


_NOTHING = Inherited(box=None, frame={}, style=())


class Master(Struct, frozen=True, kw_only=True):
    """A slide master: what its layouts inherit from it, partly as elements, since a layout may map colours anew."""

    part: str
    number: int
    theme: Theme
    backgrounds: tuple[etree._Element, ...]
    mapping: dict[str, str]
    shapes: tuple[etree._Element, ...]
    placeholders: dict[str, "Inherited"]
    styles: dict[str, tuple[Styling, ...]]
    defaults: tuple[Styling, ...]
    background: etree._Element | None


def read_layouts(package: Package, presentation: etree._Element) -> tuple[tuple[Layout, ...], tuple[Theme, ...]]:
    """Read all layouts, master by master in PowerPoint's order, and each master's theme."""
    layouts: list[Layout] = []
    themes: list[Theme] = []
    defaults = parse_list_style(presentation.find(f"{P}defaultTextStyle"))
    for number, part in enumerate(_list_related(package, package.presentation, presentation, "sldMasterId")):
        root = package.parse(part)
        master = _read_master(package, part, root, number, defaults)
        themes.append(master.theme)
        layouts += [_read_layout(package, name, master) for name in _list_related(package, part, root, "sldLayoutId")]
    return tuple(layouts), tuple(themes)


def _list_related(package: Package, part: str, root: etree._Element, tag: str) -> Iterator[str]:
    for element in root.iter(f"{P}{tag}"):
        relation = package.relations[part].get(str(element.get(_ID, "")))
        if relation is not None:
            yield relation.target


def _read_master(
    package: Package, part: str, root: etree._Element, number: int, defaults: tuple[Styling, ...]
) -> Master:
    theme_root = package.parse(package.related(part, "theme"))
    shapes = tuple(_iterate_shapes(root))
    placeholders: dict[str, Inherited] = {}
    for shape in shapes:
        if (mark := _find_mark(shape)) is not None:
            body = _find_body(shape)
            inherited = Inherited(box=_find_box(shape), frame=_find_frame(body), style=_find_style(body))
            placeholders.setdefault(str(mark.get("type", "obj")), inherited)
    return Master(
        part=part,
        number=number,
        theme=parse_theme(theme_root),
        backgrounds=tuple(theme_root.iterfind(f"{A}themeElements/{A}fmtScheme/{A}bgFillStyleLst/*")),
        mapping=parse_colour_map(root.find(f"{P}clrMap")),
        shapes=shapes,
        placeholders=placeholders,
        styles={
            name: parse_list_style(root.find(f"{P}txStyles/{P}{name}Style")) for name in ("title", "body", "other")
        },
        defaults=defaults,
        background=root.find(f"{P}cSld/{P}bg"),
    )


def _read_layout(package: Package, part: str, master: Master) -> Layout:
    root = package.parse(part)
    override = root.find(f"{P}clrMapOvr/{A}overrideClrMapping")
    mapping = master.mapping if override is None else parse_colour_map(override)
    palette = Palette(slots=master.theme.colours, mapping=mapping)
    own = root.find(f"{P}cSld/{P}bg")
    background = _find_background(own if own is not None else master.background, palette, master)
    shapes = tuple(_iterate_shapes(root))
    shown = (*(master.shapes if root.get("showMasterSp") not in ("0", "false") else ()), *shapes)
    reader = _Reader(
        master=master,
        inheritance=Inheritance(theme=master.theme, palette=palette),
        panels=tuple(_find_panels(shown, palette)),
        background=background,
    )
    name = root.find(f"{P}cSld")
    return Layout(
        name=str(name.get("name", "")) if name is not None else "",
        type=str(root.get("type", "")),
        part="/" + part,
        master=master.number,
        placeholders=_sort_placeholders([p for shape in shapes if (p := reader.read(shape)) is not None]),
        background=background,
    )


class _Reader(Struct, frozen=True, kw_only=True):
    """Reads the placeholders of one layout."""

    master: Master
    inheritance: Inheritance
    panels: tuple[tuple[Box, str], ...]
    background: str

    def read(self, shape: etree._Element) -> Placeholder | None:
        """Return a placeholder, or None for another shape, and for one that stands nowhere."""
        mark = _find_mark(shape)
        if mark is None:
            return None
        type_ = str(mark.get("type", "obj"))
        above = self._find_inherited(type_)
        box = _find_box(shape) or above.box
        if box is None:
            return None
        name = _find_name(shape)
        kind = _KINDS.get(type_, "other")
        if kind == "body":
            kind = find_small_kind(name) or kind
        body = _find_body(shape)
        styles = (
            _find_style(body),
            above.style,
            self.master.styles["title" if kind == "title" else "other" if type_ in _FEET else "body"],
            self.master.defaults,
        )
        frame = above.frame | _find_frame(body)
        vertical = mark.get("orient") == "vert" or frame.get("vert", "horz") not in ("horz", "")
        return Placeholder(
            idx=int(mark.get("idx", "0")),
            type=type_,
            kind=kind,
            name=name,
            left=box[0],
            top=box[1],
            width=box[2],
            height=box[3],
            levels=self.inheritance.find_levels(styles, _LEVELS.get(kind, 5)),
            insets=_find_insets(frame),
            anchor=frame.get("anchor", "t"),
            orientation="vert" if vertical else "horz",
            backdrop=self._find_backdrop(shape, box),
        )

    def _find_inherited(self, type_: str) -> Inherited:
        natural = {"ctrTitle": "title"}.get(type_, type_ if type_ in ("title", *_FEET) else "body")
        return self.master.placeholders.get(natural, _NOTHING)

    def _find_backdrop(self, shape: etree._Element, box: Box) -> str:
        own = shape.find(f"{P}spPr/{A}solidFill")
        if own is not None:
            return self.inheritance.palette.find_colour(own)
        under = [colour for panel, colour in self.panels if _covers(panel, box)]
        return under[-1] if under else self.background


def _iterate_shapes(root: etree._Element) -> Iterator[etree._Element]:
    tree = root.find(f"{P}cSld/{P}spTree")
    return iter(()) if tree is None else tree.iterchildren(f"{P}sp", f"{P}pic", f"{P}graphicFrame")


def _find_mark(shape: etree._Element) -> etree._Element | None:
    """Return p:ph, which stands in the first child's p:nvPr."""
    return shape[0].find(f"{P}nvPr/{P}ph") if len(shape) else None


def _find_name(shape: etree._Element) -> str:
    properties = shape[0].find(f"{P}cNvPr")
    return "" if properties is None else str(properties.get("name", ""))


def _find_body(shape: etree._Element) -> etree._Element | None:
    return shape.find(f"{P}txBody")


def _find_style(body: etree._Element | None) -> tuple[Styling, ...]:
    return parse_list_style(None if body is None else body.find(f"{A}lstStyle"))


def _find_frame(body: etree._Element | None) -> dict[str, str]:
    frame = None if body is None else body.find(f"{A}bodyPr")
    return {} if frame is None else {str(key): str(value) for key, value in frame.attrib.items()}


def _find_insets(frame: dict[str, str]) -> tuple[int, int, int, int]:
    left, top, right, bottom = (int(frame.get(key, default)) for key, default in _INSETS.items())
    return left, top, right, bottom


def _find_box(shape: etree._Element) -> Box | None:
    place = shape.find(f"{P}spPr/{A}xfrm")
    place = shape.find(f"{P}xfrm") if place is None else place
    if place is None:
        return None
    offset, extent = place.find(f"{A}off"), place.find(f"{A}ext")
    if offset is None or extent is None:
        return None
    return int(offset.get("x", "0")), int(offset.get("y", "0")), int(extent.get("cx", "0")), int(extent.get("cy", "0"))


def _find_background(holder: etree._Element | None, palette: Palette, master: Master) -> str:
    """Return the one plain colour of a background, or an empty text for pictures and gradients."""
    if holder is None:
        return palette.slots[palette.mapping["bg1"]]
    plain = holder.find(f"{P}bgPr/{A}solidFill")
    if plain is not None:
        return palette.find_colour(plain)
    reference = holder.find(f"{P}bgRef")
    if reference is None:
        return ""
    colour, style = palette.find_colour(reference), int(reference.get("idx", "0")) - 1001
    if not 0 <= style < len(master.backgrounds):
        return ""
    filling = master.backgrounds[style]
    return palette.find_colour(filling, colour) if filling.tag == f"{A}solidFill" else ""


def _find_panels(shapes: tuple[etree._Element, ...], palette: Palette) -> Iterator[tuple[Box, str]]:
    """List the rectangles and pictures that are no placeholders, from back to front, with their plain colour if any."""
    for shape in shapes:
        box = _find_box(shape)
        if box is None or _find_mark(shape) is not None:
            continue
        if shape.tag == f"{P}pic":
            yield box, ""
            continue
        geometry, look = shape.find(f"{P}spPr/{A}prstGeom"), shape.find(f"{P}spPr")
        if geometry is None or look is None or geometry.get("prst") not in ("rect", "roundRect"):
            continue
        if (plain := look.find(f"{A}solidFill")) is not None:
            yield box, palette.find_colour(plain) if plain.find(f".//{A}alpha") is None else ""
        elif look.find(f"{A}gradFill") is not None or look.find(f"{A}blipFill") is not None:
            yield box, ""


def _covers(panel: Box, box: Box) -> bool:
    """Tell whether nine tenths of a box lie on a panel."""
    width = min(panel[0] + panel[2], box[0] + box[2]) - max(panel[0], box[0])
    height = min(panel[1] + panel[3], box[1] + box[3]) - max(panel[1], box[1])
    return width > 0 and height > 0 and width * height >= 0.9 * box[2] * box[3]


def _sort_placeholders(found: list[Placeholder]) -> tuple[Placeholder, ...]:
    """Put them in reading order: title, the line over it, content row by row from left to right, the foot."""

    def rank(placeholder: Placeholder) -> tuple[int, int, int]:
        order = {"title": 0, "kicker": 1, "subtitle": 2, "footer": 4, "date": 5, "number": 6}
        row = placeholder.top // 457200  # half an inch: boxes side by side are seldom drawn at exactly one height
        return order.get(placeholder.kind, 3), row, placeholder.left

    return tuple(sorted(found, key=rank))
