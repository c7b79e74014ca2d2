"""The parts a deck adds to its template, collected while its slides are composed: content types, relationships, media.

`Parts` grows part by part and is read once at the end; a picture that two slides show is stored once.
"""

from collections.abc import Mapping

from toolkit.ooxml.package import CONTENT_TYPES
from toolkit.ooxml.relationships import Relationships

_MEDIA_TYPES = {
    "png": "image/png",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


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
