"""XML that strangers made → its elements as they open and close. Pure; no entity, no document type, no fetching."""

from collections.abc import Iterator
from typing import IO, NoReturn
from xml.parsers import expat


class DamagedXmlError(Exception):
    """XML that declares a document type, which no file of an office program does, or that is cut short."""


def make_parser() -> expat.XMLParserType:
    """Return a parser whose handlers get attributes as a flat list, and whole texts."""
    parser = expat.ParserCreate()
    parser.ordered_attributes = True
    parser.buffer_text = True
    parser.buffer_size = 1 << 16
    parser.StartDoctypeDeclHandler = _refuse_document_type
    return parser


def _refuse_document_type(*_declared: object) -> NoReturn:
    raise DamagedXmlError("DOCTYPE")


class LocalNames(dict[str, str]):
    """Qualified name → the name without its prefix; each is cut once."""

    def __missing__(self, name: str) -> str:
        self[name] = local = name.rpartition(":")[2]
        return local


def list_elements(stream: IO[bytes]) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield each element's local name and its attributes, in the order they open."""
    found: list[tuple[str, dict[str, str]]] = []
    names = LocalNames()

    def start(name: str, attributes: list[str]) -> None:
        found.append((names[name], dict(zip(attributes[::2], attributes[1::2], strict=True))))

    parser = make_parser()
    parser.StartElementHandler = start
    with stream:
        parser.ParseFile(stream)
    yield from found
