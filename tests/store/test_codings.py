"""What people said that answers are about is kept, on SQLite and on PostgreSQL alike."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from toolkit.model.answer_key import AnswerKey
from toolkit.model.change import Handed
from toolkit.model.publication import Decision
from toolkit.model.response import Answer, Response
from toolkit.model.review import ReviewedAnswer, ReviewOutcome
from toolkit.model.themes import HumanCoding
from toolkit.store.store import Store, open_store

RESPONSE = Response(
    id="xlsx-sv-1",
    workshop="nord",
    instrument="0a1b2c3d",
    channel="xlsx",
    language="sv",
    answers=(Answer(item="vision", value="Fler ser oss"),),
)
KEY = AnswerKey("nord", "xlsx-sv-1", "vision")
CODED = HumanCoding(answer=KEY, themes=("rankning", "webb"), digest="d1")
SHOWN = Decision(workshop="nord", response="xlsx-sv-1", item="vision", digest="d1", handling="show")
AT = "2026-09-14T10:20"


@pytest.fixture
def store(address: str) -> Iterator[Store]:
    with open_store(address) as opened:
        handed = Handed(response=RESPONSE, covers=frozenset({"vision"}))
        opened.take([handed], file="svar.xlsx", sha256="aa", taken_at=AT)
        yield opened


def review(store: Store, *codings: HumanCoding, before: tuple[str, ...] | None = None) -> ReviewOutcome:
    reviewed = [ReviewedAnswer(answer=coding.answer, coding=coding, before=before) for coding in codings]
    return store.take_review(reviewed, taken_at=AT)


def test_a_coding_and_a_decision_of_one_worksheet_are_kept_together(store: Store) -> None:
    outcome = store.take_review([ReviewedAnswer(answer=KEY, coding=CODED, decision=SHOWN)], taken_at=AT)
    assert (outcome.codings, outcome.decisions) == ((CODED,), (SHOWN,))
    assert (store.read_codings(), store.read_decisions()) == ({KEY: CODED}, {KEY: SHOWN})


def test_the_same_coding_again_changes_nothing(store: Store) -> None:
    review(store, CODED)
    assert review(store, CODED) == ReviewOutcome()


def test_that_no_theme_fits_is_a_coding_too(store: Store) -> None:
    review(store, replace(CODED, themes=()))
    assert store.read_codings()[KEY].themes == ()


def test_of_several_codings_the_last_one_holds_and_the_earlier_ones_are_kept(store: Store) -> None:
    review(store, CODED)
    review(store, replace(CODED, themes=("media",)), before=CODED.themes)
    review(store, replace(CODED, released=True), before=("media",))
    assert store.read_codings() == {KEY: replace(CODED, released=True)}
    archived = {table.name: table for table in store.read_archive()}["codings"]
    assert [row[3] for row in archived.rows] == ["rankning webb", "media", "rankning webb"]


def test_an_old_worksheet_collected_again_does_not_undo_what_was_coded_since(store: Store) -> None:
    review(store, CODED)
    review(store, replace(CODED, themes=("media",)), before=CODED.themes)
    assert review(store, CODED) == ReviewOutcome(stale=(KEY,))
    assert store.read_codings()[KEY].themes == ("media",)


def test_a_person_may_return_to_an_earlier_coding(store: Store) -> None:
    review(store, CODED)
    review(store, replace(CODED, themes=("media",)), before=CODED.themes)
    assert review(store, CODED, before=("media",)).codings == (CODED,)


def test_of_two_worksheets_made_at_once_the_one_collected_last_holds_and_it_is_said(store: Store) -> None:
    review(store, CODED)
    outcome = review(store, replace(CODED, themes=("media",)))
    assert (outcome.overtaken, store.read_codings()[KEY].themes) == ((KEY,), ("media",))


def test_a_coding_of_nobodys_answer_is_passed_over_and_said(store: Store) -> None:
    unknown = replace(CODED, answer=KEY._replace(response="xlsx-sv-99"))
    assert review(store, unknown) == ReviewOutcome(unknown=(unknown.answer,))
    assert store.read_codings() == {}
