"""A small programme with every kind of question, two groups, their links; and one call from outline to deck."""

from collections.abc import Mapping
from datetime import date

from toolkit.deck.compose.deck import compose_deck
from toolkit.deck.outline.parse import parse_outline
from toolkit.deck.outline.tailor import tailor_outline
from toolkit.deck.slides import Deck
from toolkit.errors import Problem
from toolkit.model.instrument import Instrument, compose_instrument
from toolkit.model.link import Links
from toolkit.model.programme import Area, Insight, Programme, Step
from toolkit.model.question import Audience, Choice, Question, Scale
from toolkit.model.results import Results
from toolkit.model.text import Text
from toolkit.model.workshop import Group, Workshop
from toolkit.texts import load_texts

FILE = "decks/outline.md"
PROGRAMME = Programme(
    id="prov",
    title=Text(sv="Nio steg", en="Nine steps"),
    organisation=Text(sv="Lärosätet", en="The University"),
    languages=("sv", "en"),
    base_url="https://synlighet.example",
    steps=(
        Step(id="bakgrund", number=1, title=Text(sv="Bakgrund", en="Background")),
        Step(id="insikter", number=2, title=Text(sv="Tre insikter", en="Three insights")),
    ),
    insights=(
        Insight(id="ledning", number=1, title=Text(sv="Ledning"), short=Text(sv="Ledning")),
        Insight(id="natverk", number=2, title=Text(sv="Nätverk"), short=Text(sv="Nätverk")),
    ),
    areas=(
        Area(id="alumni", title=Text(sv="Alumner", en="Alumni"), insight="natverk", kind="prioritised"),
        Area(id="webb", title=Text(sv="Webb", en="Website"), insight="ledning"),
    ),
    outlines={"sv": FILE},
    questions=(),
    groups="groups.csv",
    contact=Text(sv="Kansliet", en="The Office"),
)
CHOICES = tuple(
    Choice(id=name.lower(), code=code, text=Text(sv=name, en=name.upper()))
    for code, name in enumerate(("Webb", "Alumner", "Medier", "EU"), start=1)
)
BANK = (
    Question(id="fritt", kind="text", step="bakgrund", text=Text(sv="Vad gör ni?", en="What do you do?")),
    Question(id="ord", kind="words", step="bakgrund", text=Text(sv="Vilka tre ord?", en="Which three words?")),
    Question(id="val", kind="choice", step="bakgrund", text=Text(sv="Vilken?", en="Which?"), choices=CHOICES),
    Question(
        id="kryss",
        kind="choices",
        step="bakgrund",
        text=Text(sv="Vilka?", en="Which ones?"),
        choices=CHOICES,
        max_choices=2,
    ),
    Question(
        id="skala",
        kind="scale",
        step="bakgrund",
        text=Text(sv="Hur känt är KI?", en="How well known is KI?"),
        help=Text(sv="Gå på känn.", en="Trust your impression."),
        scale=Scale(points=7, low=Text(sv="Okänt", en="Unknown"), high=Text(sv="Välkänt", en="Well known")),
    ),
    Question(id="rang", kind="ranking", step="bakgrund", text=Text(sv="Rangordna", en="Rank"), choices=CHOICES),
    Question(
        id="poang",
        kind="points",
        step="bakgrund",
        insight="natverk",
        text=Text(sv="Fördela poängen", en="Spread the points"),
        help=Text(sv="Summan ska bli 100.", en="The sum must be 100."),
        choices=CHOICES,
    ),
    Question(id="matris", kind="quadrant", step="bakgrund", text=Text(sv="Placera", en="Place"), choices=CHOICES),
    Question(
        id="stod",
        kind="text",
        step="bakgrund",
        text=Text(sv="Vilket stöd?", en="What support?"),
        audience=Audience(kinds=("administration",)),
    ),
)
NORTH = Workshop(
    id="nord",
    group=Group(id="nord", name="KI Nord", kind="dean-group", areas=("alumni",), extra={"count": "12", "note": "Hej"}),
    language="sv",
    date=date(2026, 9, 14),
    place="Sal 1",
    facilitators=("Kansliet", "Avdelningen"),
    expected=14,
)
OFFICE = Workshop(
    id="stab",
    group=Group(id="stab", name="The Office", kind="administration", extra={"count": "3", "note": "Hi"}),
    language="en",
)


def make_links(instrument: Instrument) -> Links:
    """Make the links of a workshop as the sheet room writes them."""
    address = "HTTPS://SYNLIGHET.EXAMPLE/R/ABCDEFGHIJKLMNOP"
    ids = [question.id for question in instrument.questions]
    return Links(
        address=address,
        code="K7M3XR",
        start="HTTPS://SYNLIGHET.EXAMPLE",
        questions={key: f"{address}/{key.upper()}" for key in ids},
        results={key: f"{address}/RESULTS/{key.upper()}" for key in ids},
    )


def make_deck(
    source: str,
    workshop: Workshop = NORTH,
    files: Mapping[str, bytes] | None = None,
    file: str = FILE,
    results: Mapping[str, Results] | None = None,
) -> tuple[Deck, tuple[Problem, ...]]:
    """Go from an outline's source to a workshop's deck."""
    tailored = tailor_outline(source, programme=PROGRAMME, workshop=workshop, file=file)
    instrument = compose_instrument(PROGRAMME.id, workshop, BANK)
    return compose_deck(
        parse_outline(tailored.text, file=file, lines=tailored.lines),
        programme=PROGRAMME,
        workshop=workshop,
        instrument=instrument,
        bank=BANK,
        links=make_links(instrument),
        texts=load_texts(workshop.language),
        read_file=(files or {}).get,
        results=results,
    )
