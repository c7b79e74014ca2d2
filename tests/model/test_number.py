"""One rule for numbers: what is taken however it was typed, and what is refused because it could be two."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.model.number import Doubt, Number, find_decimal_sign, parse_number

TAKEN = {
    "14": 14,
    " 14 ": 14,
    "14,0": 14,
    "14.0": 14,
    "014": 14,
    "3.": 3,  # an ordinal, as in a ranking
    "+5": 5,
    "-5": -5,
    "−5": -5,
    "－５": -5,
    "１４": 14,
    "٣": 3,
    "2,5": "2.5",
    "0,500": "0.5",
    "0.125": "0.125",
    "1234,000": 1234,
    "1 000": 1000,
    "1\u00a0000": 1000,
    "12\u202f345\u202f678": 12345678,
    "1 000,5": "1000.5",
    "1.000,0": 1000,
    "1,000.25": "1000.25",
    "1.000.000": 1000000,
    "1,000,000": 1000000,
    "33,0000": 33,
}
IN_DOUBT = {
    "33,000": Doubt.TWO_NUMBERS,
    "1.000": Doubt.TWO_NUMBERS,
    "-1.000": Doubt.TWO_NUMBERS,
    "12,345 %": Doubt.TWO_NUMBERS,
    "1e3": Doubt.SCIENTIFIC,
    "1,2E+05": Doubt.SCIENTIFIC,
    "1,23457E+19": Doubt.SCIENTIFIC,
    "12345678901234567890": Doubt.TOO_LONG,
}
NO_NUMBERS = (
    *("", " ", "-", "+", ".", ",", "%", "x", "14 st", "3-4", "3/4", "1-2", "10:30", "½", "5²", "²", "1 2", "10 00"),
    *("1.00.000", "1,000,00", "1,0.0", "1..0", "--1", "0x10", "1_000", "NaN", "inf", "1,", ",5", "IV", "#N/A"),
)


@pytest.mark.parametrize("typed", TAKEN)
def test_a_number_is_taken_however_it_was_typed(typed: str) -> None:
    assert parse_number(typed) == Number(value=Decimal(TAKEN[typed]))


@pytest.mark.parametrize("typed", IN_DOUBT)
def test_a_number_that_could_be_two_is_taken_as_neither(typed: str) -> None:
    assert parse_number(typed) is IN_DOUBT[typed]


@pytest.mark.parametrize("typed", NO_NUMBERS)
def test_what_is_no_number_is_not_made_one(typed: str) -> None:
    assert parse_number(typed) is None


@pytest.mark.parametrize("typed", ["5 %", "5%", "5\u00a0%", "５％", "5,0 %"])
def test_a_per_cent_sign_is_kept_beside_the_number(typed: str) -> None:
    assert parse_number(typed) == Number(value=Decimal(5), percent=True)


def test_a_whole_number_is_told_from_one_with_a_part() -> None:
    assert Number(value=Decimal("14.0")).whole == 14
    assert Number(value=Decimal("14.5")).whole is None


def test_where_the_column_shows_its_decimal_sign_nothing_is_in_doubt() -> None:
    assert find_decimal_sign(["12,345", "0,5"]) == ","
    assert find_decimal_sign(["12,345", "7"]) == ""
    assert find_decimal_sign(["0,5", "0.5"]) == ""
    assert find_decimal_sign(["1.000.000"]) == ","
    assert parse_number("12,345", decimal=",") == Number(value=Decimal("12.345"))
    assert parse_number("12,345", decimal=".") == Number(value=Decimal(12345))


@given(st.integers(0, 10**9), st.integers(0, 99))
def test_a_number_is_the_same_in_every_country_s_writing(whole: int, part: int) -> None:
    value = Decimal(f"{whole}.{part:02}")
    english, spaced = f"{whole:,}.{part:02}", f"{whole:,}".replace(",", "\u00a0") + f",{part:02}"
    german = english.translate({ord(","): ".", ord("."): ","})
    for typed in (english, german, spaced, f"{whole},{part:02}", f"{whole}.{part:02}", f"+{english}"):
        assert parse_number(typed) == Number(value=value), typed


@given(st.text(alphabet="0123456789 .,+-%eE−\u00a0½²x", max_size=12))
def test_whatever_is_typed_is_a_number_a_doubt_or_none_and_never_a_crash(typed: str) -> None:
    found = parse_number(typed)
    if isinstance(found, Number):
        assert (
            "".join(filter(str.isdecimal, typed))
            .strip("0")
            .rstrip("0")
            .startswith(str(abs(found.value)).replace(".", "").strip("0"))
        )
