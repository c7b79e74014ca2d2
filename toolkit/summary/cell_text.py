"""Turn any text into one that an Excel cell holds, and into its XML. Pure."""

import re

LONGEST_TEXT = 32_767
"""Characters in an Excel cell, counted in UTF-16 units."""

_SPECIAL = re.compile(r"[^ -;=?-~\xa0-\ud7ff]|&|^\s|\s$|  |_x[0-9A-Fa-f]{4}_")
_LOOKS_ESCAPED = re.compile(r"_(x[0-9A-Fa-f]{4}_)")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f]")
_UNHOLDABLE = re.compile("[\ud800-\udfff\ufffe\uffff]")


def write_inline_text(text: str) -> str:
    """Return the <t> element of a text. Space at its ends, line breaks and what looks like an escape survive.

    Control characters are written as Excel does (_x0007_), and what XML cannot hold at all is dropped.
    """
    if not _SPECIAL.search(text):
        return f"<t>{text}</t>"
    text = _LOOKS_ESCAPED.sub(r"_x005F_\1", text)
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    text = _CONTROL.sub(lambda found: f"_x{ord(found.group()):04X}_", _UNHOLDABLE.sub("", text))
    return f'<t xml:space="preserve">{text}</t>'


def cut_text(text: str) -> str:
    """Return a text that a cell can hold: at most 32 767 UTF-16 units, ended by … where it was cut."""
    if len(text) * 2 <= LONGEST_TEXT or len(text.encode("utf-16-le")) // 2 <= LONGEST_TEXT:
        return text
    return text.encode("utf-16-le")[: (LONGEST_TEXT - 1) * 2].decode("utf-16-le", errors="ignore") + "…"


LINE_HEIGHT = 15
"""Points of a line of 11-point Calibri."""


def count_lines(text: str, width: int) -> int:
    """Estimate the lines of a text in a column of some width (in digits; letters are a little narrower)."""
    room = max(1, int(width * 1.05))
    if len(text) <= room and "\n" not in text:
        return 1
    return sum(max(1, -(-len(line) // room)) for line in text.split("\n"))
