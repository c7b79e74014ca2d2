"""The program's help, as somebody reads it who has just opened a terminal."""

from collections.abc import Callable

import pytest

from tests.commands.conftest import Ran
from toolkit.cli import main
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
