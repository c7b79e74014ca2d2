"""Parts of one open package → copies of them in another, each once, under names that are free there. An edge.

Pictures that are there already are used; layouts come with their master and theme, once for all slides that need them.
"""

import hashlib
import posixpath
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree
from pptx.opc.package import PartFactory
from pptx.opc.packuri import PackURI

from toolkit.deck.merge.names import R, find, find_all, find_placeholder, iterate_shapes, q, require
from toolkit.deck.merge.package import RELATIONS, OpenDeck, is_libre

Part = Any
"""A part of python-pptx: its own classes tell nothing of the XML within."""
_SLIDE_MASTER, _SLIDE_LAYOUT, _THEME = (f"{RELATIONS}/{kind}" for kind in ("slideMaster", "slideLayout", "theme"))
_FIRST_MASTER_ID = 2_147_483_648
_NUMBER = re.compile(r"\d+$")
_LINK = re.compile(rb' r:[a-z]+="[^"]*"')


class Copier:
    """Copies parts into the person's deck."""

    def __init__(self, target: OpenDeck) -> None:
        self.target = target
        self._package = target.part.package
        self._names: set[str] = set()
        self._media: dict[tuple[str, str], Part] = {}
        for part in self._package.iter_parts():
            self._names.add(str(part.partname).lower())
            if part.content_type.startswith("image/"):
                self._media.setdefault((part.content_type, _digest(part.blob)), part)
        self._copied: dict[int, Part] = {}

    def create(self, source: Part) -> Part:
        """Create a part like another, without its relationships, under a name that is free."""
        name = self._pick_name(str(source.partname))
        return PartFactory(PackURI(name), source.content_type, self._package, source.blob)

    def copy(self, source: Part) -> Part:
        """Copy a part with all that it relates to; one that was copied already, and a picture, are not copied again."""
        found = self._copied.get(id(source))
        if found is not None:
            return found
        is_media = source.content_type.startswith("image/")
        key = (source.content_type, _digest(source.blob)) if is_media else ("", "")
        if is_media and key in self._media:
            return self._media[key]
        made = self._copied[id(source)] = self.create(source)
        if is_media:
            self._media[key] = made
        self.relate(source, made)
        return made

    def relate(self, source: Part, made: Part) -> None:
        """Give a copied part relationships to copies of what its source relates to."""
        links = {
            relation.rId: self.link(made, relation)
            for relation in source.rels.values()
            if relation.reltype not in (_SLIDE_LAYOUT, _SLIDE_MASTER)
        }
        if hasattr(made, "_element"):
            rename_links(made._element, links)
        elif links and any(old != new for old, new in links.items()):
            root = etree.fromstring(made.blob)
            rename_links(root, links)
            made.blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

    def link(self, owner: Part, relation: Any) -> str:
        """Relate a part of the deck to what another deck's relationship leads to; returns the new id."""
        if relation.is_external:
            return str(owner.relate_to(relation.target_ref, relation.reltype, is_external=True))
        return str(owner.relate_to(self.copy(relation.target_part), relation.reltype))

    def _pick_name(self, like: str) -> str:
        stem, suffix = posixpath.splitext(like)
        stem = _NUMBER.sub("", stem)
        number = 1
        while f"{stem}{number}{suffix}".lower() in self._names:
            number += 1
        name = f"{stem}{number}{suffix}"
        self._names.add(name.lower())
        return name

    def find_layout(self, source: Part, own: Part | None = None) -> Part:
        """Return the deck's layout for slides of another deck's: its own where it gives the same, else a copy.

        `own` is the layout that the slide has already. What LibreOffice has made of layouts serves none of ours.
        """
        for layout in [*([] if own is None else [own]), *self._list_layouts()]:
            master = layout.part_related_by(_SLIDE_MASTER)
            if not is_libre(master._element) and _serves(layout._element, source._element):
                return layout
        made = self.create(source)
        self._copied[id(source)] = made
        self.relate(source, made)
        master = self._find_master(source.part_related_by(_SLIDE_MASTER))
        made.relate_to(master, _SLIDE_MASTER)
        entry = etree.SubElement(require(master._element, "p:sldLayoutIdLst"), q("p:sldLayoutId"))
        entry.set("id", str(self._next_master_id()))
        entry.set(f"{R}id", master.relate_to(made, _SLIDE_LAYOUT))
        return made

    def _list_layouts(self) -> Iterator[Part]:
        for master in self._list_masters():
            for entry in find_all(master._element, "p:sldLayoutIdLst/p:sldLayoutId"):
                yield master.related_part(entry.get(f"{R}id"))

    def _list_masters(self) -> Iterator[Part]:
        for entry in find_all(self.target.root, "p:sldMasterIdLst/p:sldMasterId"):
            yield self.target.part.related_part(entry.get(f"{R}id"))

    def _find_master(self, source: Part) -> Part:
        """Return the master in the deck that is this one, from an earlier merge, or a copy without layouts."""
        wanted = _strip_master(source)
        for master in self._list_masters():
            if _strip_master(master) == wanted:
                return master
        made = self._copied[id(source)] = self.create(source)
        self.relate(source, made)
        listed = find(made._element, "p:sldLayoutIdLst")
        if listed is not None:
            made._element.remove(listed)
        require(made._element, "p:clrMap").addnext(etree.Element(q("p:sldLayoutIdLst")))
        number = str(self._next_master_id())
        entry = etree.SubElement(require(self.target.root, "p:sldMasterIdLst"), q("p:sldMasterId"), id=number)
        entry.set(f"{R}id", self.target.part.relate_to(made, _SLIDE_MASTER))
        return made

    def _next_master_id(self) -> int:
        roots = [self.target.root, *(master._element for master in self._list_masters())]
        paths = ("p:sldMasterIdLst/p:sldMasterId", "p:sldLayoutIdLst/p:sldLayoutId")
        ids = [int(entry.get("id", "0")) for root in roots for path in paths for entry in find_all(root, path)]
        return max([_FIRST_MASTER_ID - 1, *ids]) + 1


def rename_links(element: etree._Element, links: dict[str, str]) -> None:
    """Put new relationship ids in the place of old ones."""
    for node in element.iter():
        for key, value in node.attrib.items():
            if str(key).startswith(R) and value in links:
                node.set(key, links[str(value)])


def list_links(element: etree._Element) -> set[str]:
    """Return the relationship ids that an element and those in it use."""
    return {str(value) for node in element.iter() for key, value in node.attrib.items() if str(key).startswith(R)}


def _serves(layout: etree._Element, wanted: etree._Element) -> bool:
    """Tell whether a layout has the name and all the places of another."""
    if _name(layout) != _name(wanted):
        return False
    return _list_places(wanted) <= _list_places(layout)


def _name(layout: etree._Element) -> str:
    found = find(layout, "p:cSld")
    return "" if found is None else found.get("name", "")


def _list_places(layout: etree._Element) -> set[tuple[str, str]]:
    marks = (find_placeholder(shape) for shape in iterate_shapes(layout))
    return {(mark.get("type", "obj"), mark.get("idx", "0")) for mark in marks if mark is not None}


def _strip_master(master: Part) -> bytes:
    """Return a master's shapes and text styles, as written, without what its package gives it: relationship ids."""
    pieces = [found for path in ("p:cSld", "p:txStyles") if (found := find(master._element, path)) is not None]
    theme = next((each.target_part.blob for each in master.rels.values() if each.reltype == _THEME), b"")
    written = b"".join(etree.tostring(piece, method="c14n", exclusive=True) for piece in pieces)
    return _LINK.sub(b"", written) + theme


def _digest(blob: bytes) -> str:
    return hashlib.sha256(blob).hexdigest()
