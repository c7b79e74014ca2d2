"""The identity of a response sheet survives as text, whatever the ids hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.model.sheet_format import SheetIdentity, compose_identity, parse_identity


def test_an_identity_is_readable() -> None:
    identity = SheetIdentity(programme="ki", workshop="nord", instrument="0a1b2c3d", language="sv")
    assert compose_identity(identity) == "toolkit/1 programme=ki workshop=nord instrument=0a1b2c3d language=sv"


@given(*[st.text(st.characters(exclude_categories=["Cs"]), max_size=20)] * 4)
def test_any_identity_comes_back_as_it_was(programme: str, workshop: str, instrument: str, language: str) -> None:
    identity = SheetIdentity(programme=programme, workshop=workshop, instrument=instrument, language=language)
    assert parse_identity(compose_identity(identity)) == identity


@pytest.mark.parametrize("cell", ["", "toolkit", "toolkit/x a=b", "Svar", 4, None, "xtoolkit/1 workshop=a"])
def test_another_cell_is_no_identity(cell: object) -> None:
    assert parse_identity(cell) is None


def test_keys_of_a_later_version_are_left_out() -> None:
    found = parse_identity("  toolkit/2 workshop=nord new=x ")
    assert found is not None
    assert (found.version, found.workshop, found.programme) == (2, "nord", "")
