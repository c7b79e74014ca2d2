"""Any text → the same without characters that XML cannot hold; PowerPoint asks for repair where one is left. Pure."""

import re

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


def drop_forbidden(text: str) -> str:
    """Take control characters and lone surrogates out."""
    return _FORBIDDEN.sub("", text)


def normalise_lines(text: str) -> str:
    """Take forbidden characters and a byte order mark out, and end every line with a line feed alone."""
    return drop_forbidden(text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"))
