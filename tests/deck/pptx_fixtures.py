"""Make pptx templates for tests out of python-pptx's default one (MIT), and decks out of templates."""

import zipfile
from collections.abc import Mapping
from pathlib import Path

from pptx import Presentation
from pptx.util import Emu

from toolkit.deck.template import Template

ENGLISH = (
    "Title Slide",
    "Title and Content",
    "Section Header",
    "Two Content",
    "Comparison",
    "Title Only",
    "Blank",
    "Content with Caption",
    "Picture with Caption",
    "Title and Vertical Text",
    "Vertical Title and Text",
)
SWEDISH = (
    "Rubrikbild",
    "Rubrik och innehåll",
    "Avsnittsrubrik",
    "Två innehållsdelar",
    "Jämförelse",
    "Endast rubrik",
    "Tom",
    "Text med bildtext",
    "Bild med bildtext",
    "Rubrik och lodrät text",
    "Lodrät rubrik och text",
)
GERMAN = (
    "Titelfolie",
    "Titel und Inhalt",
    "Abschnitts-\nüberschrift",
    "Zwei Inhalte",
    "Vergleich",
    "Nur Titel",
    "Leer",
    "Inhalt mit Überschrift",
    "Bild mit Überschrift",
    "Titel und vertikaler Text",
    "Vertikaler Titel und Text",
)
PORTUGUESE = (
    "Slide de título",
    "Título e conteúdo",
    "Cabeçalho da seção",
    "Duas partes de conteúdo",
    "Comparação",
    "Somente título",
    "Em branco",
    "Conteúdo com legenda",
    "Imagem com legenda",
    "Título e texto vertical",
    "Título vertical e texto",
)
SIZES = {"4:3": (9144000, 6858000), "16:9": (12192000, 6858000), "16:10": (9144000, 5715000)}


def make_template(
    path: Path, names: tuple[str, ...] = ENGLISH, *, types: bool = True, ratio: str = "4:3", slides: int = 0
) -> Path:
    """Save python-pptx's default template with other layout names, with or without types, in another size."""
    presentation = Presentation()
    width, height = SIZES[ratio]
    across, down = width / presentation.slide_width, height / presentation.slide_height
    presentation.slide_width, presentation.slide_height = Emu(width), Emu(height)
    for shape in presentation.slide_master.shapes:
        _stretch(shape, across, down)
    for layout, name in zip(presentation.slide_layouts, names, strict=True):
        layout.name = name
        layout._element.cSld.set("name", name)
        for shape in layout.shapes:
            if shape._element.spPr.find("{http://schemas.openxmlformats.org/drawingml/2006/main}xfrm") is not None:
                _stretch(shape, across, down)
        if not types:
            layout._element.attrib.pop("type", None)
    for number in range(slides):
        slide = presentation.slides.add_slide(presentation.slide_layouts[1])
        slide.shapes.title.text = f"Secret of slide {number + 1}"
        slide.notes_slide.notes_text_frame.text = "Secret notes"
    presentation.core_properties.author = "Secret author"
    presentation.save(path)
    return path


def edit_package(source: Path, target: Path, changes: Mapping[str, bytes | None]) -> Path:
    """Copy a package with some parts replaced, added, or (None) left out."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in changes:
                new.writestr(name, old.read(name))
        for name, data in changes.items():
            if data is not None:
                new.writestr(name, data)
    return target


def read_part(path: Path, name: str) -> bytes:
    with zipfile.ZipFile(path) as package:
        return package.read(name)


def write_parts(template: Template, path: Path) -> Path:
    """Write a template's parts as they are: a presentation without slides."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in template.parts.items():
            package.writestr(name, data)
    return path


def write_sample_deck(template: Template, path: Path) -> Path:
    """Write one slide a role with python-pptx, every text placeholder filled."""
    write_parts(template, path)
    presentation = Presentation(path)
    layouts = {layout.part.partname: layout for m in presentation.slide_masters for layout in m.slide_layouts}
    for role, match in template.roles.items():
        slide = presentation.slides.add_slide(layouts[match.layout.part])
        for shape in slide.placeholders:
            if shape.has_text_frame:
                shape.text_frame.text = f"{role.value}: {shape.name}"
    presentation.save(path)
    return path


def _stretch(shape: object, across: float, down: float) -> None:
    place = shape._element.spPr.xfrm  # type: ignore[attr-defined] # python-pptx has no types
    place.off.x, place.off.y = round(place.off.x * across), round(place.off.y * down)
    place.ext.cx, place.ext.cy = round(place.ext.cx * across), round(place.ext.cy * down)
