"""Read a .pptx or .potx into the parts that a deck may build on: no slide, and nothing that only a slide used. An edge.

What stays is what can be reached from presentation.xml once the ways to slides, their comments and other people's
data are cut. So nothing of an old deck can follow along, not even a part that was left in the file by mistake.
"""

import posixpath
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

from lxml import etree
from msgspec import Struct

from toolkit.deck.pptx_template import messages
from toolkit.deck.pptx_template.cleaning import (
    DROPPED_KINDS,
    FRESH_PARTS,
    MAIN_TYPE,
    PROPERTY_PARTS,
    ContentTypes,
    clean_presentation,
    clean_properties,
    compose_content_types,
    compose_package_relations,
    remove_references,
)
from toolkit.errors import Message, Place, Problem, TemplateError
from toolkit.ooxml.relations import OFFICE, Relation, compose_relations, name_relations_part, parse_relations

LIMIT_MB = 200
_PML_TYPE = "application/vnd.openxmlformats-officedocument.presentationml."
_MACRO_TYPE = "application/vnd.ms-powerpoint."
_KINDS = ("presentation", "template", "slideshow")
MAIN_TYPES = frozenset(
    {MAIN_TYPE, *(f"{_PML_TYPE}{k}.main+xml" for k in _KINDS)}
    | {f"{_MACRO_TYPE}{k}.macroEnabled.main+xml" for k in _KINDS}
)
_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_STRICT = "http://purl.oclc.org/ooxml/"


class Package(Struct, frozen=True, kw_only=True):
    """The parts by name (no leading slash), the relationships of each by id, and which part is presentation.xml."""

    file: str
    parts: Mapping[str, bytes]
    relations: Mapping[str, Mapping[str, Relation]]
    presentation: str

    def parse(self, name: str) -> etree._Element:
        """Parse a part that reading let through."""
        return parse_xml(name, self.parts[name], self.file)

    def related(self, part: str, kind: str) -> str:
        """Return the first part that a part has a relationship of a kind to, or an empty text."""
        found = (r.target for r in self.relations.get(part, {}).values() if r.kind == kind and not r.external)
        return next(found, "")


def read_package(path: Path) -> Package:
    """Read a template's parts; every way in which a file can be wrong is a TemplateError."""
    try:
        with _open_zip(path) as opened:
            return _collect(_Source(path.name, opened))
    except OSError as error:
        raise _fault(path.name, messages.UNREADABLE, reason=error.strerror or type(error).__name__) from error


def parse_xml(name: str, data: bytes, file: str) -> etree._Element:
    """Parse one part without entities, network or unlimited nesting."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise _fault(file, messages.DAMAGED, part=name) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise _fault(file, messages.FORBIDDEN_XML, part=name)
    return root


def _fault(file: str, message: Message, **facts: object) -> TemplateError:
    return TemplateError(Problem(place=Place(file=file), message=message, facts=facts))


def _open_zip(path: Path) -> zipfile.ZipFile:
    if not path.exists():
        raise _fault(path.name, messages.MISSING)
    if path.is_dir():
        raise _fault(path.name, messages.NOT_A_FILE)
    with path.open("rb") as file:
        if file.read(8) == _OLE:
            # Both a password and a sensitivity label turn a .pptx into the old container around an encrypted package.
            encrypted = "EncryptedPackage".encode("utf-16-le") in file.read()
            raise _fault(path.name, messages.ENCRYPTED if encrypted else messages.OLD_FORMAT)
    try:
        return zipfile.ZipFile(path)
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise _fault(path.name, messages.NOT_A_PACKAGE) from error


class _Source:
    """The zip file while it is read: finds parts whatever the case of their names, and counts what was unpacked."""

    def __init__(self, file: str, opened: zipfile.ZipFile) -> None:
        self.file = file
        self._zip = opened
        self._entries = {_name_part(info.filename).casefold(): info for info in opened.infolist()}
        self._left = LIMIT_MB * 1024 * 1024

    def find(self, name: str) -> str:
        """Return a part's name as the file spells it, or an empty text."""
        entry = self._entries.get(name.casefold())
        return _name_part(entry.filename) if entry else ""

    def read(self, name: str) -> bytes:
        """Unpack a part, never more than the limit allows, whatever size the file claims."""
        entry = self._entries.get(name.casefold())
        if entry is None:
            raise _fault(self.file, messages.DAMAGED, part=name)
        if entry.flag_bits & 1:
            raise _fault(self.file, messages.ENCRYPTED)
        try:
            with self._zip.open(entry) as unpacked:
                data = unpacked.read(self._left + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
            raise _fault(self.file, messages.DAMAGED, part=name) from error
        self._left -= len(data)
        if self._left < 0:
            raise _fault(self.file, messages.TOO_LARGE, limit=LIMIT_MB)
        return data

    def parse(self, name: str, data: bytes | None = None) -> etree._Element:
        """Parse a part, or data already read from it."""
        return parse_xml(name, self.read(name) if data is None else data, self.file)

    def relations(self, part: str) -> tuple[Relation, ...]:
        """List a part's relationships; an empty part is the package itself."""
        name = self.find(name_relations_part(part))
        return parse_relations(part, self.parse(name)) if name else ()


def _name_part(entry: str) -> str:
    return entry.replace("\\", "/").lstrip("/")


def _collect(source: _Source) -> Package:
    """Walk from presentation.xml to everything it needs."""
    presentation, types = _find_presentation(source)
    parts: dict[str, bytes] = {}
    relations: dict[str, dict[str, Relation]] = {}
    waiting = [presentation]
    for name in waiting:
        if name in relations:
            continue
        data, own, changed = _read_part(source, name, presentation)
        parts[name], relations[name] = data, {relation.id: relation for relation in own}
        waiting.extend(relation.target for relation in own if not relation.external)
        if own:
            rels = name_relations_part(name)
            parts[rels] = compose_relations(name, own) if changed else source.read(rels)
    types = _add_missing_parts(parts, relations, presentation, types)
    properties = {name: text.encode() for name, (_, text) in PROPERTY_PARTS.items()}
    head = {
        "[Content_Types].xml": compose_content_types([*properties, *relations], types, presentation),
        "_rels/.rels": compose_package_relations(presentation),
    }
    return Package(file=source.file, parts=head | properties | parts, relations=relations, presentation=presentation)


def _find_presentation(source: _Source) -> tuple[str, ContentTypes]:
    if source.find("mimetype") and b"opendocument" in source.read("mimetype"):
        raise _fault(source.file, messages.OPEN_DOCUMENT)
    if not source.find("[Content_Types].xml"):
        raise _fault(source.file, messages.NOT_A_PACKAGE)
    package = source.relations("")
    if any(relation.type.startswith(_STRICT) for relation in package):
        raise _fault(source.file, messages.STRICT)
    main = next((r.target for r in package if r.type == f"{OFFICE}/officeDocument"), "")
    presentation = source.find(main) if main else ""
    types = ContentTypes(source.parse("[Content_Types].xml"))
    if not presentation:
        raise _fault(source.file, messages.NOT_A_PACKAGE)
    if types.overrides.get(presentation.casefold()) not in MAIN_TYPES:
        raise _fault(source.file, messages.NOT_A_PRESENTATION)
    return presentation, types


def _read_part(source: _Source, name: str, presentation: str) -> tuple[bytes, tuple[Relation, ...], bool]:
    """Return a part, its relationships that stay, and whether they are fewer than before."""
    data = source.read(name)
    before = source.relations(name)
    kept, gone = [], []
    for relation in before:
        target = relation.target if relation.external else source.find(relation.target)
        if relation.kind in DROPPED_KINDS:
            gone.append(relation.id)
        elif target:
            kept.append(Relation(id=relation.id, type=relation.type, target=target, external=relation.external))
        elif f'"{relation.id}"'.encode() in data:
            raise _fault(source.file, messages.DAMAGED, part=relation.target)
    kind = "presentation" if name == presentation else posixpath.basename(name).casefold()
    if gone or kind in ("presentation", "presprops.xml"):
        root = source.parse(name, data)
        if kind == "presentation":
            clean_presentation(root)
        elif kind == "presprops.xml":
            clean_properties(root)
        remove_references(root, gone)
        data = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return data, tuple(kept), tuple(kept) != before


def _add_missing_parts(
    parts: dict[str, bytes], relations: dict[str, dict[str, Relation]], presentation: str, types: ContentTypes
) -> ContentTypes:
    """Add the view settings (always anew) and whatever else PowerPoint asks for in every file."""
    own = relations[presentation]
    folder = posixpath.dirname(presentation)
    for kind, (content_type, text) in FRESH_PARTS.items():
        if any(relation.kind == kind for relation in own.values()):
            continue
        name = posixpath.join(folder, f"{kind}.xml")
        relation = Relation(id=f"rId{kind}", type=f"{OFFICE}/{kind}", target=name)
        own[relation.id] = relation
        relations[name] = {}
        parts[name] = text.encode()
        types.overrides[name.casefold()] = content_type
    parts[name_relations_part(presentation)] = compose_relations(presentation, own.values())
    return types
