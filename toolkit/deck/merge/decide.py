"""Slides by what a person and the program changed of them → what becomes of each, and the order of all. Pure.

The person's change stays, the program's comes in where the person made none. The order is the person's; where the
person left it alone, slides that the program moved are moved.
"""

from bisect import bisect_left
from collections.abc import Sequence

from toolkit.deck.merge.values import Decision, Step, Twin

Key = tuple[str, int]
"""A slide of the deck to be: its deck (edited or fresh) and its place there."""


def decide(twins: Sequence[Twin], count_edited: int, count_fresh: int) -> Decision:
    """Decide on a deck of so many slides, and so many that the program would write."""
    removed = tuple(sorted(twin.edited for twin in twins if twin.edited is not None and _goes(twin)))
    moved = _find_moved(twins)
    order, added = _arrange(twins, moved, [n for n in range(count_edited) if n not in removed], count_fresh)
    both = [(twin, twin.edited, twin.fresh) for twin in twins if twin.edited is not None and twin.fresh is not None]
    steps = (_take_steps(twin, edited, fresh) for twin, edited, fresh in both)
    return Decision(
        steps=tuple(step for step in steps if step.body or step.notes or step.feet),
        removed=removed,
        order=tuple(order),
        added=tuple(added),
        moved=frozenset(moved),
        kept=tuple((edited, fresh) for twin, edited, fresh in both if _is_contested(twin)),
        kept_notes=tuple((edited, fresh) for twin, edited, fresh in both if _has_contested_notes(twin)),
        stays=tuple(
            twin.edited for twin in twins if twin.edited is not None and twin.fresh is None and not _goes(twin)
        ),
    )


def _goes(twin: Twin) -> bool:
    """Tell whether the program dropped a slide that nobody made anything of."""
    return twin.fresh is None and not (twin.body_edited or twin.notes_edited or twin.held)


def _is_contested(twin: Twin) -> bool:
    return twin.body_edited and twin.body_changed and not twin.body_agrees


def _has_contested_notes(twin: Twin) -> bool:
    return twin.notes_edited and twin.notes_changed and not twin.notes_agree


def _take_steps(twin: Twin, edited: int, fresh: int) -> Step:
    return Step(
        edited=edited,
        fresh=fresh,
        body=twin.body_changed and not twin.body_edited,
        notes=twin.notes_changed and not twin.notes_edited,
        feet=twin.feet_changed,
    )


def _arrange(twins: Sequence[Twin], moved: set[int], left: list[int], count_fresh: int) -> tuple[list[Key], list[int]]:
    """Return the order of the deck, and the program's new slides."""
    place_of = {twin.fresh: twin.edited for twin in twins if twin.fresh is not None}
    order: list[Key] = [("edited", number) for number in left if number not in moved]
    key_of: dict[int, Key] = {
        fresh: ("edited", edited) for fresh, edited in place_of.items() if edited is not None and edited in left
    }
    added: list[int] = []
    for fresh in range(count_fresh):
        if fresh not in place_of:
            key_of[fresh] = ("fresh", fresh)
            added.append(fresh)
        elif fresh not in key_of or key_of[fresh] in order:
            continue
        order.insert(_find_place(order, key_of, fresh, count_fresh), key_of[fresh])
    return order, added


def _find_place(order: list[Key], key_of: dict[int, Key], fresh: int, count: int) -> int:
    """Find the place after the slide before it, else before the one after it, else beside the nearest that is there."""
    near = [(fresh - 1, 1), (fresh + 1, 0)]
    near += [*((place, 1) for place in range(fresh - 2, -1, -1)), *((place, 0) for place in range(fresh + 2, count))]
    for place, after in near:
        key = key_of.get(place)
        if key is not None and key in order:
            return order.index(key) + after
    return len(order)


def _find_moved(twins: Sequence[Twin]) -> set[int]:
    """Return the slides that the program moved, the fewest that explain its order; none where a person moved any."""
    known = [(twin.edited, twin.fresh) for twin in twins if twin.edited is not None and twin.fresh is not None]
    theirs = [edited for edited, _ in known]
    if theirs != sorted(theirs):
        return set()
    stay = _find_longest_rise([fresh for _, fresh in known])
    return {edited for place, (edited, _) in enumerate(known) if place not in stay}


def _find_longest_rise(numbers: Sequence[int]) -> set[int]:
    """Return the places of a longest increasing subsequence."""
    tails: list[int] = []
    places: list[int] = []
    before: list[int] = []
    for place, number in enumerate(numbers):
        at = bisect_left(tails, number)
        before.append(places[at - 1] if at else -1)
        tails[at : at + 1] = [number]
        places[at : at + 1] = [place]
    kept: set[int] = set()
    place = places[-1] if places else -1
    while place >= 0:
        kept.add(place)
        place = before[place]
    return kept
