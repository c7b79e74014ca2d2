"""An area is known by what people call it; a list of them is divided where no name is."""

from hypothesis import given
from hypothesis import strategies as st

from toolkit.model.area_names import find_areas, split_known
from toolkit.model.programme import Area
from toolkit.model.text import Text

AREAS = (
    Area(id="webb", title=Text(sv="Webb, press och radio", en="Website"), insight="", short=Text(sv="Webben")),
    Area(id="sociala-medier", title=Text(sv="Sociala medier", en="Social media"), insight=""),
    Area(id="press", title=Text(sv="Webben", en="Press"), insight=""),
)


def ids(said: str) -> list[str]:
    return [area.id for area in find_areas(said, AREAS)]


def test_an_id_goes_before_a_short_name_and_that_before_a_title() -> None:
    assert ids("Webb") == ["webb"]
    assert ids("WEBBEN") == ["webb"]
    assert ids("social media") == ids("Sociala-Medier") == ids("  sociala   medier ") == ["sociala-medier"]
    assert ids("press") == ["press"]
    assert ids("") == ids("!") == ids("radio") == []


def test_the_longest_known_name_is_taken_before_a_divider_divides_it() -> None:
    parts = list(split_known("Webb, press och radio; press, okänt", lambda name: find_areas(name, AREAS)))
    assert [(part, [area.id for area in found]) for part, found in parts] == [
        ("Webb, press och radio", ["webb"]),
        ("press", ["press"]),
        ("okänt", []),
    ]


@given(st.lists(st.sampled_from(["webb", "sociala-medier", "press"]), max_size=6), st.sampled_from("|;,\n"))
def test_ids_with_any_divider_are_read_back(chosen: list[str], divider: str) -> None:
    found = split_known(f" {divider} ".join(chosen), lambda name: find_areas(name, AREAS))
    assert [area.id for _, (area,) in found] == chosen


@given(st.text(alphabet="webb, press och radio;|\n", max_size=60))
def test_no_letter_of_a_list_is_lost(said: str) -> None:
    parts = [part for part, _ in split_known(said, lambda name: find_areas(name, AREAS))]
    assert sorted("".join(parts).replace(" ", "").replace(",", "")) == sorted(
        sign for sign in said if sign not in " ,;|\n"
    )
