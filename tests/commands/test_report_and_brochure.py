"""Reports and the brochure from the command line: where they lie, what is told, and a template that cannot serve."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands.conftest import Ran
from tests.report.word_templates import make_template
from toolkit.commands.new import make_programme


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("programme") / "ki"
    make_programme(folder)
    return folder


def test_build_brochure_makes_the_brochure_alone_in_each_language(run: Callable[..., Ran], folder: Path) -> None:
    said = run("-C", folder, "--json", "build", "--brochure")
    assert said.code == 0, said.err
    files = json.loads(said.out)["brochure"]
    assert sorted(files) == ["en", "sv"]
    assert all(Path(file).read_bytes().startswith(b"%PDF") for file in files.values())
    assert not (folder / "out/manifest.json").exists()


def test_check_names_a_fault_in_the_brochure_and_a_word_template_that_cannot_serve(
    run: Callable[..., Ran], tmp_path: Path
) -> None:
    folder = tmp_path / "ki"
    make_programme(folder)
    (folder / "narrow.docx").parent.mkdir(exist_ok=True)
    make_template(folder / "narrow.docx", width=120, side=20)
    plan = folder / "programme.toml"
    plan.write_text(plan.read_text("utf-8").replace("[report]\n", '[report]\ntemplate = "narrow.docx"\n'), "utf-8")
    brochure = folder / "plan/brochure.toml"
    brochure.write_text(brochure.read_text("utf-8").replace("lead =", "leed ="), "utf-8")
    said = run("-C", folder, "check")
    assert said.code == 1
    assert "leaves only 80 mm" in said.err + said.out
    assert "leed" in said.err + said.out


def test_summary_writes_the_report_in_the_template_asked_for(
    run: Callable[..., Ran], folder: Path, tmp_path: Path
) -> None:
    template = make_template(tmp_path / "brev.docx", header="Ett universitet")
    said = run("-C", folder, "summary", "--report-template", template, "--language", "en")
    assert said.code == 0, said.err
    assert (folder / "out/report-en.docx").exists()
    assert (folder / "out/report-en.pdf").exists()
    assert not (folder / "out/report-sv.docx").exists()
