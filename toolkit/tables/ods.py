"""Bytes of an OpenDocument spreadsheet (.ods) → its worksheets, in the workbook's order. Bytes in, values out.

What a cell shows stands in the file beside its value, so that 5 %, 007 and Err:508 are read as the person saw them.
"""

import datetime
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import NoReturn

from lxml import etree

from toolkit.errors import InputError, Message, Place, Problem
from toolkit.tables.error_values import is_error_text
from toolkit.tables.grid import Cell, CellFault, Rows, ShownNumber
from toolkit.tables.messages import ENCRYPTED, TOO_LARGE, TRUNCATED

_NAMESPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "calcext": "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0",
}
_MOST_BYTES = 2**30
_MOST_CELLS = 20_000_000
_MOST_COLUMNS, _MOST_ROWS = 16_384, 1_048_576
_DURATION = re.compile(r"(-?)PT(\d+)H(\d+)M(\d+)(?:[.,]\d+)?S")


def _name(tag: str) -> str:
    prefix, _, local = tag.partition(":")
    return f"{{{_NAMESPACES[prefix]}}}{local}"


_TABLE, _ROW = _name("table:table"), _name("table:table-row")
_CELLS = (_name("table:table-cell"), _name("table:covered-table-cell"))
_GROUPS = tuple(_name(f"table:{group}") for group in ("table-header-rows", "table-row-group", "table-rows"))
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)


def parse_ods(content: bytes, file: str) -> tuple[Rows, ...]:
    """Turn a package into its worksheets. Raises InputError where it is damaged, encrypted or beyond memory."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            if "META-INF/manifest.xml" in package.namelist() and b"encryption-data" in package.read(
                "META-INF/manifest.xml"
            ):
                _refuse(file, ENCRYPTED)
            if package.getinfo("content.xml").file_size > _MOST_BYTES:
                _refuse(file, TOO_LARGE, size=1)
            root = etree.fromstring(package.read("content.xml"), _PARSER)
        hidden = _find_hidden_styles(root)
        tables = root.iterfind(f".//{_name('office:spreadsheet')}/{_TABLE}")
        return tuple(_read_table(table, file, hidden) for table in tables)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, KeyError, OSError, NotImplementedError) as error:
        _refuse(file, TRUNCATED, cause=error, reason=str(error).strip("'\""))
    except (etree.XMLSyntaxError, ValueError, OverflowError, RecursionError) as error:
        _refuse(file, TRUNCATED, cause=error, reason=str(error))


def _find_hidden_styles(root: etree._Element) -> set[str]:
    """Return the styles of worksheets that are not shown."""
    found = set()
    for style in root.iter(_name("style:style")):
        properties = style.find(_name("style:table-properties"))
        if properties is not None and properties.get(_name("table:display")) == "false":
            found.add(style.get(_name("style:name"), ""))
    return found


def _read_table(table: etree._Element, file: str, hidden_styles: set[str]) -> Rows:
    cells: list[list[Cell]] = []
    faults: dict[tuple[int, int], CellFault] = {}
    hidden: set[int] = set()
    blank = total = 0
    for row in _list_rows(table):
        times = min(int(row.get(_name("table:number-rows-repeated"), "1")), _MOST_ROWS)
        read = _read_row(row)
        if not read:  # blank rows count where another follows them, and a worksheet ends in a million of them
            blank += times
            continue
        cells.extend([] for _ in range(min(blank, _MOST_ROWS - len(cells))))
        blank = 0
        total += len(read) * times
        if total > _MOST_CELLS:
            _refuse(file, TOO_LARGE, size=2)
        for _ in range(times):
            faults |= {(len(cells), at): cell for at, cell in enumerate(read) if isinstance(cell, CellFault)}
            if row.get(_name("table:visibility")) in ("collapse", "filter"):
                hidden.add(len(cells))
            cells.append(list(read))
    return Rows(
        file=file,
        worksheet=table.get(_name("table:name"), ""),
        hidden=table.get(_name("table:style-name")) in hidden_styles,
        cells=cells,
        faults=faults,
        hidden_rows=frozenset(hidden),
    )


def _list_rows(parent: etree._Element) -> Iterator[etree._Element]:
    for child in parent:
        if child.tag == _ROW:
            yield child
        elif child.tag in _GROUPS:
            yield from _list_rows(child)


def _read_row(row: etree._Element) -> list[Cell]:
    found: list[Cell] = []
    blank = 0
    for cell in row:
        if cell.tag not in _CELLS:
            continue
        times = int(cell.get(_name("table:number-columns-repeated"), "1"))
        value = _read_cell(cell)
        if value == "":
            blank += times
            continue
        if len(found) + blank + times > _MOST_COLUMNS:
            raise ValueError(row.get(_name("table:style-name"), "row"))
        found.extend([""] * blank)
        found.extend([value] * times)
        blank = 0
    return found


def _read_cell(cell: etree._Element) -> Cell:
    kind = cell.get(_name("office:value-type"), "")
    shown = "\n".join(_say(line) for line in cell.iterfind(_name("text:p")))
    if cell.get(_name("calcext:value-type")) == "error" or (kind and is_error_text(shown)):
        return CellFault(shown.strip() or "#N/A")
    value = cell.get(_name("office:value"))
    if kind in ("float", "percentage", "currency") and value is not None:
        return _read_number(float(value), shown, percent=kind == "percentage")
    if kind == "date":
        return _read_date(cell.get(_name("office:date-value"), ""))
    if kind == "time":
        return _read_time(cell.get(_name("office:time-value"), ""))
    if kind == "boolean":
        return cell.get(_name("office:boolean-value")) == "true"
    if not kind and cell.get(_name("table:formula")):
        return CellFault("", computed=False)
    return shown or cell.get(_name("office:string-value"), "")


def _read_number(value: float, shown: str, *, percent: bool) -> Cell:
    said = shown.strip()
    if percent or said.endswith("%"):
        return ShownNumber(value, said.replace("\xa0", " "), percent=True)
    return ShownNumber(value, said) if re.fullmatch(r"0\d[\d -]*", said, re.ASCII) else value


def _read_date(said: str) -> Cell:
    plain = said.removesuffix("Z")
    if "T" not in plain:
        return datetime.date.fromisoformat(plain)
    return datetime.datetime.fromisoformat(plain[:26])


def _read_time(said: str) -> Cell:
    found = _DURATION.fullmatch(said)
    if found is None:
        raise ValueError(said)
    sign, hours, minutes, seconds = found[1], *map(int, found.groups()[1:])
    if not sign and hours < 24:
        return datetime.time(hours, minutes, seconds)
    duration = datetime.timedelta(hours=hours, minutes=minutes, seconds=seconds)
    return -duration if sign else duration


def _say(element: etree._Element) -> str:
    """Return what an element's text shows; spaces and line breaks are elements of their own, comments are left out."""
    parts = [element.text or ""]
    for child in element:
        if child.tag == _name("text:s"):
            parts.append(" " * min(int(child.get(_name("text:c"), "1")), 1000))
        elif child.tag == _name("text:tab"):
            parts.append("\t")
        elif child.tag == _name("text:line-break"):
            parts.append("\n")
        elif isinstance(child.tag, str) and child.tag != _name("office:annotation"):
            parts.append(_say(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _refuse(file: str, message: Message, cause: Exception | None = None, **facts: object) -> NoReturn:
    raise InputError(Problem(place=Place(file=file), message=message, facts=facts)) from cause
