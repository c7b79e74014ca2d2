"""The store, on SQLite and on PostgreSQL alike."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from toolkit.errors import InputError, Message, Place, Problem, StoreError
from toolkit.model.change import LABEL_ITEM, Change, Comparison, Handed
from toolkit.model.response import Answer, Channel, Response
from toolkit.store.read import AnswerRow, Count
from toolkit.store.schema import METADATA
from toolkit.store.store import Store, open_store

ITEMS = ("kannedom", "poang.webb", "vision")


def hand(
    id: str,
    values: Mapping[str, str | int],
    *,
    workshop: str = "nord",
    label: str = "",
    channel: Channel = "xlsx",
) -> Handed:
    response = Response(
        id=id,
        workshop=workshop,
        instrument="0a1b2c3d",
        channel=channel,
        language="sv",
        label=label,
        answers=tuple(Answer(item=item, value=value) for item, value in sorted(values.items())),
    )
    return Handed(response=response, covers=frozenset(ITEMS))


FIRST = (
    hand("xlsx-sv-1", {"kannedom": 5, "vision": "=1+1 åäö 😀"}),
    hand("xlsx-sv-2", {"kannedom": 2, "poang.webb": 100}, label="Bord 2"),
)


def take(store: Store, *handed: Handed, sha256: str = "aa", **more: object) -> Comparison:
    return store.take(handed, file="svar.xlsx", sha256=sha256, taken_at="2026-09-14T10:20", **more)  # type: ignore[arg-type]


@pytest.fixture
def store(address: str) -> Iterator[Store]:
    with open_store(address) as opened:
        yield opened


def read_superseded(store: Store) -> list[tuple[object, ...]]:
    query = text("""SELECT id, item, value_text, value_number, s.take, superseded_by
        FROM superseded s JOIN responses ON key = response ORDER BY number""")
    with store._engine.begin() as connection:
        return [tuple(row) for row in connection.execute(query)]


def test_what_is_taken_can_be_read(store: Store) -> None:
    taken = take(store, *FIRST)
    assert (taken.new_responses, taken.new_answers, taken.changes, taken.met) == (2, 4, (), 0)
    assert store.read_responses() == tuple(one.response for one in FIRST)
    assert store.read_answers() == [
        AnswerRow("nord", "xlsx-sv-1", "kannedom", None, 5),
        AnswerRow("nord", "xlsx-sv-1", "vision", "=1+1 åäö 😀", None),
        AnswerRow("nord", "xlsx-sv-2", "kannedom", None, 2),
        AnswerRow("nord", "xlsx-sv-2", "poang.webb", None, 100),
    ]
    assert store.counts() == (Count(workshop="nord", responses=2, hidden=0, answers=4),)


def test_the_same_file_twice_changes_nothing(store: Store) -> None:
    take(store, *FIRST)
    again = take(store, *FIRST)
    assert (again.new_responses, again.changed_responses, again.unchanged_responses) == (0, 0, 2)
    assert (again.new_answers, again.changes, again.unchanged_answers) == (0, (), 4)
    assert again.taken_before == "2026-09-14T10:20"
    assert len(store.read_answers()) == 4


def test_a_corrected_copy_changes_exactly_what_was_corrected_and_keeps_what_was(store: Store) -> None:
    take(store, *FIRST)
    corrected = take(
        store,
        hand("xlsx-sv-1", {"kannedom": 6, "vision": "=1+1 åäö 😀"}),
        hand("xlsx-sv-2", {"kannedom": 2, "vision": "ny"}, label="Bord 3"),
        hand("xlsx-sv-3", {"kannedom": 1}),
        sha256="bb",
    )
    change = Change(workshop="nord", response="xlsx-sv-2", item="", old=None, new=None)
    assert corrected.changes == (
        replace(change, response="xlsx-sv-1", item="kannedom", old=5, new=6),
        replace(change, item="poang.webb", old=100),
        replace(change, item="vision", new="ny"),
        replace(change, item=LABEL_ITEM, old="Bord 2", new="Bord 3"),
    )
    assert (corrected.new_responses, corrected.changed_responses, corrected.unchanged_responses) == (1, 2, 0)
    assert (corrected.met, corrected.agreeing) == (4, 2)
    assert [(row.response[-1], row.item, row.text or row.number) for row in store.read_answers()] == [
        ("1", "kannedom", 6),
        ("1", "vision", "=1+1 åäö 😀"),
        ("2", "kannedom", 2),
        ("2", "vision", "ny"),
        ("3", "kannedom", 1),
    ]
    assert store.read_responses()[1].label == "Bord 3"
    assert read_superseded(store) == [
        ("xlsx-sv-1", "kannedom", None, 5, 1, 2),
        ("xlsx-sv-2", "poang.webb", None, 100, 1, 2),
        ("xlsx-sv-2", LABEL_ITEM, "Bord 2", None, 1, 2),
    ]


def test_a_file_taken_before_does_not_undo_later_corrections_unless_it_is_meant_to(store: Store) -> None:
    before = hand("xlsx-sv-1", {"kannedom": 5})
    after = hand("xlsx-sv-1", {"kannedom": 6})
    take(store, before, sha256="aa")
    take(store, after, sha256="bb")
    again = take(store, before, sha256="aa")
    assert again.changes == ()
    assert [(change.old, change.new) for change in again.kept] == [(6, 5)]
    assert store.read_answers()[0].number == 6
    back = take(store, before, sha256="aa", correction=True)
    assert [(change.old, change.new) for change in back.changes] == [(6, 5)]
    assert store.read_answers()[0].number == 5


def test_an_item_that_the_file_does_not_cover_is_left_alone(store: Store) -> None:
    take(store, *FIRST)
    part = replace(hand("xlsx-sv-1", {"kannedom": 5}), covers=frozenset({"kannedom"}))
    assert take(store, part, sha256="bb").changes == ()
    assert len(store.read_answers()) == 4


def test_what_the_judge_refuses_leaves_nothing(store: Store) -> None:
    seen: list[Comparison] = []

    def judge(comparison: Comparison) -> tuple[Problem, ...]:
        seen.append(comparison)
        return (Problem(place=Place(file="svar.xlsx"), message=Message("No.")),)

    with pytest.raises(InputError, match=r"No\."):
        take(store, *FIRST, judge=judge)
    assert seen[0].new_responses == 2
    assert store.read_responses() == ()
    assert take(store, *FIRST).taken_before == ""


def test_a_take_that_fails_half_way_leaves_nothing(store: Store) -> None:
    take(store, *FIRST)
    broken = hand("xlsx-sv-4", {"kannedom": 1})
    twice = replace(broken, response=replace(broken.response, answers=broken.response.answers * 2))
    with pytest.raises(StoreError):
        take(store, hand("xlsx-sv-1", {"kannedom": 7}), hand("xlsx-sv-3", {"kannedom": 1}), twice, sha256="bb")
    assert store.read_responses() == tuple(one.response for one in FIRST)
    assert read_superseded(store) == []
    assert take(store, *FIRST, sha256="bb").taken_before == ""


def test_hidden_responses_are_read_only_where_asked_for(store: Store) -> None:
    take(store, *FIRST)
    with store._engine.begin() as connection:
        connection.execute(text("UPDATE responses SET hidden = TRUE WHERE id = 'xlsx-sv-1'"))
    assert [one.id for one in store.read_responses()] == ["xlsx-sv-2"]
    assert len(store.read_responses(hidden=True)) == 2
    assert len(store.read_answers()) == 2
    assert store.counts() == (Count(workshop="nord", responses=2, hidden=1, answers=4),)


def test_workshops_are_kept_apart(store: Store) -> None:
    take(store, hand("1", {"kannedom": 1}), hand("1", {"kannedom": 2}, workshop="syd"))
    assert [one.workshop for one in store.read_responses()] == ["nord", "syd"]
    assert [row.number for row in store.read_answers(["syd"])] == [2]
    assert store.read_responses(["öst"]) == ()
    assert store.read_responses([]) == ()


def test_a_store_is_read_in_the_same_order_by_both_databases(store: Store) -> None:
    ids = ["ö-1", "a-10", "A-2", "a-2", "å-1", "z", "_a"]
    take(store, *(hand(one, {"vision": "x"}) for one in ids))
    assert [one.id for one in store.read_responses()] == sorted(ids)


def test_erasing_a_response_erases_its_answers_and_their_history(store: Store) -> None:
    take(store, *FIRST)
    take(store, hand("xlsx-sv-1", {"kannedom": 7}), sha256="bb")
    with store._engine.begin() as connection:
        connection.execute(text("DELETE FROM responses WHERE id = 'xlsx-sv-1'"))
    assert len(store.read_answers()) == 2
    assert read_superseded(store) == []


VALUES = st.one_of(
    st.integers(0, 100), st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), min_size=1)
)
SHEETS = st.dictionaries(
    st.sampled_from(["1", "2", "3", "é"]), st.dictionaries(st.sampled_from(ITEMS), VALUES), max_size=4
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=SHEETS, second=SHEETS)
def test_after_any_correction_the_store_holds_what_the_copy_says_and_names_each_difference(
    first: dict[str, dict[str, str | int]], second: dict[str, dict[str, str | int]], store: Store
) -> None:
    with store._engine.begin() as connection:
        for table in ("superseded", "answers", "responses", "take_counts", "takes"):
            connection.execute(METADATA.tables[table].delete())
    take(store, *(hand(one, values) for one, values in first.items()), sha256="aa")
    comparison = take(store, *(hand(one, values) for one, values in second.items()), sha256="bb")
    both = [(one, item) for one in first if one in second for item in ITEMS]
    expected = {
        (one, item): (first[one].get(item), second[one].get(item))
        for one, item in both
        if first[one].get(item) != second[one].get(item)
    }
    assert {(one.response, one.item): (one.old, one.new) for one in comparison.changes} == expected
    now = {(row.response, row.item): row.text if row.number is None else row.number for row in store.read_answers()}
    assert now == {(one, item): value for one, values in {**first, **second}.items() for item, value in values.items()}
    again = take(store, *(hand(one, values) for one, values in second.items()), sha256="cc")
    assert (again.changes, again.new_responses) == ((), 0)
