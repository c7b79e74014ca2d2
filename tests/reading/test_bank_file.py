"""The question bank becomes questions; each fault in it is named with its line and remedy."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.errors import Message
from toolkit.model.question import QUESTION_KINDS, Question, Scale
from toolkit.model.text import Text
from toolkit.reading import messages
from toolkit.reading.bank_file import RESERVED_IDS, parse_bank
from toolkit.reading.programme_file import parse_programme

from .folders import BANK, PROGRAMME, problems_of, read_changed, said_of

FOUND, _ = parse_programme(PROGRAMME.encode())
assert FOUND is not None
CHOICES = 'choices = [{ id = "a", text = "A" }, { id = "b", text = "B" }]\n'


def parse_one(lines: str) -> tuple[Question, list[tuple[Message, int]]]:
    """Parse one question below the usual first four keys; return it and its problems with their lines."""
    assert FOUND is not None
    text = f'[[questions]]\nid = "q"\nstep = "start"\ntext = "?"\n{lines}'
    (question,), (root,) = parse_bank({"b.toml": text.encode()}, FOUND)
    return question, [(problem.message, problem.place.line) for problem in root.problems]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ('kind = "text"\nmax_length = 500\nrequired = true', {"max_length": 500, "required": True}),
        ('kind = "words"\nmax_words = 5', {"max_words": 5, "max_length": 40}),
        (
            'kind = "scale"\nscale = { points = 11, low = "-", high = "+", low_value = 0 }',
            {"scale": Scale(points=11, low=Text(sv="-", en="-"), high=Text(sv="+", en="+"), low_value=0)},
        ),
        (f'kind = "choices"\n{CHOICES}max_choices = 2', {"max_choices": 2}),
        (f'kind = "points"\n{CHOICES}total = 10', {"total": 10}),
        (f'kind = "quadrant"\n{CHOICES}grid = 10', {"grid": 10}),
        ('kind = "text"\ninsight = "natverk"\narea = "webb"', {"insight": "natverk", "area": "webb"}),
    ],
)
def test_each_kind_takes_its_own_limits(lines: str, expected: dict[str, object]) -> None:
    question, problems = parse_one(lines)
    assert not problems
    assert {key: getattr(question, key) for key in expected} == expected


def test_choices_are_numbered_in_the_order_written() -> None:
    question, _ = parse_one(f'kind = "choice"\n{CHOICES}')
    assert [(choice.id, choice.code, choice.text.sv) for choice in question.choices] == [("a", 1, "A"), ("b", 2, "B")]


@pytest.mark.parametrize(
    ("lines", "message", "line"),
    [
        ('kind = "choise"', messages.UNKNOWN_NEAR, 5),
        ('kind = "text"\nmax_words = 3', messages.KEY_OF_ANOTHER_KIND, 6),
        ('kind = "text"\nhelpp = "x"', messages.UNKNOWN_KEY_NEAR, 6),
        ('kind = "choice"', messages.TOO_FEW_CHOICES, 1),
        ('kind = "choice"\nchoices = [{ id = "a", text = "A" }]', messages.TOO_FEW_CHOICES, 6),
        ('kind = "choice"\nchoices = "a, b"', messages.NOT_CHOICES, 6),
        ('kind = "choice"\nchoices = [1, 2]', messages.NOT_CHOICES, 6),
        ('kind = "choice"\nchoices = { sv = ["a", "b"], en = ["a"] }', messages.CHOICES_UNEVEN, 6),
        (f'kind = "choices"\n{CHOICES}max_choices = 3', messages.MORE_THAN_CHOICES, 7),
        (f'kind = "ranking"\n{CHOICES}max_choices = 3', messages.MORE_THAN_CHOICES, 7),
        (
            'kind = "choice"\nchoices = [\n{ id = "a", text = "Ja" },\n{ id = "b", text = "JA" }]',
            messages.SAME_CHOICE_TEXT,
            8,
        ),
        (
            'kind = "choice"\nchoices = [\n{ id = "a", text = "Ja" },\n{ id = "a", text = "Nej" }]',
            messages.TWICE_IN_FILE,
            8,
        ),
        ('kind = "scale"', messages.NO_SCALE, 1),
        ('kind = "scale"\nscale = 5', messages.NO_SCALE, 6),
        ('kind = "scale"\nscale = { points = 12, low = "a", high = "b" }', messages.OUT_OF_RANGE, 6),
        ('kind = "scale"\nscale = { points = 1, low = "a", high = "b" }', messages.OUT_OF_RANGE, 6),
        ('kind = "scale"\nscale = { points = 5, low = "a" }', messages.MISSING_KEY, 6),
        ('kind = "words"\nmax_length = 61', messages.OUT_OF_RANGE, 6),
        ('kind = "text"\naudience = { kinds = ["dean"] }', messages.UNKNOWN_NEAR, 6),
        ('kind = "text"\naudience = { areas = ["web"] }', messages.UNKNOWN_NEAR, 6),
        ('kind = "text"\narea = "qqq"', messages.UNKNOWN, 6),
        ('kind = "text"\ninsight = "natverket"', messages.UNKNOWN_NEAR, 6),
    ],
)
def test_a_fault_in_a_question_is_named_on_its_line(lines: str, message: Message, line: int) -> None:
    _, problems = parse_one(lines)
    assert problems == [(message, line)]


@pytest.mark.parametrize(
    ("question_id", "message"),
    [
        ("Kännedom", messages.BAD_ID),
        ("a.b", messages.BAD_ID),
        ("seventeen-letters", messages.LONG_ID),
        *((name, messages.RESERVED_ID) for name in RESERVED_IDS),
    ],
)
def test_a_question_id_must_serve_in_an_address_and_an_item_name(
    tmp_path: Path, question_id: str, message: Message
) -> None:
    (problem,) = problems_of(tmp_path, bank=BANK.replace('"bild"', f'"{question_id}"'))
    assert (problem.message, problem.place.line) == (message, 2)


def test_two_questions_with_one_id_are_named_within_a_file_and_between_files(tmp_path: Path) -> None:
    (tmp_path / "questions").mkdir()
    (tmp_path / "questions/more.toml").write_text(BANK, "utf-8")
    two_files = PROGRAMME.replace('bank.toml"]', 'bank.toml", "questions/more.toml"]')
    said = said_of(tmp_path, programme=two_files, bank=BANK.replace('"val"', '"bild"'))
    assert said == [
        "questions/bank.toml, line 8, questions 2, id: The id 'bild' is already used in line 2. Rename one of the two.",
        "questions/more.toml, line 2, questions 1, id: The id 'bild' is already used in questions/bank.toml, line 2. "
        "Rename one of the two.",
    ]


def test_a_file_without_questions_is_named(tmp_path: Path) -> None:
    assert [problem.message for problem in problems_of(tmp_path, bank="")] == [messages.NO_QUESTIONS]
    assert [problem.message for problem in problems_of(tmp_path, bank="[[question]]\n")] == [
        messages.UNKNOWN_KEY_NEAR,
    ]


def test_a_question_that_nobody_is_asked_is_noticed(tmp_path: Path) -> None:
    bank = BANK.replace('step = "start"', 'step = "start"\naudience = { kinds = ["department"] }', 1)
    (notice,) = read_changed(tmp_path, bank=bank).notices
    assert (notice.message, notice.place.line) == (messages.NOBODY_ASKED, 5)


def test_a_group_in_an_audience_that_no_workshop_has_is_noticed(tmp_path: Path) -> None:
    bank = BANK.replace('step = "start"', 'step = "start"\naudience = { groups = ["norr", "nord"] }', 1)
    (notice,) = read_changed(tmp_path, bank=bank).notices
    assert (notice.message, dict(notice.facts)) == (
        messages.UNKNOWN_GROUP,
        {"value": "norr", "known": "nord, syd"},
    )


@given(st.data())
def test_a_question_with_any_value_under_any_key_gives_problems_and_no_exception(data: st.DataObject) -> None:
    keys = ["choices", "scale", "max_choices", "max_length", "audience", "help", "required", "insight", "total"]
    values = ["1", "true", "[]", "{}", '""', '"x"', "[1]", "{ sv = 1 }", "1979-05-27", "[{}]", '[{ id = "a" }, {}]']
    lines = [f'kind = "{data.draw(st.sampled_from(QUESTION_KINDS))}"']
    for key in data.draw(st.lists(st.sampled_from(keys), unique=True, max_size=4)):
        lines.append(f"{key} = {data.draw(st.sampled_from(values))}")
    question, _ = parse_one("\n".join(lines))
    assert question.id == "q"
