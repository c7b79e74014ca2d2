"""What a follow-up workbook carries unseen: what it said when written, so that only what was changed counts.

In: rows of the hidden worksheet; out: values, and back. Pure.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from toolkit.model.answer_key import AnswerKey
from toolkit.tabular import Rows, say_cell

WORKSHEET = "_followup"
_MARK = "toolkit-followup"
_VERSION = "1"


@dataclass(frozen=True, kw_only=True)
class Carried:
    """The programme, the names of the register's and the links' worksheets, and their cells as first written."""

    programme: str
    register_sheet: str
    links_sheet: str
    register: Mapping[str, Sequence[str]] = field(default_factory=lambda: MappingProxyType({}))
    links: Mapping[AnswerKey, tuple[str, str]] = field(default_factory=lambda: MappingProxyType({}))


def compose_carried_rows(carried: Carried) -> list[list[str]]:
    """Return the hidden worksheet's rows."""
    head = [_MARK, _VERSION, carried.programme, carried.register_sheet, carried.links_sheet]
    register = [["register", key, *cells] for key, cells in carried.register.items()]
    links = [
        ["link", key.workshop, key.response, key.item, activities, missing]
        for key, (activities, missing) in carried.links.items()
    ]
    return [head, *register, *links]


def parse_carried(tables: Sequence[Rows]) -> Carried | None:
    """Find the hidden worksheet by what it says, not by its name; None where the file carries none."""
    for rows in tables:
        if rows.cells and rows.cells[0] and say_cell(rows.cells[0][0]) == _MARK:
            return _parse(rows)
    return None


def _parse(rows: Rows) -> Carried:
    width = max(6, *map(len, rows.cells))
    said = [
        [cell if isinstance(cell, str) else say_cell(cell) for cell in cells] + [""] * (width - len(cells))
        for cells in rows.cells
    ]
    head = said[0]
    return Carried(
        programme=head[2],
        register_sheet=head[3],
        links_sheet=head[4],
        register={cells[1]: tuple(cells[2:]) for cells in said[1:] if cells[0] == "register"},
        links={
            AnswerKey(workshop=cells[1], response=cells[2], item=cells[3]): (cells[4], cells[5])
            for cells in said[1:]
            if cells[0] == "link"
        },
    )
