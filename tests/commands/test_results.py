import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from toolkit.commands.demo_answers import compose_responses, read_answer_pool
from toolkit.commands.plan import read_plan
from toolkit.commands.results import compose_all_results
from toolkit.model.change import Handed
from toolkit.model.response import Answer, Response
from toolkit.model.results import Words
from toolkit.store.store import open_store


def answer(folder: Path, workshop: str, count: int) -> None:
    """Put so many answers to one scale question into the programme's own store."""
    handed = [
        Handed(
            response=Response(
                id=f"exempel-{n}",
                workshop=workshop,
                instrument="0",
                channel="csv",
                language="sv",
                answers=(Answer(item="kannedom", value=n % 7 + 1),),
            ),
            covers=frozenset({"kannedom"}),
        )
        for n in range(count)
    ]
    with open_store(folder / "responses" / "responses.sqlite3") as store:
        store.take(handed, file=f"{workshop}.csv", sha256=f"{workshop:0<64}", taken_at="2027-02-03T10:00")


def count_charts(deck: Path) -> int:
    with zipfile.ZipFile(deck) as package:
        return sum(name.startswith("ppt/charts/chart") for name in package.namelist())


def test_build_with_results_puts_the_answers_into_that_workshop_s_deck_only(
    programme: Path, run: Callable[..., Any]
) -> None:
    before = run("-C", programme, "build", "--workshop", "nord", "--workshop", "syd", "--jobs", "2")
    assert before.code == 0
    decks = [programme / "out" / name / f"{name}-deck-sv.pptx" for name in ("nord", "syd")]
    without = [count_charts(deck) for deck in decks]
    answer(programme, "nord", 6)
    done = run("-C", programme, "build", "--results", "--workshop", "nord", "--workshop", "syd", "--jobs", "2")
    assert done.code == 0
    assert [count_charts(deck) for deck in decks] == [without[0] + 1, without[1]]
    assert "KI Syd: the results of 'kannedom' are not in the slide: 0 answered" in done.err
    assert "KI Nord: the results of 'kannedom'" not in done.err


def test_a_workshop_s_results_that_would_tell_of_a_few_others_of_its_group_are_left_out(
    programme: Path, run: Callable[..., Any]
) -> None:
    """KI Solna meets twice: twelve and three are fifteen, and whoever knows fifteen and twelve knows the three."""
    answer(programme, "solna", 12)
    answer(programme, "solna-en", 3)
    answer(programme, "nord", 6)
    results = compose_all_results(read_plan(programme), None)
    assert "kannedom" not in results["solna"]
    assert "kannedom" in results["nord"]
    said = run("-C", programme, "build", "--results", "--workshop", "solna").err
    assert "KI Solna: the results of 'kannedom' are not in the slide: they would tell of fewer than 5" in said


def test_a_word_that_may_tell_who_somebody_is_is_in_no_deck(programme: Path) -> None:
    words = ("Nobel", "exa.exempel@example.org", "Nobel", "Kvalitet", "Nobel")
    handed = [
        Handed(
            response=Response(
                id=f"ord-{n}",
                workshop="nord",
                instrument="0",
                channel="csv",
                language="sv",
                answers=(Answer(item="bilden.1", value=word),),
            ),
            covers=frozenset({"bilden.1"}),
        )
        for n, word in enumerate(words)
    ]
    with open_store(programme / "responses" / "responses.sqlite3") as store:
        store.take(handed, file="ord.csv", sha256="2" * 64, taken_at="2027-02-03T10:00")
    shown = compose_all_results(read_plan(programme), None)["nord"]["bilden"].shown
    assert isinstance(shown, Words)
    assert [word.word for word in shown.words] == ["Nobel", "Kvalitet"]


def test_build_without_results_makes_no_store(programme: Path, run: Callable[..., Any]) -> None:
    assert run("-C", programme, "build", "--workshop", "nord").code == 0
    assert not (programme / "responses" / "responses.sqlite3").exists()


def test_a_deck_with_every_kind_of_answers_is_valid(
    programme: Path, run: Callable[..., Any], sdk_validate: Callable[[Path], list[str]]
) -> None:
    kinds = ("kannedom", "bilden", "minskar", "sannolikt", "hinder", "poang", "matris", "arenarang")
    slides = "".join(f"\n## Så svarade vi: {name}\n\n::: results {name}\n:::\n" for name in kinds)
    outline = programme / "decks" / "sv.md"
    outline.write_text(outline.read_text("utf-8") + slides, "utf-8")
    plan = read_plan(programme)
    nord = next(workshop for workshop in plan.workshops if workshop.id == "nord")
    instrument = plan.instruments["nord"]
    responses = compose_responses(nord, instrument, read_answer_pool(), 9)
    handed = [Handed(response=one, covers=frozenset(item.name for item in instrument.items)) for one in responses]
    with open_store(programme / "responses" / "responses.sqlite3") as store:
        store.take(handed, file="exempel.csv", sha256="1" * 64, taken_at="2027-02-03T10:00")
    assert run("-C", programme, "build", "--results", "--workshop", "nord").code == 0
    deck = programme / "out" / "nord" / "nord-deck-sv.pptx"
    assert sdk_validate(deck) == []
    with zipfile.ZipFile(deck) as package:
        charts = [package.read(name).decode() for name in package.namelist() if name.startswith("ppt/charts/chart")]
    (field,) = [chart for chart in charts if "scatterChart" in chart]
    assert field.count('<c:max val="5"/><c:min val="1"/>') == 2
    assert "Webbplatsen ki.se" in field
