"""What a spreadsheet makes of a typed text: known, so that nobody's answer or id is taken for another's."""

import pytest

from toolkit.model.retyped import find_without_zeros, has_lost_digits, turns_into_another

TURN = (
    *("02", "7", "7,5", "1 000", "1-2", "3/4", "1/2-27", "2027-01", "1E2", "1e5", "5 %", "5%", "10:30", "10:30:15"),
    *("mars 3", "3 mars", "MAR1", "SEPT2", "jan-27", "5 kr", "€5", "$ 5", "(5)", "1 1/2", "+5", "33,000", "5 pm"),
)
STAY = ("Webben", "A", "1a", "1–2", "4 st", "mars", "maj", "3 dagar", "K1", "1-2 gånger", "ja", "", "B2")


@pytest.mark.parametrize("typed", TURN)
def test_a_number_a_date_or_a_time_turns_into_another(typed: str) -> None:
    assert turns_into_another(typed)


@pytest.mark.parametrize("typed", STAY)
def test_words_stay(typed: str) -> None:
    assert not turns_into_another(typed)


def test_an_id_that_has_lost_its_digits_is_known() -> None:
    assert all(map(has_lost_digits, ("1,23457E+19", "1.2e+05", "1E+19", "1.2345678901234568e+19", "-1E-07")))
    assert not any(map(has_lost_digits, ("1E5", "12345", "e+19", "a1E+19", "xlsx-sv-1", "0a1b2c3d")))


def test_the_id_with_its_zeros_is_found() -> None:
    assert find_without_zeros("7", ["nord", "007"]) == "007"
    assert find_without_zeros("007", ["7"]) == "7"
    assert find_without_zeros("7", ["7", "70", "nord"]) == ""
    assert find_without_zeros("0", ["00"]) == ""
