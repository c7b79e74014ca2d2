"""Turn a theme part and a colour map into colours and fonts as they are shown: XML elements in, RRGGBB out."""

import colorsys
from collections.abc import Mapping

from lxml import etree
from msgspec import Struct

from toolkit.deck.template import Theme

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
SLOTS = ("dk1", "lt1", "dk2", "lt2", *(f"accent{n}" for n in range(1, 7)), "hlink", "folHlink")
_PRESETS = {
    "black": "000000",
    "white": "FFFFFF",
    "red": "FF0000",
    "blue": "0000FF",
    "green": "008000",
    "gray": "808080",
}
_FALLBACK_FONT = "Arial"
"""What PowerPoint falls back to where a theme names no font."""


class Palette(Struct, frozen=True, kw_only=True):
    """The colours of a theme as one master or layout maps them: `slots` by theme slot, `mapping` such as tx1 → dk1."""

    slots: Mapping[str, str]
    mapping: Mapping[str, str]

    def find_colour(self, holder: etree._Element | None, placeholder_colour: str = "") -> str:
        """Return the colour that an element such as a:solidFill or p:bgRef holds, or an empty text."""
        element = next(iter(holder), None) if holder is not None else None
        if element is None:
            return ""
        base = self._find_base(element, placeholder_colour)
        return _modify(base, element) if base and len(element) else base

    def _find_base(self, element: etree._Element, placeholder_colour: str) -> str:
        value = str(element.get("val", ""))
        match str(element.tag).removeprefix(A):
            case "srgbClr":
                return value.upper()
            case "sysClr":
                return str(element.get("lastClr", "")).upper() or {"windowText": "000000"}.get(value, "FFFFFF")
            case "prstClr":
                return _PRESETS.get(value, "")
            case "schemeClr":
                if value == "phClr":
                    return placeholder_colour
                return self.slots.get(self.mapping.get(value, value), "")
        return ""


def parse_theme(root: etree._Element) -> Theme:
    """Read colours and fonts out of a theme part."""
    plain = Palette(slots={}, mapping={})
    scheme = root.find(f"{A}themeElements/{A}clrScheme")
    colours = {slot: plain.find_colour(scheme.find(f"{A}{slot}") if scheme is not None else None) for slot in SLOTS}
    return Theme(
        colours={slot: colour or ("FFFFFF" if slot.startswith("lt") else "000000") for slot, colour in colours.items()},
        major_font=_find_font(root, "majorFont"),
        minor_font=_find_font(root, "minorFont"),
    )


def parse_colour_map(element: etree._Element | None) -> dict[str, str]:
    """Read p:clrMap or a:overrideClrMapping."""
    found = {} if element is None else {str(key): str(value) for key, value in element.attrib.items()}
    return {"bg1": "lt1", "tx1": "dk1", "bg2": "lt2", "tx2": "dk2"} | found


def _find_font(root: etree._Element, kind: str) -> str:
    latin = root.find(f"{A}themeElements/{A}fontScheme/{A}{kind}/{A}latin")
    return (str(latin.get("typeface", "")) if latin is not None else "") or _FALLBACK_FONT


def _modify(colour: str, element: etree._Element) -> str:
    """Apply lumMod, lumOff, satMod, tint and shade, in their order; transparency is not seen as a colour."""
    red, green, blue = (int(colour[n : n + 2], 16) / 255 for n in (0, 2, 4))
    for child in element.iter(f"{A}lumMod", f"{A}lumOff", f"{A}satMod", f"{A}tint", f"{A}shade"):
        share = _parse_share(str(child.get("val", "100000")))
        kind = str(child.tag).removeprefix(A)
        if kind == "shade":
            red, green, blue = red * share, green * share, blue * share
        elif kind == "tint":
            red, green, blue = (1 - (1 - part) * share for part in (red, green, blue))
        else:
            hue, light, depth = colorsys.rgb_to_hls(red, green, blue)
            light = light * share if kind == "lumMod" else light + share if kind == "lumOff" else light
            depth = depth * share if kind == "satMod" else depth
            red, green, blue = colorsys.hls_to_rgb(hue, min(max(light, 0), 1), min(max(depth, 0), 1))
    return "".join(f"{round(min(max(part, 0), 1) * 255):02X}" for part in (red, green, blue))


def _parse_share(value: str) -> float:
    """Read 40000 or 40% as 0.4."""
    try:
        return float(value.removesuffix("%")) / (100 if value.endswith("%") else 100_000)
    except ValueError:
        return 1.0
