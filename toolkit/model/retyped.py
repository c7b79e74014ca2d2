"""What a spreadsheet makes of a text when somebody types it, or opens a text file: a number, a date, a time. Pure.

`02` becomes 2, `1-2` the first of February, `10:30` a time, and a long id `1,23457E+19`: what was meant is lost.
"""

import re

from toolkit.model.number import parse_number

_NUMBER = re.compile(
    r"(?:(?:kr|sek|€|\$|£)\s?)?[-+]?[0-9][0-9 .,]*(?:e[-+]?[0-9]+)?\s?(?:kr|sek|€|\$|£|:-|%)?|\([0-9.,]+\)",
    re.IGNORECASE,
)
_DAY = re.compile(r"[0-9]{1,4}\s?[-/.]\s?[0-9]{1,4}(?:\s?[-/.]\s?[0-9]{1,4})?|[0-9]+ [0-9]+/[0-9]+")
_MONTH = (
    r"(?:jan(?:uari|uary)?|feb(?:ruari|ruary)?|mar(?:s|ch)?|apr(?:il)?|maj|may|jun[ie]?|jul[iy]?|aug(?:usti|ust)?|"
    r"sept?(?:ember)?|okt(?:ober)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_NAMED_DAY = re.compile(
    rf"[0-9]{{1,4}}[ ./-]?{_MONTH}(?:[ ./-]?[0-9]{{2,4}})?|{_MONTH}[ ./-]?[0-9]{{1,4}}", re.IGNORECASE
)
_HOUR = re.compile(r"[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?: ?[ap]m?)?|[0-9]{1,2} [ap]m?", re.IGNORECASE)
_LOST_DIGITS = re.compile(r"[+-]?[0-9](?:[.,][0-9]*)?e[+-][0-9]+", re.IGNORECASE)


def turns_into_another(typed: str) -> bool:
    """Tell whether a spreadsheet makes a number, a date or a time of a text: `02`, `1-2`, `3/4`, `1E2`, `5 %`."""
    said = " ".join(typed.split())
    if parse_number(said) is not None:
        return True
    return any(shape.fullmatch(said) for shape in (_NUMBER, _DAY, _NAMED_DAY, _HOUR))


def has_lost_digits(said: str) -> bool:
    """Tell whether a spreadsheet has written a long id as a number, and cut it: `1,23457E+19`."""
    return bool(_LOST_DIGITS.fullmatch(said))


def find_without_zeros(said: str, known: list[str]) -> str:
    """Return the id that differs by leading zeros alone: `007` for `7`, which a spreadsheet makes of it; or ""."""
    bare = said.lstrip("0")
    return next((one for one in known if one != said and bare and one.lstrip("0") == bare and bare.isalnum()), "")
