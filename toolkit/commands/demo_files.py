"""Example responses → files as people really send them in: moved columns, new headers, faults, corrections, odd CSV.

Every file is called exempel-… and lies under out/demo/, apart from the programme's own answers.
"""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from msgspec import structs

from toolkit.collect.tidy import compose_tidy_rows
from toolkit.commands.demo_answers import AnswerPool, compose_responses
from toolkit.commands.plan import Plan
from toolkit.files import Put
from toolkit.model.instrument import Instrument
from toolkit.model.link import Links
from toolkit.model.response import Answer, Channel, Response
from toolkit.model.sheet_format import LABEL_COLUMN, TICK
from toolkit.model.workshop import Workshop
from toolkit.sheet.columns import Column, Sheet, compose_sheet
from toolkit.sheet.xlsx import NO_DATE, to_xlsx
from toolkit.texts import Texts, load_texts

FOLDER = "demo"


@dataclass(frozen=True, kw_only=True)
class DemoFile:
    """A file as handed in. `copy` names another table's copy of a sheet; `story` says what is odd about it."""

    path: Path
    story: str
    copy: str = ""


def write_demo_files(
    plan: Plan, links: Mapping[str, Links], pool: AnswerPool, out: Path, put: Put
) -> tuple[DemoFile, ...]:
    """Write the example files of every workshop; the mess goes round, so that each kind of it occurs."""
    files: list[DemoFile] = []
    for index, workshop in enumerate(plan.workshops):
        responses = compose_responses(
            workshop, plan.instruments[workshop.id], pool, _choose_count(workshop), _CHANNELS[index % len(_CHANNELS)]
        )
        desk = _Desk(plan=plan, workshop=workshop, links=links[workshop.id], folder=out / FOLDER, put=put)
        files += _STORIES[index % len(_STORIES)](desk, responses)
    return tuple(files)


@dataclass(frozen=True, kw_only=True)
class _Desk:
    """Where one workshop's sheets are filled in."""

    plan: Plan
    workshop: Workshop
    links: Links
    folder: Path
    put: Put

    @property
    def texts(self) -> Texts:
        return load_texts(self.workshop.language)

    def write_sheet(self, name: str, responses: Sequence[Response], columns: Sequence[Column] = ()) -> Path:
        sheet = self.compose(responses)
        path = self.folder / f"{name}.xlsx"
        self.put(path, to_xlsx(structs.replace(sheet, columns=tuple(columns) or sheet.columns), NO_DATE))
        return path

    def compose(self, responses: Sequence[Response]) -> Sheet:
        instrument = self.plan.instruments[self.workshop.id]
        sheet = compose_sheet(self.plan.programme, self.workshop, instrument, self.links, self.texts)
        filled = tuple(_compose_row(response, instrument, self.workshop.language) for response in responses)
        return structs.replace(sheet, filled=filled)

    def write_csv(self, name: str, responses: Sequence[Response], encoding: str, delimiter: str) -> Path:
        table = io.StringIO()
        csv.writer(table, delimiter=delimiter).writerows(compose_tidy_rows(responses))
        path = self.folder / f"{name}.csv"
        self.put(path, table.getvalue().encode(encoding, errors="replace"))
        return path


def _choose_count(workshop: Workshop) -> int:
    """Return how many answer: four in five of those expected."""
    return round((workshop.expected or 10) * 0.8)


def _compose_row(response: Response, instrument: Instrument, language: str) -> dict[str, str | int]:
    """Return what the cells of a response's row show, by column."""
    row: dict[str, str | int] = {LABEL_COLUMN: response.label}
    kinds = {item.name: item for item in instrument.items}
    for answer in response.answers:
        item = kinds[answer.item]
        if item.kind == "tick":
            row[answer.item] = TICK
        elif item.kind == "choice":
            question = instrument.question(item.question)
            choices = question.choices if question else ()
            row[answer.item] = next(choice.text.say(language) for choice in choices if choice.id == answer.value)
        else:
            row[answer.item] = answer.value
    return row


def _hand_in_as_made(desk: _Desk, responses: Sequence[Response]) -> list[DemoFile]:
    path = desk.write_sheet(f"exempel-{desk.workshop.id}", responses)
    return [DemoFile(path=path, story="as it was made"), DemoFile(path=path, story="the same file once more")]


def _hand_in_rearranged(desk: _Desk, responses: Sequence[Response]) -> list[DemoFile]:
    """Move the last columns first, rename headers, and add a column of one's own."""
    columns = list(desk.compose(responses).columns)
    moved = [*columns[:2], *columns[-6:], *columns[2:-6]]
    renamed = [
        structs.replace(column, header=f"{column.header} *") if n % 3 == 0 else column for n, column in enumerate(moved)
    ]
    path = desk.write_sheet(f"exempel-{desk.workshop.id}-omflyttad", responses, renamed)
    return [DemoFile(path=path, story="columns moved, headers renamed")]


def _hand_in_two_copies(desk: _Desk, responses: Sequence[Response]) -> list[DemoFile]:
    """Let two tables each fill their own copy of one sheet, both from row 1."""
    half = len(responses) // 2
    first = desk.write_sheet(f"exempel-{desk.workshop.id}-bord-1", responses[:half])
    second = desk.write_sheet(f"exempel-{desk.workshop.id}-bord-2", responses[half:])
    return [
        DemoFile(path=first, story="one table's copy"),
        DemoFile(path=second, story="another table's copy, not yet named"),
        DemoFile(path=second, story="the same, named", copy="bord-2"),
    ]


def _hand_in_corrected(desk: _Desk, responses: Sequence[Response]) -> list[DemoFile]:
    """Hand in a sheet with faults, then without them, then with one answer changed."""
    instrument = desk.plan.instruments[desk.workshop.id]
    faulty = desk.write_sheet(f"exempel-{desk.workshop.id}-med-fel", [_spoil(responses[0], instrument), *responses[1:]])
    mended = desk.write_sheet(f"exempel-{desk.workshop.id}-rättad", responses)
    last = _correct(responses[-1], instrument)
    changed = desk.write_sheet(f"exempel-{desk.workshop.id}-ändrad", [*responses[:-1], last])
    return [
        DemoFile(path=faulty, story="faults in one row"),
        DemoFile(path=mended, story="the faults mended"),
        DemoFile(path=changed, story="one answer corrected afterwards"),
    ]


def _spoil(response: Response, instrument: Instrument) -> Response:
    """Give the first row points that do not add up to the total, and a scale point that is not on the scale."""
    wrong: list[Answer] = []
    for kind in ("scale", "points"):
        question = next((each for each in instrument.questions if each.kind == kind), None)
        items = instrument.items_of(question.id) if question else ()
        if kind == "scale":
            wrong += [Answer(item=item.name, value=item.high + 2) for item in items[:1]]
        elif question:
            over = question.total * 6 // 10
            wrong += [Answer(item=item.name, value=over) for item in items[:2]]
    spoilt = {item.question for item in instrument.items if item.name in {answer.item for answer in wrong}}
    kept = {item.name for item in instrument.items if item.question not in spoilt}
    return replace(response, answers=(*wrong, *(answer for answer in response.answers if answer.item in kept)))


def _correct(response: Response, instrument: Instrument) -> Response:
    """Change one open answer."""
    open_items = {item.name for item in instrument.items if item.kind in ("text", "word")}
    answers = list(response.answers)
    position = next((n for n, answer in enumerate(answers) if answer.item in open_items), -1)
    if position >= 0:
        answers[position] = replace(answers[position], value=f"{answers[position].value} (rättat)")
    return replace(response, answers=tuple(answers))


def _hand_in_csv(desk: _Desk, responses: Sequence[Response]) -> list[DemoFile]:
    path = desk.write_csv(f"exempel-{desk.workshop.id}", responses, "cp1252", ";")
    return [DemoFile(path=path, story="CSV as an older Swedish Excel writes it")]


def _hand_in_paper(desk: _Desk, responses: Sequence[Response]) -> list[DemoFile]:
    path = desk.write_csv(f"exempel-{desk.workshop.id}-papper", responses, "utf-16", "\t")
    return [DemoFile(path=path, story="paper sheets typed into a table, saved as Unicode text")]


_STORIES = (
    _hand_in_corrected,
    _hand_in_as_made,
    _hand_in_rearranged,
    _hand_in_two_copies,
    _hand_in_csv,
    _hand_in_paper,
)
_CHANNELS: tuple[Channel, ...] = ("xlsx", "xlsx", "xlsx", "xlsx", "csv", "paper")
