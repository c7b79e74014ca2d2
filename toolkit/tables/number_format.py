"""A number and its cell's number format → a date, a time, or the number as the person saw it. Pure.

A spreadsheet keeps 2027-02-03, 5 % and 007 as bare numbers; only the format tells them from 46421, 0.05 and 7.
"""

import datetime
import re
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum
from functools import lru_cache

from toolkit.tables.grid import Cell, CellFault, ShownNumber

BUILT_IN = {
    **dict.fromkeys((9,), "0%"),
    10: "0.00%",
    **dict.fromkeys((14, 15, 16, 17, *range(27, 32), 36, *range(50, 55), 57, 58), "yyyy-mm-dd"),
    **dict.fromkeys((18, 19, 20, 21, 32, 33, 34, 35, 55, 56), "hh:mm"),
    22: "yyyy-mm-dd hh:mm",
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
}
"""The formats that a file names by number alone."""
_UNSEEN = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
"""Texts in quotation marks, escaped signs, spaces and fillings, colours, conditions and countries."""


class Kind(Enum):
    """What a format makes of a number."""

    PLAIN = "plain"
    DATE = "date"
    TIME = "time"
    DURATION = "duration"
    PERCENT = "percent"
    PADDED = "padded"


@lru_cache(maxsize=1000)
def find_kind(code: str) -> Kind:
    """Say what a format code such as `yyyy-mm-dd`, `0 %` or `000` makes of a positive number."""
    seen = _UNSEEN.sub("", code.split(";", maxsplit=1)[0]).lower()
    if "general" in seen or "standard" in seen or not seen:
        return Kind.PLAIN
    if re.search(r"\[[hms]+\]", seen):
        return Kind.DURATION
    if re.search(r"[ymdhs]|am/pm", seen) and not re.search(r"[0#?]", seen.replace("s.0", "").replace("ss.0", "")):
        # m alone is a month; with h or s it is a minute.
        return Kind.DATE if re.search(r"[yd]", seen) or not re.search(r"[hs]", seen) else Kind.TIME
    if "%" in seen:
        return Kind.PERCENT
    padded = re.match(r"[^0#?.,]*0[0\- ]*0", seen) and not re.search(r"[.,/e]", seen)
    return Kind.PADDED if padded else Kind.PLAIN


def read_number(value: float, code: str, *, from_1904: bool = False) -> Cell:
    """Return what a cell with this number and this format means to the person who sees it."""
    match find_kind(code):
        case Kind.PLAIN:
            return value
        case Kind.PERCENT:
            return ShownNumber(value, f"{_say_percent(value, code)} %", percent=True)
        case Kind.PADDED:
            shown = _pad(value, code)
            return ShownNumber(value, shown) if shown.startswith("0") and len(shown) > 1 else value
        case Kind.DURATION:
            return datetime.timedelta(days=value) if abs(value) < 1e6 else value
        case kind:
            return _read_date(value, is_time=kind is Kind.TIME, from_1904=from_1904)


def _say_percent(value: float, code: str) -> str:
    decimals = re.search(r"[.,]([0#?]+)", code.split(";", maxsplit=1)[0])
    if not abs(value) < 1e12:
        return repr(value * 100)
    # Fifteen digits, as a spreadsheet counts: 0.07 times 100 is 7, not 7.000000000000001.
    hundredfold = Decimal(f"{value:.15g}") * 100
    said = hundredfold.quantize(Decimal(1).scaleb(-len(decimals[1]) if decimals else 0), ROUND_HALF_UP)
    return f"{said:f}".rstrip("0").rstrip(".") if "." in f"{said:f}" else f"{said:f}"


def _pad(value: float, code: str) -> str:
    """Fill a whole number up with zeros to the places of the format: 7 in `000` is 007, 46012 in `00-000` is 46-012."""
    if not value.is_integer() or value < 0:
        return ""
    places = re.sub(r"[^0\- ]", "", _UNSEEN.sub("", code.split(";", maxsplit=1)[0]))
    digits = list(str(int(value)).rjust(places.count("0"), "0"))
    said: list[str] = []
    for place in reversed(places):
        said.append(digits.pop() if place == "0" else place)
    return "".join([*digits, *reversed(said)])


def _read_date(value: float, *, is_time: bool, from_1904: bool) -> Cell:
    if not 0 <= value < 2_958_466:  # before the first day and after the last, a cell shows ##### only
        return CellFault("########")
    if is_time and value < 1:
        return (datetime.datetime.min + datetime.timedelta(seconds=round(value * 86400))).time()
    # Lotus had a 29 February 1900, and Excel kept it.
    first = datetime.datetime(1904, 1, 1) if from_1904 else datetime.datetime(1899, 12, 30 if value >= 60 else 31)
    moment = first + datetime.timedelta(days=int(value), seconds=round(value % 1 * 86400))
    return moment.date() if value.is_integer() else moment
