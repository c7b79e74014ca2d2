"""Find what may tell who somebody is in an answer: addresses, numbers, names from a list; and mask it. Pure.

A find is a flag, not a verdict: a facilitator decides. Too much is flagged rather than too little, except for numbers
that are plainly something else (dates, spans of years, an organisation's number).
"""

import datetime
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from toolkit.model.publication import Flag, PersonalKind

_EMAIL = re.compile(
    r"[\w.+%'-]{1,64}(?:\s?@\s?|\s?[\[(]\s?(?:at|@|snabel-a)\s?[\])]\s?|\ssnabel-a\s)"
    r"[\w-]{1,63}(?:(?:\.|\s?[\[(](?:dot|punkt)[\])]\s?)[\w-]{1,63}){1,4}",
    re.IGNORECASE,
)
_DASH = r"[-+–‐‑−]"
"""The dashes that people and Word write."""
_IDENTITY = re.compile(rf"(?<!\d)(?:(\d\d)\s?)?(\d\d)\s?(\d\d)\s?(\d\d)\s?{_DASH}?\s?(\d{{3}})\s?(\d)(?!\d)")
_PHONE = re.compile(rf"(?<![\d.,/])(?:\+|00|\(?0)(?:[\s./()]|{_DASH}|\d){{5,22}}\d(?!\d)")
_CALLED = re.compile(
    r"(?:\btele?f?o?n?(?:nummer)?|\btfn|\bmobil\w*|\bphone|\bmob|\bring|\bcall|\banknytning|\bank|\bsms)"
    rf"\b[\s.:]{{1,3}}(?:på\s|mig\s|on\s|me\s|at\s|nr\s){{0,2}}(\d(?:[\s.]|{_DASH}|\d){{3,16}}\d)(?!\d)",
    re.IGNORECASE,
)
_DATE = re.compile(r"\d{1,2}[-./ ]\d{1,2}[-./ ](?:19|20)\d\d")
_NAME_PART = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")

Names = Mapping[str, tuple[tuple[str, ...], ...]]
"""First word of a name → the names that begin with it, as words, longest first; all folded."""


@dataclass(frozen=True, kw_only=True)
class _Word:
    start: int
    end: int
    text: str


def parse_names(lines: Iterable[str]) -> Names:
    """Turn a list of names, one a line, into what they are found by. "Andersson, Anna" is Anna Andersson.

    Lines that begin with # are remarks. A name is found as written and with the family name first.
    """
    found: dict[str, set[tuple[str, ...]]] = {}
    for line in lines:
        said = line.partition("#")[0].strip()
        family, comma, given = said.partition(",")
        words = _fold(f"{given} {family}" if comma else said)
        for name in {words, (*words[-1:], *words[:-1])}:
            if name:
                found.setdefault(name[0], set()).add(name)
    return {first: tuple(sorted(names, key=lambda name: (-len(name), name))) for first, names in found.items()}


def find_personal(text: str, names: Names) -> tuple[Flag, ...]:
    """Return what may be personal in a text, in its order; what overlaps is one flag, of the kind that begins first."""
    found = [*_find_numbers(text), *(_find_names(text, names) if names else ())]
    if "@" in text or "(" in text or "[" in text or "snabel" in text.lower():
        found += [Flag(start=hit.start(), end=hit.end(), kind="email") for hit in _EMAIL.finditer(text)]
    joined: list[Flag] = []
    for flag in sorted(found, key=lambda flag: (flag.start, -flag.end, flag.kind)):
        if joined and flag.start < joined[-1].end:
            last = joined.pop()
            joined.append(Flag(start=last.start, end=max(last.end, flag.end), kind=last.kind))
        else:
            joined.append(flag)
    return tuple(joined)


def mask_text(text: str, flags: Sequence[Flag], say: Callable[[PersonalKind], str]) -> str:
    """Put words in brackets, such as [name], in the place of what was flagged."""
    parts, place = [], 0
    for flag in flags:
        parts += [text[place : flag.start], f"[{say(flag.kind)}]"]
        place = flag.end
    return "".join(parts) + text[place:]


def is_identity_number(digits: str) -> bool:
    """Tell whether 10 or 12 digits are a Swedish personal identity or coordination number: a date and a checksum.

    In a coordination number 60 is added to the day. The last digit follows Luhn's rule over the ten; an organisation's
    number does so too, but has no date in it.
    """
    century, ten = digits[:-10], digits[-10:]
    day = int(ten[4:6])
    year = int((century or "20") + ten[:2])  # 20 rather than 19: only there 00 is a leap year, as in some century
    try:
        datetime.date(year, int(ten[2:4]), day - 60 if day > 60 else day)
    except ValueError:
        return False
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(ten))
    return century in ("", "18", "19", "20") and sum(number // 10 + number % 10 for number in doubled) % 10 == 0


def _find_numbers(text: str) -> list[Flag]:
    if sum(map(str.isdigit, text)) < 5:
        return []
    found = [
        Flag(start=hit.start(), end=hit.end(), kind="identity-number")
        for hit in _IDENTITY.finditer(text)
        if is_identity_number("".join(part or "" for part in hit.groups()))
    ]
    for hit in _PHONE.finditer(text):
        if _is_phone(hit.group()):
            found.append(Flag(start=hit.start(), end=hit.end(), kind="phone"))
    found += [Flag(start=hit.start(1), end=hit.end(1), kind="phone") for hit in _CALLED.finditer(text)]
    return found


def _is_phone(said: str) -> bool:
    digits = re.sub(r"\D", "", said)
    if _DATE.fullmatch(said.strip()) or not 7 <= len(digits) <= 15:
        return False
    # 0 and then 1–9 is a Swedish number; 000 and more are none.
    return said.startswith("+") or bool(re.match(r"0?0[1-9]", digits))


def _fold(text: str) -> tuple[str, ...]:
    return tuple(word.group().lower().replace("’", "'") for word in _NAME_PART.finditer(text))


def _find_names(text: str, names: Names) -> list[Flag]:
    words = [_Word(start=hit.start(), end=hit.end(), text=hit.group()) for hit in _NAME_PART.finditer(text)]
    forms = [_list_forms(word.text) for word in words]
    found, place = [], 0
    while place < len(words):
        length = _match_name(words, forms, place, names)
        if length:
            found.append(Flag(start=words[place].start, end=words[place + length - 1].end, kind="name"))
        place += length or 1
    return found


def _list_forms(word: str) -> tuple[str, ...]:
    """Return a word as it stands and without a genitive: Annas, Anna's, Lars'."""
    folded = word.lower().replace("’", "'")
    forms = [folded]
    if folded.endswith("'s"):
        forms.append(folded[:-2])
    elif folded.endswith("s"):
        forms.append(folded[:-1])
    return tuple(forms)


def _match_name(words: Sequence[_Word], forms: Sequence[tuple[str, ...]], place: int, names: Names) -> int:
    """Return how many words from this place on are a name of the list; 0 for none.

    A single name must be written with a capital: "Berg" may be a person, "berg" is a mountain.
    """
    for form in forms[place]:
        for name in names.get(form, ()):
            rest = range(place + 1, place + len(name))
            if place + len(name) > len(words) or any(name[at - place] not in forms[at] for at in rest):
                continue
            if len(name) > 1 or words[place].text[0].isupper():
                return len(name)
    return 0
