"""A workshop that has changed its id, in the store: nothing is moved, and everything is found, on both databases."""

from tests.store.test_room import write
from tests.store.test_store import hand, take
from tests.store.test_web import OTHER, PHONE, save
from toolkit.model.former_ids import FormerIds
from toolkit.model.room import Show
from toolkit.model.stage import Stage
from toolkit.store.store import open_store

RENAMED = FormerIds(former={"hogskolan": ("konst", "musik")})


def test_a_phone_that_began_under_the_old_id_goes_on_in_the_same_response(address: str) -> None:
    with open_store(address) as store:
        store.save([save(1, workshop="konst", vision="Syns", kannedom=5)])
    with open_store(address, former=RENAMED) as store:
        draft = store.read_draft("hogskolan", PHONE)
        assert draft is not None
        assert draft.values == {"vision": "Syns", "kannedom": 5}
        assert [one.kept for one in store.save([save(2, workshop="hogskolan", vision="Hörs")])] == [True]
        (response,) = store.read_responses(["hogskolan"])
        assert {answer.item: answer.value for answer in response.answers} == {"vision": "Hörs", "kannedom": 5}
        assert response.workshop == "konst"


def test_who_comes_new_is_kept_under_the_id_that_holds_and_taking_the_change_back_loses_nobody(address: str) -> None:
    with open_store(address) as store:
        store.save([save(1, workshop="konst", vision="Syns")])
    with open_store(address, former=RENAMED) as store:
        store.save([save(1, OTHER, workshop="hogskolan", vision="Ny")])
        assert len(store.read_responses(["hogskolan"])) == 2
    with open_store(address, former=FormerIds(former={"konst": ("hogskolan",)})) as store:
        assert len(store.read_responses(["konst"])) == 2


def test_a_table_written_anew_with_the_new_id_counts_nobody_twice_and_brings_nobody_back(address: str) -> None:
    one = FormerIds(former={"hogskolan": ("konst",)})
    with open_store(address, former=one) as store:
        take(
            store,
            *(hand(name, {"kannedom": 3}, workshop="konst", channel="csv") for name in ("a", "b", "c")),
            sha256="aa",
        )
        store.forget([each for each in store.read_stored() if each.id == "b"])
        store.undo(("konst", "c"), undone_at="2026-10-01T09:00")
        new = [hand(name, {"kannedom": 3}, workshop="hogskolan", channel="csv") for name in ("a", "b", "d")]
        found = take(store, *new, sha256="bb")
        assert (found.new_responses, found.unchanged_responses, found.erased) == (1, 1, 1)
        again = take(store, hand("d", {"kannedom": 3}, workshop="konst", channel="csv"), sha256="cc")
        assert (again.new_responses, again.unchanged_responses) == (0, 1), "an old table says the old id"
        assert sorted(store.list_ids()) == [("hogskolan", "a"), ("hogskolan", "d")]


def test_a_blank_sheet_filled_under_the_new_id_is_of_other_people_than_the_one_before(address: str) -> None:
    """The rows of every sheet are numbered from one."""
    one = FormerIds(former={"hogskolan": ("konst",)})
    with open_store(address, former=one) as store:
        take(store, hand("xlsx-sv-1", {"kannedom": 3}, workshop="konst"), sha256="aa")
        found = take(store, hand("xlsx-sv-1", {"kannedom": 5}, workshop="hogskolan"), sha256="bb")
        assert (found.new_responses, found.changed_responses) == (1, 0)


def test_two_workshops_that_became_one_keep_their_people_apart(address: str) -> None:
    with open_store(address, former=RENAMED) as store:
        take(store, hand("1", {"kannedom": 3}, workshop="konst"), sha256="aa")
        assert take(store, hand("1", {"kannedom": 5}, workshop="musik"), sha256="bb").new_responses == 1


def test_a_form_that_was_closed_stays_closed_under_the_new_id(address: str) -> None:
    with open_store(address) as store:
        store.write_stage(Stage(workshop="konst", open=False))
    with open_store(address, former=RENAMED) as store:
        (stage,) = store.read_stages(["hogskolan"])
        assert (stage.workshop, stage.open, stage.version) == ("hogskolan", False, 1)
        assert store.write_stage(Stage(workshop="hogskolan", open=True)).version == 2
        assert store.read_stages(["hogskolan"])[0].open


def test_what_the_room_was_shown_and_who_answered_belong_to_the_workshop(address: str) -> None:
    with open_store(address) as store:
        write(store, "r1", "Först", workshop="konst")
        write(store, "r2", "Sedan", workshop="musik")
        store.room.write_show("konst", Show(question="vision", results=True))
    with open_store(address, former=RENAMED) as store:
        write(store, "r3", "Sist", workshop="hogskolan")
        assert store.room.read_shows("hogskolan")["vision"].results
        store.room.write_show("hogskolan", Show(question="vision", results=False))
        assert not store.room.read_shows("hogskolan")["vision"].results
        assert store.room.read_turnout()["hogskolan"].responses == 3
        words = store.room.read_words("hogskolan", ["vision"])
        assert [answer.text for answer in words] == ["Sist", "Sedan", "Först"]
        assert store.room.count_values("hogskolan", ["poang.webb"]).responses == 3
        assert store.room.hide_answer("hogskolan", words[-1].number, "vision", hidden=True)
        assert store.room.count_hidden(["hogskolan"]) == 1
        assert not store.room.hide_answer("nord", words[0].number, "vision", hidden=True)
