"""Parts by name → the bytes of a zip package: the same parts give the same bytes. Pure.

Written here rather than with zipfile: parts that many decks share are compressed once (a deck's template is most of its
parts), and pictures, which are compressed already, are stored. Dates are the zip format's first day.
"""

import zlib
from collections.abc import Mapping
from functools import lru_cache
from struct import pack

CONTENT_TYPES = "[Content_Types].xml"
_STORED_SUFFIXES = (".png", ".jpeg", ".jpg", ".gif", ".xlsx")
_LEVEL = 1
_DATE = 0x21
"""1 January 1980, the earliest that a zip can say."""
_UTF8_NAME = 0x800


def write_zip(parts: Mapping[str, bytes]) -> bytes:
    """Return a zip of the parts in their order, the content types first, as Office writes it."""
    names = sorted(parts, key=lambda name: name != CONTENT_TYPES)
    written: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for name in names:
        fields, encoded, packed = _pack_part(name, parts[name])
        written += (b"PK\x03\x04", fields, encoded, packed)
        directory.append(b"PK\x01\x02\x14\x00" + fields + pack("<HHHII", 0, 0, 0, 0, offset) + encoded)
        offset += 4 + len(fields) + len(encoded) + len(packed)
    index = b"".join(directory)
    end = pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, len(names), len(names), len(index), offset, 0)
    return b"".join((*written, index, end))


@lru_cache(maxsize=1024)
def _pack_part(name: str, content: bytes) -> tuple[bytes, bytes, bytes]:
    """Return the fields of a part's local header, its name and its content, compressed unless it is a picture.

    Remembered: a template's parts, and whatever else recurs from deck to deck.
    """
    method, packed = 0, content
    if not name.endswith(_STORED_SUFFIXES):
        squeezer = zlib.compressobj(_LEVEL, zlib.DEFLATED, -15)
        method, packed = 8, squeezer.compress(content) + squeezer.flush()
    encoded = name.encode()
    flags = 0 if encoded.isascii() else _UTF8_NAME
    sizes = (zlib.crc32(content), len(packed), len(content), len(encoded))
    return pack("<HHHHHIIIHH", 20, flags, method, 0, _DATE, *sizes, 0), encoded, packed
