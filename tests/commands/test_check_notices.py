"""What `check` notes of a question that somebody would miss: on no slide, or in one language only."""

from collections.abc import Callable
from pathlib import Path

from tests.commands.conftest import Ran
from tests.commands.test_year import edit, retire

Run = Callable[..., Ran]
ADDED = '\n[[questions]]\nid = "nytt"\nkind = "text"\nstep = "bakgrund"\ntext = "Vad är nytt?"\n'


def add(folder: Path) -> None:
    bank = folder / "questions/visibility.toml"
    bank.write_text(bank.read_text("utf-8") + ADDED, "utf-8")


def test_a_programme_whose_questions_are_translated_and_shown_gets_neither_note(run: Run, programme: Path) -> None:
    said = run("-C", programme, "check")
    assert said.code == 0
    assert "on no slide" not in said.err
    assert "read as in" not in said.err


def test_a_question_on_no_slide_is_noted_by_outline_and_stops_nothing(run: Run, programme: Path) -> None:
    add(programme)
    said = run("-C", programme, "check")
    assert said.code == 0
    for outline in ("decks/sv.md", "decks/en.md"):
        assert (
            f"{outline}: These questions are on no slide, and are asked on the form and the sheets alone: nytt."
            in said.err
        )


def test_an_english_sheet_with_swedish_questions_is_noted(run: Run, programme: Path) -> None:
    add(programme)
    said = run("-C", programme, "--lang", "sv", "check")
    assert "På språket 'en' lyder de här frågorna som på 'sv': nytt." in said.err
    assert 'text = { sv = "…", en = "…" }' in said.err


def test_a_question_of_a_single_word_may_be_the_same_in_two_languages(run: Run, programme: Path) -> None:
    add(programme)
    edit(programme / "questions/visibility.toml", 'text = "Vad är nytt?"', 'text = "Vision?"')
    assert "read as in" not in run("-C", programme, "check").err


def test_a_retired_question_is_missed_nowhere(run: Run, programme: Path) -> None:
    add(programme)
    retire(programme, "nytt")
    said = run("-C", programme, "check")
    assert "on no slide" not in said.err
    assert "read as in" not in said.err


def test_choices_that_are_written_in_one_language_only_are_noted_unless_they_are_names(
    run: Run, programme: Path
) -> None:
    bank = programme / "questions/visibility.toml"
    for name, choices in (("kanner", '["Ja", "Nej"]'), ("kanaler", '["LinkedIn", "Facebook"]')):
        added = ADDED.replace("nytt", name).replace('"text"', '"choice"', 1)
        added = added.replace('text = "Vad är', f'choices = {choices}\ntext = "Vad är', 1)
        bank.write_text(bank.read_text("utf-8") + added, "utf-8")
    said = run("-C", programme, "--lang", "sv", "check")
    assert "På språket 'en' lyder svarsalternativen i de här frågorna som på 'sv': kanner. Skriv varje" in said.err
