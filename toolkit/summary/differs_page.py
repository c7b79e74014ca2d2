"""Write the pages "What differs" and "What has changed": in words first, then every figure that was compared. An edge.

Counts and figures are live formulas over the table of answers; intervals and p-values are stored, for no spreadsheet
has a permutation test.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from toolkit.model.comparison import (
    Finding,
    Gap,
    GroupComparison,
    Quantity,
    Said,
    WaveComparison,
    WordComparison,
)
from toolkit.model.question import Question
from toolkit.model.tally import Summary
from toolkit.summary.analysis import name_groups
from toolkit.summary.answers import name_answers_table, name_language
from toolkit.summary.compare.live import Rows, write_base, write_total
from toolkit.summary.compare.sentences import say_changes, say_differences, say_no_difference, say_words
from toolkit.summary.grid import Cell, Grid
from toolkit.summary.page import Heading, Page, find_address

_WIDTHS = (14, 50, 34, 9, 11, 10, 15, 12, 12, 12, 11, 12, 20)
_MOST_WORDS = 10
"""Words of each kind that are listed for a question."""


@dataclass(frozen=True, kw_only=True)
class Compared:
    """One row of figures: what is compared, whose name stands there, the two sets of rows, and the gap."""

    quantity: Quantity
    name: str
    first: Rows
    second: Rows
    less: bool
    """Whether the second figure is all of `second` less the first, as the others are everyone less a group."""
    gap: Gap
    note: str = ""


def write_differs(
    page: Page, heading: Heading, summary: Summary, groups: GroupComparison, words: WordComparison, back: str
) -> None:
    """Write what differs between each group and the others: sentences, words, and every comparison."""
    texts, names = page.texts, name_groups(summary)
    row = page.write_heading(heading, _WIDTHS, back)
    findings = (*say_differences(groups, names, texts), *say_words(words, names, texts))
    silent = say_no_difference(groups, texts)
    row = _write_findings(page, row, texts("Larger than chance allows"), findings, silent)
    compared = [
        Compared(
            quantity=each.quantity,
            name=names[each.group],
            first=({"group_id": each.group},),
            second=({},),
            less=True,
            gap=each.gap,
        )
        for each in groups.differences
    ]
    headers = ("Group", "n", "Figure", "n, others", "Figure, others")
    table = _compose_table(page, row, texts("Differences"), [texts(header) for header in headers], summary, compared)
    title = texts("Each group beside all the others together")
    row = page.write_grid(row, replace(table, title=title), filtered=True)
    for grid in _compose_word_tables(page, words, names):
        row = page.write_grid(row, grid)


def write_changed(page: Page, heading: Heading, summary: Summary, waves: WaveComparison, back: str) -> None:
    """Write what has changed between a group's first wave and its latest: sentences, waves, and every comparison."""
    texts, names = page.texts, name_groups(summary)
    row = page.write_heading(heading, _WIDTHS, back)
    silent = texts("Nothing has changed by more than chance allows ({n} comparisons).", n=len(waves.changes))
    if not waves.spans:
        silent = texts("No group has met a second time yet, so there is nothing to compare over time.")
    row = _write_findings(page, row, texts("Larger than chance allows"), say_changes(waves, names, texts), silent)
    if waves.spans:
        compared = _list_changes(page, waves, names)
        headers = ("Group", "n, latest", "Latest", "n, first", "First")
        shown = [texts(header) for header in headers]
        table = _compose_table(page, row, texts("Changes"), shown, summary, compared)
        title = texts("Each group's latest meeting beside its first")
        row = page.write_grid(row, replace(table, title=title), filtered=True)
    page.write_grid(row, _compose_waves(page, waves, names))


def _list_changes(page: Page, waves: WaveComparison, names: Mapping[str, str]) -> list[Compared]:
    texts = page.texts
    return [
        Compared(
            quantity=each.quantity,
            name=f"{names[each.group] if each.group else texts('All who met again')}, "
            f"{each.earlier.label} → {each.later.label}",
            first=tuple({"workshop": workshop} for workshop in each.later.workshops),
            second=tuple({"workshop": workshop} for workshop in each.earlier.workshops),
            less=False,
            gap=each.gap,
            note="" if each.comparability == "same" else texts("other sheet"),
        )
        for each in waves.changes
    ]


def _write_findings(page: Page, row: int, title: str, findings: Sequence[Finding], silent: str) -> int:
    row = page.write_section(row, title)
    for said in [finding.said for finding in findings] or [silent]:
        row = page.write_paragraph(row, said, _WIDTHS[:8])
    return row + 1


def _compose_table(
    page: Page, top: int, name: str, headers: Sequence[str], summary: Summary, compared: Sequence[Compared]
) -> Grid:
    """Compose one row for each comparison; the grid's title will stand at row `top`."""
    texts = page.texts
    questions = {tally.question.id: tally.question for tally in summary.questions}
    rows = tuple(
        _compose_row(page, number, questions.get(each.quantity.question), each)
        for number, each in enumerate(compared, top + 2)
    )
    fixed = ("Difference", "95%, from", "95%, to", "p", "p, adjusted", "Larger than chance")
    return Grid(
        name=name,
        title="",
        headers=(texts("Question"), texts("Choice"), *headers, *(texts(header) for header in fixed)),
        rows=rows,
        note=texts("A share's difference is in per cent of those who answered; p adjusted for all rows of the table."),
    )


def _compose_row(page: Page, row: int, question: Question | None, each: Compared) -> tuple[Cell, ...]:
    if question is None:  # themes over several questions, counted from the codes on a worksheet of their own
        return _compose_theme_row(page, each)
    gap, quantity, kind = each.gap, each.quantity, each.quantity.kind
    answers = name_answers_table(page.texts)

    def write(write_part: Callable[..., str], rows: Rows) -> str:
        return write_part(answers, quantity, question, rows)

    n, other_n, figure, other = (find_address(row, column) for column in (3, 5, 4, 6))
    first_total, second_total = write(write_total, each.first), write(write_total, each.second)
    second_base = write(write_base, each.second)
    if each.less:
        second_base, second_total = f"{second_base}-{n}", f"{second_total}-({first_total})"
    return (
        *_compose_labels(page, question, each),
        Cell(value=gap.first.n, kind="count", formula=write(write_base, each.first)),
        Cell(value=gap.first.value, kind=kind, formula=f'IF({n}=0,"",({first_total})/{n})'),
        Cell(value=gap.second.n, kind="count", formula=second_base),
        Cell(value=gap.second.value, kind=kind, formula=f'IF({other_n}=0,"",({second_total})/{other_n})'),
        Cell(value=gap.difference, kind=kind, formula=f'IF(OR({n}=0,{other_n}=0),"",{figure}-{other})'),
        *_compose_chances(page, each),
    )


def _compose_theme_row(page: Page, each: Compared) -> tuple[Cell, ...]:
    gap, kind, texts = each.gap, each.quantity.kind, page.texts
    return (
        Cell(value=texts("open questions")),
        Cell(value=texts("Theme: {theme}", theme=each.quantity.label.say(texts.language))),
        _compose_name(each),
        Cell(value=gap.first.n, kind="count"),
        Cell(value=gap.first.value, kind=kind),
        Cell(value=gap.second.n, kind="count"),
        Cell(value=gap.second.value, kind=kind),
        Cell(value=gap.difference, kind=kind),
        *_compose_chances(page, each),
    )


def _compose_labels(page: Page, question: Question, each: Compared) -> tuple[Cell, ...]:
    return Cell(value=question.id), Cell(value=_say_quantity(page, each.quantity, question)), _compose_name(each)


def _compose_name(each: Compared) -> Cell:
    return Cell(value=f"{each.name} ({each.note})" if each.note else each.name)


def _compose_chances(page: Page, each: Compared) -> tuple[Cell, ...]:
    gap, kind = each.gap, each.quantity.kind
    limits = (Cell(value=gap.low, kind=kind), Cell(value=gap.high, kind=kind))
    chances = (Cell(value=gap.p, kind="p"), Cell(value=gap.adjusted, kind="p"))
    return *limits, *chances, Cell(value=page.texts("yes") if gap.named else "–", kind="aside")


def _say_quantity(page: Page, quantity: Quantity, question: Question) -> str:
    """Say what a figure is of: the choice, with what is measured where that is not plain."""
    texts = page.texts
    label = quantity.label.say(texts.language) or question.text.say(texts.language)
    match quantity.unit:
        case "rank":
            return texts("{label}: mean rank", label=label)
        case "points":
            return texts("{label}: mean points", label=label)
        case "position":
            return f"{label}: {texts(quantity.axis)}"
        case _:
            return label


def _compose_word_tables(page: Page, words: WordComparison, names: Mapping[str, str]) -> list[Grid]:
    """Compose the tables of words: what sets a group apart, what all say, what one group alone says."""
    texts = page.texts
    apart = tuple(
        (
            Cell(value=each.question),
            Cell(value=each.word),
            Cell(value=names[each.group]),
            Cell(value=each.own, kind="count"),
            Cell(value=each.own_responses, kind="count"),
            Cell(value=each.others, kind="count"),
            Cell(value=each.other_responses, kind="count"),
            Cell(value=each.z, kind="mean"),
            Cell(value=texts("yes") if each.named else "–"),
        )
        for each in words.apart
    )
    headers = ("Question", "Word", "Group", "Own", "of", "Others", "of all others", "z", "Larger than chance")
    first = Grid(
        name=texts("WordsApart"),
        title=texts("Words that lean to one group"),
        headers=tuple(texts(header) for header in headers),
        rows=apart,
        note=texts(
            "Leads to look at rather than findings: log-odds with a prior, z of 1.96 and more; {n} words tried.",
            n=words.tried,
        ),
    )
    shared = (
        (texts("WordsOfAll"), texts("Said by every group"), words.by_all),
        (texts("WordsOfOne"), texts("Said by one group only"), words.by_one),
    )
    return [first, *(_compose_said(page, name, title, said, names) for name, title, said in shared)]


def _compose_said(page: Page, name: str, title: str, said: Sequence[Said], names: Mapping[str, str]) -> Grid:
    texts = page.texts
    kept = [each for each in said if _find_place(said, each) < _MOST_WORDS]
    rows = tuple(
        (
            Cell(value=each.question),
            Cell(value=each.word),
            Cell(value=", ".join(names[group] for group, number in each.groups.items() if number)),
            Cell(value=each.responses, kind="count"),
            Cell(value=name_language(each.language, texts)),
        )
        for each in kept
    )
    headers = ("Question", "Word", "Groups", "Responses", "Language")
    return Grid(name=name, title=title, headers=tuple(texts(header) for header in headers), rows=rows)


def _find_place(said: Sequence[Said], each: Said) -> int:
    own = [other for other in said if (other.question, other.language) == (each.question, each.language)]
    return own.index(each)


def _compose_waves(page: Page, waves: WaveComparison, names: Mapping[str, str]) -> Grid:
    texts = page.texts
    rows = tuple(
        (
            Cell(value=wave.label),
            Cell(value=names[wave.group]),
            Cell(value=", ".join(wave.workshops)),
            Cell(value=wave.number, kind="count"),
        )
        for wave in waves.waves
    )
    headers = ("When", "Group", "Workshops", "Time")
    return Grid(
        name=texts("WaveList"),
        title=texts("When each group met"),
        headers=tuple(texts(header) for header in headers),
        rows=rows,
        note=texts("Workshops of a group within 120 days of each other are one time; a column “wave” says otherwise."),
    )
