"""The bytes of a .pptx → an open deck, with its slides read for a merge; an edge: the only opener of python-pptx here.

A slide is read twice where it must be: as canonical text (always), and as it is seen (where LibreOffice has written
the deck, and its markup is another).
"""

import hashlib
import io
import re
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from lxml import etree

from toolkit.deck.merge.canonical import find_feet, write_body, write_canonical, write_foot
from toolkit.deck.merge.chart_facts import read_chart_facts
from toolkit.deck.merge.facts import Fact
from toolkit.deck.merge.names import R, find, find_all, find_foot, find_placeholder, iterate_shapes, q, read_text
from toolkit.deck.merge.notes_facts import NOTHING, Plain, find_notes_body, find_plain, read_notes_facts
from toolkit.deck.merge.seen import Sources, read_seen
from toolkit.deck.merge.styles import Styles
from toolkit.deck.merge.table_facts import MEDIUM_STYLE_2, compose_medium_style

if TYPE_CHECKING:
    from pptx.opc.package import Part
    from pptx.presentation import Presentation

_LIBRE = re.compile(r"PlaceHolder \d+")
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def is_libre(root: etree._Element) -> bool:
    """Tell whether LibreOffice has written a slide or a master: it names every placeholder in its own way."""
    return any(_LIBRE.fullmatch(shape.get("name", "")) for shape in root.iter(q("p:cNvPr")))


class OpenDeck:
    """A deck in memory, opened by python-pptx."""

    def __init__(self, data: bytes) -> None:
        import pptx

        self.presentation: Presentation = pptx.Presentation(io.BytesIO(data))
        self.part: Any = self.presentation.part
        self.root: Any = self.part._element
        self._digests: dict[int, str] = {}

    @cached_property
    def slides(self) -> list["OpenSlide"]:
        """The slides in their order."""
        listed = find_all(self.root, "p:sldIdLst/p:sldId")
        return [
            OpenSlide(self, int(entry.get("id", "0")), self.part.related_part(entry.get(f"{R}id"))) for entry in listed
        ]

    @cached_property
    def table_styles(self) -> Mapping[str, etree._Element]:
        """Every table style by its id."""
        part = self.find_table_styles()
        return {} if part is None else {style.get("styleId", ""): style for style in etree.fromstring(part.blob)}

    def find_table_styles(self) -> Any:
        """Return the part of table styles, or None."""
        for relation in self.part.rels.values():
            if relation.reltype.endswith("/tableStyles") and not relation.is_external:
                return relation.target_part
        return None

    def forget_table_styles(self) -> None:
        """Read the table styles anew when they are asked for next."""
        self.__dict__.pop("table_styles", None)

    @cached_property
    def plain_notes(self) -> Plain:
        """The size and colour of notes that LibreOffice wrote, for which nobody chose one."""
        pages = [slide.notes_part._element for slide in self.slides if slide.notes_part is not None]
        return find_plain(page for page in pages if is_libre(page))

    def save(self) -> bytes:
        """Return the deck's bytes."""
        buffer = io.BytesIO()
        self.presentation.save(buffer)
        return buffer.getvalue()

    def digest(self, part: "Part") -> str:
        """Return a digest of a part's bytes."""
        key = id(part)
        if key not in self._digests:
            self._digests[key] = hashlib.sha256(part.blob).hexdigest()
        return self._digests[key]


class OpenSlide:
    """One slide of an open deck."""

    def __init__(self, deck: OpenDeck, number: int, part: Any) -> None:
        self.deck, self.id, self.part = deck, number, part

    @property
    def root(self) -> etree._Element:
        """The slide's p:sld."""
        element: etree._Element = self.part._element
        return element

    @cached_property
    def is_libre(self) -> bool:
        """Whether LibreOffice has written the slide."""
        return is_libre(self.root)

    @property
    def layout(self) -> Any:
        """The layout's part."""
        return self.part.part_related_by(f"{RELATIONS}/slideLayout")

    @cached_property
    def layout_name(self) -> str:
        """What the layout is called."""
        found = find(self.layout._element, "p:cSld")
        return "" if found is None else found.get("name", "")

    @cached_property
    def title(self) -> str:
        """The text of the title, in one line."""
        for shape in iterate_shapes(self.root):
            mark = find_placeholder(shape)
            if mark is not None and mark.get("type") in ("title", "ctrTitle"):
                return " ".join(read_text(shape).split())
        return ""

    @cached_property
    def text(self) -> str:
        """All text of the body."""
        return "\n".join(read_text(shape) for shape in iterate_shapes(self.root) if not find_foot(shape))

    @cached_property
    def body(self) -> str:
        """The body as canonical text."""
        return write_body(self.root, self.say_target)

    @cached_property
    def feet(self) -> Mapping[str, str]:
        """What the footers say, by kind; a number is counted by the program that shows it."""
        found = find_feet(self.root)
        return {kind: "" if kind == "sldNum" else read_text(shape) for kind, shape in found.items()}

    @cached_property
    def foot_looks(self) -> Mapping[str, str]:
        """How the footers look, by kind."""
        return {kind: write_foot(shape, self.say_target) for kind, shape in find_feet(self.root).items()}

    @cached_property
    def notes(self) -> Mapping[str, Fact]:
        """What is seen of the notes; equal for two that say the same in the same looks."""
        part = self.notes_part
        if part is None:
            return {}
        plain = self.deck.plain_notes if is_libre(part._element) else NOTHING
        return read_notes_facts(part._element, plain, self._say_notes_target)

    @cached_property
    def notes_text(self) -> str:
        """The notes' text."""
        part = self.notes_part
        return "" if part is None else read_text(find_notes_body(part._element))

    def _say_notes_target(self, link: str) -> str:
        relation = self.notes_part.rels[link]
        return str(relation.target_ref) if relation.is_external else relation.reltype

    @property
    def is_commented(self) -> bool:
        """Whether comments stand on the slide, of the old or of the new kind."""
        return any(relation.reltype.endswith("/comments") for relation in self.part.rels.values())

    @property
    def notes_part(self) -> Any:
        """The notes page's part, or None."""
        return self.related("notesSlide")

    def related(self, kind: str) -> Any:
        """Return the first related part of a kind, or None."""
        for relation in self.part.rels.values():
            if relation.reltype.endswith(f"/{kind}") and not relation.is_external:
                return relation.target_part
        return None

    @cached_property
    def seen(self) -> Mapping[str, Fact]:
        """What is seen of the body."""
        layout = self.layout
        master = layout.part_related_by(f"{RELATIONS}/slideMaster")
        theme = next((each.target_part for each in master.rels.values() if each.reltype.endswith("/theme")), None)
        sources = Sources(
            styles=Styles(
                layout._element,
                master._element,
                None if theme is None else etree.fromstring(theme.blob),
                self.deck.root,
                inherits=not self.is_libre,
            ),
            target=self.say_target,
            chart=lambda link: etree.fromstring(self.part.related_part(link).blob),
            table_style=self._find_table_style,
        )
        return read_seen(self.root, sources)

    def _find_table_style(self, key: str) -> etree._Element | None:
        found = self.deck.table_styles.get(key)
        return compose_medium_style() if found is None and key == MEDIUM_STYLE_2 else found

    def say_target(self, link: str) -> str:
        """Say what a relationship leads to, in words that hold in another package."""
        if not link:
            return ""
        relation = self.part.rels[link]
        if relation.is_external:
            return str(relation.target_ref)
        kind = relation.reltype.rpartition("/")[2]
        if kind == "chart":
            space = etree.fromstring(relation.target_part.blob)
            facts = read_chart_facts(space, lambda fill: "" if fill is None else write_canonical(fill, str))
            return repr(sorted(facts.items()))
        if kind == "slide":
            return f"slide {relation.target_part.partname}"
        return f"{kind} {self.deck.digest(relation.target_part)}"
