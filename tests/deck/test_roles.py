"""Finding the layout for each role: by mapping, name, type, placeholders, stand-in; and saying so."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.deck.pptx_fixtures import ENGLISH, GERMAN, PORTUGUESE, SWEDISH, make_template
from toolkit.deck.pptx_template.file import read_template
from toolkit.deck.pptx_template.placeholder_names import find_small_kind, join_name, normalise_name
from toolkit.deck.pptx_template.role_names import NAMES
from toolkit.deck.pptx_template.roles import find_roles, find_variants
from toolkit.deck.slides import Role
from toolkit.deck.template import Layout, Placeholder, Template
from toolkit.errors import TemplateError

SPECIMENS = Path(__file__).parent.parent / "specimens/pptx"
SIZE = (12192000, 6858000)
STANDARD = {
    Role.TITLE: 0,
    Role.CONTENT: 1,
    Role.STEP: 2,
    Role.TWO_COLUMNS: 3,
    Role.TITLE_ONLY: 5,
    Role.PICTURE: 8,
}
"""Which of PowerPoint's eleven layouts is right for which role."""


def box(kind: str, left: int = 0, width: int = 12192000, top: int = 1500000, height: int = 4500000) -> Placeholder:
    return Placeholder(
        idx=1,
        type="obj",
        kind=kind,  # type: ignore[arg-type] # the tests write kinds as text
        name=kind,
        left=left,
        top=top,
        width=width,
        height=height,
    )


TITLE, BODY = box("title", height=1000000, top=300000), box("object")
HALVES = (box("object", width=5900000), box("object", left=6200000, width=5900000))


def layout(name: str, *placeholders: Placeholder, type_: str = "", master: int = 0, number: int = 1) -> Layout:
    part = f"/ppt/slideLayouts/{name}{master}{number}.xml"
    return Layout(name=name, type=type_, part=part, master=master, placeholders=placeholders)


def names(template: Template) -> dict[Role, tuple[str, str]]:
    return {role: (match.layout.name, match.how) for role, match in template.roles.items()}


@pytest.mark.parametrize("language", [ENGLISH, SWEDISH, GERMAN, PORTUGUESE], ids=["en", "sv", "de", "pt"])
@pytest.mark.parametrize("types", [True, False], ids=["with types", "without types"])
def test_standard_layouts_are_found_by_name_in_four_languages(
    language: tuple[str, ...], types: bool, tmp_path: Path
) -> None:
    found = names(read_template(make_template(tmp_path / "t.pptx", language, types=types)))
    for role, number in STANDARD.items():
        assert found[role] == (language[number], "name")


@pytest.mark.parametrize("ratio", ["4:3", "16:9", "16:10"])
def test_layouts_of_unknown_names_are_found_by_type(ratio: str, tmp_path: Path) -> None:
    unknown = tuple(f"{n}_Anpassad layout" for n in range(11))
    found = names(read_template(make_template(tmp_path / "t.pptx", unknown, ratio=ratio)))
    for role, number in STANDARD.items():
        assert found[role] == (unknown[number], "type")


def test_layouts_without_names_or_types_are_found_by_their_placeholders(tmp_path: Path) -> None:
    unknown = tuple(f"Layout {'ABCDEFGHIJK'[n]}" for n in range(11))
    found = names(read_template(make_template(tmp_path / "t.pptx", unknown, types=False)))
    for role in (Role.TITLE, Role.CONTENT, Role.TWO_COLUMNS, Role.TITLE_ONLY, Role.PICTURE):
        assert found[role] == (unknown[STANDARD[role]], "signature")


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("1_Rubrik och innehåll", Role.CONTENT),
        ("  RUBRIK  OCH\nINNEHÅLL ", Role.CONTENT),
        ("Två delar", Role.TWO_COLUMNS),
        ("2_Two Content", Role.TWO_COLUMNS),
        ("Abschnitts-\nüberschrift", Role.STEP),
        ("Titel- und Inhalt", Role.CONTENT),
        ("Título e Conteúdo", Role.CONTENT),
        ("Bild mit Beschriftung", Role.PICTURE),
        ("Citat", Role.QUOTE),
        ("Fråga", Role.QUESTION),
        ("Avslutning", Role.CLOSING),
    ],
)
def test_a_name_is_recognised_in_its_variants(name: str, role: Role) -> None:
    picture = box("picture", left=7000000, width=5000000)
    asked = layout(name, TITLE, *(HALVES if role is Role.TWO_COLUMNS else (BODY,)), picture)
    roles, _ = find_roles([layout("Zzz", TITLE, BODY), asked], {}, size=SIZE)
    assert (roles[role].layout.name, roles[role].how) == (name, "name")


def test_the_mapping_goes_before_the_name() -> None:
    layouts = [layout("Title and Content", TITLE, BODY), layout("Ours", TITLE, BODY)]
    roles, notices = find_roles(layouts, {"content": "ours"}, size=SIZE)
    assert (roles[Role.CONTENT].layout.name, roles[Role.CONTENT].how) == ("Ours", "mapping")
    assert all("Ours" not in str(notice) or "stands in" in str(notice) for notice in notices)


def test_a_number_in_the_mapping_chooses_among_layouts_of_one_name() -> None:
    layouts = [layout("Text", TITLE, BODY, number=1), layout("Text", TITLE, BODY, number=2)]
    roles, _ = find_roles(layouts, {"content": "Text #2"}, size=SIZE)
    assert roles[Role.CONTENT].layout is layouts[1]


def test_every_fault_in_the_mapping_is_reported_at_once() -> None:
    with pytest.raises(TemplateError) as caught:
        find_roles(
            [layout("Title and Content", TITLE, BODY), layout("Blank")],
            {"conten": "Title and Content", "quote": "Titel and Content", "step": "Blank"},
            size=SIZE,
            file="ki.pptx",
        )
    said = [str(problem) for problem in caught.value.problems]
    assert said == [
        'ki.pptx: The mapping of layouts names "conten", which is no kind of slide.',
        'ki.pptx: The mapping gives quote the layout "Titel and Content", which the template does not have.',
        'ki.pptx: The mapping gives step the layout "Blank", which has no title placeholder.',
    ]
    assert [problem.facts.get("nearest") for problem in caught.value.problems[:2]] == ["content", "Title and Content"]


def test_a_mapping_to_a_weak_layout_is_obeyed_and_said() -> None:
    layouts = [layout("Title and Content", TITLE, BODY), layout("Bare", TITLE)]
    roles, notices = find_roles(layouts, {"quote": "Bare"}, size=SIZE, file="t.pptx")
    assert roles[Role.QUOTE].layout.name == "Bare"
    assert 't.pptx: The mapping gives quote the layout "Bare", which has no placeholder for content.' in map(
        str, notices
    )


def test_a_misleading_name_is_passed_over_and_said() -> None:
    layouts = [
        layout("Title and Content", TITLE, BODY),
        layout("Comparison", TITLE, type_="twoTxTwoObj"),
        layout("Mine", TITLE, *HALVES),
    ]
    roles, notices = find_roles(layouts, {}, size=SIZE, file="t.pptx")
    assert (roles[Role.TWO_COLUMNS].layout.name, roles[Role.TWO_COLUMNS].how) == ("Mine", "signature")
    assert (
        't.pptx: The layout "Comparison" is called like one for two-columns, but has no two placeholders for content'
        " side by side; it was passed over."
    ) in map(str, notices)


def test_every_stand_in_is_said() -> None:
    roles, notices = find_roles([layout("Title and Content", TITLE, BODY)], {}, size=SIZE, file="t.pptx")
    stand_ins = {role.value for role, match in roles.items() if match.how == "stand-in"}
    (notice,) = notices
    assert set(str(notice.facts["roles"]).split(", ")) == stand_ins == {role.value for role in Role} - {"content"}


def test_a_missing_question_layout_is_served_by_two_columns() -> None:
    layouts = [layout("Title and Content", TITLE, BODY), layout("Two Content", TITLE, *HALVES)]
    roles, _ = find_roles(layouts, {}, size=SIZE)
    assert roles[Role.QUESTION].layout.name == roles[Role.JOIN].layout.name == "Two Content"
    assert roles[Role.QUOTE].layout.name == "Title and Content"


def test_a_template_with_two_columns_only_still_carries_content() -> None:
    roles, _ = find_roles([layout("Two", TITLE, *HALVES)], {}, size=SIZE)
    assert (roles[Role.CONTENT].layout.name, roles[Role.CONTENT].how) == ("Two", "stand-in")


def test_a_template_without_room_for_text_is_refused() -> None:
    with pytest.raises(TemplateError, match="most have no placeholder for content"):
        find_roles([layout("Title Slide", TITLE), layout("Blank")], {}, size=SIZE)


def test_layouts_of_the_main_master_go_first_and_another_is_said() -> None:
    layouts = [
        layout("Title and Content", TITLE, BODY, master=0),
        layout("Title and Content", TITLE, BODY, master=1),
        layout("Title Slide", TITLE, master=1),
        layout("Title Only", TITLE, master=1),
        layout("Citat", TITLE, BODY, master=0),
    ]
    roles, notices = find_roles(layouts, {}, size=SIZE, file="t.pptx")
    assert roles[Role.CONTENT].layout.master == 1
    assert roles[Role.QUOTE].layout.master == 0
    assert any("belongs to another master" in str(notice) and "Citat" in str(notice) for notice in notices)


def test_repeated_names_on_two_masters_are_said() -> None:
    template = read_template(SPECIMENS / "05-officer-duplicate-names.pptx")
    assert names(template)[Role.TWO_COLUMNS] == ("2x2-dupes", "signature")
    assert any('"3-dupes" stands for 2 layouts' in str(notice) for notice in template.notices)


def test_a_layout_with_vertical_text_is_not_taken_for_content(tmp_path: Path) -> None:
    template = read_template(make_template(tmp_path / "t.pptx", types=False))
    vertical = [each for each in template.layouts if "Vertical" in each.name]
    assert len(vertical) == 2
    assert not {each.part for each in vertical} & {match.layout.part for match in template.roles.values()}


def test_variants_are_named_after_the_roles_layout() -> None:
    layouts = [layout("Rubrik och innehåll", TITLE, BODY), layout("Rubrik och innehåll – insikt 2", TITLE, BODY)]
    roles, _ = find_roles(layouts, {}, size=SIZE)
    variants = find_variants(layouts, roles)
    assert variants[Role.CONTENT, 2] is layouts[1]
    assert (Role.CONTENT, 1) not in variants


def test_small_placeholders_are_known_by_name() -> None:
    assert find_small_kind("Kicker") == "kicker"
    assert find_small_kind("Källa 4") == "source"
    assert find_small_kind("Text Placeholder 3") is None
    assert find_small_kind("Content left") is None


def test_the_names_of_the_roles_are_written_as_they_are_compared() -> None:
    for role_names in NAMES.values():
        assert all(normalise_name(name) == name for name in role_names)


def test_no_name_stands_for_two_roles() -> None:
    every = [join_name(name) for role_names in NAMES.values() for name in role_names]
    assert len(every) == len(set(every))


@given(st.text(max_size=40))
def test_any_name_can_be_compared(name: str) -> None:
    assert normalise_name(normalise_name(name)) == normalise_name(name)
