"""A decision → carried out in the person's deck: slides renewed, come in, gone, moved. An edge.

A renewed slide keeps its part, its id and its place in sections and shows, and all that the program has no say in:
whether it is hidden, its transition, comments, and the marks by which PowerPoint finds its shapes.
"""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from lxml import etree

from toolkit.deck.merge.canonical import find_feet
from toolkit.deck.merge.names import R, find, find_all, local, q, read_text, require
from toolkit.deck.merge.notes_facts import find_notes_body
from toolkit.deck.merge.package import RELATIONS, OpenDeck, OpenSlide
from toolkit.deck.merge.parts import Copier, list_links, rename_links
from toolkit.deck.merge.sections import begin_section, list_sections, rename_sections, tidy_sections
from toolkit.deck.merge.values import Decision, Step

_EXPLICIT = ("image", "chart", "hyperlink")
_CREATION = "creationId"
_HIGHEST_ID = 2_147_483_647


class Grafter:
    """Brings the program's slides into a deck."""

    def __init__(self, edited: OpenDeck, fresh: OpenDeck) -> None:
        self.edited, self.fresh = edited, fresh
        self._copier = Copier(edited)

    def carry_out(
        self, decision: Decision, base_feet: Mapping[int, Mapping[str, str]], renamed: Mapping[str, str]
    ) -> None:
        """Change the deck.

        `base_feet` is what the program last wrote in the footers, by place in the deck; `renamed` are the names that it
        has given to its sections, by the old ones.
        """
        slides, fresh = list(self.edited.slides), self.fresh.slides
        entries = {("edited", n): entry for n, entry in enumerate(find_all(self.edited.root, "p:sldIdLst/p:sldId"))}
        for step in decision.steps:
            self._renew(slides[step.edited], fresh[step.fresh], step, base_feet.get(step.edited, {}))
        for number in decision.added:
            entries["fresh", number] = self._add(fresh[number])
        for number in decision.removed:
            self._remove(entries["edited", number])
        listed = require(self.edited.root, "p:sldIdLst")
        for key in decision.order:
            listed.append(entries[key])
        new = {entries[key].get("id", "") for key in decision.order if key[0] == "fresh" or key[1] in decision.moved}
        tidy_sections(self.edited.root, new)
        rename_sections(self.edited.root, renamed)
        self._begin_sections(decision, {number: entries["fresh", number].get("id", "") for number in decision.added})

    def _begin_sections(self, decision: Decision, ids: Mapping[int, str]) -> None:
        """Begin the sections of which the program has written no slide before."""
        entries = find_all(self.fresh.root, "p:sldIdLst/p:sldId")
        places = {entry.get("id", ""): place for place, entry in enumerate(entries)}
        for section in list_sections(self.fresh.root):
            numbers = [places[listed.get("id", "")] for listed in find_all(section, "p14:sldIdLst/p14:sldId")]
            if numbers and set(numbers) <= set(decision.added):
                begin_section(self.edited.root, section, [ids[number] for number in numbers])

    def _renew(self, slide: OpenSlide, fresh: OpenSlide, step: Step, base_feet: Mapping[str, str]) -> None:
        if step.body:
            self._renew_body(slide, fresh, base_feet)
        elif step.feet:
            _renew_feet(slide, fresh, base_feet)
        if step.notes:
            self._renew_notes(slide, fresh)

    def _renew_body(self, slide: OpenSlide, fresh: OpenSlide, base_feet: Mapping[str, str]) -> None:
        root, part = slide.root, slide.part
        feet = dict(slide.feet)
        layout = self._copier.find_layout(fresh.layout, slide.layout)
        old, new = require(root, "p:cSld"), deepcopy(require(fresh.root, "p:cSld"))
        _keep_marks(old, new)
        self._relink(new, fresh.part, part)
        root.replace(old, new)
        colours, fresh_colours = find(root, "p:clrMapOvr"), find(fresh.root, "p:clrMapOvr")
        if colours is not None and fresh_colours is not None:
            root.replace(colours, deepcopy(fresh_colours))
        _drop_unused(part)
        if slide.layout is not layout:
            relation = next(each for each in part.rels.values() if each.reltype == f"{RELATIONS}/slideLayout")
            part.rels.pop(relation.rId)
            part.relate_to(layout, f"{RELATIONS}/slideLayout")
        _keep_feet(root, feet, base_feet)
        self._bring_table_styles(root)

    def _relink(self, element: etree._Element, source: Any, part: Any) -> None:
        """Relate a part to what a copied element of another deck's part leads to."""
        rename_links(element, {link: self._copier.link(part, source.rels[link]) for link in list_links(element)})

    def _renew_notes(self, slide: OpenSlide, fresh: OpenSlide) -> None:
        page = slide.notes_part
        wanted = fresh.notes_part
        if page is None:
            if wanted is not None:
                self._add_notes(slide.part, wanted)
            return
        body = find_notes_body(page._element)
        if body is None:
            return
        for paragraph in find_all(body, "a:p"):
            body.remove(paragraph)
        source = None if wanted is None else find_notes_body(wanted._element)
        for paragraph in find_all(source, "a:p"):
            copy = deepcopy(paragraph)
            self._relink(copy, wanted, page)
            body.append(copy)
        if find(body, "a:p") is None:
            etree.SubElement(body, q("a:p"))

    def _add_notes(self, owner: Any, wanted: Any) -> None:
        page = self._copier.create(wanted)
        links = {}
        for relation in wanted.rels.values():
            kind = relation.reltype.rpartition("/")[2]
            if kind == "notesMaster":
                page.relate_to(self._find_notes_master(relation.target_part), relation.reltype)
            elif kind == "slide":
                page.relate_to(owner, relation.reltype)
            else:
                links[relation.rId] = self._copier.link(page, relation)
        rename_links(page._element, links)
        owner.relate_to(page, f"{RELATIONS}/notesSlide")

    def _find_notes_master(self, wanted: Any) -> Any:
        part, reltype = self.edited.part, f"{RELATIONS}/notesMaster"
        for relation in part.rels.values():
            if relation.reltype == reltype:
                return relation.target_part
        made = self._copier.copy(wanted)
        listed = etree.Element(q("p:notesMasterIdLst"))
        etree.SubElement(listed, q("p:notesMasterId")).set(f"{R}id", part.relate_to(made, reltype))
        require(self.edited.root, "p:sldMasterIdLst").addnext(listed)
        return made

    def _add(self, fresh: OpenSlide) -> etree._Element:
        layout = self._copier.find_layout(fresh.layout)
        part = self._copier.create(fresh.part)
        part.relate_to(layout, f"{RELATIONS}/slideLayout")
        self._relink(part._element, fresh.part, part)
        notes = fresh.notes_part
        if notes is not None:
            self._add_notes(part, notes)
        self._bring_table_styles(part._element)
        taken = {int(entry.get("id", "0")) for entry in find_all(self.edited.root, "p:sldIdLst/p:sldId")}
        number = fresh.id if fresh.id not in taken else next(n for n in range(256, _HIGHEST_ID) if n not in taken)
        entry = etree.SubElement(require(self.edited.root, "p:sldIdLst"), q("p:sldId"))
        entry.set("id", str(number))
        entry.set(f"{R}id", self.edited.part.relate_to(part, f"{RELATIONS}/slide"))
        return entry

    def _remove(self, entry: etree._Element) -> None:
        require(self.edited.root, "p:sldIdLst").remove(entry)
        self.edited.part.rels.pop(entry.get(f"{R}id"))

    def _bring_table_styles(self, root: etree._Element) -> None:
        """See that the deck has the styles of a slide's tables; LibreOffice drops them all."""
        wanted = {style.text or "" for style in root.iter(q("a:tableStyleId"))}
        missing = [self.fresh.table_styles[each] for each in wanted if each in self.fresh.table_styles]
        missing = [style for style in missing if style.get("styleId") not in self.edited.table_styles]
        if not missing:
            return
        part = self.edited.find_table_styles()
        if part is None:
            source = self.fresh.find_table_styles()
            part = self._copier.copy(source)
            self.edited.part.relate_to(part, f"{RELATIONS}/tableStyles")
        else:
            styles = etree.fromstring(part.blob)
            styles.extend(deepcopy(style) for style in missing)
            part.blob = etree.tostring(styles, xml_declaration=True, encoding="UTF-8", standalone=True)
        self.edited.forget_table_styles()


def _keep_marks(old: etree._Element, new: etree._Element) -> None:
    """Carry over the marks of the slide and of its shapes, which comments lead to."""
    extensions = find(old, "p:extLst")
    if extensions is not None and find(new, "p:extLst") is None:
        new.append(deepcopy(extensions))
    known = {_identify(shape): shape for shape in old.iter(q("p:cNvPr"))}
    for shape in new.iter(q("p:cNvPr")):
        twin = known.get(_identify(shape))
        marks = None if twin is None else find(twin, "a:extLst")
        if marks is None:
            continue
        kept = [deepcopy(mark) for mark in marks if any(local(node) == _CREATION for node in mark)]
        if kept:
            own = find(shape, "a:extLst")
            own = etree.SubElement(shape, q("a:extLst")) if own is None else own
            own.extend(kept)


def _identify(shape: etree._Element) -> tuple[str | None, str | None]:
    return shape.get("id"), shape.get("name")


def _drop_unused(part: Any) -> None:
    """Drop the relationships that a renewed slide does not use any more; their parts go with them."""
    used = list_links(part._element)
    for link, relation in list(part.rels.items()):
        if link not in used and relation.reltype.rpartition("/")[2] in _EXPLICIT:
            part.rels.pop(link)


def _renew_feet(slide: OpenSlide, fresh: OpenSlide, base_feet: Mapping[str, str]) -> None:
    """Put the program's words into footers that still say what it last wrote."""
    own, said = find_feet(slide.root), fresh.feet
    for kind, foot in own.items():
        if kind != "sldNum" and kind in said and read_text(foot) == base_feet.get(kind):
            _set_text(foot, said[kind])


def _keep_feet(root: etree._Element, feet: Mapping[str, str], base_feet: Mapping[str, str]) -> None:
    """Let a renewed slide's footers be what the person made of them: gone, or with other words."""
    for kind, foot in find_feet(root).items():
        if kind not in feet and kind in base_feet:
            foot.getparent().remove(foot)  # type: ignore[union-attr] # a shape stands in a tree
        elif kind != "sldNum" and kind in feet and feet[kind] != base_feet.get(kind):
            _set_text(foot, feet[kind])


def _set_text(foot: etree._Element, text: str) -> None:
    """Put one text into a footer, in the look of its first run."""
    texts = list(foot.iter(q("a:t")))
    for place, node in enumerate(texts):
        node.text = text if place == 0 else ""
