"""A header row of groups.csv or groups.xlsx → which column holds what, in Swedish or English; with problems. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from toolkit.errors import Message, Place, Problem
from toolkit.model.nearest import find_nearest, fold_letters
from toolkit.reading import messages
from toolkit.tabular import EMPTY, Rows, name_column, say_cell

NAMES: Mapping[str, tuple[str, ...]] = {
    "group": ("group", "group id", "grupp", "grupp id", "gruppid"),
    "name": ("name", "group name", "namn", "gruppnamn"),
    "kind": ("kind", "type", "typ", "slag", "art", "gruppslag", "grupptyp"),
    "language": ("language", "språk"),
    "date": ("date", "datum"),
    "place": ("place", "venue", "room", "plats", "lokal", "rum"),
    "facilitators": ("facilitators", "facilitator", "processledare", "workshopledare", "handledare", "ledare"),
    "expected": (
        "expected",
        "expected participants",
        "förväntade",
        "förväntat antal",
        "förväntat antal deltagare",
        "antal",
        "antal deltagare",
        "förväntade deltagare",
    ),
    "areas": ("areas", "focus areas", "områden", "fokusområden", "insatsområden", "fokus"),
    "meeting": (
        *("meeting", "meeting link", "video meeting", "teams", "teams link", "zoom", "zoom link"),
        *("möte", "möteslänk", "digitalt möte", "teamslänk", "zoomlänk"),
    ),
    "workshop": ("workshop", "workshop id", "workshopid"),
    "formerly": ("formerly", "former id", "former ids", "tidigare", "tidigare id", "förut", "hette tidigare"),
}
SWEDISH: Mapping[str, str] = {"group": "grupp", "name": "namn", "kind": "slag", "language": "språk"}
_HEADER_WITHIN = 20


@dataclass(frozen=True, kw_only=True)
class Columns:
    """Where each known column stands, and the further ones by name; `header` is the header row's index."""

    header: int
    known: Mapping[str, int]
    extra: Mapping[str, int]
    headers: tuple[str, ...]


def find_columns(rows: Rows, required: Sequence[str], problems: list[Problem]) -> Columns | None:
    """Find the header row and read it. None, with a problem, where a required column is missing."""
    header = _find_header(rows)
    if header is None:
        problems.append(Problem(place=Place(file=rows.file, worksheet=rows.worksheet), message=EMPTY))
        return None
    headers = tuple(say_cell(cell) for cell in rows.cells[header])
    known: dict[str, int] = {}
    extra: dict[str, int] = {}
    for index, said in enumerate(headers):
        name = find_known(said)
        columns, key = (known, name) if name else (extra, compose_extra_name(said))
        if not said:
            continue
        if key in columns:
            facts = {"column": said}
            place = rows.place(header, name_column(index))
            problems.append(Problem(place=place, message=messages.COLUMN_TWICE, facts=facts))
        columns.setdefault(key, index)
    missing = [name for name in required if name not in known]
    _note_near_names(rows, header, headers, known, missing, problems)
    problems += (_explain_missing(rows, header, name, headers, required) for name in missing)
    return None if missing else Columns(header=header, known=known, extra=extra, headers=headers)


def find_known(header: str) -> str:
    """Return the column that a header means, or an empty text."""
    form = _fold(header)
    return next((name for name, forms in NAMES.items() if form in map(_fold, forms)), "")


def compose_extra_name(header: str) -> str:
    """Return the name by which outlines know a further column: letters, digits and underscores only."""
    name = re.sub(r"\W+", "_", header.strip()).strip("_")
    return f"_{name}" if name[:1].isdigit() else name


def _fold(header: str) -> str:
    return " ".join(re.split(r"[\s_\-]+", fold_letters(header).strip(" :*")))


def _find_header(rows: Rows) -> int | None:
    """Find the first row that names at least two known columns: somebody may have put a title above the table."""
    filled = [index for index, row in enumerate(rows.cells) if any(say_cell(cell) for cell in row)]
    for index in filled[:_HEADER_WITHIN]:
        if len({find_known(say_cell(cell)) for cell in rows.cells[index]} - {""}) >= 2:
            return index
    return filled[0] if filled else None


def _note_near_names(
    rows: Rows,
    header: int,
    headers: Sequence[str],
    known: Mapping[str, int],
    missing: Sequence[str],
    problems: list[Problem],
) -> None:
    """Note further columns whose name is nearly that of a known column which is not there."""
    open_forms = {form: name for name, forms in NAMES.items() if name not in known for form in forms}
    for index, said in enumerate(headers):
        nearest = find_nearest(said, open_forms, cutoff=0.8) if said and not find_known(said) else None
        if nearest and open_forms[nearest] not in missing:
            place = rows.place(header, name_column(index))
            facts = {"header": said, "nearest": nearest}
            problems.append(Problem(place=place, message=messages.NEARLY_A_COLUMN, facts=facts, notice=True))


def _explain_missing(rows: Rows, header: int, name: str, headers: Sequence[str], required: Sequence[str]) -> Problem:
    unknown = [said for said in headers if said and not find_known(said)]
    near = {said for form in NAMES[name] if (said := find_nearest(form, unknown, cutoff=0.7))}
    facts: dict[str, object] = {"column": name}
    message: Message = messages.MISSING_COLUMN
    if near:
        message = messages.MISSING_COLUMN_NEAR
        facts["nearest"] = min(near)
    else:
        facts["needed"] = ", ".join(required)
        facts["swedish"] = ", ".join(SWEDISH.get(each, each) for each in required)
    return Problem(place=rows.place(header), message=message, facts=facts)
