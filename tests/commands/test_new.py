"""`toolkit new`: a programme of one's own that can be checked and built at once, like another one, or the example."""

import os
import pty
import re
import select
import shutil
import signal
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.commands.conftest import ROOT, Ran
from toolkit.commands.blank_programme import Blank
from toolkit.commands.check import check_programme
from toolkit.commands.like_programme import Like
from toolkit.commands.new import make_programme
from toolkit.commands.new_choices import NewOptions, choose_start, parse_languages
from toolkit.commands.plan import EXAMPLE_ADDRESS, read_plan
from toolkit.errors import InputError
from toolkit.texts import load_texts

OF_KI = re.compile(
    r"Karolinska|\bKI\b|KI:s|ki\.se|synlighet|visibility|\bRIMS\b|Bryssel|Brussels|Strategi 2030", re.IGNORECASE
)
LANGUAGES = (("sv",), ("en",), ("sv", "en"), ("en", "sv"))


def make(folder: Path, *languages: str, **more: object) -> Path:
    """Make a programme of one's own."""
    make_programme(folder, Blank(title="Öppen vetenskap", organisation="Exempelhögskolan", languages=languages, **more))  # type: ignore[arg-type]
    return folder


@pytest.mark.parametrize("languages", LANGUAGES, ids="-".join)
def test_a_new_programme_passes_the_check_with_no_notice_but_the_example_address(
    tmp_path: Path, languages: tuple[str, ...]
) -> None:
    found = check_programme(make(tmp_path / "p", *languages))
    assert [notice.message for notice in found.notices] == [EXAMPLE_ADDRESS]
    programme = found.plan.programme
    assert (len(programme.steps), len(found.plan.bank), programme.languages) == (3, 2, languages)
    assert (programme.insights, programme.areas, programme.id) == ((), (), "oppen-vetenskap")
    assert len(found.slides) == len(languages)


@pytest.mark.parametrize("languages", LANGUAGES, ids="-".join)
def test_a_new_programme_holds_nothing_of_the_example_s(tmp_path: Path, languages: tuple[str, ...]) -> None:
    folder = make(tmp_path / "p", *languages)
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert len(files) >= 6
    for path in files:
        assert not OF_KI.search(path.read_text("utf-8-sig")), path


@pytest.mark.parametrize(("first", "other"), [("sv", "en"), ("en", "sv")])
def test_comments_are_in_the_programme_s_first_language_and_texts_in_all_of_them(
    tmp_path: Path, first: str, other: str
) -> None:
    folder = make(tmp_path / "p", first, other)
    swedish = re.compile(r"\b(och|att|eller|inte|ett|är|som|för)\b")
    for name in ("programme.toml", "questions/questions.toml", "questions/themes.toml", "plan/brochure.toml"):
        text = (folder / name).read_text("utf-8")
        comments = re.sub(r'"[^"]*"', "", "\n".join(re.findall("^#.*$", text, re.MULTILINE)))
        assert bool(swedish.search(comments)) == (first == "sv"), name
    plan = read_plan(folder)
    for text in (*(step.title for step in plan.programme.steps), *(question.text for question in plan.bank)):
        assert text.sv
        assert text.en
        assert text.sv != text.en


def test_every_line_that_is_commented_out_can_be_taken_into_use_as_it_stands(tmp_path: Path) -> None:
    for languages in LANGUAGES:
        folder = make(tmp_path / "-".join(languages), *languages)
        text = (folder / "programme.toml").read_text("utf-8")
        taken = re.sub(r"^# (?=\[+\w+\]+$|\w+(-\w+)* = )", "", text, flags=re.MULTILINE)
        taken = taken.replace('template = ""\n', "").replace('names = "responses/names.txt"\n', "")
        (folder / "programme.toml").write_text(taken, "utf-8")
        found = check_programme(folder).plan.programme
        assert (len(found.insights), len(found.areas), len(found.kinds), bool(found.contact)) == (1, 1, 1, True)


def test_the_whole_chain_runs_on_a_new_programme_by_the_commands_that_it_names(
    tmp_path: Path, run: Callable[..., Ran]
) -> None:
    said = run("new", "Vårt program", "--title", "Digital strategi", "--languages", "sv,en", cwd=tmp_path)
    assert (said.code, said.err) == (0, "")
    folder = tmp_path / "Vårt program"
    assert f'toolkit -C "{folder.name}" check' in said.out
    for command, made in (
        (["build"], "out/exempelgrupp/exempelgrupp-deck-sv.pptx"),
        (["build", "--brochure"], "out/brochure-en.pdf"),
        (["demo", folder], "out/exempelgrupp/feedback.pptx"),
        (["summary"], "out/summary.xlsx"),
    ):
        done = run(*command, cwd=folder)
        assert done.code == 0, done.err
        assert (folder / made).exists()
    missing = run("followup", cwd=folder)
    assert missing.code == 1
    assert "The programme has no action plan yet." in missing.err


def test_the_example_is_karolinska_institutet_s_programme(tmp_path: Path, run: Callable[..., Ran]) -> None:
    said = run("new", tmp_path / "p", "--example")
    assert (said.code, said.out.splitlines()[0]) == (0, f"Made the example programme in {tmp_path / 'p'}.")
    assert (tmp_path / "p/programme.toml").read_bytes() == (ROOT / "programme.toml").read_bytes()
    assert (tmp_path / "p/plan/activities.csv").exists()


def test_where_nobody_can_be_asked_a_new_programme_has_sensible_defaults(
    tmp_path: Path, run: Callable[..., Ran]
) -> None:
    assert run("new", "min-workshop", cwd=tmp_path, LANG="sv_SE.UTF-8").code == 0
    programme = read_plan(tmp_path / "min-workshop").programme
    assert (programme.title.sv, programme.organisation.sv, programme.languages) == (
        "Min workshop",
        "Vårt lärosäte",
        ("sv",),
    )


def test_a_language_that_is_not_known_is_refused_and_nothing_is_made(tmp_path: Path, run: Callable[..., Ran]) -> None:
    said = run("new", "p", "--languages", "sv,klingon", cwd=tmp_path)
    assert (said.code, said.err) == (
        1,
        "--languages: “klingon” is not a language that is known here. Write sv, en, or both: sv,en.\n",
    )
    assert not (tmp_path / "p").exists()


@pytest.mark.parametrize(
    ("said", "languages"),
    [
        ("sv", ("sv",)),
        ("en, sv", ("en", "sv")),
        ("Svenska och engelska", ("sv", "en")),
        ("english & swedish", ("en", "sv")),
        ("båda", ("sv", "en")),
        ("both", ("sv", "en")),
    ],
)
def test_languages_are_taken_by_code_or_name(said: str, languages: tuple[str, ...]) -> None:
    assert parse_languages(said) == languages


@pytest.mark.parametrize(
    "options", [("--example", "--title", "x"), ("--example", "--like", "."), ("--like", ".", "--languages", "sv")]
)
def test_options_that_contradict_each_other_are_wrong_usage(
    tmp_path: Path, run: Callable[..., Ran], options: tuple[str, ...]
) -> None:
    assert run("new", "p", *options, cwd=tmp_path).code == 2
    assert not (tmp_path / "p").exists()


# --- a department's own list ------------------------------------------------------------------------------------------
WHOLE_LIST = "grupp;namn;slag;språk;datum;områden\r\nnord;Norra;institution;sv;2027-02-03;\r\n"


def test_a_list_of_groups_that_is_whole_is_taken_byte_for_byte(tmp_path: Path) -> None:
    content = WHOLE_LIST.encode("cp1252")
    (tmp_path / "lista.csv").write_bytes(content)
    folder = make(tmp_path / "p", "sv", groups=tmp_path / "lista.csv")
    assert (folder / "groups.csv").read_bytes() == content
    assert [notice.message for notice in check_programme(folder).notices] == [EXAMPLE_ADDRESS]


def test_a_list_that_a_department_made_for_itself_is_taken_with_the_columns_that_it_lacks(
    tmp_path: Path, run: Callable[..., Ran]
) -> None:
    book = openpyxl.Workbook()
    for row in (
        ("Höstens besök", None, None, None),
        (None, None, None, None),
        ("Institution", "Kontakt", "Språk", "Områden"),
        ("Institutionen för lärande", "A. Exempel", "svenska", "Alumner, Webben"),
        ("Biblioteket", "B. Exempel", "engelska", "webben"),
    ):
        book.active.append(row)
    book.save(tmp_path / "lista.xlsx")
    said = run("new", "p", "--title", "Besök", "--groups", "lista.xlsx", cwd=tmp_path, LANG="sv_SE.UTF-8")
    assert said.code == 0, said.err
    assert "med, och de här kolumnerna lades till: grupp, slag." in said.out
    plan = check_programme(tmp_path / "p").plan
    assert [(each.id, each.group.name, each.language) for each in plan.workshops] == [
        ("institutionen-for-larande", "Institutionen för lärande", "sv"),
        ("biblioteket", "Biblioteket", "en"),
    ]
    assert [workshop.group.extra["Kontakt"] for workshop in plan.workshops] == ["A. Exempel", "B. Exempel"]
    assert plan.workshops[0].group.areas == ("alumner", "webben")
    assert [area.id for area in plan.programme.areas] == ["alumner", "webben"]
    assert plan.programme.languages == ("sv", "en")


def test_the_languages_of_a_list_are_what_is_proposed_when_they_are_asked_for(tmp_path: Path) -> None:
    (tmp_path / "lista.csv").write_text("namn;språk\nNorra;engelska\nSödra;svenska\n", "utf-8")
    proposed: list[str] = []

    def take(question: str, default: str, parse: Callable[[str], Any]) -> Any:
        proposed.append(default)
        return parse(default)

    options = NewOptions(folder=tmp_path / "mitt_program", groups=tmp_path / "lista.csv")
    start = choose_start(options, take, load_texts("sv"), asking=True)
    assert proposed == ["Mitt program", "Vårt lärosäte", "en,sv"]
    assert isinstance(start, Blank)
    assert start.languages == ("en", "sv")


def test_kinds_of_group_in_a_list_become_the_programme_s_own(tmp_path: Path) -> None:
    (tmp_path / "lista.csv").write_text("grupp,namn,slag\nkar,Kåren,Studentkår\n", "utf-8")
    found = check_programme(make(tmp_path / "p", "sv", groups=tmp_path / "lista.csv"))
    assert found.plan.programme.kinds["studentkar"].sv == "Studentkår"
    assert [notice.message for notice in found.notices] == [EXAMPLE_ADDRESS]


def test_a_list_in_which_nothing_says_what_the_groups_are_called_is_refused_and_nothing_is_made(
    tmp_path: Path, run: Callable[..., Ran]
) -> None:
    (tmp_path / "lista.csv").write_text("rum;tid\nA;10\n", "utf-8")
    said = run("new", "p", "--groups", "lista.csv", cwd=tmp_path)
    assert said.code == 1
    assert "No column says what the groups are called; the columns are: rum, tid." in said.err
    assert not (tmp_path / "p").exists()


# --- like another one -------------------------------------------------------------------------------------------------
@pytest.fixture
def held(programme: Path) -> Path:
    """A programme that has been held: built, with answers, a key and a template of its own."""
    for name in ("responses/responses.sqlite3", "responses/secret.key", "out/nord/nord-deck-sv.pptx"):
        (programme / name).parent.mkdir(parents=True, exist_ok=True)
        (programme / name).write_text("private", "utf-8")
    shutil.copy(ROOT / "templates/pptx/workshop.pptx", programme / "our-own.pptx")
    text = (programme / "programme.toml").read_text("utf-8")
    (programme / "programme.toml").write_text(text.replace('# template = ""', 'template = "our-own.pptx"'), "utf-8")
    rows = (programme / "groups.csv").read_text("utf-8-sig").splitlines()
    rows = [f"{rows[0]},meeting", *(f"{row},https://teams.example/l/1" for row in rows[1:])]
    (programme / "groups.csv").write_text("\n".join(rows) + "\n", "utf-8")
    return programme


def test_a_programme_like_another_one_has_its_steps_questions_outlines_themes_and_template(
    tmp_path: Path, held: Path, run: Callable[..., Ran]
) -> None:
    said = run("new", tmp_path / "next", "--like", held, "--title", "Synlighet 2029")
    assert said.code == 0, said.err
    before, after = read_plan(held), check_programme(tmp_path / "next").plan
    assert (after.programme.id, after.programme.title.en) == ("synlighet-2029", "Synlighet 2029")
    assert after.programme.steps == before.programme.steps
    assert after.bank == before.bank
    assert after.themes == before.themes
    assert after.template_file.read_bytes() == before.template_file.read_bytes()
    assert (tmp_path / "next/decks/sv.md").read_bytes() == (held / "decks/sv.md").read_bytes()
    comments = [line for line in (held / "programme.toml").read_text("utf-8").splitlines() if line.startswith("#")]
    kept = (tmp_path / "next/programme.toml").read_text("utf-8").splitlines()
    assert [line for line in kept if line.startswith("#")] == comments


def test_what_was_held_stays_behind(tmp_path: Path, held: Path) -> None:
    make_programme(tmp_path / "next", Like(other=held))
    after = read_plan(tmp_path / "next")
    assert [workshop.id for workshop in after.workshops] == [workshop.id for workshop in read_plan(held).workshops]
    assert {(workshop.date, workshop.meeting) for workshop in after.workshops} == {(None, "")}
    assert after.programme.id == "9-steg-mot-okad-internationell-synlighet"
    names = {path.relative_to(tmp_path / "next").as_posix() for path in (tmp_path / "next").rglob("*")}
    assert not names & {"responses", "out", "plan/activities.csv", "plan/history.csv"}


def test_a_programme_like_itself_has_an_id_of_its_own(tmp_path: Path) -> None:
    first = make(tmp_path / "first", "sv")
    make_programme(tmp_path / "second", Like(other=first))
    assert read_plan(tmp_path / "second").programme.id == "oppen-vetenskap-2"


def test_another_programme_that_is_at_fault_is_told_and_nothing_is_made(tmp_path: Path, held: Path) -> None:
    (held / "programme.toml").write_text("id = ", "utf-8")
    with pytest.raises(InputError, match="What is given in the line"):
        make_programme(tmp_path / "next", Like(other=held))
    assert not (tmp_path / "next").exists()


# --- asked, and stopped -----------------------------------------------------------------------------------------------
def ask(folder: Path, answers: bytes, *, wait_for: bytes = b"") -> tuple[int, str]:
    """Run `toolkit new` on a terminal and type; returns its exit code and all that it showed."""
    leader, follower = pty.openpty()
    env = {**os.environ, "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8", "TERM": "dumb"}
    command = [sys.executable, "-m", "toolkit", "new", folder.name]
    process = subprocess.Popen(command, stdin=follower, stdout=follower, stderr=follower, cwd=folder.parent, env=env)
    os.close(follower)
    shown = b""
    for answer in answers.splitlines(keepends=True):
        shown += _read_until(leader, b"] ")
        os.write(leader, answer)
    if wait_for:
        shown += _read_until(leader, b"] ")
        while process.poll() is None:  # again, where it came before the program had begun to wait
            process.send_signal(signal.SIGINT)
            time.sleep(0.2)
    while part := _read_some(leader):
        shown += part
    os.close(leader)
    return process.wait(timeout=60), shown.decode()


def _read_some(leader: int) -> bytes:
    try:
        return os.read(leader, 4096) if select.select([leader], [], [], 60)[0] else b""
    except OSError:  # Linux's way to say that the other end has closed
        return b""


def _read_until(leader: int, mark: bytes) -> bytes:
    shown = b""
    until = time.monotonic() + 60
    while not shown.endswith(mark) and time.monotonic() < until:
        shown += _read_some(leader)
    return shown


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal of its own is a matter of Unix")
def test_on_a_terminal_it_asks_for_title_organisation_and_languages_and_again_where_it_must(tmp_path: Path) -> None:
    code, shown = ask(tmp_path / "digital-strategi", b"Digital strategi 2028\n\nklingon\nen,sv\n")
    assert code == 0, shown
    assert "What is the programme called? [Digital strategi]" in shown
    assert "Write sv, en, or both" in shown
    programme = read_plan(tmp_path / "digital-strategi").programme
    assert (programme.title.en, programme.organisation.en) == ("Digital strategi 2028", "Our university")
    assert programme.languages == ("en", "sv")


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal of its own is a matter of Unix")
def test_who_gives_up_while_being_asked_finds_nothing_made(tmp_path: Path) -> None:
    code, _ = ask(tmp_path / "p", b"Titel\n", wait_for=b"] ")
    assert code == 130
    assert not list(tmp_path.iterdir())


def test_ctrl_c_while_it_is_written_leaves_nothing_half_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = Path.write_bytes

    def stop(path: Path, content: bytes) -> int:
        if path.name == "themes.toml":
            raise KeyboardInterrupt
        return write(path, content)

    monkeypatch.setattr(Path, "write_bytes", stop)
    (tmp_path / "empty").mkdir()
    for name in ("new", "empty"):
        with pytest.raises(KeyboardInterrupt):
            make(tmp_path / name, "sv")
    assert [path.name for path in tmp_path.rglob("*")] == ["empty"]


def test_a_title_of_any_signs_is_written_as_toml_and_read_back(tmp_path: Path) -> None:
    title = 'Vad "vi" vill \\ kan {{ nu }} 100 % – [sv]'
    make_programme(tmp_path / "p", Blank(title=title, organisation="Å & Ö", languages=("sv", "en")))
    assert tomllib.loads((tmp_path / "p/programme.toml").read_text("utf-8"))["title"] == title
    check_programme(tmp_path / "p")
