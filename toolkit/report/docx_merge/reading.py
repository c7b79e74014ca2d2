"""A Word file as bytes → what is seen in it: blocks under their headings, and the grey fields. Raises TemplateError.

Nothing of how it was saved is seen: runs that are split, identities of paragraphs, marks of spelling, page numbers.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from toolkit.report.docx_merge.contents import is_contents, list_strangers, read_labels
from toolkit.report.docx_merge.fields import (
    SILENT,
    ends_with_break,
    find_lone_control,
    read_field_text,
    read_tag,
    read_title,
)
from toolkit.report.docx_merge.inline import PAGE_BREAK, Inline
from toolkit.report.docx_merge.lists import Lists
from toolkit.report.docx_merge.looks import Styles, is_on, read_child, read_value
from toolkit.report.docx_merge.margins import list_comments, list_running, read_page, read_properties
from toolkit.report.docx_merge.objects import Source, open_source
from toolkit.report.docx_merge.tables import TableLooks
from toolkit.report.docx_merge.values import Block, Document, Field, Kind
from toolkit.report.docx_template.package import Package, read_package_bytes
from toolkit.report.docx_template.styles import W
from toolkit.report.docx_template.theme import A, read_colours
from toolkit.report.field_tags import PREFIX

_REVISIONS = (
    "ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "tblPrChange", "trPrChange", "tcPrChange",
    "sectPrChange", "numberingChange", "cellIns", "cellDel", "cellMerge", "tblGridChange", "tblPrExChange",
)  # fmt: skip


def read_document(name: str, data: bytes, former: Document | None = None) -> Document:
    """Read a file. `former` is what was written of it: it knows the tags of fields that have lost theirs, by title."""
    package = read_package_bytes(name, data)
    reader = _Reader.open(package, former.titles if former else {})
    body = package.parse(package.document).find(f"{W}body")
    children = [] if body is None else list(body)
    reader.labels = read_labels(children)
    reader.read(children)
    reader.close_page()
    reader.blocks += [
        *reader.list_strangers(former),
        *list_running(package, reader.read_story),
        *read_properties(package),
    ]
    return Document(
        package=package,
        blocks=tuple(reader.blocks),
        fields=tuple(reader.fields),
        titles=reader.titles,
    )


@dataclass
class _Reader:
    """A document while it is read: which heading it has come to, what was found so far."""

    source: Source
    styles: Styles
    tables: TableLooks
    comments: Mapping[str, tuple[str, ...]]
    known: Mapping[str, str]
    blocks: list[Block] = field(default_factory=list)
    fields: list[Field] = field(default_factory=list)
    titles: dict[str, str] = field(default_factory=dict)
    labels: list[tuple[str, str]] = field(default_factory=list)
    contents: list[etree._Element] = field(default_factory=list)
    heading: str = ""
    chapter: str = ""
    """The heading, and the last one above it that the contents name."""
    breaks: int = 0
    """How many page breaks stand before what comes next."""

    @classmethod
    def open(cls, package: Package, titles: Mapping[str, str]) -> "_Reader":
        lists = Lists(_parse(package, "numbering"))
        theme = _parse(package, "theme")
        styles = Styles(_parse(package, "styles"), _read_fonts(theme), lists)
        comments = list_comments(_parse(package, "comments"))
        colours = {} if theme is None else read_colours(theme)
        source = open_source(package, package.document, colours)
        return cls(source=source, styles=styles, tables=TableLooks(styles), comments=comments, known=titles)

    def read(self, elements: list[etree._Element]) -> None:
        """Read what stands one after another in a body."""
        for element in elements:
            tag = str(element.tag).removeprefix(W)
            if tag == "p":
                self._read_paragraph(element)
            elif tag == "tbl":
                self._add("table", *self._read_table(element))
            elif tag == "sdt":
                self._read_control(element)
            elif tag == "sectPr":
                self._add("page", *read_page(element))
            elif tag in ("customXml", "smartTag", "sdtContent"):
                self.read(list(element))
            elif tag not in SILENT:
                self._add("paragraph", (tag, "".join(map(str, element.itertext()))))
            if tag in ("p", "tbl", "sdt"):
                self._note(element)

    def _add(
        self,
        kind: Kind,
        said: tuple[object, ...],
        measures: tuple[float, ...] = (),
        loose: tuple[str, ...] = (),
        text: str = "",
    ) -> None:
        self.blocks.append(Block(kind=kind, heading=self.heading, said=said, measures=measures, loose=loose, text=text))

    def _note(self, element: etree._Element) -> None:
        """Note the comments and the tracked changes of an element, as blocks of their own."""
        for mark in element.iter(f"{W}commentReference"):
            self._add("comment", self.comments.get(read_value(mark, "id"), ("", "")))
        for mark in element.iter(*(f"{W}{tag}" for tag in _REVISIONS)):
            said = "".join(str(each.text or "") for each in mark.iter(f"{W}t", f"{W}delText"))
            self._add("revision", (str(mark.tag), read_value(mark, "author"), said))

    def _read_paragraph(self, paragraph: etree._Element) -> None:
        control = find_lone_control(paragraph)
        if control is not None and self._find_tag(control):
            self._read_control(control, paragraph)
            return
        properties = paragraph.find(f"{W}pPr")
        look = self.styles.read_paragraph(properties)
        inline = self._read_inline(paragraph, ())
        text = "".join(said for said, _ in inline.pieces if isinstance(said, str)).strip()
        if look.level is not None and text:
            self._enter(text)
        kind: Kind = "figure" if inline.drawn else "heading" if look.level is not None and text else "paragraph"
        broken = self._take_break(inline, properties)
        measures = (*look.measures, *inline.sizes)
        said = (broken, look.said, tuple(inline.pieces))
        self._add(kind, said, measures, tuple(inline.loose), text)
        section = None if properties is None else properties.find(f"{W}sectPr")
        if section is not None:
            self._add("page", *read_page(section))

    def _take_break(self, inline: Inline, properties: etree._Element | None) -> int:
        """Return how many pages begin here, whichever way that is said, and take the breaks out of the text."""
        before = None if properties is None else properties.find(f"{W}pageBreakBefore")
        broken = self.breaks + (before is not None and is_on(before))
        if inline.pieces and isinstance(first := inline.pieces[0][0], str) and first.startswith(PAGE_BREAK):
            broken += 1
            _replace(inline.pieces, 0, first.removeprefix(PAGE_BREAK))
        self.breaks = 0
        if inline.pieces and isinstance(last := inline.pieces[-1][0], str) and last.endswith(PAGE_BREAK):
            self.breaks = 1
            _replace(inline.pieces, -1, last.removesuffix(PAGE_BREAK))
        if not inline.pieces:  # Writer says in an empty paragraph that what follows begins a page
            broken, self.breaks = 0, broken + self.breaks
        return broken

    def _enter(self, text: str) -> None:
        """Come to a heading: the contents name those of the upper levels, in their order."""
        place = next((n for n, (named, _) in enumerate(self.labels) if named == text), None)
        if place is None:
            self.heading = f"{self.chapter} › {text}" if self.chapter else text
            return
        self.heading = self.chapter = self.labels[place][1]
        del self.labels[: place + 1]

    def _read_inline(self, paragraph: etree._Element, table: tuple[etree._Element, ...]) -> Inline:
        properties = paragraph.find(f"{W}pPr")
        style = "" if properties is None else read_child(properties, "pStyle")
        inline = Inline(self.source, lambda run: self.styles.read_run(run, style, table))
        inline.read(paragraph)
        return inline

    def _read_table(self, table: etree._Element) -> tuple[tuple[object, ...], tuple[float, ...], tuple[str, ...]]:
        rows: list[object] = []
        measures: list[float] = self.tables.measure(table)
        loose: list[str] = []
        for row in self.tables.list_rows(table):
            cells: list[object] = []
            for cell in row.cells:
                content: list[object] = []
                for element in cell.element.iter(f"{W}p", f"{W}tbl"):
                    if element.tag == f"{W}tbl":
                        content.append("table")
                        continue
                    look = self.styles.read_paragraph(element.find(f"{W}pPr"))
                    inline = self._read_inline(element, cell.looks)
                    content.append((look.said, tuple(inline.pieces)))
                    measures += (*look.measures, *inline.sizes)
                    loose += inline.loose
                cells.append((cell.said, tuple(content)))
            rows.append((row.said, tuple(cells)))
        broken, self.breaks = self.breaks, 0
        return (broken, *rows), tuple(measures), tuple(loose)

    def _read_control(self, control: etree._Element, holder: etree._Element | None = None) -> None:
        """Read a control: a grey field, the contents, or one that somebody has put around a text."""
        content = control.find(f"{W}sdtContent")
        children = [] if content is None else list(content)
        tag = self._find_tag(control)
        if tag:
            self._read_field(tag, control, [holder] if holder is not None else children)
        elif is_contents(control):
            self.close_page()
            self._add("contents", ("contents",))
            self.contents.append(control)
        else:
            self._add("field", ("control", read_title(control)))
            self.read(children)

    def _read_field(self, tag: str, control: etree._Element, content: list[etree._Element]) -> None:
        """Take a field's text apart; a program may have made one control of each of its paragraphs."""
        text = read_field_text(content)
        prompt = control.find(f"{W}sdtPr/{W}showingPlcHdr") is not None or not text
        last = self.blocks[-1] if self.blocks else None
        if last and last.kind == "field" and last.said == (tag,) and self.fields[-1].tag == tag:
            former = self.fields.pop()
            content, text = [*former.content, *content], f"{former.text}\n{text}".strip("\n")
            prompt = prompt and former.prompt
        else:
            self.close_page()
            self._add("field", (tag,))
        self.titles[read_title(control)] = tag
        found = Field(tag=tag, heading=self.heading, content=tuple(content), text=text, prompt=prompt)
        self.fields.append(found)
        # Writer says "a new page" at the end of what stands before it, and that may be the field.
        self.breaks = int(ends_with_break(content))

    def close_page(self) -> None:
        """Note the page breaks that stand before what has none of its own."""
        if self.breaks:
            self._add("paragraph", ("page breaks", self.breaks))
        self.breaks = 0

    def _find_tag(self, control: etree._Element) -> str:
        tag = read_tag(control)
        if tag:
            return tag if tag.startswith(PREFIX) else ""
        return self.known.get(read_title(control), "")

    def list_strangers(self, former: Document | None) -> Iterator[Block]:
        """List what somebody has written in the contents: no heading's text, neither as it is nor as it was."""
        blocks = (*self.blocks, *(former.blocks if former else ()))
        headings = {block.text for block in blocks if block.kind == "heading"}
        for control in self.contents:
            for line in list_strangers(control, headings):
                yield Block(kind="contents", heading="", said=(line,))

    def read_story(self, part: str) -> tuple[object, ...]:
        """Return what a header, footer or note holds."""
        source, self.source = self.source, open_source(self.source.package, part, self.source.colours)
        said: list[object] = []
        for paragraph in self.source.package.parse(part).iter(f"{W}p"):
            look = self.styles.read_paragraph(paragraph.find(f"{W}pPr"))
            inline = self._read_inline(paragraph, ())
            if inline.pieces:
                said.append((look.said, tuple(inline.pieces)))
        self.source = source
        return tuple(said)


def _parse(package: Package, kind: str) -> etree._Element | None:
    part = package.related(kind)
    return package.parse(part) if part else None


def _read_fonts(theme: etree._Element | None) -> Mapping[str, str]:
    """Return the theme's fonts for headings and for text, by the first letters of what refers to them."""
    found: dict[str, str] = {}
    for kind in ("major", "minor"):
        latin = None if theme is None else theme.find(f"{A}themeElements/{A}fontScheme/{A}{kind}Font/{A}latin")
        found[kind] = "" if latin is None else str(latin.get("typeface", ""))
    return found


def _replace(pieces: list[tuple[object, object]], at: int, said: str) -> None:
    if said:
        pieces[at] = (said, pieces[at][1])
    else:
        del pieces[at]
