"""A store as open tables: what an archive's files hold, whoever reads them and in whatever program. Pure.

Every table of the store but the program's own books, with people's keys (workshop, response) in place of running
numbers, so that an archive says the same whichever database it came from.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

ColumnKind = Literal["text", "number", "flag"]
StoredValue = str | int | bool | None

RESPONSES_TABLE = "responses"
TAKES_TABLE = "takes"
RESPONSE_KEY = ("workshop", "response")
"""The columns that say which response a row belongs to; in the table of responses they are its own."""


@dataclass(frozen=True, kw_only=True)
class StoredColumn:
    """A column: what kind of value it holds, whether it may be empty, and what it means."""

    name: str
    kind: ColumnKind
    optional: bool
    comment: str


@dataclass(frozen=True, kw_only=True)
class StoredTable:
    """A table's columns and rows. `key` are the columns that tell one row from another; empty where none do."""

    name: str
    comment: str
    columns: tuple[StoredColumn, ...]
    key: tuple[str, ...] = ()
    rows: Sequence[tuple[StoredValue, ...]] = ()

    def positions(self, names: Sequence[str]) -> tuple[int, ...]:
        """Return where the named columns stand in a row."""
        every = [column.name for column in self.columns]
        return tuple(every.index(name) for name in names)

    @property
    def of_responses(self) -> bool:
        """Whether each row belongs to a response."""
        return {*RESPONSE_KEY} <= {column.name for column in self.columns}
