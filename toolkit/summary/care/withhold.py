"""Turn numbers of responses into which figures must be withheld, also because others would give them away. Pure.

Published figures are sums over sets of responses (everyone, a group, a group's wave). Whoever has them can add and
subtract: everyone minus all groups but one is that one. So a figure is withheld where fewer than `minimum` responses
stand behind it, and then further figures, until no set of fewer than `minimum` responses can be worked out as any
combination of what is left. This is complementary suppression (Willenborg & de Waal 2001, Elements of Statistical
Disclosure Control, ch. 3–4), decided by linear algebra rather than by the shape of a table, because groups, waves and
those who met again overlap.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from toolkit.model.publication import Scope

Vector = list[Fraction]


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A figure that would be published: whom it is about, and the parts (workshops) that it adds up."""

    scope: Scope
    parts: frozenset[str]


def find_withheld(
    cells: Sequence[Cell], sizes: Mapping[str, int], minimum: int, hidden: Collection[Scope] = ()
) -> frozenset[Scope]:
    """Return the scopes whose figures must not be shown; `hidden` are withheld for another reason already.

    `sizes` holds the responses of each part. Cells come in order of importance: of two that would do, the later one
    is withheld, and of equals the smaller.
    """
    rank = {cell.scope: place for place, cell in enumerate(_order(cells, sizes))}
    shown = [cell for cell in cells if cell.scope not in hidden and not 0 < _count(cell.parts, sizes) < minimum]
    while True:
        revealed = find_revealed(shown, sizes, minimum)
        if not revealed:
            break
        shown.remove(_choose(shown, revealed, sizes, rank))
    kept = {cell.scope for cell in shown}
    return frozenset(cell.scope for cell in cells if cell.scope not in kept)


def find_revealed(shown: Sequence[Cell], sizes: Mapping[str, int], minimum: int) -> frozenset[str]:
    """Return a set of parts with fewer responses than the minimum that the shown figures give away, or an empty set."""
    parts = sorted({part for cell in shown for part in cell.parts if sizes.get(part, 0)})
    small = [part for part in parts if sizes[part] < minimum]
    if not small:
        return frozenset()
    free = _find_null_space([[Fraction(part in cell.parts) for part in parts] for cell in shown], len(parts))
    place = {part: number for number, part in enumerate(parts)}
    for chosen in _list_small_sets(small, sizes, minimum):
        # A vector is a combination of the figures' vectors just where it stands at right angles to all that they miss.
        if all(sum(vector[place[part]] for part in chosen) == 0 for vector in free):
            return frozenset(chosen)
    return frozenset()


def _choose(
    shown: Sequence[Cell], revealed: Collection[str], sizes: Mapping[str, int], rank: Mapping[Scope, int]
) -> Cell:
    """Pick the least important cell that, once withheld, no longer gives the parts away; failing that, the least."""
    parts = sorted({part for cell in shown for part in cell.parts if sizes.get(part, 0)})
    candidates = sorted(shown, key=lambda cell: rank[cell.scope], reverse=True)
    wanted = [Fraction(part in revealed) for part in parts]
    for candidate in candidates:
        rest = [[Fraction(part in cell.parts) for part in parts] for cell in shown if cell is not candidate]
        free = _find_null_space(rest, len(parts))
        if any(sum(a * b for a, b in zip(vector, wanted, strict=True)) for vector in free):
            return candidate
    return candidates[0]


def _order(cells: Sequence[Cell], sizes: Mapping[str, int]) -> list[Cell]:
    """Order by importance: everyone, groups by size, everyone's waves, groups' waves by size."""
    return sorted(
        cells, key=lambda cell: (cell.scope.wave > 0, cell.scope.group != "", -_count(cell.parts, sizes), cell.scope)
    )


def _count(parts: Collection[str], sizes: Mapping[str, int]) -> int:
    return sum(sizes.get(part, 0) for part in parts)


def _list_small_sets(parts: Sequence[str], sizes: Mapping[str, int], minimum: int) -> Iterator[tuple[str, ...]]:
    """Give every set of parts whose responses together are fewer than the minimum."""
    stack: list[tuple[int, tuple[str, ...], int]] = [(0, (), 0)]
    while stack:
        first, chosen, size = stack.pop()
        for place in range(first, len(parts)):
            larger = size + sizes[parts[place]]
            if larger < minimum:
                yield (*chosen, parts[place])
                stack.append((place + 1, (*chosen, parts[place]), larger))


def _find_null_space(rows: Sequence[Sequence[Fraction]], width: int) -> list[Vector]:
    """Return a basis of the vectors at right angles to every row, by Gauss and Jordan."""
    reduced: list[Vector] = []
    pivots: list[int] = []
    for row in rows:
        left = list(row)
        for pivot, other in zip(pivots, reduced, strict=True):
            if left[pivot]:
                factor = left[pivot]
                left = [a - factor * b for a, b in zip(left, other, strict=True)]
        lead = next((place for place, value in enumerate(left) if value), None)
        if lead is None:
            continue
        left = [value / left[lead] for value in left]
        for number, other in enumerate(reduced):
            if other[lead]:
                factor = other[lead]
                reduced[number] = [a - factor * b for a, b in zip(other, left, strict=True)]
        reduced.append(left)
        pivots.append(lead)
    basis = []
    for free in sorted(set(range(width)) - set(pivots)):
        vector = [Fraction(0)] * width
        vector[free] = Fraction(1)
        for pivot, row in zip(pivots, reduced, strict=True):
            vector[pivot] = -row[free]
        basis.append(vector)
    return basis
