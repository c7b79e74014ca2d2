"""What composing a Word file shares from block to block: template, language, fresh ids, relationships, parts.

`Page` grows while the document is composed and is read once at the end.
"""

from itertools import count

from toolkit.ooxml.relationships import Relationships
from toolkit.report.word_template import WordTemplate
from toolkit.texts import Texts

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
)
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


class Page:
    """The state of one document while it is composed."""

    def __init__(self, template: WordTemplate, texts: Texts) -> None:
        self.template = template
        self.texts = texts
        self.tag = texts.tag
        self.relationships = Relationships()
        self.parts: dict[str, bytes] = {}
        self.types: dict[str, str] = {}
        self.lists = 0
        """How many numbered lists there are: each begins at 1."""
        self.charts = 0
        self.fields = 0
        """How many places to write in there are: each has a title of its own, which every program keeps."""
        self._ids = count(1000)

    def next_id(self) -> int:
        """Return an id that no bookmark, drawing or control of the document has."""
        return next(self._ids)
