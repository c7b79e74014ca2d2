"""The outlines that come along, decks/sv.md and decks/en.md, against the programme, groups and bank that do."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from uuid import uuid4

import pytest

from tests.deck.outline_fixtures import make_links
from toolkit.chart.values import Chart
from toolkit.deck import messages
from toolkit.deck.compose.deck import compose_deck
from toolkit.deck.compose.programme_files import open_programme_files
from toolkit.deck.outline.blocks import OutlineSlide, QuestionSource
from toolkit.deck.outline.parse import Outline, parse_outline
from toolkit.deck.outline.tailor import tailor_outline
from toolkit.deck.slides import Deck, Picture, QuestionBlock, Role, Table, TextBlock
from toolkit.errors import Problem
from toolkit.model.instrument import compose_instrument
from toolkit.model.workshop import Workshop
from toolkit.reading.folder import ProgrammeFolder, read_folder
from toolkit.resources import find_starter
from toolkit.texts import load_texts

FOLDER = find_starter()
SOURCE_FIGURES = ("2,5", "2.5", "+20", "+28", "1 000", "1,000")


@cache
def read_starter() -> ProgrammeFolder:
    return read_folder(FOLDER)


def parse(workshop: Workshop) -> Outline:
    programme = read_starter().programme
    file = programme.outlines[workshop.language]
    source = (FOLDER / file).read_text(encoding="utf-8")
    tailored = tailor_outline(source, programme=programme, workshop=workshop, file=file)
    return parse_outline(tailored.text, file=file, lines=tailored.lines)


def compose(workshop: Workshop) -> tuple[Deck, tuple[Problem, ...]]:
    starter = read_starter()
    instrument = compose_instrument(starter.programme.id, workshop, starter.bank)
    return compose_deck(
        parse(workshop),
        programme=starter.programme,
        workshop=workshop,
        instrument=instrument,
        bank=starter.bank,
        links=make_links(instrument),
        texts=load_texts(workshop.language),
        read_file=open_programme_files(FOLDER),
    )


def list_cases() -> list[Workshop]:
    """Every workshop as planned, and each in the other language."""
    planned = read_starter().workshops
    return [replace(workshop, language=language) for workshop in planned for language in ("sv", "en")]


CASES = pytest.mark.parametrize("workshop", list_cases(), ids=lambda w: f"{w.id}-{w.language}")


def list_slides(outline: Outline) -> Iterator[OutlineSlide]:
    for part in outline.parts:
        if part.opening is not None:
            yield part.opening
        yield from part.slides


@CASES
def test_a_default_outline_has_no_problems_and_only_the_data_files_are_missed(workshop: Workshop) -> None:
    _, notices = compose(workshop)
    assert {notice.message for notice in notices} <= {messages.DATA_MISSING}


@CASES
def test_every_step_of_the_programme_has_its_section(workshop: Workshop) -> None:
    deck, _ = compose(workshop)
    steps = [step.title.say(workshop.language) for step in read_starter().programme.steps]
    assert [section.name for section in deck.sections[1:]] == steps
    openings = [section.slides[0] for section in deck.sections[1:]]
    assert [slide.role for slide in openings] == [Role.STEP] * len(steps)


@CASES
def test_every_question_of_the_instrument_has_its_slide_once_and_in_its_step(workshop: Workshop) -> None:
    deck, _ = compose(workshop)
    starter = read_starter()
    titles = {step.title.say(workshop.language): step.id for step in starter.programme.steps}
    asked = [
        (block.question, titles.get(section.name, ""))
        for section in deck.sections
        for slide in section.slides
        for area in slide.areas
        for block in area
        if isinstance(block, QuestionBlock)
    ]
    instrument = compose_instrument(starter.programme.id, workshop, starter.bank)
    assert sorted(asked) == sorted((question.id, question.step) for question in instrument.questions)


@CASES
def test_every_slide_has_notes_that_say_how_long_what_to_say_and_what_to_ask(workshop: Workshop) -> None:
    outline = parse(workshop)
    words = {"sv": ("Säg:", "Fråga:"), "en": ("Say:", "Ask:")}[workshop.language]
    for slide in list_slides(outline):
        said = "\n".join(paragraph.text for paragraph in slide.body.notes.paragraphs)
        assert all(word in said for word in words), slide.body.title
        assert slide.body.notes.minutes, slide.body.title
    assert outline.title_notes.minutes
    deck, _ = compose(workshop)
    assert all(slide.notes for slide in deck.slides)


@CASES
def test_the_minutes_of_the_notes_fill_the_workshop_and_the_agenda_says_the_same(workshop: Workshop) -> None:
    deck, _ = compose(workshop)
    stated = int(workshop.group.extra["minutes"])
    agenda = next(b for s in deck.slides for a in s.areas for b in a if isinstance(b, Chart))
    assert sum(value or 0 for value in agenda.series[0].values) == stated
    ends = [int(re.findall(r"–(\d+)", name)[0]) for name in agenda.categories]
    starts = [int(re.match(r"\d+", name)[0]) for name in agenda.categories]  # type: ignore[index]
    assert (starts[0], ends[-1], starts[1:]) == (0, stated, ends[:-1])
    said = sum(_read_minutes(slide.notes[0].text) for slide in deck.slides)
    assert abs(said - stated) <= 3


def _read_minutes(said: str) -> float:
    found = re.match(r"(?:Tid|Time): (\d*)(½?) ", said)
    assert found, said
    return int(found[1] or 0) + (0.5 if found[2] else 0)


@CASES
def test_slides_are_short(workshop: Workshop) -> None:
    deck, _ = compose(workshop)
    areas = {area.title.say(workshop.language) for area in read_starter().programme.areas}
    insights = {insight.title.say(workshop.language) for insight in read_starter().programme.insights}
    for slide in deck.slides:
        for block in (block for area in slide.areas for block in area if isinstance(block, TextBlock)):
            own = [p.text for p in block.paragraphs if p.bullet != "none" and p.text not in areas | insights]
            assert len(own) <= 5, slide.title
            assert all(len(text.split()) <= 13 for text in own), own


@CASES
def test_pictures_charts_and_tables_are_described(workshop: Workshop) -> None:
    deck, _ = compose(workshop)
    shown = [b for s in deck.slides for a in s.areas for b in a if isinstance(b, Picture | Chart | Table)]
    assert len(shown) >= 8
    assert all(block.alt for block in shown)
    assert not any(re.search(r"\.(png|jpe?g)\b", block.alt) for block in shown)


@CASES
def test_figures_stand_with_their_source(workshop: Workshop) -> None:
    deck, _ = compose(workshop)
    for slide in deck.slides:
        said = repr(slide.areas)
        if any(figure in said or figure in slide.title for figure in SOURCE_FIGURES):
            assert "Retriever" in said, slide.title


@CASES
def test_titles_are_unique(workshop: Workshop) -> None:
    deck, _ = compose(workshop)
    counted = Counter(slide.title for slide in deck.slides)
    assert [title for title, times in counted.items() if times > 1] == []


def test_groups_get_slides_of_their_own() -> None:
    decks = {workshop.id: compose(workshop)[0] for workshop in read_starter().workshops}
    titles = {key: {slide.title for slide in deck.slides} for key, deck in decks.items()}
    assert "Ert fokus: EU-samordning" in titles["nord"]
    assert "Ert fokus: EU-samordning" not in titles["solna"]
    assert "Ert fokus: systemstöd" in titles["bibliotek"]
    assert "Your focus: alumni relations" in titles["solna-en"]
    assert len({frozenset(each) for each in titles.values()}) > 4


def test_the_two_languages_tell_the_same_course() -> None:
    def draw(workshop: Workshop) -> list[tuple[object, ...]]:
        outline = parse(workshop)
        return [
            (
                slide.body.level,
                slide.body.attributes.id,
                slide.body.attributes.get("insight"),
                slide.body.notes.minutes,
                [
                    block.id if isinstance(block, QuestionSource) else type(block).__name__
                    for block in slide.body.blocks
                ],
            )
            for slide in list_slides(outline)
        ]

    for workshop in read_starter().workshops:
        assert draw(replace(workshop, language="sv")) == draw(replace(workshop, language="en"))


def test_data_files_and_columns_bring_their_charts(tmp_path: Path) -> None:
    starter = read_starter()
    files = {
        "decks/data/allmanheten.csv": "sv,en,share\nExempel A,Example A,30 %\nExempel B,Example B,20 %\n",
        "decks/data/the-rankade.csv": "year,universities\n2001,1\n2002,2\n",
        "decks/data/the-poang.csv": "year,score\n2001,2\n2002,1\n",
    }
    read_default = open_programme_files(FOLDER)
    for language in ("sv", "en"):
        planned = replace(starter.workshops[0], language=language)
        columns = {**planned.group.extra, "mentions_before": "3", "mentions_now": "5"}
        workshop = replace(planned, group=replace(planned.group, extra=columns))
        instrument = compose_instrument(starter.programme.id, workshop, starter.bank)
        deck, notices = compose_deck(
            parse(workshop),
            programme=starter.programme,
            workshop=workshop,
            instrument=instrument,
            bank=starter.bank,
            links=make_links(instrument),
            texts=load_texts(language),
            read_file=lambda path: files[path].encode() if path in files else read_default(path),
        )
        assert not notices
        assert sum(slide.role is Role.CHART for slide in deck.slides) == 6


def test_a_mark_in_one_groups_row_is_in_no_other_groups_deck() -> None:
    marks = {workshop.id: uuid4().hex for workshop in read_starter().workshops}
    decks = {}
    for workshop in read_starter().workshops:
        mark = marks[workshop.id]
        extra = {key: "90" if key == "minutes" else f"{value} {mark}" for key, value in workshop.group.extra.items()}
        group = replace(workshop.group, name=f"{workshop.group.name} {mark}", extra=extra)
        marked = replace(workshop, group=group, place=f"{workshop.place} {mark}", facilitators=(mark,))
        decks[workshop.id] = repr(compose(marked)[0])
    for key, deck in decks.items():
        assert deck.count(marks[key]) >= 4
        assert not [other for other, mark in marks.items() if other != key and mark in deck]
