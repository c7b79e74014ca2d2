"""The program's help, as somebody reads it who has just opened a terminal."""

import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands.conftest import Ran
from toolkit.cli import main
from toolkit.files import quote_path
from toolkit.texts import load_texts


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_help_says_the_whole_of_what_each_command_does(run: Callable[..., Ran], language: str) -> None:
    texts, said = load_texts(language), " ".join(run("--lang", language, "--help").out.split())
    for name, command in main.commands.items():
        assert f"{name} {texts(command.help or '')}" in said


def test_the_help_is_swedish_throughout(run: Callable[..., Ran]) -> None:
    said = run("--lang", "sv", "--help").out
    assert said.startswith("Användning: ")
    assert "[FLAGGOR] KOMMANDO [ARGUMENT]..." in said
    assert "Visa den här hjälpen." in said
    for english in ("OPTIONS", "COMMAND", "Show this", "default"):
        assert english not in said


def test_a_command_to_type_has_its_path_in_quotation_marks_where_it_needs_them() -> None:
    assert quote_path("responses/svar-1.xlsx") == "responses/svar-1.xlsx"
    assert quote_path("C:\\Svar\\nord.xlsx") == "C:\\Svar\\nord.xlsx"
    assert quote_path("Svar från nord (1).xlsx") == '"Svar från nord (1).xlsx"'
    assert shlex.split(quote_path('a "b" $HOME')) == ['a "b" $HOME']


def test_what_to_type_next_is_typed_as_it_stands(run: Callable[..., Ran], tmp_path: Path) -> None:
    said = run("new", tmp_path / "Mitt program")
    command = next(line for line in said.out.splitlines() if line.endswith(" check"))
    assert run(*shlex.split(command)[2:]).code == 0
