"""A theme part → its colours as RRGGBB and its text font: XML in, values out."""

from collections.abc import Mapping

from lxml import etree

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_SLOTS = ("dk1", "lt1", "dk2", "lt2", *(f"accent{n}" for n in range(1, 7)))
_FALLBACK_FONT = "Arial"


def read_colours(theme: etree._Element) -> Mapping[str, str]:
    """Return the colours by slot; one that is not said is black or white."""
    found: dict[str, str] = {}
    for slot in _SLOTS:
        holder = theme.find(f"{A}themeElements/{A}clrScheme/{A}{slot}")
        colour = holder[0] if holder is not None and len(holder) else None
        value = "" if colour is None else str(colour.get("lastClr") or colour.get("val") or "")
        right = len(value) == 6 and all(digit in "0123456789abcdefABCDEF" for digit in value)
        found[slot] = value.upper() if right else "FFFFFF" if slot.startswith("lt") else "000000"
    return found


def read_font(theme: etree._Element) -> str:
    """Return the font of running text."""
    latin = theme.find(f"{A}themeElements/{A}fontScheme/{A}minorFont/{A}latin")
    return (str(latin.get("typeface", "")) if latin is not None else "") or _FALLBACK_FONT
