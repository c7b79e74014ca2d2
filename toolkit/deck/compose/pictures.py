"""A picture's bytes → a picture as a deck holds it, its format told from its content. Pure."""

from functools import lru_cache
from io import BytesIO
from typing import Literal

import imagesize  # type: ignore[import-untyped]  # it comes without types

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


def compose_picture(data: bytes, source: PictureSource, *, place: Place) -> tuple[Picture | None, list[Problem]]:
    """Make the picture; None where its format cannot go into a deck."""
    kind = find_format(data)
    if kind is None:
        return None, [Problem(place=place, message=PICTURE_FORMAT, facts={"path": source.path})]
    width, height = _measure(data)
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
def _measure(data: bytes) -> tuple[int, int]:
    try:
        width, height = imagesize.get(BytesIO(data))
    except (ValueError, TypeError, IndexError, OverflowError, ArithmeticError, LookupError):
        return 0, 0  # cut short: what its header promises is not there
    return int(width), int(height)
