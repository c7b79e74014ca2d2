"""Turn text into what XML can hold: everything from outside passes here. Pure."""

import re

_FORBIDDEN = re.compile("[\x00-\x08\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_BREAKS = re.compile(r"\r\n|[\n\v\f\r]")


def escape(text: str) -> str:
    """Return text as XML holds it, in elements and in attributes."""
    if not text.isprintable():
        text = _FORBIDDEN.sub("", _BREAKS.sub("\n", text))
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def escape_line(text: str) -> str:
    """Return text on one line, for names and titles in attributes."""
    return escape(" ".join(text.split()))
