"""The cells of a row of groups.csv or groups.xlsx → day, list, number, link; what cannot be understood is noted. Pure.

What people mean is taken, however they write it. What was understood otherwise than it stands goes to `Understood`,
so that it is told once and not at every row.
"""

import datetime
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from toolkit.errors import Message
from toolkit.model.area_names import find_areas, fold_name, split_known
from toolkit.model.day import parse_day
from toolkit.model.nearest import ID, compose_id, find_nearest
from toolkit.model.number import Number, parse_number
from toolkit.model.programme import Area
from toolkit.reading import messages
from toolkit.reading.group_row import Row

LONGEST_ID = 40
_MOST_PARTICIPANTS = 10_000
_EXAMPLE = "2027-09-14"
_ISO = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[ T].*)?", re.ASCII)
_LINK = re.compile(r"https://[^\s<>\"“”|]+", re.IGNORECASE)
_BARE_LINK = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}(?:/[^\s<>\"“”|]*)?", re.IGNORECASE)
SAID_LANGUAGES = {"svenska": "sv", "swedish": "sv", "sv-se": "sv", "engelska": "en", "english": "en", "en-gb": "en"}


@dataclass(frozen=True, kw_only=True)
class Understood:
    """What was written otherwise than it is kept: by message, the first row in which it is and what is said of it."""

    said: dict[Message, tuple[Row, str, dict[str, None]]] = field(default_factory=dict)

    def note(self, message: Message, row: Row, column: str, pair: str) -> None:
        """Keep one reading, such as 14/9 2026 → 2026-09-14."""
        self.said.setdefault(message, (row, column, {}))[2][pair] = None

    def report(self) -> None:
        """Give one notice a message, at the row where it was read first."""
        for message, (row, column, pairs) in self.said.items():
            shown = [*list(pairs)[:5], *(["…"] if len(pairs) > 5 else [])]
            row.report(message, column, notice=True, readings="; ".join(shown))


def parse_id(row: Row, column: str, *, required: bool) -> str:
    """Take an id; a bad one is reported and still given."""
    said = row.filled(column) if required else row.said(column)
    if said and not ID.fullmatch(said):
        row.report(messages.BAD_ID, column, id=said, suggestion=compose_id(said, LONGEST_ID))
    elif len(said) > LONGEST_ID:
        row.report(messages.LONG_ID, column, id=said, length=len(said), most=LONGEST_ID)
    return said


def parse_former_ids(row: Row, own: str) -> tuple[str, ...]:
    """Take ids that a workshop had before, however they are divided: no id holds any of the signs."""
    said = dict.fromkeys(part for part in re.split(r"[|,;\s]+", row.said("formerly").lower()) if part)
    for each in said:
        if not ID.fullmatch(each):
            row.report(messages.BAD_ID, "formerly", id=each, suggestion=compose_id(each, LONGEST_ID))
    return tuple(each for each in said if each != own and ID.fullmatch(each))


def parse_language(row: Row, languages: tuple[str, ...]) -> str:
    """Take one of the programme's languages by code or name; where there is one only, it needs not be said."""
    said = row.said("language").lower()
    language = SAID_LANGUAGES.get(said, said)
    if not language and len(languages) == 1:
        return languages[0]
    if not language:
        row.report(messages.MISSING_CELL, "language", column="language")
    elif language not in languages:
        report_unknown(row, "language", said, languages)
    return language


def parse_names(row: Row, column: str, understood: Understood) -> tuple[str, ...]:
    """Take a list of names. Bars, line breaks and semicolons divide it; a comma does where it divides names only.

    "Eva Ek, docent" is one person, "Eva Ek, Bo By" are two: what a comma was taken for is noted.
    """
    said = row.said(column)
    parts = [part.strip() for part in re.split(r"[|;\n]", said) if part.strip()]
    if len(parts) == 1 and "," in said:
        names = [part.strip() for part in said.split(",") if part.strip()]
        parts = names if all(_is_name(name) for name in names) else parts
        understood.note(messages.NAMES_UNDERSTOOD, row, column, f"{said} → {' + '.join(parts)}")
    return tuple(dict.fromkeys(parts))


def _is_name(said: str) -> bool:
    """Tell a name from what is added to one: docent, PhD, prefekt vid MEB."""
    return said[:1].isupper() and not said.isupper() and said.lower() not in ("phd", "md", "dr", "prof", "jr")


def parse_areas(row: Row, areas: Sequence[Area], understood: Understood) -> tuple[str, ...]:
    """Take areas by id, short name or title, divided by anything that is not part of a name. Returns ids."""
    found: list[str] = []
    for part, meant in split_known(row.said("areas"), lambda name: find_areas(name, areas)):
        if len(meant) == 1:
            found.append(meant[0].id)
            if fold_name(part) != fold_name(meant[0].id):
                understood.note(messages.AREAS_UNDERSTOOD, row, "areas", f"{part} → {meant[0].id}")
        elif meant:
            known = ", ".join(area.id for area in meant)
            row.report(messages.TWO_AREAS, "areas", value=part, known=known)
        else:
            report_unknown(row, "areas", part, [area.id for area in areas])
    return tuple(dict.fromkeys(found))


def parse_date(row: Row, understood: Understood) -> datetime.date | None:
    """Take a day: a date, or a text that can mean one day only."""
    cell = row.cell("date")
    if isinstance(cell, datetime.datetime):
        return cell.date()
    if isinstance(cell, datetime.date):
        return cell
    said = row.said("date")
    if not said:
        return None
    found = parse_day(said)
    if found.day and not _ISO.fullmatch(said):
        understood.note(messages.DATES_UNDERSTOOD, row, "date", f"{said} → {found.day}")
    if len(found.readings) > 1:
        first, second = found.readings
        row.report(messages.TWO_DATES, "date", text=said, first=first, second=second)
    elif not found.readings:
        message = messages.NO_SUCH_DATE if found.form else messages.DATE_FORM
        row.report(message, "date", text=said, suggestion=_EXAMPLE)
    return found.day


def parse_expected(row: Row) -> int | None:
    """Take a whole number of participants."""
    said = row.said("expected")
    if not said:
        return None
    number = parse_number(said)
    count = number.whole if isinstance(number, Number) and not number.percent else None
    if count is not None and 1 <= count <= _MOST_PARTICIPANTS:
        return count
    row.report(messages.NOT_A_COUNT, "expected", text=said)
    return None


def parse_meeting(row: Row, understood: Understood) -> str:
    """Take the address of a meeting: on its own, without its scheme, or as the one address in a pasted invitation."""
    said = row.said("meeting")
    links = list(dict.fromkeys(link.rstrip(".,;)") for link in _LINK.findall(said)))
    if not links and _BARE_LINK.fullmatch(said):
        links = [f"https://{said}"]
    if not said or (len(links) == 1 and said in links):
        return said
    if len(links) == 1:
        understood.note(messages.MEETING_UNDERSTOOD, row, "meeting", links[0])
        return str(links[0])
    row.report(messages.BAD_MEETING, "meeting", text=f"{said[:60]}…" if len(said) > 60 else said)
    return ""


def report_unknown(row: Row, column: str, said: str, known: Collection[str]) -> None:
    """Report what is not known, with the nearest that is."""
    nearest = find_nearest(said, known)
    if nearest:
        row.report(messages.UNKNOWN_NEAR, column, value=said, key=column, nearest=nearest)
    elif known:
        row.report(messages.UNKNOWN, column, value=said, key=column, known=", ".join(known))
    else:
        row.report(messages.NONE_DEFINED, column, value=said, key=column)
