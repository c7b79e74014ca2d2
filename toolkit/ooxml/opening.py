"""An Office file that somebody made, as a path or as bytes → its parts, read one by one. An edge.

Every way in which such a file can be wrong becomes a TemplateError, in the words of the program that it belongs to.
"""

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from lxml import etree
from msgspec import Struct

from toolkit.errors import Message, Place, Problem, TemplateError
from toolkit.ooxml.relations import Relation, name_relations_part, parse_relations

STRICT = "http://purl.oclc.org/ooxml/"
"""What relationship types begin with in a file saved as Strict Open XML."""
_NO_ZIP = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error,
    EOFError, ValueError, OverflowError, NotImplementedError,
)  # fmt: skip
"""What the standard library raises of an archive that is damaged in one place or another."""
_OLE = bytes.fromhex("D0CF11E0A1B11AE1")


class Refusals(Struct, frozen=True, kw_only=True):
    """What is said of a file that cannot be read, and how many megabytes it may unpack to.

    `unreadable` is given a reason, `damaged` and `forbidden_xml` a part, `too_large` the limit.
    """

    missing: Message
    not_a_file: Message
    unreadable: Message
    not_a_package: Message
    old_format: Message
    encrypted: Message
    damaged: Message
    forbidden_xml: Message
    too_large: Message
    limit_mb: int


def make_fault(file: str, message: Message, **facts: object) -> TemplateError:
    """Say why a file cannot serve."""
    return TemplateError(Problem(place=Place(file=file), message=message, facts=facts))


def parse_part(name: str, data: bytes, file: str, refusals: Refusals) -> etree._Element:
    """Parse one part without entities, network or unlimited nesting; comments and instructions are passed over."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise make_fault(file, refusals.damaged, part=name) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise make_fault(file, refusals.forbidden_xml, part=name)
    return root


@contextmanager
def open_package(path: Path, refusals: Refusals) -> Iterator["OpenPackage"]:
    """Open a file; what the system refuses while it is read is told as well."""
    with _catch_unreadable(path.name, refusals), _open_zip(path, refusals) as opened:
        yield OpenPackage(path.name, opened, refusals)


@contextmanager
def open_bytes(name: str, data: bytes, refusals: Refusals) -> Iterator["OpenPackage"]:
    """Open a file that has been read already; `name` is what faults call it."""
    with _catch_unreadable(name, refusals), _open_stream(name, io.BytesIO(data), refusals) as opened:
        yield OpenPackage(name, opened, refusals)


@contextmanager
def _catch_unreadable(name: str, refusals: Refusals) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise make_fault(name, refusals.unreadable, reason=error.strerror or type(error).__name__) from error


def _open_zip(path: Path, refusals: Refusals) -> zipfile.ZipFile:
    if not path.exists():
        raise make_fault(path.name, refusals.missing)
    if path.is_dir():
        raise make_fault(path.name, refusals.not_a_file)
    with path.open("rb") as file:
        _refuse_old_container(path.name, file, refusals)
    return _open_stream(path.name, path, refusals)


def _refuse_old_container(name: str, file: IO[bytes], refusals: Refusals) -> None:
    """Refuse the container that older formats use, and that a password or a sensitivity label puts around a package."""
    if file.read(8) == _OLE:
        encrypted = "EncryptedPackage".encode("utf-16-le") in file.read()
        raise make_fault(name, refusals.encrypted if encrypted else refusals.old_format)


def _open_stream(name: str, file: Path | IO[bytes], refusals: Refusals) -> zipfile.ZipFile:
    if not isinstance(file, Path):
        _refuse_old_container(name, file, refusals)
    try:
        return zipfile.ZipFile(file)
    except _NO_ZIP as error:
        raise make_fault(name, refusals.not_a_package) from error


class OpenPackage:
    """A file while it is read: finds parts whatever the case of their names, and counts what was unpacked."""

    def __init__(self, file: str, opened: zipfile.ZipFile, refusals: Refusals) -> None:
        self.file = file
        self._zip = opened
        self._refusals = refusals
        self._entries = {_name_part(each.filename).casefold(): each for each in opened.infolist() if not each.is_dir()}
        self._left = refusals.limit_mb * 1024 * 1024

    @property
    def names(self) -> tuple[str, ...]:
        """The parts' names as the file spells them."""
        return tuple(_name_part(entry.filename) for entry in self._entries.values())

    def find(self, name: str) -> str:
        """Return a part's name as the file spells it, or an empty text."""
        entry = self._entries.get(name.casefold())
        return _name_part(entry.filename) if entry else ""

    def read(self, name: str) -> bytes:
        """Unpack a part, never more than the limit allows, whatever size the file claims."""
        entry = self._entries.get(name.casefold())
        if entry is None:
            raise make_fault(self.file, self._refusals.damaged, part=name)
        if entry.flag_bits & 1:
            raise make_fault(self.file, self._refusals.encrypted)
        try:
            with self._zip.open(entry) as unpacked:
                data = unpacked.read(self._left + 1)
        except _NO_ZIP as error:
            raise make_fault(self.file, self._refusals.damaged, part=name) from error
        self._left -= len(data)
        if self._left < 0:
            raise make_fault(self.file, self._refusals.too_large, limit=self._refusals.limit_mb)
        return data

    def parse(self, name: str, data: bytes | None = None) -> etree._Element:
        """Parse a part, or data already read from it."""
        return parse_part(name, self.read(name) if data is None else data, self.file, self._refusals)

    def relations(self, part: str) -> tuple[Relation, ...]:
        """List a part's relationships; an empty part is the package itself."""
        name = self.find(name_relations_part(part))
        return parse_relations(part, self.parse(name)) if name else ()


def _name_part(entry: str) -> str:
    return entry.replace("\\", "/").lstrip("/")
