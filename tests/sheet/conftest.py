"""The specimen workshop's sheets, written once for the tests that only read them."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.sheet.specimen import INSTRUMENT, PROGRAMME, WORKSHOP, compose_specimen_links
from toolkit.sheet.pdf import write_sheet_pdf
from toolkit.sheet.xlsx import write_sheet_xlsx
from toolkit.texts import load_texts


@dataclass(frozen=True)
class Written:
    """Where the specimen's sheets lie, by language."""

    pdf: dict[str, Path]
    xlsx: dict[str, Path]


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Written:
    folder = tmp_path_factory.mktemp("sheets")
    sheets = Written(pdf={}, xlsx={})
    for language in ("sv", "en"):
        given = (PROGRAMME, WORKSHOP, INSTRUMENT, compose_specimen_links(), load_texts(language))
        sheets.pdf[language] = folder / f"nord-{language}.pdf"
        sheets.xlsx[language] = folder / f"nord-{language}.xlsx"
        assert write_sheet_pdf(*given, sheets.pdf[language]) == ()
        write_sheet_xlsx(*given, sheets.xlsx[language])
    return sheets


@pytest.fixture(scope="session")
def pages(
    written: Written, render_pages: Callable[..., list[Path]], tmp_path_factory: pytest.TempPathFactory
) -> list[Path]:
    """The Swedish paper sheet as pictures, 10 pixels a millimetre."""
    return render_pages(written.pdf["sv"], tmp_path_factory.mktemp("pages"), width=2100)
