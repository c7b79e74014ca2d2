"""A fitted deck on its template → the parts of a .pptx (pure), and the file (an edge).

XML is composed as text and zipped in one go: python-pptx takes longer to be imported than this takes to write a deck,
and looks every part name up anew for each slide. The same deck gives the same bytes.
"""

from collections.abc import Callable
from itertools import count
from pathlib import Path

from toolkit.chart.workbook import write_chart_workbook
from toolkit.chart.xml import Ink, compose_chart
from toolkit.deck.check.package_check import check_package
from toolkit.deck.fit.wrap import POINT
from toolkit.deck.fitted import (
    FittedDeck,
    FittedSlide,
    PlacedChart,
    PlacedPicture,
    PlacedQr,
    PlacedShape,
    PlacedTable,
    PlacedText,
)
from toolkit.deck.pptx.notes import (
    DECLARATION,
    NAMESPACES,
    TREE_HEAD,
    compose_notes,
    compose_notes_master,
    compose_notes_theme,
)
from toolkit.deck.pptx.parts import Parts
from toolkit.deck.pptx.presentation_xml import compose_app, compose_core, compose_presentation, parse_created
from toolkit.deck.pptx.shapes import (
    Slot,
    compose_chart_frame,
    compose_code,
    compose_foot,
    compose_picture,
    compose_table_frame,
    compose_text,
)
from toolkit.deck.pptx.text_xml import tag_language
from toolkit.deck.template import PlaceholderKind, Template
from toolkit.errors import OutputError
from toolkit.files import Put, write_bytes
from toolkit.ooxml.package import write_zip
from toolkit.ooxml.relationships import RELATIONSHIPS, Relationships

_FEET: tuple[PlaceholderKind, ...] = ("footer", "date", "number")
DrawQr = Callable[[str], bytes]
_OFFICE = "application/vnd.openxmlformats-officedocument"
_SLIDE_TYPE = f"{_OFFICE}.presentationml.slide+xml"
_NOTES_TYPE = f"{_OFFICE}.presentationml.notesSlide+xml"
_NOTES_MASTER_TYPE = f"{_OFFICE}.presentationml.notesMaster+xml"
_THEME_TYPE = f"{_OFFICE}.theme+xml"
_CHART_TYPE = f"{_OFFICE}.drawingml.chart+xml"
_SLIDE_HEAD = f"{DECLARATION}<p:sld {NAMESPACES}><p:cSld><p:spTree>{TREE_HEAD}"
_SLIDE_TAIL = "</p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sld>"


def write_deck(deck: FittedDeck, template: Template, path: Path, draw_qr: DrawQr, put: Put = write_bytes) -> None:
    """Write a deck whole or not at all; `draw_qr` turns an address into a PNG, `put` puts the file in its place.

    Raises OutputError where the disk refuses, and where the package check finds a fault: no such file is handed over.
    """
    parts = compose_parts(deck, template, draw_qr)
    faults = check_package(parts, path.name)
    if faults:
        raise OutputError(faults)
    put(path, write_zip(parts))


def compose_parts(deck: FittedDeck, template: Template, draw_qr: DrawQr) -> dict[str, bytes]:
    """Return every part of the deck by name."""
    writer = _Writer(deck, template, draw_qr)
    return writer.compose()


class _Writer:
    """One deck on its way into parts."""

    def __init__(self, deck: FittedDeck, template: Template, draw_qr: DrawQr) -> None:
        self.deck, self.template, self.draw_qr = deck, template, draw_qr
        self.parts = Parts(template.parts)
        self.language = tag_language(deck.deck.language)
        self.notes_master = template.notes_master.lstrip("/")
        self.charts = count(1)

    def compose(self) -> dict[str, bytes]:
        """Compose slides, notes, presentation.xml and the document's properties."""
        name = self.template.presentation.lstrip("/")
        targets: list[tuple[str, str]] = []
        if not self.notes_master and any(slide.notes for slide in self.deck.slides):
            self.notes_master = self._add_notes_master()
            targets.append(("notesMaster", self.notes_master))
        for number, slide in enumerate(self.deck.slides, 1):
            targets.append(("slide", self._add_slide(slide, number)))
        relations_name = _name_relationships(name)
        relations, ids = _extend_relationships(self.template.parts[relations_name], name.rpartition("/")[0], targets)
        links = ids[len(ids) - len(self.deck.slides) :]
        master_link = ids[0] if len(ids) > len(links) else ""
        changed = {
            name: compose_presentation(self.template.parts[name], self.deck, links, master_link),
            relations_name: relations,
            "docProps/core.xml": compose_core(self.deck),
            "docProps/app.xml": compose_app(self.deck),
        }
        return self.parts.compose(changed)

    def _add_slide(self, slide: FittedSlide, number: int) -> str:
        name = f"ppt/slides/slide{number}.xml"
        relations = Relationships()
        relations.add("slideLayout", _point(slide.layout.part))
        shape_ids = count(2)
        slot = Slot(
            next_id=lambda: next(shape_ids),
            link=relations.link,
            language=self.language,
            table_style=self.template.table_style,
        )
        shapes = "".join(self._compose_shape(shape, slide, slot, relations) for shape in slide.shapes)
        content = f"{_SLIDE_HEAD}{shapes}{self._compose_feet(slide, number, slot)}{_SLIDE_TAIL}"
        if slide.notes:
            relations.add("notesSlide", _point(self._add_notes(slide, number, name)))
        self.parts.add(name, content.encode(), _SLIDE_TYPE, relations)
        return name

    def _compose_shape(self, shape: PlacedShape, slide: FittedSlide, slot: Slot, relations: Relationships) -> str:
        match shape:
            case PlacedText():
                return compose_text(shape, slot)
            case PlacedPicture():
                image = self.parts.add_media(shape.picture.data, shape.picture.format)
                return compose_picture(shape, relations.add("image", _point(image)), slot)
            case PlacedQr():
                image = self.parts.add_media(self.draw_qr(shape.code.address), "png")
                return compose_code(shape, relations.add("image", _point(image)), slot)
            case PlacedTable():
                return compose_table_frame(shape, slot)
            case PlacedChart():
                chart = self._add_chart(shape, slide)
                return compose_chart_frame(shape, relations.add("chart", _point(chart)), slot)

    def _compose_feet(self, slide: FittedSlide, number: int, slot: Slot) -> str:
        """Fill the layout's footer, date and number; an empty one is left out."""
        said = {"footer": slide.footer, "date": self.deck.deck.date_text, "number": str(number)}
        # The first of each kind: some templates hold two footers, one over the other.
        holders = (slide.layout.first(kind) for kind in _FEET)
        return "".join(
            compose_foot(holder, said[holder.kind], slot, field=holder.kind == "number")
            for holder in holders
            if holder is not None and said[holder.kind]
        )

    def _add_chart(self, shape: PlacedChart, slide: FittedSlide) -> str:
        chart = shape.chart
        name = self.parts.name("ppt/charts/chart{}.xml", next(self.charts))
        book = write_chart_workbook(chart, parse_created(self.deck.deck.created), self.deck.deck.author)
        relations = Relationships()
        relations.add("package", _point(self.parts.add_media(book, "xlsx", "embeddings", "workbook")))
        ink = Ink(
            colours=self.template.theme.colours,
            background=shape.background,
            first_accent=slide.slide.insight or 1,
            language=self.language,
            room=(shape.box.width / POINT, shape.box.height / POINT),
        )
        self.parts.add(name, compose_chart(chart, ink), _CHART_TYPE, relations)
        return name

    def _add_notes(self, slide: FittedSlide, number: int, slide_name: str) -> str:
        name = f"ppt/notesSlides/notesSlide{number}.xml"
        relations = Relationships()
        relations.add("notesMaster", _point(self.notes_master))
        relations.add("slide", _point(slide_name))
        self.parts.add(name, compose_notes(slide.notes, self.language, relations.link), _NOTES_TYPE, relations)
        return name

    def _add_notes_master(self) -> str:
        name = self.parts.name("ppt/notesMasters/notesMaster{}.xml", 1)
        theme = self.parts.name("ppt/theme/themeNotes{}.xml", 1)
        self.parts.add(theme, compose_notes_theme(self.template.theme), _THEME_TYPE)
        relations = Relationships()
        relations.add("theme", _point(theme))
        self.parts.add(name, compose_notes_master(self.language), _NOTES_MASTER_TYPE, relations)
        return name


def _point(part: str) -> str:
    """Return a relationship's target, relative to a folder two deep as PowerPoint writes it, for parts in ppt/."""
    name = part.lstrip("/")
    return f"../{name[4:]}" if name.startswith("ppt/") else f"/{name}"


def _name_relationships(part: str) -> str:
    folder, _, file = part.rpartition("/")
    return f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels"


def _extend_relationships(old: bytes, folder: str, targets: list[tuple[str, str]]) -> tuple[bytes, list[str]]:
    """Add relationships to the template's own, under ids it does not use; return the part and the new ids."""
    text = old.decode()
    numbers = (n for n in count(1) if f'"rId{n}"' not in text)
    ids = [f"rId{number}" for number, _ in zip(numbers, targets, strict=False)]
    lines = "".join(
        f'<Relationship Id="{key}" Type="{RELATIONSHIPS}/{kind}" Target="{_point_from_presentation(part, folder)}"/>'
        for key, (kind, part) in zip(ids, targets, strict=True)
    )
    return text.replace("</Relationships>", f"{lines}</Relationships>").encode(), ids


def _point_from_presentation(part: str, folder: str) -> str:
    return part[4:] if folder == "ppt" and part.startswith("ppt/") else f"/{part}"
