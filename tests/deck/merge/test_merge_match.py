"""Which slide is which, and what becomes of each: as pure values."""

import zlib

from hypothesis import given
from hypothesis import strategies as st

from toolkit.deck.merge.decide import decide
from toolkit.deck.merge.match import match_slides
from toolkit.deck.merge.values import Card, Step, Twin


def card(title: str, text: str = "", number: int = 0, **more: str) -> Card:
    return Card(id=number or zlib.crc32(title.encode()), title=title, text=f"{title}\n{text}", **more)


LONG = "Vi går igenom hur gruppen ser på synlighet i dag och vad som kan göras åt den framöver"


def test_a_slide_keeps_its_id_wherever_it_stands() -> None:
    ours = [card("Ett", number=1), card("Två", number=2), card("Tre", number=3)]
    assert match_slides(ours, [ours[2], ours[0], ours[1]]) == {0: 1, 1: 2, 2: 0}


def test_where_ids_are_new_a_slide_is_known_by_what_is_seen_and_its_copy_is_not_it() -> None:
    ours = [card("Ett", LONG, 1), card("Två", "annat", 2)]
    theirs = [card("Ett", LONG, 256), card("Ett", LONG, 257), card("Två", "annat", 258)]
    assert match_slides(ours, theirs) == {0: 0, 1: 2}


def test_a_copy_has_another_id_so_the_slide_is_known_though_it_stands_behind_its_copy() -> None:
    slide = card("Ett", LONG, 900)
    assert match_slides([slide], [card("Ett", LONG, 901), slide]) == {0: 1}


def test_a_corrected_title_is_the_same_slide_changed() -> None:
    ours = [card("Början", number=1), card("En rubirk", LONG, 2), card("Slut", number=3)]
    theirs = [card("Början", number=1), card("En rubrik", LONG, 77), card("Slut", number=3)]
    assert match_slides(ours, theirs) == {0: 0, 1: 1, 2: 2}


def test_a_slide_of_few_words_between_the_same_neighbours_is_the_same_slide_changed() -> None:
    ours = [card("Början", number=1), card("Pausen", number=2), card("Slut", number=3)]
    theirs = [card("Början", number=1), card("Rast", number=77), card("Slut", number=3)]
    assert match_slides(ours, theirs)[1] == 1


def test_another_slide_in_its_place_is_another_slide() -> None:
    ours = [card("Början", number=1), card("Synlighet", LONG, 2), card("Slut", number=3)]
    other = (
        "Budgeten för nästa år fördelas mellan avdelningarna enligt en särskild nyckel som beslutas i juni av rektor"
    )
    theirs = [card("Början", number=1), card("Budget", other, 77), card("Slut", number=3)]
    assert match_slides(ours, theirs) == {0: 0, 2: 2}


@given(st.lists(st.sampled_from("abcdef"), max_size=8), st.lists(st.sampled_from("abcdef"), max_size=8))
def test_no_slide_is_two(ours: list[str], theirs: list[str]) -> None:
    pairs = match_slides([card(each, LONG[:9]) for each in ours], [card(each, LONG[:9], 9) for each in theirs])
    assert len(set(pairs.values())) == len(pairs)
    assert set(pairs) <= set(range(len(ours)))


def twins(*said: tuple[int | None, int | None], **more: bool) -> list[Twin]:
    return [Twin(base=place, edited=edited, fresh=fresh, **more) for place, (edited, fresh) in enumerate(said)]


def test_what_a_person_deleted_stays_deleted_and_what_the_program_dropped_goes() -> None:
    decision = decide(twins((0, 0), (None, 1), (1, None)), 2, 2)
    assert decision.removed == (1,)
    assert decision.order == (("edited", 0),)
    assert decision.added == ()


def test_what_the_program_dropped_stays_where_somebody_worked_on_it() -> None:
    edited = Twin(base=0, edited=0, body_edited=True)
    noted = Twin(base=1, edited=1, notes_edited=True)
    commented = Twin(base=2, edited=2, held=True)
    decision = decide([edited, noted, commented], 3, 0)
    assert decision.stays == (0, 1, 2)
    assert decision.does_nothing


def test_body_notes_and_footers_are_units_of_their_own() -> None:
    twin = Twin(base=0, edited=0, fresh=0, body_edited=True, body_changed=True, notes_changed=True, feet_changed=True)
    decision = decide([twin], 1, 1)
    assert decision.steps == (Step(edited=0, fresh=0, notes=True, feet=True),)
    assert decision.kept == ((0, 0),)


def test_where_both_made_the_same_change_nothing_is_told() -> None:
    twin = Twin(base=0, edited=0, fresh=0, body_edited=True, body_changed=True, body_agrees=True)
    decision = decide([twin], 1, 1)
    assert decision.kept == ()
    assert decision.does_nothing


def test_a_new_slide_comes_in_after_the_one_before_it_else_before_the_one_after_it() -> None:
    assert decide(twins((0, 0), (1, 2)), 2, 3).order == (("edited", 0), ("fresh", 1), ("edited", 1))
    assert decide(twins((0, 1)), 1, 2).order == (("fresh", 0), ("edited", 0))
    # The one before it was deleted by the person; the one after it is there.
    assert decide(twins((None, 0), (0, 2)), 1, 3).order == (("fresh", 1), ("edited", 0))


def test_a_slide_that_the_program_moved_moves_where_the_person_left_the_order_alone() -> None:
    decision = decide(twins((0, 1), (1, 2), (2, 0)), 3, 3)
    assert decision.order == (("edited", 2), ("edited", 0), ("edited", 1))
    assert decision.moved == {2}


def test_the_person_s_order_stays_over_the_program_s() -> None:
    decision = decide(twins((1, 1), (0, 2), (2, 0)), 3, 3)
    assert decision.order == (("edited", 0), ("edited", 1), ("edited", 2))
    assert not decision.moved


@given(st.data())
def test_every_slide_of_the_person_s_is_there_once_unless_it_goes_and_every_new_one_once(data: st.DataObject) -> None:
    count, count_fresh = data.draw(st.integers(0, 6)), data.draw(st.integers(0, 6))
    size = data.draw(st.integers(0, 6))
    edited = data.draw(st.permutations([*range(count), *[None] * size]))[:size]
    fresh = data.draw(st.permutations([*range(count_fresh), *[None] * size]))[:size]
    flags = st.booleans()
    made = [
        Twin(base=n, edited=edited[n], fresh=fresh[n], body_edited=data.draw(flags), body_changed=data.draw(flags))
        for n in range(size)
    ]
    decision = decide(made, count, count_fresh)
    theirs = sorted(number for deck, number in decision.order if deck == "edited")
    assert theirs == [number for number in range(count) if number not in decision.removed]
    assert sorted(number for deck, number in decision.order if deck == "fresh") == sorted(decision.added)
    assert set(decision.added) == set(range(count_fresh)) - {number for number in fresh if number is not None}
    assert not {made_twin.edited for made_twin in made if made_twin.body_edited} & set(decision.removed)
