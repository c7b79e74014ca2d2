"""Themes in the workbook: every figure once more from raw answers, quotes only where marked, steps gathered once."""

import math
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.summary.coded import BOOK, WORDS, find_themes
from tests.summary.conftest import Raw, Specimen, Table, list_table
from toolkit.model.plain_text import tidy_text

Tables = Callable[[Path], dict[str, Table]]
NAMES = {theme.id: theme.name.sv for theme in BOOK.themes}


def find_shared(specimen: Specimen) -> set[str]:
    """The open questions that were asked at every workshop."""
    asked = [
        {question.id for question in form.questions if question.kind == "text"}
        for form in specimen.plan.instruments.values()
    ]
    return set.intersection(*asked)


def said_of(one: Raw, questions: set[str]) -> list[str]:
    return [str(value) for item, value in one.values.items() if item in questions]


def expect(specimen: Specimen, questions: set[str]) -> dict[tuple[str, str], tuple[int, int]]:
    """(theme, group's name) → how many bring it up, of how many who answered; each response counts once."""
    found: dict[tuple[str, str], tuple[int, int]] = {}
    for one in specimen.raw:
        texts = said_of(one, questions)
        if not texts:
            continue
        for theme in WORDS:
            for group in ("Alla", one.group):
                hits, base = found.get((theme, group), (0, 0))
                found[theme, group] = hits + any(theme in find_themes(text) for text in texts), base + 1
    return found


@pytest.mark.parametrize(("prefix", "own"), [("Teman", False), ("StegTeman", True)])
def test_every_share_count_and_base_is_what_the_raw_answers_give(
    specimen: Specimen, tables: Tables, prefix: str, own: bool
) -> None:
    found = tables(specimen.books["sv"])
    expected = expect(specimen, {"nasta-steg"} if own else find_shared(specimen))
    assert expected
    for (theme, group), (hits, base) in expected.items():
        assert found[f"{prefix}_Share"][NAMES[theme]][group] == pytest.approx(hits / base)
        assert found[f"{prefix}_Count"][NAMES[theme]][group] == hits
        assert found[f"{prefix}_n"]["Besvarade (n)"][group] == base


def test_the_limits_are_wilson_s(specimen: Specimen, tables: Tables) -> None:
    found = tables(specimen.books["sv"])
    for (theme, group), (hits, n) in expect(specimen, find_shared(specimen)).items():
        p, z = hits / n, 1.959963984540054
        middle, margin = p + z * z / (2 * n), z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
        low, high = (middle - margin) / (1 + z * z / n), (middle + margin) / (1 + z * z / n)
        assert found["Teman_Low"][NAMES[theme]][group] == pytest.approx(low if hits else 0, abs=1e-12)
        assert found["Teman_High"][NAMES[theme]][group] == pytest.approx(high if hits < n else 1, abs=1e-12)


def test_the_table_of_codes_leads_back_to_every_coded_answer(specimen: Specimen) -> None:
    rows = list_table(specimen.books["sv"], "Koder")
    texts = {item.name for form in specimen.plan.instruments.values() for item in form.items if item.kind == "text"}
    expected = sorted(
        (f"{one.workshop}/{one.id}", item, theme)
        for one in specimen.raw
        for item, value in one.values.items()
        if item in texts
        for theme in find_themes(value)
    )
    assert sorted((row["svarande"], row["fråga"], row["tema"]) for row in rows) == expected
    assert {row["kodat_av"] for row in rows} == {"en person", "programmet"}


def test_only_what_is_marked_is_quoted_and_what_is_personal_is_masked(specimen: Specimen) -> None:
    rows = list_table(specimen.books["sv"], "Citat")
    marked = {
        (f"{one.workshop}/{one.id}", item): tidy_text(str(one.values[item]))
        for one in specimen.raw[::3]
        for item in ("vision", "nasta-steg")
        if item in one.values
    }
    assert rows
    for row in rows:
        text = marked[row["Svarande"], row["Fråga"]]
        assert row["Citat"] == text or (text.startswith("+46") and row["Citat"].startswith("["))
        assert row["Tema"] in {*(NAMES[theme] for theme in find_themes(text)), "Inget tema"}
    assert {(row["Svarande"], row["Fråga"]) for row in rows} == set(marked)


def test_next_steps_stand_once_each_by_theme_what_most_ask_for_first(specimen: Specimen) -> None:
    rows = list_table(specimen.books["sv"], "NästaSteg")
    shown = [row["Tema"] for row in rows]
    assert sorted(shown, key=shown.index) == shown, "a theme's steps stand together"
    counts = [shown.count(theme) for theme in dict.fromkeys(shown) if theme != "Inget tema"]
    assert counts == sorted(counts, reverse=True)
    assert shown[-1] == "Inget tema"
    for row in rows:
        assert row["Tema"] in {*(NAMES[theme] for theme in find_themes(row["Nästa steg"])), "Inget tema"}
