"""What stands in a paragraph → pieces in a row, each with its look: text, drawings, notes, fields by what they count.

Reads elements, gives values. Text that is tracked as inserted is passed over and deleted text is there: so a paragraph
says what it said, and the changes are told by themselves.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from toolkit.report.docx_merge.looks import RunLook, read_value
from toolkit.report.docx_merge.objects import R, Source, read_drawing
from toolkit.report.docx_template.styles import W

_COUNTING = ("SEQ", "PAGE", "NUMPAGES", "PAGEREF", "REF", "SECTIONPAGES", "STYLEREF")
"""Fields whose result is the program's business as long as it is but a number."""
_NUMBER = re.compile(r"[0-9A-Za-z.]{0,6}")
_SIGNS = {"tab": "\t", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad", "ptab": "\t"}
_UNSEEN = (
    "rPr", "pPr", "proofErr", "bookmarkStart", "bookmarkEnd", "lastRenderedPageBreak", "commentRangeStart",
    "commentRangeEnd", "commentReference", "annotationRef", "footnoteRef", "endnoteRef", "permStart", "permEnd",
    "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd", "ins", "moveTo", "sdtPr",
    "sdtEndPr", "smartTagPr",
)  # fmt: skip
_THROUGH = ("del", "moveFrom", "smartTag", "sdtContent", "dir", "bdo", "customXml")
PAGE_BREAK = "\f"


@dataclass
class _Open:
    """A field that has begun: its code, and what it shows."""

    code: str = ""
    shows: bool = False
    pieces: list[tuple[object, object]] = field(default_factory=list)


@dataclass
class Inline:
    """What one paragraph holds, while it is read."""

    source: Source
    read_look: Callable[[etree._Element | None], RunLook]
    pieces: list[tuple[object, object]] = field(default_factory=list)
    sizes: list[float] = field(default_factory=list)
    loose: list[str] = field(default_factory=list)
    drawn: bool = False
    _fields: list[_Open] = field(default_factory=list)

    def read(self, paragraph: etree._Element) -> None:
        """Read a whole paragraph. A field that does not end in it says what it shows; blanks at its end are unseen."""
        self._read_children(paragraph, "")
        while self._fields:
            self._close_field()
        while self.pieces and isinstance(said := self.pieces[-1][0], str) and said != said.rstrip(" "):
            look = self.pieces.pop()[1]
            if said.rstrip(" "):
                self.pieces.append((said.rstrip(" "), look))

    def _add(self, said: object, look: object) -> None:
        pieces = self._fields[-1].pieces if self._fields else self.pieces
        if isinstance(said, str) and pieces and pieces[-1][1] == look and isinstance(pieces[-1][0], str):
            pieces[-1] = (pieces[-1][0] + said, look)
        elif said != "":
            pieces.append((said, look))

    def _read_children(self, element: etree._Element, link: str) -> None:
        for child in element:
            name = _name(child)
            if name == "r":
                self._read_run(child, link)
            elif name == "hyperlink":
                self._read_children(child, self._find_address(child))
            elif name == "fldSimple":
                self._fields.append(_Open(code=read_value(child, "instr"), shows=True))
                self._read_children(child, link)
                self._close_field()
            elif name == "sdt":
                self._add(("control", _read_title(child)), ())
                self._read_children(child, link)
            elif name in _THROUGH:
                self._read_children(child, link)
            elif name not in _UNSEEN:
                self._add((name, "".join(map(str, child.itertext()))), ())

    def _read_run(self, run: etree._Element, link: str) -> None:
        look = (self.read_look(run.find(f"{W}rPr")), link)
        for child in run:
            name = _name(child)
            if name in ("t", "delText"):
                self._add(child.text or "", look)
            elif name in _SIGNS:
                self._add(_SIGNS[name], look)
            elif name == "br":
                self._add(PAGE_BREAK if read_value(child, "type") in ("page", "column") else "\n", look)
            elif name == "fldChar":
                self._read_mark(read_value(child, "fldCharType"))
            elif name == "instrText":
                if self._fields:
                    self._fields[-1].code += child.text or ""
            elif name == "drawing":
                drawn = read_drawing(child, self.source)
                self.drawn = True
                self.sizes += drawn.size
                self.loose += drawn.loose
                self._add(drawn.said, ())
            elif name not in _UNSEEN:
                self._add((name, *sorted(map(str, child.attrib.values())), "".join(map(str, child.itertext()))), look)

    def _read_mark(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(_Open())
        elif kind == "separate" and self._fields:
            self._fields[-1].shows = True
        elif kind == "end" and self._fields:
            self._close_field()

    def _close_field(self) -> None:
        """Put what a field says in its place: what it counts, or else what it shows."""
        done = self._fields.pop()
        words = done.code.replace('"', " ").split()
        name = words[0].upper() if words else ""
        shown = "".join(str(said) for said, _ in done.pieces)
        if name in _COUNTING and _NUMBER.fullmatch(shown.strip()):
            self._add(("field", name, *(word for word in words[1:2] if name != "PAGEREF")), ())
            return
        if name == "HYPERLINK":
            address = words[1] if len(words) > 1 else ""
            done.pieces = [
                (said, (look[0] if isinstance(look, tuple) and look else (), address)) for said, look in done.pieces
            ]
        elif name:
            self._add(("field", *words), ())
        for said, look in done.pieces:
            self._add(said, look)

    def _find_address(self, link: etree._Element) -> str:
        number, anchor = str(link.get(f"{R}id", "")), read_value(link, "anchor")
        return self.source.targets.get(number, "") or (f"#{anchor}" if anchor else "")


def read_plain(paragraph: etree._Element) -> str:
    """Return a paragraph's text as it stands, without looks; what is tracked as deleted is not in it."""
    said = []
    for each in paragraph.iter(f"{W}t", f"{W}tab", f"{W}br", f"{W}cr", f"{W}noBreakHyphen"):
        if each.tag == f"{W}t":
            said.append(each.text or "")
        elif not (each.get(f"{W}pos") or read_value(each, "type") in ("page", "column")):  # a tab stop, a new page
            said.append(_SIGNS.get(_name(each), "\n"))
    return "".join(said)


def _name(element: etree._Element) -> str:
    return element.tag.removeprefix(W)


def _read_title(control: etree._Element) -> str:
    found = control.find(f"{W}sdtPr/{W}alias")
    return "" if found is None else read_value(found)
