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
    font: str = "Arial"
    own: bool = False
    """Whether it is the one that comes along."""

    def style(self, name: str) -> str:
        """Return the id of a style by its name; reading a template has made sure that it is there."""
        return self.styles[name.casefold()]
