"""Which paragraphs may not be parted from what follows, the same in Word and in the PDF. Pure."""

from collections.abc import Sequence
from itertools import pairwise

from toolkit.document.numbering import Numbered
from toolkit.document.values import Figure, Paragraph

KEPT_ROWS = 9
"""A table of at most so many rows never breaks over pages."""
_LONGEST = 420
"""A longer paragraph may stand at the foot of a page without its figure."""


def find_leads(numbered: Sequence[Numbered]) -> frozenset[int]:
    """Return the places of short paragraphs that a figure follows: what is said of it stays with it."""
    return frozenset(
        place
        for place, (one, after) in enumerate(pairwise(numbered))
        if isinstance(one.block, Paragraph) and isinstance(after.block, Figure) and len(one.block.text) <= _LONGEST
    )
