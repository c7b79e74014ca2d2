"""Every figure of the workbook, counted once more from the raw answers with nothing but the standard library."""

import statistics
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from tests.summary.conftest import Raw, Specimen, Table, open_book
from toolkit.model.question import Question

Tables = Callable[[Path], dict[str, Table]]


def list_scopes(specimen: Specimen, question: Question) -> dict[str, list[Raw]]:
    """Column of the workbook → the raw answers it is about: all who were asked, and each group of them."""
    asked = {name for name, form in specimen.plan.instruments.items() if question in form.questions}
    raw = [one for one in specimen.raw if one.workshop in asked]
    scopes = {"Alla": raw}
    for one in raw:
        scopes.setdefault(one.group, []).append(one)
    return scopes


def values_of(one: Raw, question: Question) -> dict[str, str | int]:
    """What a raw response says of a question, by the rest of the item's name; ticks that were not made are no value."""
    said = {}
    for item, value in one.values.items():
        name, _, rest = item.partition(".")
        if name == question.id and not (question.kind == "choices" and value == 0):
            said[rest] = value
    return said


def answers_to(raw: Iterable[Raw], question: Question) -> list[dict[str, str | int]]:
    return [said for one in raw if (said := values_of(one, question))]


def expect_scale(question: Question, said: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    values = [one[""] for one in said]
    scale = question.scale
    assert scale
    counts = Counter(values)
    points = range(scale.low_value, scale.high_value + 1)
    labels = {point: str(point) for point in points}
    labels[points[0]] = f"{points[0]} – {scale.low.say('sv')}"
    labels[points[-1]] = f"{points[-1]} – {scale.high.say('sv')}"
    low, _, high = statistics.quantiles(values, n=4, method="inclusive")
    return {
        "stat": {
            "Medelvärde": statistics.fmean(values),
            "Median": statistics.median(values),
            "Standardavvikelse": statistics.stdev(values),
            "Undre kvartil": low,
            "Övre kvartil": high,
        },
        "count": {labels[point]: counts[point] for point in points},
        "share": {labels[point]: counts[point] / len(said) for point in points},
    }


def expect_choices(question: Question, said: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    chosen = (
        Counter(one[""] for one in said) if question.kind == "choice" else Counter(key for one in said for key in one)
    )
    counts = {choice.text.say("sv"): chosen[choice.id] for choice in question.choices}
    return {"count": counts, "share": {name: number / len(said) for name, number in counts.items()}}


def expect_points(question: Question, said: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    given = {choice.text.say("sv"): [one.get(choice.id, 0) for one in said] for choice in question.choices}
    return {
        "points": {name: statistics.fmean(values) for name, values in given.items()},
        "spread": {name: statistics.stdev(values) for name, values in given.items()},
    }


def expect_ranking(question: Question, said: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    ranks = {c.text.say("sv"): [one[c.id] for one in said if c.id in one] for c in question.choices}
    return {
        "rank": {name: statistics.fmean(values) for name, values in ranks.items()},
        "first": {name: values.count(1) for name, values in ranks.items()},
        "ranked": {name: len(values) for name, values in ranks.items()},
    }


def expect_quadrant(question: Question, said: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    def means(axis: str) -> dict[str, float]:
        return {c.text.say("sv"): statistics.fmean(one[f"{c.id}.{axis}"] for one in said) for c in question.choices}

    placed = {choice.text.say("sv"): len(said) for choice in question.choices}
    return {"effort": means("effort"), "effect": means("effect"), "placed": placed}


def expect_words(_question: Question, said: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    folded = Counter(str(word).casefold() for one in said for word in one.values())
    return {"words": dict(folded)}


EXPECT = {
    "scale": expect_scale,
    "choice": expect_choices,
    "choices": expect_choices,
    "points": expect_points,
    "ranking": expect_ranking,
    "quadrant": expect_quadrant,
    "words": expect_words,
}


@pytest.mark.parametrize("kind", sorted(EXPECT))
def test_every_figure_of_a_question_is_what_its_raw_answers_give(specimen: Specimen, tables: Tables, kind: str) -> None:
    found = tables(specimen.books["sv"])
    questions = [tally.question for tally in specimen.summary.questions if tally.question.kind == kind]
    assert questions
    for question in questions:
        for column, raw in list_scopes(specimen, question).items():
            expected = EXPECT[kind](question, answers_to(raw, question))
            for name, rows in expected.items():
                table = found[f"{name}_{question.id.replace('-', '_')}"]
                got = {row.casefold() if kind == "words" else row: cells[column] for row, cells in table.items()}
                # A word that nobody of the group wrote has its row all the same, with 0.
                assert got == pytest.approx({row: rows.get(row, 0) for row in got}), (question.id, name, column)
                assert kind == "words" or set(got) == set(rows)


def test_who_answered_each_question_is_counted_in_all_and_by_group(specimen: Specimen, tables: Tables) -> None:
    found = tables(specimen.books["sv"])
    closed = [tally.question for tally in specimen.summary.questions if tally.question.kind != "text"]
    for question in closed:
        table = found[f"n_{question.id.replace('-', '_')}"]
        for column, raw in list_scopes(specimen, question).items():
            answered = len(answers_to(raw, question))
            assert table["Svarande i allt"][column] == len(raw)
            assert table["Besvarade frågan (n)"][column] == answered
            assert table["Andel som besvarade"][column] == pytest.approx(answered / len(raw))


def test_the_overview_counts_workshops_groups_languages_and_channels(specimen: Specimen, tables: Tables) -> None:
    found = tables(specimen.books["sv"])
    by_group = Counter(one.group for one in specimen.raw)
    expected = Counter[str]()
    for workshop in specimen.plan.workshops:
        expected[workshop.group.name] += workshop.expected or 0
    for group, row in found["Grupper"].items():
        assert row["Svarande"] == by_group[group]
        assert row["Väntade"] == expected[group]
        assert row["Svarsfrekvens"] == pytest.approx(by_group[group] / expected[group])
    total = len(specimen.raw)
    languages = Counter({"sv": "svenska", "en": "engelska"}[one.language] for one in specimen.raw)
    assert {name: row["Svarande"] for name, row in found["Per_språk"].items()} == languages
    assert {name: row["Andel"] for name, row in found["Per_språk"].items()} == pytest.approx(
        {name: number / total for name, number in languages.items()}
    )
    said = {"xlsx": "Excel", "csv": "CSV", "paper": "papper", "web": "webb"}
    channels = Counter(said[one.channel] for one in specimen.raw)
    assert {name: row["Svarande"] for name, row in found["Per_kanal"].items()} == channels


def test_each_workshop_has_its_responses_and_its_rate(specimen: Specimen, tables: Tables) -> None:
    rows = tables(specimen.books["sv"])["Metod_workshoppar"]
    returned = Counter(one.workshop for one in specimen.raw)
    for workshop in specimen.plan.workshops:
        assert rows[workshop.id]["Svarande"] == returned[workshop.id]
        assert rows[workshop.id]["Formulär"] == specimen.plan.instruments[workshop.id].version
        assert rows[workshop.id]["Frågor"] == len(specimen.plan.instruments[workshop.id].questions)


def test_the_method_page_says_how_many_answered_each_question_where(specimen: Specimen, tables: Tables) -> None:
    rows = tables(specimen.books["sv"])["Metod_frågor"]
    for tally in specimen.summary.questions:
        question = tally.question
        raw = list_scopes(specimen, question)["Alla"]
        row = rows[question.id]
        assert row["Besvarade (n)"] == len(answers_to(raw, question))
        assert row["Ställdes till (svarande)"] == len(raw)
        assert row["Ställd vid workshoppar"] == len({response.workshop for response in raw})


def test_the_comparison_repeats_each_question_s_own_figures(specimen: Specimen, tables: Tables) -> None:
    found = tables(specimen.books["sv"])
    book = open_book(specimen.books["sv"])
    sheet = book["Jämförelse"]
    header, *rows = [[cell.value for cell in row] for row in sheet[sheet.tables["Jämförelse"].ref]]
    seen = 0
    for row in rows:
        said = dict(zip(header, row, strict=True))
        question = said["Fråga"].split(" ", 1)[1].replace("-", "_")
        if said["Mått"] == "Besvarade frågan (n)":
            table = found[f"n_{question}"]["Besvarade frågan (n)"]
        else:
            kinds = ("stat", "share", "points", "rank", "first", "effort", "effect")
            tables_of = [found[name] for kind in kinds if (name := f"{kind}_{question}") in found]
            table = next(t[said["Alternativ"]] for t in tables_of if is_shown(t, said))
        for group in header[3:]:
            if group in table:
                assert said[group] == pytest.approx(table[group]), (question, said["Alternativ"], group)
                seen += 1
    assert seen > 200


def is_shown(table: Table, said: dict[str, Any]) -> bool:
    """Tell whether a table is the one that a row of the comparison repeats: its first figures are the same."""
    row = table.get(said["Alternativ"])
    return row is not None and row["Alla"] == pytest.approx(said["Alla"])
