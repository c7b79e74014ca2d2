"""Rows of plan/links.csv → which answers a person linked to which activities, and back. Pure."""

from collections.abc import Collection, Mapping, Sequence

from toolkit.errors import Problem
from toolkit.followup.messages import BAD_LINK, UNKNOWN_ACTIVITY
from toolkit.followup.register import split_list
from toolkit.model.action_plan import AnswerLink
from toolkit.model.answer_key import AnswerKey
from toolkit.tabular import Rows, find_cut_rows, find_faulty_cells, name_column, say_cell

LINK_COLUMNS = ("workshop", "response", "item", "activities", "missing")


def parse_links(rows: Rows, known: Collection[str] | None) -> tuple[tuple[AnswerLink, ...], tuple[Problem, ...]]:
    """Read every link; an activity that the register does not have is a problem, where it is `known` what it has."""
    links: list[AnswerLink] = []
    problems: list[Problem] = [*find_faulty_cells(rows, 1), *find_cut_rows(rows, 1, len(LINK_COLUMNS))]
    for index, cells in enumerate(rows.cells):
        said = [say_cell(cell) for cell in cells] + [""] * len(LINK_COLUMNS)
        if index == 0 or not any(said):
            continue
        blank = next((name for name, cell in zip(LINK_COLUMNS[:3], said, strict=False) if not cell), "")
        if blank:
            problems.append(Problem(place=rows.place(index), message=BAD_LINK, facts={"what": blank}))
            continue
        link = AnswerLink(
            answer=AnswerKey(workshop=said[0], response=said[1], item=said[2]),
            activities=split_list(said[3]),
            missing=said[4],
        )
        problems += find_unknown(link, known, rows, index, 3) if known is not None else ()
        links.append(link)
    return tuple(links), tuple(problems)


def find_unknown(link: AnswerLink, known: Collection[str], rows: Rows, index: int, column: int) -> list[Problem]:
    """Report the activities of a link that the register does not have."""
    place = rows.place(index, name_column(column))
    return [
        Problem(place=place, message=UNKNOWN_ACTIVITY, facts={"said": each})
        for each in link.activities
        if each not in known
    ]


def compose_link_rows(links: Sequence[AnswerLink]) -> list[list[str]]:
    """Return the links as a table of texts, its headers first, by answer."""
    rows = [
        [each.answer.workshop, each.answer.response, each.answer.item, ", ".join(each.activities), each.missing]
        for each in sorted(links, key=lambda link: link.answer)
        if each.activities or each.missing
    ]
    return [list(LINK_COLUMNS), *rows]


def merge_links(links: Sequence[AnswerLink], changed: Mapping[AnswerKey, AnswerLink]) -> tuple[AnswerLink, ...]:
    """Replace the links of the answers that were changed; an empty link is no longer one."""
    merged = {**{link.answer: link for link in links}, **changed}
    return tuple(link for _, link in sorted(merged.items()) if link.activities or link.missing)
