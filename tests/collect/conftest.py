"""Fixtures of the room: what the specimen workshops were asked, and a filled response sheet of theirs."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.collect.specimen import MakeSheet, compose_asked, fill_sheet
from toolkit.collect.asked import Asked
from toolkit.model.instrument import Instrument
from toolkit.model.sheet_format import (
    CARRIER_WORKSHEET,
    CODE_KEY,
    HEADER_KEY,
    ITEM_KEY,
    LABEL_COLUMN,
    NUMBER_COLUMN,
    SheetIdentity,
    compose_identity,
)


@pytest.fixture
def asked() -> Asked:
    return compose_asked()


@pytest.fixture
def instrument(asked: Asked) -> Instrument:
    return asked.instruments["nord"]


@pytest.fixture
def make_sheet(tmp_path: Path, asked: Asked) -> MakeSheet:
    """Write a filled sheet: `make_sheet(rows, name="svar.xlsx", workshop="nord", edit=function of the workbook)`."""

    def make(
        rows: Sequence[Mapping[str, object]],
        *,
        name: str = "svar.xlsx",
        workshop: str = "nord",
        programme: str = "ki",
        version: str = "",
        of: Asked | None = None,
        edit: Callable[[openpyxl.Workbook], None] | None = None,
    ) -> Path:
        instrument = (of or asked).instruments.get(workshop) or asked.instruments["nord"]
        identity = compose_identity(
            SheetIdentity(
                programme=programme, workshop=workshop, instrument=version or instrument.version, language="sv"
            )
        )
        book = openpyxl.Workbook()
        sheet = book.active
        assert isinstance(sheet, Worksheet)
        sheet.title = "Svar"
        fill_sheet(sheet, identity, instrument, rows)
        carrier = book.create_sheet(CARRIER_WORKSHEET)
        carrier.sheet_state = "veryHidden"
        carrier.append([identity])
        carrier.append([CODE_KEY, "K7M2XQ"])
        carrier.append([ITEM_KEY, HEADER_KEY])
        carrier.append([NUMBER_COLUMN, "Nr"])
        carrier.append([LABEL_COLUMN, "Bord"])
        for item in instrument.items:
            carrier.append([item.name, f"Fråga {item.name}"])
        if edit:
            edit(book)
        path = tmp_path / name
        book.save(path)
        return path

    return make
