"""A status report, the plan and a monitoring export → out/followup.xlsx, which can be edited and taken back. An edge.

Same input, same bytes; every figure by status is a formula over the register, with its value stored.
"""

import datetime
from dataclasses import dataclass
from pathlib import Path

from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.workbook import Workbook

from toolkit.files import Put, put_file, write_bytes
from toolkit.followup.media import MediaExposure
from toolkit.followup.media_words import compose_media_words
from toolkit.followup.register import compose_row
from toolkit.followup.status import StatusReport
from toolkit.followup.workbook.book import INSIGHT_COLOURS, Book
from toolkit.followup.workbook.carried import WORKSHEET, Carried, compose_carried_rows
from toolkit.followup.workbook.demand_page import write_changes, write_demand, write_links
from toolkit.followup.workbook.media_page import write_media
from toolkit.followup.workbook.register_page import (
    REGISTER_TOP,
    place_register,
    write_history,
    write_register,
)
from toolkit.followup.workbook.status_page import write_overview, write_status
from toolkit.followup.workbook.steps_page import write_steps
from toolkit.model.action_plan import ActionPlan
from toolkit.model.planned_step import DecidedStep
from toolkit.model.programme import Programme
from toolkit.texts import Texts


@dataclass(frozen=True, kw_only=True)
class Contents:
    """What the workbook is made from. `extra` are the headers of the register's further columns.

    `note` stands on every worksheet, `mark` in every picture.
    """

    programme: Programme
    plan: ActionPlan
    extra: tuple[str, ...]
    report: StatusReport
    exposure: MediaExposure | None = None
    steps: tuple[DecidedStep, ...] = ()
    note: str = ""
    mark: str = ""


def write_followup_workbook(contents: Contents, texts: Texts, path: Path, put: Put = write_bytes) -> None:
    """Write the workbook in the language of `texts`, whole or not at all."""
    with put_file(path, put) as temporary:
        workbook = Workbook(str(temporary), {"strings_to_formulas": False, "strings_to_urls": False})
        title = texts("Following up the action plan")
        workbook.set_properties(
            {
                "title": f"{title} – {contents.programme.title.say(texts.language)}",
                "author": contents.programme.organisation.say(texts.language),
                "comments": contents.note,
                "created": datetime.datetime.combine(contents.report.day, datetime.time()),
            }
        )
        workbook.set_size(2400, 1500)
        kicker = contents.programme.title.say(texts.language)
        _write_sheets(Book(workbook, texts, kicker, contents.note, contents.mark), contents)
        try:
            workbook.close()
        except FileCreateError as error:
            raise error.args[0] from error  # the OSError that XlsxWriter wraps; put_file explains it


def _write_sheets(book: Book, contents: Contents) -> None:
    """Add every worksheet in the order of the contents, then fill them: the first ones point to the later ones."""
    texts, report = book.texts, contents.report
    about = _list_sheets(book, contents)
    overview = book.add_sheet(texts("Overview"))
    sheets = {name: book.add_sheet(name, colour) for name, _, colour in about}
    named = {key: sheets[texts(key)] for key in _KEYS if texts(key) in sheets}
    register = place_register(named["Register"].name, contents.plan, texts, REGISTER_TOP)
    back = overview.name
    placed = write_status(named["Status"], book, report, register, back)
    links = [(name, said) for name, said, _ in about]
    write_overview(overview, book, report, placed, named["Status"].name, links)
    write_register(named["Register"], book, contents.programme, contents.plan, contents.extra, back)
    write_changes(named["Changes"], book, contents.programme, report, back)
    write_demand(named["Asked for"], book, contents.programme, report, register, back)
    write_links(named["Answers and activities"], book, contents.plan, report.demands.answers, register, back)
    if "Next steps" in named:
        write_steps(named["Next steps"], book, contents.steps, back)
    if contents.exposure:
        words = compose_media_words(contents.exposure, texts)
        write_media(named["Media"], book, contents.exposure, words, back)
    write_history(named["History"], book, contents.programme, contents.plan, contents.plan.history, back)
    _write_carried(book, contents, named["Register"].name, named["Answers and activities"].name)
    overview.sheet.activate()


_KEYS = ("Status", "Register", "Changes", "Asked for", "Answers and activities", "Next steps", "Media", "History")


def _list_sheets(book: Book, contents: Contents) -> list[tuple[str, str, str]]:
    """Return each worksheet's name, what it shows, and its colour."""
    texts, colours = book.texts, INSIGHT_COLOURS
    found = [
        (texts("Status"), texts("How many activities have which status, area by area"), colours[1]),
        (texts("Register"), texts("Every activity; the worksheet to change and take back"), colours[1]),
        (texts("Changes"), texts("Which statuses are others than last time"), colours[1]),
        (texts("Asked for"), texts("What workshops ask for and is not done, or is in no activity"), colours[2]),
        (
            texts("Answers and activities"),
            texts("Which answer asks for which activity; to change and take back"),
            colours[2],
        ),
    ]
    if contents.steps:
        found.append(
            (texts("Next steps"), texts("What the workshops have led to: who, when, and how it stands"), colours[2])
        )
    if contents.exposure:
        found.append(
            (texts("Media"), texts("Mentions by month and year, at home and abroad, and by topic"), colours[3])
        )
    return [*found, (texts("History"), texts("Every status that was ever set"), "#55636B")]


def _write_carried(book: Book, contents: Contents, register_sheet: str, links_sheet: str) -> None:
    carried = compose_carried(contents, register_sheet, links_sheet)
    sheet = book.workbook.add_worksheet(WORKSHEET)
    sheet.very_hidden()
    for row, cells in enumerate(compose_carried_rows(carried)):
        for at, cell in enumerate(cells):
            sheet.write_string(row, at, cell)


def compose_carried(contents: Contents, register_sheet: str, links_sheet: str) -> Carried:
    """Return what the workbook carries unseen: the cells that a person may change, as they are first."""
    return Carried(
        programme=contents.programme.id,
        register_sheet=register_sheet,
        links_sheet=links_sheet,
        register={
            activity.id: compose_row(activity, contents.programme, contents.extra)
            for activity in contents.plan.activities
        },
        links={answer.key: (", ".join(answer.linked), answer.missing) for answer in contents.report.demands.answers},
    )
