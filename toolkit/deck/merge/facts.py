"""What is seen of a slide, as facts that can be compared with a tolerance. Pure.

A fact has a name ("shape 2, run 1.3 size") and a value whose type says how exactly it must agree: lengths (int, EMU)
and points or shares (float) within what LibreOffice rounds, colours within a shade, text exactly.
"""

from collections.abc import Mapping

Fact = str | int | float | tuple[int, int, int] | None
Facts = Mapping[str, Fact]

_LENGTH = 1000
"""EMU: LibreOffice counts in hundredths of a millimetre (360), and makes a side two of them shorter."""
_POINTS = 0.11
_SHADE = 4


def find_differences(ours: Facts, theirs: Facts) -> list[str]:
    """Name the facts that do not agree, those that only one of them has among them."""
    return [name for name in {**ours, **theirs} if not is_alike(ours.get(name), theirs.get(name))]


def is_alike(ours: Fact, theirs: Fact) -> bool:
    """Tell whether two values are the same to an eye."""
    if isinstance(ours, tuple) and isinstance(theirs, tuple):
        return all(abs(a - b) <= _SHADE for a, b in zip(ours, theirs, strict=True))
    if isinstance(ours, float) and isinstance(theirs, float):
        return abs(ours - theirs) <= _POINTS
    if isinstance(ours, int) and isinstance(theirs, int):
        return abs(ours - theirs) <= _LENGTH
    return ours == theirs
