"""`{#id .class key="value"}` as pandoc writes it → its parts. Pure.

Values that Jinja put in are escaped with backslashes (see tailor.py), so quoted values end at an unescaped quote and
every value is unescaped here.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType

from msgspec import Struct, field

_ATTRIBUTES = re.compile(r"(?<!\\)\{((?:\\.|[^{}\\])*)\}\s*$")
_PART = re.compile(
    r"""\s*(?:
        \#(?P<id>[^\s#."'={}]+)
      | \.(?P<cls>[^\s#"'={}]+)
      | (?P<key>[^\s#."'={}]+)\s*=\s*(?:
            "(?P<double>(?:\\.|[^"\\])*)"
          | '(?P<single>(?:\\.|[^'\\])*)'
          | [“”](?P<curly>(?:\\.|[^“”\\])*)[“”]  # as Word writes them
          | (?P<bare>[^\s"'“”{}]+)
        )
    )""",
    re.VERBOSE,
)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


class Attributes(Struct, frozen=True, kw_only=True):
    """What stood between the braces; `rest` is what could not be read, empty when all was."""

    id: str = ""
    classes: tuple[str, ...] = ()
    values: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    rest: str = ""

    def get(self, key: str) -> str:
        """Return a value, or an empty text."""
        return self.values.get(key, "")


NO_ATTRIBUTES = Attributes()


def unescape(text: str) -> str:
    """Take the backslash off escaped punctuation, as Markdown does."""
    return _ESCAPED.sub(r"\1", text) if "\\" in text else text


def parse_attributes(inner: str) -> Attributes:
    """Read the inside of a pair of braces."""
    id_, classes, values = "", list[str](), dict[str, str]()
    at = 0
    inner = inner.strip()
    while at < len(inner):
        part = _PART.match(inner, at)
        if part is None:
            return Attributes(id=id_, classes=tuple(classes), values=values, rest=_shorten(inner[at:].strip()))
        at = part.end()
        if part["id"]:
            id_ = unescape(part["id"])
        elif part["cls"]:
            classes.append(unescape(part["cls"]))
        else:
            values[part["key"]] = unescape(part["double"] or part["single"] or part["curly"] or part["bare"] or "")
    return Attributes(id=id_, classes=tuple(classes), values=values)


def _shorten(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}…"


def split_attributes(line: str) -> tuple[str, Attributes]:
    """Part a line from the braces at its end."""
    found = _ATTRIBUTES.search(line) if line.endswith("}") else None
    if found is None:
        return line, NO_ATTRIBUTES
    return line[: found.start()].rstrip(), parse_attributes(found[1])
