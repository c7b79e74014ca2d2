"""Write what has changed, what is asked for and not done, and the answers with what they are linked to. An edge."""

from collections.abc import Sequence

from toolkit.followup.demand import AskedAnswer
from toolkit.followup.status import StatusReport
from toolkit.followup.wording import say_day, sign_status
from toolkit.followup.workbook.book import Book, Column, Sheet, Value
from toolkit.followup.workbook.register_page import RegisterTable
from toolkit.followup.workbook.status_page import look_up_status
from toolkit.model.action_plan import ActionPlan, Activity
from toolkit.model.programme import Programme


def write_changes(sheet: Sheet, book: Book, programme: Programme, report: StatusReport, back: str) -> None:
    """Write each activity whose status is another than at the follow-up compared with."""
    texts = book.texts
    columns = (
        Column(header=texts("Area"), width=36),
        Column(header=texts("Activity"), width=58),
        Column(header=texts("Before"), width=28, status=True),
        Column(header=texts("Now"), width=28, status=True),
        Column(header=texts("Assessed on"), width=13, kind="date"),
        Column(header=texts("Set by"), width=20),
    )
    if report.since is None:
        facts = (texts("This is the first follow-up: there is none to compare with yet."),)
    else:
        facts = (texts("Compared with the follow-up of {day}.", day=say_day(report.since, texts)),)
    top = sheet.write_heading(texts("Changes since last time"), facts, [column.width for column in columns], back)
    rows: list[list[Value]] = [
        [
            _name_area(change.activity, programme, texts.language),
            change.activity.text.say(texts.language),
            sign_status(change.before, texts),
            sign_status(change.after, texts),
            change.date,
            change.set_by,
        ]
        for change in report.changes
    ]
    if rows:
        sheet.write_table(top, texts("Changes"), columns, rows)
    elif report.since:
        sheet.write_note(top, texts("No status has changed."))


def _name_area(activity: Activity, programme: Programme, language: str) -> str:
    area = programme.area(activity.area)
    return (area.short or area.title).say(language) if area else activity.area


def write_demand(
    sheet: Sheet, book: Book, programme: Programme, report: StatusReport, register: RegisterTable, back: str
) -> None:
    """Write which activities workshops ask for and that are not done, and what they ask for that no activity covers."""
    texts = book.texts
    columns = (
        Column(header=texts("Area"), width=26),
        Column(header=texts("Activity"), width=56),
        Column(header=texts("Status"), width=28, status=True),
        Column(header=texts("Answers"), width=9, kind="count"),
        Column(header=texts("By hand"), width=9, kind="count"),
        Column(header=texts("By theme"), width=9, kind="count"),
        Column(header=texts("By question"), width=10, kind="count"),
        Column(header=texts("Mean points"), width=12, kind="mean"),
        Column(header=texts("Groups"), width=48),
    )
    facts = (
        texts(
            "From {n} responses. An answer counts for an activity when somebody has linked the two, when it has a "
            "theme that the activity names, or when its question is about the activity’s area.",
            n=report.demands.responses,
        ),
        texts("Points are those given to the area, or to the prioritised area that the activity serves."),
    )
    top = sheet.write_heading(texts("Asked for and not done"), facts, [column.width for column in columns], back)
    row = sheet.write_section(top, texts("Activities that workshops ask for and that are not done"))
    rows: list[list[Value]] = [
        [
            _name_area(activity, programme, texts.language),
            activity.text.say(texts.language),
            look_up_status(register, activity, texts),
            demand.answers,
            demand.by_hand,
            demand.by_theme,
            demand.by_question,
            demand.points.mean if demand.points else None,
            ", ".join(demand.groups),
        ]
        for activity, demand in report.wanted
    ]
    if rows:
        row = sheet.write_table(row, texts("AskedFor"), columns, rows, filtered=True)
    else:
        row = sheet.write_note(row, texts("None yet.")) + 1
    row = sheet.write_section(row, texts("Asked for, and in no activity"))
    _write_uncovered(sheet, book, report, row)


def _write_uncovered(sheet: Sheet, book: Book, report: StatusReport, row: int) -> None:
    texts = book.texts
    hows = {"hand": texts("Noted by hand"), "theme": texts("Theme"), "area": texts("Area without activities")}
    columns = (
        Column(header=texts("How it was found"), width=26),
        Column(header=texts("What is asked for"), width=56),
        Column(header=texts("Groups"), width=28),
        Column(header=texts("Answers"), width=9, kind="count"),
        Column(header=texts("Points"), width=9, kind="mean"),
    )
    rows: list[list[Value]] = [
        [hows[each.how], each.label.say(texts.language), ", ".join(each.groups), each.answers, each.mean]
        for each in report.uncovered
    ]
    if rows:
        sheet.write_table(row, texts("NotCovered"), columns, rows)
    else:
        sheet.write_note(row, texts("None yet."))


LINK_HEADERS = {
    "group": "Group",
    "question": "Question",
    "answer": "Answer",
    "themes": "Themes",
    "activities": "Activities (ids)",
    "missing": "Missing from the plan",
    "key": "The answer’s number",
}
"""The headers of the links' worksheet, by key (msgids)."""


def write_links(
    sheet: Sheet, book: Book, plan: ActionPlan, answers: Sequence[AskedAnswer], register: RegisterTable, back: str
) -> None:
    """Write every open answer that may ask for something, with room to link it to activities."""
    texts = book.texts
    widths = {"group": 20, "question": 34, "answer": 60, "themes": 22, "activities": 30, "missing": 34, "key": 30}
    columns = [
        Column(
            header=texts(LINK_HEADERS[key]),
            width=width,
            own=key in ("activities", "missing"),
            quiet=key in ("key", "themes", "question"),
        )
        for key, width in widths.items()
    ]
    facts = (
        texts("Working material: holds answers word for word. Not for publication."),
        texts(
            "Write the ids of the activities that an answer asks for, with commas between them; where none covers it, "
            "write what is missing, in the same few words each time. Take it in as you do the register."
        ),
    )
    top = sheet.write_heading(texts("Answers and activities"), facts, [column.width for column in columns], back)
    language = texts.language
    rows: list[list[Value]] = [
        [
            answer.group,
            answer.question.text.say(language),
            answer.text,
            ", ".join(name.say(language) for name in answer.theme_names),
            ", ".join(answer.linked),
            answer.missing,
            say_key(answer),
        ]
        for answer in answers
    ]
    if not rows:
        sheet.write_note(top, texts("No answers have been collected yet."))
        return
    sheet.write_table(top, texts("Links"), columns, rows, filtered=True)
    sheet.sheet.freeze_panes(top + 1, 0)
    at = list(widths).index("activities")
    ids = f"='{register.worksheet}'!$A${register.first + 1}:$A${register.last + 1}"
    rule = {"validate": "list", "source": ids, "error_type": "information", "ignore_blank": True}
    rule |= {"error_title": texts("Several ids?"), "error_message": texts("Several ids are divided by commas.")}
    sheet.sheet.data_validation(top + 1, at, top + len(rows), at, rule)


def say_key(answer: AskedAnswer) -> str:
    """Say which answer it is, in one cell: workshop/response/item."""
    return f"{answer.key.workshop}/{answer.key.response}/{answer.key.item}"
