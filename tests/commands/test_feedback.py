"""Feedback decks as files: valid, complete, whole in both languages, and nobody else's rows in a group's own."""

import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree
from openxml_audit import OpenXmlValidator

from tests.summary.coded import analyse
from tests.summary.conftest import Raw, answer_all, decide
from toolkit.commands.feedback import FeedbackRoom, open_feedback
from toolkit.commands.new import make_programme
from toolkit.commands.plan import Plan, read_plan
from toolkit.outputs.outputs import Outputs

MARKER = "zqxmarkör"
NAMES = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
}


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> FeedbackRoom:
    folder = tmp_path_factory.mktemp("feedback") / "ki"
    make_programme(folder)
    plan = read_plan(folder)
    raw = mark(plan, answer_all(plan))
    return open_feedback(plan, analyse(plan, raw, decide(raw)), None, folder / "out", Outputs(folder))


def mark(plan: Plan, raw: tuple[Raw, ...]) -> tuple[Raw, ...]:
    """Let every text from Syd hold a word of its own, and everything that it says be quotable."""
    texts = {item.name for form in plan.instruments.values() for item in form.items if item.kind in ("text", "word")}
    for one in raw:
        if one.workshop == "syd":
            one.values.update({item: f"{MARKER} {one.values[item]}" for item in one.values if item in texts})
    return raw


@pytest.fixture(scope="module")
def decks(room: FeedbackRoom) -> dict[str, Path]:
    """Whose → the file: everyone's in both languages, a Swedish group's, an English one's, and the marked group's."""
    chosen = {workshop.id: workshop for workshop in room.workshops}
    found = {language: room.write_everyone(language, f"feedback-{language}.pptx").path for language in ("sv", "en")}
    return found | {name: room.write_workshop(chosen[name]).path for name in ("nord", "solna-en", "syd")}


def read_parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def read_texts(path: Path, folder: str) -> list[str]:
    parts = {
        name: content for name, content in read_parts(path).items() if re.match(rf"ppt/{folder}/\w+\d+\.xml", name)
    }
    return [
        " ".join(str(node.text or "") for node in etree.fromstring(content).iterfind(".//a:t", NAMES))
        for _, content in sorted(parts.items(), key=lambda part: int(re.sub(r"\D", "", part[0])))
    ]


@pytest.mark.parametrize("whose", ["sv", "en", "nord", "solna-en"])
def test_two_validators_find_no_fault(
    decks: dict[str, Path], whose: str, sdk_validate: Callable[[Path], list[str]]
) -> None:
    assert sdk_validate(decks[whose]) == []
    assert [str(error) for error in OpenXmlValidator().validate(decks[whose]).errors] == []


def test_a_group_s_deck_says_what_it_said_what_others_said_and_what_it_decided(decks: dict[str, Path]) -> None:
    said = " ".join(read_texts(decks["nord"], "slides"))
    assert said.index("Det här sa ni") < said.index("Det här sa andra") < said.index("Det här bestämde ni")
    english = " ".join(read_texts(decks["solna-en"], "slides"))
    assert english.index("What you said") < english.index("What others said") < english.index("What you decided")


def test_charts_are_native_with_their_figures_inside_and_alternative_texts(decks: dict[str, Path]) -> None:
    parts = read_parts(decks["nord"])
    charts = [etree.fromstring(parts[name]) for name in parts if re.match(r"ppt/charts/chart\d+\.xml", name)]
    assert len(charts) >= 8
    assert len([name for name in parts if name.startswith("ppt/embeddings/")]) == len(charts)
    frames = [
        frame
        for name in parts
        if re.match(r"ppt/slides/slide\d+\.xml", name)
        for frame in etree.fromstring(parts[name]).iterfind(".//p:graphicFrame/p:nvGraphicFramePr/p:cNvPr", NAMES)
    ]
    assert len(frames) >= len(charts)
    assert all(len(str(frame.get("descr"))) > 20 for frame in frames)


def test_every_slide_has_notes_that_say_how_long(decks: dict[str, Path]) -> None:
    for whose in ("nord", "sv"):
        slides, notes = read_texts(decks[whose], "slides"), read_texts(decks[whose], "notesSlides")
        assert len(slides) == len(notes)
        assert all(re.search(r"minut", note) for note in notes[:-1])


def test_what_one_group_wrote_is_in_no_part_of_another_s_deck(decks: dict[str, Path]) -> None:
    def holds(path: Path) -> list[str]:
        return [name for name, content in read_parts(path).items() if MARKER.encode() in content]

    assert holds(decks["syd"]), "its own deck quotes it"
    assert holds(decks["nord"]) == []
    assert holds(decks["solna-en"]) == []


def test_no_other_group_is_named(decks: dict[str, Path], room: FeedbackRoom) -> None:
    others = {workshop.group.name for workshop in room.workshops} - {"KI Nord", "Kommunikationsavdelningen"}
    said = " ".join([*read_texts(decks["nord"], "slides"), *read_texts(decks["nord"], "notesSlides")])
    assert not [name for name in others if name in said]


def test_made_up_answers_are_said_to_be_so_on_every_slide(decks: dict[str, Path]) -> None:
    assert all("EXEMPEL: alla svar är påhittade." in said for said in read_texts(decks["nord"], "slides"))
    assert all("EXAMPLE: every answer is made up." in said for said in read_texts(decks["en"], "slides"))


def test_the_same_answers_give_the_same_bytes(decks: dict[str, Path], room: FeedbackRoom) -> None:
    before = decks["nord"].read_bytes()
    nord = next(workshop for workshop in room.workshops if workshop.id == "nord")
    assert room.write_workshop(nord).path.read_bytes() == before


@pytest.mark.parametrize(
    ("language", "few", "none", "agree"),
    [
        ("sv", "Ännu är svaren för få för att jämföra grupperna", "Ingen grupp skiljer sig", "Det visar inte att"),
        ("en", "There are too few answers yet to compare the groups", "No group differs", "That does not show that"),
    ],
)
def test_what_differs_says_no_more_than_the_answers_bear(
    room: FeedbackRoom, tmp_path: Path, language: str, few: str, none: str, agree: str
) -> None:
    def write(raw: tuple[Raw, ...]) -> str:
        own = replace(room, analysis=analyse(room.plan, raw), out=tmp_path)
        path = own.write_everyone(language, "feedback.pptx").path
        return " ".join((*read_texts(path, "slides"), *read_texts(path, "notesSlides")))

    def score(workshop: str, group: str, shift: int) -> tuple[Raw, ...]:
        return tuple(
            Raw(
                workshop=workshop,
                group=group,
                id=f"{workshop}-{n}",
                channel="web",
                language="sv",
                values={"kannedom": 3 + (n + shift) % 3},
            )
            for n in range(9)
        )

    nord, solna = score("nord", "KI Nord", 0), score("solna", "KI Solna", 1)
    for given in ((), nord):
        said = write(given)
        assert few in said
        assert none not in said
    said = write(nord + solna)
    assert few not in said
    assert none in said
    assert agree in said


@pytest.mark.parametrize(
    ("language", "some", "few"),
    [
        ("sv", "8 har skrivit ett nästa steg; inget av dem får citeras", "för få skrivit sitt nästa steg"),
        ("en", "8 have written a next step; none of them may be quoted", "Too few have written a next step"),
    ],
)
def test_too_few_is_said_only_where_too_few_have_written(
    room: FeedbackRoom, tmp_path: Path, language: str, some: str, few: str
) -> None:
    def write(count: int) -> str:
        raw = tuple(
            Raw(workshop="nord", group="KI Nord", id=f"nord-{n}", channel="web", language="sv",
                values={"nasta-steg": f"Xyz {n}", "kannedom": 4})
            for n in range(count)
        )  # fmt: skip
        own = replace(room, analysis=analyse(room.plan, raw), out=tmp_path)
        return " ".join(read_texts(own.write_everyone(language, "feedback.pptx").path, "slides"))

    written = write(8)
    assert some in written
    assert few not in written
    assert few in write(3)
