"""The bytes that lie where a deck was → whether they can be opened as one; if not, why. Pure on bytes."""

import io
import zipfile
import zlib
from collections import Counter

from toolkit.deck.check.package_check import MAIN_TYPE
from toolkit.deck.merge import messages
from toolkit.errors import Message
from toolkit.ooxml.opening import STRICT
from toolkit.ooxml.package import CONTENT_TYPES

_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_PACKAGE_RELATIONS = "_rels/.rels"
_LIMIT_MB = 1000
Refusal = tuple[Message, dict[str, object]]


def find_refusal(data: bytes) -> Refusal | None:
    """Say why a file cannot be opened as a deck, or None."""
    if data.startswith(_OLE):
        # Both a password and a sensitivity label turn a file into the old container around an encrypted package.
        encrypted = "EncryptedPackage".encode("utf-16-le") in data
        return (messages.ENCRYPTED if encrypted else messages.OLD_FORMAT), {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return _find_fault(package)
    except (zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, OSError, RuntimeError, EOFError):
        return messages.NOT_A_PACKAGE, {}


def _find_fault(package: zipfile.ZipFile) -> Refusal | None:
    entries = package.infolist()
    if any(entry.flag_bits & 1 for entry in entries):
        return messages.ENCRYPTED, {}
    if sum(entry.file_size for entry in entries) > _LIMIT_MB * 1024 * 1024:
        return messages.TOO_LARGE, {"limit": _LIMIT_MB}
    names = Counter(entry.filename.lower() for entry in entries)
    repeated = next((name for name, times in names.items() if times > 1), "")
    if repeated:
        return messages.REPEATED_PART, {"part": repeated}
    if CONTENT_TYPES not in package.namelist():
        return messages.NOT_A_PACKAGE, {}
    if MAIN_TYPE.encode() not in package.read(CONTENT_TYPES):
        return messages.NOT_A_DECK, {}
    if any(name.startswith("_xmlsignatures/") for name in names):
        return messages.SIGNED, {}
    if _PACKAGE_RELATIONS in package.namelist() and STRICT.encode() in package.read(_PACKAGE_RELATIONS):
        return messages.STRICT, {}
    damaged = package.testzip()
    return (messages.DAMAGED, {"reason": damaged}) if damaged else None
