import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.deck import messages
from toolkit.deck.outline.blocks import (
    ChartSource,
    PictureSource,
    QrSource,
    QuestionSource,
    ResultsSource,
    SlideBody,
    SourceBlock,
    TableSource,
)
from toolkit.deck.outline.parse import Outline, parse_outline
from toolkit.deck.outline.slide_source import parse_slide
from toolkit.deck.slides import Paragraph, Quote, Run, TextBlock
from toolkit.errors import Message

FILE = "decks/outline.md"


def parse(text: str) -> Outline:
    return parse_outline(text, file=FILE)


def read_slide(text: str) -> SlideBody:
    outline = parse(text)
    assert not outline.problems, [str(problem) for problem in outline.problems]
    return outline.parts[0].slides[0].body


def read_block(text: str) -> SourceBlock:
    (block,) = read_slide(f"## T\n\n{text}").blocks
    return block


def read_paragraphs(text: str) -> tuple[Paragraph, ...]:
    block = read_block(text)
    assert isinstance(block, TextBlock)
    return block.paragraphs


def list_problems(text: str) -> list[tuple[int, Message]]:
    return [(problem.place.line, problem.message) for problem in parse(text).problems]


def test_front_matter_holds_simple_fields() -> None:
    front = parse('---\ntitle: "Nio steg: ett prov"\nsubtitle: Under\n# en kommentar\nlang: sv\n---\n## T').front_matter
    assert (front.title, front.subtitle, front.lang, front.author) == ("Nio steg: ett prov", "Under", "sv", "")


def test_a_number_sign_opens_a_part_and_two_open_a_slide() -> None:
    outline = parse(
        '## Före\n\n# Bakgrund {#bakgrund short=Bak}\n\nUnder\n\n## Ett\n## Två {insight=2 layout="Two Content"}\n'
    )
    before, part = outline.parts
    assert before.opening is None
    assert [slide.body.title for slide in before.slides] == ["Före"]
    assert part.opening is not None
    assert part.opening.body.attributes.id == "bakgrund"
    assert part.opening.body.attributes.get("short") == "Bak"
    assert [slide.body.title for slide in part.slides] == ["Ett", "Två"]
    assert part.slides[1].body.attributes.values == {"insight": "2", "layout": "Two Content"}


def test_titles_lose_their_looks_and_keep_their_characters() -> None:
    assert read_slide("## **Ett** *mål* \\{x\\} {.unnumbered}").title == "Ett mål {x}"


def test_lists_nest_and_number() -> None:
    assert [(p.text, p.level, p.bullet) for p in read_paragraphs("- a\n    - b\n    - c\n- d\n\n1. e\n2. f\n\ng")] == [
        ("a", 0, "bullet"),
        ("b", 1, "bullet"),
        ("c", 1, "bullet"),
        ("d", 0, "bullet"),
        ("e", 0, "number"),
        ("f", 0, "number"),
        ("g", 0, "none"),
    ]


def test_emphasis_links_and_other_languages_become_runs() -> None:
    (paragraph,) = read_paragraphs("a **b** *c* [d](https://ki.se) [e]{lang=en}")
    assert paragraph.runs == (
        Run(text="a "),
        Run(text="b", bold=True),
        Run(text=" "),
        Run(text="c", italic=True),
        Run(text=" "),
        Run(text="d", link="https://ki.se"),
        Run(text=" "),
        Run(text="e", language="en"),
    )


def test_wrapped_lines_join_and_a_hard_break_begins_a_paragraph() -> None:
    assert [p.text for p in read_paragraphs("a\nb\\\nc")] == ["a b", "c"]


def test_a_quotation_has_its_source_apart() -> None:
    quote = read_block("> Ett mål.\n> — Strategi 2030")
    assert isinstance(quote, Quote)
    assert ([p.text for p in quote.paragraphs], quote.source) == (["Ett mål."], "Strategi 2030")


def test_a_table_has_a_header_knows_its_numbers_and_takes_a_caption() -> None:
    table = read_block("| A | B | C |\n| --- | ---: | --- |\n| a \\| b | x | 1 200 |\n| c | y | 3,5 % |\n\n: Två rader")
    assert isinstance(table, TableSource)
    assert table.header == ("A", "B", "C")
    assert table.rows == (("a | b", "x", "1 200"), ("c", "y", "3,5 %"))
    assert (table.numeric, table.caption) == ((False, True, True), "Två rader")


def test_a_picture_has_a_path_an_alternative_text_and_a_credit() -> None:
    picture = read_block('![En *glob*](bilder/jord%20ö.png){credit="Foto: Kansliet"}')
    assert picture == PictureSource(
        path="bilder/jord ö.png", alt="En glob", decorative=False, credit="Foto: Kansliet", line=2
    )
    assert read_block("![](a.png){.decorative}") == PictureSource(
        path="a.png", alt="", decorative=True, credit="", line=2
    )


def test_blocks_of_our_own_are_read_in_both_of_pandocs_ways() -> None:
    assert read_block("::: question kannedom\n:::") == QuestionSource(id="kannedom", line=2)
    assert read_block("::: {.question #kannedom}\n:::") == QuestionSource(id="kannedom", line=2)
    assert read_block(":::: results poang ::::\n::::") == ResultsSource(id="poang", line=2)
    assert read_block("::: qr\n:::") == QrSource(line=2)
    chart = read_block('::: chart data/a.csv {type=bar title="Ett \\"mål\\""}\n:::')
    assert isinstance(chart, ChartSource)
    assert (chart.path, chart.body, chart.attributes.get("title")) == ("data/a.csv", "", 'Ett "mål"')


def test_a_charts_figures_may_stand_in_the_outline_and_are_no_markdown() -> None:
    chart = read_block("::: chart\nÅr,Antal\n**ett**,2\n:::")
    assert isinstance(chart, ChartSource)
    assert chart.body == "År,Antal\n**ett**,2"


def test_notes_hold_paragraphs_and_minutes_and_stand_on_no_slide() -> None:
    body = read_slide("## T\n\na\n\n::: notes {minutes=1.5}\n**Säg:** hej\n\n- b\n:::")
    assert len(body.blocks) == 1
    assert [p.text for p in body.notes.paragraphs] == ["Säg: hej", "b"]
    assert body.notes.minutes == 1.5


def test_notes_before_the_first_heading_belong_to_the_title_slide() -> None:
    assert parse("---\ntitle: T\n---\n\n::: notes\nHej\n:::\n\n## A").title_notes.paragraphs[0].text == "Hej"


def test_columns_become_two_areas() -> None:
    body = read_slide('## T\n::: columns\n:::: {.column width="40%"}\na\n::::\n::: column\n![b](b.png)\n:::\n:::')
    assert [[type(block).__name__ for block in area] for area in body.areas] == [["TextBlock"], ["PictureSource"]]


def test_headings_and_colons_inside_code_are_text() -> None:
    outline = parse("## T\n```\n# a\n::: b\n```\n## U")
    assert not outline.problems
    assert [slide.body.title for slide in outline.parts[0].slides] == ["T", "U"]


def test_windows_line_ends_and_a_byte_order_mark_change_nothing() -> None:
    text = "---\ntitle: T\n---\n\n## A\n\n- b\n"
    assert parse("\ufeff" + text.replace("\n", "\r\n")) == parse(text)


def test_equal_slides_of_different_outlines_are_read_once() -> None:
    first, second = parse("## A\n\n- b\n"), parse("# S\n\n## A\n\n- b\n\n\n")
    assert first.parts[0].slides[0].body is second.parts[0].slides[0].body


def test_what_stands_under_different_titles_is_read_once() -> None:
    first, second = (parse(f"## {title}\n\n- b\n").parts[0].slides[0].body for title in ("För A", "För B"))
    assert first.areas is second.areas
    assert (first.title, second.title) == ("För A", "För B")


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("---\ntitle: T\n## A", 1, messages.OPEN_FRONT_MATTER),
        ("---\ntitel: T\n---\n## A", 2, messages.UNKNOWN_FRONT_MATTER),
        ("---\nbara text\n---\n## A", 2, messages.UNREADABLE_FRONT_MATTER),
        ("text\n\n## A", 1, messages.TEXT_BEFORE_FIRST_SLIDE),
        ("## A {insgiht=1}", 1, messages.UNKNOWN_ATTRIBUTE),
        ("## A {.clsing}", 1, messages.UNKNOWN_CLASS),
        ("## A {insight=}", 1, messages.UNREADABLE_ATTRIBUTES),
        ("## A\n\n::: qestion x\n:::", 3, messages.UNKNOWN_BLOCK),
        ("## A\n\n::: notes\nhej\n\n## B", 3, messages.OPEN_BLOCK),
        ("## A\n\n:::", 3, messages.STRAY_CLOSE),
        ("## A\n\n::: question\n:::", 3, messages.BLOCK_NEEDS_NAME),
        ("## A\n\n::: chart\n:::", 3, messages.BLOCK_NEEDS_NAME),
        ("## A\n\n::: chart a.csv\na,b\n1,2\n:::", 3, messages.CHART_AND_BODY),
        ("## A\n\n::: question x\nhej\n:::", 4, messages.BLOCK_NOT_EMPTY),
        ("## A\n\n::: notes\n::: qr\n:::\n:::", 4, messages.BLOCK_MISPLACED),
        ("## A\n\n::: notes {minutes=snart}\nhej\n:::", 3, messages.BAD_MINUTES),
        ("## A\n\n::: column\nhej\n:::", 3, messages.BLOCK_MISPLACED),
        ("## A\n::: columns\n::: column\na\n:::\n:::", 2, messages.COLUMNS_NOT_TWO),
        ("## A\nx\n::: columns\n::: column\na\n:::\n::: column\nb\n:::\n:::", 3, messages.TEXT_BETWEEN_COLUMNS),
        ("## A\n::: question x\n:::\n::: question y\n:::", 1, messages.TOO_MANY_BLOCKS),
        ("## A\n\n#Bakgrund", 3, messages.HEADING_NEEDS_SPACE),
        ("##\n\nhej", 1, messages.SLIDE_NEEDS_TITLE),
        ("## A\n\nhej\n\n---\n", 5, messages.RULE_STARTS_SLIDE),
        ("## A\n\n![](a.png)", 3, messages.PICTURE_NEEDS_ALT),
        ("## A\n\n[x](sida.md)", 3, messages.LINK_NOT_WHOLE),
        ("## A\n\n|  |  |\n|---|---|\n| a | b |", 3, messages.TABLE_NEEDS_HEADER),
    ],
)
def test_a_fault_is_told_with_its_line(text: str, line: int, message: Message) -> None:
    assert list_problems(text) == [(line, message)]


def test_all_faults_of_an_outline_are_told_and_name_what_is_nearest() -> None:
    problems = parse("## A {insgiht=1}\n\n## B\n\n::: qestion x\n:::\n\n## C\n\n![](c.png)").problems
    assert [problem.place.line for problem in problems] == [1, 5, 10]
    assert [problem.facts.get("known") for problem in problems] == ["'insight'", "'question'", None]


PIECES = (
    st.sampled_from(
        ("# ", "## ", "::: ", ":::\n", "notes", "columns", "column", "question x", "chart", "qr", "---\n", "title: x\n")
    )
    | st.sampled_from(
        (
            "{",
            "}",
            "#id",
            ".decorative",
            "insight=1",
            "{lang=en}",
            "| a | b |\n",
            "|---|---|\n",
            "- ",
            "1. ",
            "> ",
            "— ",
        )
    )
    | st.sampled_from(
        (
            "![",
            "](",
            ")",
            "[",
            "]",
            "**",
            "```\n",
            "\\",
            "\n",
            "\n\n",
            " ",
            "    ",
            "a",
            "å",
            '"',
            "\x0b",
            "\u2028",
            "\x00",
        )
    )
)


@given(st.lists(PIECES, max_size=40).map("".join) | st.text())
def test_any_text_is_an_outline_with_or_without_problems(text: str) -> None:
    outline = parse(text)
    assert all(problem.place.line >= 1 for problem in outline.problems)
    for part in outline.parts:
        assert all(slide.body.level == 2 for slide in part.slides)


@given(st.lists(PIECES, max_size=20).map("".join))
def test_the_faults_of_a_slide_lie_within_it(text: str) -> None:
    body = parse_slide("## T\n" + text)
    assert all(0 <= fault.line <= text.count("\n") + 1 for fault in body.faults)


def test_an_outline_without_a_slide_is_a_fault() -> None:
    assert list_problems("") == [(1, messages.NO_SLIDES)]
    assert list_problems("---\ntitle: X\n---\n") == [(3, messages.NO_SLIDES)]


def test_a_slide_of_many_pages_is_a_fault_at_its_heading_and_the_next_one_is_read() -> None:
    problems = list_problems(f"## Kort\n\nText\n\n## Lång\n\n{'ord ' * 3000}\n\n## Nästa\n\n::: nothing\n:::\n")
    assert problems == [(5, messages.SLIDE_TOO_LONG), (11, messages.UNKNOWN_BLOCK)]
