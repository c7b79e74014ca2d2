"""Write the first worksheet: how many met and answered, and a link to every other worksheet. An edge."""

from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.model.figures import find_share
from toolkit.model.tally import Summary
from toolkit.model.workshop import Group, Workshop
from toolkit.summary.answers import CHANNEL_NAMES, name_kind, name_language
from toolkit.summary.formulas import Table, quote_sheet
from toolkit.summary.grid import Cell, Grid
from toolkit.summary.page import Heading, Page, find_address
from toolkit.summary.question_page import Written, divide
from toolkit.summary.style import INSIGHT_COLOURS, MUTED, WHITE, mix_colours

WIDTHS = (32, 17, 13, 13, 13, 32, 76)
_RATE = 5
"""The column of response rates in the tables of workshops and groups."""


@dataclass(frozen=True, kw_only=True)
class Link:
    """A line of the contents: a worksheet, its kind, what it answers, and its figures where it is a question's."""

    sheet: str
    kind: str
    about: str
    written: Written | None = None


@dataclass(frozen=True, kw_only=True)
class Sources:
    """What the overview counts: the summary and its two tables."""

    summary: Summary
    answers: Table
    responses: Table


def write_overview(page: Page, heading: Heading, sources: Sources, links: Sequence[Link]) -> None:
    """Write key figures, workshops, contents, and responses by group, language and channel."""
    top = page.write_heading(heading, WIDTHS)
    workshops_top = top + 3
    workshops = compose_workshops(page, workshops_top, sources)
    _write_key_figures(page, top, workshops_top, sources)
    row = page.write_grid(workshops_top, workshops)
    _draw_rates(page, workshops_top, workshops)
    row = _write_contents(page, row, links)
    groups = compose_groups(page, row, sources)
    _draw_rates(page, row, groups)
    row = page.write_grid(row, groups)
    for grid in compose_breakdowns(page, row, sources):
        row = page.write_grid(row, grid)


def _write_key_figures(page: Page, row: int, workshops_top: int, sources: Sources) -> None:
    """Write the numbers that say how large the material is, in large type."""
    texts, summary = page.texts, sources.summary
    first, last = workshops_top + 2, workshops_top + 1 + len(summary.workshops)
    expected = f"{find_address(first, 3)}:{find_address(last, 3)}"
    returned = f"{find_address(first, 4)}:{find_address(last, 4)}"
    met = {response.workshop.id for response in summary.responses}
    answers = sum(len(response.entries) for response in summary.responses)
    rate = find_rate(summary, summary.workshops)
    figures = [
        (texts("Responses"), "count", len(summary.responses), f"SUM({returned})"),
        (texts("Response rate"), "share", rate, divide(f'SUMIF({expected},">0",{returned})', f"SUM({expected})")),
        (texts("Workshops held"), "count", len(met), f'COUNTIF({returned},">0")'),
        (texts("Workshops"), "count", len(summary.workshops), f"ROWS({returned})"),
        (texts("Answers"), "count", answers, f"COUNTA({sources.answers.column('response')})"),
    ]
    label = page.style.format(font_color=MUTED, font_size=10, valign="bottom", text_wrap=True)
    for column, (text, kind, value, formula) in enumerate(figures):
        shape = page.style.format(
            font_size=22, bold=True, font_color=page.colour, align="left", num_format=page.style.number_format(kind)
        )
        stored = "" if value is None else value
        page.write_text(row, column, text, label)
        page.sheet.write_formula(row + 1, column, f"={formula}", shape, stored)
    page.set_height(row, [text for text, *_ in figures])
    page.sheet.set_row(row + 1, 34)


def count_returned(summary: Summary, workshops: Sequence[Workshop]) -> int:
    """Count the responses of some workshops."""
    ids = {workshop.id for workshop in workshops}
    return sum(response.workshop.id in ids for response in summary.responses)


def find_rate(summary: Summary, workshops: Sequence[Workshop]) -> float | None:
    """Return the responses per expected participant, over the workshops whose expected number is known."""
    known = [workshop for workshop in workshops if workshop.expected]
    return find_share(count_returned(summary, known), sum(workshop.expected or 0 for workshop in known))


def compose_workshops(page: Page, top: int, sources: Sources) -> Grid:
    """Compose the table of workshops, one row each."""
    texts, summary = page.texts, sources.summary
    rows = []
    for number, workshop in enumerate(summary.workshops, top + 2):
        responses = count_returned(summary, [workshop])
        expected, returned = find_address(number, 3), find_address(number, 4)
        rows.append(
            (
                Cell(value=_name_workshop(workshop, summary)),
                Cell(value=workshop.date, kind="date"),
                Cell(value=name_language(workshop.language, texts)),
                Cell(value=workshop.expected, kind="count"),
                Cell(value=responses, kind="count", formula=sources.responses.count(workshop=workshop.id)),
                Cell(value=find_rate(summary, [workshop]), kind="share", formula=_divide_known(returned, expected)),
                Cell(value=workshop.place, kind="aside"),
            )
        )
    headers = ("Workshop", "Date", "Language", "Expected", "Responses", "Response rate", "Place")
    return Grid(
        name=texts("WorkshopList"),
        title=texts("Workshops"),
        headers=tuple(texts(header) for header in headers),
        rows=tuple(rows),
    )


def _divide_known(count: str, base: str) -> str:
    return f'IF(N({base})=0,"",{count}/{base})'


def _name_workshop(workshop: Workshop, summary: Summary) -> str:
    """Name a workshop by its group, and by its id where the group met more than once or shares its name."""
    same = [other for other in summary.workshops if other.group.name == workshop.group.name]
    return workshop.group.name if len(same) == 1 else f"{workshop.group.name} ({workshop.id})"


def _write_contents(page: Page, top: int, links: Sequence[Link]) -> int:
    """Write the contents: a link to each worksheet, and what a question's page shows in one figure."""
    texts = page.texts
    headers = ("Worksheet", "Kind", "Answered (n)", "Share who answered", "Figure", "Result", "What it shows")
    rows = tuple(_compose_link(texts(link.kind) if link.kind else "", link) for link in links)
    title = texts("Contents")
    grid = Grid(name=texts("ContentsList"), title=title, headers=tuple(texts(header) for header in headers), rows=rows)
    bottom = page.write_grid(top, grid)
    shape = page.style.link()
    for number, link in enumerate(links, top + 2):
        page.sheet.write_url(number, 0, f"internal:{quote_sheet(link.sheet)}!A1", shape, link.sheet, link.about[:250])
    return bottom


def _compose_link(kind: str, link: Link) -> tuple[Cell, ...]:
    start, end = (Cell(value=link.sheet), Cell(value=kind)), Cell(value=link.about, kind="aside")
    written = link.written
    if written is None:
        return (*start, Cell(value=None), Cell(value=None), Cell(value=None), Cell(value=None), end)
    total, sheet = written.tally.total, quote_sheet(link.sheet)
    answered = f"{sheet}!{find_address(written.answered_row, 1, fixed=True)}"
    returned = f"{sheet}!{find_address(written.answered_row - 1, 1, fixed=True)}"
    figure = written.headline.figure if written.headline else Cell(value=None)
    label = written.headline.label if written.headline else Cell(value=None)
    share = find_share(total.answered, total.responses)
    return (
        *start,
        Cell(value=total.answered, kind="count", formula=answered),
        Cell(value=share, kind="share", formula=divide(answered, returned)),
        figure,
        label,
        end,
    )


def compose_groups(page: Page, top: int, sources: Sources) -> Grid:
    """Compose the table of groups; one that met several times is added up."""
    texts, summary = page.texts, sources.summary
    rows = []
    for number, group in enumerate(summary.groups, top + 2):
        workshops = [workshop for workshop in summary.workshops if workshop.group.id == group.id]
        expected = sum(workshop.expected or 0 for workshop in workshops) or None
        count = sources.responses.count(group_id=group.id)
        rate = find_rate(summary, workshops)
        rows.append(
            (
                Cell(value=_name_group(group, summary)),
                Cell(value=name_kind(group, texts)),
                Cell(value=len(workshops), kind="count"),
                Cell(value=expected, kind="count"),
                Cell(value=count_returned(summary, workshops), kind="count", formula=count),
                Cell(value=rate, kind="share", formula=_write_group_rate(sources, workshops, find_address(number, 3))),
            )
        )
    headers = ("Group", "Kind", "Workshops", "Expected", "Responses", "Response rate")
    return Grid(
        name=texts("GroupList"),
        title=texts("By group"),
        headers=tuple(texts(header) for header in headers),
        rows=tuple(rows),
    )


def _write_group_rate(sources: Sources, workshops: Sequence[Workshop], expected: str) -> str:
    known = [sources.responses.count(workshop=each.id) for each in workshops if each.expected]
    return f'IF(N({expected})=0,"",({"+".join(known) or "0"})/{expected})'


def _name_group(group: Group, summary: Summary) -> str:
    same = [other for other in summary.groups if other.name == group.name]
    return group.name if len(same) == 1 else f"{group.name} ({group.id})"


def compose_breakdowns(page: Page, top: int, sources: Sources) -> tuple[Grid, ...]:
    """Compose the tables of responses by language and by channel."""
    texts, summary = page.texts, sources.summary
    languages = [name_language(each.response.language, texts) for each in summary.responses]
    channels = [texts(CHANNEL_NAMES[each.response.channel]) for each in summary.responses]
    return (
        _compose_breakdown(
            page, "language", (texts("LanguageList"), texts("By language"), texts("Language")), languages, sources
        ),
        _compose_breakdown(
            page, "channel", (texts("ChannelList"), texts("By channel"), texts("Channel")), channels, sources
        ),
    )


def _compose_breakdown(
    page: Page, key: str, names: tuple[str, str, str], given: Sequence[str], sources: Sources
) -> Grid:
    rows = []
    whole = f"COUNTA({sources.responses.column('response')})"
    for value in sorted(set(given)):
        count = sources.responses.count(**{key: value})
        rows.append(
            (
                Cell(value=value),
                Cell(value=given.count(value), kind="count", formula=count),
                Cell(value=find_share(given.count(value), len(given)), kind="share", formula=f"{count}/{whole}"),
            )
        )
    headers = (names[2], page.texts("Responses"), page.texts("Share"))
    return Grid(name=names[0], title=names[1], headers=headers, rows=tuple(rows))


def _draw_rates(page: Page, top: int, grid: Grid) -> None:
    """Draw a bar behind each response rate, full at 100 %."""
    if grid.rows:
        bar = {
            "type": "data_bar",
            "data_bar_2010": True,
            "bar_solid": True,
            "bar_color": mix_colours(INSIGHT_COLOURS[1], WHITE, 0.65),
            "min_type": "num",
            "min_value": 0,
            "max_type": "num",
            "max_value": 1,
        }
        page.sheet.conditional_format(top + 2, _RATE, top + 1 + len(grid.rows), _RATE, bar)
