"""Raw answers of a whole programme, and the workbook made of them in both languages: the tests count for themselves."""

import datetime
import random
import warnings
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from lxml import etree

from toolkit.commands.new import make_programme
from toolkit.commands.plan import Plan, read_plan
from toolkit.model.analysis import Analysis
from toolkit.model.plain_text import digest_text, tidy_text
from toolkit.model.publication import Decision
from toolkit.model.response import Answer, Response
from toolkit.model.tally import Summary, tally_responses
from toolkit.summary.workbook import write_workbook
from toolkit.texts import load_texts

WRITTEN_ON = datetime.date(2027, 5, 3)
SEED = 20270503
DANGEROUS = ('=HYPERLINK("http://ond.example";"Klicka")', "+46 8 524 800 00", "-1+1", "@SUM(A1:A9)", "\t=1+1", "=1+1")
PLAIN = ("Fler alumner i våra nätverk.", "Åka till Bryssel – i höst!", "Två rader\nsom hör ihop 🎓")
SPARE = 0.8
"""How large a part of those who returned a sheet answers each question."""


@dataclass(frozen=True, kw_only=True)
class Raw:
    """One returned sheet as its writer would tell of it: item → value; nothing of the program's counting."""

    workshop: str
    group: str
    id: str
    channel: str
    language: str
    values: dict[str, str | int]


@dataclass(frozen=True)
class Specimen:
    """The plan, the raw answers, what the program made of them, and its workbook by language."""

    plan: Plan
    raw: tuple[Raw, ...]
    summary: Summary
    analysis: Analysis
    books: dict[str, Path]


def answer_question(draw: random.Random, question: Any) -> dict[str, str | int]:
    """Fill one question in as a participant might."""
    ids = [choice.id for choice in question.choices]
    match question.kind:
        case "text":
            return {
                question.id: draw.choice((*DANGEROUS, "Fler alumner i våra nätverk.", "Åka till Bryssel – i höst!"))
            }
        case "words":
            words = draw.sample(("Nobel", "nobel", "NOBEL", "Kvalitet", "Okänt", "=Hemligt"), question.max_words)
            return {f"{question.id}.{n}": word for n, word in enumerate(words, 1)}
        case "choice":
            return {question.id: draw.choice(ids)}
        case "choices":
            ticked = draw.sample(ids, draw.randint(1, question.max_choices or len(ids)))
            return {f"{question.id}.{name}": int(name in ticked) for name in ids}
        case "scale":
            return {question.id: draw.randint(question.scale.low_value, question.scale.high_value)}
        case "ranking":
            return {f"{question.id}.{name}": rank for rank, name in enumerate(draw.sample(ids, len(ids)), 1)}
        case "points":
            cuts = sorted(draw.randint(0, question.total) for _ in ids[1:])
            parts = [high - low for low, high in zip([0, *cuts], [*cuts, question.total], strict=True)]
            return {f"{question.id}.{name}": part for name, part in zip(ids, parts, strict=True) if part}
        case _:
            return {f"{question.id}.{name}.{axis}": draw.randint(1, 5) for name in ids for axis in ("effort", "effect")}


def answer_all(plan: Plan, seed: int = SEED, most: int = 14) -> tuple[Raw, ...]:
    """Return a programme's worth of raw answers, the same ones every time."""
    draw = random.Random(seed)  # noqa: S311  example answers, no secret
    raw = []
    for workshop in plan.workshops:
        for number in range(1, draw.randint(5, most) + 1):
            values: dict[str, str | int] = {}
            for question in plan.instruments[workshop.id].questions:
                if draw.random() < SPARE:
                    values |= answer_question(draw, question)
            raw.append(
                Raw(
                    workshop=workshop.id,
                    group=workshop.group.name,
                    id=f"svar-{number}",
                    channel=draw.choice(("xlsx", "csv", "paper", "web")),
                    language=draw.choice(("sv", "en")),
                    values=values,
                )
            )
    return tuple(raw)


def count(plan: Plan, raw: tuple[Raw, ...]) -> Summary:
    """Hand raw answers to the program's own counting."""
    responses = [
        Response(
            id=one.id,
            workshop=one.workshop,
            instrument=plan.instruments[one.workshop].version if one.workshop in plan.instruments else "",
            channel=one.channel,  # type: ignore[arg-type]  # drawn from the four there are
            language=one.language,
            label="",
            submitted="2027-02-03T10:20",
            answers=tuple(Answer(item=item, value=value) for item, value in one.values.items()),
        )
        for one in raw
    ]
    return tally_responses(plan.programme, plan.workshops, plan.instruments, responses)


@pytest.fixture(scope="session")
def ki_plan(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    """The KI programme, read from a fresh folder."""
    folder = tmp_path_factory.mktemp("summary") / "ki"
    make_programme(folder)
    return read_plan(folder)


@pytest.fixture(scope="session")
def specimen(ki_plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> Specimen:
    """Answers from every workshop, summed up in Swedish and in English."""
    from tests.summary.coded import analyse

    raw = answer_all(ki_plan)
    summary, analysis = count(ki_plan, raw), analyse(ki_plan, raw, decide(raw))
    folder = tmp_path_factory.mktemp("books")
    books = {language: folder / f"summary-{language}.xlsx" for language in ("sv", "en")}
    for language, path in books.items():
        write_workbook(summary, ki_plan.programme, load_texts(language), path, WRITTEN_ON, analysis=analysis)
    return Specimen(ki_plan, raw, summary, analysis, books)


def decide(raw: tuple[Raw, ...]) -> tuple[Decision, ...]:
    """Mark what every third response says of the vision and of next steps as quotable."""
    return tuple(
        Decision(
            workshop=one.workshop,
            response=one.id,
            item=item,
            digest=digest_text(tidy_text(str(one.values[item]))),
            quotable=True,
        )
        for one in raw[::3]
        for item in ("vision", "nasta-steg")
        if item in one.values
    )


Table = dict[str, dict[str, Any]]


@cache
def open_book(path: Path) -> openpyxl.Workbook:
    """Open a workbook with its stored values."""
    with warnings.catch_warnings():
        # openpyxl reads data bars' older form only and says so of the newer one, which Excel shows.
        warnings.filterwarnings("ignore", ".*extension is not supported", UserWarning)
        return openpyxl.load_workbook(path, data_only=True)


@pytest.fixture(scope="session")
def tables() -> Callable[[Path], dict[str, Table]]:
    """Read every table of a workbook with its stored values: table → name of the row → header → value."""

    def read(path: Path) -> dict[str, Table]:
        book = open_book(path)
        found: dict[str, Table] = {}
        for sheet in book:
            for name, place in sheet.tables.items():
                header, *rows = [[cell.value for cell in row] for row in sheet[place]]
                found[name] = {str(row[0]): dict(zip(map(str, header), row, strict=True)) for row in rows}
        return found

    return read


def list_table(path: Path, table: str) -> list[dict[str, Any]]:
    """Return a table's rows in their order, by header."""
    book = open_book(path)
    sheet = next(sheet for sheet in book if table in sheet.tables)
    header, *rows = [[cell.value for cell in row] for row in sheet[sheet.tables[table].ref]]
    return [dict(zip(map(str, header), row, strict=True)) for row in rows]


def read_formulas(path: Path) -> dict[tuple[str, str], tuple[str, str]]:
    """Map (worksheet, cell) → (formula, stored value as text) straight from the XML, as any reader would find them."""
    names = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    found = {}
    with zipfile.ZipFile(path) as package:
        book = etree.fromstring(package.read("xl/workbook.xml"))
        for number, sheet in enumerate(book.iterfind("m:sheets/m:sheet", names), 1):
            root = etree.fromstring(package.read(f"xl/worksheets/sheet{number}.xml"))
            for cell in root.iterfind("m:sheetData/m:row/m:c[m:f]", names):
                value = cell.findtext("m:v", "", names)
                found[str(sheet.get("name")), str(cell.get("r"))] = (str(cell.findtext("m:f", "", names)), value)
    return found
