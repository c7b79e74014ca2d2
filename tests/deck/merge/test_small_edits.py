"""Any edit at all makes a slide a person's, and no save by another program does."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from lxml import etree

from tests.deck.deck_fixtures import build_parts, make_deck
from tests.deck.merge import merge_fixtures as do
from tests.deck.merge.small_edits import SMALL_EDITS, write_slide_for_each
from tests.deck.test_default_outlines import compose, read_starter
from toolkit.deck.merge.compare import is_body_edited
from toolkit.deck.merge.package import RELATIONS, OpenDeck, OpenSlide
from toolkit.deck.pptx_template.file import read_template
from toolkit.ooxml.package import write_zip

GROUND = (
    '<p:bg xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><p:bgPr><a:solidFill><a:srgbClr val="FFEECC"/>'
    "</a:solidFill><a:effectLst/></p:bgPr></p:bg>"
)
FOREIGN = Path(__file__).parent.parent.parent / "specimens/pptx/08-openxmlsdk-4x3-with-slides.potx"
base = cache(write_slide_for_each)


@cache
def edit_all() -> bytes:
    """Return the deck with every edit, each on the slide that is called so."""
    deck = do.open_deck(base())
    slides = {slide.shapes.title.text: slide for slide in deck.slides}
    for name, (_, change) in SMALL_EDITS.items():
        change(slides[name])
    return do.save(deck)


@cache
def save_in(program: str) -> bytes:
    return {"PowerPoint": do.save_as_powerpoint, "another program": do.repack}[program](edit_all())


@cache
def open_once(data: bytes) -> OpenDeck:
    return OpenDeck(data)


def find(data: bytes, place: int) -> OpenSlide:
    return open_once(data).slides[place]


def place_of(name: str) -> int:
    return do.list_titles(base()).index(name)


@pytest.fixture(scope="session")
def from_libreoffice(soffice: Callable[[Path, str, Path], Path], tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("small")
    return soffice(do.write(folder / "small.pptx", edit_all()), "pptx", folder / "saved").read_bytes()


@pytest.mark.parametrize("name", SMALL_EDITS)
def test_a_small_edit_is_seen(name: str) -> None:
    for saved in (edit_all(), save_in("PowerPoint")):
        assert is_body_edited(find(base(), place_of(name)), find(saved, place_of(name)))


@pytest.mark.parametrize("name", SMALL_EDITS)
def test_a_small_edit_in_libreoffice_is_seen(name: str, from_libreoffice: bytes) -> None:
    assert is_body_edited(find(base(), place_of(name)), find(from_libreoffice, place_of(name)))


def test_slides_beside_them_are_nobody_s(from_libreoffice: bytes) -> None:
    for saved in (edit_all(), save_in("PowerPoint"), save_in("another program"), from_libreoffice):
        deck, ours = open_once(saved), open_once(base())
        touched = [now.title for was, now in zip(ours.slides, deck.slides, strict=True) if is_body_edited(was, now)]
        assert set(touched) == set(SMALL_EDITS)


def test_a_master_painted_in_libreoffice_makes_the_slides_on_it_a_person_s(from_libreoffice: bytes) -> None:
    saved = OpenDeck(from_libreoffice)
    painted = next(slide for slide in saved.slides if slide.title == "Bara rubrik")
    master = painted.layout.part_related_by(f"{RELATIONS}/slideMaster")
    ground = master._element.find(f".//{do.P}bg")
    ground.getparent().replace(ground, etree.fromstring(GROUND))
    ours = open_once(base()).slides
    touched = {now.title for was, now in zip(ours, saved.slides, strict=True) if is_body_edited(was, now)}
    on_it = {
        slide.title for slide in saved.slides if slide.layout.part_related_by(f"{RELATIONS}/slideMaster") is master
    }
    assert touched == set(SMALL_EDITS) | on_it


def test_the_starter_s_whole_deck_is_known_again_after_libreoffice(
    soffice: Callable[[Path, str, Path], Path], tmp_path: Path
) -> None:
    starter = read_starter()
    workshop = next(each for each in starter.workshops if each.id == "nord")
    ours = write_zip(build_parts(compose(workshop)[0]))
    saved = soffice(do.write(tmp_path / "deck.pptx", ours), "pptx", tmp_path / "saved").read_bytes()
    pairs = list(zip(OpenDeck(ours).slides, OpenDeck(saved).slides, strict=True))
    assert len(pairs) > 50
    assert [now.title for was, now in pairs if is_body_edited(was, now) or was.notes != now.notes] == []


def test_a_deck_in_a_foreign_template_is_known_again_after_libreoffice(
    soffice: Callable[[Path, str, Path], Path], tmp_path: Path
) -> None:
    ours = write_zip(build_parts(make_deck(), read_template(FOREIGN)))
    saved = soffice(do.write(tmp_path / "deck.pptx", ours), "pptx", tmp_path / "saved").read_bytes()
    pairs = zip(OpenDeck(ours).slides, OpenDeck(saved).slides, strict=True)
    assert [now.title for was, now in pairs if is_body_edited(was, now)] == []
