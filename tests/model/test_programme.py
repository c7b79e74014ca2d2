"""A programme finds its steps, insights and areas by id."""

from toolkit.model.programme import Area, Insight, Programme, Step
from toolkit.model.text import Text

PROGRAMME = Programme(
    id="p",
    title=Text(en="P"),
    organisation=Text(en="O"),
    languages=("en",),
    base_url="https://p.example",
    steps=(Step(id="start", number=1, title=Text(en="Start")),),
    insights=(Insight(id="net", number=1, title=Text(en="Net"), short=Text(en="N")),),
    areas=(Area(id="web", title=Text(en="Web"), insight="net"),),
    outlines={"en": "en.md"},
    questions=("q.toml",),
    groups="groups.csv",
)


def test_parts_are_found_by_id() -> None:
    assert PROGRAMME.step("start") is PROGRAMME.steps[0]
    assert PROGRAMME.insight("net") is PROGRAMME.insights[0]
    assert PROGRAMME.area("web") is PROGRAMME.areas[0]


def test_a_part_that_is_not_there_is_none() -> None:
    assert PROGRAMME.step("x") is PROGRAMME.insight("x") is PROGRAMME.area("x") is None
