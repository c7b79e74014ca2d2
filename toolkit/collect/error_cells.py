"""Find the cells of an .xlsx that show an error, or hold a formula without its result. Bytes in, cells out; pure.

This file must exist because the reader of workbooks (calamine) gives both as blank cells: an answer would be lost
without a word. Nothing is parsed where the quick look finds no such cell, which is nearly always.
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
_SUSPECT = re.compile(rb"""\bt=["']e["']|</(?:\w+:)?f>\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</|</(?:\w+:)?c>)""")
_CELL = re.compile(r"<(?:\w+:)?c\s([^>]*[^/>])>(.*?)</(?:\w+:)?c>", re.DOTALL)
_VALUE = re.compile(r"<(?:\w+:)?v>([^<]*)</")
_REFERENCE = re.compile(r"([A-Z]+)([0-9]+)")


def find_error_cells(content: bytes) -> dict[str, CellErrors]:
    """Return each worksheet's cells with errors, by the worksheet's name. `content` is a package that opens."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return {}
    found: dict[str, CellErrors] = {}
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        members = set(package.namelist())
        for name, path in _list_worksheets(package, members):
            xml = package.read(path)
            if _SUSPECT.search(xml):
                found[name] = dict(_find_in_worksheet(xml.decode("utf-8", "replace")))
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


def _find_in_worksheet(xml: str) -> Iterator[tuple[tuple[int, int], str]]:
    for match in _CELL.finditer(xml):
        attributes = {key: double or single for key, double, single in _ATTRIBUTE.findall(match[1])}
        place = _REFERENCE.fullmatch(attributes.get("r", ""))
        if place is None:
            continue
        kind, value = attributes.get("t", ""), _VALUE.search(match[2])
        shown = unescape(value[1]) if value else ""
        # A formula may well have an empty text as its result; then its type says so.
        if kind == "e" or ("f>" in match[2] and not shown and kind != "str"):
            yield (int(place[2]) - 1, number_column(place[1]) - 1), shown
