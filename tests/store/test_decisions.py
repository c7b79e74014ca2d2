"""Facilitators' decisions about publishing answers are kept, on SQLite and on PostgreSQL alike."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from toolkit.model.change import Handed
from toolkit.model.publication import Decision
from toolkit.model.response import Answer, Response
from toolkit.store.store import Store, open_store

RESPONSE = Response(
    id="xlsx-sv-1",
    workshop="nord",
    instrument="0a1b2c3d",
    channel="xlsx",
    language="sv",
    answers=(Answer(item="vision", value="Fler ser oss"),),
)
SHOWN = Decision(workshop="nord", response="xlsx-sv-1", item="vision", digest="d1", handling="show", quotable=True)


@pytest.fixture
def store(address: str) -> Iterator[Store]:
    with open_store(address) as opened:
        handed = Handed(response=RESPONSE, covers=frozenset({"vision"}))
        opened.take([handed], file="svar.xlsx", sha256="aa", taken_at="2026-09-14T10:20")
        yield opened


def test_a_decision_is_kept_and_read(store: Store) -> None:
    assert store.take_decisions([SHOWN], decided_at="2026-09-14T10:20") == (SHOWN,)
    assert store.read_decisions() == {("nord", "xlsx-sv-1", "vision"): SHOWN}


def test_the_same_decision_again_changes_nothing(store: Store) -> None:
    store.take_decisions([SHOWN], decided_at="2026-09-14T10:20")
    assert store.take_decisions([SHOWN], decided_at="2026-09-15T10:20") == ()


def test_of_several_decisions_the_last_one_holds(store: Store) -> None:
    masked = replace(SHOWN, handling="mask", quotable=None)
    for decision in (SHOWN, masked, replace(SHOWN, digest="d2")):
        store.take_decisions([decision], decided_at="2026-09-14T10:20")
    assert store.read_decisions() == {SHOWN.key: replace(SHOWN, digest="d2")}


def test_a_decision_about_nobodys_answer_is_passed_over(store: Store) -> None:
    assert store.take_decisions([replace(SHOWN, response="xlsx-sv-99")], decided_at="2026-09-14T10:20") == ()
    assert store.read_decisions() == {}
