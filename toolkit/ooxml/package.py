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
        content = parts[name]
        packed, checksum = (content, zlib.crc32(content)) if name.endswith(_STORED_SUFFIXES) else _deflate(content)
        method = 0 if packed is content else 8
        encoded = name.encode()
        flags = 0 if encoded.isascii() else _UTF8_NAME
        fields = pack(
            "<HHHHHIIIHH",
            20,
            flags,
            method,
            0,
            _DATE,
            checksum,
            len(packed),
            len(content),
            len(encoded),
            0,
        )  # fmt: skip  - the fields of a local header in one line, in the order of the format
        written += (b"PK\x03\x04", fields, encoded, packed)
        directory.append(b"PK\x01\x02\x14\x00" + fields + pack("<HHHII", 0, 0, 0, 0, offset) + encoded)
        offset += 4 + len(fields) + len(encoded) + len(packed)
    index = b"".join(directory)
    end = pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, len(names), len(names), len(index), offset, 0)
    return b"".join((*written, index, end))


@lru_cache(maxsize=512)
def _deflate(content: bytes) -> tuple[bytes, int]:
    """Compress a part; the cache holds a template's parts and whatever else recurs from deck to deck."""
    squeezer = zlib.compressobj(_LEVEL, zlib.DEFLATED, -15)
    return squeezer.compress(content) + squeezer.flush(), zlib.crc32(content)
