"""Two open decks → which slides are the same ones, and what differs between them. An edge: it reads open parts."""

from collections.abc import Sequence

from toolkit.deck.merge.facts import find_differences
from toolkit.deck.merge.match import match_slides
from toolkit.deck.merge.names import R, find_all, q
from toolkit.deck.merge.package import RELATIONS, OpenDeck, OpenSlide
from toolkit.deck.merge.values import Card, Twin


def make_card(slide: OpenSlide) -> Card:
    """Return what a slide is known by."""
    return Card(
        id=slide.id,
        title=slide.title,
        text=slide.text,
        notes=slide.notes_text,
        layout="" if slide.is_libre else slide.layout_name,
        sameness=slide.body,
    )


def compare_decks(base: OpenDeck, edited: OpenDeck, fresh: OpenDeck) -> tuple[Twin, ...]:
    """Return every slide that the program wrote last, with what became of it on both sides."""
    cards = [make_card(slide) for slide in base.slides]
    in_edited = match_slides(cards, [make_card(slide) for slide in edited.slides])
    in_fresh = match_slides(cards, [make_card(slide) for slide in fresh.slides])
    referred = find_referred(edited)
    return tuple(
        _compare(
            place,
            base.slides[place],
            (edited.slides, in_edited.get(place)),
            (fresh.slides, in_fresh.get(place)),
            referred,
        )
        for place in range(len(cards))
    )


def _compare(
    place: int,
    base: OpenSlide,
    edited: tuple[Sequence[OpenSlide], int | None],
    fresh: tuple[Sequence[OpenSlide], int | None],
    referred: frozenset[int],
) -> Twin:
    theirs = None if edited[1] is None else edited[0][edited[1]]
    new = None if fresh[1] is None else fresh[0][fresh[1]]
    body_changed = new is not None and (is_body_edited(base, new) or base.feet.keys() != new.feet.keys())
    notes_changed = new is not None and new.notes != base.notes
    return Twin(
        base=place,
        edited=edited[1],
        fresh=fresh[1],
        body_edited=theirs is not None and is_body_edited(base, theirs),
        notes_edited=theirs is not None and theirs.notes != base.notes,
        body_changed=body_changed,
        notes_changed=notes_changed,
        feet_changed=new is not None and new.feet != base.feet,
        body_agrees=body_changed and theirs is not None and new is not None and not is_body_edited(new, theirs),
        notes_agree=notes_changed and theirs is not None and new is not None and new.notes == theirs.notes,
        held=theirs is not None and (theirs.is_commented or theirs.id in referred),
    )


def is_body_edited(ours: OpenSlide, theirs: OpenSlide) -> bool:
    """Tell whether the body of a slide is not certainly the same in another deck.

    `ours` is the program's. Footers that are gone are no edit: LibreOffice loses them, and a dialog takes them off all
    slides; they stay gone when the slide is renewed.
    """
    if theirs.is_libre:
        return bool(_find_seen_differences(ours, theirs))
    if ours.body != theirs.body or ours.layout_name != theirs.layout_name:
        return True
    return any(ours.foot_looks.get(kind) != look for kind, look in theirs.foot_looks.items())


def _find_seen_differences(ours: OpenSlide, theirs: OpenSlide) -> list[str]:
    """Name what is seen otherwise; LibreOffice loses alternative texts of charts and tables, and places of numbers."""
    gone = [f"foot {kind} " for kind in ("ftr", "dt", "sldNum") if kind not in theirs.feet]
    if theirs.seen.get("foot sldNum place") == "none":
        gone.append("foot sldNum ")
    if "ground" not in ours.seen or "ground" not in theirs.seen:
        gone.append("ground")
    return [
        name
        for name in find_differences(ours.seen, theirs.seen)
        if not name.startswith(tuple(gone)) and not (name.endswith(" frame alt") and not theirs.seen.get(name))
    ]


def find_referred(deck: OpenDeck) -> frozenset[int]:
    """Return the ids of slides that another slide links to, or that a custom show shows."""
    by_part = {id(slide.part): slide.id for slide in deck.slides}
    found = {
        by_part.get(id(relation.target_part), 0)
        for slide in deck.slides
        for relation in slide.part.rels.values()
        if relation.reltype == f"{RELATIONS}/slide" and not relation.is_external
    }
    for entry in find_all(deck.root, "p:custShowLst/p:custShow/p:sldLst/p:sld"):
        part = deck.part.rels[entry.get(f"{R}id")].target_part
        found.add(by_part.get(id(part), 0))
    return frozenset(found)


def read_size(deck: OpenDeck) -> tuple[int, int]:
    """Return the width and height of a deck's slides, in EMU."""
    size = next(iter(deck.root.iter(q("p:sldSz"))))
    return int(size.get("cx", "0")), int(size.get("cy", "0"))


def list_template(deck: OpenDeck) -> frozenset[str]:
    """Return the digests of a deck's masters with their layouts and themes, pictures among them."""
    masters = [
        deck.part.related_part(entry.get(f"{R}id")) for entry in find_all(deck.root, "p:sldMasterIdLst/p:sldMasterId")
    ]
    found = set(map(deck.digest, masters))
    for master in masters:
        related = [each.target_part for each in master.rels.values() if not each.is_external]
        found |= set(map(deck.digest, related))
        for part in related:
            found |= {deck.digest(each.target_part) for each in part.rels.values() if not each.is_external}
    return frozenset(found)
