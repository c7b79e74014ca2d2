"""The tag of a grey field in a Word file, by which it is known again whoever has saved the file. Pure."""

import hashlib
import re

PREFIX = "toolkit:"
_PLAIN = re.compile(r"[a-z0-9/._-]{1,56}")
"""Word takes no tag of more than 64 characters."""


def name_field(name: str) -> str:
    """Return the tag of the place to write in that is called so; it fits in an attribute, whatever the name."""
    return PREFIX + (name if _PLAIN.fullmatch(name) else hashlib.sha256(name.encode()).hexdigest()[:32])
