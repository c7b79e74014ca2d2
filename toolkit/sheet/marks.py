"""Turn a sheet's page, layout and instrument into the marks a camera reads: corner markers and a strip of cells. Pure.

Every printed page carries, so that paper handed out today can be read later:

- four ArUco markers of the dictionary DICT_4X4_50, ids 0–3 clockwise from the top left, 10 mm wide, 10 mm from the
  edges: where the page lies in a photograph, and which way up;
- the QR code with the form's address: which workshop;
- the strip: 52 cells of 1.5 mm in two rows of 26 beside the bottom left marker, dark is 1, most significant bit first:
  layout version (4 bits), page (8), instrument version (32), CRC-8 with the polynomial 0x07 over those 44 bits,
  padded in front with four zeros to whole bytes (8).
"""

LAYOUT_VERSION = 1
STRIP_BITS = 52
MARKER_CELLS = 6

_MARKER_CORES = (
    ("1011", "0101", "0011", "0010"),
    ("0000", "1111", "1001", "1010"),
    ("0011", "0011", "0010", "1101"),
    ("1001", "1001", "0100", "0110"),
)
"""Ids 0–3 of OpenCV's DICT_4X4_50 (objdetect/src/aruco/predefined_dictionaries.hpp, Apache-2.0); 1 is white."""


def compose_marker(marker_id: int) -> tuple[str, ...]:
    """Return the six rows of a marker with its black border; 1 is white."""
    border = "0" * MARKER_CELLS
    return (border, *(f"0{row}0" for row in _MARKER_CORES[marker_id]), border)


def compose_strip(page: int, instrument_version: str) -> str:
    """Return the strip's 52 bits for a page, counted from 1. Pages beyond 255 have the number 0: unknown."""
    number = page if page <= 255 else 0
    content = (LAYOUT_VERSION << 40) | (number << 32) | int(instrument_version, 16)
    return f"{(content << 8) | _compute_crc(content.to_bytes(6, 'big')):0{STRIP_BITS}b}"


def parse_strip(bits: str) -> tuple[int, int, str] | None:
    """Read 52 bits as layout version, page, instrument version; None where the checksum does not agree."""
    value = int(bits, 2)
    content, checksum = value >> 8, value & 0xFF
    if _compute_crc(content.to_bytes(6, "big")) != checksum:
        return None
    return content >> 40, (content >> 32) & 0xFF, f"{content & 0xFFFFFFFF:08x}"


def _compute_crc(content: bytes) -> int:
    crc = 0
    for byte in content:
        crc ^= byte
        for _ in range(8):
            crc = ((crc << 1) ^ 0x07 if crc & 0x80 else crc << 1) & 0xFF
    return crc
