"""A number as a person typed it, in whatever way → its value, or why it could be two. Pure.

The one rule for numbers in everything that is read: answers, groups, chart data, media figures. `14`, `14,0`, `14.0`,
`+14`, `１４` and `1 000` are what they look like. `33,000` and `1.000` are thirty-three and one in one country, and
thousands in another: they are a Doubt. So is `1,2E+05`, in which a spreadsheet has cut digits away.
"""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

_MOST_DIGITS = 15
"""A spreadsheet keeps fifteen digits; with more of them nobody knows what was meant."""
_SPACES = " \u00a0\u202f\u2009\u2007"
_FORMS = str.maketrans({"−": "-", "－": "-", "﹣": "-", "＋": "+", "．": ".", "，": ",", "％": "%", "﹪": "%"})
_SHAPE = re.compile(rf"([+-]?)[{_SPACES}]?(.*?)[{_SPACES}]?(%?)", re.DOTALL)
_SPACED = re.compile(rf"([0-9]{{1,3}}(?:[{_SPACES}][0-9]{{3}})+)(?:[.,]([0-9]+))?")
_PLAIN = re.compile(r"([0-9]+)(?:[.,]([0-9]+)|\.)?")
_GROUPED = re.compile(r"([1-9][0-9]{0,2}(?:([.,])[0-9]{3})(?:\2[0-9]{3})*)(?:(?!\2)[.,]([0-9]+))?")
_IN_DOUBT = re.compile(r"[1-9][0-9]{0,2}([.,])[0-9]{3}")
_SCIENTIFIC = re.compile(r"[0-9]+(?:[.,][0-9]*)?[eE][+-]?[0-9]+")


class Doubt(Enum):
    """Why a text that looks like a number is none that can be taken."""

    TWO_NUMBERS = "33,000 is 33 or 33 thousand"
    SCIENTIFIC = "1,2E+05 has lost its digits"
    TOO_LONG = "more digits than a spreadsheet keeps"


@dataclass(frozen=True, kw_only=True)
class Number:
    """The value as written: `5 %` is 5 with `percent`."""

    value: Decimal
    percent: bool = False

    @property
    def whole(self) -> int | None:
        """The value as a whole number, or None where it has a part beyond it."""
        return int(self.value) if self.value == self.value.to_integral_value() else None


def parse_number(typed: str, *, decimal: str = "") -> Number | Doubt | None:
    """Read a number; None where the text is none. `decimal` is the decimal sign, `,` or `.`, where a table shows it."""
    found = _SHAPE.fullmatch(_write_plainly(typed).strip())
    if found is None:
        return None
    sign, digits, percent = found.groups()
    if _SCIENTIFIC.fullmatch(digits):
        return Doubt.SCIENTIFIC
    parts = _split(digits, decimal)
    if parts is None or isinstance(parts, Doubt):
        return parts
    whole, part = parts
    if len(whole.lstrip("0")) + len(part.rstrip("0")) > _MOST_DIGITS:
        return Doubt.TOO_LONG
    value = Decimal(f"{whole}.{part or 0}")
    return Number(value=-value if sign == "-" else value, percent=bool(percent))


def _split(digits: str, decimal: str) -> tuple[str, str] | Doubt | None:
    """Return the digits before and behind the decimal sign."""
    doubt = _IN_DOUBT.fullmatch(digits)
    if doubt and not decimal:
        return Doubt.TWO_NUMBERS
    if spaced := _SPACED.fullmatch(digits):
        return re.sub(r"\D", "", spaced[1]), spaced[2] or ""
    grouped = _GROUPED.fullmatch(digits)
    if grouped and grouped[2] != decimal:
        return re.sub(r"\D", "", grouped[1]), grouped[3] or ""
    plain = _PLAIN.fullmatch(digits)
    return (plain[1], plain[2] or "") if plain else None


def find_decimal_sign(numbers: list[str]) -> str:
    """Return the decimal sign that the numbers of one column show, `,` or `.`; empty where none or both do."""
    shown = {sign for typed in numbers for sign in (_show_decimal_sign(_write_plainly(typed).strip(" %+-")),) if sign}
    return shown.pop() if len(shown) == 1 else ""


def _show_decimal_sign(digits: str) -> str:
    if _IN_DOUBT.fullmatch(digits):
        return ""
    if grouped := _GROUPED.fullmatch(digits):
        return "," if grouped[2] == "." else "."
    found = _SPACED.fullmatch(digits) or _PLAIN.fullmatch(digits)
    return next((sign for sign in ",." if sign in digits), "") if found and found[2] else ""


def _write_plainly(typed: str) -> str:
    """Write signs and digits of every script as ASCII does; ² and ½ are no digits, and stay."""
    if typed.isascii():
        return typed
    return "".join(str(unicodedata.decimal(sign, sign)) for sign in typed.translate(_FORMS))
