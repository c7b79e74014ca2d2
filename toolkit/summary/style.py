"""The workbook's look: colours, fonts and cell formats, in one place.

The colours are those of the pptx template that comes with the program, so that a chart looks the same in both.
An edge: formats belong to an XlsxWriter workbook. Colours are hexadecimal RGB. On white every text colour has at
least 4.5:1 and every colour that carries meaning in a chart at least 3:1 (tests/summary/test_style.py measures).
"""

from collections.abc import Mapping
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

FONT = "Calibri"
INK = "#0E2F3B"
TEXT = "#14232B"
MUTED = "#55636B"
LINE = "#D9D5CB"
PALE = "#F4F1EA"
WHITE = "#FFFFFF"
CAUTION = "#97320F"
NEUTRAL = "#3F6486"
INSIGHT_COLOURS: Mapping[int, str] = {1: "#165C60", 2: "#4A3A8C", 3: "#97320F"}
"""By insight number; further insights and questions without one are neutral."""

NUMBER_FORMATS: Mapping[str, str] = {
    "text": "@",
    "count": "#,##0",
    "share": "0%",
    "mean": "0.0",
    "p": "0.000",
    "date": "yyyy-mm-dd",
    "general": "General",
    "aside": "@",
}


def find_colour(insight_number: int) -> str:
    """Return the colour of an insight, by number; 0 is none."""
    return INSIGHT_COLOURS.get(insight_number, NEUTRAL)


def mix_colours(colour: str, other: str, part: float) -> str:
    """Return a colour that is `part` of the way from one colour to another."""
    pairs = zip(_split_colour(colour), _split_colour(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * part):02X}" for a, b in pairs)


def find_ramp(colour: str, steps: int) -> tuple[str, ...]:
    """Return tints of a colour from light to full for things in an order, such as the points of a scale."""
    if steps < 2:
        return (colour,)
    darkest = mix_colours(colour, "#000000", 0.25)
    return tuple(mix_colours(mix_colours(colour, WHITE, 0.8), darkest, step / (steps - 1)) for step in range(steps))


def find_series_colours(colour: str, number: int) -> tuple[str, ...]:
    """Return colours for things without an order, the page's own first, told apart also in greyscale."""
    others = [each for each in (NEUTRAL, "#8A6100", *INSIGHT_COLOURS.values(), "#4A6F2C", INK) if each != colour]
    base = [colour, *others]
    rounds = range(-(-number // len(base)))
    return tuple(mix_colours(each, WHITE, 0.35 * turn) for turn in rounds for each in base)[:number]


def find_contrast(colour: str, other: str = WHITE) -> float:
    """Return the contrast ratio of two colours as WCAG 2.2 defines it, from 1 to 21."""
    lighter, darker = sorted((_find_luminance(colour), _find_luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _find_luminance(colour: str) -> float:
    parts = [part / 255 for part in _split_colour(colour)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _split_colour(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


class Style:
    """Hand out the cell formats of one workbook, each made once."""

    def __init__(self, workbook: Workbook, language: str) -> None:
        self._workbook = workbook
        self._language = language
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}

    def format(self, **properties: Any) -> Format:
        """Return the format with these XlsxWriter properties on top of the workbook's font."""
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            base = {"font_name": FONT, "font_size": 11, "font_color": TEXT, "valign": "vcenter"}
            self._made[key] = self._workbook.add_format(base | properties)
        return self._made[key]

    def number_format(self, kind: str) -> str:
        """Return a number format; Swedish puts a space before the per cent sign, one that does not break."""
        return "0\u00a0%" if kind == "share" and self._language == "sv" else NUMBER_FORMATS[kind]

    def title(self) -> Format:
        """Format a page's title: the question."""
        return self.format(font_size=18, bold=True, font_color=INK, text_wrap=True, valign="top")

    def kicker(self, colour: str) -> Format:
        """Format the line above a title: where in the programme we are."""
        return self.format(font_size=10, bold=True, font_color=colour)

    def facts(self) -> Format:
        """Format the lines under a title: whom it was asked of, how many answered."""
        return self.format(font_color=MUTED)

    def section(self) -> Format:
        """Format a heading within a page."""
        return self.format(font_size=13, bold=True, font_color=INK, valign="bottom")

    def header(self, colour: str = INK, align: str = "left", indent: int = 0) -> Format:
        """Format a table's header cell, white on colour."""
        return self.format(
            font_size=10,
            bold=True,
            font_color=WHITE,
            bg_color=colour,
            text_wrap=True,
            align=align,
            indent=indent,
            valign="vcenter",
            border_color=colour,
        )

    def body(self, kind: str, *, strong: bool = False, wrap: bool = False, top: bool = False) -> Format:
        """Format a table's cell, by kind of value (see NUMBER_FORMATS), with a hairline under it."""
        properties: dict[str, Any] = {"num_format": self.number_format(kind), "bottom": 1, "bottom_color": LINE}
        if strong:
            properties |= {"bold": True, "bg_color": PALE}
        if wrap:
            properties |= {"text_wrap": True}
        if top:
            properties |= {"valign": "top"}
        if kind in ("text", "date", "general", "aside"):
            properties |= {"align": "left"}
        if kind in ("general", "aside"):
            properties |= {"indent": 1}
        return self.format(**properties)

    def none(self) -> Format:
        """Format the dash where there is no figure because nobody was asked."""
        return self.format(align="center", font_color=MUTED, bottom=1, bottom_color=LINE)

    def link(self) -> Format:
        """Format a link to another worksheet."""
        return self.format(font_color=INSIGHT_COLOURS[1], underline=1, bottom=1, bottom_color=LINE)
