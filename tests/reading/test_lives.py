"""The life of a workshop's id and of a question, as they are written in groups.csv and the bank."""

import datetime
from pathlib import Path

import pytest

from .folders import BANK, GROUPS, read_changed, said_of

HEAD = "group,name,kind,language,workshop,formerly\n"


def with_key(line: str) -> str:
    """Return the bank with a key in its first question."""
    return BANK.replace('kind = "text"\n', f'kind = "text"\n{line}\n', 1)


@pytest.mark.parametrize("said", ["konst|musik", "konst; musik", "konst musik", '"konst,musik"', "KONST | musik"])
def test_former_ids_are_read_however_they_are_divided(tmp_path: Path, said: str) -> None:
    (workshop,) = read_changed(tmp_path, groups=f"{HEAD}hogskolan,Högskolan,department,sv,,{said}\n").workshops
    assert workshop.formerly == ("konst", "musik")
    assert workshop.ids == ("hogskolan", "konst", "musik")


@pytest.mark.parametrize("header", ["formerly", "Tidigare id", "tidigare", "Hette tidigare"])
def test_the_column_has_a_swedish_name_too(tmp_path: Path, header: str) -> None:
    groups = f"grupp;namn;slag;språk;{header}\nhogskolan;Högskolan;institution;sv;konst\n"
    assert read_changed(tmp_path, groups=groups).workshops[0].formerly == ("konst",)


def test_an_own_id_among_the_former_ones_says_nothing(tmp_path: Path) -> None:
    groups = f"{HEAD}nord,Nord,department,sv,,nord|syd\n"
    assert read_changed(tmp_path, groups=groups).workshops[0].formerly == ("syd",)


def test_a_former_id_that_a_workshop_still_has_is_named_by_line(tmp_path: Path) -> None:
    groups = f"{HEAD}konst,Konst,department,sv,,\nhogskolan,Högskolan,department,sv,,konst\n"
    assert said_of(tmp_path, groups=groups) == [
        "groups.csv, line 3, column F (formerly): 'konst' is named as former, but the workshop in line 2 is called so "
        "now. Remove that row if it became this one. If the two have changed ids with each other, give one an id that "
        "neither has had, for the answers and printed codes of 'konst' can belong to one workshop only."
    ]


def test_two_workshops_that_swap_their_ids_are_both_told(tmp_path: Path) -> None:
    groups = f"{HEAD}a,A,department,sv,,b\nb,B,department,sv,,a\n"
    said = said_of(tmp_path, groups=groups)
    assert [one.partition(":")[0] for one in said] == [
        "groups.csv, line 2, column F (formerly)",
        "groups.csv, line 3, column F (formerly)",
    ]


def test_a_workshop_that_is_split_leaves_its_answers_to_one_of_the_two(tmp_path: Path) -> None:
    groups = f"{HEAD}a,A,department,sv,,ab\nb,B,department,sv,,ab\n"
    assert said_of(tmp_path, groups=groups) == [
        "groups.csv, line 3, column F (formerly): 'ab' is named as former here and in line 2, but its answers can "
        "belong to one workshop only. Keep it in the row whose printed codes and answers they are."
    ]


def test_a_former_id_that_can_be_none_is_named(tmp_path: Path) -> None:
    said = said_of(tmp_path, groups=f"{HEAD}a,A,department,sv,,Åbo\n")
    assert said[0].startswith("groups.csv, line 2, column F (formerly): 'åbo' cannot be an id")


def test_without_the_column_no_workshop_has_former_ids(tmp_path: Path) -> None:
    assert {workshop.formerly for workshop in read_changed(tmp_path, groups=GROUPS).workshops} == {()}


def test_a_question_is_retired_by_a_key_and_asked_of_nobody(tmp_path: Path) -> None:
    found = read_changed(tmp_path, bank=with_key("retired = true"))
    assert [question.retired for question in found.bank] == [True, False]
    assert found.notices == ()


@pytest.mark.parametrize("day", ["2026-12-01", '"2026-12-01"', '" 2026-12-01 "'])
def test_the_day_of_a_correction_is_read_with_quotation_marks_and_without(tmp_path: Path, day: str) -> None:
    found = read_changed(tmp_path, bank=with_key(f"corrected = {day}"))
    assert found.bank[0].corrected == datetime.date(2026, 12, 1)


@pytest.mark.parametrize("day", ["true", '"i går"', '"2026-02-30"', "20261201"])
def test_what_is_no_day_is_named_by_its_line(tmp_path: Path, day: str) -> None:
    (said,) = said_of(tmp_path, bank=with_key(f"corrected = {day}"))
    assert said.startswith("questions/bank.toml, line 4, questions 1, corrected: 'corrected' must be a day.")
