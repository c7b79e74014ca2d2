"""Points in a field and the sizes of their labels → where each label stands, so that no two cover each other. Pure.

Beside its point where there is room, else further away with a line that leads to it. Everything is in the field's own
units, y downwards. The same points give the same places.
"""

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Literal

from msgspec import Struct


class Box(Struct, frozen=True, kw_only=True):
    """A rectangle by its upper left corner."""

    x: float
    y: float
    width: float
    height: float

    def covers(self, other: "Box") -> bool:
        """Tell whether two rectangles share more than an edge."""
        return (
            self.x < other.x + other.width
            and other.x < self.x + self.width
            and self.y < other.y + other.height
            and other.y < self.y + self.height
        )


class Spot(Struct, frozen=True, kw_only=True):
    """A point, and the size of its label."""

    x: float
    y: float
    width: float
    height: float


class LabelPlace(Struct, frozen=True, kw_only=True):
    """Where a label stands; `led` where it is so far from its point that a line must lead to it."""

    box: Box
    led: bool


_SIDES = ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (1, 1), (-1, -1), (-1, 1))
"""Where a label is looked for first: right, left, above, below, then the corners."""
Side = Literal["r", "l", "t", "b"]
_WAYS: dict[Side, tuple[int, int]] = {"r": (1, 0), "l": (-1, 0), "t": (0, -1), "b": (0, 1)}
_SWEEPS = 6
_RINGS = (2.2, 3.6, 5.4)


def place_labels(spots: Sequence[Spot], width: float, height: float, *, gap: float) -> tuple[LabelPlace | None, ...]:
    """Place every label within `width` × `height`; None for one that has no room anywhere. `gap` is a point's radius.

    Those with most neighbours choose first.
    """
    points = [Box(x=spot.x - gap, y=spot.y - gap, width=2 * gap, height=2 * gap) for spot in spots]
    places: dict[int, LabelPlace] = {}
    for number in sorted(range(len(spots)), key=lambda number: (-_count_near(spots, number), number)):
        others = [place.box for place in places.values()] + points
        free = (
            place
            for place in _list_places(spots[number], width, height, gap)
            if _lies_within(place.box, width, height) and not any(place.box.covers(other) for other in others)
        )
        found = next(free, None)
        if found is not None:
            places[number] = found
    return tuple(places.get(number) for number in range(len(spots)))


def choose_sides(spots: Sequence[Spot], width: float, height: float, *, gap: float) -> tuple[Side, ...]:
    """Choose for every label the side of its point where it covers least: where a label cannot be put anywhere else.

    Each label chooses by where the others stand, again and again until none moves any more.
    """
    points = [Box(x=spot.x - gap, y=spot.y - gap, width=2 * gap, height=2 * gap) for spot in spots]
    boxes = [{side: _place_beside(spot, *way, gap * 1.35) for side, way in _WAYS.items()} for spot in spots]
    sides: list[Side] = ["r"] * len(spots)
    order = sorted(range(len(spots)), key=lambda number: (-_count_near(spots, number), number))
    for _ in range(_SWEEPS):
        before = list(sides)
        for number in order:
            others = [boxes[other][side] for other, side in enumerate(sides) if other != number] + points

            def count_covered(side: Side, number: int = number, others: Sequence[Box] = others) -> int:
                box = boxes[number][side]
                return sum(map(box.covers, others)) + 2 * (not _lies_within(box, width, height))

            sides[number] = min(_WAYS, key=count_covered)
        if sides == before:
            break
    return tuple(sides)


def _count_near(spots: Sequence[Spot], number: int) -> int:
    own = spots[number]
    reach = own.width + own.height
    return sum(abs(own.x - other.x) < reach and abs(own.y - other.y) < own.height * 2 for other in spots)


def _list_places(spot: Spot, width: float, height: float, gap: float) -> Iterator[LabelPlace]:
    """List places from the best to the worst: beside the point, around it, then wherever it is nearest."""
    for across, down in _SIDES:
        yield LabelPlace(box=_place_beside(spot, across, down, gap * 1.35), led=False)
    for ring, (across, down) in product(_RINGS, _SIDES):
        yield LabelPlace(box=_place_beside(spot, across, down, gap * 1.35 * ring), led=True)
    columns = [column * spot.width / 4 for column in range(int(4 * (width / spot.width - 1)) + 1)]
    rows = [row * spot.height / 2 for row in range(int(2 * (height / spot.height - 1)) + 1)]
    centre = (spot.x - spot.width / 2, spot.y - spot.height / 2)
    everywhere = sorted(
        product(columns, rows), key=lambda at: ((at[0] - centre[0]) ** 2 + (at[1] - centre[1]) ** 2, at)
    )
    for x, y in everywhere:
        yield LabelPlace(box=Box(x=x, y=y, width=spot.width, height=spot.height), led=True)


def _place_beside(spot: Spot, across: int, down: int, away: float) -> Box:
    """Put the label at one side of the point, at a distance; at a corner a little nearer."""
    near = away if not (across and down) else away * 0.75
    x = spot.x - spot.width / 2 + across * (spot.width / 2 + near)
    y = spot.y - spot.height / 2 + down * (spot.height / 2 + near)
    return Box(x=x, y=y, width=spot.width, height=spot.height)


def _lies_within(box: Box, width: float, height: float) -> bool:
    return box.x >= 0 and box.y >= 0 and box.x + box.width <= width and box.y + box.height <= height
