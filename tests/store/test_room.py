"""What the room needs of the store, on SQLite and on PostgreSQL alike."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.deck.outline_fixtures import NORTH, PROGRAMME
from tests.model.test_results import INSTRUMENT
from toolkit.model.change import Handed
from toolkit.model.response import Answer, Channel, Response
from toolkit.model.results import find_figures, tally_question
from toolkit.model.room import FacilitatorLink, RoomAnswer, Show, ValueCounts
from toolkit.store.store import Store, open_store

NUMBERS = count(1)


def write(store: Store, name: str, text: str, *, workshop: str = "nord", channel: Channel = "csv") -> int:
    """Take one response with an open answer, and return its number."""
    response = Response(
        id=name,
        workshop=workshop,
        instrument="0",
        channel=channel,
        language="sv",
        answers=(Answer(item="vision", value=text), Answer(item="poang.webb", value=40)),
    )
    handed = Handed(response=response, covers=frozenset({"vision", "poang.webb"}))
    store.take([handed], file=f"{name}.csv", sha256=f"{workshop}-{name}-{text}", taken_at="2027-02-03T10:20")
    number = store.room.find_number(workshop, name)
    assert number is not None
    return number


@pytest.fixture
def store(address: str) -> Iterator[Store]:
    with open_store(address) as opened:
        yield opened


def texts(store: Store, *, hidden: bool = False) -> list[str]:
    return [answer.text for answer in store.room.read_words("nord", ["vision"], hidden=hidden)]


def test_nothing_is_shown_until_the_facilitator_shows_it(store: Store) -> None:
    assert store.room.read_shows("nord") == {}
    store.room.write_show("nord", Show(question="vision", results=True))
    store.room.write_show("nord", Show(question="poang", results=True, agreeing=True))
    store.room.write_show("nord", Show(question="vision", agreeing=True))
    assert store.room.read_shows("nord") == {
        "vision": Show(question="vision", agreeing=True),
        "poang": Show(question="poang", results=True, agreeing=True),
    }
    assert store.room.read_shows("syd") == {}


def test_answers_in_words_come_with_the_latest_first_and_those_of_other_workshops_not_at_all(store: Store) -> None:
    write(store, "1", "Först")
    write(store, "2", "Sedan")
    write(store, "1", "Någon annanstans", workshop="syd")
    assert texts(store) == ["Sedan", "Först"]


def test_a_hidden_answer_is_kept_and_left_out_of_every_result_until_it_is_shown_again(store: Store) -> None:
    number = write(store, "1", "Opassande")
    write(store, "2", "Passande")
    assert store.room.hide_answer("nord", number, "vision", hidden=True)
    assert texts(store) == ["Passande"]
    assert [answer.hidden for answer in store.room.read_words("nord", ["vision"], hidden=True)] == [False, True]
    assert [len(response.answers) for response in store.read_responses()] == [1, 2]
    assert [row.item for row in store.read_answers()] == ["poang.webb", "poang.webb", "vision"]
    assert [len(response.answers) for response in store.read_responses(hidden=True)] == [2, 2]
    assert len(store.read_answers(hidden=True)) == 4
    assert (store.room.count_hidden(["nord"]), store.room.count_hidden(["syd"])) == (1, 0)
    assert store.room.hide_answer("nord", number, "vision", hidden=False)
    assert texts(store) == ["Passande", "Opassande"]


def test_hiding_an_answer_twice_is_hiding_it_once(store: Store) -> None:
    number = write(store, "1", "Opassande")
    assert store.room.hide_answer("nord", number, "vision", hidden=True)
    assert store.room.hide_answer("nord", number, "vision", hidden=True)
    assert texts(store) == []


def test_a_hidden_answer_stays_hidden_when_it_is_changed(store: Store) -> None:
    number = write(store, "1", "Opassande")
    store.room.hide_answer("nord", number, "vision", hidden=True)
    write(store, "1", "Opassande igen")
    assert texts(store) == []


def test_an_answer_of_another_workshop_cannot_be_hidden(store: Store) -> None:
    number = write(store, "1", "Hej", workshop="syd")
    assert not store.room.hide_answer("nord", number, "vision", hidden=True)
    assert not store.room.hide_answer("syd", number, "mission", hidden=True)


def test_others_agree_once_each_and_may_change_their_minds(store: Store) -> None:
    number = write(store, "1", "Fler gäster")
    for name in ("2", "3"):
        write(store, name, "Annat")
        assert store.room.agree("nord", name, number, "vision", agrees=True)
        assert store.room.agree("nord", name, number, "vision", agrees=True)
    assert store.room.read_words("nord", ["vision"])[-1] == RoomAnswer(
        number=number, item="vision", text="Fler gäster", agreeing=2
    )
    assert store.room.read_agreed("nord", "2") == {(number, "vision")}
    assert store.room.agree("nord", "2", number, "vision", agrees=False)
    assert store.room.read_words("nord", ["vision"])[-1].agreeing == 1
    assert store.room.read_agreed("nord", "2") == frozenset()


def test_nobody_agrees_with_an_own_hidden_or_missing_answer_nor_without_a_response(store: Store) -> None:
    own, other = write(store, "1", "Mitt"), write(store, "2", "Ditt")
    assert not store.room.agree("nord", "1", own, "vision", agrees=True)
    assert not store.room.agree("nord", "nobody", other, "vision", agrees=True)
    assert not store.room.agree("nord", "1", 4711, "vision", agrees=True)
    assert not store.room.agree("nord", "1", other, "mission", agrees=True)
    store.room.hide_answer("nord", other, "vision", hidden=True)
    assert not store.room.agree("nord", "1", other, "vision", agrees=True)


def test_turnout_is_counted_by_workshop_and_channel(store: Store) -> None:
    write(store, "1", "a")
    write(store, "2", "b", channel="paper")
    write(store, "3", "c", channel="paper")
    write(store, "1", "d", workshop="syd")
    found = store.room.read_turnout()
    assert {name: dict(one.channels) for name, one in found.items()} == {
        "nord": {"csv": 1, "paper": 2},
        "syd": {"csv": 1},
    }
    assert found["nord"].responses == 3


def test_a_link_that_holds_is_kept_over_restarts_and_a_revoked_one_is_not(store: Store) -> None:
    first = FacilitatorLink(id="aaaa", made_at="2027-02-03T10:20")
    second = replace(first, id="bbbb")
    assert store.room.make_link(first) == first
    assert store.room.make_link(second) == first
    assert store.room.read_links() == (first,)
    assert store.room.revoke_links("2027-02-03T11:00") == 1
    assert store.room.read_links() == ()
    assert store.room.make_link(second) == second


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.dictionaries(
            st.sampled_from([item.name for item in INSTRUMENT.items]), st.one_of(st.integers(-1, 8), st.just("webb"))
        ),
        max_size=6,
    )
)
def test_what_the_database_counts_is_what_reading_every_answer_counts(
    store: Store, given_answers: list[dict[str, str | int]]
) -> None:
    workshop = f"nord-{next(NUMBERS)}"
    home = replace(NORTH, id=workshop)
    handed = [
        Handed(
            response=Response(
                id=str(number),
                workshop=workshop,
                instrument=INSTRUMENT.version,
                channel="csv",
                language="sv",
                answers=tuple(Answer(item=item, value=value) for item, value in answers.items()),
            ),
            covers=frozenset(answers),
        )
        for number, answers in enumerate(given_answers)
    ]
    store.take(handed, file="a.csv", sha256=workshop, taken_at="2027-02-03T10:20")
    for question in INSTRUMENT.questions:
        items = [item.name for item in INSTRUMENT.items_of(question.id)]
        counted = store.room.count_values(workshop, items, ticks=question.kind == "choices")
        found = find_figures(question, counted)
        if found is not None:
            figures = tally_question(PROGRAMME, home, INSTRUMENT, question, store.read_responses([workshop]))
            assert (found.responses, found.answered) == (figures.responses, figures.answered)
            assert {name: dict(counts) for name, counts in found.values.items()} == {
                name: dict(counts) for name, counts in figures.values.items()
            }


def test_the_database_leaves_judging_a_value_that_cannot_be_to_the_tally(store: Store) -> None:
    write(store, "1", "Hej")
    points = next(question for question in INSTRUMENT.questions if question.id == "poang")
    assert find_figures(points, store.room.count_values("nord", ["poang.webb"])) is not None
    too_many = ValueCounts(values=(("poang.webb", 4711, 1),), answered=1, responses=1)
    assert find_figures(points, too_many) is None
