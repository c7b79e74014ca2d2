"""Help, usage and wrong usage read in the reader's language: Swedish without an English word, at any width."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from toolkit.cli import main
from toolkit.click_texts import find_asked_language, find_locale_language, list_languages, restore_declared
from toolkit.console import Console

ROOT = Path(__file__).resolve().parent.parent
COMMANDS = ["", *main.commands]
SAME = {
    "toolkit", "text", "url", "id", "json", "program", "en", "sv", "html", "format", "in", "pdf", "csv", "pptx", "potx",
    "dotx", "docx", "xlsx", "qr", "postgresql", "proxy", "ki", "data", "problem", "organisation", "register",
    "argument", "under", "x", "karolinska", "institutets", "retriever", "meltwater", "excel", "word", "workshop",
    "toml", "h", "mm", "dd",
}  # fmt: skip
"""Words that are the same in both languages, or the names of files, formats, programs and keys."""
WRONG = [
    "--nope", "nope", "buil", "--lang xx", "-C", "-C /etc/hosts check", "build --jobs 0", "build --jobs x",
    "build --workshop", "build 1", "build 1 2", "build --template /", "build --workshops x",
    "serve --port abc", "serve --port 70000", "new", "new 1 2 3", "summary --language xx", "summary --only x",
    "check --json=1", "forget --workshop", "backup", "template", "template /", "demo 1 2", "export 1 2",
    "followup --out /etc/hosts", "forget --today x", "followup --language de", "collect --copy", "undo",
]  # fmt: skip


def run(*arguments: str, width: int = 110, **environ: str) -> str:
    """Run the program, and return all that it says."""
    said = CliRunner().invoke(
        main, [*arguments], env={"LC_ALL": None, "LANG": "C", **environ}, terminal_width=width, prog_name="toolkit"
    )
    return said.output


def list_words(text: str) -> set[str]:
    """List the words of a text that are not names of options, commands, files or choices."""
    shown = re.sub(r"'[^']*'|\w+_\w+|\[[a-z|,]+\]|\S*/\S*|\S*[.@=]\w\S*|-{1,2}[\w-]+|sv,en", " ", text)
    shown = re.sub(rf"^  ({'|'.join(COMMANDS[1:])})  ", " ", shown, flags=re.MULTILINE)
    return {word.casefold() for word in re.findall(r"[^\W\d_]+", shown)} - set(COMMANDS)


@pytest.mark.parametrize("width", [60, 110])
@pytest.mark.parametrize("command", COMMANDS)
def test_help_in_swedish_holds_no_english_word(command: str, width: int) -> None:
    words = command.split()
    swedish, english = (run("--lang", language, *words, "--help", width=width) for language in ("sv", "en"))
    assert swedish.startswith("Användning: toolkit")
    assert english.startswith("Usage: toolkit")
    assert list_words(swedish) & list_words(english) <= SAME
    assert run(*words, "--help", width=width, LANG="sv_SE.UTF-8", NO_COLOR="1") == swedish
    assert run(*words, "--help", "--lang", "sv", width=width) == swedish
    assert run("--lang", "en", *words, "--help", width=width) == english, "the language of one run leaks into the next"
    assert max(map(len, swedish.splitlines())) <= width


@pytest.mark.parametrize("width", [60, 110])
@pytest.mark.parametrize("wrong", WRONG)
def test_wrong_usage_is_told_in_swedish_without_an_english_word(wrong: str, width: int) -> None:
    environ = {"LANG": "sv_SE.UTF-8"}
    swedish, english = run(*wrong.split(), width=width, **environ), run(*wrong.split(), width=width)
    assert "Fel: " in swedish
    assert "Error: " in english
    assert list_words(swedish) & list_words(english) <= SAME
    if "--lang" not in wrong:
        assert run("--lang", "sv", *wrong.split(), width=width) == swedish


def test_the_language_may_stand_behind_what_is_wrong() -> None:
    assert "Fel: Det finns ingen flagga '--nope'." in run("build", "--nope", "--lang", "sv")
    assert "Fel: Det finns inget kommando 'nope'." in run("nope", "--lang=sv")


def test_every_word_for_a_value_is_translated_or_the_same() -> None:
    for name, command in main.commands.items():
        said = {}
        for language in ("en", "sv"):
            context = command.make_context(name, [], resilient_parsing=True, obj=Console(language=language))
            said[language] = [each.make_metavar(context) for each in command.get_params(context)]
            restore_declared()
        for english, swedish in zip(*said.values(), strict=True):
            words = [set(re.findall(r"[^\W\d_]+", each.casefold())) for each in (english, swedish)]
            assert (english.startswith("[") and "|" in english) or words[0] & words[1] <= SAME, f"{name}: {english}"


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal is made as only Unix makes one")
@pytest.mark.parametrize(("answer", "erases"), [("ja", True), ("J", True), ("y", True), ("nej", False), ("", False)])
def test_a_question_is_asked_and_answered_in_swedish(answer: str, erases: bool) -> None:
    import pty

    code = "from toolkit.console import Console; print('GIVES', Console(language='sv').confirm_erasing('8 svar'))"
    ours, theirs = pty.openpty()
    with subprocess.Popen([sys.executable, "-c", code], stdin=theirs, stdout=theirs, stderr=theirs) as child:
        os.close(theirs)
        os.write(ours, f"{answer}\n".encode())
        said = b""
        while b"GIVES" not in said or not said.endswith(b"\n"):
            said += os.read(ours, 1024)
        child.wait()
    os.close(ours)
    assert "[ja/nej]" in said.decode()
    assert f"GIVES {erases}" in said.decode()


@pytest.mark.parametrize(
    ("arguments", "language"),
    [
        (["--lang", "sv", "check"], "sv"),
        (["check", "--lang=en"], "en"),
        (["--nope", "--lang", "sv"], "sv"),
        (["--lang"], None),
        (["--lang", "xx"], None),
        (["check"], None),
    ],
)
def test_the_language_asked_for_is_found_wherever_it_stands(arguments: list[str], language: str | None) -> None:
    assert find_asked_language(arguments) == language


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({"LANG": "sv_SE.UTF-8"}, "sv"),
        ({"LANG": "sv_SE.UTF-8", "LC_ALL": "en_GB.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "sv_FI@euro"}, "sv"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "C"}, "en"),
        ({}, None),
    ],
)
def test_the_language_of_the_computer_is_taken_where_there_is_a_catalogue(
    environ: dict[str, str], language: str | None
) -> None:
    assert find_locale_language(environ) == language


def test_a_third_language_is_there_as_soon_as_it_has_catalogues(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "toolkit", tmp_path / "toolkit", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "templates/text", tmp_path / "templates/text")
    shutil.copytree(ROOT / "templates/text/sv", tmp_path / "templates/text/nb")

    def ask(*arguments: str, lang: str) -> str:
        environ = {**os.environ, "PYTHONPATH": str(tmp_path), "LANG": lang, "LC_ALL": "", "PYTHONUTF8": "1"}
        environ.pop("LANGUAGE", None)
        command = [sys.executable, "-m", "toolkit", *arguments]
        return subprocess.run(command, capture_output=True, text=True, env=environ, cwd=tmp_path, check=False).stdout

    said = ask("--lang", "nb", "--help", lang="C")
    assert said.startswith("Användning: ")
    assert "toolkit [FLAGGOR] KOMMANDO [ARGUMENT]..." in said
    assert "[nb|sv|en]" in said
    assert ask("--help", lang="nb_NO.UTF-8") == said


def test_the_languages_are_those_with_a_catalogue_and_english() -> None:
    assert list_languages() == ("sv", "en")
