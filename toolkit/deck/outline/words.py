"""The words an outline may use: blocks, classes, keys; and attributes → faults for the words it may not. Pure."""

from collections.abc import Iterator

from toolkit.deck.messages import UNKNOWN_ATTRIBUTE, UNKNOWN_CLASS
from toolkit.deck.outline.attributes import Attributes
from toolkit.deck.outline.blocks import Fault
from toolkit.deck.outline.names import find_nearest

Words = tuple[frozenset[str], frozenset[str]]
"""Classes and keys."""

# pandoc's own classes without a meaning here are let through, so that an outline stays portable.
_PANDOC = frozenset({"unnumbered", "unlisted", "incremental", "nonincremental"})
SLIDE_WORDS: Words = (frozenset({"closing"}) | _PANDOC, frozenset({"layout", "insight", "short"}))
PICTURE_WORDS: Words = (frozenset({"decorative"}), frozenset({"alt", "credit", "width", "height"}))
SPAN_WORDS: Words = (frozenset(), frozenset({"lang"}))
CHART_WORDS: Words = (
    frozenset(),
    frozenset({"type", "file", "title", "source", "format", "alt", "x", "y", "series", "colours"}),
)
BLOCK_WORDS: dict[str, Words] = {
    "notes": (frozenset(), frozenset({"minutes"})),
    "columns": (frozenset(), frozenset()),
    "column": (frozenset(), frozenset({"width"})),
    "question": (frozenset(), frozenset()),
    "chart": CHART_WORDS,
    "results": (frozenset(), frozenset()),
    "qr": (frozenset(), frozenset()),
}
FRONT_MATTER_FIELDS = frozenset({"title", "subtitle", "author", "date", "lang", "institute", "footer"})


def find_unknown_words(
    words: Attributes, element: str, classes: frozenset[str], keys: frozenset[str], line: int
) -> Iterator[Fault]:
    """List classes and keys that an element does not have."""
    for name in words.classes:
        if name not in classes:
            facts = {"name": name, "element": element, "known": find_nearest(name, classes) or "–"}
            yield Fault(line=line, message=UNKNOWN_CLASS, facts=facts)
    for name in words.values:
        if name not in keys:
            facts = {"name": name, "element": element, "known": find_nearest(name, keys) or "–"}
            yield Fault(line=line, message=UNKNOWN_ATTRIBUTE, facts=facts)
