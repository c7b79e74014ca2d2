"""Turn font files (@fontsource packages, and the system's own) into the metrics.json that decks are measured by.

Run by a developer, never by the program:

    npm install --prefix DIR @fontsource/{carlito,caladea,gelasio,montserrat,open-sans,lato,source-sans-3,dm-sans,inter}
    python templates/fonts/make_metrics.py DIR/node_modules/@fontsource /usr/share/fonts/truetype

Only numbers are taken: advance widths in thousandths of an em, and the height of a line.
"""

import json
import sys
from pathlib import Path

from fontTools.ttLib import TTFont

CHARACTERS = (
    "".join(map(chr, range(0x20, 0x7F)))
    + "".join(map(chr, range(0xA0, 0x180)))
    + "ȘșȚțẞ‐‑‒–—‘’‚“”„†‡•…‰′″‹›⁄€№™←↑→↓−≈≠≤≥■▪●✓"
)
FONTSOURCE = {
    "Carlito": "carlito",
    "Caladea": "caladea",
    "Gelasio": "gelasio",
    "Montserrat": "montserrat",
    "Open Sans": "open-sans",
    "Lato": "lato",
    "Source Sans 3": "source-sans-3",
    "DM Sans": "dm-sans",
    "Inter": "inter",
}
SUBSETS = ("latin", "latin-ext", "vietnamese")
SYSTEM = {
    "Liberation Sans": "liberation/LiberationSans-{}.ttf",
    "Liberation Serif": "liberation/LiberationSerif-{}.ttf",
    "DejaVu Sans": "dejavu/DejaVuSans{}.ttf",
}


def read_faces(paths: list[Path]) -> tuple[list[int], int]:
    """Return one width a character (0 where the face lacks it) and the line height, from the subsets of one face."""
    faces = [TTFont(path) for path in paths if path.exists()]
    widths = []
    for character in CHARACTERS:
        found = 0
        for face in faces:
            name = face.getBestCmap().get(ord(character))
            if name:
                found = round(face["hmtx"][name][0] * 1000 / face["head"].unitsPerEm)
                break
        widths.append(found)
    return widths, measure_line(faces[0])


def measure_line(face: TTFont) -> int:
    """Return the height of a line in thousandths: the larger of what Windows and what the Mac goes by."""
    hhea, os2, unit = face["hhea"], face["OS/2"], face["head"].unitsPerEm
    mac = hhea.ascent - hhea.descent + hhea.lineGap
    windows = os2.usWinAscent + os2.usWinDescent
    typographic = os2.sTypoAscender - os2.sTypoDescender + os2.sTypoLineGap
    use_typographic = bool(os2.fsSelection & (1 << 7))
    return round((max(mac, typographic) if use_typographic else max(mac, windows)) * 1000 / unit)


def make_metrics(fontsource: Path, system: Path) -> dict[str, object]:
    """Read every family in regular and bold."""
    families = {}
    for family, package in FONTSOURCE.items():
        folder = fontsource / package / "files"
        parts = {
            style: [folder / f"{package}-{subset}-{weight}-normal.woff" for subset in SUBSETS]
            for style, weight in (("regular", 400), ("bold", 700))
        }
        families[family] = parts
    for family, pattern in SYSTEM.items():
        regular, bold = ("", "-Bold") if "DejaVu" in family else ("Regular", "Bold")
        families[family] = {"regular": [system / pattern.format(regular)], "bold": [system / pattern.format(bold)]}
    made: dict[str, object] = {}
    for family, parts in sorted(families.items()):
        regular, line = read_faces(parts["regular"])
        bold, bold_line = read_faces(parts["bold"])
        made[family] = {"line": max(line, bold_line), "regular": regular, "bold": bold}
    return {"characters": CHARACTERS, "families": made}


if __name__ == "__main__":
    target = Path(__file__).resolve().parents[2] / "toolkit/fonts/metrics.json"
    metrics = make_metrics(Path(sys.argv[1]), Path(sys.argv[2]))
    text = json.dumps(metrics, ensure_ascii=False, separators=(",", ":"))
    text = text.replace('},"', '},\n"').replace('],"', '],\n"')
    target.write_text(text + "\n", encoding="utf-8")
