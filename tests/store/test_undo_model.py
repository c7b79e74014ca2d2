"""After any sequence of collecting, undoing, undoing that and erasing, the store says what a simple model says.

The model keeps every intake as what it was to change, and plays the ones that stand from the beginning: a dictionary of
responses with their answers, and nothing else.
"""

import copy
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.store.test_store import ITEMS, hand
from tests.store.test_undo import read_state
from toolkit.errors import InputError
from toolkit.model.forget import StoredResponse
from toolkit.store.store import Store, open_store

NAMES = ("a", "b", "c")
Values = dict[str, Any]
State = dict[str, tuple[str, Values]]
"""By response its label and its answers."""


@dataclass
class Model:
    """Every state that the store has been in, by the number of the intake that made it; and what was erased."""

    now: State = field(default_factory=dict)
    before: dict[int, State] = field(default_factory=dict)
    erased: set[str] = field(default_factory=set)

    def take(self, number: int, sheet: dict[str, tuple[str, Values]]) -> None:
        self.before[number] = copy.deepcopy(self.now)
        for name, (label, values) in sheet.items():
            if name in self.erased:
                continue
            kept = self.now.get(name, ("", {}))
            self.now[name] = (label or kept[0], dict(values))

    def undo(self, number: int, undone: int) -> None:
        """What stands after an undo of the latest intake is what stood before it."""
        was = copy.deepcopy(self.now)
        self.now = {name: one for name, one in self.before[undone].items() if name not in self.erased}
        self.before[number] = was

    def forget(self, name: str) -> None:
        self.now.pop(name, None)
        self.erased.add(name)


def read(store: Store) -> State:
    return {
        one.id: (one.label, {answer.item: answer.value for answer in one.answers})
        for one in store.read_responses(hidden=True)
    }


VALUES = st.dictionaries(st.sampled_from(ITEMS), st.integers(0, 9), max_size=3)
ROW = st.tuples(st.sampled_from(["", "A", "B"]), VALUES)
SHEET = st.dictionaries(st.sampled_from(NAMES), ROW, min_size=1, max_size=3)
STEP = st.one_of(
    st.tuples(st.just("take"), SHEET),
    st.tuples(st.just("undo"), st.none()),
    st.tuples(st.just("again"), st.none()),
    st.tuples(st.just("forget"), st.sampled_from(NAMES)),
)


def take(store: Store, sheet: dict[str, tuple[str, Values]], number: int) -> int | None:
    handed = [hand(name, values, label=label) for name, (label, values) in sheet.items()]
    return store.take(handed, file=f"{number}.xlsx", sha256=str(number), taken_at="2026-09-14T10:20").intake


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEP, max_size=9))
def test_the_latest_intake_can_always_be_undone_and_that_too_and_the_store_says_what_a_dictionary_says(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, Any]]
) -> None:
    model, latest = Model(), 0
    with open_store(tmp_path_factory.mktemp("model") / "s.sqlite3") as store:
        for number, (what, given_) in enumerate(steps):
            if what == "take":
                latest = take(store, given_, number) or latest
                model.take(latest, given_)
            elif what == "forget":
                store.forget([StoredResponse(workshop="nord", id=given_)])
                model.forget(given_)
            elif latest:
                state = read_state(store)
                (done,) = store.undo(latest, undone_at="2026-09-20T09:00")
                model.undo(done.number, latest)
                latest = done.number
                if what == "again":  # and back: nothing has happened
                    (done,) = store.undo(latest, undone_at="2026-09-20T09:00")
                    model.undo(done.number, latest)
                    latest = done.number
                    assert read_state(store) == state
            assert read(store) == model.now


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sheets=st.lists(SHEET, min_size=1, max_size=5), order=st.lists(st.integers(0, 9), max_size=6))
def test_whatever_intake_is_undone_with_what_builds_on_it_undoing_all_of_that_is_as_if_nothing_had_happened(
    tmp_path_factory: pytest.TempPathFactory, sheets: list[Any], order: list[int]
) -> None:
    with open_store(tmp_path_factory.mktemp("model") / "s.sqlite3") as store:
        numbers = [number for index, sheet in enumerate(sheets) if (number := take(store, sheet, index))]
        undone: list[int] = []
        state = read_state(store)
        for pick in order:
            before = read_state(store)
            wanted = numbers[pick % len(numbers)]
            try:
                done = store.undo(wanted, undone_at="2026-09-20T09:00", with_later=True)
            except InputError:
                assert read_state(store) == before, "refused, nothing changes"
                continue
            undone += [one.number for one in done]
        for number in reversed(undone):
            store.undo(number, undone_at="2026-09-20T09:00")
        assert read_state(store) == state


@settings(deadline=None, max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sheets=st.lists(SHEET, min_size=2, max_size=4), pick=st.integers(0, 9))
def test_an_intake_that_nothing_builds_on_is_gone_as_if_it_had_never_been_taken(
    tmp_path_factory: pytest.TempPathFactory, sheets: list[Any], pick: int
) -> None:
    folder, gone = tmp_path_factory.mktemp("model"), pick % len(sheets)
    with open_store(folder / "s.sqlite3") as store, open_store(folder / "without.sqlite3") as without:
        numbers = [take(store, sheet, index) for index, sheet in enumerate(sheets)]
        for index, sheet in enumerate(sheets):
            if index != gone:
                take(without, sheet, index)
        try:
            store.undo(numbers[gone] or 0, undone_at="2026-09-20T09:00")
        except InputError:
            return  # a later one builds on it
        for name, (label, values) in read(without).items():
            if all(name not in sheet for sheet in sheets[gone + 1 :]):
                assert read(store)[name] == (label, values)
        assert read(store).keys() <= read(without).keys()
