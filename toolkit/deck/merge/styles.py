"""A slide with its layout, master and theme → the looks that its text and shapes inherit. Reads no file.

Where LibreOffice has written a deck everything stands on the slide itself, and what is not written is nothing: then no
look is inherited.
"""

from collections.abc import Iterator, Mapping
from functools import cached_property

from lxml import etree

from toolkit.deck.merge.names import find, find_placeholder, iterate_shapes, local, q

_SLOTS = ("dk1", "lt1", "dk2", "lt2", *(f"accent{n}" for n in range(1, 7)), "hlink", "folHlink")
_MAP = {"bg1": "lt1", "tx1": "dk1", "bg2": "lt2", "tx2": "dk2"}
_TITLES = {"title", "ctrTitle"}
_BODIES = {"body", "subTitle", "obj", "", "chart", "tbl", "pic", "clipArt", "dgm", "media"}


class Styles:
    """The looks behind one slide."""

    def __init__(
        self,
        layout: etree._Element,
        master: etree._Element,
        theme: etree._Element | None,
        presentation: etree._Element,
        *,
        inherits: bool = True,
    ) -> None:
        self.layout, self.master, self.theme, self.inherits = layout, master, theme, inherits
        self._presentation = presentation

    @cached_property
    def slots(self) -> Mapping[str, str]:
        """RRGGBB by theme slot, and by the names that the master's map gives them."""
        scheme = find(self.theme, "a:themeElements/a:clrScheme")
        own: dict[str, str] = {}
        for slot in _SLOTS:
            element = find(scheme, f"a:{slot}")
            colour = element[0] if element is not None and len(element) else None
            own[slot] = "" if colour is None else str(colour.get("lastClr") or colour.get("val", ""))
        mapped = find(self.master, "p:clrMap")
        names = _MAP if mapped is None else {**_MAP, **{str(key): str(value) for key, value in mapped.items()}}
        return {**own, **{name: own.get(slot, "") for name, slot in names.items()}}

    def font(self, typeface: str) -> str:
        """Return a font's name; +mn-lt and its like are the theme's."""
        if typeface[:1] != "+":
            return typeface
        kind = "a:majorFont" if typeface.startswith("+mj") else "a:minorFont"
        latin = find(self.theme, f"a:themeElements/a:fontScheme/{kind}/a:latin")
        return "" if latin is None else latin.get("typeface", "")

    def find_holders(self, shape: etree._Element) -> tuple[etree._Element, ...]:
        """Return a shape and, nearest first, the placeholders of layout and master that it inherits from."""
        mark = find_placeholder(shape)
        if mark is None or not self.inherits:
            return (shape,)
        on_layout = _match(self.layout, mark)
        on_master = _find_on_master(self.master, _name_kind(mark, on_layout))
        return tuple(holder for holder in (shape, on_layout, on_master) if holder is not None)

    def find_levels(self, shape: etree._Element, level: int) -> Iterator[etree._Element]:
        """Yield a level's properties, nearest first: the shape's, its placeholders', the master's, the deck's."""
        name = f"a:lvl{level + 1}pPr"
        for holder in self.find_holders(shape):
            yield from _only(find(holder, f"p:txBody/a:lstStyle/{name}"))
        if not self.inherits:
            return
        mark = find_placeholder(shape)
        if mark is not None:
            style = _name_style(_name_kind(mark, _match(self.layout, mark)))
            yield from _only(find(self.master, f"p:txStyles/p:{style}/{name}"))
        yield from self.list_deck_levels(level)

    def list_deck_levels(self, level: int) -> Iterator[etree._Element]:
        """Yield a level's properties as the deck has them for any text, a table's among it."""
        if self.inherits:
            yield from _only(find(self._presentation, f"p:defaultTextStyle/a:lvl{level + 1}pPr"))


def _name_kind(mark: etree._Element, on_layout: etree._Element | None) -> str:
    """Return a placeholder's type; one that names none is of its layout's."""
    kind = mark.get("type", "")
    found = None if kind or on_layout is None else find_placeholder(on_layout)
    return kind if found is None else found.get("type", "")


def _name_style(kind: str) -> str:
    if kind in _TITLES:
        return "titleStyle"
    return "bodyStyle" if kind in _BODIES else "otherStyle"


def _only(element: etree._Element | None) -> Iterator[etree._Element]:
    if element is not None:
        yield element


def _match(layout: etree._Element, mark: etree._Element) -> etree._Element | None:
    """Find the layout's placeholder of the same index, or of the same kind where it is a title or a foot."""
    index, kind = mark.get("idx", "0"), mark.get("type", "")
    of_kind = None
    for shape in iterate_shapes(layout):
        found = find_placeholder(shape)
        if found is None:
            continue
        if found.get("idx", "0") == index and (index != "0" or _is_kin(found.get("type", ""), kind)):
            return shape
        if kind and _is_kin(found.get("type", ""), kind):
            of_kind = shape
    return of_kind


def _is_kin(one: str, other: str) -> bool:
    return one == other or {one, other} <= _TITLES


def _find_on_master(master: etree._Element, kind: str) -> etree._Element | None:
    wanted = "title" if kind in _TITLES else "body" if kind in _BODIES else kind
    for shape in iterate_shapes(master):
        found = find_placeholder(shape)
        if found is not None and found.get("type", "") == wanted:
            return shape
    return None


def read_attribute(elements: Iterator[etree._Element], name: str) -> str | None:
    """Return the first value of an attribute among elements, nearest first."""
    return next((value for element in elements if (value := element.get(name)) is not None), None)


def first_child(elements: Iterator[etree._Element], names: tuple[str, ...]) -> etree._Element | None:
    """Return the first child of one of some names among elements, nearest first."""
    for element in elements:
        for child in element:
            if local(child) in names:
                return child
    return None


def is_fill(element: etree._Element) -> bool:
    """Tell whether an element is a fill."""
    return element.tag in (q("a:noFill"), q("a:solidFill"), q("a:gradFill"), q("a:blipFill"), q("a:pattFill"))
