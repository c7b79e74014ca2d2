import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from toolkit.model.change import Handed
from toolkit.model.response import Answer, Response
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
        store.take(handed, file="exempel.csv", sha256="0" * 64, taken_at="2027-02-03T10:00")


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


def test_build_without_results_makes_no_store(programme: Path, run: Callable[..., Any]) -> None:
    assert run("-C", programme, "build", "--workshop", "nord").code == 0
    assert not (programme / "responses" / "responses.sqlite3").exists()
