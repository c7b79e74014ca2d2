"""Answers from phones: many in one transaction, the same ones sent again, out of order, after closing."""

from pathlib import Path

import pytest

from toolkit.model.change import Handed, Value
from toolkit.model.response import Answer, Response
from toolkit.model.stage import Save, Stage
from toolkit.store.store import Store, open_store

PHONE = "0b9c6a52-5d3c-4a43-9f3e-1d2c3b4a5f60"
OTHER = "7d1f8e3a-2b4c-4d5e-8f60-112233445566"


def save(sequence: int, response: str = PHONE, workshop: str = "nord", **values: Value) -> Save:
    return Save(
        workshop=workshop,
        response=response,
        instrument="12345678",
        language="sv",
        saved_at="2026-09-14T10:20",
        sequence=sequence,
        values=tuple(values.items()),
    )


@pytest.fixture
def store(address: str) -> Store:
    return open_store(address)


def read(store: Store, response: str = PHONE) -> dict[str, str | int]:
    found = store.read_draft("nord", response)
    assert found is not None
    return found.values


def test_what_several_phones_send_is_kept_in_one_go(store: Store) -> None:
    with store:
        done = store.save([save(1, vision="Syns", kannedom=5), save(1, OTHER, vision="Hörs")])
        assert [one.kept for one in done] == [True, True]
        first, second = store.read_responses()
        assert (first.channel, first.submitted, first.language) == ("web", "2026-09-14T10:20", "sv")
        assert first.answers == (Answer(item="kannedom", value=5), Answer(item="vision", value="Syns"))
        assert second.answers == (Answer(item="vision", value="Hörs"),)


def test_the_same_save_sent_again_changes_nothing(store: Store) -> None:
    with store:
        for _ in range(3):
            store.save([save(1, vision="Syns"), save(1, vision="Syns")])
        assert read(store) == {"vision": "Syns"}
        assert len(store.read_responses()) == 1


def test_a_save_that_arrives_late_never_undoes_a_newer_one(store: Store) -> None:
    with store:
        store.save([save(3, vision="ny")])
        store.save([save(2, vision="gammal", arenor="EU")])
        assert read(store) == {"vision": "ny", "arenor": "EU"}
        store.save([save(5, vision=None), save(4, vision="mellan")])
        assert read(store) == {"arenor": "EU"}
        store.save([save(4, vision="mellan")])
        assert read(store) == {"arenor": "EU"}


def test_a_number_becomes_a_text_and_back_without_a_trace(store: Store) -> None:
    with store:
        store.save([save(1, kannedom=5)])
        store.save([save(2, kannedom="fem")])
        assert read(store) == {"kannedom": "fem"}
        store.save([save(3, kannedom=4)])
        assert read(store) == {"kannedom": 4}


def test_the_number_of_the_last_save_is_told_so_that_another_page_counts_on(store: Store) -> None:
    with store:
        store.save([save(7, vision="Syns"), save(4, arenor="EU")])
        draft = store.read_draft("nord", PHONE)
        assert draft is not None
        assert draft.sequence == 7
        assert store.read_draft("nord", OTHER) is None
        assert store.read_draft("syd", PHONE) is None


def test_a_closed_workshop_takes_nothing_and_the_others_do(store: Store) -> None:
    with store:
        store.write_stage(Stage(workshop="nord", open=False))
        done = store.save([save(1, vision="för sent"), save(1, workshop="syd", vision="i tid")])
        assert [(one.kept, one.stage.open) for one in done] == [(False, False), (True, True)]
        assert [response.workshop for response in store.read_responses()] == ["syd"]


def test_a_stage_is_open_at_everyones_own_pace_until_it_is_set_and_counts_its_changes(store: Store) -> None:
    with store:
        assert store.read_stages(["nord"]) == (Stage(workshop="nord"),)
        set_ = store.write_stage(Stage(workshop="nord", pace="led", focus="vision"))
        assert set_ == Stage(workshop="nord", pace="led", focus="vision", version=1)
        assert store.write_stage(Stage(workshop="nord")).version == 2


def test_a_response_from_a_sheet_cannot_be_changed_from_a_phone(store: Store) -> None:
    sheet = Response(
        id=PHONE,
        workshop="nord",
        instrument="12345678",
        channel="xlsx",
        language="sv",
        answers=(Answer(item="vision", value="på papper"),),
    )
    with store:
        handed = Handed(response=sheet, covers=frozenset(["vision"]))
        store.take([handed], file="nord.xlsx", sha256="0" * 64, taken_at="2026-09-14T10:20")
        assert [one.kept for one in store.save([save(1, vision="från mobilen")])] == [False]
        assert store.read_responses()[0].answers == sheet.answers
        assert store.read_draft("nord", PHONE) is None


def test_where_the_database_fails_none_of_a_batch_is_kept(tmp_path: Path) -> None:
    with open_store(tmp_path / "responses.sqlite3") as store:
        with pytest.raises(Exception, match="int"):
            store.save([save(1, vision="Syns"), save(2**70, OTHER, vision="Hörs")])
        assert store.read_responses() == ()
