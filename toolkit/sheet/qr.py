"""Turn an address into a QR code as PNG, SVG or characters: level M, a margin of four modules. No file.

Both are drawn here from the modules alone, so that no imaging library is needed. The modules come from zxing-cpp: an
encoder in Python takes eight times as long, also with the mask fixed.
"""

import re
import struct
import zlib
from functools import lru_cache

MARGIN = 4
DARK, LIGHT = b"\x00", b"\xff"
_RUN = re.compile(DARK + b"+")


@lru_cache(maxsize=1024)
def compose_modules(address: str) -> tuple[bytes, ...]:
    """Return the modules with their margin, row by row, a byte a module: DARK or LIGHT."""
    from zxingcpp import BarcodeFormat, create_barcode

    picture = create_barcode(address, BarcodeFormat.QRCode, ec_level="M").to_image(add_quiet_zones=False)
    pixels = memoryview(picture).tobytes()  # type: ignore[arg-type]  # its stub leaves the buffer out
    side, _ = picture.shape
    above, beside = (LIGHT * (side + 2 * MARGIN),) * MARGIN, LIGHT * MARGIN
    rows = (pixels[at : at + side] for at in range(0, side * side, side))
    return (*above, *(beside + row + beside for row in rows), *above)


@lru_cache(maxsize=1024)
def draw_png(address: str, bytes_a_module: int = 2) -> bytes:
    """Draw a black and white PNG, one bit a pixel. A module is 8 or 16 … pixels wide, so that no byte holds two."""
    modules = compose_modules(address)
    scale = 8 * bytes_a_module
    side = len(modules) * scale
    wide = (row.replace(DARK, DARK * bytes_a_module).replace(LIGHT, LIGHT * bytes_a_module) for row in modules)
    rows = b"".join((b"\x00" + row) * scale for row in wide)
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 1)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_compose_chunk(name, content) for name, content in chunks)


def _compose_chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


@lru_cache(maxsize=1024)
def draw_svg(address: str) -> bytes:
    """Draw an SVG, one unit a module: a white square and one black path of horizontal runs."""
    modules = compose_modules(address)
    side = len(modules)
    runs = "".join(
        f"M{run.start()} {y}h{run.end() - run.start()}v1h-{run.end() - run.start()}z"
        for y, row in enumerate(modules)
        for run in _RUN.finditer(row)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{side}v{side}H0z"/><path fill="#000" d="{runs}"/></svg>\n'
    ).encode("ascii")


_BLOCKS = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}


def draw_blocks(address: str, *, inverse: bool = False) -> list[str]:
    """Draw lines of block characters, two rows of modules a line; `inverse` draws the light ones."""
    modules = compose_modules(address)
    ink = LIGHT if inverse else DARK
    blank = LIGHT * len(modules[0])
    pairs = [(modules[at], modules[at + 1] if at + 1 < len(modules) else blank) for at in range(0, len(modules), 2)]
    return [
        "".join(_BLOCKS[above[x : x + 1] == ink, below[x : x + 1] == ink] for x in range(len(above)))
        for above, below in pairs
    ]
