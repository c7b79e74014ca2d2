"""Each change of status is kept with its date, so that two follow-ups can be compared; a register may hold anything."""

import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.followup.conftest import LATER, TODAY
from tests.followup.specimen import set_statuses
from tests.followup.test_round_trip import Follow, read_history
from toolkit.followup.history import compose_history_rows, find_changes, parse_history, settle_history
from toolkit.followup.plan_files import write_csv
from toolkit.followup.register import compose_rows, parse_register
from toolkit.followup.status import Counts
from toolkit.followup.view import say_headline
from toolkit.followup.wording import NAMES, SIGNS, find_status, sign_status
from toolkit.model.action_plan import STATUSES, ActionPlan, Activity, StatusEntry
from toolkit.model.plain_text import tidy_text
from toolkit.model.text import Text
from toolkit.reading.folder import read_folder
from toolkit.tabular import Rows, parse_text_table
from toolkit.texts import load_texts

ROOT = Path(__file__).resolve().parent.parent.parent
PROGRAMME = read_folder(ROOT).programme
FIRST = datetime.date(2026, 5, 4)


def activity(status: str, **more: object) -> Activity:
    return Activity(id="webb", text=Text(sv="Webb"), area="webb", status=status, **more)  # type: ignore[arg-type]


def entry(status: str, day: datetime.date, **more: object) -> StatusEntry:
    return StatusEntry(date=day, activity="webb", status=status, recorded=day, **more)  # type: ignore[arg-type]


def test_a_changed_status_adds_an_entry_and_rewrites_none() -> None:
    before = (entry("none", FIRST),)
    settled = settle_history([activity("done", set_by="KA")], before, TODAY, "plan/activities.csv")
    assert settled.history[:1] == before
    assert [(each.status, each.date, each.recorded, each.set_by) for each in settled.added] == [
        ("done", TODAY, TODAY, "KA")
    ]
    assert settled.activities[0].date == TODAY


def test_an_unchanged_status_adds_nothing_and_an_unknown_one_never_assessed_neither() -> None:
    kept = activity("none", date=FIRST)
    assert settle_history([kept], (entry("none", FIRST),), TODAY, "x").added == ()
    assert settle_history([activity("unknown")], (), TODAY, "x").added == ()


def test_a_status_that_was_assessed_anew_on_another_day_is_kept_as_well() -> None:
    settled = settle_history([activity("none", date=TODAY)], (entry("none", FIRST),), TODAY, "x")
    assert [(each.status, each.date) for each in settled.added] == [("none", TODAY)]


def test_whoever_changes_a_status_is_asked_whether_name_and_evidence_still_hold() -> None:
    old = entry("none", FIRST, set_by="KA", evidence="Se protokoll")
    changed = activity("done", set_by="KA", evidence=Text(sv="Se protokoll"))
    said = [load_texts("en").problem(one) for one in settle_history([changed], (old,), TODAY, "r.csv").notices]
    assert "who set it is as before ('KA')" in said[0]
    assert "its evidence is as before" in said[1]


def test_two_follow_ups_are_compared_by_what_was_recorded() -> None:
    plan = ActionPlan(activities=(activity("done"),), history=(entry("none", FIRST), entry("done", TODAY)))
    (change,) = find_changes(plan, FIRST)
    assert (change.before, change.after, change.date) == ("none", "done", TODAY)
    assert find_changes(plan, TODAY) == ()
    assert plan.status_on(FIRST - datetime.timedelta(days=1)) == {"webb": "unknown"}


def test_any_earlier_follow_up_may_be_compared_with(folder: Path, follow: Follow) -> None:
    first = set_statuses(folder, 1, FIRST)
    follow(day=FIRST)
    second = set_statuses(folder, 2, TODAY)
    follow(day=TODAY)
    third = set_statuses(folder, 3, LATER)
    changed = {each.activity.id for each in follow(day=LATER).report.changes}
    assert changed == {key for key in third if third[key] != second[key]}
    changed = {each.activity.id for each in follow(day=LATER, since=FIRST.isoformat()).report.changes}
    assert changed == {key for key in third if third[key] != first[key]}
    assert {row["recorded"] for row in read_history(folder)} >= {
        FIRST.isoformat(),
        TODAY.isoformat(),
        LATER.isoformat(),
    }


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_status_is_told_by_a_sign_of_its_own_and_by_words_and_read_back(status: str, language: str) -> None:
    said = sign_status(status, load_texts(language))  # type: ignore[arg-type]
    assert said[0] == SIGNS[status]  # type: ignore[index]
    assert len(said) > 5
    assert find_status(said) == status
    assert len(set(SIGNS.values())) == len(NAMES) == 4


ENTRIES = st.builds(
    StatusEntry,
    date=st.dates(datetime.date(2020, 1, 1), datetime.date(2030, 1, 1)),
    activity=st.sampled_from(["webb", "eu"]),
    status=st.sampled_from(STATUSES),
    set_by=st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), max_size=8).map(tidy_text),
    evidence=st.sampled_from(["", 'Se "protokoll"; s. 3', "två\nrader"]),
    recorded=st.dates(datetime.date(2020, 1, 1), datetime.date(2030, 1, 1)),
)


@given(st.lists(ENTRIES, max_size=8))
@settings(deadline=None, max_examples=40)
def test_the_history_comes_back_from_its_file_as_it_was(entries: list[StatusEntry]) -> None:
    rows = parse_text_table(write_csv(compose_history_rows(entries)), "plan/history.csv")
    assert parse_history(rows) == (tuple(entries), ())


CELLS = st.one_of(
    st.sampled_from(["", "webb", "eu", "grön", "none", "kommunikation", "2026-01-01", "i går", "x" * 60, "Å b"]),
    st.text(max_size=6),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.datetimes(),
)
HEADER = ["id", "area", "text_sv", "status", "date", "insight", "priority", "Egen kolumn"]


@given(st.lists(st.lists(CELLS, min_size=len(HEADER), max_size=len(HEADER)), max_size=6))
@settings(deadline=None, max_examples=80)
def test_whatever_stands_in_a_register_is_read_or_named_by_place(table: list[list[object]]) -> None:
    rows = Rows(file="r.xlsx", worksheet="plan", cells=[HEADER, *table])  # type: ignore[list-item]
    register, problems = parse_register(rows, PROGRAMME, TODAY)
    assert register is not None
    for problem in problems:
        assert 1 <= problem.place.row <= len(table) + 1
        load_texts("sv").problem(problem)
    if not problems:
        again = Rows(
            file="r.csv", cells=compose_rows(register.activities, PROGRAMME, register.extra), lines=range(1, 99)
        )
        assert parse_register(again, PROGRAMME, TODAY)[0].activities == register.activities  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("counts", "swedish", "english"),
    [
        (Counts(unknown=3), "Ingen av 3 aktiviteter är bedömd ännu", "None of 3 activities has been assessed yet"),
        (
            Counts(done=1, unknown=2),
            "1 av 3 aktiviteter är bedömd, 1 är genomförd eller pågår",
            "1 of 3 activities has been assessed, 1 is done or under way",
        ),
        (
            Counts(done=2, none=2, unknown=2),
            "4 av 6 aktiviteter är bedömda, 2 är genomförda eller pågår",
            "4 of 6 activities have been assessed, 2 are done or under way",
        ),
        (
            Counts(done=2, none=1),
            "2 av 3 aktiviteter är genomförda eller pågår",
            "2 of 3 activities are done or under way",
        ),
    ],
)
def test_how_a_plan_stands_is_said_in_one_line_in_both_languages(counts: Counts, swedish: str, english: str) -> None:
    assert say_headline(counts, load_texts("sv")) == swedish
    assert say_headline(counts, load_texts("en")) == english
