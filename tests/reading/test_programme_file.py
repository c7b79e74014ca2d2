"""programme.toml becomes a Programme; each fault in it is named with its line and remedy."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.model.text import Text
from toolkit.reading import messages
from toolkit.reading.programme_file import parse_programme

from .folders import PROGRAMME, problems_of, read_changed, said_of


def test_a_programme_is_read_whole(tmp_path: Path) -> None:
    programme = read_changed(tmp_path).programme
    assert programme.title == Text(sv="Prov", en="Trial")
    assert programme.organisation.say("en") == "Exempeluniversitetet"
    assert [(step.number, step.id) for step in programme.steps] == [(1, "start")]
    assert programme.insights[0].short == programme.insights[0].title
    assert [(area.id, area.kind) for area in programme.areas] == [("webb", "prioritised"), ("alumni", "planned")]
    assert programme.outlines == {"sv": "decks/sv.md", "en": "decks/en.md"}
    assert (programme.template, programme.retention_days, programme.layouts) == ("", 730, {})


def test_an_address_is_kept_without_its_last_slash(tmp_path: Path) -> None:
    text = PROGRAMME.replace("https://prov.example", "https://host.example:8443/svar/")
    assert read_changed(tmp_path, programme=text).programme.base_url == "https://host.example:8443/svar"


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("prov.example", messages.ADDRESS_WITHOUT_SCHEME),
        ("https:/prov.example", messages.ADDRESS_WITHOUT_SCHEME),
        ("ftp://prov.example", messages.BAD_ADDRESS),
        ("javascript:alert(1)", messages.BAD_ADDRESS),
        ("https://", messages.BAD_ADDRESS),
        ("https:// prov.example", messages.BAD_ADDRESS),
        ("https://prov.example?x=1", messages.BAD_ADDRESS),
        ("https://prov.example:port", messages.BAD_ADDRESS),
        ("https://[::1", messages.BAD_ADDRESS),
        ("https://universitet.åäö", messages.BAD_ADDRESS),
    ],
)
def test_an_address_that_no_phone_could_open_is_refused(tmp_path: Path, address: str, message: object) -> None:
    (problem,) = problems_of(tmp_path, programme=PROGRAMME.replace("https://prov.example", address))
    assert (problem.place.line, problem.place.key, problem.message) == (5, "base_url", message)


def test_all_faults_are_told_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = (
        PROGRAMME.replace('id = "prov"', 'id = "Prov 1"')
        .replace('title = { sv = "Prov"', 'titel = { sv = "Prov"')
        .replace('"en"]', '"en", "de"]')
        .replace('en = "decks/en.md"\n', "")
        .replace('insight = "natverk"\nkind = "prioritised"', 'insight = "natvrk"\nkind = "prioriterad"')
    )
    assert said_of(tmp_path, programme=text) == [
        "programme.toml, line 1, id: 'Prov 1' cannot be an id: only lower-case a–z, digits and single hyphens between "
        "them may stand there. Write for example 'prov-1'.",
        "programme.toml, line 2, titel: There is no key called 'titel'. Did you mean 'title'?",
        "programme.toml, line 4, languages 3: 'de' is not known as 'languages'. Known are: sv, en.",
        "programme.toml, line 9, outlines: The language 'en' has no outline. Add en = \"decks/en.md\" under "
        "[outlines], or remove the language from `languages`.",
        "programme.toml, line 23, areas 1, insight: 'natvrk' is not known as 'insight'. Did you mean 'natverk'?",
        "programme.toml, line 24, areas 1, kind: 'prioriterad' is not known as 'kind'. Did you mean 'prioritised'?",
    ]


def test_the_same_is_said_in_swedish(tmp_path: Path) -> None:
    said = said_of(tmp_path, "sv", programme=PROGRAMME.replace("steps", "stages"))
    assert said[0].endswith("stages: Det finns ingen nyckel som heter ”stages”. Menade du ”steps”?")


def test_required_keys_that_are_missing_are_named() -> None:
    _, root = parse_programme(b"")
    assert [problem.facts["key"] for problem in root.problems] == [
        "id",
        "title",
        "organisation",
        "languages",
        "base_url",
        "questions",
        "outlines",
        "steps",
    ]


def test_an_area_needs_an_insight_only_where_there_are_any(tmp_path: Path) -> None:
    start, end = PROGRAMME.index("[[insights]]"), PROGRAMME.index("[[areas]]")
    without = (PROGRAMME[:start] + PROGRAMME[end:]).replace('insight = "natverk"\n', "")
    assert read_changed(tmp_path, programme=without).programme.areas[0].insight == ""


def test_a_file_that_is_no_toml_gives_its_one_fault() -> None:
    programme, root = parse_programme(b"id = \n")
    assert programme is None
    assert [problem.place.line for problem in root.problems] == [1]


@given(st.lists(st.sampled_from([*PROGRAMME.splitlines(), "steps = 1", "areas = []", "title = 3", "x"]), max_size=12))
def test_any_lines_give_a_programme_or_problems(lines: list[str]) -> None:
    programme, root = parse_programme("\n".join(lines).encode())
    assert programme is not None or root.problems


@given(st.data())
def test_a_programme_with_any_value_in_any_place_gives_problems_and_no_exception(data: st.DataObject) -> None:
    lines = PROGRAMME.splitlines()
    at = data.draw(st.sampled_from([index for index, line in enumerate(lines) if " = " in line]))
    value = data.draw(
        st.sampled_from(["1", "true", "[]", "{}", '""', '"x"', "[1]", "{ sv = 1 }", "1979-05-27", "[{}]"])
    )
    lines[at] = f"{lines[at].split(' = ')[0]} = {value}"
    programme, _ = parse_programme("\n".join(lines).encode())
    assert programme is not None


def test_a_programme_needs_a_step_and_a_language(tmp_path: Path) -> None:
    no_steps = "steps = []\n" + PROGRAMME.replace(
        '[[steps]]\nid = "start"\ntitle = { sv = "Början", en = "Start" }\n', ""
    )
    assert [problem.message for problem in problems_of(tmp_path, programme=no_steps)] == [messages.NO_STEPS]
    no_language = PROGRAMME.replace('["sv", "en"]', "[]")
    assert [problem.message for problem in problems_of(tmp_path, programme=no_language)] == [messages.NO_LANGUAGES]


def test_the_minimum_of_what_is_published_and_the_list_of_names_are_read(tmp_path: Path) -> None:
    assert (read_changed(tmp_path / "a").programme.min_group, read_changed(tmp_path / "b").programme.names) == (5, "")
    programme, root = parse_programme((PROGRAMME + '\n[privacy]\nmin_group = 8\nnames = "n.txt"\n').encode())
    assert not root.problems
    assert programme is not None
    assert (programme.min_group, programme.names) == (8, "n.txt")


def test_a_minimum_that_protects_nobody_is_named_with_its_line() -> None:
    text = PROGRAMME + "\n[privacy]\nmin_group = 2\n"
    _, root = parse_programme(text.encode())
    problem = next(problem for problem in root.problems if problem.message == messages.OUT_OF_RANGE)
    assert (problem.place.line, problem.place.key) == (text.count("\n"), "privacy, min_group")


def test_a_text_of_many_pages_is_refused_with_its_length(tmp_path: Path) -> None:
    title = 'title = { sv = "Prov", en = "Trial" }'
    assert title in PROGRAMME
    said = said_of(tmp_path, programme=PROGRAMME.replace(title, f'title = {{ sv = "{"x" * 1001}", en = "Trial" }}'))
    assert said == [
        "programme.toml, line 2, title, sv: 'sv' has 1001 characters; "
        "at most 1000 fit on slides and sheets. Shorten it."
    ]
