"""A Word template as a report uses it: its styles by name, its page, its colours, the parts it keeps. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

RunningKind = Literal["header", "footer"]
PageKind = Literal["default", "first", "even"]
TWIPS_A_MM = 1440 / 25.4


@dataclass(frozen=True, kw_only=True)
class Running:
    """A header or footer that the template brings: its part, on which pages, and whether it numbers them."""

    kind: RunningKind
    pages: PageKind
    part: str
    numbers_pages: bool = False


@dataclass(frozen=True, kw_only=True)
class Look:
    """What of a paragraph style decides how much room a paragraph takes; measures in points.

    `line` is the factor of the font's line height, `exact` a height instead of it where it is not 0.
    """

    font: str = "Arial"
    size: float = 10.0
    bold: bool = False
    before: float = 0.0
    after: float = 0.0
    line: float = 1.0
    exact: float = 0.0
    left: float = 0.0
    right: float = 0.0
    keep_next: bool = False
    keep_lines: bool = False
    new_page: bool = False


@dataclass(frozen=True, kw_only=True)
class WordTemplate:
    """What a report takes over from a template. Measures are in twips (twentieths of a point).

    `parts` and `types` hold everything that is kept as it stands, styles and settings included; the document, its
    relationships, numbering and the file's properties are written anew. `styles` gives each style's id by its name
    in lower case. `section` is the last section's XML without headers and footers.
    """

    name: str
    parts: Mapping[str, bytes] = field(repr=False)
    types: Mapping[str, str] = field(repr=False)
    related: Mapping[str, str]
    """Kind of relationship → part, for what the document leads to (theme, styles, settings, fontTable)."""
    styles: Mapping[str, str]
    numbering: bytes = field(repr=False, default=b"")
    numbered_headings: bool = False
    """Whether the template's own Heading 1 carries a number."""
    own_lists: frozenset[str] = frozenset()
    """List styles that bring their own bullets or numbers."""
    section: str = field(repr=False, default="")
    title_page: bool = False
    text_width: int
    page_height: int
    margins: tuple[int, int]
    """Above and below the text."""
    running: tuple[Running, ...] = ()
    colours: Mapping[str, str]
    looks: Mapping[str, Look]
    """How each paragraph style is set, by its name."""
    adds_spacing: bool = False
    """Whether the space after a paragraph and that before the next add up; else the larger one counts."""
    own: bool = False
    """Whether it is the one that comes along."""

    def style(self, name: str) -> str:
        """Return the id of a style by its name; reading a template has made sure that it is there."""
        return self.styles[name.casefold()]
