"""The register's columns: their keys, what people call them, and where they stand in a table of cells. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from toolkit.errors import Message, Problem
from toolkit.followup.messages import NO_HEADER, REPEATED_COLUMN, STRAY_CELL
from toolkit.tabular import Rows, find_cut_rows, find_faulty_cells, name_column, say_cell

COLUMNS: tuple[str, ...] = (
    "id",
    "insight",
    "area",
    "priority",
    "text_sv",
    "text_en",
    "unit_sv",
    "unit_en",
    "status",
    "date",
    "set_by",
    "evidence_sv",
    "evidence_en",
    "comment_sv",
    "comment_en",
    "themes",
    "source",
)
REQUIRED = ("id", "area", "text_sv", "status")
HEADERS: Mapping[str, str] = {
    "id": "Id",
    "insight": "Insight",
    "area": "Area",
    "priority": "Priority",
    "text_sv": "Activity (Swedish)",
    "text_en": "Activity (English)",
    "unit_sv": "Responsible (Swedish)",
    "unit_en": "Responsible (English)",
    "status": "Status",
    "date": "Assessed on",
    "set_by": "Set by",
    "evidence_sv": "Evidence (Swedish)",
    "evidence_en": "Evidence (English)",
    "comment_sv": "Comment (Swedish)",
    "comment_en": "Comment (English)",
    "themes": "Themes",
    "source": "Source",
}
"""The headers in the workbook (msgids)."""
_SWEDISH = {
    "id": "id",
    "insight": "insikt",
    "area": "insatsområde",
    "priority": "prioriterat",
    "text_sv": "aktivitet (svenska)",
    "text_en": "aktivitet (engelska)",
    "unit_sv": "ansvarig (svenska)",
    "unit_en": "ansvarig (engelska)",
    "status": "status",
    "date": "bedömd den",
    "set_by": "satt av",
    "evidence_sv": "underlag (svenska)",
    "evidence_en": "underlag (engelska)",
    "comment_sv": "kommentar (svenska)",
    "comment_en": "kommentar (engelska)",
    "themes": "teman",
    "source": "källa",
}
_ALSO = {
    "text": "text_sv",
    "aktivitet": "text_sv",
    "activity": "text_sv",
    "unit": "unit_sv",
    "ansvarig": "unit_sv",
    "responsible": "unit_sv",
    "evidence": "evidence_sv",
    "underlag": "evidence_sv",
    "comment": "comment_sv",
    "kommentar": "comment_sv",
    "datum": "date",
    "område": "area",
}
KEYS: Mapping[str, str] = {
    **_ALSO,
    **{header.lower(): key for key, header in HEADERS.items()},
    **{header: key for key, header in _SWEDISH.items()},
    **{key: key for key in COLUMNS},
}
"""What a header may say, in lower case → the column's key."""


@dataclass(frozen=True, kw_only=True)
class Columns:
    """Where each known column stands, what the others are called, and the index of the row of headers."""

    known: Mapping[str, int]
    headers: tuple[str, ...]
    header: int
    needless: frozenset[int] = frozenset()
    """Columns that the workbook shows beside the register, such as the sign of a status: never taken back."""

    @property
    def extra(self) -> dict[str, int]:
        """The further columns that have a header, by it."""
        known = {*self.known.values(), *self.needless}
        return {name: at for at, name in enumerate(self.headers) if name and at not in known}


def find_columns(
    rows: Rows, problems: list[Problem], keys: Mapping[str, str] = KEYS, required: Sequence[str] = REQUIRED
) -> Columns | None:
    """Find the row of headers within the first rows; None, and a problem, where there is none."""
    best, most = -1, 0
    for index, cells in enumerate(rows.cells[:40]):
        found = len({keys[name] for cell in cells if (name := say_cell(cell).lower()) in keys})
        if found > most:
            best, most = index, found
    headers = tuple(say_cell(cell) for cell in rows.cells[best]) if best >= 0 else ()
    known: dict[str, int] = {}
    for at, name in enumerate(headers):
        key = keys.get(name.lower(), "")
        if key and key in known:
            _report(rows, best, at, REPEATED_COLUMN, problems, name=name)
        elif key:
            known[key] = at
    missing = [key for key in required if key not in known]
    if missing:
        at = max(best, 0)
        place = rows.place(at) if rows.cells else rows.place(0)
        problems.append(Problem(place=place, message=NO_HEADER, facts={"needed": ", ".join(missing)}))
        return None
    return Columns(known=known, headers=headers, header=best)


def find_stray_cells(rows: Rows, index: int, columns: Columns, problems: list[Problem]) -> None:
    """Report cells in columns that have no header: nobody can tell what they mean."""
    for at, cell in enumerate(rows.cells[index]):
        if say_cell(cell) and (at >= len(columns.headers) or not columns.headers[at]) and at not in columns.needless:
            _report(rows, index, at, STRAY_CELL, problems, said=say_cell(cell)[:40])


def find_unreadable_cells(rows: Rows, columns: Columns) -> Iterator[Problem]:
    """Yield a problem for each cell that shows an error, and each row that a missing quotation mark has shifted."""
    first = columns.header + 1
    taken = [at for at in range(len(columns.headers)) if at not in columns.needless]
    yield from find_faulty_cells(rows, columns.header, taken, columns.headers)
    for cut in find_cut_rows(rows, first, len(columns.headers)):
        index = rows.lines.index(cut.place.line)
        if not any(say_cell(cell) for cell in rows.cells[index][len(columns.headers) :]):  # those are stray cells
            yield cut


def _report(rows: Rows, index: int, at: int, message: Message, problems: list[Problem], **facts: object) -> None:
    problems.append(Problem(place=rows.place(index, name_column(at)), message=message, facts=facts))
