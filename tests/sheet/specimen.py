"""A small programme with a question of every kind, in both languages, for the tests of this room. Pure."""

import datetime
from dataclasses import replace

from toolkit.model.instrument import Instrument, compose_instrument
from toolkit.model.link import Links
from toolkit.model.programme import Programme, Step
from toolkit.model.question import Choice, Question, Scale
from toolkit.model.text import Text
from toolkit.model.workshop import Group, Workshop
from toolkit.sheet.links import compose_links

SECRET = b"0123456789abcdef0123456789abcdef"

PROGRAMME = Programme(
    id="synlighet",
    title=Text(sv="9 steg mot ökad internationell synlighet", en="Nine steps to greater international visibility"),
    organisation=Text(sv="Exempeluniversitetet", en="Example University"),
    languages=("sv", "en"),
    base_url="https://synlighet.example",
    steps=(
        Step(id="kannedom", number=1, title=Text(sv="Vår bild av kännedomen", en="How well known we are")),
        Step(id="insatser", number=2, title=Text(sv="Prioriterade insatsområden", en="Priority areas")),
    ),
    insights=(),
    areas=(),
    outlines={},
    questions=(),
    groups="groups.csv",
    contact=Text(sv="Internationella kansliet", en="The International Office"),
)


def _choices(*pairs: tuple[str, str, str]) -> tuple[Choice, ...]:
    return tuple(
        Choice(id=name, code=code, text=Text(sv=sv, en=en)) for code, (name, sv, en) in enumerate(pairs, start=1)
    )


AREAS = _choices(
    ("webb", "Webbplatsen", "The website"),
    ("alumni", "Alumner", "Alumni"),
    ("media", "Internationella medier", "International media"),
)
OUTLOOKS = _choices(
    ("minskar", "Den minskar, trots allt", "It decreases, after all"),
    ("okar", "Den ökar", "It increases"),
    ("vet-ej", "Vet ej", "Do not know"),
)

BANK = (
    Question(
        id="kannedom",
        kind="scale",
        step="kannedom",
        text=Text(sv="Hur väl känt är universitetet?", en="How well known is the university?"),
        help=Text(sv="Det finns inget rätt svar.", en="There is no right answer."),
        scale=Scale(points=7, low=Text(sv="Okänt", en="Unknown"), high=Text(sv="Välkänt", en="Well known")),
    ),
    Question(
        id="bilden",
        kind="words",
        step="kannedom",
        text=Text(sv="Vilka tre ord beskriver bilden?", en="Which three words describe the image?"),
        max_words=3,
        max_length=40,
    ),
    Question(
        id="utsikt",
        kind="choice",
        step="kannedom",
        text=Text(sv="Vad händer med synligheten?", en="What happens to the visibility?"),
        choices=OUTLOOKS,
    ),
    Question(
        id="hinder",
        kind="choices",
        step="insatser",
        text=Text(sv="Vad står i vägen?", en="What stands in the way?"),
        choices=AREAS,
        max_choices=2,
    ),
    Question(
        id="rang",
        kind="ranking",
        step="insatser",
        text=Text(sv="Rangordna områdena", en="Rank the areas"),
        choices=AREAS,
    ),
    Question(
        id="poang",
        kind="points",
        step="insatser",
        text=Text(sv="Fördela 100 poäng", en="Spread 100 points"),
        choices=AREAS,
    ),
    Question(
        id="matris",
        kind="quadrant",
        step="insatser",
        text=Text(sv="Hur stort arbete, hur stor effekt?", en="How much effort, how much effect?"),
        choices=AREAS,
    ),
    Question(
        id="fritt",
        kind="text",
        step="insatser",
        text=Text(sv="Vad gör ni idag?", en="What are you doing today?"),
        max_length=1000,
    ),
)

GROUP = Group(id="nord", name="KI Nord", kind="dean-group")
WORKSHOP = Workshop(
    id="nord",
    group=GROUP,
    language="sv",
    date=datetime.date(2026, 9, 14),
    place="Aula Exempel",
    expected=12,
)
INSTRUMENT = compose_instrument(PROGRAMME.id, WORKSHOP, BANK)


def compose_specimen_links(workshop: Workshop = WORKSHOP, instrument: Instrument = INSTRUMENT) -> Links:
    """Return the links of one workshop."""
    return compose_links(PROGRAMME, (workshop,), {workshop.id: instrument}, SECRET)[workshop.id]


def rename_group(name: str) -> Workshop:
    """Return the workshop with its group called something else."""
    return replace(WORKSHOP, group=replace(GROUP, name=name))
