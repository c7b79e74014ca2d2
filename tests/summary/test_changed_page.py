"""A group met again: every figure of what has changed once more from raw answers, and recomputed by LibreOffice."""

import statistics
from collections.abc import Callable
from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator

from tests.summary.coded import analyse
from tests.summary.conftest import WRITTEN_ON, Raw, list_table, read_formulas
from tests.summary.test_workbook import recalculate
from toolkit.commands.new import make_programme
from toolkit.commands.plan import Plan, read_plan
from toolkit.summary.workbook import write_workbook
from toolkit.texts import load_texts

GROUPS = """group,name,kind,language,date,place,facilitators,expected,areas,workshop,wave
nord,KI Nord,dean-group,sv,2027-02-03,,,14,alumni,,
nord,KI Nord,dean-group,sv,2028-02-03,,,14,alumni,nord-28,
solna,KI Solna,dean-group,sv,2027-02-10,,,16,media,,före
solna,KI Solna,dean-group,sv,2027-03-10,,,16,media,solna-2,efter
syd,KI Syd,dean-group,sv,2027-02-12,,,16,media,,
"""
LEVELS = {"nord": 2, "nord-28": 6, "solna": 3, "solna-2": 4, "syd": 5}
SIZES = {"nord": 9, "nord-28": 11, "solna": 8, "solna-2": 7, "syd": 10}
NAMES = {"nord": "KI Nord", "nord-28": "KI Nord", "solna": "KI Solna", "solna-2": "KI Solna", "syd": "KI Syd"}


def answer(workshop: str, n: int) -> Raw:
    level = LEVELS[workshop]
    values: dict[str, str | int] = {
        "kannedom": min(7, level + n % 2),
        "sannolikt": "okar" if n % level else "minskar",
        "vision": "Fler alumner." if n < level else "Bättre webb.",
        "poang.webb": 10 * level,
        "poang.eu": 100 - 10 * level,
    }
    return Raw(
        workshop=workshop, group=NAMES[workshop], id=f"{workshop}-{n}", channel="web", language="sv", values=values
    )


RAW = tuple(answer(workshop, n) for workshop, size in SIZES.items() for n in range(size))


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    folder = tmp_path_factory.mktemp("waves") / "ki"
    make_programme(folder)
    (folder / "groups.csv").write_text(GROUPS, encoding="utf-8")
    return read_plan(folder)


@pytest.fixture(scope="module")
def book(plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("waves-book") / "summary.xlsx"
    analysis = analyse(plan, RAW)
    write_workbook(analysis.working.summary, plan.programme, load_texts("sv"), path, WRITTEN_ON, analysis=analysis)
    return path


def values_of(question: str, choice: str, workshops: tuple[str, ...]) -> list[float]:
    own = [one.values for one in RAW if one.workshop in workshops]
    match question:
        case "kannedom":
            return [float(values["kannedom"]) for values in own]
        case "sannolikt":
            return [float(values["sannolikt"] == choice) for values in own]
        case _:
            return [float(values.get(f"poang.{choice}", 0)) for values in own]


@pytest.mark.parametrize(
    ("name", "later", "earlier"),
    [
        ("KI Nord, 2027 → 2028", ("nord-28",), ("nord",)),
        ("KI Solna, före → efter", ("solna-2",), ("solna",)),
        ("Alla som har träffats igen, 2027–före → 2028–efter", ("nord-28", "solna-2"), ("nord", "solna")),
    ],
)
def test_every_change_is_what_the_raw_answers_give(
    book: Path, plan: Plan, name: str, later: tuple[str, ...], earlier: tuple[str, ...]
) -> None:
    rows = [row for row in list_table(book, "Ändringar") if row["Grupp"] == name]
    labels = {choice.text.sv: choice.id for question in plan.bank for choice in question.choices}
    checked = 0
    for row in rows:
        if row["Fråga"] not in ("kannedom", "sannolikt", "poang"):
            continue
        choice = labels.get(str(row["Alternativ"]).removesuffix(": poäng i medeltal"), "")
        now, then = (values_of(row["Fråga"], choice, workshops) for workshops in (later, earlier))
        figures = [value for value in row.values() if isinstance(value, int | float)][:5]
        means = statistics.fmean(now), statistics.fmean(then)
        assert figures == pytest.approx([len(now), means[0], len(then), means[1], means[0] - means[1]]), row
        checked += 1
    assert checked == 1 + 3 + 6, [row["Grupp"] for row in list_table(book, "Ändringar")]


def test_libreoffice_computes_the_changes_to_the_values_that_are_stored(book: Path, tmp_path: Path) -> None:
    stored, computed = read_formulas(book), read_formulas(recalculate(book, tmp_path))
    changes = {place for place in stored if place[0] == "Vad som har ändrats"}
    assert len(changes) > 100
    for place, (formula, value) in stored.items():
        again = computed[place][1]
        same = value == again or (value and again and float(value) == pytest.approx(float(again), abs=1e-9))
        assert same, (place, formula, value, again)


def test_two_validators_find_no_fault(book: Path, sdk_validate: Callable[[Path], list[str]]) -> None:
    assert sdk_validate(book) == []
    assert [str(error) for error in OpenXmlValidator().validate(book).errors] == []


def test_what_has_changed_is_said_in_words_first(book: Path) -> None:
    import openpyxl

    with pytest.warns(UserWarning, match="extension is not supported"):
        sheet = openpyxl.load_workbook(book, data_only=True)["Vad som har ändrats"]
    said = [str(cell.value) for row in sheet.iter_rows(max_row=14) for cell in row if cell.value]
    assert any("KI Nord" in text and "2028" in text and "2027" in text for text in said)
