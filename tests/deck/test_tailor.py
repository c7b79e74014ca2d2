from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.deck.outline_fixtures import FILE, NORTH, OFFICE, PROGRAMME
from toolkit.deck.messages import OUTLINE_TOO_LONG, TAILORING_FAILED, TAILORING_SYNTAX, UNKNOWN_NAME
from toolkit.deck.outline.markdown import parse_markdown, parse_title
from toolkit.deck.outline.tailor import Tailored, escape_markdown, tailor_outline
from toolkit.deck.slides import TextBlock
from toolkit.errors import InputError, Problem
from toolkit.model.workshop import Workshop


def tailor(source: str, workshop: Workshop = NORTH) -> Tailored:
    return tailor_outline(source, programme=PROGRAMME, workshop=workshop, file=FILE)


def find_problem(source: str) -> Problem:
    with pytest.raises(InputError) as caught:
        tailor(source)
    (problem,) = caught.value.problems
    return problem


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{{ group.name }}", "KI Nord"),
        ("{{ group.extra.count }}", "12"),
        ("{{ group.extra }}", "count\\: 12\\, note\\: Hej"),
        ("{{ workshop.date }}", "14 september 2026"),
        ("{{ workshop.place }}", "Sal 1"),
        ("{{ workshop.facilitators }}", r"Kansliet\, Avdelningen"),
        ("{{ workshop.expected }}", "14"),
        ("{{ programme.title }}", "Nio steg"),
        ("{% for area in group.focus %}{{ area.title }}{% endfor %}", "Alumner"),
        ("{% for step in steps %}{{ step.number }}{% endfor %}", "12"),
        ('{% if "alumni" in group.areas %}ja{% endif %}', "ja"),
        ('{% if group.kind == "library" %}ja{% else %}nej{% endif %}', "nej"),
        ('{{ group.extra.start | default("9") }}', "9"),
        ("{% if group.extra.start is defined %}ja{% else %}nej{% endif %}", "nej"),
    ],
)
def test_an_outline_knows_its_group_workshop_and_programme(source: str, expected: str) -> None:
    assert tailor(source).text == expected


def test_texts_are_in_the_workshops_language_and_a_missing_date_or_number_is_empty() -> None:
    said = tailor("{{ programme.title }}|{{ workshop.date }}|{{ workshop.expected }}|{{ areas[0].title }}", OFFICE)
    assert said.text == "Nine steps|||Alumni"
    dated = replace(OFFICE, date=NORTH.date)
    assert tailor("{{ workshop.date }}", dated).text == "14 September 2026"


def test_pandocs_ids_are_no_comments_and_html_comments_are() -> None:
    assert tailor("# Bakgrund {#bakgrund}<!-- a\n{{ nothing }} -->").text == "# Bakgrund {#bakgrund}"


def test_lines_lead_back_to_the_source_when_blocks_drop_out_or_repeat() -> None:
    source = "a\n{% if false %}\nb\n{% endif %}\nc\n{% for n in [1, 2] %}\nd\n{% endfor %}\ne\nf"
    tailored = tailor(source)
    assert list(zip(tailored.text.split("\n"), tailored.lines, strict=True)) == [
        ("a", 1),
        ("c", 5),
        ("d", 7),
        ("d", 7),
        ("e", 9),
        ("f", 10),
    ]


def test_a_macros_output_is_markdown_and_the_values_in_it_are_not() -> None:
    source = "{% macro bold(text) %}**{{ text }}**{% endmacro %}{{ bold('a*b') }}"
    assert tailor(source).text == r"**a\*b**"


def test_an_unknown_name_is_told_with_its_line_and_the_nearest_known_one() -> None:
    problem = find_problem("a\n{% if true %}\nb\n{{ group.nmae }}\n{% endif %}")
    assert (problem.place.line, problem.message) == (4, UNKNOWN_NAME)
    assert problem.facts == {"name": "nmae", "known": "'name'"}
    assert find_problem("{{ grupp.name }}").facts["known"] == "'group'"


def test_an_unknown_column_is_told_with_the_columns_of_the_row() -> None:
    problem = find_problem("\n{{ group.extra.cuont }}")
    assert (problem.place.line, problem.facts["known"]) == (2, "'count'")


@pytest.mark.parametrize(
    ("source", "line"), [("a\n{% if x %}", 2), ("{{ group.name ", 1), ("a\n\n{{ x | nofilter }}", 3), ("{% end %}", 1)]
)
def test_unreadable_instructions_are_told_with_their_line(source: str, line: int) -> None:
    problem = find_problem(source)
    assert (problem.place.line, problem.message) == (line, TAILORING_SYNTAX)


@pytest.mark.parametrize(
    "source",
    [
        "\n{{ 1 / 0 }}",
        "\n{{ group.name + 1 }}",
        "\n{% include 'x' %}",
        "\n{{ range(10 ** 9) }}",
        "\n{{ group.__class__.__mro__ }}",
        "\n{{ 'x'.__class__ }}",
    ],
)
def test_instructions_that_fail_or_reach_too_far_are_told_with_their_line(source: str) -> None:
    problem = find_problem(source)
    assert problem.place.line == 2
    assert problem.message in (TAILORING_FAILED, UNKNOWN_NAME)


@pytest.mark.parametrize(
    "value",
    ["# Rubrik", "- a", "1. a", "**fet**", "[x](http://y)", "::: notes", "---", "a|b", "&amp;", "<b>", "`x`", r"a\b"],
)
def test_a_value_from_the_groups_file_is_shown_as_it_stands(value: str) -> None:
    (block,), faults = parse_markdown(escape_markdown(value), 0)
    assert not faults
    assert isinstance(block, TextBlock)
    assert [paragraph.text for paragraph in block.paragraphs] == [value]
    assert block.paragraphs[0].bullet == "none"


def test_a_value_cannot_open_a_slide_a_block_or_an_instruction() -> None:
    nasty = replace(NORTH, group=replace(NORTH.group, name="x\n# Steg\n::: qr\n{{ 1 }} {% if %}"))
    text = tailor("{{ group.name }}", nasty).text
    assert "\n" not in text
    assert parse_title(text) == "x # Steg ::: qr {{ 1 }} {% if %}"


@given(st.text())
def test_any_value_comes_back_from_markdown_as_it_went_in_but_for_white_space(value: str) -> None:
    printable = "".join(sign for sign in value if sign.isprintable() or sign.isspace())
    assert parse_title(f"a{escape_markdown(printable)}b").replace(" ", "") == "".join(f"a{printable}b".split())


@given(st.text(alphabet="ab\n{}%#|'\"()[]. -+*/=ifendforsetxgroup"))
def test_any_source_is_tailored_or_a_problem(source: str) -> None:
    try:
        tailored = tailor(source)
    except InputError:
        return
    assert len(tailored.lines) == len(tailored.text.split("\n"))
    assert "\ue000" not in tailored.text


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("a\n{% for i in range(99999) %}{% for j in range(99999) %}x\n{% endfor %}{% endfor %}", OUTLINE_TOO_LONG),
        ("a\n{{ 'x' * 10 ** 12 }}", TAILORING_FAILED),
        ("a\n{{ [1] * 10000000 }}", TAILORING_FAILED),
        ("a\n{{ 999999 ** 999999 }}", TAILORING_FAILED),
        ("a\n{% for i in range(10 ** 9) %}{% endfor %}", TAILORING_FAILED),
    ],
)
def test_a_loop_or_product_without_measure_is_stopped_and_told_with_its_line(source: str, message: object) -> None:
    problem = find_problem(source)
    assert (problem.place.line, problem.message) == (2, message)


def test_what_people_calculate_is_calculated() -> None:
    assert tailor("{{ 3 * 4 }}|{{ 2 ** 10 }}|{{ 'ab' * 2 }}|{{ 1.5 * 2 }}").text == r"12|1024|abab|3\.0"
