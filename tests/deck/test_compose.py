from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.deck.outline_fixtures import BANK, FILE, NORTH, OFFICE, make_deck
from tests.deck.test_outline import PIECES
from toolkit.chart.values import Chart
from toolkit.deck import messages
from toolkit.deck.compose.programme_files import open_programme_files
from toolkit.deck.slides import (
    Block,
    Deck,
    Picture,
    QrCode,
    QuestionBlock,
    Role,
    Slide,
    Table,
    TextBlock,
)
from toolkit.errors import InputError, Message
from toolkit.model.workshop import Workshop

PNG = bytes.fromhex("89504e470d0a1a0a0000000d4948445200000010000000080802000000") + bytes(16)


def make_slide(text: str, workshop: Workshop = NORTH, files: dict[str, bytes] | None = None) -> Slide:
    """Compose the one slide of a text."""
    deck, _ = make_deck(text, workshop, files)
    return deck.slides[-1]


def find_block(text: str, workshop: Workshop = NORTH, files: dict[str, bytes] | None = None) -> Block:
    slide = make_slide(text, workshop, files)
    return slide.areas[0][0]


def list_problems(
    text: str, files: dict[str, bytes] | None = None, workshop: Workshop = NORTH
) -> list[tuple[str, int, Message]]:
    with pytest.raises(InputError) as caught:
        make_deck(text, workshop, files)
    return [(problem.place.file, problem.place.line, problem.message) for problem in caught.value.problems]


def list_notices(text: str, files: dict[str, bytes] | None = None) -> tuple[list[str], list[tuple[int, Message]]]:
    deck, notices = make_deck(text, NORTH, files)
    assert all(notice.notice for notice in notices)
    return [slide.title for slide in deck.slides], [(notice.place.line, notice.message) for notice in notices]


def test_the_title_slide_says_who_meets_when_and_where() -> None:
    deck, _ = make_deck("---\ntitle: Synlighet\nsubtitle: Vad kan ni göra?\n---\n## Mer\n")
    slide, _ = deck.slides
    assert (slide.role, slide.title, slide.kicker) == (Role.TITLE, "Synlighet", "Lärosätet")
    assert slide.subtitle == ("Vad kan ni göra?", "KI Nord", "14 september 2026 · Sal 1", "Kansliet, Avdelningen")


def test_a_deck_carries_its_date_footer_and_language_and_no_clock() -> None:
    deck, _ = make_deck("## A")
    assert (deck.key, deck.language, deck.created) == ("nord", "sv", "2026-09-14T00:00:00Z")
    assert (deck.footer, deck.date_text) == ("Nio steg · KI Nord", "14 september 2026")
    assert make_deck("## A")[0] == deck
    undated, _ = make_deck("## A", OFFICE)
    assert (undated.date_text, undated.created, undated.language) == ("", "", "en")


def test_every_step_is_a_section_with_its_own_slide_and_number() -> None:
    deck, _ = make_deck("## Före\n\n# Bakgrund {#bakgrund}\n\nVarifrån?\n\n## A\n\n# Tre insikter\n\n# Sist\n\n## B")
    assert [section.name for section in deck.sections] == ["Välkomna", "Bakgrund", "Tre insikter", "Sist"]
    step = deck.sections[1].slides[0]
    assert (step.role, step.kicker, step.subtitle) == (Role.STEP, "Steg 1 av 2", ("Varifrån?",))
    assert deck.sections[1].slides[1].kicker == "Steg 1 av 2 · Bakgrund"
    assert deck.sections[2].slides[0].kicker == "Steg 2 av 2"
    assert [slide.kicker for slide in deck.sections[3].slides] == ["", "Sist"]


def test_a_step_without_a_heading_text_takes_the_programmes_and_a_short_name_serves_the_line_over_titles() -> None:
    deck, _ = make_deck("# {#insikter short=Insikter}\n\n## A")
    assert [slide.title for slide in deck.sections[1].slides] == ["Tre insikter", "A"]
    assert deck.sections[1].slides[1].kicker == "Steg 2 av 2 · Insikter"


def test_a_question_slide_holds_the_question_how_to_answer_and_the_way_into_the_form() -> None:
    slide = make_slide("# Bakgrund\n\n## Er bild\n\n::: question skala\n:::")
    assert (slide.role, slide.title, slide.kicker) == (Role.QUESTION, "Hur känt är KI?", "Steg 1 av 2 · Er bild")
    (question,), (code,) = slide.areas
    assert question == QuestionBlock(
        question="skala",
        prompt="Välj en siffra från 1 till 7.",
        help="Gå på känn.",
        choices=("1 = Okänt", "7 = Välkänt"),
    )
    assert isinstance(code, QrCode)
    assert code.address == "HTTPS://SYNLIGHET.EXAMPLE/R/ABCDEFGHIJKLMNOP/SKALA"
    assert (code.code, code.start, code.large) == ("K7M3XR", "HTTPS://SYNLIGHET.EXAMPLE", False)
    assert code.code_label == "eller skriv koden på synlighet.example"
    assert code.address in code.alt


@pytest.mark.parametrize(
    ("question", "prompt_sv", "prompt_en"),
    [
        ("fritt", "Skriv fritt, med egna ord.", "Write freely, in your own words."),
        ("ord", "Skriv högst 3 ord.", "Write up to 3 words."),
        ("val", "Välj ett alternativ.", "Choose one."),
        ("kryss", "Välj högst 2.", "Choose up to 2."),
        ("rang", "Rangordna alla: 1 är först.", "Rank them all: 1 comes first."),
        ("poang", "Fördela 100 poäng.", "Distribute 100 points."),
        (
            "matris",
            "Ange arbete och effekt för vart och ett, från 1 (litet) till 5 (stort).",
            "Give each one effort and effect, from 1 (little) to 5 (much).",
        ),
    ],
)
def test_each_kind_of_question_says_how_it_is_answered_in_the_rooms_language(
    question: str, prompt_sv: str, prompt_en: str
) -> None:
    for workshop, prompt in ((NORTH, prompt_sv), (OFFICE, prompt_en)):
        block = find_block(f"##\n\n::: question {question}\n:::", workshop)
        assert isinstance(block, QuestionBlock)
        assert block.prompt == prompt


def test_alternatives_are_shown_in_order_and_long_lists_leave_the_help_to_the_notes() -> None:
    slide = make_slide("##\n\n::: question poang\n:::")
    block = slide.areas[0][0]
    assert isinstance(block, QuestionBlock)
    assert (block.choices, block.help) == (("Webb", "Alumner", "Medier", "EU"), "")
    assert any("Summan ska bli 100." in paragraph.text for paragraph in slide.notes)


def test_a_question_brings_its_insights_colour_unless_the_slide_names_another() -> None:
    assert make_slide("##\n\n::: question poang\n:::").insight == 2
    assert make_slide("## {insight=ledning}\n\n::: question poang\n:::").insight == 1


def test_notes_begin_with_the_time_and_end_with_how_the_room_answers() -> None:
    notes = make_slide("##\n\n::: question fritt\n:::\n\n::: notes {minutes=2.5}\n**Säg:** Skriv.\n:::").notes
    said = [paragraph.text for paragraph in notes]
    assert said[:2] == ["Tid: 2½ minuter", "Säg: Skriv."]
    assert "K7M3XR" in said[2]
    assert "synlighet.example" in said[2]
    assert "/RESULTS/FRITT" in said[3]
    assert notes[0].runs[0].bold


@pytest.mark.parametrize(
    ("written", "said"), [("0.5", "½ minut"), ("1", "1 minut"), ("1.5", "1½ minuter"), ("10", "10 minuter")]
)
def test_minutes_are_said_as_people_say_them(written: str, said: str) -> None:
    assert make_slide(f"## A\n\n::: notes {{minutes={written}}}\nx\n:::").notes[0].text == f"Tid: {said}"


def test_a_join_slide_holds_a_large_code_to_the_whole_form() -> None:
    slide = make_slide("## Var med\n\n- Ta fram telefonen\n\n::: qr\n:::")
    assert slide.role is Role.JOIN
    (text,), (code,) = slide.areas
    assert isinstance(text, TextBlock)
    assert isinstance(code, QrCode)
    assert (code.large, code.address) == (True, "HTTPS://SYNLIGHET.EXAMPLE/R/ABCDEFGHIJKLMNOP")


def test_the_way_into_a_hybrid_rooms_meeting_is_a_link_with_words_on_the_join_slide_alone() -> None:
    meeting = "https://teams.example/l/meetup-join/19%3ameeting_x?context=%7b%7d"
    slides = [
        slide
        for section in make_deck(
            "## Var med\n\n- Ta fram telefonen\n\n::: qr\n:::\n\n## Kod\n\n::: qr\n:::\n\n## Annat\n\n- A",
            workshop=replace(NORTH, meeting=meeting),
        )[0].sections
        for slide in section.slides
    ][1:]
    links = [
        [
            (run.text, run.link)
            for area in slide.areas
            for block in area
            if isinstance(block, TextBlock)
            for paragraph in block.paragraphs
            for run in paragraph.runs
            if run.link
        ]
        for slide in slides
    ]
    assert links == [[("Anslut till mötet", meeting)], [("Anslut till mötet", meeting)], []]
    assert [slide.role for slide in slides[:2]] == [Role.JOIN, Role.JOIN]


def test_a_results_slide_links_by_words_and_its_notes_hold_the_address() -> None:
    slide = make_slide("## Svaren\n\n::: results poang\n:::")
    block = slide.areas[0][0]
    assert isinstance(block, TextBlock)
    (run,) = block.paragraphs[1].runs
    assert (run.text, run.link) == (
        "Se vad rummet svarade",
        "HTTPS://SYNLIGHET.EXAMPLE/R/ABCDEFGHIJKLMNOP/RESULTS/POANG",
    )
    assert run.link in slide.notes[-1].text


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("## A\n\n- b", Role.CONTENT),
        ("## A", Role.TITLE_ONLY),
        ("## A\n\n> b", Role.QUOTE),
        ("## A\n\n::: chart\na,b\n1,2\n:::", Role.CHART),
        ("## A\n\n![b](b.png)\n\n- c", Role.PICTURE),
        ("## A\n\n| a |\n|---|\n| b |", Role.CONTENT),
        ("## A\n::: columns\n::: column\na\n:::\n::: column\nb\n:::\n:::", Role.TWO_COLUMNS),
        ("## A {.closing}\n\nTack", Role.CLOSING),
        ("# A {.closing}\n\nTack", Role.CLOSING),
    ],
)
def test_a_layout_is_chosen_by_content(text: str, role: Role) -> None:
    assert make_slide(text, files={"decks/b.png": PNG}).role is role


def test_a_layout_may_be_named() -> None:
    assert make_slide('## A {layout="Two Content"}').layout == "Two Content"


def test_a_question_that_the_group_is_not_asked_takes_its_slide_away_with_a_notice() -> None:
    titles, notices = list_notices("## A\n\n## B\n\n::: question stod\n:::\n\n## C\n\n::: results stod\n:::")
    assert titles == ["Nio steg", "A"]
    assert notices == [(5, messages.NOT_ASKED), (10, messages.NOT_ASKED)]
    assert make_slide("##\n\n::: question stod\n:::", OFFICE).title == "What support?"


def test_figures_in_the_outline_become_a_native_chart_with_its_extremes_told() -> None:
    chart = find_block(
        '## A\n\n::: chart {type=bar title="Träffar" source="Källa: x" y="Antal"}\nÅr;Antal\n'
        + "".join(f"{2016 + n};{value}\n" for n, value in enumerate(("1 200", "1,5", "", "7", "8", "9", "10")))
        + ":::"
    )
    assert isinstance(chart, Chart)
    assert (chart.kind, chart.title, chart.source, chart.y_title) == ("bar", "Träffar", "Källa: x", "Antal")
    assert chart.series[0].values == (1200, 1.5, None, 7, 8, 9, 10)
    assert (
        chart.alt == "Liggande stapeldiagram: Träffar. Antal: 2016 1\xa0200, 2017 1,5, 2019 7, 2020 8, 2021 9, 2022 10."
    )
    assert chart.number_format == "#,##0.0"


def test_a_chart_of_many_figures_tells_its_highest_and_lowest() -> None:
    rows = "\n".join(f"r{n},{n}" for n in range(1, 9))
    chart = find_block(f"## A\n\n::: chart {{series=Poäng}}\nx,y\n{rows}\n:::")
    assert isinstance(chart, Chart)
    assert chart.alt == "Stapeldiagram. Poäng: högst 8 för r8, lägst 1 för r1."


def test_shares_are_shares_of_one_and_formatted_as_the_language_does() -> None:
    for workshop, code, said in ((NORTH, "0 %", "37\xa0%"), (OFFICE, "0%", "37%")):
        chart = find_block("## A\n\n::: chart\nx,y\na,37 %\nb,5%\n:::", workshop)
        assert isinstance(chart, Chart)
        assert (chart.series[0].values, chart.number_format) == ((0.37, 0.05), code)
        assert said in chart.alt.replace(" %", "\xa0%")


def test_a_data_file_names_its_rows_in_the_decks_language() -> None:
    files = {"decks/data/a.csv": "\ufeffsv;en;antal\nhus;house;1,5\n".encode()}
    for workshop, name in ((NORTH, "hus"), (OFFICE, "house")):
        chart = find_block("## A\n\n::: chart data/a.csv\n:::", workshop, files)
        assert isinstance(chart, Chart)
        assert (chart.categories, chart.series[0].values) == ((name,), (1.5,))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_data_file_is_read_as_excel_writes_it(encoding: str) -> None:
    chart = find_block(
        "## A\n\n::: chart a.csv\n:::", files={"decks/a.csv": "år;träffar\r\ni går;7\r\n".encode(encoding)}
    )
    assert isinstance(chart, Chart)
    assert (chart.categories, chart.series[0].name) == (("i går",), "träffar")


def test_a_missing_data_file_takes_its_slide_away_with_a_notice() -> None:
    titles, notices = list_notices("## A\n\n::: chart data/a.csv\n:::\n\n## B")
    assert titles == ["Nio steg", "B"]
    assert notices == [(3, messages.DATA_MISSING)]


def test_a_chart_shows_its_own_groups_rows_and_those_without_a_group() -> None:
    files = {"decks/a.csv": b"Grupp,x,y\nnord,a,1\nsyd,b,2\n,c,3\nKI NORD,d,4\n"}
    chart = find_block("## A\n\n::: chart a.csv\n:::", files=files)
    assert isinstance(chart, Chart)
    assert chart.categories == ("a", "c", "d")
    titles, notices = list_notices("## A\n\n::: chart a.csv\n:::", {"decks/a.csv": b"group,x,y\nsyd,b,2\n"})
    assert (titles, notices) == (["Nio steg"], [(3, messages.NO_ROWS_FOR_GROUP)])


def test_the_alternative_text_of_a_chart_may_be_written_by_hand() -> None:
    chart = find_block('## A\n\n::: chart {alt="Det går uppåt"}\nx,y\na,1\n:::')
    assert isinstance(chart, Chart)
    assert chart.alt == "Det går uppåt"


def test_a_scatter_has_x_and_y() -> None:
    chart = find_block("## A\n\n::: chart {type=scatter}\nx,arbete,effekt\na,1,2\nb,3,4\n:::")
    assert isinstance(chart, Chart)
    assert [series.values for series in chart.series] == [(1, 3), (2, 4)]


def test_a_table_without_a_caption_is_described_by_its_columns() -> None:
    table = find_block("## A\n\n| År | Antal |\n|---|---|\n| 2019 | 1 |\n| 2020 | 2 |")
    assert isinstance(table, Table)
    assert table.alt == "Tabell med 2 rader: År, Antal."


def test_a_picture_is_measured_and_its_format_told_from_its_content() -> None:
    picture = find_block('## A\n\n![En bild](bilder/b.jpg){credit="Foto"}', files={"decks/bilder/b.jpg": PNG})
    assert isinstance(picture, Picture)
    assert (picture.format, picture.width, picture.height, picture.alt) == ("png", 16, 8, "En bild")
    assert picture.credit == "Foto"


@pytest.mark.parametrize(
    ("text", "file", "line", "message"),
    [
        ("## A\n\n::: question sakla\n:::", FILE, 3, messages.UNKNOWN_QUESTION),
        ("# A {#bakgrnd}", FILE, 1, messages.UNKNOWN_STEP),
        ("# A\n\n# A", FILE, 3, messages.REPEATED_STEP),
        ("# A\n\n::: qr\n:::", FILE, 1, messages.STEP_TEXT_ONLY),
        ("## A {insight=9}", FILE, 1, messages.BAD_INSIGHT),
        ("---\nlang: en\n---\n## A", FILE, 1, messages.OTHER_LANGUAGE),
        ("## A\n\n![b](c.png)", FILE, 3, messages.PICTURE_MISSING),
        ("## A\n\n![b](webp.png)", FILE, 3, messages.PICTURE_FORMAT),
        ("## A\n\n![b](cut.png)", FILE, 3, messages.PICTURE_BROKEN),
        ("## A\n\n![b](../../etc/x.png)", FILE, 3, messages.OUTSIDE_FOLDER),
        ("## A\n\n![b](/etc/x.png)", FILE, 3, messages.OUTSIDE_FOLDER),
        ("## A\n\n::: chart C:\\x.csv\n:::", FILE, 3, messages.OUTSIDE_FOLDER),
        ("## A\n\n::: chart {type=pie}\na,b\nc,1\n:::", FILE, 3, messages.UNKNOWN_CHART_KIND),
        ("## A\n\n::: chart {type=scatter}\na,b\nc,1\n:::", FILE, 3, messages.SCATTER_COLUMNS),
        ("## A\n\n::: chart\na,b\nc,många\n:::", FILE, 5, messages.DATA_NOT_NUMBER),
        ("## A\n\n::: chart\na,b\nc,1,2\n:::", FILE, 5, messages.DATA_WIDTH),
        ("## A\n\n::: chart\na\nc\n:::", FILE, 4, messages.DATA_NO_COLUMNS),
        ("## A\n\n::: chart\na,b\n:::", FILE, 4, messages.DATA_NO_ROWS),
        ("## A\n\n::: chart\nsv,en\na,b\n:::", FILE, 4, messages.DATA_NO_FIGURES),
        ("## A\n\n::: chart open.csv\n:::", "decks/open.csv", 2, messages.DATA_LINE_BREAK),
        ("## A\n\n::: chart unsure.csv\n:::", "decks/unsure.csv", 1, messages.GROUP_COLUMN_UNSURE),
        ("## A\n\n::: chart webp.png\n:::", "decks/webp.png", 0, messages.DATA_NOT_TEXT),
    ],
)
def test_a_fault_is_told_with_its_place(text: str, file: str, line: int, message: Message) -> None:
    files = {
        "decks/webp.png": b"RIFF\x00\x00\x00\x00WEBP",
        "decks/cut.png": b"\x89PNG\r\n\x1a\n",
        "decks/open.csv": b'a,b\n"c,1\nd,2\n',
        "decks/unsure.csv": b"Grupp-id,x,y\nsyd,b,2\n",
    }
    assert (file, line, message) in list_problems(text, files)


def test_all_problems_of_form_and_content_are_told_at_once_and_in_order() -> None:
    text = "## A {insgiht=1}\n\n::: question sakla\n:::\n\n## B\n\n![](c.png)\n"
    assert [(line, message) for _, line, message in list_problems(text)] == [
        (1, messages.UNKNOWN_ATTRIBUTE),
        (3, messages.UNKNOWN_QUESTION),
        (8, messages.PICTURE_NEEDS_ALT),
        (8, messages.PICTURE_MISSING),
    ]


def test_a_problem_keeps_its_line_of_the_file_when_the_group_skips_blocks() -> None:
    text = '{% if group.kind == "library" %}\n## Bara biblioteket\n\n{% endif %}\n## A\n\n::: question sakla\n:::'
    assert list_problems(text) == [(FILE, 7, messages.UNKNOWN_QUESTION)]


def test_a_heading_that_differs_from_the_programmes_step_is_noticed() -> None:
    assert list_notices("# Bakgrunden {#bakgrund}")[1] == [(1, messages.STEP_RENAMED)]


def test_nothing_of_another_groups_row_enters_a_deck() -> None:
    source = (
        "---\ntitle: T\n---\n\n## {{ group.name }}\n\n{{ group.extra.note }}\n\n# Bakgrund\n\n## A\n\n"
        '::: chart {title="{{ group.extra.note }}"}\nx,y\n{{ group.extra.note }},1\n:::\n\n'
        "## B\n\n::: chart a.csv\n:::\n"
    )
    marks = {key: uuid4().hex for key in ("a", "b", "c")}
    csv = "group,x,y\n" + "".join(f"{key},{mark},1\n" for key, mark in marks.items())
    for key, mark in marks.items():
        group = replace(NORTH.group, id=key, name=f"N{mark}", extra={"note": f"E{mark}"})
        workshop = replace(NORTH, id=key, group=group, place=f"P{mark}", facilitators=(f"F{mark}",))
        deck, _ = make_deck(source, workshop, {"decks/a.csv": csv.encode()})
        said = repr(deck)
        assert all(f"{letter}{mark}" in said for letter in "NEPF")
        assert f"'{mark}'" in said
        assert not any(other in said for name, other in marks.items() if name != key)


@pytest.mark.parametrize("value", ["a,b", 'a"b', "a;b", "# a", ":::", "a\\b", "| a", "**a**", "{x}", "a\nb"])
def test_a_value_in_a_chart_stays_one_value(value: str) -> None:
    workshop = replace(NORTH, group=replace(NORTH.group, extra={"note": value}))
    source = (
        '## A\n\n::: chart {title="{{ group.extra.note }}"}\nx,{{ group.extra.note }}\n{{ group.extra.note }},1\n:::'
    )
    chart = find_block(source, workshop)
    assert isinstance(chart, Chart)
    shown = " ".join(value.split())
    assert (chart.title, chart.categories, chart.series[0].name) == (shown, (shown,), shown)


def test_files_are_read_within_the_programme_folder_only(tmp_path: Path) -> None:
    folder = tmp_path / "programme"
    (folder / "decks").mkdir(parents=True)
    (folder / "decks/a.csv").write_bytes(b"a")
    (tmp_path / "secret.csv").write_bytes(b"s")
    (folder / "link.csv").symlink_to(tmp_path / "secret.csv")
    read = open_programme_files(folder)
    assert read("decks/a.csv") == b"a"
    assert [read(path) for path in ("decks/b.csv", "../secret.csv", "link.csv", "decks", "\x00")[:4]] == [None] * 4


TEXT_BLOCKS = (
    "::: question skala\n:::\n",
    "::: results poang\n:::\n",
    "::: chart\na,b\n1,2\n:::\n",
    "::: qr\n:::\n",
    "## T\n",
)


@given(st.lists(PIECES | st.sampled_from(TEXT_BLOCKS), max_size=30).map("".join) | st.text())
def test_any_outline_gives_a_deck_or_its_problems(source: str) -> None:
    made = try_deck(source)
    if isinstance(made, Deck):
        check_whole(made)


def try_deck(source: str, files: dict[str, bytes] | None = None) -> Deck | InputError:
    """Compose a deck; any error but ours fails the test, as does one without a problem and its file."""
    try:
        deck, notices = make_deck(source, files=files)
    except InputError as error:
        made = error
    else:
        assert all(notice.notice for notice in notices)
        return deck
    assert made.problems
    assert all(problem.place.file for problem in made.problems)
    return made


def check_whole(deck: Deck) -> None:
    for slide in deck.slides:
        assert slide.title
        assert len(slide.areas) <= 2 or slide.role is Role.QUESTION
        for block in (block for area in slide.areas for block in area):
            assert not isinstance(block, Chart | Table | QrCode) or block.alt
            assert not isinstance(block, Picture) or block.alt or block.decorative


@given(st.binary(max_size=200))
def test_any_bytes_of_a_data_file_or_picture_give_a_deck_or_problems(data: bytes) -> None:
    for text, file in (("## A\n\n::: chart a.csv\n:::", "decks/a.csv"), ("## A\n\n![b](b.png)", "decks/b.png")):
        for prefix in (b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF89a", b"\xff\xfe"):
            try_deck(text, {file: prefix + data})


def test_the_fixture_bank_has_every_kind_of_question() -> None:
    assert {question.kind for question in BANK} == {
        "text", "words", "choice", "choices", "scale", "ranking", "points", "quadrant"
    }  # fmt: skip
