"""Find the cells of an .xlsx that show an error, or hold a formula without its result. Bytes in, cells out; pure.

This file must exist because the reader of workbooks (calamine) gives both as blank cells: an answer would be lost
without a word. The worksheet is searched for such cells, not parsed: a full parse takes longer than all the rest.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from html import unescape

from toolkit.tabular import number_column

CellErrors = Mapping[tuple[int, int], str]
"""Row and column, both counted from 0, to the error shown; an empty text is a formula without its result."""

_SHEET = re.compile(r"<(?:\w+:)?sheet\s([^>]*)>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\s([^>]*)>")
_ATTRIBUTE = re.compile(r"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_NO_VALUE = rb"""\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"""
# Each pattern begins with letters that are rare in a worksheet, so that the search skips a hundred thousand cells.
_ERROR = re.compile(rb"""t=["']e["']""")
_FORMULA = re.compile(rb"f>" + _NO_VALUE)
_SHARED_FORMULA = re.compile(rb"<f\s[^>]*/>" + _NO_VALUE)
_VALUE = re.compile(rb"<(?:\w+:)?v>([^<]*)</")
_IS_TEXT = re.compile(rb"""\bt=["']str["']""")
_REFERENCE = re.compile(rb"""\br=["']([A-Z]{1,3})([0-9]{1,7})["']""")


def find_error_cells(content: bytes) -> dict[str, CellErrors]:
    """Return each worksheet's cells with errors, by the worksheet's name. `content` is a package that opens."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return {}
    found: dict[str, CellErrors] = {}
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        members = set(package.namelist())
        for name, path in _list_worksheets(package, members):
            errors = dict(_find_in_worksheet(package.read(path)))
            if errors:
                found[name] = errors
    return found


def _list_worksheets(package: zipfile.ZipFile, members: set[str]) -> Iterator[tuple[str, str]]:
    """Yield each worksheet's name and its member of the package."""
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= members:
        return
    relations = package.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    targets = {one.get("Id", ""): one.get("Target", "") for one in _read_attributes(_RELATION, relations)}
    for one in _read_attributes(_SHEET, package.read("xl/workbook.xml").decode("utf-8", "replace")):
        target = targets.get(next((value for key, value in one.items() if key.endswith(":id")), ""), "")
        path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if path in members:
            yield one.get("name", ""), path


def _read_attributes(tag: re.Pattern[str], xml: str) -> Iterator[dict[str, str]]:
    for match in tag.finditer(xml):
        yield {key: unescape(double or single) for key, double, single in _ATTRIBUTE.findall(match[1])}


def _find_in_worksheet(xml: bytes) -> Iterator[tuple[tuple[int, int], str]]:
    for match in _ERROR.finditer(xml):
        value = _VALUE.search(xml, match.end(), xml.find(b"/c>", match.end()) + 1)
        shown = unescape(value[1].decode("utf-8", "replace")) if value else ""
        yield from _place(xml, xml.rfind(b"<", 0, match.start()), shown)
    for match in _SHARED_FORMULA.finditer(xml):
        yield from _place(xml, xml.rfind(b"<", 0, match.start()), "")
    for match in _FORMULA.finditer(xml):
        # Back over </f> and its <f> to the <c>; a text holds no bare <.
        closing = xml.rfind(b"</", 0, match.start())
        yield from _place(xml, xml.rfind(b"<", 0, xml.rfind(b"<", 0, closing)), "")


def _place(xml: bytes, start: int, shown: str) -> Iterator[tuple[tuple[int, int], str]]:
    """Yield the place of the cell whose tag begins at `start`, with what it shows."""
    tag = xml[start : xml.find(b">", start)]
    place = _REFERENCE.search(tag)
    # A formula may well have an empty text as its result; then its type says so.
    if place is not None and (shown or not _IS_TEXT.search(tag)):
        yield (int(place[2]) - 1, number_column(place[1].decode()) - 1), shown
