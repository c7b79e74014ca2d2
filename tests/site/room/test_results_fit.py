"""The longest texts and the most alternatives, on both sizes of projector: nothing runs out of the picture."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.site.room.test_room_browser import LARGE, OUTSIDE, SCREEN
from toolkit.model.figures import WordCount
from toolkit.model.question import Question
from toolkit.model.results import (
    Bar,
    Bars,
    Card,
    Cards,
    Dot,
    Dots,
    Portion,
    Portions,
    Rank,
    Ranks,
    Results,
    ScaleBars,
    Shown,
    Words,
)
from toolkit.model.spread import describe_spread
from toolkit.model.text import Text
from toolkit.resources import find_template_folder
from toolkit.site.pages import Pages
from toolkit.site.results_view import ResultsView, compose_body
from toolkit.texts import load_texts

TITLE = (
    "Vilka blir de tänkbara konsekvenserna om vi ligger kvar på dagens insatser gällande internationell "
    "aktivitetsnivå, och vad betyder det för er?"
)
LABELS = tuple(
    Text(sv=label)
    for label in (
        "Avdelningen för utbildnings- och forskarutbildningsstöd",
        "Internationella forskarkonferenser utanför Europa",
        "Webb",
        "Samverkan med hälso- och sjukvården i regionen",
        "Populärvetenskapliga evenemang",
        "Strategiska lärosätespartnerskap",
        "Alumner i världen",
        "EU",
        "Sociala medier",
        "Rekrytering av postdoktorer",
        "Sommarskolor",
        "Öppen vetenskap",
    )
)
SCALE = {point: (point * 7) % 13 for point in range(11)}
SHOWN: dict[str, Shown] = {
    "bars": Bars(
        several=True,
        bars=tuple(Bar(id=str(n), label=label, count=140 - n, share=1 - n / 140) for n, label in enumerate(LABELS)),
    ),
    "ranks": Ranks(
        last=12,
        ranks=tuple(Rank(id=str(n), label=label, mean=1 + n * 0.9, n=140, first=99) for n, label in enumerate(LABELS)),
    ),
    "points": Portions(
        total=100, portions=tuple(Portion(id=str(n), label=label, mean=30 - n) for n, label in enumerate(LABELS[:8]))
    ),
    "scale": ScaleBars(
        counts=tuple(SCALE.items()),
        low=Text(sv="Instämmer inte alls i påståendet"),
        high=Text(sv="Instämmer helt och hållet i påståendet"),
        spread=describe_spread(SCALE),
    ),
    "dots": Dots(
        grid=5,
        dots=tuple(
            Dot(id=str(n), label=label, effort=3 + n % 4 / 10, effect=4 - n % 3 / 10, n=9)
            for n, label in enumerate(LABELS)
        ),
    ),
    "dots in one corner": Dots(
        grid=5,
        dots=tuple(Dot(id=str(n), label=label, effort=5, effect=5, n=9) for n, label in enumerate(LABELS[:6])),
        unplaced=LABELS[6:9],
    ),
    "words": Words(words=tuple(WordCount(word=f"kvalitetsmedvetenhet {n}", count=200 - n) for n in range(150))),
    "one word": Words(words=(WordCount(word="Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen", count=1),)),
    "cards": Cards(
        cards=tuple(
            Card(number=n, text="Andra lärosäten tar platsen i de nätverk som räknas. " * (1 + n % 4), agreeing=n % 2)
            for n in range(20)
        )
    ),
    "a long card": Cards(cards=(Card(number=1, text="Ett långt svar med många ord i. " * 62, agreeing=3),)),
}


@pytest.mark.parametrize("size", [SCREEN, LARGE], ids=["1280×720", "1920×1080"])
def test_the_longest_texts_and_the_most_alternatives_stay_in_the_picture(
    open_phone: Callable[..., Any], size: dict[str, Any]
) -> None:
    pages, texts = Pages(find_template_folder("html")), load_texts("sv")
    question = Question(id="lang", kind="text", text=Text(sv=TITLE), step="x")
    screen = open_phone(**size)
    for name, shown in SHOWN.items():
        view = ResultsView(
            title=TITLE,
            kicker="Avdelningen för utbildnings- och forskarutbildningsstöd · Prioriterade insatsområden",
            state="shown",
            turnout="140 av 150 har svarat",
            join="synlighet.example · kod",
            code="RHH4MP",
            tone=1,
            body=compose_body(Results(question=question, responses=140, answered=140, shown=shown), texts),
        )
        page = pages.render("results.html", texts, styles=("results.css",), view=view, page_at=1, live="", control=None)
        screen.set_content(page.body.decode())
        assert screen.evaluate(OUTSIDE) == [], name
