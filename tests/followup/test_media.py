"""Monitoring exports as Retriever and Meltwater write them, and what is said of them."""

import csv
import datetime
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.followup.specimen import write_export
from toolkit.errors import InputError
from toolkit.followup.media import Counted, find_outliers, summarise_mentions
from toolkit.followup.media_count import count_rows
from toolkit.followup.media_dates import find_date_order, parse_date
from toolkit.followup.media_file import read_media
from toolkit.followup.media_words import compose_media_words
from toolkit.model.media_settings import MediaSettings
from toolkit.reading.folder import read_media_settings, read_programme
from toolkit.texts import load_texts

ROOT = Path(__file__).resolve().parent.parent.parent
READ_ON = datetime.date(2024, 1, 4)
RETRIEVER = """Datum;Rubrik;Källa;Land;Ämne
2023-01-05;Ny studie;Dagens Nyheter;Sverige;Forskning
2023-01-06;New study;BBC;Storbritannien;Forskning
"""
MELTWATER = """Date\tHeadline\tSource\tCountry
05-Jan-2023 09:12AM\tNew study\tBBC\tUnited Kingdom
06-Jan-2023 10:00AM\tNy studie\tSVT\tSweden
"""


def read(path: Path, settings: MediaSettings | None = None):  # type: ignore[no-untyped-def]  # (exposure, notices)
    return read_media(path, settings or read_media_settings(ROOT, read_programme(ROOT))[0], READ_ON)


def written(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_retrievers_csv_is_read_in_every_encoding_that_excel_saves(tmp_path: Path, encoding: str) -> None:
    exposure, notices = read(written(tmp_path, "retriever.csv", RETRIEVER.encode(encoding)))
    assert [(month.mentions["swedish"], month.mentions["international"]) for month in exposure.months] == [(1, 1)]
    assert [topic.label.en for topic in exposure.topics] == ["Research"]
    assert not notices


def test_meltwaters_tab_separated_utf_16_is_read(tmp_path: Path) -> None:
    exposure, _ = read(written(tmp_path, "meltwater.csv", MELTWATER.encode("utf-16")))
    assert [(month.mentions["swedish"], month.mentions["international"]) for month in exposure.months] == [(1, 1)]


def test_a_workbook_with_real_dates_is_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Datum", "Land", "Ämne"])  # type: ignore[union-attr]
    book.active.append([datetime.datetime(2023, 3, 1, 12, 30), "Sverige", "Nobelpriset"])  # type: ignore[union-attr]
    book.active.append([datetime.datetime(2023, 4, 1), "Norge", ""])  # type: ignore[union-attr]
    book.save(tmp_path / "export.xlsx")
    exposure, _ = read(tmp_path / "export.xlsx")
    assert [month.total for month in exposure.months] == [1, 1]
    assert exposure.topics[0].share == 1


def test_one_row_a_month_with_a_column_each_is_read(tmp_path: Path) -> None:
    text = "Månad;Svenska;Internationella\r\n" + "".join(
        f"{year}-{month:02};{100 + month};{year - 1000}\r\n" for year in (2019, 2020) for month in range(1, 13)
    )
    exposure, _ = read(written(tmp_path, "per-manad.csv", text.encode()))
    assert [year.whole for year in exposure.years] == [True, True]
    assert exposure.years[1].mentions["international"] == 12 * 1020
    assert exposure.years[1].change["international"] == pytest.approx(1020 / 1019 - 1)


def test_other_column_names_are_mapped_in_media_toml(tmp_path: Path) -> None:
    (tmp_path / "plan").mkdir()
    toml = '[columns]\ndate = "När"\ncountry = ["Var"]\n[topics]\nx = { sv = "X" }\n'
    (tmp_path / "plan/media.toml").write_text(toml, "utf-8")
    path = written(tmp_path, "export.csv", "När;Var\r\n2023-01-05;Sverige\r\n".encode())
    assert read(path, read_media_settings(tmp_path, read_programme(ROOT))[0])[0].months[0].mentions["swedish"] == 1


@pytest.mark.parametrize(
    ("content", "place", "cause"),
    [
        ("Rubrik;Land\r\nx;Sverige\r\n", "export.csv, line 1", "has no column of dates; its columns are: Rubrik, Land"),
        ("Datum;Land\r\n2023-01-05;S\r\ni går;S\r\n", "export.csv, line 3, column Datum", "'i går' is not a date"),
        ("Datum;Antal\r\n2023-01;många\r\n", "export.csv, line 2, column Antal", "'många' is not a number"),
        ("Datum;Land\r\n01/02/2023;S\r\n", "export.csv, line 2, column Datum", "can mean two days"),
        ("Datum;Land\r\n", "export.csv", "holds no mention"),
        ("group;name;date\r\nnord;Nord;2026-09-14\r\n", "export.csv, line 1", "no column that belongs to mentions"),
    ],
)
def test_what_cannot_be_read_is_named_by_place(tmp_path: Path, content: str, place: str, cause: str) -> None:
    with pytest.raises(InputError) as caught:
        read(written(tmp_path, "export.csv", content.encode()))
    said = load_texts("en").problem(caught.value.problems[0])
    assert said.startswith(f"{place}: ")
    assert cause in said


def test_the_sums_are_those_of_the_rows(tmp_path: Path) -> None:
    mentions = write_export(tmp_path / "export.csv")
    exposure, _ = read(tmp_path / "export.csv")
    months = Counter((day.year, day.month, country == "Sweden") for day, country, _ in mentions)
    for month in exposure.months:
        assert month.mentions["swedish"] == months[month.year, month.month, True]
        assert month.mentions["international"] == months[month.year, month.month, False]
    assert exposure.total == len(mentions)


def test_a_year_that_the_export_covers_in_part_is_compared_with_none(tmp_path: Path) -> None:
    rows = [["Datum", "Land"]]
    day = datetime.date(2022, 1, 1)
    while day < datetime.date(2023, 7, 1):
        rows.append([day.isoformat(), "Norge"])
        day += datetime.timedelta(days=1)
    with (tmp_path / "export.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    exposure, _ = read(tmp_path / "export.csv")
    assert exposure.years[1].change["international"] is None
    words = compose_media_words(exposure, load_texts("sv"))
    assert words.year_rows[1][0] == "2023 (del)"
    assert "Täcks inte helt av exporten och jämförs därför inte: 2023." in words.sentences


def test_an_example_is_marked_in_every_picture(tmp_path: Path) -> None:
    write_export(tmp_path / "exempel-medier.csv")
    exposure, _ = read(tmp_path / "exempel-medier.csv")
    words = compose_media_words(exposure, load_texts("sv"))
    assert words.by_topic
    for chart in (words.by_month, words.by_year, words.by_topic):
        assert chart.title == "EXEMPEL: påhittade siffror"
        assert chart.alt.startswith("EXEMPEL: påhittade siffror")
        assert chart.source.startswith("EXEMPEL: påhittade siffror, 1 januari 2019–")


def test_a_picture_says_source_period_and_the_day_it_was_read(tmp_path: Path) -> None:
    write_export(tmp_path / "export.csv")
    exposure, _ = read(tmp_path / "export.csv")
    said = compose_media_words(exposure, load_texts("en")).by_year.source
    assert said == "Source: Retriever, 1 January 2019–31 December 2023; read 4 January 2024."


def test_a_month_far_from_the_trend_is_marked_and_a_steady_growth_is_not() -> None:
    steady = [round(100 * 1.02**month * (1 + 0.03 * (-1) ** month)) for month in range(48)]
    assert find_outliers(steady) == ()
    peak = [*steady[:20], steady[20] * 3, *steady[21:]]
    assert find_outliers(peak) == (20,)


@given(st.dates(datetime.date(1990, 1, 1), datetime.date(2060, 12, 31)))
@settings(deadline=None, max_examples=60)
def test_a_date_is_read_back_from_every_way_it_is_written(day: datetime.date) -> None:
    assert parse_date(day.isoformat(), "") == day
    assert parse_date(f"{day.isoformat()}T10:11:12+01:00", "") == day
    assert parse_date(day.strftime("%d/%m/%Y"), "dmy") == day
    assert parse_date(day.strftime("%m/%d/%Y 10:11"), "mdy") == day
    assert parse_date(day.strftime("%Y%m%d"), "") == day
    order = find_date_order([day.strftime("%d/%m/%Y")])
    assert order == ("dmy" if day.day > 12 or day.day == day.month else "mdy" if day.month > 12 else "?")


@given(
    st.lists(
        st.tuples(st.dates(datetime.date(2019, 1, 1), datetime.date(2022, 12, 31)), st.integers(0, 50)),
        min_size=1,
        max_size=60,
    )
)
@settings(deadline=None, max_examples=40)
def test_no_mention_is_lost_or_counted_twice(rows: list[tuple[datetime.date, int]]) -> None:
    counted = [Counted(day, "international", "x" if number % 2 else "", number) for day, number in rows]
    exposure = summarise_mentions(counted, MediaSettings(), "x.csv", READ_ON)
    total = sum(number for _, number in rows)
    assert exposure.total == total == sum(year.total for year in exposure.years)
    assert sum(topic.mentions for topic in exposure.topics) == sum(number for _, number in rows if number % 2)


def test_the_media_figures_go_out_with_the_follow_up(
    folder: Path, follow: Callable[..., object], tmp_path: Path
) -> None:
    write_export(tmp_path / "exempel.csv")
    made = follow(media=tmp_path / "exempel.csv")
    sheet = openpyxl.load_workbook(made.files["workbook"])["Medier"]  # type: ignore[attr-defined]
    titles = [
        "".join(run.t for paragraph in chart.title.tx.rich.p for run in paragraph.r or ()) for chart in sheet._charts
    ]
    assert len(titles) == 3
    assert all("EXEMPEL" in title for title in titles)


@given(
    st.lists(
        st.tuples(
            st.dates(datetime.date(2019, 1, 1), datetime.date(2021, 12, 31)).map(str),
            st.sampled_from(["Sverige", "Norge", ""]),
            st.sampled_from(["Forskning", ""]),
        ),
        max_size=50,
    ),
    st.sampled_from(["", " 10:11", "T23:59:59Z"]),
)
@settings(deadline=None, max_examples=60)
def test_rows_counted_many_at_a_time_are_those_counted_one_by_one(rows: list[tuple[str, str, str]], time: str) -> None:
    written = [["Datum", "Land", "Ämne"], *([day + time, country, topic] for day, country, topic in rows)]
    counted = count_rows(lambda: iter(written), 0, 1, 2, set())
    by_month = Counter((day[:7], country, topic) for day, country, topic in rows)
    found: Counter[tuple[str, str, str]] = Counter()
    for (day, country, topic), number in counted.items():
        found[day[:7], country, topic] += number
    assert +found == by_month
    assert {day for day, _, _ in counted} == {day for day, _, _ in rows}


def test_a_day_that_no_calendar_has_is_named_and_the_period_is_to_the_day(tmp_path: Path) -> None:
    text = "Datum;Land\n2023-01-09;Norge\n2023-02-28;Norge\n2023-02-{};Norge\n"
    exposure, _ = read(written(tmp_path, "export.csv", text.format("03").encode()))
    assert (exposure.first, exposure.last) == (datetime.date(2023, 1, 9), datetime.date(2023, 2, 28))
    with pytest.raises(InputError) as caught:
        read(written(tmp_path, "export.csv", text.format("31").encode()))
    assert (
        load_texts("en").problem(caught.value.problems[0]).startswith("export.csv, line 4, column Datum: '2023-02-31'")
    )


def test_dates_written_in_two_ways_are_all_read(tmp_path: Path) -> None:
    text = "Datum;Land\n2023-01-09;Norge\n15/02/2023;Norge\n15/02/2024;Norge\n"
    exposure, _ = read(written(tmp_path, "export.csv", text.encode()))
    assert [(year.year, year.total) for year in exposure.years] == [(2023, 2), (2024, 1)]


def test_a_row_without_its_date_is_named(tmp_path: Path) -> None:
    short = "Land;Datum\nNorge;2023-01-09\nNorge\n"
    with pytest.raises(InputError) as caught:
        read(written(tmp_path, "export.csv", short.encode()))
    assert "export.csv, line 3: The row has fewer cells" in load_texts("en").problem(caught.value.problems[0])
