"""Choices are read as people write them, and what a message says to write is read."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.errors import Problem
from toolkit.model.question import Choice
from toolkit.reading.bank_file import parse_bank
from toolkit.reading.messages import CHOICES_NAMED
from toolkit.reading.programme_file import parse_programme
from toolkit.reading.toml_section import Section
from toolkit.texts import load_texts

from .folders import PROGRAMME

FOUND, _ = parse_programme(PROGRAMME.encode())
SWEDISH_ONLY, _ = parse_programme(PROGRAMME.replace('["sv", "en"]', '["sv"]').encode())
KINDS = ("choice", "choices", "ranking", "points", "quadrant")


def parse(lines: str, kind: str = "choice", programme: object = FOUND) -> tuple[tuple[Choice, ...], Section]:
    """Parse one question with its choices below the usual keys."""
    text = f'[[questions]]\nid = "q"\nstep = "start"\ntext = "?"\nkind = "{kind}"\n{lines}'
    (question,), (root,) = parse_bank({"b.toml": text.encode()}, programme)  # type: ignore[arg-type]
    return question.choices, root


def faults(root: Section) -> list[Problem]:
    return [problem for problem in root.problems if not problem.notice]


@pytest.mark.parametrize("kind", KINDS)
def test_plain_strings_are_choices(kind: str) -> None:
    choices, root = parse('choices = ["Ja, gärna", "Nej"]', kind, SWEDISH_ONLY)
    assert [(choice.id, choice.code, choice.text.sv) for choice in choices] == [
        ("ja-garna", 1, "Ja, gärna"),
        ("nej", 2, "Nej"),
    ]
    assert not faults(root)


@pytest.mark.parametrize(
    "lines",
    [
        'choices = [{ sv = "Ja", en = "Yes" }, { sv = "Nej", en = "No" }]',
        'choices = { sv = ["Ja", "Nej"], en = ["Yes", "No"] }',
        'choices = [{ text = { sv = "Ja", en = "Yes" } }, { text = { sv = "Nej", en = "No" } }]',
        '[[questions.choices]]\ntext = { sv = "Ja", en = "Yes" }\n[[questions.choices]]\nsv = "Nej"\nen = "No"',
        '[questions.choices]\nsv = ["Ja", "Nej"]\nen = ["Yes", "No"]',
    ],
)
def test_choices_in_two_languages_get_their_ids_from_the_programme_s_first(lines: str) -> None:
    choices, root = parse(lines)
    assert [(choice.id, choice.text.sv, choice.text.en) for choice in choices] == [
        ("ja", "Ja", "Yes"),
        ("nej", "Nej", "No"),
    ]
    assert not faults(root)


def test_an_id_that_is_written_holds_beside_those_that_are_made() -> None:
    choices, root = parse('choices = ["Nej", { id = "nej", text = "Aldrig" }, { id = "x", sv = "X", en = "X" }]')
    assert [choice.id for choice in choices] == ["nej-abb12f", "nej", "x"]
    assert not faults(root)


def test_it_is_said_once_a_file_that_ids_were_made_of_the_texts() -> None:
    one = '[[questions]]\nid = "q{n}"\nstep = "start"\ntext = "?"\nkind = "choice"\nchoices = ["A", "B"]\n'
    _, (root,) = parse_bank({"b.toml": "".join(one.replace("{n}", str(n)) for n in range(3)).encode()}, FOUND)  # type: ignore[arg-type]
    assert [(problem.message, problem.place.line) for problem in root.problems] == [(CHOICES_NAMED, 6)]


@given(
    st.lists(st.text(st.characters(categories=("L", "N", "P", "Zs")), min_size=1, max_size=30), min_size=2, max_size=6)
)
def test_an_id_made_of_a_text_is_the_same_wherever_in_the_list_it_stands(texts: list[str]) -> None:
    listed = [text for text in dict.fromkeys(" ".join(text.split()) for text in texts) if text]
    ids: dict[str, str] = {}
    for order in (listed, listed[::-1]):
        written = ", ".join('"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"' for text in order)
        choices, _ = parse(f"choices = [{written}]")
        assert len({choice.id for choice in choices}) == len(choices)
        for choice in choices:
            assert ids.setdefault(choice.text.sv, choice.id) == choice.id


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize(
    "lines",
    ["", 'choices = "A, B"', "choices = [1, 2]", 'choices = ["A"]', "choices = true", "choices = {}", "choices = []"],
)
def test_what_a_message_says_to_write_is_read_without_another_message(lines: str, language: str) -> None:
    """No remedy in circles: whatever was wrong with the choices, what the remedy shows can be written as it stands."""
    _, root = parse(lines)
    for problem in faults(root):
        said = load_texts(language).problem(problem)
        shown = re.findall(r"choices = (?:\[.*?\]|\{.*?\})(?=$|[\s,.])", said)
        assert shown, said
        for example in shown:
            written = example.replace(", …]", "]")
            for letter in "AB":
                written = written.replace('"…"', f'"{letter}"', 1)
            _, again = parse(written if written.count("{") != 1 else written[:-1] + ', { sv = "C", en = "D" }]')
            assert not faults(again), written


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("lines", ["", "scale = 5", 'scale = ["a", "b"]'])
def test_the_same_holds_for_a_scale(lines: str, language: str) -> None:
    text = f'[[questions]]\nid = "q"\nstep = "start"\ntext = "?"\nkind = "scale"\n{lines}'
    _, (root,) = parse_bank({"b.toml": text.encode()}, FOUND)  # type: ignore[arg-type]
    (problem,) = faults(root)
    (shown,) = re.findall(r"scale = \{.*\}", load_texts(language).problem(problem))
    again = text.removesuffix(lines) + shown
    assert not faults(parse_bank({"b.toml": again.encode()}, FOUND)[1][0])  # type: ignore[arg-type]
