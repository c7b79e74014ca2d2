"""A merged deck → what would be lost or broken in it; an edge: it opens the result as anyone would.

A merge is handed over only if nothing is found here. What the person's deck had at fault before is not held against it.
"""

from collections import Counter
from collections.abc import Collection, Iterator
from typing import Any

from lxml import etree

from toolkit.deck.check.package_check import check_package
from toolkit.deck.merge.names import find_all, local
from toolkit.deck.merge.package import RELATIONS, OpenDeck, OpenSlide
from toolkit.deck.merge.values import Decision

_REPLACED = ("image", "chart", "package", "notesSlide")
"""What a slide that is renewed may leave behind: it goes with the slide's former body."""


def find_fault(before: bytes, after: bytes, edited: OpenDeck, decision: Decision) -> str:
    """Return what is wrong with the merged deck, for a log, or an empty text; `edited` is opened anew, unchanged."""
    faults = _count_faults(after)
    faults = faults - _count_faults(before) if faults else faults
    if faults:
        return "; ".join(faults)
    merged = OpenDeck(after)
    if len(merged.slides) != len(decision.order):
        return f"{len(merged.slides)} slides for {len(decision.order)}"
    ids = [int(entry.get("id", "0")) for entry in find_all(merged.root, "p:sldIdLst/p:sldId")]
    if len(set(ids)) != len(ids):
        return "a slide id stands twice"
    return _find_changed_slide(edited, merged, decision) or _find_lost_part(edited, merged, decision)


def _count_faults(data: bytes) -> Counter[str]:
    return Counter(problem.message.cause for problem in check_package(data))


def _find_changed_slide(edited: OpenDeck, merged: OpenDeck, decision: Decision) -> str:
    """Name a slide that was to stay and has another body or other notes, or a place that is not its own."""
    bodies = {step.edited for step in decision.steps if step.body}
    notes = {step.edited for step in decision.steps if step.notes}
    for now, (deck, number) in zip(merged.slides, decision.order, strict=True):
        if deck == "fresh":
            continue
        was = edited.slides[number]
        if now.id != was.id or (number not in bodies and now.body != was.body):
            return f"slide {number + 1} is not what it was"
        if number not in notes and now.notes != was.notes:
            return f"the notes of slide {number + 1} are not what they were"
        if _list_marks(now) != _list_marks(was):
            return f"slide {number + 1} has lost a mark"
    return ""


def _list_marks(slide: OpenSlide) -> list[object]:
    """Return what the program has no say in: whether a slide is hidden or commented, its transition."""
    own = [etree.tostring(child) for child in slide.root if local(child) in ("transition", "AlternateContent")]
    return [slide.root.get("show"), slide.is_commented, *own]


def _find_lost_part(edited: OpenDeck, merged: OpenDeck, decision: Decision) -> str:
    touched = [edited.slides[step.edited] for step in decision.steps]
    gone = [edited.slides[number] for number in decision.removed]
    moved_on = {edited.digest(part) for slide in touched for part in _list_replaced(slide)}
    moved_on |= {edited.digest(part) for slide in gone for part in _list_all(slide)}
    moved_on |= {edited.digest(edited.part)}
    moved_on |= {edited.digest(part) for part in _list_extended(edited)}
    kept = Counter(merged.digest(part) for part in merged.part.package.iter_parts())
    for part in edited.part.package.iter_parts():
        digest = edited.digest(part)
        if digest not in kept and digest not in moved_on:
            return f"{part.partname} is lost"
    return ""


def _list_replaced(slide: OpenSlide) -> Iterator[Any]:
    yield slide.part
    for relation in slide.part.rels.values():
        if not relation.is_external and relation.reltype.rpartition("/")[2] in _REPLACED:
            yield from _list_below(relation.target_part)


def _list_below(part: Any) -> Iterator[Any]:
    """Yield a part and what it alone leads to, such as a chart's workbook."""
    yield part
    for relation in part.rels.values():
        if not relation.is_external and relation.reltype != f"{RELATIONS}/slide":
            yield relation.target_part


def _list_all(slide: OpenSlide) -> Iterator[Any]:
    yield slide.part
    for relation in slide.part.rels.values():
        if not relation.is_external and relation.reltype != f"{RELATIONS}/slideLayout":
            yield from _list_below(relation.target_part)


def _list_extended(edited: OpenDeck) -> Collection[Any]:
    """Return the parts to which a merge adds: masters, for their lists of layouts, and the table styles."""
    masters = [
        edited.part.rels[link].target_part
        for link in edited.part.rels
        if edited.part.rels[link].reltype == f"{RELATIONS}/slideMaster"
    ]
    styles = edited.find_table_styles()
    return [*masters, *([] if styles is None else [styles])]
