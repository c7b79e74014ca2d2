"""A programme folder is read whole or refused with every problem of every file; the shipped one is without fault."""

from collections import Counter
from pathlib import Path

import openpyxl
import pytest

from toolkit import tabular
from toolkit.errors import InputError
from toolkit.model.instrument import compose_instrument
from toolkit.reading import messages
from toolkit.reading.folder import read_bank, read_folder, read_programme, read_workshops
from toolkit.reading.programme_folder import find_programme_folder
from toolkit.tables.messages import ENCRYPTED

from .folders import BANK, GROUPS, PROGRAMME, problems_of, read_changed, said_of, write_folder

ROOT = Path(__file__).resolve().parents[2]


def test_the_nearest_folder_upwards_with_a_programme_is_found(tmp_path: Path) -> None:
    below = write_folder(tmp_path) / "decks"
    assert find_programme_folder(below) == tmp_path
    assert find_programme_folder(tmp_path) == tmp_path
    assert find_programme_folder(Path("/proc")) is None


def test_a_folder_without_a_programme_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read_folder(tmp_path)
    assert [problem.message for problem in caught.value.problems] == [messages.NO_PROGRAMME_FILE]


def test_problems_of_all_files_come_at_once_the_programme_first(tmp_path: Path) -> None:
    found = problems_of(
        tmp_path,
        programme=PROGRAMME.replace('id = "prov"', 'id = "Prov"'),
        bank=BANK.replace('kind = "text"', 'kind = "txt"'),
        groups=GROUPS.replace("2027-02-03", "3 feb").replace("2027-02-10", "2027-02-30"),
    )
    assert [(problem.place.file, problem.place.line) for problem in found] == [
        ("programme.toml", 1),
        ("groups.csv", 2),
        ("groups.csv", 3),
        ("questions/bank.toml", 3),
    ]


def test_a_file_that_is_named_and_missing_is_told_where_it_is_named(tmp_path: Path) -> None:
    text = PROGRAMME.replace("decks/en.md", "decks/english.md").replace(
        '"groups.csv"', '"grupper.csv"\ntemplate = "mall.potx"'
    )
    assert said_of(tmp_path, programme=text.replace("bank.toml", "fragor.toml")) == [
        f"programme.toml, line {line}, {key}: The file {path} is named here, but it is not in the programme folder. "
        "Put it there, or correct the name; folders are divided by /."
        for line, key, path in [
            (6, "groups", "grupper.csv"),
            (7, "template", "mall.potx"),
            (8, "questions 1", "questions/fragor.toml"),
            (12, "outlines, en", "decks/english.md"),
        ]
    ]


def test_a_name_that_no_file_can_have_is_a_missing_file(tmp_path: Path) -> None:
    text = PROGRAMME.replace('"groups.csv"', f'"{"x" * 900}"').replace("decks/sv.md", "decks/\\u0000")
    assert [problem.message for problem in problems_of(tmp_path, programme=text)] == [
        messages.FILE_NAMED_IS_MISSING
    ] * 2


def test_an_empty_template_means_the_one_that_comes_along(tmp_path: Path) -> None:
    text = PROGRAMME.replace('groups = "groups.csv"', 'template = ""')
    assert read_changed(tmp_path, programme=text).programme.template == ""


def test_an_encrypted_groups_file_is_told_with_the_other_problems(tmp_path: Path) -> None:
    encrypted = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "EncryptedPackage".encode("utf-16-le")
    found = problems_of(tmp_path, groups=encrypted, bank=BANK.replace('"start"', '"slut"', 1))
    assert [problem.message for problem in found] == [ENCRYPTED, messages.UNKNOWN]


def test_a_second_groups_file_beside_the_one_that_is_read_is_noticed(tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "groups.xlsx")
    (notice,) = read_changed(tmp_path).notices
    assert (notice.message, notice.facts["other"]) == (messages.OTHER_GROUPS_FILE, "groups.xlsx")


def test_each_part_can_be_read_alone(tmp_path: Path) -> None:
    write_folder(tmp_path)
    programme = read_programme(tmp_path)
    assert [workshop.id for workshop in read_workshops(tmp_path, programme)] == ["nord", "syd"]
    assert [question.id for question in read_bank(tmp_path, programme)] == ["bild", "val"]
    (tmp_path / "groups.csv").unlink()
    (tmp_path / "questions/bank.toml").write_text("x", "utf-8")
    with pytest.raises(InputError) as no_groups:
        read_workshops(tmp_path, programme)
    assert no_groups.value.problems[0].message == tabular.MISSING
    with pytest.raises(InputError):
        read_bank(tmp_path, programme)
    (tmp_path / "programme.toml").write_text("x", "utf-8")
    with pytest.raises(InputError):
        read_programme(tmp_path)


# --- the programme that comes along -------------------------------------------------------------------------------


def test_the_shipped_programme_is_without_fault_and_without_notice() -> None:
    found = read_folder(ROOT)
    assert found.notices == ()
    assert len(found.programme.steps) == 9
    assert len(found.programme.insights) == 3
    assert Counter(area.kind for area in found.programme.areas) == {"prioritised": 6, "added": 2, "planned": 11}


def test_the_shipped_programme_asks_every_kind_of_question_and_every_step_from_the_fourth_on() -> None:
    found = read_folder(ROOT)
    assert len({question.kind for question in found.bank}) == 8
    assert {question.step for question in found.bank} == {step.id for step in found.programme.steps[3:]}
    prioritised = {area.id for area in found.programme.areas if area.kind == "prioritised"}
    points = next(question for question in found.bank if question.id == "poang")
    assert {choice.id for choice in points.choices} == prioritised


def test_the_shipped_texts_are_in_both_languages() -> None:
    found = read_folder(ROOT)
    texts = [question.text for question in found.bank] + [question.help for question in found.bank]
    texts += [choice.text for question in found.bank for choice in question.choices]
    texts += [area.title for area in found.programme.areas]
    assert all(text.sv and text.en for text in texts)


def test_the_shipped_workshops_are_recognisable_examples() -> None:
    found = read_folder(ROOT)
    assert {workshop.group.kind for workshop in found.workshops} == {"dean-group", "administration", "library"}
    assert {workshop.language for workshop in found.workshops} == {"sv", "en"}
    assert {workshop.place for workshop in found.workshops} == {"Exempelsalen", "Example Room"}
    assert all(workshop.date and workshop.date.year == 2027 for workshop in found.workshops)


def test_some_shipped_questions_are_asked_of_some_groups_only() -> None:
    found = read_folder(ROOT)
    asked = {
        workshop.id: {question.id for question in compose_instrument("ki", workshop, found.bank).questions}
        for workshop in found.workshops
    }
    assert {"alumner"} == asked["nord"] - asked["solna"]
    assert {"stod"} == asked["bibliotek"] - asked["syd"]
