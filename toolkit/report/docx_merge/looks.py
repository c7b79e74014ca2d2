"""A document's styles → how a paragraph or a run looks in the end, whatever mixture of styles says so.

Programs spread the same look differently over defaults, styles and direct formatting; only the sum is seen.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from toolkit.report.docx_merge.lists import Lists
from toolkit.report.docx_template.styles import W

_TOGGLES = ("b", "i", "strike", "dstrike", "caps", "smallCaps", "vanish", "outline", "shadow", "emboss", "imprint")
_VALUES = {"u": "none", "color": "auto", "highlight": "none", "vertAlign": "baseline", "sz": "20"}
_VALUES |= {"em": "none", "spacing": "0", "position": "0", "w": "100"}
"""What is said where nothing is said."""
_SIDES = ("top", "left", "bottom", "right")
_SAME = {"start": "left", "end": "right"}

RunLook = tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class ParagraphLook:
    """How a paragraph looks: what is either so or not, and its measures in points."""

    said: tuple[object, ...]
    measures: tuple[float, ...]
    level: int | None
    """The outline level, 0 for a chapter; None for text."""


class Styles:
    """The styles of one document. Faulty references are passed over: what a program ignores, is not seen."""

    def __init__(self, root: etree._Element | None, fonts: Mapping[str, str], lists: Lists) -> None:
        self.by_id: dict[str, etree._Element] = {}
        self._defaults: dict[str, str] = {}
        self._fonts = fonts
        self._lists = lists
        self._chains: dict[str, tuple[etree._Element, ...]] = {}
        self._base_run: etree._Element | None = None
        self._base_paragraph: etree._Element | None = None
        if root is None:
            return
        self._base_run = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        self._base_paragraph = root.find(f"{W}docDefaults/{W}pPrDefault/{W}pPr")
        for style in root.iter(f"{W}style"):
            self.by_id[read_value(style, "styleId")] = style
            if read_value(style, "default") in ("1", "true", "on"):
                self._defaults[read_value(style, "type")] = read_value(style, "styleId")

    def name(self, style_id: str) -> str:
        """Return a style's name in lower case, or its id where it has none."""
        style = self.by_id.get(style_id)
        found = None if style is None else style.find(f"{W}name")
        return style_id.casefold() if found is None else read_value(found).casefold()

    def find_chain(self, style_id: str, kind: str) -> tuple[etree._Element, ...]:
        """Return a style and those it is based on, the farthest first; the default of its kind where it is unknown."""
        start = style_id if style_id in self.by_id else self._defaults.get(kind, "")
        if start not in self._chains:
            chain: list[etree._Element] = []
            at = start
            while at in self.by_id and self.by_id[at] not in chain:
                chain.append(self.by_id[at])
                based = self.by_id[at].find(f"{W}basedOn")
                at = "" if based is None else read_value(based)
            self._chains[start] = tuple(reversed(chain))
        return self._chains[start]

    def read_run(self, run: etree._Element | None, paragraph_style: str, table: tuple[etree._Element, ...]) -> RunLook:
        """Return how a run looks, given its properties; `table` are the run properties that its table's style gives."""
        found: dict[str, str] = {}
        style = "" if run is None else read_child(run, "rStyle")
        layers = [self._base_run, *table]
        layers += [each.find(f"{W}rPr") for each in self.find_chain(paragraph_style, "paragraph")]
        layers += [each.find(f"{W}rPr") for each in self.find_chain(style, "character")] if style else []
        for layer in (*layers, run):
            if layer is not None:
                self._merge_run(found, layer)
        said = {name: value for name, value in found.items() if value != _VALUES.get(name, "0")}
        return tuple(sorted(said.items()))

    def _merge_run(self, found: dict[str, str], layer: etree._Element) -> None:
        for element in layer:
            name = str(element.tag).removeprefix(W)
            if name in _TOGGLES:
                found[name] = "1" if is_on(element) else "0"
            elif name in _VALUES:
                found[name] = read_value(element).casefold()
            elif name == "shd":
                found["shd"] = read_fill(element)
            elif name == "rFonts":
                theme, ascii_font = read_value(element, "asciiTheme"), read_value(element, "ascii")
                font = self._fonts.get(theme[:5], "") if theme else ascii_font
                found["font"] = font or found.get("font", "0")

    def read_paragraph(self, paragraph: etree._Element | None) -> ParagraphLook:
        """Return how a paragraph looks, given its properties."""
        said: dict[str, object] = {}
        measures: dict[str, float] = {}
        style = "" if paragraph is None else read_child(paragraph, "pStyle")
        layers = [self._base_paragraph, *(each.find(f"{W}pPr") for each in self.find_chain(style, "paragraph"))]
        number = ("", 0)
        for layer in layers:
            number = _merge_number(number, layer)
        if paragraph is not None:
            number = _merge_number(number, paragraph)
        for layer in (*layers, self._lists.find_indent(*number), paragraph):
            if layer is not None:
                _merge_paragraph(said, measures, layer)
        level = said.pop("outlineLvl", None)
        outline = int(level) if isinstance(level, str) and level.isdecimal() and int(level) < 9 else None
        kept = tuple(
            sorted(
                (name, value)
                for name, value in said.items()
                if value not in ("", "auto") and (name, value) != ("jc", "left")
            )
        )
        sizes = tuple(measures.get(name, 0.0) for name in ("before", "after", "line", "left", "right", "first"))
        return ParagraphLook(said=(outline, self._lists.find_look(*number), kept), measures=sizes, level=outline)


def _merge_number(number: tuple[str, int], layer: etree._Element | None) -> tuple[str, int]:
    found = None if layer is None else layer.find(f"{W}numPr")
    if found is None:
        return number
    list_id = read_child(found, "numId") or number[0]
    level = read_child(found, "ilvl")
    return list_id, int(level) if level.isdecimal() else number[1]


def _merge_paragraph(said: dict[str, object], measures: dict[str, float], layer: etree._Element) -> None:
    for element in layer:
        name = str(element.tag).removeprefix(W)
        if name in ("jc", "outlineLvl"):
            said[name] = _SAME.get(read_value(element), read_value(element))
        elif name == "bidi":
            said[name] = "1" if is_on(element) else ""
        elif name == "shd":
            said[name] = read_fill(element)
        elif name == "pBdr":
            sides = (read_border(element.find(f"{W}{side}")) for side in _SIDES)
            said[name] = ",".join(sides).strip(",")
        elif name == "tabs":
            for stop in element:
                kind = read_value(stop)
                said[f"tab at {round(read_twips(stop, 'pos') or 0)}"] = (
                    "" if kind in ("clear", "num") else _SAME.get(kind, kind)
                )
        elif name == "spacing":
            _merge_spacing(measures, element)
        elif name == "ind":
            _merge_indent(measures, element)


def _merge_spacing(measures: dict[str, float], element: etree._Element) -> None:
    for name in ("before", "after"):
        if (value := read_twips(element, name)) is not None:
            measures[name] = value
    if (line := read_twips(element, "line")) is not None:
        # Tenths of the font's line height (Writer rounds to hundredths), or a height: below zero, to keep them apart.
        measures["line"] = line / 12 * 10 if read_value(element, "lineRule") in ("", "auto") else -line


def _merge_indent(measures: dict[str, float], element: etree._Element) -> None:
    for name, keys in (("left", ("left", "start")), ("right", ("right", "end"))):
        for key in keys:
            if (value := read_twips(element, key)) is not None:
                measures[name] = value
    first, hanging = read_twips(element, "firstLine"), read_twips(element, "hanging")
    if hanging is not None and (hanging or not first):
        measures["first"] = -hanging
    elif first is not None:
        measures["first"] = first


def read_value(element: etree._Element, name: str = "val") -> str:
    """Return an attribute of Word's namespace."""
    return str(element.get(f"{W}{name}", ""))


def read_child(element: etree._Element, name: str) -> str:
    """Return the value of a child, or an empty text."""
    found = element.find(f"{W}{name}")
    return "" if found is None else read_value(found)


def read_twips(element: etree._Element, name: str) -> float | None:
    """Return a measure in points, or None where it is not given as a number."""
    try:
        return float(element.get(f"{W}{name}", "")) / 20
    except ValueError:
        return None


def read_fill(element: etree._Element) -> str:
    """Return the colour behind text or a cell, in lower case; empty where there is none."""
    fill = read_value(element, "fill").casefold()
    return "" if fill in ("auto", "") else fill


def read_border(element: etree._Element | None) -> str:
    """Return what kind of line a border is, and its colour; empty where there is none."""
    if element is None or read_value(element) in ("nil", "none", ""):
        return ""
    return f"{read_value(element)} {read_value(element, 'sz')} {read_value(element, 'color').casefold()}"


def is_on(element: etree._Element) -> bool:
    """Whether a mark says yes: it does where it says nothing else."""
    return element.get(f"{W}val", "1") not in ("0", "false", "off", "none")


def iterate_properties(styles: tuple[etree._Element, ...], name: str) -> Iterator[etree._Element]:
    """Go through the properties of a kind that a chain of styles gives, the farthest first."""
    for style in styles:
        found = style.find(f"{W}{name}")
        if found is not None:
            yield found
