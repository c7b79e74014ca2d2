"""A Word document as what is seen in it: blocks under their headings, and the grey fields apart."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from lxml import etree

from toolkit.report.docx_template.package import Package

Kind = Literal[
    "paragraph", "heading", "table", "figure", "field", "comment", "revision", "contents", "running", "page", "property"
]
"""What a person calls it. `field` is the place of a grey field, `running` a header or footer."""


@dataclass(frozen=True, kw_only=True)
class Block:
    """A piece of a document, under a heading as the contents call it.

    Two are the same where `said` is, and `measures` (points) and `loose` are close enough. `said` holds text, looks,
    cells, figures and pictures as nested tuples. Every program rounds measures in its own way, and LibreOffice drops
    the alternative texts of charts.
    """

    kind: Kind
    heading: str
    said: tuple[object, ...]
    measures: tuple[float, ...] = ()
    loose: tuple[str, ...] = ()
    text: str = ""
    """The plain text of a paragraph."""


@dataclass(frozen=True, kw_only=True)
class Field:
    """A grey field: its tag, the heading above it, what stands in it, and whether that is still the prompt."""

    tag: str
    heading: str
    content: tuple[etree._Element, ...]
    text: str
    prompt: bool


@dataclass(frozen=True, kw_only=True)
class Document:
    """A whole document; `titles` gives each field's tag by the title that its control carries."""

    package: Package
    blocks: tuple[Block, ...]
    fields: tuple[Field, ...]
    titles: Mapping[str, str]
