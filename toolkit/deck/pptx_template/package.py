"""Read a .pptx or .potx into the parts that a deck may build on: no slide, and nothing that only a slide used. An edge.

What stays is what can be reached from presentation.xml once the ways to slides, their comments and other people's
data are cut. So nothing of an old deck can follow along, not even a part that was left in the file by mistake.
"""

import posixpath
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
from toolkit.ooxml.opening import STRICT, OpenPackage, Refusals, make_fault, open_package, parse_part
from toolkit.ooxml.relations import OFFICE, Relation, compose_relations, name_relations_part

LIMIT_MB = 200
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
_PML_TYPE = "application/vnd.openxmlformats-officedocument.presentationml."
_MACRO_TYPE = "application/vnd.ms-powerpoint."
_KINDS = ("presentation", "template", "slideshow")
MAIN_TYPES = frozenset(
    {MAIN_TYPE, *(f"{_PML_TYPE}{k}.main+xml" for k in _KINDS)}
    | {f"{_MACRO_TYPE}{k}.macroEnabled.main+xml" for k in _KINDS}
)


class Package(Struct, frozen=True, kw_only=True):
    """The parts by name (no leading slash), the relationships of each by id, and which part is presentation.xml."""

    file: str
    parts: Mapping[str, bytes]
    relations: Mapping[str, Mapping[str, Relation]]
    presentation: str

    def parse(self, name: str) -> etree._Element:
        """Parse a part that reading let through."""
        return parse_part(name, self.parts[name], self.file, _REFUSALS)

    def related(self, part: str, kind: str) -> str:
        """Return the first part that a part has a relationship of a kind to, or an empty text."""
        found = (r.target for r in self.relations.get(part, {}).values() if r.kind == kind and not r.external)
        return next(found, "")


def read_package(path: Path) -> Package:
    """Read a template's parts; every way in which a file can be wrong is a TemplateError."""
    with open_package(path, _REFUSALS) as source:
        return _collect(source)


def _collect(source: OpenPackage) -> Package:
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


def _find_presentation(source: OpenPackage) -> tuple[str, ContentTypes]:
    if source.find("mimetype") and b"opendocument" in source.read("mimetype"):
        raise make_fault(source.file, messages.OPEN_DOCUMENT)
    if not source.find("[Content_Types].xml"):
        raise make_fault(source.file, messages.NOT_A_PACKAGE)
    package = source.relations("")
    if any(relation.type.startswith(STRICT) for relation in package):
        raise make_fault(source.file, messages.STRICT)
    main = next((r.target for r in package if r.type == f"{OFFICE}/officeDocument"), "")
    presentation = source.find(main) if main else ""
    types = ContentTypes(source.parse("[Content_Types].xml"))
    if not presentation:
        raise make_fault(source.file, messages.NOT_A_PACKAGE)
    if types.overrides.get(presentation.casefold()) not in MAIN_TYPES:
        raise make_fault(source.file, messages.NOT_A_PRESENTATION)
    return presentation, types


def _read_part(source: OpenPackage, name: str, presentation: str) -> tuple[bytes, tuple[Relation, ...], bool]:
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
            raise make_fault(source.file, messages.DAMAGED, part=relation.target)
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
