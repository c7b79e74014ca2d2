"""The default template: made by its script, complete, legible, valid."""

import subprocess
import sys
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator

from tests.deck.pptx_fixtures import write_sample_deck
from toolkit.contrast import compute_contrast
from toolkit.deck.pptx_template.file import read_template
from toolkit.deck.slides import Role
from toolkit.deck.template import Layout, Placeholder, Template
from toolkit.resources import find_template_folder

FOLDER = find_template_folder("pptx")
WORKSHOP = FOLDER / "workshop.pptx"
CODES = (Role.QUESTION, Role.JOIN)


@pytest.fixture(scope="module")
def template() -> Template:
    return read_template(WORKSHOP)


def test_making_it_again_gives_the_same_bytes(tmp_path: Path) -> None:
    made = tmp_path / "workshop.pptx"
    subprocess.run([sys.executable, FOLDER / "make_workshop_template.py", made], check=True)
    assert made.read_bytes() == WORKSHOP.read_bytes()


def test_every_role_has_a_layout_of_its_own(template: Template) -> None:
    assert {match.how for match in template.roles.values()} == {"name"}
    assert len({match.layout.part for match in template.roles.values()}) == len(Role)
    assert template.notices == ()


def test_five_kinds_of_slide_come_in_each_insights_colour(template: Template) -> None:
    coloured = (Role.STEP, Role.CONTENT, Role.TWO_COLUMNS, Role.QUESTION, Role.CHART)
    assert set(template.variants) == {(role, number) for role in coloured for number in (1, 2, 3)}
    assert template.layout_for(Role.CONTENT, 2).name == "Title and Content – Insight 2"
    assert template.layout_for(Role.QUOTE, 2).name == "Quote"
    for (role, _), variant in template.variants.items():
        plain = template.layout_for(role)
        assert [(p.idx, p.type, p.kind, p.left, p.top) for p in variant.placeholders] == [
            (p.idx, p.type, p.kind, p.left, p.top) for p in plain.placeholders
        ]


def test_every_layout_has_a_title_a_foot_and_a_kicker(template: Template) -> None:
    for layout in template.layouts:
        kinds = [placeholder.kind for placeholder in layout.placeholders]
        assert kinds[:2] == ["title", "kicker"], layout.name
        assert kinds[-3:] == ["footer", "date", "number"], layout.name


def test_body_text_has_seven_to_one_and_every_text_four_and_a_half(template: Template) -> None:
    for layout in template.layouts:
        for placeholder in layout.placeholders:
            for style in placeholder.levels:
                ratio = compute_contrast(style.colour, placeholder.backdrop)
                body = placeholder.kind in ("body", "object", "subtitle", "title")
                assert ratio >= (7 if body else 4.5), f"{layout.name}: {placeholder.name} {ratio:.1f}"


def test_colours_of_charts_stand_out_from_white_and_from_the_panels(template: Template) -> None:
    for slot in (f"accent{n}" for n in range(1, 7)):
        for ground in ("lt1", "lt2"):
            assert compute_contrast(template.theme.colours[slot], template.theme.colours[ground]) >= 4.5


def test_nothing_lies_outside_the_slide_or_on_another_placeholder(template: Template) -> None:
    for layout in template.layouts:
        for each in layout.placeholders:
            assert each.left >= 0
            assert each.top >= 0
            assert each.left + each.width <= template.width
            assert each.top + each.height <= template.height
        for first, second in combinations(layout.placeholders, 2):
            assert not overlap(first, second), f"{layout.name}: {first.name} and {second.name}"


def overlap(a: Placeholder, b: Placeholder) -> bool:
    return (
        a.left < b.left + b.width
        and b.left < a.left + a.width
        and a.top < b.top + b.height
        and b.top < a.top + a.height
    )


@pytest.mark.parametrize(("role", "share"), [(Role.QUESTION, 0.34), (Role.JOIN, 0.6)])
def test_codes_are_large_enough_for_the_room(role: Role, share: float, template: Template) -> None:
    layout: Layout = template.layout_for(role)
    code = layout.first("picture")
    assert code is not None
    assert min(code.width, code.height) >= share * template.height
    assert {p.kind for p in layout.placeholders} >= {"invitation", "code", "address"}


def test_body_text_is_never_small(template: Template) -> None:
    for layout in template.layouts:
        for placeholder in layout.all("body", "object", "subtitle"):
            assert min(style.size for style in placeholder.levels) >= 18, layout.name


def test_a_deck_on_it_is_valid(template: Template, tmp_path: Path, sdk_validate: Callable[[Path], list[str]]) -> None:
    deck = write_sample_deck(template, tmp_path / "deck.pptx")
    assert sdk_validate(deck) == []
    assert [str(error) for error in OpenXmlValidator().validate(deck).errors] == []
