"""What people call an area (its id, its short name or its title, in any capitals) → the area; lists of them. Pure."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from toolkit.model.nearest import fold_letters
from toolkit.model.programme import Area

T = TypeVar("T")
_DIVIDERS = re.compile(r"[|;,\n]")


def find_areas(said: str, areas: Sequence[Area]) -> tuple[Area, ...]:
    """Return the areas that a name may mean: an id goes before a short name, that before a title. None: empty."""
    form = fold_name(said)
    for names in (
        lambda area: (area.id,),
        lambda area: (area.short.sv, area.short.en),
        lambda area: (area.title.sv, area.title.en),
    ):
        found = tuple(area for area in areas if form and form in map(fold_name, names(area)))
        if found:
            return found
    return ()


def fold_name(name: str) -> str:
    """Return a name without what people write differently: capitals, accents, hyphens, blanks."""
    return re.sub(r"[\W_]+", " ", fold_letters(name)).strip()


def split_known(said: str, find: Callable[[str], Sequence[T]]) -> Iterator[tuple[str, Sequence[T]]]:
    """Split a list at bars, semicolons, commas and line breaks, but for those that are part of a known name.

    Yields each part with what `find` says of it.
    """
    ends = [match.start() for match in _DIVIDERS.finditer(said)]
    begin = 0
    while begin < len(said):
        closes = [end for end in (*ends, len(said)) if end >= begin]
        # The longest known name that begins here; else what stands before the next divider.
        end = next((end for end in reversed(closes) if find(said[begin:end].strip())), closes[0])
        part = said[begin:end].strip()
        if part:
            yield part, find(part)
        begin = end + 1
