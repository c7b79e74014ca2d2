"""Join a worksheet's columns to the instrument's items, and report those that belong to nothing. Pure."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from toolkit.collect.asked import list_names, name_item
from toolkit.collect.cells import Parser, compose_parser
from toolkit.collect.layout import Carrier, Layout, count_filled, fold_header
from toolkit.collect.messages import COLUMN_GONE, COLUMN_MOVED, COLUMN_TWICE, COLUMN_UNCLEAR, UNKNOWN_COLUMN
from toolkit.errors import Problem
from toolkit.model.instrument import Instrument, Item
from toolkit.tabular import Rows, name_column, say_cell


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of answers: where it stands, its item, and how its cells are read."""

    index: int
    item: Item
    parse: Parser


def match_columns(table: Rows, layout: Layout, instrument: Instrument, found: list[Problem]) -> tuple[Column, ...]:
    """Join the worksheet's columns to the instrument's items, in the items' order."""
    language = layout.identity.language
    standing: dict[str, list[int]] = {}
    for index, name in layout.columns:
        standing.setdefault(name, []).append(index)
    columns = []
    for item in instrument.items:
        places = standing.get(item.name, [])
        if len(places) > 1:
            filled = [index for index in places if count_filled(table, layout, index)]
            if len(filled) > 1:
                facts = {"first": name_column(filled[0]), "second": name_column(filled[1])}
                key = name_item(instrument, item, language)
                place = table.place(0, name_column(filled[1]), key)
                found.append(Problem(place=place, message=COLUMN_TWICE, facts=facts))
            places = filled[:1] or places[:1]
        question = instrument.question(item.question)
        if places and question:
            columns.append(Column(index=places[0], item=item, parse=compose_parser(item, question, language)))
    return tuple(columns)


_NUMBERED = re.compile(r"(?:\D+ )?([0-9]+)(?:\.([0-9]+) .*)?")
"""A heading as the sheet is made: `Fråga 3`, `10.1 Webb`."""


def find_moved_headings(
    table: Rows, layout: Layout, instrument: Instrument, carrier: Carrier | None
) -> Iterator[Problem]:
    """Report columns whose heading is that of another question than the hidden first row says.

    Somebody has moved cells below that row. A heading that was merely reworded is nobody else's, and does no harm.
    """
    if not layout.machine or layout.header >= min(layout.first, len(table.cells)):
        return
    items = {item.name: item for item in instrument.items}
    standing = {index: name for index, name in layout.columns if name in items}
    headings = {index: said for index, said in enumerate(map(say_cell, table.cells[layout.header])) if said}
    owners = _find_owners(headings, layout, instrument, carrier)
    for index, name in sorted(standing.items()):
        owner = owners.get(index, name)
        if owner != name and (count_filled(table, layout, index) or owner in standing.values()):
            facts = {
                "name": name_item(instrument, items[name], layout.identity.language),
                "heading": headings[index],
            }
            yield Problem(place=table.place(layout.header, name_column(index)), message=COLUMN_MOVED, facts=facts)


def _find_owners(
    headings: Mapping[int, str], layout: Layout, instrument: Instrument, carrier: Carrier | None
) -> dict[int, str]:
    """Name the item that each heading belongs to, by column: as it was written, or by its number in a CSV."""
    if carrier is not None:
        by_heading = {fold_header(heading): name for name, heading in carrier.headers.items() if heading}
        found = ((index, by_heading.get(fold_header(said), "")) for index, said in headings.items())
        return {index: name for index, name in found if name}
    if layout.identity.instrument != instrument.version:
        return {}
    by_number: dict[tuple[str, str], str] = {}
    for number, question in enumerate(instrument.questions, 1):
        for n, item in enumerate(instrument.items_of(question.id), 1):
            by_number[str(number), "" if item.kind in ("text", "choice", "scale") else str(n)] = item.name
    matches = ((index, _NUMBERED.fullmatch(said)) for index, said in headings.items())
    return {
        index: by_number[match[1], match[2] or ""]
        for index, match in matches
        if match and (match[1], match[2] or "") in by_number
    }


def find_strangers(table: Rows, layout: Layout, instrument: Instrument, carrier: Carrier | None) -> Iterator[Problem]:
    """Report columns that somebody added, and items that have lost theirs."""
    language = layout.identity.language
    present = {name for _, name in layout.columns}
    retired = {question.id for question in instrument.questions if question.retired}
    gone = [item for item in instrument.items if item.name not in present and item.question not in retired]
    if layout.identity.instrument != instrument.version:
        # A question that was added later never had a column in this sheet.
        gone = [item for item in gone if carrier is not None and item.name in carrier.headers]
    unclear = gone and not layout.machine and carrier is not None
    for index in layout.strangers:
        count = count_filled(table, layout, index)
        if not count:
            continue
        row = table.cells[layout.header] if layout.header < len(table.cells) else ()
        place = table.place(max(layout.header, 0), name_column(index), say_cell(row[index]) if index < len(row) else "")
        if unclear and carrier is not None:
            headers = list_names(carrier.headers.get(item.name, item.name) for item in gone)
            yield Problem(place=place, message=COLUMN_UNCLEAR, facts={"headers": headers})
        else:
            yield Problem(place=place, message=UNKNOWN_COLUMN, facts={"count": count}, notice=True)
    if gone and not unclear:
        items = list_names(name_item(instrument, item, language) for item in gone)
        yield Problem(place=table.place(0), message=COLUMN_GONE, facts={"items": items}, notice=True)
