"""Text and a font's name → how wide it is and how high its lines are, from real advance widths. Pure but for one read.

`metrics.json` holds numbers of free fonts, several of them drawn to the exact widths of fonts that
cannot be shipped (Carlito for Calibri, Liberation Sans for Arial). A font that is not there is measured as its
nearest kin with a stated margin, so that text is rather split once too often than cut.
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from unicodedata import decomposition

from msgspec import Struct

_FILE = Path(__file__).parent / "metrics.json"
_WIDTH_OF_UNKNOWN = 1000
"""An em: what a character outside the tables (an emoji, a Chinese sign) takes at most."""

FALLBACK = "liberation sans"
FALLBACK_MARGIN = 1.08
KIN_MARGIN = 1.04

_SAME_WIDTHS = {
    "arial": "liberation sans",
    "helvetica": "liberation sans",
    "times new roman": "liberation serif",
    "times": "liberation serif",
    "calibri": "carlito",
    "cambria": "caladea",
    "georgia": "gelasio",
    "verdana": "dejavu sans",
    "source sans pro": "source sans 3",
}
_KIN = {
    "aptos": "open sans",
    "aptos display": "open sans",
    "calibri light": "carlito",
    "segoe ui": "open sans",
    "helvetica neue": "liberation sans",
    "roboto": "liberation sans",
    "tahoma": "liberation sans",
    "century gothic": "montserrat",
    "poppins": "montserrat",
    "gill sans mt": "liberation sans",
    "garamond": "liberation serif",
}
_WEIGHTS = {"thin": False, "light": False, "extralight": False, "book": False, "regular": False, "medium": False}
_WEIGHTS |= {"semibold": True, "demi": True, "bold": True, "extrabold": True, "heavy": True, "black": True}


class Widths(dict[str, int]):
    """Advance widths by character; a letter that the font lacks is as wide as the letter without its accent."""

    def __missing__(self, character: str) -> int:
        if character in "\n\v\r\u00ad\u200b\u2060":
            return 0
        base = decomposition(character).split(" ")[0]
        width = self[chr(int(base, 16))] if base and base[0] != "<" else _WIDTH_OF_UNKNOWN
        self[character] = width
        return width


class Face(Struct, frozen=True, kw_only=True):
    """One style of a font: widths in thousandths of an em, the line's height in ems, the margin to add to widths."""

    widths: Widths
    line: float
    margin: float = 1.0

    def measure(self, text: str) -> float:
        """Return the width of a text in thousandths of its size."""
        return sum(map(self.widths.__getitem__, text)) * self.margin


class FontMetrics(Struct, frozen=True, kw_only=True, eq=False):
    """Faces (regular, bold) by family in lower case."""

    families: Mapping[str, tuple[Face, Face]]

    @cache  # noqa: B019 - one object a run holds the tables, and is asked the same few families again and again
    def face(self, family: str, bold: bool = False) -> Face:
        """Return the face to measure a font with; `Montserrat SemiBold` is Montserrat's bold."""
        plain, heavy = _split_weight(family)
        own = _SAME_WIDTHS.get(plain, plain)
        if own in self.families:
            return self.families[own][bold or heavy]
        kin = _KIN.get(plain)
        face = self.families[kin or FALLBACK][bold or heavy]
        margin = KIN_MARGIN if kin else FALLBACK_MARGIN
        return Face(widths=face.widths, line=max(face.line, 1.2), margin=margin)

    def knows(self, family: str) -> bool:
        """Tell whether the font's own widths, or the same widths by another name, are in the tables."""
        plain, _ = _split_weight(family)
        return _SAME_WIDTHS.get(plain, plain) in self.families


@cache
def _split_weight(family: str) -> tuple[str, bool]:
    """Return the family in lower case without its weight, and whether that weight is a bold one."""
    words = family.casefold().split()
    if len(words) > 1 and words[-1] in _WEIGHTS and family.casefold() not in _KIN:
        return " ".join(words[:-1]), _WEIGHTS[words[-1]]
    return " ".join(words), False


@cache
def load_metrics() -> FontMetrics:
    """Read the shipped tables, once a run."""
    data = json.loads(_FILE.read_text(encoding="utf-8"))
    characters = data["characters"]
    families: dict[str, tuple[Face, Face]] = {}
    for name, family in data["families"].items():
        regular, bold = (
            Face(
                widths=Widths(
                    (character, width) for character, width in zip(characters, family[style], strict=True) if width
                ),
                line=family["line"] / 1000,
            )
            for style in ("regular", "bold")
        )
        families[name.casefold()] = (regular, bold)
    return FontMetrics(families=families)
