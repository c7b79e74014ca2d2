"""What may not be parted – a paragraph from its figure, a number from its unit – in Word and in the PDF alike. Pure."""

import re
from collections.abc import Sequence
from itertools import pairwise

from toolkit.document.numbering import Numbered
from toolkit.document.values import Figure, Paragraph

KEPT_ROWS = 9
"""A table of at most so many rows never breaks over pages."""
_LONGEST = 420
"""A longer paragraph may stand at the foot of a page without its figure."""


_BOUND = re.compile(r"(?<=\d) (?=%)|(?<=\bn) (?== \d)|(?<=\bn =) (?=\d)|(?<=\d) (?=\d{3}\b)")


def bind_figures(text: str) -> str:
    """Keep a number on one line with its per cent sign, with its n, and with its own thousands."""
    return _BOUND.sub("\u00a0", text) if any(digit in text for digit in "0123456789") else text


def find_leads(numbered: Sequence[Numbered]) -> frozenset[int]:
    """Return the places of short paragraphs that a figure follows: what is said of it stays with it."""
    return frozenset(
        place
        for place, (one, after) in enumerate(pairwise(numbered))
        if isinstance(one.block, Paragraph) and isinstance(after.block, Figure) and len(one.block.text) <= _LONGEST
    )
