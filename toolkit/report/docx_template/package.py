"""Read a Word file's parts, with every way in which it can be wrong told in words: a path in, parts out. An edge."""

import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from toolkit.errors import Message, Place, Problem, TemplateError
from toolkit.ooxml.relations import OFFICE, Relation, name_relations_part, parse_relations
from toolkit.report import messages

LIMIT_MB = 100
_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_WML = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_MAIN_TYPES = (f"{_WML}document.main+xml", f"{_WML}template.main+xml")
_MACRO_TYPE = "application/vnd.ms-word."
_STRICT = "http://purl.oclc.org/ooxml/"
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
            raise fault(self.file, messages.DAMAGED, part=name)
        return parse_xml(name, self.parts[name], self.file)

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


def fault(file: str, message: Message, **facts: object) -> TemplateError:
    """Say why a template cannot serve."""
    return TemplateError(Problem(place=Place(file=file), message=message, facts=facts))


def parse_xml(name: str, data: bytes, file: str) -> etree._Element:
    """Parse one part without entities, network or unlimited nesting."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise fault(file, messages.DAMAGED, part=name) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise fault(file, messages.FORBIDDEN_XML, part=name)
    return root


def read_package(path: Path) -> Package:
    """Read all parts and find the document among them. Raises TemplateError."""
    try:
        with _open_zip(path) as opened:
            parts = _unpack(path.name, opened)
    except OSError as error:
        raise fault(path.name, messages.UNREADABLE, reason=error.strerror or type(error).__name__) from error
    if b"opendocument" in parts.get("mimetype", b""):
        raise fault(path.name, messages.OPEN_DOCUMENT)
    if "[Content_Types].xml" not in parts or "_rels/.rels" not in parts:
        raise fault(path.name, messages.NOT_A_PACKAGE)
    return _find_document(path.name, parts)


def _open_zip(path: Path) -> zipfile.ZipFile:
    if not path.exists():
        raise fault(path.name, messages.MISSING)
    if path.is_dir():
        raise fault(path.name, messages.NOT_A_FILE)
    with path.open("rb") as file:
        if file.read(8) == _OLE:
            # Both a password and a sensitivity label turn a .docx into the old container around an encrypted package.
            encrypted = "EncryptedPackage".encode("utf-16-le") in file.read()
            raise fault(path.name, messages.ENCRYPTED if encrypted else messages.OLD_FORMAT)
    try:
        return zipfile.ZipFile(path)
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise fault(path.name, messages.NOT_A_PACKAGE) from error


def _unpack(file: str, opened: zipfile.ZipFile) -> dict[str, bytes]:
    """Unpack everything, never more than the limit allows, whatever size the file claims."""
    left = LIMIT_MB * 1024 * 1024
    parts: dict[str, bytes] = {}
    for entry in opened.infolist():
        if entry.is_dir():
            continue
        name = entry.filename.replace("\\", "/").lstrip("/")
        if entry.flag_bits & 1:
            raise fault(file, messages.ENCRYPTED)
        try:
            with opened.open(entry) as unpacked:
                parts[name] = unpacked.read(left + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
            raise fault(file, messages.DAMAGED, part=name) from error
        left -= len(parts[name])
        if left < 0:
            raise fault(file, messages.TOO_LARGE, limit=LIMIT_MB)
    return parts


def _find_document(file: str, parts: dict[str, bytes]) -> Package:
    listed = parse_xml("[Content_Types].xml", parts["[Content_Types].xml"], file)
    defaults = {str(each.get("Extension", "")).lower(): str(each.get("ContentType", "")) for each in listed}
    types = {name: defaults.get(name.rpartition(".")[2].lower(), "") for name in parts}
    types |= {
        str(each.get("PartName", "")).lstrip("/"): str(each.get("ContentType", ""))
        for each in listed.iter(f"{_TYPES}Override")
    }
    package = parse_relations("", parse_xml("_rels/.rels", parts["_rels/.rels"], file))
    if any(relation.type.startswith(_STRICT) for relation in package):
        raise fault(file, messages.STRICT)
    document = next((each.target for each in package if each.type == f"{OFFICE}/officeDocument"), "")
    if document not in parts:
        raise fault(file, messages.NOT_A_PACKAGE)
    if types[document].startswith(_MACRO_TYPE):
        raise fault(file, messages.MACROS)
    if types[document] not in _MAIN_TYPES:
        raise fault(file, messages.NOT_A_DOCUMENT)
    return Package(file=file, parts=parts, types=types, document=document)
