"""Addresses and codes: stable, unguessable, short enough for a small QR code, typed without mistakes."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tests.sheet.specimen import INSTRUMENT, PROGRAMME, SECRET, WORKSHOP, compose_specimen_links
from toolkit.model.link import Links
from toolkit.model.workshop import Workshop
from toolkit.sheet.links import (
    CODE_ALPHABET,
    compose_base,
    compose_code,
    compose_links,
    compose_token,
    compose_typed_address,
)


def make_workshops(count: int) -> list[Workshop]:
    return [replace(WORKSHOP, id=f"grupp-{number}") for number in range(count)]


def test_every_question_has_an_address_under_its_workshop_s() -> None:
    links = compose_specimen_links()
    assert links.address == f"HTTPS://SYNLIGHET.EXAMPLE/R/{compose_token(SECRET, 'nord')}"
    assert links.questions["kannedom"] == f"{links.address}/KANNEDOM"
    assert links.results["kannedom"] == f"{links.address}/RESULTS/KANNEDOM"
    assert set(links.questions) == {question.id for question in INSTRUMENT.questions}


def test_an_address_is_in_capitals_unless_a_path_of_the_institution_s_own_may_mind() -> None:
    assert compose_base("https://host.se") == "HTTPS://HOST.SE"
    assert compose_base("https://host.se/Kurs/a/") == "HTTPS://HOST.SE/Kurs/a"
    assert compose_base("https://blå.se") == "HTTPS://XN--BL-ZIA.SE"


def test_an_address_is_typed_without_scheme_and_in_small_letters() -> None:
    assert compose_typed_address("HTTPS://HOST.SE/Kurs") == "host.se/Kurs"


def test_another_secret_gives_other_addresses_and_codes() -> None:
    assert compose_token(SECRET, "nord") != compose_token(b"another secret of some length", "nord")
    assert compose_code(SECRET, "nord", 0) != compose_code(b"another secret of some length", "nord", 0)


def test_a_thousand_workshops_have_a_thousand_codes_and_tokens() -> None:
    workshops = make_workshops(1000)
    links = compose_links(PROGRAMME, workshops, dict.fromkeys((one.id for one in workshops), INSTRUMENT), SECRET)
    assert len({one.code for one in links.values()}) == 1000
    assert len({one.address for one in links.values()}) == 1000
    assert all(len(one.code) == 6 and set(one.code) <= set(CODE_ALPHABET) for one in links.values())


def test_a_workshop_added_below_changes_no_earlier_code() -> None:
    workshops = make_workshops(300)
    instruments = dict.fromkeys((one.id for one in workshops), INSTRUMENT)
    before = compose_links(PROGRAMME, workshops[:200], instruments, SECRET)
    after = compose_links(PROGRAMME, workshops, instruments, SECRET)
    assert {key: after[key] for key in before} == before


def test_no_sign_of_a_code_is_mistaken_for_another() -> None:
    for pair in ("0O", "1I", "1L", "2Z", "5S", "8B", "UV"):
        assert sum(sign in CODE_ALPHABET for sign in pair) <= 1, pair


@given(st.text(min_size=1, max_size=40))
def test_a_token_is_sixteen_signs_that_an_address_holds_as_they_are(workshop: str) -> None:
    token = compose_token(SECRET, workshop)
    assert len(token) == 16
    assert set(token) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")


def link(*workshops: Workshop, printed: tuple[str, ...] = ()) -> dict[str, Links]:
    return compose_links(PROGRAMME, workshops, {one.id: INSTRUMENT for one in workshops}, SECRET, printed)


def test_a_workshop_that_changes_its_id_keeps_its_printed_address_and_code() -> None:
    before = link(replace(WORKSHOP, id="konst"))["konst"]
    after = link(replace(WORKSHOP, id="konsthogskolan", formerly=("konst",)))["konsthogskolan"]
    assert (after.address, after.code, after.questions) == (before.address, before.code, before.questions)


def test_the_addresses_of_every_id_that_a_workshop_has_had_lead_to_it() -> None:
    merged = link(replace(WORKSHOP, id="ab", formerly=("a", "b")))["ab"]
    apart = link(*(replace(WORKSHOP, id=name) for name in ("a", "b", "ab")))
    assert merged.address == apart["a"].address
    assert merged.former == {apart[name].token: apart[name].code for name in ("ab", "b")}


def test_a_workshop_that_takes_another_in_keeps_the_address_that_its_own_sheets_carry() -> None:
    nord = replace(WORKSHOP, id="nord", formerly=("syd",))
    assert link(nord, printed=("syd", "nord"))["nord"].address == link(WORKSHOP)["nord"].address
    assert link(nord, printed=("syd",))["nord"].address == link(replace(WORKSHOP, id="syd"))["syd"].address


def test_of_several_former_ids_the_one_that_was_printed_is_printed_again() -> None:
    moved = replace(WORKSHOP, id="c", formerly=("a", "b"))
    assert link(moved, printed=("b",))["c"].address == link(replace(WORKSHOP, id="b"))["b"].address
