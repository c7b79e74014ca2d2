"""A DrawingML colour in a theme → red, green and blue as they are seen. Reads no file.

LibreOffice writes the computed colour where the program wrote the theme's name for it.
"""

import colorsys
from collections.abc import Mapping

from lxml import etree

from toolkit.deck.merge.names import local

Colour = tuple[int, int, int]
_COLOURS = ("srgbClr", "schemeClr", "sysClr", "prstClr", "scrgbClr", "hslClr")
_NAMED = {"black": (0, 0, 0), "white": (255, 255, 255), "red": (255, 0, 0), "green": (0, 128, 0), "blue": (0, 0, 255)}
NO_COLOUR: Colour = (-1, -1, -1)
"""A colour that cannot be read; it is like no other but itself."""


def read_colour(parent: etree._Element | None, slots: Mapping[str, str]) -> Colour | None:
    """Return the first colour in an element (a fill); `slots` has RRGGBB by theme slot, mapped names among them."""
    if parent is None:
        return None
    found = next((child for child in parent if local(child) in _COLOURS), None)
    if found is None:
        return None
    colour = _read_plain(found, slots)
    return colour if colour == NO_COLOUR else _apply(found, colour)


def _read_plain(element: etree._Element, slots: Mapping[str, str]) -> Colour:
    value = element.get("val", "")
    match local(element):
        case "srgbClr":
            return _parse(value)
        case "schemeClr":
            return _parse(slots.get(value, ""))
        case "sysClr":
            return _parse(element.get("lastClr", ""))
        case "prstClr":
            return _NAMED.get(value, NO_COLOUR)
    return NO_COLOUR


def _parse(digits: str) -> Colour:
    try:
        number = int(digits, 16)
    except ValueError:
        return NO_COLOUR
    return (number >> 16 & 255, number >> 8 & 255, number & 255) if len(digits) == 6 else NO_COLOUR


def _apply(element: etree._Element, colour: Colour) -> Colour:
    """Apply the colour's changes in their order; see-through is told apart by the caller's rest."""
    red, green, blue = (part / 255 for part in colour)
    for change in element:
        share = int(change.get("val", "0")) / 100_000 if change.get("val", "0").lstrip("-").isdigit() else 0.0
        hue, light, depth = colorsys.rgb_to_hls(red, green, blue)
        match local(change):
            case "lumMod":
                red, green, blue = colorsys.hls_to_rgb(hue, min(1.0, light * share), depth)
            case "lumOff":
                red, green, blue = colorsys.hls_to_rgb(hue, min(1.0, max(0.0, light + share)), depth)
            case "satMod":
                red, green, blue = colorsys.hls_to_rgb(hue, light, min(1.0, depth * share))
            case "shade":
                red, green, blue = (_from_linear(_to_linear(part) * share) for part in (red, green, blue))
            case "tint":
                red, green, blue = (_from_linear(1 - (1 - _to_linear(part)) * share) for part in (red, green, blue))
    return round(red * 255), round(green * 255), round(blue * 255)


def _to_linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def _from_linear(part: float) -> float:
    return part * 12.92 if part <= 0.0031308 else float(1.055 * part ** (1 / 2.4) - 0.055)
