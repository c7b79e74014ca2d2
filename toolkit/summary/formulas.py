"""Compose the live formulas over the tidy tables: what to count becomes COUNTIFS and its kin, as text. Pure.

Formulas name columns (`Svar[fråga]`), not ranges, so that a person can read them and they stay right when the table
is sorted. Criteria are ids, quoted so that Excel's wildcards and operators in them mean themselves.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[ '’-])*", re.UNICODE)
_TRUTH_WORDS = {"true", "false", "sant", "falskt"}


@dataclass(frozen=True, kw_only=True)
class Table:
    """An Excel table: its name, and its column headers by key."""

    name: str
    headers: Mapping[str, str]

    def column(self, key: str) -> str:
        """Return the reference to a column's cells, such as Svar[fråga]."""
        return f"{self.name}[{self.headers[key]}]"

    def count(self, **criteria: str | int) -> str:
        """Count the rows where every column named by its key equals its value."""
        return f"COUNTIFS({self._list(criteria)})"

    def sum(self, key: str, **criteria: str | int) -> str:
        """Add up one column over such rows."""
        return f"SUMIFS({self.column(key)},{self._list(criteria)})"

    def mean(self, key: str, **criteria: str | int) -> str:
        """Return the mean of one column over such rows; blank where there is none."""
        return f'IFERROR(AVERAGEIFS({self.column(key)},{self._list(criteria)}),"")'

    def condition(self, **criteria: str) -> str:
        """Return the product of comparisons, for array formulas and SUMPRODUCT."""
        return "*".join(f"({self.column(key)}={quote_text(value)})" for key, value in criteria.items())

    def _list(self, criteria: Mapping[str, str | int]) -> str:
        return ",".join(f"{self.column(key)},{quote_criterion(value)}" for key, value in criteria.items())


def quote_text(text: str) -> str:
    """Return a text as it stands in a formula."""
    return '"' + text.replace('"', '""') + '"'


def quote_criterion(value: str | int) -> str:
    """Return a COUNTIFS criterion that matches exactly this value."""
    if isinstance(value, int):
        return str(value)
    escaped = re.sub(r"([~*?])", r"~\1", value)
    return quote_text(escaped if re.match(r"\w", escaped) else f"={escaped}")


def is_plain_word(word: str) -> bool:
    """Tell whether COUNTIFS reads a word as that word: it takes 01 for a number and TRUE for a truth value."""
    return bool(_WORD.fullmatch(word)) and word.lower() not in _TRUTH_WORDS


def quote_sheet(name: str) -> str:
    """Return a worksheet's name as it stands before the ! of a reference."""
    return "'" + name.replace("'", "''") + "'"
