"""Read a Word template (.docx or .dotx) into a WordTemplate: a path in, a value out. An edge; nothing is written.

Of the template's text nothing is kept. Its styles, theme, fonts, page, headers and footers are, with their pictures.
"""

from functools import cache
from pathlib import Path

from lxml import etree

from toolkit.errors import Place, Problem
from toolkit.ooxml.opening import make_fault
from toolkit.ooxml.relations import Relation, name_relations_part
from toolkit.report import messages
from toolkit.report.docx_template.looks import read_looks
from toolkit.report.docx_template.package import Package, read_package
from toolkit.report.docx_template.section import LEAST_WIDTH_MM, find_section, list_running, measure_section
from toolkit.report.docx_template.settings import clean_settings
from toolkit.report.docx_template.styles import NEEDED, SHOWN, FoundStyles, W, complete_styles, is_numbered
from toolkit.report.docx_template.theme import read_colours, read_font
from toolkit.report.word_template import TWIPS_A_MM, WordTemplate
from toolkit.resources import find_template_folder

_KEPT = ("theme", "fontTable")
_DROPPED_BELOW = ("customXml", "vbaProject", "attachedTemplate", "printerSettings", "comments")


def read_word_template(path: Path | None = None) -> tuple[WordTemplate, tuple[Problem, ...]]:
    """Read a template, or the one that comes along; return it with notices. Raises TemplateError."""
    default = read_package(find_template_folder("docx") / "report.dotx")
    package = default if path is None else read_package(path)
    template, found = _compose_template(package, default)
    return template, _notice_added(package.file, found)


def read_template_of(report: Package) -> WordTemplate:
    """Return a report that was written as a template: how it is set. Raises TemplateError."""
    return _compose_template(report, read_package(find_template_folder("docx") / "report.dotx"))[0]


def _compose_template(package: Package, default: Package) -> tuple[WordTemplate, FoundStyles]:
    section = find_section(package)
    width, height, margins = measure_section(section)
    if width < LEAST_WIDTH_MM * TWIPS_A_MM:
        narrow = round(width / TWIPS_A_MM)
        raise make_fault(package.file, messages.NARROW_PAGE, width=narrow, least=LEAST_WIDTH_MM)
    if not package.related("styles"):
        raise make_fault(package.file, messages.NO_STYLES)
    own_styles = default.parse(default.related("styles"))
    holder = package if package.related("theme") else default
    theme = holder.parse(holder.related("theme"))
    colours = read_colours(theme)
    found = complete_styles(package.parse(package.related("styles")), own_styles, width, colours)
    running = list_running(package, section)
    settings = clean_settings(_parse_settings(package), even_pages=any(each.pages == "even" for each in running))
    parts, types, related = _keep_parts(package, [each.part for each in running])
    for kind, root in (("styles", found.root), ("settings", settings)):
        related[kind] = f"word/{kind}.xml"
        parts[related[kind]] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    for kind in _KEPT:
        if kind not in related:  # the report's own styles name their fonts and colours by the theme
            related[kind] = default.related(kind)
            parts[related[kind]], types[related[kind]] = default.parts[related[kind]], default.types[related[kind]]
    numbering = package.related("numbering")
    template = WordTemplate(
        name=package.file,
        parts=parts,
        types=types,
        related=related,
        styles=found.ids,
        numbering=package.parts[numbering] if numbering else b"",
        numbered_headings=is_numbered(found.root, found.ids["heading 1"]),
        own_lists=frozenset(name for name in ("list bullet",) if is_numbered(found.root, found.ids[name])),
        section="".join(etree.tostring(child, encoding="unicode") for child in section if child.tag != f"{W}titlePg"),
        title_page=section.find(f"{W}titlePg") is not None,
        text_width=width,
        page_height=height,
        margins=margins,
        running=running,
        colours=colours,
        looks=read_looks(found.root, found.ids, (*NEEDED, "normal", "body text"), read_font(theme)),
        adds_spacing=settings.find(f"{W}compat/{W}doNotUseHTMLParagraphAutoSpacing") is not None,
        own=package is default,
    )
    return template, found


@cache
def read_default_template() -> WordTemplate:
    """Read the template that comes along, once a process."""
    return read_word_template()[0]


def _notice_added(file: str, found: FoundStyles) -> tuple[Problem, ...]:
    added = [SHOWN[name] for name in found.added if name in SHOWN]
    if not added:
        return ()
    facts = {"styles": ", ".join(added)}
    return (Problem(place=Place(file=file), message=messages.STYLES_ADDED, facts=facts, notice=True),)


def _parse_settings(package: Package) -> etree._Element:
    part = package.related("settings")
    return package.parse(part) if part else etree.Element(f"{W}settings", nsmap={"w": W[1:-1]})


def _keep_parts(package: Package, running: list[str]) -> tuple[dict[str, bytes], dict[str, str], dict[str, str]]:
    """Return the parts that a report keeps, with what they lead to, their types, and the document's own by kind."""
    parts: dict[str, bytes] = {}
    types: dict[str, str] = {}
    related = {kind: package.related(kind) for kind in _KEPT if package.related(kind)}
    waiting = [*related.values(), *running]
    for name in waiting:
        if name in parts:
            continue
        parts[name], types[name] = package.parts[name], package.types[name]
        kept = [each for each in package.relations(name) if each.kind not in _DROPPED_BELOW]
        if kept:
            parts[name_relations_part(name)] = package.parts[name_relations_part(name)]
            waiting.extend(_targets(kept))
    return parts, types, related


def _targets(relations: list[Relation]) -> list[str]:
    return [relation.target for relation in relations if not relation.external]
