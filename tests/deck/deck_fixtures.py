"""A deck with a slide of every role and a block of every kind, and one call from values to a file."""

import io
from functools import cache
from pathlib import Path

from msgspec.structs import replace
from PIL import Image

from toolkit.chart.values import Chart, ChartKind, Series
from toolkit.deck.fit.deck import fit_deck
from toolkit.deck.fitted import FittedDeck
from toolkit.deck.pptx.write import compose_parts
from toolkit.deck.pptx_template.file import read_template
from toolkit.deck.slides import (
    Block,
    Deck,
    Paragraph,
    Picture,
    QrCode,
    QuestionBlock,
    Quote,
    Role,
    Run,
    Section,
    Slide,
    Table,
    TextBlock,
)
from toolkit.deck.template import Template
from toolkit.errors import Problem
from toolkit.ooxml.package import write_zip
from toolkit.resources import find_template_folder
from toolkit.sheet.qr import draw_png
from toolkit.texts import load_texts

ADDRESS = "HTTPS://SYNLIGHET.EXAMPLE/R/ABCDEFGHIJKLMNOP"
WORKSHOP_TEMPLATE = find_template_folder("pptx") / "workshop.pptx"
NOTES = (
    Paragraph(runs=(Run(text="Säg:", bold=True), Run(text=" Välkomna hit."))),
    Paragraph(runs=(Run(text="Fråga: "), Run(text="Who?", language="en"))),
)


@cache
def own_template() -> Template:
    return read_template(WORKSHOP_TEMPLATE)


def say(text: str, **looks: object) -> Paragraph:
    return Paragraph(runs=(Run(text=text),), **looks)  # type: ignore[arg-type]


def bullets(*texts: str) -> TextBlock:
    return TextBlock(paragraphs=tuple(say(text, bullet="bullet") for text in texts))


@cache
def draw_picture() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (640, 360), (20, 90, 120)).save(buffer, "PNG")
    return buffer.getvalue()


def make_chart(kind: ChartKind = "column", count: int = 4) -> Chart:
    categories = tuple(f"Kategori {number}" for number in range(1, count + 1))
    series = (
        Series(name="I dag", values=tuple(float(10 + 3 * number) for number in range(count))),
        Series(name="Om fem år", values=tuple(None if number == 1 else 20.0 + number for number in range(count))),
    )
    if kind in ("column", "bar"):
        series = series[:1]
    return Chart(
        kind=kind,
        categories=categories,
        series=series,
        alt=f"Diagram ({kind}): högst är {categories[-1]} med {10 + 3 * (count - 1)}, lägst Kategori 1 med 10.",
        source="Källa: exempel",
        x_title="Arbete" if kind == "scatter" else "",
        y_title="Effekt" if kind == "scatter" else "",
    )


def make_code(question: str = "kannedom", *, large: bool = False) -> QrCode:
    return QrCode(
        address=f"{ADDRESS}/{question.upper()}" if question else ADDRESS,
        code="K7M4RX",
        start="HTTPS://SYNLIGHET.EXAMPLE",
        invitation="Svara på telefonen",
        code_label="eller skriv koden",
        alt=f"QR-kod som leder till formuläret, frågan {question}",
        large=large,
    )


def make_question(title: str = "Hur väl känt är KI?", choices: tuple[str, ...] = ()) -> Slide:
    asked = QuestionBlock(question=title, prompt="Välj ett svar", help="Gå på känn.", choices=choices)
    return Slide(title=title, role=Role.QUESTION, kicker="Steg 4 av 9", areas=((asked,), (make_code(),)), notes=NOTES)


def make_slide(title: str, role: Role, *areas: tuple[Block, ...], **more: object) -> Slide:
    return Slide(title=title, role=role, areas=areas, kicker="Steg 1 av 9 · Bakgrund", notes=NOTES, **more)  # type: ignore[arg-type]


def make_slides() -> tuple[Slide, ...]:
    """Return a slide of every role and a block of every kind."""
    picture = Picture(
        data=draw_picture(), format="png", width=640, height=360, alt="En blå yta", credit="Foto: exempel"
    )
    table = Table(
        header=("När", "Vad", "Antal"),
        rows=(("2020", "Projektet börjar", "12"), ("2024", "Slutrapporten", "3")),
        alt="Två årtal",
        numeric=(False, False, True),
    )
    rich = TextBlock(
        paragraphs=(
            Paragraph(runs=(Run(text="Fet", bold=True), Run(text=" och "), Run(text="kursiv", italic=True))),
            Paragraph(runs=(Run(text="Länk", link="https://example.org/?a=1&b=2"),), bullet="bullet"),
            say("Under", level=1, bullet="bullet"),
            say("Första", bullet="number"),
            say("Andra", bullet="number"),
            Paragraph(runs=(Run(text="The Conversation", language="en"),)),
        )
    )
    return (
        Slide(title="9 steg", role=Role.TITLE, subtitle=("KI Nord", "14 september 2026"), kicker="KI", notes=NOTES),
        make_slide("Var med", Role.JOIN, (bullets("Inget konto"),), (make_code("", large=True),)),
        make_slide("Text", Role.CONTENT, (rich,)),
        make_slide("Två spalter", Role.TWO_COLUMNS, (bullets("Ett", "Två"),), (bullets("Tre", "Fyra"),)),
        make_slide("Tabell", Role.CONTENT, (table,)),
        make_slide("Citat", Role.QUOTE, (Quote(paragraphs=(say("KI ska synas."),), source="Strategi 2030"),)),
        make_slide("Bild", Role.PICTURE, (picture, bullets("Bildtext"))),
        make_slide("Prydnad", Role.PICTURE, (replace(picture, alt="", decorative=True),)),
        make_slide("Bara rubrik", Role.TITLE_ONLY),
        make_question(),
        make_question("Vilket är störst?", ("Tid", "Pengar", "Kunskap", "Språk", "Samordning", "Stöd", "Annat")),
        *(make_slide(f"Diagram {kind}", Role.CHART, (make_chart(kind),), insight=1) for kind in CHARTS),
        make_slide("Tack", Role.CLOSING, (bullets("Svara senast i dag"),)),
    )


CHARTS: tuple[ChartKind, ...] = ("column", "bar", "line", "stacked", "scatter")


def make_deck(*slides: Slide, language: str = "sv") -> Deck:
    """Return a deck in two sections, or in one where there is one slide."""
    slides = slides or make_slides()
    sections = (Section(name="Välkommen", slides=slides[:1]), Section(name="Bakgrund", slides=slides[1:]))
    return Deck(
        key="nord",
        title="9 steg – KI Nord",
        language=language,
        author="Exempeluniversitetet",
        footer="9 steg · KI Nord",
        date_text="14 september 2026",
        created="2026-09-14T00:00:00Z",
        sections=tuple(section for section in sections if section.slides),
    )


def fit(deck: Deck, template: Template | None = None) -> tuple[FittedDeck, tuple[Problem, ...]]:
    return fit_deck(deck, template or own_template(), load_texts(deck.language), "decks/sv.md")


def build_parts(deck: Deck, template: Template | None = None) -> dict[str, bytes]:
    template = template or own_template()
    return compose_parts(fit(deck, template)[0], template, draw_png)


def build(deck: Deck, path: Path, template: Template | None = None) -> Path:
    path.write_bytes(write_zip(build_parts(deck, template)))
    return path
