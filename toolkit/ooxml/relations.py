"""The relationships between the parts of a package: from XML to values and back, and their names."""

import posixpath
from collections.abc import Iterable

from lxml import etree
from msgspec import Struct

from toolkit.ooxml.escape import escape

NAMESPACE = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


class Relation(Struct, frozen=True, kw_only=True):
    """One relationship: `target` is a part name without leading slash, or an address where `external`."""

    id: str
    type: str
    target: str
    external: bool = False

    @property
    def kind(self) -> str:
        """The last word of the type, such as slideLayout."""
        return self.type.rpartition("/")[2]


def name_relations_part(part: str) -> str:
    """Return the name of a part's relationships part; an empty part is the package itself."""
    folder, file = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{file}.rels")


def parse_relations(part: str, root: etree._Element) -> tuple[Relation, ...]:
    """List the relationships of a part, with targets as part names."""
    return tuple(_parse_relation(part, element) for element in root.iter(f"{{{NAMESPACE}}}Relationship"))


def compose_relations(part: str, relations: Iterable[Relation]) -> bytes:
    """Write the relationships part of a part, with targets relative to it."""
    lines = "".join(_compose_relation(posixpath.dirname(part), relation) for relation in relations)
    return f'{DECLARATION}<Relationships xmlns="{NAMESPACE}">{lines}</Relationships>'.encode()


def _parse_relation(part: str, element: etree._Element) -> Relation:
    external = element.get("TargetMode") == "External"
    target = str(element.get("Target", ""))
    if not external:
        target = posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/")
    return Relation(id=str(element.get("Id", "")), type=str(element.get("Type", "")), target=target, external=external)


def _compose_relation(folder: str, relation: Relation) -> str:
    target = relation.target if relation.external else posixpath.relpath("/" + relation.target, "/" + folder)
    mode = ' TargetMode="External"' if relation.external else ""
    values = f'Id="{escape(relation.id)}" Type="{escape(relation.type)}" Target="{escape(target)}"'
    return f"<Relationship {values}{mode}/>"
