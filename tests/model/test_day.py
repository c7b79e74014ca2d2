"""A day is read as people write it, in Swedish and English; what can be two days is never guessed."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.followup.wording import say_day
from toolkit.model.day import parse_day
from toolkit.texts import load_texts

DAYS = st.dates(datetime.date(1900, 1, 1), datetime.date(2199, 12, 31))


@given(DAYS, st.sampled_from(["sv", "en"]))
def test_a_day_said_in_words_is_read_back(day: datetime.date, language: str) -> None:
    assert parse_day(say_day(day, load_texts(language))).day == day


@given(DAYS)
def test_a_day_written_with_its_year_first_is_that_day_whatever_divides_it(day: datetime.date) -> None:
    for written in (f"{day:%Y-%m-%d}", f"{day:%Y/%m/%d}", f"{day:%Y%m%d}", f"{day.year}-{day.month}-{day.day}"):
        assert parse_day(written).day == day


@given(DAYS, st.sampled_from(["{d}/{m} {y}", "{d}/{m}/{y}", "{d}-{m}-{y}", "{m}/{d}/{y}"]))
def test_a_day_with_its_year_last_is_one_of_its_two_readings_and_taken_only_where_there_is_one(
    day: datetime.date, form: str
) -> None:
    found = parse_day(form.format(d=day.day, m=day.month, y=day.year))
    assert day in found.readings
    assert len(found.readings) == (2 if day.day <= 12 and day.day != day.month else 1)
    assert found.day == (day if len(found.readings) == 1 else None)


@pytest.mark.parametrize(
    "said", ["", "i går", "2027", "våren 2027", "14 sept", "46280", "1/13/13/2027", "12.5", "x 2027"]
)
def test_what_names_no_day_with_its_year_is_none(said: str) -> None:
    assert parse_day(said).readings == ()
    assert not parse_day(said).form


@pytest.mark.parametrize("said", ["2027-02-29", "31 april 2027", "2027-13-40", "30/2 2027", "0/0 2027"])
def test_a_day_that_no_calendar_has_is_told_from_what_is_no_date(said: str) -> None:
    found = parse_day(said)
    assert (found.readings, found.form) == ((), True)


@given(st.text(max_size=30))
def test_any_text_gives_at_most_two_days_and_no_exception(said: str) -> None:
    assert len(parse_day(said).readings) <= 2
