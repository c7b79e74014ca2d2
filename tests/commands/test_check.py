"""`toolkit check` names every problem of every file in one run: no fault hides another, and none is made up."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.commands.conftest import Ran
from toolkit.commands.check import check_programme
from toolkit.commands.new import make_programme
from toolkit.errors import InputError


@dataclass(frozen=True)
class Planted:
    """A fault: what stands in the file and what is written for it; or a line or a whole file that is added."""

    file: str
    there: str
    wrong: str
    offset: int = 0
    """Lines from where the text stands to where the fault is told."""

    def plant(self, folder: Path) -> tuple[str, int]:
        """Write it; returns the file and the line that is to be named, 0 for the file as a whole."""
        path = folder / self.file
        text = path.read_text("utf-8-sig") if path.exists() else ""
        assert self.there in text, self
        at = text.index(self.there)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text[:at] + self.wrong + text[at + len(self.there) :], "utf-8")
        return self.file, text[:at].count("\n") + 1 + self.offset if text else self.offset


VALUE_FAULTS = (
    Planted("programme.toml", "retention_days = 730", "retention_days = 0"),
    Planted("groups.csv", "syd,KI Syd,dean-group,sv,2027-03-03", "syd,KI Syd,dean-group,sv,i mars"),
    Planted("questions/visibility.toml", 'kind = "scale"\nstep = "kannedom"', 'kind = "scael"\nstep = "kannedom"'),
    Planted("questions/themes.toml", "\n[[themes]]\n", '\n[[themes]]\nsort = "x"\n', 2),
    Planted("decks/sv.md", "::: qr\n:::", "::: question finns-inte\n:::"),
    Planted("decks/en.md", "::: qr\n:::", "::: qrr\n:::"),
    Planted("decks/feedback-sv.md", "# Det här sa", "{{ feedback.nope }}\n# Det här sa"),
    Planted("decks/followup-en.md", "{{ followup.headline }}", "{{ followup.nope }}"),
    Planted("plan/activities.csv", ";unknown;", ";kanske;"),
    Planted("plan/history.csv", "\n2024-12-19;webb", "\ni fjol;webb", 1),
    Planted("plan/links.csv", "", "workshop;response;item;activities;missing\nnord;r1;;webb;\n", 2),
    Planted("plan/report.toml", "title =", "titel =\t"),
    Planted("plan/media.toml", "base_year = 2019", 'base_year = "i fjol"'),
    Planted("plan/brochure.toml", "closing =", "clossing ="),
)
WHOLE_FILES = (
    Planted("questions/visibility.toml", "[[questions]]", "[[questions]"),
    Planted("questions/themes.toml", "[[themes]]", "[[themes"),
    Planted("plan/media.toml", "base_year = 2019", "base_year = "),
    Planted("programme.toml", 'id = "alumni"', 'id = "alumni'),
    Planted("programme.toml", "retention_days = 730", "retention_days ="),
)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example programme with three workshops, to copy: one in each language, one in no fault's way."""
    folder = tmp_path_factory.mktemp("check") / "programme"
    make_programme(folder)
    rows = (folder / "groups.csv").read_text("utf-8-sig").splitlines()
    kept = [row for row in rows if row.startswith(("group,", "nord,", "solna,KI Solna,dean-group,en", "syd,"))]
    (folder / "groups.csv").write_text("\n".join(kept) + "\n", "utf-8")
    check_programme(folder)
    return folder


def find_told(folder: Path) -> set[tuple[str, int]]:
    """Return the file and line of every problem that a check names."""
    with pytest.raises(InputError) as caught:
        check_programme(folder)
    assert not any(problem.notice for problem in caught.value.problems)
    return {(problem.place.file, problem.place.line) for problem in caught.value.problems}


def test_one_run_names_a_fault_in_every_file_each_with_its_line_and_nothing_else(small: Path, tmp_path: Path) -> None:
    folder = tmp_path / "programme"
    shutil.copytree(small, folder)
    planted = {fault.plant(folder) for fault in VALUE_FAULTS}
    assert find_told(folder) == planted


@settings(max_examples=12)
@given(chosen=st.sets(st.sampled_from(VALUE_FAULTS), min_size=1), whole=st.none() | st.sampled_from(WHOLE_FILES))
def test_any_faults_in_different_files_are_all_named(
    small: Path, tmp_path_factory: pytest.TempPathFactory, chosen: set[Planted], whole: Planted | None
) -> None:
    folder = tmp_path_factory.mktemp("planted") / "programme"
    shutil.copytree(small, folder)
    planted = {fault.plant(folder) for fault in chosen if whole is None or fault.file != whole.file}
    if whole:
        planted.add(whole.plant(folder))
    assert find_told(folder) == planted
    shutil.rmtree(folder)


def test_a_fault_in_the_groups_does_not_hide_those_of_the_outlines(programme: Path, run: Callable[..., Ran]) -> None:
    (programme / "groups.csv").write_text("grupp;namn\nnord;KI Nord\n", "utf-8")
    _, line = Planted("decks/sv.md", "::: qr\n:::", "::: question finns-inte\n:::").plant(programme)
    said = run("check", cwd=programme)
    assert said.code == 1
    assert "groups.csv, line 1: The column 'kind' is missing." in said.err
    assert f"decks/sv.md, line {line}: The question bank has no question 'finns-inte'." in said.err


def test_every_name_in_an_outline_that_is_not_known_is_told_in_one_run(programme: Path) -> None:
    outline = programme / "decks/sv.md"
    text = outline.read_text("utf-8")
    wrong = (
        "## A\n\n{{ grupp.namn }} {{ datum }}\n\n- {{ group.extra.mål }}\n- {{ group.name }}\n\n## B\n\n{{ plats }}\n"
    )
    outline.write_text(text + "\n" + wrong, "utf-8")
    first = text.count("\n") + 2
    assert find_told(programme) == {("decks/sv.md", first + at) for at in (2, 4, 9)}


def test_an_outline_that_no_workshop_uses_is_checked_too(programme: Path) -> None:
    rows = (programme / "groups.csv").read_text("utf-8-sig").splitlines()
    (programme / "groups.csv").write_text("\n".join(rows[:2]) + "\n", "utf-8")
    wrong = Planted("decks/en.md", "::: qr\n:::", "::: qrr\n:::").plant(programme)
    assert find_told(programme) == {wrong}


def test_a_file_that_is_not_there_or_no_text_hides_nothing(programme: Path) -> None:
    (programme / "decks/sv.md").unlink()
    (programme / "decks/followup-sv.md").write_bytes(b"\0\1\2\0\0")
    (programme / "templates/pptx/own.pptx").write_bytes(b"no package")
    (programme / "plan/report.dotx").write_bytes(b"no package")
    text = (programme / "programme.toml").read_text("utf-8")
    text = text.replace('# template = ""', 'template = "templates/pptx/own.pptx"')
    text = text.replace('# template = "templates/our-report.dotx"', 'template = "plan/report.dotx"')
    (programme / "programme.toml").write_text(text, "utf-8")
    wrong = Planted("plan/brochure.toml", "closing =", "clossing =").plant(programme)
    told = {file for file, _ in find_told(programme)}
    assert told == {"programme.toml", "decks/followup-sv.md", "own.pptx", "report.dotx", wrong[0]}


def test_a_programme_file_that_is_no_toml_still_lets_the_others_be_read(
    programme: Path, run: Callable[..., Ran]
) -> None:
    text = (programme / "programme.toml").read_text("utf-8")
    (programme / "programme.toml").write_text(text.replace('languages = ["sv", "en"]', "languages = [sv, en]"), "utf-8")
    wrong = Planted("groups.csv", ",KI Nord,", ",,").plant(programme)
    said = run("check", "--lang", "sv", cwd=programme)
    assert [line.partition(":")[0] for line in said.err.splitlines()[:2]] == [
        "programme.toml, rad 14",
        f"groups.csv, rad {wrong[1]}, kolumn B (name)",
    ]
    assert "2 problem." in said.err
