"""Read a Word file's parts, with every way in which it can be wrong told in words: a path or bytes in, parts out.

An edge.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from toolkit.ooxml.opening import STRICT, OpenPackage, Refusals, make_fault, open_bytes, open_package, parse_part
from toolkit.ooxml.relations import OFFICE, Relation, name_relations_part, parse_relations
from toolkit.report import messages

LIMIT_MB = 100
_REFUSALS = Refusals(
    missing=messages.MISSING,
    not_a_file=messages.NOT_A_FILE,
    unreadable=messages.UNREADABLE,
    not_a_package=messages.NOT_A_PACKAGE,
    old_format=messages.OLD_FORMAT,
    encrypted=messages.ENCRYPTED,
    damaged=messages.DAMAGED,
    forbidden_xml=messages.FORBIDDEN_XML,
    too_large=messages.TOO_LARGE,
    limit_mb=LIMIT_MB,
)
_WML = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_MAIN_TYPES = (f"{_WML}document.main+xml", f"{_WML}template.main+xml")
_MACRO_TYPE = "application/vnd.ms-word."
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"


@dataclass(frozen=True, kw_only=True)
class Package:
    """The parts by name (no leading slash), the content type of each, and which part is the document."""

    file: str
    parts: Mapping[str, bytes]
    types: Mapping[str, str]
    document: str

    def parse(self, name: str) -> etree._Element:
        """Parse a part."""
        if name not in self.parts:
            raise make_fault(self.file, messages.DAMAGED, part=name)
        return parse_part(name, self.parts[name], self.file, _REFUSALS)

    def relations(self, part: str) -> tuple[Relation, ...]:
        """List a part's relationships to other parts that are there, and to addresses."""
        name = name_relations_part(part)
        if name not in self.parts:
            return ()
        found = parse_relations(part, self.parse(name))
        return tuple(relation for relation in found if relation.external or relation.target in self.parts)

    def related(self, kind: str) -> str:
        """Return the part of a kind that the document leads to, or an empty text."""
        found = (each.target for each in self.relations(self.document) if each.kind == kind and not each.external)
        return next(found, "")


def read_package(path: Path) -> Package:
    """Read all parts and find the document among them. Raises TemplateError."""
    with open_package(path, _REFUSALS) as source:
        return _read_parts(source)


def read_package_bytes(name: str, data: bytes) -> Package:
    """Do the same with a file that has been read already; `name` is what faults call it. Raises TemplateError."""
    with open_bytes(name, data, _REFUSALS) as source:
        return _read_parts(source)


def _read_parts(source: OpenPackage) -> Package:
    parts = {name: source.read(name) for name in source.names}
    if b"opendocument" in parts.get("mimetype", b""):
        raise make_fault(source.file, messages.OPEN_DOCUMENT)
    if "[Content_Types].xml" not in parts or "_rels/.rels" not in parts:
        raise make_fault(source.file, messages.NOT_A_PACKAGE)
    return _find_document(source.file, parts)


def _find_document(file: str, parts: dict[str, bytes]) -> Package:
    listed = parse_part("[Content_Types].xml", parts["[Content_Types].xml"], file, _REFUSALS)
    defaults = {str(each.get("Extension", "")).lower(): str(each.get("ContentType", "")) for each in listed}
    types = {name: defaults.get(name.rpartition(".")[2].lower(), "") for name in parts}
    types |= {
        str(each.get("PartName", "")).lstrip("/"): str(each.get("ContentType", ""))
        for each in listed.iter(f"{_TYPES}Override")
    }
    package = parse_relations("", parse_part("_rels/.rels", parts["_rels/.rels"], file, _REFUSALS))
    if any(relation.type.startswith(STRICT) for relation in package):
        raise make_fault(file, messages.STRICT)
    document = next((each.target for each in package if each.type == f"{OFFICE}/officeDocument"), "")
    if document not in parts:
        raise make_fault(file, messages.NOT_A_PACKAGE)
    if types[document].startswith(_MACRO_TYPE):
        raise make_fault(file, messages.MACROS)
    if types[document] not in _MAIN_TYPES:
        raise make_fault(file, messages.NOT_A_DOCUMENT)
    return Package(file=file, parts=parts, types=types, document=document)
