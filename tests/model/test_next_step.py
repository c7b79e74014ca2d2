"""Who takes a next step, when, and how it stands: two people's changes meet, and neither loses what they wrote."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.model.answer_key import AnswerKey
from toolkit.model.next_step import FIELDS, NOTHING_SAID, StepChange, StepState, compose_own_key, merge_step
from toolkit.model.sheet_mark import SheetMark, compose_mark, parse_mark
from toolkit.model.steps_sheet import MARK, StepRow, compose_step_key, parse_step_key

KEY = AnswerKey("nord", "xlsx-sv-1", "nasta-steg")
NAMES = st.sampled_from(["", "Anna", "Bo", "Cia"])
DAYS = st.sampled_from(["", "2026-09-14", "2027-01-31"])
STATUSES = st.sampled_from(["", "not-begun", "going-on", "done", "dropped"])
STATES = st.builds(StepState, owner=NAMES, due=DAYS, status=STATUSES)


def change(before: StepState, **said: str) -> StepChange:
    return StepChange(key=KEY, before=before, after=replace(before, **said))  # type: ignore[arg-type]  # field by field


def test_what_a_person_writes_is_taken_and_what_another_wrote_beside_it_stays() -> None:
    elsewhere = StepState(owner="Anna")
    merged = merge_step([elsewhere], change(NOTHING_SAID, status="done"))
    assert merged.state == StepState(owner="Anna", status="done")
    assert (merged.stale, merged.clashes) == (False, ())


def test_a_cell_that_the_person_did_not_touch_never_undoes_a_newer_change() -> None:
    written = StepState(owner="Anna", due="2026-09-14")
    newer = replace(written, owner="Bo")
    assert merge_step([written, newer], change(written, status="going-on")).state.owner == "Bo"


def test_the_same_field_changed_in_two_ways_is_named_and_what_holds_stays() -> None:
    written, newer = StepState(owner="Anna"), StepState(owner="Bo")
    merged = merge_step([written, newer], change(written, owner="Cia", status="done"))
    assert merged.clashes == ("owner",)
    assert merged.state.owner == "Bo"


def test_the_same_change_made_in_two_places_is_one() -> None:
    written, newer = StepState(owner="Anna"), StepState(owner="Bo")
    merged = merge_step([written, newer], change(written, owner="Bo"))
    assert (merged.state, merged.stale, merged.clashes) == (newer, False, ())


def test_an_old_worksheet_taken_again_undoes_nothing_that_was_changed_since() -> None:
    first, newer = StepState(owner="Anna"), StepState(owner="Bo")
    merged = merge_step([first, newer], change(NOTHING_SAID, owner="Anna"))
    assert (merged.state, merged.stale, merged.clashes) == (newer, True, ())


def test_a_person_may_return_to_what_was_said_earlier() -> None:
    history = [StepState(owner="Anna"), StepState(owner="Bo")]
    assert merge_step(history, change(history[-1], owner="Anna")).state.owner == "Anna"


def test_a_person_may_take_a_name_and_a_day_away_again() -> None:
    written = StepState(owner="Anna", due="2026-09-14")
    assert merge_step([written], change(written, owner="", due="")).state == NOTHING_SAID


def test_a_step_of_ones_own_is_the_same_for_the_same_words() -> None:
    assert compose_own_key("Ring  Anna", "nord") == compose_own_key("ring anna", "nord")
    assert compose_own_key("Ring Anna", "nord") != compose_own_key("Ring Anna", "solna")


@given(st.lists(STATES, min_size=1, max_size=4), st.integers(0, 3), STATES)
@settings(deadline=None, max_examples=200)
def test_no_field_is_lost_whatever_was_said_before(history: list[StepState], at: int, after: StepState) -> None:
    """Every field ends as the person wrote it, or as it held and is named or told; nothing else appears."""
    before, now = history[at % len(history)], history[-1]
    merged = merge_step(history, StepChange(key=KEY, before=before, after=after))
    for name in FIELDS:
        was, wanted, held, ends = (getattr(each, name) for each in (before, after, now, merged.state))
        if wanted == was:
            assert ends == held
        elif ends != wanted:
            assert ends == held
            assert name in merged.clashes or merged.stale
    again = merge_step([*history, merged.state], StepChange(key=KEY, before=before, after=after))
    assert again.state == merged.state


@given(
    st.builds(
        StepRow, key=st.builds(AnswerKey, *[st.text(max_size=20)] * 3), digest=st.text("0123456789abcdef"), state=STATES
    )
)
@settings(deadline=None, max_examples=100)
def test_a_row_s_key_comes_back_whatever_the_ids_hold(row: StepRow) -> None:
    assert parse_step_key(compose_step_key(row)) == row


@given(st.text(max_size=60) | st.integers() | st.floats() | st.booleans())
@settings(deadline=None, max_examples=200)
def test_any_other_cell_is_no_key_and_no_mark(cell: object) -> None:
    assert parse_step_key(cell) is None
    assert parse_mark(cell, MARK) is None


def test_the_mark_of_one_worksheet_is_not_that_of_another() -> None:
    mark = SheetMark(kind=MARK, programme="ki-synlighet", rows=7)
    assert parse_mark(compose_mark(mark), MARK) == mark
    assert parse_mark(compose_mark(mark), "toolkit-coding") is None
