"""Turn an address into a QR code as PNG or SVG: level M, a margin of four modules, the same bytes each time. No file.

Both are drawn here from the modules alone, so that no imaging library is needed. The modules come from zxing-cpp: an
encoder in Python takes eight times as long, also with the mask fixed.
"""

import struct
import zlib
from functools import lru_cache

MARGIN = 4
Modules = tuple[tuple[bool, ...], ...]


@lru_cache(maxsize=1024)
def compose_modules(address: str) -> Modules:
    """Return the modules with their margin, row by row; True is dark."""
    from zxingcpp import BarcodeFormat, create_barcode

    picture = create_barcode(address, BarcodeFormat.QRCode, ec_level="M").to_image(add_quiet_zones=False)
    pixels = memoryview(picture).tobytes()  # type: ignore[arg-type]  # its stub leaves the buffer out
    side, _ = picture.shape
    rows = [tuple(not pixel for pixel in pixels[at : at + side]) for at in range(0, side * side, side)]
    light, beside = ((False,) * (side + 2 * MARGIN),) * MARGIN, (False,) * MARGIN
    return (*light, *((*beside, *row, *beside) for row in rows), *light)


@lru_cache(maxsize=1024)
def draw_png(address: str, scale: int = 12) -> bytes:
    """Draw a black and white PNG, `scale` pixels a module, one bit a pixel."""
    modules = compose_modules(address)
    side = len(modules) * scale
    rows = b"".join((b"\x00" + _pack_row(row, scale)) * scale for row in modules)
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 1)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_compose_chunk(name, content) for name, content in chunks)


def _pack_row(row: tuple[bool, ...], scale: int) -> bytes:
    bits = "".join(("0" if dark else "1") * scale for dark in row)
    width = -(-len(bits) // 8)
    return int(bits.ljust(width * 8, "1"), 2).to_bytes(width, "big")


def _compose_chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


@lru_cache(maxsize=1024)
def draw_svg(address: str) -> bytes:
    """Draw an SVG, one unit a module: a white square and one black path of horizontal runs."""
    modules = compose_modules(address)
    side = len(modules)
    runs = "".join(
        f"M{start} {y}h{length}v1h-{length}z" for y, row in enumerate(modules) for start, length in _find_runs(row)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{side}v{side}H0z"/><path fill="#000" d="{runs}"/></svg>\n'
    ).encode("ascii")


def _find_runs(row: tuple[bool, ...]) -> list[tuple[int, int]]:
    """List start and length of the dark runs in a row."""
    runs: list[tuple[int, int]] = []
    for x, dark in enumerate(row):
        if not dark:
            continue
        if runs and sum(runs[-1]) == x:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((x, 1))
    return runs
