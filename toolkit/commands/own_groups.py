"""A department's own list of groups (.csv, .xlsx, .ods …) → the groups file of a new programme, and what it names.

A list that holds all that a programme needs is taken as it stands, byte for byte. Where the id of a group, its kind or
its language is missing, the same list is written with a column more for each: ids are made of names, once, so that a
name can be corrected later without another address on what has been printed.
"""

import csv
import datetime
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

from toolkit.errors import InputError, Message, Problem
from toolkit.model.area_names import split_known
from toolkit.model.nearest import compose_id, fold_letters
from toolkit.model.text import LANGUAGES, Text
from toolkit.reading.group_cells import SAID_LANGUAGES
from toolkit.reading.group_columns import Columns, find_columns
from toolkit.reading.group_kinds import find_kinds
from toolkit.reading.group_row import Row
from toolkit.tabular import Cell, Rows, read_content, read_rows, say_cell

NO_NAMES = Message(
    "No column says what the groups are called; the columns are: {headers}.",
    "Call the one with their names 'namn' or 'name'.",
)
_ALSO_NAMES = ("institution", "avdelning", "enhet", "department", "unit", "organisation", "grupp", "group", "gruppnamn")
_TAKEN_AS_IT_IS = (".csv", ".xlsx")
ADDED: Mapping[str, Mapping[str, str]] = {
    "sv": {"group": "grupp", "kind": "slag", "language": "språk", "department": "institution", "sv": "sv", "en": "en"},
    "en": {
        "group": "group",
        "kind": "kind",
        "language": "language",
        "department": "department",
        "sv": "sv",
        "en": "en",
    },
}
"""What added columns and their cells are called, by the programme's first language."""


@dataclass(frozen=True, kw_only=True)
class OwnGroups:
    """A groups file by name and content; what it names: kinds by id, areas by id, languages; and what was added."""

    name: str
    content: bytes
    kinds: Mapping[str, Text] = field(default_factory=lambda: MappingProxyType({}))
    areas: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    languages: tuple[str, ...] = ()
    added: tuple[str, ...] = ()


def read_own_groups(path: Path, languages: Sequence[str], first: str) -> OwnGroups:
    """Read a list. `languages` are those chosen, none where the list is to say them; `first` is that of its headers.

    Raises InputError where the file cannot be read, or no column holds names.
    """
    rows = read_rows(path)
    problems: list[Problem] = []
    columns = find_columns(rows, (), problems)
    if columns is None:
        raise InputError(problems)
    columns = _find_names(rows, columns)
    filled = [
        Row(rows=rows, index=index, columns=columns)
        for index in range(columns.header + 1, len(rows.cells))
        if any(say_cell(cell) for cell in rows.cells[index])
    ]
    _, kinds = find_kinds(filled, {})
    found = OwnGroups(
        name=f"groups{path.suffix.lower()}",
        content=b"",
        kinds=kinds,
        areas=_list_areas(filled),
        languages=_list_languages(filled),
    )
    lacking = _list_lacking(columns, languages or found.languages or (first,))
    if not lacking and path.suffix.lower() in _TAKEN_AS_IT_IS:
        return replace(found, content=read_content(path, path.name))
    written = _write_rows(filled, columns, lacking, ADDED[first], first)
    return replace(found, name="groups.csv", content=written, added=tuple(ADDED[first][key] for key in lacking))


def _find_names(rows: Rows, columns: Columns) -> Columns:
    """Return the columns with one for names: a list that somebody else made may call it what the groups are."""
    if "name" in columns.known:
        return columns
    for at, header in enumerate(columns.headers):
        if fold_letters(header).strip(" :*") in _ALSO_NAMES:
            known = {key: place for key, place in columns.known.items() if place != at}
            return replace(columns, known={**known, "name": at})
    facts = {"headers": ", ".join(filter(None, columns.headers))}
    raise InputError(Problem(place=rows.place(columns.header), message=NO_NAMES, facts=facts))


def _list_lacking(columns: Columns, languages: Sequence[str]) -> list[str]:
    needed = ("group", "kind", "language") if len(languages) > 1 else ("group", "kind")
    return [key for key in needed if key not in columns.known]


def _list_areas(rows: Sequence[Row]) -> Mapping[str, str]:
    parts = (part for row in rows for part, _ in split_known(row.said("areas"), lambda _: ()))
    areas: dict[str, str] = {}
    for part in parts:
        areas.setdefault(compose_id(part), part)
    return MappingProxyType(areas)


def _list_languages(rows: Sequence[Row]) -> tuple[str, ...]:
    said = (row.said("language").lower() for row in rows)
    found = dict.fromkeys(SAID_LANGUAGES.get(each, each) for each in said)
    return tuple(language for language in found if language in LANGUAGES)


def _write_rows(
    rows: Sequence[Row], columns: Columns, lacking: Sequence[str], words: Mapping[str, str], language: str
) -> bytes:
    """Write the list as CSV that Excel opens with a double click, the added columns first."""
    table = io.StringIO(newline="")
    writer = csv.writer(table, delimiter=";", lineterminator="\r\n")
    # A column that was taken for names is called so from here on; the others keep their headers.
    name_header = {"sv": "namn", "en": "name"}[language]
    headers = [name_header if at == columns.known["name"] else said for at, said in enumerate(columns.headers)]
    writer.writerow([*(words[key] for key in lacking), *headers])
    taken: set[str] = set()
    for row in rows:
        made = {"group": _make_id(row.said("name"), taken), "kind": words["department"], "language": language}
        cells = row.rows.cells[row.index]
        writer.writerow([*(made[key] for key in lacking), *(_say(cell) for cell in cells[: len(headers)])])
    return table.getvalue().encode("utf-8-sig")


def _make_id(name: str, taken: set[str]) -> str:
    plain = compose_id(name)
    made = next(each for each in (plain, *(f"{plain[:37]}-{n}" for n in range(2, 1000))) if each not in taken)
    taken.add(made)
    return made


def _say(cell: Cell) -> str:
    if isinstance(cell, datetime.datetime) and cell.time() == datetime.time():
        return cell.date().isoformat()
    return say_cell(cell)


def compose_example_groups(languages: Sequence[str]) -> bytes:
    """Return a groups file with an example row in each language, its headers in the first."""
    first = languages[0]
    headers = {
        "sv": ["grupp", "namn", "slag", "språk", "datum", "plats", "ledare", "antal", "områden", "möte"],
        "en": ["group", "name", "kind", "language", "date", "place", "facilitators", "expected", "areas", "meeting"],
    }
    names = {"sv": ["exempelgrupp", "Exempelgruppen"], "en": ["example-group", "The example group"]}
    table = io.StringIO(newline="")
    writer = csv.writer(table, delimiter=";", lineterminator="\r\n")
    writer.writerow(headers[first])
    for language in languages:
        writer.writerow([*names[language], ADDED[first]["department"], language, *[""] * 6])
    return table.getvalue().encode("utf-8-sig")
