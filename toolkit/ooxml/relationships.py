"""The relationships of one part of a package, collected while the part is composed; read once at the end."""

from urllib.parse import quote

from toolkit.ooxml.escape import escape

RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
)
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
