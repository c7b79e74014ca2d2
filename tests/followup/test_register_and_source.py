"""The register holds what the final report's table holds, no more and no less, and claims no colour that is lost."""

import csv
import datetime
from pathlib import Path

import pytest

from tests.followup.source_table import ADDED, PRIORITISED, STATED_IN_PROSE, TABLE
from toolkit.followup.plan_files import PlanFiles, read_plan_files
from toolkit.model.action_plan import Activity
from toolkit.model.programme import Area, Programme
from toolkit.reading.folder import read_folder

ROOT = Path(__file__).resolve().parent.parent.parent
TODAY = datetime.date(2027, 5, 3)


@pytest.fixture(scope="module")
def programme() -> Programme:
    return read_folder(ROOT).programme


@pytest.fixture(scope="module")
def files(programme: Programme) -> PlanFiles:
    return read_plan_files(ROOT, programme, TODAY)


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    """The register as csv alone reads it, without the code under test."""
    with (ROOT / "plan/activities.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def of_area(rows: list[dict[str, str]], area: Area) -> list[dict[str, str]]:
    return [row for row in rows if row["area"] == area.id]


def test_the_source_has_eleven_planned_areas_with_47_activities_six_prioritised_and_two_added() -> None:
    assert [len(bullets) for _, _, bullets in TABLE] == [4, 5, 5, 3, 4, 2, 3, 6, 9, 3, 3]
    assert sum(len(bullets) for _, _, bullets in TABLE) == 47
    assert (len(PRIORITISED), len(ADDED)) == (6, 2)


def test_every_area_of_the_table_is_planned_under_its_insight_in_the_sources_order(programme: Programme) -> None:
    planned = [area for area in programme.areas if area.kind == "planned"]
    insights = {insight.id: insight.title.sv for insight in programme.insights}
    assert [(insights[area.insight], area.title.sv) for area in planned] == [(one, area) for one, area, _ in TABLE]


def test_every_activity_of_the_table_is_in_the_register_in_the_sources_order(
    rows: list[dict[str, str]], programme: Programme
) -> None:
    planned = [area for area in programme.areas if area.kind == "planned"]
    for area, (_, _, bullets) in zip(planned, TABLE, strict=True):
        texts = [row["text_sv"] for row in of_area(rows, area)]
        assert len(texts) == len(bullets), area.id
        for text, word in zip(texts, bullets, strict=True):
            assert word.lower() in text.lower(), f"{area.id}: {word!r} is not in {text!r}"


def test_the_six_prioritised_stand_with_their_departments_and_two_were_added(
    rows: list[dict[str, str]], programme: Programme
) -> None:
    kinds = {area.id: area.kind for area in programme.areas}
    prioritised = [row for row in rows if kinds[row["area"]] == "prioritised"]
    added = [row for row in rows if kinds[row["area"]] == "added"]
    assert [row["unit_sv"] for row in prioritised] == [unit for unit, _ in PRIORITISED]
    for row, (_, word) in zip(prioritised, PRIORITISED, strict=True):
        assert word.lower() in row["text_sv"].lower()
    for row, word in zip(added, ADDED, strict=True):
        assert word.lower() in row["text_sv"].lower()
    assert len(rows) == 47 + 6 + 2


def test_a_status_is_unknown_unless_the_prose_states_otherwise(rows: list[dict[str, str]]) -> None:
    words = {word for _, _, bullets in TABLE for word in bullets} | {word for _, word in PRIORITISED}
    assert set(STATED_IN_PROSE) <= words
    stated = {row["id"]: row["status"] for row in rows if row["status"] != "unknown"}
    assert sorted(stated.values()) == sorted(STATED_IN_PROSE.values())
    for word, status in STATED_IN_PROSE.items():
        assert [row for row in rows if word.lower() in row["text_sv"].lower() and row["status"] == status], word
    for row in rows:
        if row["status"] != "unknown":
            assert row["evidence_sv"]
            assert row["evidence_en"]
            assert row["set_by"] == "Slutrapporten"
        else:
            assert not row["date"]


def test_no_activity_is_red_because_the_reds_did_not_survive_as_text(rows: list[dict[str, str]]) -> None:
    assert not [row for row in rows if row["status"] == "none"]


def test_every_activity_is_said_in_both_languages_in_few_words_of_our_own(rows: list[dict[str, str]]) -> None:
    for row in rows:
        assert row["text_sv"] != row["text_en"]
        assert len(row["text_sv"]) <= 120
        assert len(row["text_en"]) <= 120


def test_the_register_reads_without_a_problem_and_its_history_agrees_with_it(files: PlanFiles) -> None:
    assert len(files.plan.activities) == 55
    assert len({activity.id for activity in files.plan.activities}) == 55
    last = files.plan.status_on(TODAY)
    assert {activity.id: activity.status for activity in files.plan.activities} == last


def test_every_row_names_the_page_of_the_source(files: PlanFiles) -> None:
    def pages(activity: Activity) -> str:
        return activity.source.removeprefix("Slutrapport 2024-12-19, s. ")

    assert {pages(activity) for activity in files.plan.activities} == {"4", "5", "5–6", "6", "7", "7–8", "8", "9"}
