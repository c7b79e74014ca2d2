"""A new report and the texts that somebody wrote into the fields of the former one → the new report with them.

A text brings along what it needs: styles and lists that the new report does not have, the targets of links, pictures.
Styles are the same by name, whatever a program calls them inside.
"""

import copy
from collections.abc import Iterable, Sequence

from lxml import etree

from toolkit.ooxml.package import CONTENT_TYPES, write_zip
from toolkit.ooxml.relations import Relation, compose_relations, name_relations_part
from toolkit.report.docx_merge.adopt import Adopter
from toolkit.report.docx_merge.fields import read_tag
from toolkit.report.docx_merge.looks import read_child, read_value
from toolkit.report.docx_merge.objects import R
from toolkit.report.docx_merge.pages import renumber_contents
from toolkit.report.docx_merge.values import Field
from toolkit.report.docx_template.package import Package
from toolkit.report.docx_template.styles import W
from toolkit.report.field_tags import PREFIX

_XML = "{http://www.w3.org/XML/1998/namespace}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_LATER_DRAWING = "{http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing}"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_DROPPED = (
    "bookmarkStart", "bookmarkEnd", "proofErr", "lastRenderedPageBreak", "permStart", "permEnd", "sdtPr", "sdtEndPr",
    "smartTagPr", "customXmlPr", "divId", "cnfStyle",
)  # fmt: skip
_UNWRAPPED = ("sdt", "sdtContent", "smartTag", "customXml")
_KNOWN = (
    "p", "r", "t", "tab", "br", "cr", "noBreakHyphen", "softHyphen", "sym", "hyperlink", "fldSimple", "fldChar",
    "instrText", "drawing", "tbl", "tr", "tc", "tblGrid", "gridCol", *_DROPPED, *_UNWRAPPED,
)  # fmt: skip


def can_carry(content: Iterable[etree._Element]) -> bool:
    """Whether all that stands in a field can go into another document: text, lists, tables, pictures, formulas."""
    return all(_can_carry(element) for element in content)


def _can_carry(element: etree._Element) -> bool:
    if element.tag.startswith(_MATH):
        return True
    name = element.tag.removeprefix(W)
    if name.endswith("Pr"):
        own = name == "sdtPr" and read_child(element, "tag").startswith(PREFIX) and _is_inner(element)
        return not own and element.find(f"{W}sectPr") is None
    if name == "drawing":
        return True
    return name in _KNOWN and all(_can_carry(child) for child in element)


def _is_inner(properties: etree._Element) -> bool:
    """Whether a control stands in another one: a grey field that was copied into a grey field."""
    return len(list(properties.iterancestors(f"{W}sdt"))) > 1


class Carrier:
    """A new report while texts are put into its fields."""

    def __init__(self, fresh: Package, edited: Package) -> None:
        self._fresh = fresh
        self._edited = edited
        self._document = fresh.parse(fresh.document)
        self._parts = dict(fresh.parts)
        self._new_types: dict[str, str] = {}
        self._relations = list(fresh.relations(fresh.document))
        self._ids: dict[str, str] = {}
        self._imported: dict[str, str] = {}
        self._adopter = Adopter(fresh, edited)
        drawings = self._document.iter("{*}docPr")
        self._next_id = max((int(each.get("id", "0")) for each in drawings), default=0) + 5000

    def put(self, field: Field) -> None:
        """Put a field's text into the field of the same tag."""
        control = next(each for each in self._document.iter(f"{W}sdt") if read_tag(each) == field.tag)
        mark, content = control.find(f"{W}sdtPr/{W}showingPlcHdr"), control.find(f"{W}sdtContent")
        if mark is not None:
            mark.getparent().remove(mark)  # type: ignore[union-attr]  # it was found below another
        if content is not None:
            content[:] = [new for element in field.content for new in self._copy(element)]
            _drop_last_break(content)

    def finish(self) -> bytes:
        """Return the file."""
        document = self._fresh.document
        renumber_contents(self._document, self._fresh)
        self._parts[document] = _write(self._document)
        self._parts |= {part: _write(root) for part, root in self._adopter.changed.items()}
        self._parts[name_relations_part(document)] = compose_relations(document, self._relations)
        listed = self._fresh.parse(CONTENT_TYPES)
        for part, kind in self._new_types.items():
            etree.SubElement(listed, f"{_TYPES}Override", {"PartName": f"/{part}", "ContentType": kind})
        self._parts[CONTENT_TYPES] = _write(listed)
        return write_zip(self._parts)

    def _copy(self, element: etree._Element) -> list[etree._Element]:
        """Copy an element without what belongs to its former document; a wrapper gives way to what it holds."""
        name = element.tag.removeprefix(W)
        if name in _UNWRAPPED:
            return [new for child in element for new in self._copy(child)]
        if name == "drawing":
            return [self._copy_drawing(element)]
        if name in _DROPPED or not element.tag.startswith((W, _MATH)):
            return []
        if name in ("pStyle", "rStyle", "tblStyle", "numId"):
            return self._copy_reference(element, name)
        new = etree.Element(element.tag)
        new.text, new.tail = element.text, None
        for key, value in element.attrib.items():
            if str(key).startswith((W, _MATH, _XML)) and not str(key).startswith(f"{W}rsid"):
                new.set(key, value)
        if number := element.get(f"{R}id"):
            new.set(f"{R}id", self._relate(str(number)))
        new[:] = [each for child in element for each in self._copy(child)]
        return [new]

    def _copy_reference(self, element: etree._Element, name: str) -> list[etree._Element]:
        """Copy what names a style or a list, under the name it has here."""
        said = read_value(element)
        found = self._adopter.adopt_list(said) if name == "numId" else self._adopter.adopt_style(said)
        if not found:
            return []
        return [etree.Element(element.tag, {f"{W}val": found})]

    def _copy_drawing(self, drawing: etree._Element) -> etree._Element:
        new = copy.deepcopy(drawing)
        new.tail = None
        for element in list(new.iter()):
            if str(element.tag).startswith(_LATER_DRAWING):
                element.getparent().remove(element)  # type: ignore[union-attr]  # the drawing itself is never one
                continue
            for key in list(element.attrib):
                if str(key).startswith(_LATER_DRAWING):
                    del element.attrib[key]
                elif str(key).startswith(R):
                    element.set(key, self._relate(str(element.get(key))))
            if etree.QName(element).localname == "docPr":
                self._next_id += 1
                element.set("id", str(self._next_id))
        return new

    def _relate(self, number: str) -> str:
        """Return the id, here, of a relationship that the former document has; with the part that it leads to."""
        if number not in self._ids:
            found = next((each for each in self._edited.relations(self._edited.document) if each.id == number), None)
            if found is None:
                return ""
            target = found.target if found.external else self._import_part(found.target)
            self._ids[number] = f"rIdText{len(self._ids) + 1}"
            self._relations.append(
                Relation(id=self._ids[number], type=found.type, target=target, external=found.external)
            )
        return self._ids[number]

    def _import_part(self, part: str) -> str:
        """Copy a part with all that it leads to, once, under a name that is free."""
        if part in self._imported:
            return self._imported[part]
        folder, _, file = part.rpartition("/")
        name = f"{folder}/text-{file}"
        while name in self._parts:
            name = f"{folder}/text-{name.rpartition('/')[2]}"
        self._imported[part] = name
        self._parts[name] = self._edited.parts[part]
        self._new_types[name] = self._edited.types[part]
        inner = [
            each if each.external else Relation(id=each.id, type=each.type, target=self._import_part(each.target))
            for each in self._edited.relations(part)
        ]
        if inner:
            self._parts[name_relations_part(name)] = compose_relations(name, inner)
        return name


def carry_texts(fresh: Package, edited: Package, fields: Sequence[Field]) -> bytes:
    """Return the new report with the texts of the fields in it, each in the field of its tag."""
    carrier = Carrier(fresh, edited)
    for field in fields:
        carrier.put(field)
    return carrier.finish()


def _drop_last_break(content: etree._Element) -> None:
    """Drop a page break at the very end: Writer puts it there when what follows begins a page."""
    breaks = [each for each in content.iter(f"{W}t", f"{W}br", f"{W}tab", f"{W}drawing") if not each.get(f"{W}pos")]
    if breaks and breaks[-1].tag == f"{W}br" and read_value(breaks[-1], "type") == "page":
        breaks[-1].getparent().remove(breaks[-1])  # type: ignore[union-attr]  # it stands in a run


def _write(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
