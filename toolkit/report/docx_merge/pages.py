"""A report as XML with texts in its fields → the page numbers of its contents, set anew where the texts moved headings.

The text is set as `report/pagination.py` sets it. Only where that gives the numbers that the report was written with,
are the new ones believed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from lxml import etree

from toolkit.report.docx_merge.contents import is_contents
from toolkit.report.docx_merge.inline import read_plain
from toolkit.report.docx_merge.looks import is_on, read_child, read_twips, read_value
from toolkit.report.docx_merge.objects import WP
from toolkit.report.docx_template.file import read_template_of
from toolkit.report.docx_template.package import Package
from toolkit.report.docx_template.styles import W
from toolkit.report.pagination import (
    CELL_MARGINS,
    COMPACT_MARGINS,
    LIST_INDENT,
    NUMBER_ROOM,
    Setter,
    Strip,
    fill_pages,
)
from toolkit.texts import load_texts

_EMU_A_POINT = 12700
_BELOW_FIGURE = 0.22
_UNKNOWN = "report writing"


def renumber_contents(document: etree._Element, fresh: Package) -> None:
    """Set the page numbers of the contents anew; `fresh` is the report without the texts."""
    before = fresh.parse(fresh.document)
    stored = {anchor: str(number.text) for anchor, number in _list_numbers(before)}
    if not stored or not all(number.isdecimal() for number in stored.values()):
        return
    template = read_template_of(fresh)
    composer = _Composer(Setter(template, load_texts("en")), {id_: name for name, id_ in template.styles.items()})
    first = int(next(iter(stored.values())))
    room = template.page_height / 20 - sum(template.margins) / 20

    def find_pages(root: etree._Element) -> Mapping[str, int]:
        strips = list(composer.set_body(root))
        return fill_pages(strips, room, first, template.adds_spacing).headings

    found = find_pages(before)
    if all(str(found.get(anchor, "")) == number for anchor, number in stored.items()):
        after = find_pages(document)
        for anchor, number in _list_numbers(document):
            number.text = str(after.get(anchor, number.text))


def _list_numbers(document: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    """List the page numbers of the contents with the bookmarks that they are the pages of."""
    for control in document.iter(f"{W}sdt"):
        if is_contents(control):
            for link in control.iter(f"{W}hyperlink"):
                texts = list(link.iter(f"{W}t"))
                if texts:
                    yield read_value(link, "anchor"), texts[-1]


@dataclass(frozen=True)
class _Composer:
    """Sets the elements of a body; `names` are the styles that the setter knows, by their ids."""

    setter: Setter
    names: Mapping[str, str]

    def set_body(self, document: etree._Element) -> Iterator[Strip]:
        """Set all that follows the contents."""
        body = document.find(f"{W}body")
        children = [] if body is None else list(body)
        places = [place for place, each in enumerate(children) if each.tag == f"{W}sdt" and is_contents(each)]
        for element in children[places[0] + 1 if places else 0 :]:
            yield from self._set_element(element)

    def _set_element(self, element: etree._Element) -> Iterator[Strip]:
        if element.tag == f"{W}p":
            yield from self._set_paragraph(element)
        elif element.tag == f"{W}tbl":
            yield from self._set_table(element)
        elif element.tag in (f"{W}sdt", f"{W}sdtContent"):
            for child in element:
                yield from self._set_element(child)

    def _set_paragraph(self, paragraph: etree._Element) -> Iterator[Strip]:
        properties = paragraph.find(f"{W}pPr")
        name = self._name(properties)
        extent = next(paragraph.iter(f"{WP}extent"), None)
        if extent is not None:
            look = self.setter.template.looks[name]
            height = float(extent.get("cy", "0")) / _EMU_A_POINT + look.size * _BELOW_FIGURE
            keep = look.keep_next or _has(properties, "keepNext")
            yield Strip(height=height, before=look.before, after=look.after, keep=keep)
            return
        indent = _find_indent(properties, name)
        strips = list(
            self.setter.set_text(name, read_plain(paragraph), indent=indent, keep=_has(properties, "keepNext"))
        )
        mark = next((read_value(each, "name") for each in paragraph.iter(f"{W}bookmarkStart")), "")
        new_page = strips[0].new_page or _has(properties, "pageBreakBefore")
        yield replace(strips[0], anchor=mark, new_page=new_page)
        yield from strips[1:]

    def _set_table(self, table: etree._Element) -> Iterator[Strip]:
        compact = table.find(f"{W}tblPr/{W}tblCellMar") is not None
        margins = COMPACT_MARGINS if compact else CELL_MARGINS
        widths = [(read_twips(each, "w") or 0.0) - margins for each in table.iterfind(f"{W}tblGrid/{W}gridCol")]
        for number, row in enumerate(table.iterfind(f"{W}tr")):
            cells = ["\n".join(map(read_plain, cell.iter(f"{W}p"))) for cell in row.iterfind(f"{W}tc")]
            first = next(row.iter(f"{W}pPr"), None)
            room = [*widths, *[widths[-1] if widths else 0.0] * len(cells)][: len(cells)]
            height = self.setter.measure_row(cells, room, bold=number == 0, compact=compact)
            yield Strip(height=height, keep=_has(first, "keepNext"))

    def _name(self, properties: etree._Element | None) -> str:
        name = self.names.get("" if properties is None else read_child(properties, "pStyle"), "")
        if name in self.setter.template.looks:
            return name
        return _UNKNOWN if properties is None or properties.find(f"{W}numPr") is None else "list bullet"


def _has(properties: etree._Element | None, name: str) -> bool:
    found = None if properties is None else properties.find(f"{W}{name}")
    return found is not None and is_on(found)


def _find_indent(properties: etree._Element | None, name: str) -> float:
    """Return by how much a number, or the sign of a list, moves a text to the right."""
    if name in ("list bullet", "list number"):
        return LIST_INDENT
    listed = None if properties is None else properties.find(f"{W}numPr")
    number = "0" if listed is None else read_child(listed, "numId")
    if number in ("", "0"):
        return 0.0
    level = int(name.removeprefix("heading ")) if name.removeprefix("heading ").isdecimal() else 0
    return NUMBER_ROOM.get(level, LIST_INDENT)
