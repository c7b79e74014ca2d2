"""What people put into a workbook beside what its cells say: colours, comments, charts, pictures → counted. An edge.

Only what was added is of interest: Excel and LibreOffice write every style anew, but neither colours a cell by itself.
"""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator

from lxml import etree

Marks = Counter[tuple[str, ...]]
"""How often each: ("colour", part, cell), ("comment", text), and by kind ("charts",), ("media",), ("pivotTables",)."""
_COMMENTS = re.compile(r"xl/(?:.*/)?(?:threaded)?comments?\d*\.xml", re.IGNORECASE)
_THINGS = re.compile(r"xl/(charts/chart|media/|pivotTables/)[^/]*", re.IGNORECASE)
_SHEET = re.compile(r"xl/worksheets/([^/]*)\.xml", re.IGNORECASE)


def list_marks(content: bytes) -> Marks:
    """Count the marks of an .xlsx; of any other file none. Raises zipfile.BadZipFile and etree.XMLSyntaxError."""
    found: Marks = Counter()
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        coloured = _find_coloured_styles(package)
        for name in package.namelist():
            if _COMMENTS.fullmatch(name):
                found.update(("comment", text) for text in _list_comments(package.read(name)))
            elif thing := _THINGS.fullmatch(name):
                found[thing[1],] += 1
            elif (sheet := _SHEET.fullmatch(name)) and coloured:
                found.update(("colour", sheet[1], cell) for cell in _list_coloured(package.read(name), coloured))
    return found


def _find_coloured_styles(package: zipfile.ZipFile) -> frozenset[str]:
    """Return the indices of the cell formats that have a colour behind the text."""
    if "xl/styles.xml" not in package.namelist():
        return frozenset()
    root = etree.fromstring(package.read("xl/styles.xml"), _make_parser())
    fills = [fill.find("{*}patternFill") for fill in root.iterfind("{*}fills/{*}fill")]
    solid = {str(n) for n, fill in enumerate(fills) if fill is not None and fill.get("patternType") == "solid"}
    formats = root.iterfind("{*}cellXfs/{*}xf")
    return frozenset(str(n) for n, each in enumerate(formats) if each.get("fillId") in solid)


def _list_coloured(sheet: bytes, coloured: frozenset[str]) -> Iterator[str]:
    """List the coloured cells that say something: a blank one may have its colour from a whole column."""
    for _, cell in etree.iterparse(io.BytesIO(sheet), tag="{*}c", resolve_entities=False, no_network=True):
        if cell.get("s") in coloured and len(cell):
            yield cell.get("r", "")
        cell.clear()


def _list_comments(part: bytes) -> Iterator[str]:
    for comment in etree.fromstring(part, _make_parser()).iter("{*}comment", "{*}threadedComment"):
        yield "".join(str(text) for text in comment.itertext()).strip()


def _make_parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
