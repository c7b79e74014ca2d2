"""The report on a pptx template: what a person reads, what a program gets, and the mapping to paste."""

import json
import tomllib
from pathlib import Path

import pytest

from tests.deck.pptx_fixtures import SWEDISH, make_template
from toolkit.contrast import compute_contrast, needed_contrast
from toolkit.deck.pptx_template.file import read_template
from toolkit.deck.pptx_template.report import compose_facts, compose_mapping, compose_report, compose_text
from toolkit.resources import find_template_folder
from toolkit.texts import load_texts

SPECIMENS = Path(__file__).parent.parent / "specimens/pptx"
WORKSHOP = find_template_folder("pptx") / "workshop.pptx"
EVERY = [path for path in SPECIMENS.glob("*.p*") if not path.name.startswith("06")]
ENGLISH = load_texts("en")


def knows_arial(family: str) -> bool:
    return family == "Arial"


def test_the_report_says_each_role_its_layout_and_how_it_was_found() -> None:
    said = compose_text(compose_report(read_template(WORKSHOP), knows_arial), ENGLISH)
    assert "  Slide size: 338.7 × 190.5 mm (16:9)" in said
    assert "  step         Step                  by its name, also in the colours of insights 1, 2, 3" in said
    assert "Worth knowing" not in said


def test_the_report_is_swedish_for_swedes(tmp_path: Path) -> None:
    template = read_template(make_template(tmp_path / "mall.pptx", SWEDISH))
    said = compose_text(compose_report(template, knows_arial), load_texts("sv"))
    assert "content      Rubrik och innehåll  efter namnet" in said
    assert "I stället används ”Rubrik och innehåll”." in said
    assert "Typsnittet Calibri är inte känt här" in said
    assert "(4:3)" in said


@pytest.mark.parametrize("path", EVERY, ids=lambda path: path.name)
def test_the_report_is_plain_data_as_well(path: Path) -> None:
    facts = json.loads(json.dumps(compose_facts(compose_report(read_template(path), knows_arial), ENGLISH)))
    assert {line["role"] for line in facts["roles"]} >= {"title", "content", "question"}
    assert facts["notices"]


@pytest.mark.parametrize("path", [*EVERY, WORKSHOP], ids=lambda path: path.name)
def test_the_mapping_pasted_back_gives_the_same_layouts(path: Path) -> None:
    template = read_template(path)
    mapping = tomllib.loads(compose_mapping(template, ENGLISH))["layouts"]
    again = read_template(path, mapping)
    assert {role: match.layout.part for role, match in again.roles.items()} == {
        role: match.layout.part for role, match in template.roles.items()
    }
    assert {match.how for match in again.roles.values()} == {"mapping"}


def test_weak_contrast_on_a_used_layout_is_said_once() -> None:
    report = compose_report(read_template(SPECIMENS / "05-officer-duplicate-names.pptx"), knows_arial)
    said = [str(notice) for notice in report.notices if "contrast" in str(notice)]
    assert said == [
        '05-officer-duplicate-names.pptx: Footer in "3-dupes" has a contrast of 1.0:1 between text and background;'
        " 3.0:1 is needed."
    ]


def test_the_languages_of_a_template_are_listed() -> None:
    assert compose_report(read_template(SPECIMENS / "03-automizer-german-names-16x9.pptx"), knows_arial).languages == (
        "de-DE",
    )


def test_contrast_is_wcags() -> None:
    assert round(compute_contrast("000000", "FFFFFF"), 1) == 21
    assert round(compute_contrast("870052", "FFFFFF"), 1) == 9.8
    assert compute_contrast("FFFFFF", "FFFFFF") == 1
    assert (needed_contrast(12, bold=True), needed_contrast(14, bold=True), needed_contrast(18, bold=False)) == (
        4.5,
        3,
        3,
    )
