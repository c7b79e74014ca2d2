"""A picture's bytes → a picture as a deck holds it, its format and size told from its content. Pure.

Three formats go into a deck, and each says its size in its first bytes: a library for forty formats takes as long to
import as a deck takes to build.
"""

from functools import lru_cache
from struct import error as TooShort  # noqa: N812  what struct calls it says nothing
from struct import unpack_from
from typing import Literal

from toolkit.deck.messages import PICTURE_BROKEN, PICTURE_FORMAT
from toolkit.deck.outline.blocks import PictureSource
from toolkit.deck.slides import Picture
from toolkit.errors import Place, Problem

PictureFormat = Literal["png", "jpeg", "gif"]
_SIGNATURES: tuple[tuple[bytes, PictureFormat], ...] = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
)
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""JPEG's start-of-frame markers (ITU-T T.81, table B.1)."""
_BARE = frozenset({0x01, *range(0xD0, 0xD9)})
"""JPEG's markers without a length."""


def compose_picture(data: bytes, source: PictureSource, *, place: Place) -> tuple[Picture | None, list[Problem]]:
    """Make the picture; None where its format cannot go into a deck."""
    kind = find_format(data)
    if kind is None:
        return None, [Problem(place=place, message=PICTURE_FORMAT, facts={"path": source.path})]
    width, height = _measure(data, kind)
    if width <= 0 or height <= 0:
        return None, [Problem(place=place, message=PICTURE_BROKEN, facts={"path": source.path})]
    return Picture(
        data=data,
        format=kind,
        width=width,
        height=height,
        alt=source.alt,
        decorative=source.decorative,
        credit=source.credit,
    ), []


def find_format(data: bytes) -> PictureFormat | None:
    """Tell PNG, JPEG and GIF by how they begin; a file's ending is not to be trusted."""
    return next((name for signature, name in _SIGNATURES if data.startswith(signature)), None)


@lru_cache(maxsize=64)
def _measure(data: bytes, kind: PictureFormat) -> tuple[int, int]:
    """Return width and height in pixels; nothing where the file is cut short."""
    try:
        match kind:
            case "png":
                return unpack_from(">II", data, 16)
            case "gif":
                return unpack_from("<HH", data, 6)
            case "jpeg":
                return _measure_jpeg(data)
    except TooShort:
        return 0, 0


def _measure_jpeg(data: bytes) -> tuple[int, int]:
    """Walk the segments up to the frame's own, which says height and width."""
    at = 2
    while True:
        while data[at : at + 1] == b"\xff" and data[at + 1 : at + 2] == b"\xff":
            at += 1  # fill bytes
        lead, marker = unpack_from(">BB", data, at)
        if lead != 0xFF:
            return 0, 0
        if marker in _BARE:
            at += 2
            continue
        (length,) = unpack_from(">H", data, at + 2)
        if marker in _FRAMES:
            height, width = unpack_from(">HH", data, at + 5)
            return width, height
        at += 2 + max(length, 2)
