"""The parts a deck adds to its template, collected while its slides are composed: content types, relationships, media.

`Parts` grows part by part and is read once at the end; a picture that two slides show is stored once.
"""

from collections.abc import Mapping
from urllib.parse import quote

from toolkit.deck.pptx.package import CONTENT_TYPES
from toolkit.deck.pptx.text_xml import escape

RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
)
_MEDIA_TYPES = {
    "png": "image/png",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_SAFE_IN_ADDRESS = "%:/?#[]@!$&'()*+,;=~-._"


class Relationships:
    """The relationships of one part; the same target has one id."""

    def __init__(self) -> None:
        self._ids: dict[tuple[str, str], str] = {}

    def add(self, kind: str, target: str) -> str:
        """Return the id of a relationship to another part: `kind` is the last word of its type."""
        key = (kind, target)
        if key not in self._ids:
            self._ids[key] = f"rId{len(self._ids) + 1}"
        return self._ids[key]

    def link(self, address: str) -> str:
        """Return the id of a hyperlink."""
        return self.add("hyperlink", quote(address.strip(), safe=_SAFE_IN_ADDRESS))

    def compose(self) -> bytes:
        """Return the relationships part."""
        lines = [
            f'<Relationship Id="{number}" Type="{RELATIONSHIPS}/{kind}" Target="{escape(target)}"'
            + (' TargetMode="External"/>' if kind == "hyperlink" else "/>")
            for (kind, target), number in self._ids.items()
        ]
        return f"{_HEAD}{''.join(lines)}</Relationships>".encode()


class Parts:
    """New parts with their content types."""

    def __init__(self, template_parts: Mapping[str, bytes]) -> None:
        self._old = template_parts
        self.new: dict[str, bytes] = {}
        self._types: list[tuple[str, str]] = []
        self._defaults: set[str] = set()
        self._media: dict[bytes, str] = {}

    def add(self, name: str, content: bytes, content_type: str, relationships: Relationships | None = None) -> None:
        """Add a part, and its relationships beside it."""
        self.new[name] = content
        self._types.append((name, content_type))
        if relationships is not None:
            folder, _, file = name.rpartition("/")
            self.new[f"{folder}/_rels/{file}.rels"] = relationships.compose()

    def add_media(self, content: bytes, suffix: str, folder: str = "media", stem: str = "picture") -> str:
        """Add a picture or a workbook unless it is there already; return its name."""
        found = self._media.get(content)
        if found is None:
            found = f"ppt/{folder}/{stem}{len(self._media) + 1}.{suffix}"
            while found in self._old:
                found = found.replace(f"/{stem}", f"/deck-{stem}")
            self._media[content] = found
            self._defaults.add(suffix)
            self.new[found] = content
        return found

    def name(self, pattern: str, number: int) -> str:
        """Return a part name that the template does not have, such as ppt/charts/chart1.xml."""
        name = pattern.format(number)
        return name if name not in self._old else pattern.format(f"Deck{number}")

    def compose(self, changed: Mapping[str, bytes]) -> dict[str, bytes]:
        """Return all parts: the template's, with some changed, then the new ones, and the content types of them all."""
        parts = {**self._old, **changed, **self.new}
        types = self._old[CONTENT_TYPES].decode()
        defaults = "".join(
            f'<Default Extension="{suffix}" ContentType="{_MEDIA_TYPES[suffix]}"/>'
            for suffix in sorted(self._defaults)
            if f'Extension="{suffix}"' not in types
        )
        overrides = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in self._types)
        head, mark, tail = types.partition("<Default ")
        types = f"{head}{defaults}{mark}{tail}".replace("</Types>", f"{overrides}</Types>")
        parts[CONTENT_TYPES] = types.encode()
        return parts
