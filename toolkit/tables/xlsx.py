"""Bytes of an .xlsx or .xlsm → its worksheets, in the workbook's order. Bytes in, values out; standard library only.

Read by what the parts are related by (ECMA-376), not by what they are called, in the transitional and the strict form.
Worksheets stream through `worksheet.py`.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO, NoReturn
from xml.parsers.expat import ExpatError

from toolkit.errors import InputError, Message, Place, Problem
from toolkit.tables.grid import Rows
from toolkit.tables.messages import NOT_A_TABLE, TOO_LARGE, TRUNCATED
from toolkit.tables.number_format import BUILT_IN
from toolkit.tables.worksheet import Book, TooLargeError, read_strings, read_worksheet
from toolkit.tables.xml_events import DamagedXmlError, list_elements

_MOST_BYTES = 2 * 2**30
"""What one part may unpack to: a worksheet of a million rows and thirty columns."""


@dataclass(frozen=True, kw_only=True)
class _Sheet:
    name: str
    hidden: bool
    part: str


def parse_xlsx(content: bytes, file: str) -> tuple[Rows, ...]:
    """Turn a package into its worksheets. Raises InputError where it is damaged or holds no workbook."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return _Package(package, file).read_worksheets()
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, KeyError, OSError, NotImplementedError) as error:
        # RuntimeError: a member with zip's own password; KeyError: a member that the directory lacks.
        _refuse(file, TRUNCATED, cause=error, reason=str(error).strip("'\""))
    except TooLargeError as error:
        _refuse(file, TOO_LARGE, cause=error, size=2)
    except (ExpatError, DamagedXmlError, ValueError, IndexError, OverflowError) as error:
        _refuse(file, TRUNCATED, cause=error, reason=str(error))


class _Package:
    """An open package; parts are found by their relations."""

    def __init__(self, package: zipfile.ZipFile, file: str) -> None:
        self._package = package
        self._file = file
        self._names = {name.lower(): name for name in package.namelist()}

    def read_worksheets(self) -> tuple[Rows, ...]:
        """Read every worksheet; charts that fill a tab of their own are none."""
        workbook = next((part for kind, part, _ in self._list_relations("") if kind == "officeDocument"), "")
        if not self._has(workbook) or not workbook.startswith("xl/"):
            _refuse(self._file, NOT_A_TABLE)
        relations = list(self._list_relations(workbook))
        strings = next((part for kind, part, _ in relations if kind == "sharedStrings"), "")
        styles = next((part for kind, part, _ in relations if kind == "styles"), "")
        parts = {name: part for kind, part, name in relations if kind == "worksheet" and self._has(part)}
        sheets, from_1904, stale = self._read_workbook(workbook, parts)
        book = Book(
            strings=read_strings(self._open(strings)) if self._has(strings) else (),
            formats=self._read_formats(styles) if self._has(styles) else (),
            from_1904=from_1904,
            stale=stale,
        )
        return tuple(
            read_worksheet(self._open(sheet.part), book, file=self._file, name=sheet.name, hidden=sheet.hidden)
            for sheet in sheets
        )

    def _has(self, part: str) -> bool:
        return part.lower() in self._names

    def _open(self, part: str) -> IO[bytes]:
        name = self._names[part.lower()]
        size = self._package.getinfo(name).file_size
        if size > _MOST_BYTES:
            _refuse(self._file, TOO_LARGE, size=round(size / 2**30))
        return self._package.open(name)

    def _list_relations(self, part: str) -> Iterator[tuple[str, str, str]]:
        """Yield what a part is related to: the last word of the relation's type, the part, the relation's id."""
        path = PurePosixPath(part)
        relations = str(path.parent / "_rels" / f"{path.name}.rels") if part else "_rels/.rels"
        if not self._has(relations):
            return
        for name, attributes in list_elements(self._open(relations)):
            if name == "Relationship" and attributes.get("TargetMode") != "External":
                kind = attributes.get("Type", "").rpartition("/")[2]
                yield kind, _join(part, attributes.get("Target", "")), attributes.get("Id", "")

    def _read_workbook(self, part: str, parts: dict[str, str]) -> tuple[Sequence[_Sheet], bool, bool]:
        """Return the worksheets, whether days count from 1904, and whether formulas are to be computed when opened."""
        sheets: list[_Sheet] = []
        from_1904 = stale = False
        for name, attributes in list_elements(self._open(part)):
            if name == "sheet":
                target = parts.get(next((attributes[key] for key in attributes if key.endswith(":id")), ""))
                hidden = attributes.get("state", "visible") != "visible"
                if target:
                    sheets.append(_Sheet(name=attributes.get("name", ""), hidden=hidden, part=target))
            elif name == "workbookPr":
                from_1904 = attributes.get("date1904") in ("1", "true")
            elif name == "calcPr":
                stale = attributes.get("fullCalcOnLoad") in ("1", "true")
        return sheets, from_1904, stale

    def _read_formats(self, part: str) -> tuple[str, ...]:
        """Return each cell style's number format."""
        custom: dict[str, str] = {}
        styles: list[str] = []
        inside = ""
        for name, attributes in list_elements(self._open(part)):
            if name in ("cellXfs", "cellStyleXfs", "dxfs"):
                inside = name
            elif name == "numFmt" and not inside:
                custom[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
            elif name == "xf" and inside == "cellXfs":
                number = attributes.get("numFmtId", "0")
                styles.append(custom.get(number) or BUILT_IN.get(int(number), "General"))
        return tuple(styles)


def _join(part: str, target: str) -> str:
    """Return the part that a target means, seen from another part."""
    if target.startswith("/"):
        return target.lstrip("/")
    path: list[str] = []
    for step in (*PurePosixPath(part).parent.parts, *PurePosixPath(target).parts):
        if step == "..":
            path = path[:-1]
        elif step != ".":
            path.append(step)
    return "/".join(path)


def _refuse(file: str, message: Message, cause: Exception | None = None, **facts: object) -> NoReturn:
    raise InputError(Problem(place=Place(file=file), message=message, facts=facts)) from cause
