"""What an outline names (questions, figures, pictures, tables) → the blocks of a slide, for one workshop. Pure.

A block that cannot be made leaves None: its slide is then left out, and `findings` says why.
"""

import posixpath
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from toolkit.chart.values import Chart
from toolkit.deck.compose.chart_data import parse_figures
from toolkit.deck.compose.charts import compose_chart
from toolkit.deck.compose.pictures import compose_picture
from toolkit.deck.compose.programme_files import ReadFile
from toolkit.deck.compose.question_slides import compose_join_code, compose_question_block
from toolkit.deck.messages import (
    DATA_MISSING,
    DATA_NOT_TEXT,
    NO_ROWS_FOR_GROUP,
    NOT_ASKED,
    OUTSIDE_FOLDER,
    PICTURE_MISSING,
    RESULTS_TOO_FEW,
    RESULTS_WITHHELD,
    RETIRED,
    UNKNOWN_QUESTION,
)
from toolkit.deck.outline.blocks import (
    ChartSource,
    PictureSource,
    QrSource,
    QuestionSource,
    ResultsSource,
    SourceBlock,
    TableSource,
)
from toolkit.deck.outline.names import find_nearest
from toolkit.deck.outline.parse import Outline
from toolkit.deck.slides import Block, Paragraph, Run, Table, TextBlock
from toolkit.errors import Message, Place, Problem
from toolkit.model.instrument import Instrument
from toolkit.model.link import Links
from toolkit.model.programme import Programme
from toolkit.model.question import Question
from toolkit.model.workshop import Workshop
from toolkit.tabular import decode_text, find_nul_signs
from toolkit.texts import Texts

if TYPE_CHECKING:
    from toolkit.model.results import Results


class Setting(Struct, frozen=True, kw_only=True):
    """Everything one deck is made from."""

    outline: Outline
    programme: Programme
    workshop: Workshop
    instrument: Instrument
    bank: Mapping[str, Question]
    links: Links
    texts: Texts
    read_file: ReadFile
    results: "Mapping[str, Results] | None" = None
    """What was answered, by question id; None where the slides are only to link to it."""
    charts: Mapping[str, Chart] = field(default_factory=lambda: MappingProxyType({}))
    """Charts that were made elsewhere, by the name that an outline calls them."""


class Findings(Struct, frozen=True, kw_only=True):
    """The problems and notices of one deck, gathered while it is composed."""

    problems: list[Problem] = field(default_factory=list)
    notices: list[Problem] = field(default_factory=list)

    def add(self, place: Place, message: Message, **facts: object) -> None:
        """Note a problem."""
        self.problems.append(Problem(place=place, message=message, facts=facts))

    def notice(self, place: Place, message: Message, **facts: object) -> None:
        """Note what was left out, and why."""
        self.notices.append(Problem(place=place, message=message, facts=facts, notice=True))


def compose_block(block: SourceBlock, start: int, setting: Setting, findings: Findings) -> Block | None:
    """Make a block; `start` is the line where its slide begins."""
    match block:
        case TableSource():
            return compose_table(block, setting.texts)
        case PictureSource():
            return _compose_picture(block, start, setting, findings)
        case ChartSource():
            return _compose_chart(block, start, setting, findings)
        case QuestionSource():
            question = find_question(block.id, start + block.line, setting, findings)
            return compose_question_block(question, setting.texts) if question else None
        case ResultsSource():
            question = find_question(block.id, start + block.line, setting, findings)
            return _compose_results(block, question, start, setting, findings) if question else None
        case QrSource():
            return compose_join_code(setting.links, setting.texts)
        case _:
            return block


def find_question(question_id: str, line: int, setting: Setting, findings: Findings) -> Question | None:
    """Find a question that this group is asked; note why where there is none."""
    question = setting.instrument.question(question_id)
    if question is None:
        place = setting.outline.place(line)
        if question_id in setting.bank:
            retired = setting.bank[question_id].retired
            findings.notice(place, RETIRED if retired else NOT_ASKED, name=question_id)
        else:
            findings.add(place, UNKNOWN_QUESTION, name=question_id, known=find_nearest(question_id, setting.bank))
    return question


def compose_table(source: TableSource, texts: Texts) -> Table:
    """Make a table; without a caption, its alternative text says its columns and size."""
    columns = ", ".join(name for name in source.header if name)
    alt = source.caption or texts.plural(
        "Table with {n} row: {columns}.", "Table with {n} rows: {columns}.", len(source.rows), columns=columns
    )
    return Table(header=source.header, rows=source.rows, alt=alt, numeric=source.numeric)


def _compose_results(
    block: ResultsSource, question: Question, start: int, setting: Setting, findings: Findings
) -> Block | None:
    """Show what was answered as a chart where that is asked for and can be; otherwise link to the room's own view."""
    results = (setting.results or {}).get(question.id)
    if setting.results is not None and question.kind != "text":
        fewest, place = setting.programme.min_group, setting.outline.place(start + block.line)
        facts = {"name": question.id, "group": setting.workshop.group.name, "fewest": fewest}
        if results is None:
            findings.notice(place, RESULTS_WITHHELD, **facts)
        elif results.answered < fewest:
            findings.notice(place, RESULTS_TOO_FEW, answered=results.answered, **facts)
        else:
            from toolkit.deck.compose.results import compose_results_chart  # with what most builds do without

            return compose_results_chart(results, setting.texts) or _compose_results_link(question, setting)
    return _compose_results_link(question, setting)


def _compose_results_link(question: Question, setting: Setting) -> TextBlock | None:
    """Link to the room's own view; a deck that is made after the workshops may have none to link to."""
    if question.id not in setting.links.results:
        return None
    said = Run(text=question.text.say(setting.texts.language), italic=True)
    link = Run(text=setting.texts("See what the room answered"), link=setting.links.results[question.id])
    return TextBlock(paragraphs=(Paragraph(runs=(said,)), Paragraph(runs=(link,))))


def find_path(path: str, outline_file: str) -> str | None:
    """Return a path as the programme folder has it, or None where it leads out of the folder."""
    forward = path.replace("\\", "/")
    if forward.startswith("/") or ":" in forward:
        return None
    whole = posixpath.normpath(posixpath.join(posixpath.dirname(outline_file), forward))
    return None if whole == ".." or whole.startswith(("../", "/")) else whole


def _compose_picture(source: PictureSource, start: int, setting: Setting, findings: Findings) -> Block | None:
    place = setting.outline.place(start + source.line)
    path = find_path(source.path, setting.outline.file)
    data = setting.read_file(path) if path else None
    if path is None:
        findings.add(place, OUTSIDE_FOLDER, path=source.path)
    elif data is None:
        findings.add(place, PICTURE_MISSING, path=path)
    else:
        picture, problems = compose_picture(data, replace(source, path=path), place=place)
        findings.problems.extend(problems)
        return picture
    return None


def _compose_chart(source: ChartSource, start: int, setting: Setting, findings: Findings) -> Block | None:
    if source.path in setting.charts:
        return setting.charts[source.path]
    place = setting.outline.place(start + source.line)
    file, first_line = setting.outline.file, place.line + 1
    text = source.body
    if source.path:
        path = find_path(source.path, file)
        if path is None:
            findings.add(place, OUTSIDE_FOLDER, path=source.path)
            return None
        data = setting.read_file(path)
        if data is None:
            findings.notice(place, DATA_MISSING, path=path)
            return None
        decoded = decode_text(data)
        if decoded is None:
            not_text = Problem(place=Place(file=path), message=DATA_NOT_TEXT)
            findings.problems.extend(find_nul_signs(data, path) or [not_text])
            return None
        file, first_line, text = path, 1, decoded[0]
    group = setting.workshop.group
    figures, problems = parse_figures(
        text,
        file=file,
        first_line=first_line,
        language=setting.texts.language,
        group=(group.id, group.name, setting.workshop.id),
    )
    findings.problems.extend(problems)
    if figures is None:
        if not problems:
            findings.notice(place, NO_ROWS_FOR_GROUP, path=file)
        return None
    chart, problems = compose_chart(figures, source.attributes, place=place, texts=setting.texts)
    findings.problems.extend(problems)
    return chart
