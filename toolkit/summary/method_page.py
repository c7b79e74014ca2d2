"""Write the page on method: what was asked where and when, how it was counted, what was left out and why. An edge."""

from collections.abc import Sequence
from datetime import date

from toolkit.model.analysis import MethodFacts
from toolkit.model.programme import Programme
from toolkit.model.tally import Reason, Summary
from toolkit.model.workshop import Workshop
from toolkit.summary.cell_text import cut_text
from toolkit.summary.compare.words import FEWEST
from toolkit.summary.grid import Cell, Grid
from toolkit.summary.page import Heading, Page
from toolkit.summary.wording import say_date
from toolkit.texts import Texts

_WIDTHS = (34, 18, 16, 16, 16, 16, 16, 16)

REASONS: dict[Reason, str] = {
    "unknown-workshop": "The programme has no such workshop",
    "unknown-item": "No question of the bank has such an item any more; an older instrument did",
    "invalid-value": "The item cannot hold such a value now; an older instrument could",
    "blank": "Nothing but spaces was written",
}
"""Why answers were left out, as msgids."""


def write_method(
    page: Page,
    heading: Heading,
    summary: Summary,
    programme: Programme,
    versions: Sequence[str],
    minimum: int,
    back: str,
    facts: MethodFacts | None = None,
) -> None:
    """Write who was asked what, how figures are made, what was left out, and which versions made this.

    `facts` adds how themes were found, how groups were compared, and what is withheld elsewhere.
    """
    texts = page.texts
    row = page.write_heading(heading, _WIDTHS, back)
    row = page.write_grid(row, _compose_workshops(page, summary))
    row = page.write_grid(row, _compose_asked(page, summary))
    row = page.write_grid(row, _compose_left_out(page, summary))
    if summary.lost_responses:
        lost = texts(
            "Whole responses left out because the programme has no such workshop: {n}.", n=summary.lost_responses
        )
        page.write_text(row - 1, 0, lost, page.style.facts())
        row += 1
    found = list_findings(facts, texts) if facts else []
    for title, paragraphs in (*found, *_list_paragraphs(page, programme, versions, minimum)):
        row = page.write_section(row, title)
        for paragraph in paragraphs:
            row = page.write_paragraph(row, paragraph, _WIDTHS)
        row += 1


def list_findings(facts: MethodFacts, texts: Texts) -> list[tuple[str, tuple[str, ...]]]:
    """Say how themes were found, how groups were compared, and what is not published: titles and paragraphs."""
    themes = (
        texts(
            "{coded} of {answers} open answers have been given a theme, {people} of them by a person; no theme covers "
            "{uncovered}. A person’s codes always stand, also in later summaries.",
            coded=facts.coded,
            answers=facts.open_answers,
            people=facts.coded_by_people,
            uncovered=facts.uncovered,
        ),
        texts(
            "A theme counts once a response, however often it comes up. Groups are compared over the open questions "
            "that every group was asked, for a question that only some were asked brings its own themes along."
        ),
    )
    comparing = (
        texts(
            "Each group is compared with all the others together, each later meeting with the first. p is a "
            "permutation test’s, adjusted for all {n} comparisons (Benjamini and Hochberg). What is called larger "
            "than chance allows has an adjusted p of at most 0.05 and a 95 per cent interval without 0.",
            n=facts.comparisons,
        ),
        texts(
            "Intervals: Wilson’s for a share, Newcombe’s for a difference of shares, Student’s and Welch’s t for "
            "means. Words are weighed by log-odds with a prior; {n} words were tried.",
            n=facts.words_tried,
        ),
    )
    publishing = (
        texts(
            "Feedback decks, report and data leave out {n} figures that this workbook shows: those of a question that "
            "fewer than {minimum} have answered, and those that would tell them by adding and subtracting; a count "
            "within a figure may be smaller. Withheld groups are shown as one where they are enough together. A word "
            "given to a question of words is shown of a group only where at least {fewest} of it gave the word.",
            n=facts.withheld,
            minimum=facts.minimum,
            fewest=FEWEST,
        ),
        texts(
            "{flagged} answers hold something that may tell who somebody is; {undecided} of them wait for a "
            "facilitator’s decision and are masked until then. {quotable} answers may be quoted.",
            flagged=facts.flagged,
            undecided=facts.undecided,
            quotable=facts.quotable,
        ),
    )
    return [
        (texts("How themes were found"), themes),
        (texts("How groups and meetings were compared"), comparing),
        (texts("What is published"), publishing),
    ]


def compose_version(toolkit_version: str, written_on: date, page: Page) -> tuple[str, ...]:
    """Say which program wrote the workbook and on which day."""
    texts = page.texts
    day = say_date(written_on, texts)
    return (texts("Written on {day} with workshop-toolkit {version}.", day=day, version=toolkit_version),)


def _compose_workshops(page: Page, summary: Summary) -> Grid:
    texts = page.texts
    rows = [
        _compose_version_row(summary, workshop, version, returned, first=place == 0)
        for workshop in summary.workshops
        for place, (version, returned) in enumerate(_list_versions(summary, workshop))
    ]
    headers = ("Workshop", "Group", "Date", "Instrument", "Expected", "Responses", "Questions", "Not asked")
    return Grid(
        name=texts("MethodWorkshops"),
        title=texts("What was asked where and when"),
        headers=tuple(texts(header) for header in headers),
        rows=tuple(rows),
        note=_say_versions(summary, texts),
    )


def _list_versions(summary: Summary, workshop: Workshop) -> list[tuple[str, int]]:
    """List the versions that a workshop answered, with how many did; before anybody has, the one asked now."""
    return list(summary.returned[workshop.id].items()) or [(summary.instruments[workshop.id].version, 0)]


def _compose_version_row(
    summary: Summary, workshop: Workshop, version: str, returned: int, *, first: bool
) -> tuple[Cell, ...]:
    now = frozenset(question.id for question in summary.instruments[workshop.id].questions)
    asked = summary.asked.get(version, now) if returned else now
    missing = [tally.question.id for tally in summary.questions if tally.question.id not in asked]
    return (
        Cell(value=workshop.id),
        Cell(value=workshop.group.id),
        Cell(value=workshop.date, kind="date"),
        Cell(value=version),
        Cell(value=workshop.expected if first else None, kind="count"),
        Cell(value=returned, kind="count"),
        Cell(value=len(asked), kind="count"),
        Cell(value=cut_text(", ".join(missing)), kind="aside"),
    )


def _say_versions(summary: Summary, texts: Texts) -> str:
    said = texts("An instrument's version changes when anything asked changes, in either language.")
    if summary.inferred:
        said += " " + texts(
            "What these versions asked was not recorded, and is known by their answers alone: {versions}.",
            versions=", ".join(summary.inferred),
        )
    return said


def _compose_asked(page: Page, summary: Summary) -> Grid:
    texts = page.texts
    now = {question.id for instrument in summary.instruments.values() for question in instrument.questions}
    rows = tuple(
        (
            Cell(value=tally.question.id),
            Cell(value=sum(figures.responses > 0 for figures in tally.workshops.values()), kind="count"),
            Cell(value=tally.total.responses, kind="count"),
            Cell(value=tally.total.answered, kind="count"),
            Cell(value=texts("yes") if tally.question.id in now else "–"),
        )
        for tally in summary.questions
    )
    headers = ("Question", "Asked at workshops", "Asked of (responses)", "Answered (n)", "Asked now")
    return Grid(
        name=texts("MethodQuestions"),
        title=texts("How many answered each question"),
        headers=tuple(texts(header) for header in headers),
        rows=rows,
    )


def _compose_left_out(page: Page, summary: Summary) -> Grid:
    texts = page.texts
    rows = tuple(
        (
            Cell(value=texts(REASONS[each.reason])),
            Cell(value=each.workshop),
            Cell(value=each.item),
            Cell(value=each.answers, kind="count"),
        )
        for each in summary.left_out
    )
    nothing = (Cell(value=texts("Nothing was left out")), Cell(value=""), Cell(value=""), Cell(value=0, kind="count"))
    headers = ("Reason", "Workshop", "Item", "Answers left out")
    return Grid(
        name=texts("MethodLeftOut"),
        title=texts("What was left out, and why"),
        headers=tuple(texts(header) for header in headers),
        rows=rows or (nothing,),
    )


def _list_paragraphs(
    page: Page, programme: Programme, versions: Sequence[str], minimum: int
) -> list[tuple[str, tuple[str, ...]]]:
    texts = page.texts
    counting = (
        texts(
            "A response is one returned sheet, from a participant or a table. An answer is the value of one item in it."
        ),
        texts(
            "A response has answered a question when it holds at least one value for it. Shares and means are "
            "taken over those responses, not over all returned ones."
        ),
        texts(
            "A median and quartiles are found by linear interpolation, as Excel's QUARTILE.INC does; a standard "
            "deviation is that of a sample, as STDEV.S."
        ),
        texts(
            "Points left blank by someone who answered count as 0. A mean rank is taken over those who ranked the"
            " choice, a mean position over those who placed it."
        ),
        texts(
            "Words are counted without regard to capitals. Where several choices share the highest figure, the "
            "overview names the first."
        ),
    )
    reading = (
        texts(
            "Counts, shares and means are formulas over the tables of answers and responses, with their values "
            "stored. Sorting and filtering the tables changes no figure; changing an answer there does."
        ),
        texts(
            "In the table of answers, the column of those who answered is 1 on a response's first answer to a "
            "question and 0 on the rest, so that its sum is the number who answered."
        ),
    )
    care = (
        texts(
            "Nothing is withheld in this workbook. Numbers below {minimum} are marked: read them with care, and "
            "do not publish figures or quotes of so small a group.",
            minimum=minimum,
        ),
        texts(
            "Responses carry no names. What a row in a sheet was called, and when it was handed in, is left out "
            "here: neither is needed to follow a figure to its answers."
        ),
        texts("Responses are kept for {days} days after the workshop.", days=programme.retention_days),
    )
    return [
        (texts("How figures are made"), counting),
        (texts("How to follow a figure"), reading),
        (texts("Care with small groups"), care),
        (texts("Versions"), tuple(versions)),
    ]
