"""Tell whether a sheet belongs here: its programme, its workshop, the version of its questions. Pure."""

import re
from collections.abc import Iterator

from toolkit.collect.asked import Asked, find_nearest, list_names, name_item
from toolkit.collect.layout import Layout, count_filled
from toolkit.collect.messages import (
    ITEMS_GONE,
    LIMITS_CHANGED,
    NEWER_SHEET,
    OLDER_INSTRUMENT,
    OTHER_PROGRAMME,
    UNKNOWN_WORKSHOP,
    UNKNOWN_WORKSHOP_NEAR,
    UNKNOWN_WORKSHOP_ZEROS,
)
from toolkit.errors import Place, Problem
from toolkit.model.instrument import Instrument, Item
from toolkit.model.retyped import find_without_zeros
from toolkit.model.sheet_format import FORMAT_VERSION, SheetIdentity
from toolkit.tabular import Rows, say_cell

_RANGE = re.compile(r"^\D*(\d+)\s*[-–—]\s*(\d+)\D*$")  # how to answer, as the sheet says it: 1–7


def check_identity(identity: SheetIdentity, asked: Asked, place: Place) -> Problem | None:
    """Return what keeps a sheet from being taken in this programme."""
    if identity.version > FORMAT_VERSION:
        return Problem(place=place, message=NEWER_SHEET)
    if identity.programme != asked.programme:
        facts = {"found": identity.programme, "programme": asked.programme}
        return Problem(place=place, message=OTHER_PROGRAMME, facts=facts)
    return check_workshop(identity.workshop, asked, place)


def check_workshop(workshop: str, asked: Asked, place: Place) -> Problem | None:
    """Return the problem of a workshop that the programme has not."""
    if workshop in asked.instruments:
        return None
    without = find_without_zeros(workshop, list(asked.instruments))
    if without:
        return Problem(place=place, message=UNKNOWN_WORKSHOP_ZEROS, facts={"found": workshop, "nearest": without})
    nearest = find_nearest(workshop, asked.instruments)
    if nearest:
        return Problem(place=place, message=UNKNOWN_WORKSHOP_NEAR, facts={"found": workshop, "nearest": nearest})
    return Problem(place=place, message=UNKNOWN_WORKSHOP, facts={"found": workshop})


def check_version(table: Rows, layout: Layout, instrument: Instrument) -> Iterator[Problem]:
    """Say where a sheet of another instrument version still fits, and where it does not."""
    known = {item.name: item for item in instrument.items}
    gone = [name for index, name in layout.columns if name not in known and count_filled(table, layout, index)]
    place = table.place(0)
    if gone:
        yield Problem(place=place, message=ITEMS_GONE, facts={"items": list_names(gone)})
    if layout.identity.instrument == instrument.version:
        return
    changed = [
        name_item(instrument, known[name], layout.identity.language)
        for index, name in layout.columns
        if name in known and known[name].numeric and not _keeps_limits(table, layout, index, known[name])
    ]
    if changed:
        yield Problem(place=place, message=LIMITS_CHANGED, facts={"items": list_names(changed)})
    if not gone and not changed:
        facts = {"found": layout.identity.instrument, "current": instrument.version}
        yield Problem(place=place, message=OLDER_INSTRUMENT, facts=facts, notice=True)


def _keeps_limits(table: Rows, layout: Layout, column: int, item: Item) -> bool:
    """Compare the limits that the sheet itself states below the header with the item's."""
    row = table.cells[layout.header + 1] if layout.header + 1 < min(layout.first, len(table.cells)) else ()
    match = _RANGE.match(say_cell(row[column])) if column < len(row) else None
    return match is None or (int(match[1]), int(match[2])) == (item.low, item.high)
