"""Bytes of a file → what it is, whatever its name says: a workbook, a text table, or what must be said of it. Pure."""

import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from typing import Literal, NoReturn

from toolkit.errors import InputError, Message, Place, Problem
from toolkit.tables import messages

Kind = Literal["xlsx", "ods", "text"]

_WEB_PAGE = re.compile(
    rb"(?is)(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|meta|body|table|style)\b|MIME-Version:"
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SIGNATURES: Mapping[bytes, Message] = {
    b"%PDF": messages.PDF_FILE,
    **dict.fromkeys((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"RIFF", b"BM"), messages.PICTURE_FILE),
    b"{\\rtf": messages.WORD_FILE,
    **dict.fromkeys((b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b"), messages.PACKED_FILE),
    b"SQLite format 3": messages.DATABASE_FILE,
}
_DIRECTORY_NAMES: tuple[tuple[str, Message], ...] = (
    ("DRMEncryptedDataSpace", messages.RIGHTS_MANAGED),
    ("\x09DRMContent", messages.RIGHTS_MANAGED),
    ("EncryptedPackage", messages.ENCRYPTED),
    ("__substg1.0_", messages.MAIL_FILE),
    ("__properties_version1.0", messages.MAIL_FILE),
    ("WordDocument", messages.WORD_FILE),
    ("PowerPoint Document", messages.POWERPOINT_FILE),
    ("VisioDocument", messages.DRAWING_FILE),
    ("MSysObjects", messages.DATABASE_FILE),
    ("Workbook", messages.OLD_EXCEL),
    ("Book", messages.OLD_EXCEL),
)
"""Names in the directory of an OLE file, as UTF-16; the first that is found tells what it is."""
_PACKAGES: Mapping[str, Message] = {
    "word/": messages.WORD_FILE,
    "ppt/": messages.POWERPOINT_FILE,
    "visio/": messages.DRAWING_FILE,
    "xl/workbook.bin": messages.BINARY_EXCEL,
    "Index/": messages.APPLE_FILE,
    "Index.zip": messages.APPLE_FILE,
}
"""How a member of a zip begins that tells what the zip is."""
_OPEN_DOCUMENTS: Mapping[bytes, Message] = {
    b"text": messages.WORD_FILE,
    b"presentation": messages.POWERPOINT_FILE,
    b"graphics": messages.DRAWING_FILE,
}


def recognise(content: bytes, file: str) -> Kind:
    """Say which reader a file needs. Raises InputError for what none can read, called what it is."""
    if not content:
        _refuse(file, messages.NO_BYTES)
    if not content.strip():
        _refuse(file, messages.EMPTY)
    if content.startswith(_OLE):
        _refuse(file, _recognise_ole(content))
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _recognise_package(content, file)
    for signature, message in _SIGNATURES.items():
        # "BM" may begin a text as well; a picture holds zeros.
        if content.startswith(signature) and (len(signature) > 2 or b"\0" in content[:200]):
            _refuse(file, message)
    if content[4:8] == b"ftyp":
        _refuse(file, messages.PICTURE_FILE)
    start = content[:2000].replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").lstrip()
    if _WEB_PAGE.match(start):
        _refuse(file, messages.WEB_PAGE)
    if start.startswith(b"<?xml"):
        _refuse(file, messages.XML_FILE)
    return "text"


def _recognise_ole(content: bytes) -> Message:
    """Tell what an OLE file (Office up to 2003, Outlook, anything encrypted) is by the names in its directory."""
    found = (message for name, message in _DIRECTORY_NAMES if name.encode("utf-16-le") in content)
    return next(found, messages.OLD_OFFICE)


def _recognise_package(content: bytes, file: str) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            names = package.namelist()
            mimetype = package.read("mimetype")[:100] if "mimetype" in names else b""
    except (zipfile.BadZipFile, zlib.error, RuntimeError, KeyError, OSError, EOFError, NotImplementedError) as error:
        _refuse(file, messages.TRUNCATED, cause=error, reason=str(error).strip("'\""))
    if b"opendocument" in mimetype:
        if b"spreadsheet" in mimetype:
            return "ods"
        _refuse(file, next((said for key, said in _OPEN_DOCUMENTS.items() if key in mimetype), messages.DRAWING_FILE))
    for start, message in _PACKAGES.items():
        if any(name.startswith(start) for name in names):
            _refuse(file, message)
    if not any(name.lower().startswith("xl/") for name in names):
        _refuse(file, messages.NOT_A_TABLE)
    return "xlsx"


def _refuse(file: str, message: Message, cause: Exception | None = None, **facts: object) -> NoReturn:
    raise InputError(Problem(place=Place(file=file), message=message, facts=facts)) from cause
