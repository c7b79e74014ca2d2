"""A pptx template as values: its parts without slides, layouts with resolved placeholders, and who serves which role.

Pure: `template_file.py` reads one from a .pptx or .potx, `roles.py` finds the roles, `write.py` builds on it.
All lengths are EMU (914 400 to the inch, 12 700 to the point); sizes are points.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from msgspec import Struct, field

from toolkit.deck.slides import Role
from toolkit.errors import Problem

PlaceholderKind = Literal[
    "title",
    "body",
    "subtitle",
    "picture",
    "chart",
    "table",
    "object",
    "footer",
    "date",
    "number",
    "kicker",
    "invitation",
    "code",
    "address",
    "source",
    "other",
]
"""The five before `other` are small text placeholders known by their names (Kicker, Invitation, Code, Address, Source):
never the place for a slide's body. Most templates have none of them."""
How = Literal["mapping", "name", "type", "signature", "stand-in"]


class LevelStyle(Struct, frozen=True, kw_only=True):
    """How one outline level of a placeholder is set, after master and layout inheritance. `font` is a family name."""

    size: float
    font: str
    bold: bool = False
    capitals: bool = False
    line_spacing: float = 1.0
    space_before: float = 0.0
    space_after: float = 0.0
    margin_left: int = 0
    indent: int = 0
    bulleted: bool = False
    align: str = "l"
    colour: str = ""
    """RRGGBB of the text as shown, or empty where it cannot be known."""


class Placeholder(Struct, frozen=True, kw_only=True):
    """A placeholder of a layout: `idx` and `type` (OOXML's own, such as ctrTitle) link a slide's shape to it."""

    idx: int
    type: str
    kind: PlaceholderKind
    name: str
    left: int
    top: int
    width: int
    height: int
    levels: tuple[LevelStyle, ...] = ()
    insets: tuple[int, int, int, int] = (91440, 45720, 91440, 45720)
    """Left, top, right, bottom."""
    anchor: str = "t"
    orientation: str = "horz"
    backdrop: str = ""
    """RRGGBB behind the text (its own fill, a panel of the layout, the background), or empty where unknown."""


class Layout(Struct, frozen=True, kw_only=True, eq=False):
    """A slide layout: `part` is its part name (/ppt/slideLayouts/slideLayout1.xml), `master` counts from 0."""

    name: str
    type: str
    part: str
    master: int
    placeholders: tuple[Placeholder, ...]
    background: str = ""
    """RRGGBB where it is one plain colour."""

    def first(self, *kinds: PlaceholderKind) -> Placeholder | None:
        """Return the first placeholder of the kinds, or None."""
        return next((placeholder for placeholder in self.placeholders if placeholder.kind in kinds), None)

    def all(self, *kinds: PlaceholderKind) -> tuple[Placeholder, ...]:
        """Return the placeholders of the kinds, in reading order."""
        return tuple(placeholder for placeholder in self.placeholders if placeholder.kind in kinds)


class RoleMatch(Struct, frozen=True, kw_only=True):
    """The layout that serves a role, and how it was found; a stand-in serves another role by nature."""

    role: Role
    layout: Layout
    how: How


class Theme(Struct, frozen=True, kw_only=True):
    """Colours by their theme slot (dk1, lt1, dk2, lt2, accent1–6, hlink, folHlink) as RRGGBB, and font families."""

    colours: Mapping[str, str]
    major_font: str
    minor_font: str


class Template(Struct, frozen=True, kw_only=True, eq=False):
    """A template ready to build on. `parts` maps part names (no leading slash) to bytes, without its own slides.

    `presentation` is the part name of presentation.xml; parts include [Content_Types].xml with the .pptx main type.
    """

    name: str
    parts: Mapping[str, bytes]
    presentation: str
    width: int
    height: int
    layouts: tuple[Layout, ...]
    roles: Mapping[Role, RoleMatch]
    theme: Theme
    notes_master: str = ""
    """Part name of the notes master, or empty: the writer then adds its own."""
    variants: Mapping[tuple[Role, int], Layout] = field(default_factory=lambda: MappingProxyType({}))
    """Layouts in an insight's colour: those named like the role's layout with "Insight 1" … "Insight 3" after it."""
    table_style: str = "{5C22544A-7EE6-4342-B048-85BDC9FD1C3A}"
    """The GUID of the template's default table style, for a:tableStyleId."""
    notices: tuple[Problem, ...] = ()
    """What reading found worth saying: roles served by a stand-in, a mapping that names a weak layout, and the like."""

    def layout_for(self, role: Role, insight: int = 0) -> Layout:
        """Return the layout that serves a role, in an insight's colour where there is one; every role is served."""
        return self.variants.get((role, insight)) or self.roles[role].layout
