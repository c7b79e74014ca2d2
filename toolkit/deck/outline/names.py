"""A misspelt name and the known ones → the nearest of them, as a person would be told. Pure."""

from collections.abc import Iterable
from difflib import get_close_matches


def find_nearest(name: str, known: Iterable[str]) -> str:
    """Return the known names nearest to a misspelt one, in quotes; all of them (at most twelve) where none is near."""
    names = sorted(set(known))
    lowered = {candidate.lower(): candidate for candidate in names}
    near = [lowered[match] for match in get_close_matches(name.lower(), lowered, n=2, cutoff=0.6)]
    return ", ".join(f"'{candidate}'" for candidate in (near or names[:12]))
