"""Turn list styles (a:lstStyle, p:titleStyle …), the nearest first, into the style of each outline level."""

from collections.abc import Sequence
from typing import Any

from lxml import etree
from msgspec import Struct

from toolkit.deck.pptx_template.theme import A, Palette
from toolkit.deck.template import LevelStyle, Theme

_FONT_SLOTS = {"+mj-lt": "major", "+mn-lt": "minor"}
_LINE = 1.2
"""Height of a single-spaced line in font sizes, near enough to turn exact spacing into a factor."""

Styling = dict[str, Any]
"""What one a:lvlNpPr sets, by name; only here may a value have several types, because XML leaves most of them out."""


class Inheritance(Struct, frozen=True, kw_only=True):
    """Parses each list style once and merges them; `theme` and `palette` turn names into fonts and colours."""

    theme: Theme
    palette: Palette

    def find_levels(self, styles: Sequence[tuple[Styling, ...]], count: int) -> tuple[LevelStyle, ...]:
        """Merge parsed list styles, the nearest first."""
        return tuple(self._merge([style[n] for style in styles if n < len(style)]) for n in range(count))

    def _merge(self, stylings: Sequence[Styling]) -> LevelStyle:
        merged: Styling = {}
        for styling in reversed(stylings):
            merged.update(styling)
        size = merged.get("size", 18.0)
        font = str(merged.get("font", "+mn-lt"))
        slot = _FONT_SLOTS.get(font)
        family = (self.theme.major_font if slot == "major" else self.theme.minor_font) if slot else font
        return LevelStyle(
            size=size,
            font=family if not family.startswith("+") else self.theme.minor_font,
            bold=merged.get("bold", False),
            capitals=merged.get("capitals", False),
            line_spacing=_find_factor(merged.get("line"), size),
            space_before=_find_points(merged.get("before"), size),
            space_after=_find_points(merged.get("after"), size),
            margin_left=merged.get("margin", 0),
            indent=merged.get("indent", 0),
            bulleted=merged.get("bulleted", False),
            align=merged.get("align", "l"),
            colour=self.palette.find_colour(merged.get("fill")),
        )


def parse_list_style(element: etree._Element | None) -> tuple[Styling, ...]:
    """Read the nine levels of a list style; a level that is not there sets nothing."""
    if element is None or not len(element):
        return ()
    levels = {str(child.tag).removeprefix(A): _parse_level(child) for child in element}
    everywhere = levels.get("defPPr", {})
    return tuple(everywhere | levels.get(f"lvl{n}pPr", {}) for n in range(1, 10))


def _parse_level(level: etree._Element) -> Styling:
    found: Styling = {}
    for key, attribute in (("margin", "marL"), ("indent", "indent")):
        if (value := level.get(attribute)) is not None:
            found[key] = int(value)
    if (align := level.get("algn")) is not None:
        found["align"] = str(align)
    for child in level:
        match str(child.tag).removeprefix(A):
            case "lnSpc":
                found["line"] = _parse_spacing(child)
            case "spcBef":
                found["before"] = _parse_spacing(child)
            case "spcAft":
                found["after"] = _parse_spacing(child)
            case "buNone":
                found["bulleted"] = False
            case "buChar" | "buAutoNum" | "buBlip":
                found["bulleted"] = True
            case "defRPr":
                found.update(_parse_run(child))
    return found


def _parse_run(run: etree._Element) -> Styling:
    found: Styling = {}
    if (size := run.get("sz")) is not None:
        found["size"] = int(size) / 100
    if (bold := run.get("b")) is not None:
        found["bold"] = bold in ("1", "true", "on")
    if (capitals := run.get("cap")) is not None:
        found["capitals"] = capitals == "all"
    for child in run:
        if child.tag == f"{A}solidFill":
            found["fill"] = child
        elif child.tag == f"{A}latin" and child.get("typeface"):
            found["font"] = str(child.get("typeface"))
    return found


def _parse_spacing(element: etree._Element) -> tuple[str, float]:
    """Return ("share", 0.9) or ("points", 12.0)."""
    for child in element:
        value = str(child.get("val", "0"))
        if child.tag == f"{A}spcPts":
            return "points", float(value) / 100
        return "share", float(value.removesuffix("%")) / (100 if value.endswith("%") else 100_000)
    return "share", 1.0


def _find_factor(spacing: tuple[str, float] | None, size: float) -> float:
    if spacing is None:
        return 1.0
    unit, value = spacing
    return value if unit == "share" else value / (_LINE * size)


def _find_points(spacing: tuple[str, float] | None, size: float) -> float:
    if spacing is None:
        return 0.0
    unit, value = spacing
    return value if unit == "points" else value * size
