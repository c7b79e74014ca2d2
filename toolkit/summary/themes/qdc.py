"""Write a theme book as a REFI-QDA codebook (.qdc), which NVivo, ATLAS.ti, MAXQDA and QualCoder open. An edge.

Each insight is a folder of codes that cannot be given itself; a theme without an insight stands beside them. Ids are
made from the programme's and the theme's, so that the same book gives the same bytes, and the same code when it is
opened again.
"""

from uuid import NAMESPACE_URL, UUID, uuid5

from lxml import etree

from toolkit.model.programme import Programme
from toolkit.model.qdc import ORIGIN, XMLNS
from toolkit.model.themes import Theme, ThemeBook

_COLOURS = {1: "#165C60", 2: "#4A3A8C", 3: "#97320F"}
"""By insight number, as in the workbook."""
_NEUTRAL = "#3F6486"


def compose_qdc(book: ThemeBook, programme: Programme, language: str) -> bytes:
    """Return the codebook's bytes, with names and descriptions in a language."""
    root = etree.fromstring(f'<CodeBook xmlns="{XMLNS}" origin="{ORIGIN}"/>')
    codes = etree.SubElement(root, f"{{{XMLNS}}}Codes")
    folders = {}
    for insight in programme.insights:
        if any(theme.insight == insight.id for theme in book.themes):
            colour = _COLOURS.get(insight.number, _NEUTRAL)
            folder = _add_code(codes, _make_id(programme, "insight", insight.id), insight.short.say(language), colour)
            folder.set("isCodable", "false")
            _describe(folder, insight.title.say(language))
            folders[insight.id] = folder, colour
    for theme in book.themes:
        parent, colour = folders.get(theme.insight, (codes, _NEUTRAL))
        _add_theme(parent, theme, programme, language, colour)
    etree.indent(root)
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8")
    return written


def _add_theme(parent: etree._Element, theme: Theme, programme: Programme, language: str, colour: str) -> None:
    code = _add_code(parent, _make_id(programme, "theme", theme.id), theme.name.say(language), colour)
    if theme.description:
        _describe(code, theme.description.say(language))


def _add_code(parent: etree._Element, guid: UUID, name: str, colour: str) -> etree._Element:
    facts = {"guid": str(guid), "name": name, "isCodable": "true", "color": colour}
    return etree.SubElement(parent, f"{{{XMLNS}}}Code", facts)


def _describe(code: etree._Element, text: str) -> None:
    etree.SubElement(code, f"{{{XMLNS}}}Description").text = text


def _make_id(programme: Programme, kind: str, name: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"{ORIGIN}/{programme.id}/{kind}/{name}")
