"""What people do to a deck, saved by three programs, and a build after it: no edit lost, the program's changes in."""

import json
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from openxml_audit import OpenXmlValidator
from pptx.util import Emu

from tests.deck.merge import merge_fixtures as do
from toolkit.deck.check.package_check import check_package
from toolkit.deck.merge.compare import is_body_edited
from toolkit.deck.merge.deck import merge_decks
from toolkit.deck.merge.package import OpenDeck, OpenSlide
from toolkit.outputs.merging import Merged

SLIDE_EDITS: dict[str, tuple[str, Callable[[Any], None]]] = {
    "a title rewritten": ("Bara rubrik", do.write_a_title),
    "a word made bold": ("Två spalter", do.make_a_word_bold),
    "a word coloured": ("Hur väl känt är KI?", do.colour_a_word),
    "a word enlarged": ("Citat", do.enlarge_a_word),
    "a shape moved": ("Text", do.move_a_shape),
    "a picture resized": ("Prydnad", do.resize_a_picture),
    "a picture added": ("9 steg", do.add_a_picture),
    "a picture swapped": ("Bild", do.swap_a_picture),
    "a shape deleted": ("Vilket är störst?", do.delete_a_shape),
    "a cell rewritten": ("Tabell", do.write_in_a_cell),
    "a chart's figures changed": ("Diagram column", do.change_a_chart),
    "a chart's colour changed": ("Diagram bar", do.colour_a_chart),
    "a background painted": ("Diagram line", do.paint_the_background),
    "an arrow drawn": ("Diagram stacked", do.draw_an_arrow),
    "an animation added": ("Tack", do.animate),
}
KEPT_MARKS: dict[str, tuple[str, Callable[[Any], None]]] = {
    "a note written": (do.OLD, do.write_a_note),
    "a slide hidden": (do.OLD, do.hide),
    "a transition chosen": (do.OLD, do.fade),
    "a comment written": (do.OLD, do.comment),
}
"""What stays on a slide over its renewal, since the program has no say in it."""


def test_every_edit_s_slide_is_known() -> None:
    assert {title for title, _ in SLIDE_EDITS.values()} <= set(do.list_titles(do.write_program_deck()))


@cache
def merge(edited: bytes, base: str = "base", fresh: str = "fresh") -> Merged:
    return merge_decks(edited, do.write_program_deck(base), do.write_program_deck(fresh), "nord.pptx")


def on(title: str, change: Callable[[Any], None]) -> Callable[[Any], None]:
    return lambda deck: change(do.find_slide(deck, title))


def find(deck: OpenDeck, title: str) -> OpenSlide:
    return next(slide for slide in deck.slides if slide.title.startswith(title))


def find_faults(data: bytes) -> set[str]:
    return {str(problem) for problem in check_package(data)}


def assert_the_program_came_in(edited: bytes) -> OpenDeck:
    """The program's text, title, new slide and results are there; what it dropped is not; nothing stands twice."""
    merged = merge(edited)
    assert merged.content, [str(notice) for notice in merged.notices]
    assert not merged.beside
    assert find_faults(merged.content) <= find_faults(edited)
    deck = OpenDeck(merged.content)
    titles = [slide.title for slide in deck.slides]
    assert do.NEW in find(deck, do.OLD).text
    assert do.RIGHT in titles
    assert do.WRONG not in titles
    assert do.COME in titles
    assert titles.index(do.COME) == titles.index(do.RIGHT) + 1
    assert do.GONE not in titles
    assert find(deck, "Så svarade ni").related("chart") is not None
    assert do.NEW in find(deck, "Anteckningar").notes_text
    return deck


@cache
def open_once(data: bytes) -> OpenDeck:
    return OpenDeck(data)


def assert_slide_stays(merged: OpenDeck, edited: OpenDeck, title: str) -> None:
    """Its body is what the person's was, and not what the program wrote."""
    assert find(merged, title).body == find(edited, title).body
    ours = open_once(do.write_program_deck())
    assert find(merged, title).body != find(ours, title).body


SAVERS: dict[str, Callable[[bytes], bytes]] = {
    "python-pptx": lambda data: data,
    "repacked": do.repack,
    "PowerPoint": do.save_as_powerpoint,
}


@cache
def save_edits(saver: str, *, marks: bool = False) -> bytes:
    """Make every edit, each on its own slide, and save the deck."""
    edits = (KEPT_MARKS if marks else SLIDE_EDITS).values()
    return SAVERS[saver](do.edit(do.write_program_deck(), *(on(*each) for each in edits)))


@cache
def open_merged(edited: bytes) -> OpenDeck:
    return assert_the_program_came_in(edited)


@pytest.mark.parametrize("saver", SAVERS)
def test_a_deck_that_was_only_saved_takes_in_all_that_is_new(saver: str) -> None:
    edited = SAVERS[saver](do.edit(do.write_program_deck()))
    deck = open_merged(edited)
    assert [slide.title for slide in deck.slides] == do.list_titles(do.write_program_deck("fresh"))
    assert [slide.body for slide in deck.slides] == [
        slide.body for slide in OpenDeck(do.write_program_deck("fresh")).slides
    ]
    assert len(merge(edited).notices) == 1


@pytest.mark.parametrize("saver", SAVERS)
@pytest.mark.parametrize("name", SLIDE_EDITS)
def test_a_slide_that_a_person_changed_stays_while_others_are_renewed(name: str, saver: str) -> None:
    title, _ = SLIDE_EDITS[name]
    edited = save_edits(saver)
    deck = open_merged(edited)
    assert_slide_stays(deck, open_once(edited), title)
    assert len(deck.slides) == len(OpenDeck(do.write_program_deck("fresh")).slides)


@pytest.mark.parametrize("saver", ["python-pptx", "repacked"])
def test_what_the_program_has_no_say_in_stays_on_a_renewed_slide(saver: str) -> None:
    slide = find(open_merged(save_edits(saver, marks=True)), do.OLD)
    before = find(OpenDeck(save_edits(saver, marks=True)), do.OLD)
    assert slide.id == before.id
    assert slide.root.get("show") == "0"
    assert slide.is_commented
    assert slide.root.find(f"{do.P}transition") is not None
    assert slide.notes == before.notes
    assert "vattnet" in slide.notes_text


DECK_EDITS: dict[str, Callable[[Any], None]] = {
    "a slide added": do.add_a_slide,
    "a slide duplicated": do.duplicate_a_slide,
    "a slide deleted": do.delete_a_slide,
    "slides reordered": do.reorder_slides,
    "a section renamed": do.rename_a_section,
    "a section added": do.add_a_section,
}


@pytest.mark.parametrize("saver", SAVERS)
@pytest.mark.parametrize("name", DECK_EDITS)
def test_what_a_person_did_to_the_deck_s_slides_stays(name: str, saver: str) -> None:
    edited = SAVERS[saver](do.edit(do.write_program_deck(), DECK_EDITS[name]))
    deck = open_merged(edited)
    own = {do.RIGHT, do.COME, do.WRONG, do.GONE}
    assert [slide.title for slide in deck.slides if slide.title not in own] == [
        title for title in do.list_titles(edited) if title not in own
    ]
    assert read_sections(deck) == read_sections(OpenDeck(edited))


def read_sections(deck: OpenDeck) -> list[tuple[str, list[str]]]:
    """Return each section with the titles of its slides, without those that the program changed."""
    titles = {str(slide.id): slide.title for slide in deck.slides}
    own = {do.RIGHT, do.COME, do.WRONG, do.GONE}
    return [
        (
            section.get("name", ""),
            [titles[each.get("id", "")] for each in section[0] if titles[each.get("id", "")] not in own],
        )
        for section in deck.root.iterfind(do.SECTION)
        if len(section)
    ]


def test_a_new_slide_stands_in_its_neighbour_s_section() -> None:
    deck = open_merged(do.edit(do.write_program_deck(), do.rename_a_section))
    listed = [each.get("id") for section in deck.root.iterfind(do.SECTION) for each in section[0]]
    assert listed == [str(slide.id) for slide in deck.slides]


@pytest.fixture(scope="session")
def libre(soffice: Callable[[Path, str, Path], Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The deck saved by LibreOffice: as it was, with every slide's edit and marks, with the deck's edits."""
    folder = tmp_path_factory.mktemp("libre")
    edits = {
        "plain": [],
        "slides": [on(*each) for each in (*SLIDE_EDITS.values(), *KEPT_MARKS.values())],
        "deck": [do.add_a_slide, do.duplicate_a_slide, do.delete_a_slide, do.reorder_slides],
    }
    made = {}
    for name, changes in edits.items():
        path = do.write(folder / f"{name}.pptx", do.edit(do.write_program_deck(), *changes))
        made[name] = soffice(path, "pptx", folder / "saved").read_bytes()
    return made


def test_libreoffice_s_markup_alone_is_no_edit(libre: dict[str, bytes]) -> None:
    deck = open_merged(libre["plain"])
    assert [slide.title for slide in deck.slides] == do.list_titles(do.write_program_deck("fresh"))
    base = open_once(do.write_program_deck())
    saved = open_once(libre["plain"])
    assert [now.title for was, now in zip(base.slides, saved.slides, strict=True) if is_body_edited(was, now)] == []
    assert [now.title for was, now in zip(base.slides, saved.slides, strict=True) if was.notes != now.notes] == []


@pytest.mark.parametrize("name", SLIDE_EDITS)
def test_an_edit_in_libreoffice_stays(name: str, libre: dict[str, bytes]) -> None:
    title, _ = SLIDE_EDITS[name]
    edited = open_once(libre["slides"])
    assert is_body_edited(find(open_once(do.write_program_deck()), title), find(edited, title))
    assert find(open_merged(libre["slides"]), title).body == find(edited, title).body


def test_notes_hiding_and_comments_of_libreoffice_stay_on_a_renewed_slide(libre: dict[str, bytes]) -> None:
    slide = find(open_merged(libre["slides"]), do.OLD)
    assert slide.root.get("show") == "0"
    assert slide.is_commented
    assert "vattnet" in slide.notes_text


def test_slides_added_copied_deleted_and_moved_in_libreoffice_stay_so(libre: dict[str, bytes]) -> None:
    deck = open_merged(libre["deck"])
    titles = [slide.title for slide in deck.slides]
    assert titles[:5] == ["9 steg", "Var med", "Tabell", "Text", "Egen bild"]
    assert titles.count("Två spalter") == 2
    assert "Citat" not in titles


def test_merged_decks_pass_both_validators_and_open_with_python_pptx(
    libre: dict[str, bytes], tmp_path: Path, sdk_validate: Callable[[Path], list[str]]
) -> None:
    everything = do.edit(
        do.write_program_deck(),
        *(on(*each) for each in (*SLIDE_EDITS.values(), *KEPT_MARKS.values())),
        *DECK_EDITS.values(),
    )

    def list_faults(path: Path) -> Counter[str]:
        said = [json.loads(error)["description"] for error in sdk_validate(path)]
        return Counter(said + [str(error.description) for error in OpenXmlValidator().validate(path).errors])

    decks = {"all": do.repack(everything), "slides": libre["slides"], "deck": libre["deck"]}
    for name, edited in decks.items():
        content = merge(edited).content
        assert content, name
        found = list_faults(do.write(tmp_path / f"{name}.pptx", content))
        # LibreOffice writes charts that no schema allows.
        before = list_faults(do.write(tmp_path / f"{name}-before.pptx", edited)) if found else found
        assert found <= before, name
        assert len(do.open_deck(content).slides) == len(OpenDeck(content).slides)


@pytest.mark.parametrize("move", [Emu(12_700), Emu(60_000)])
def test_a_shape_moved_by_a_point_is_an_edit(move: int) -> None:
    def nudge(slide: Any) -> None:
        shape = next(each for each in slide.shapes if each._element.tag == f"{do.P}pic")
        shape.left += move

    edited = do.edit(do.write_program_deck(), on("Bild", nudge))
    assert_slide_stays(open_merged(edited), OpenDeck(edited), "Bild")
