"""What came out of one file that was handed in: responses ready for the store, or the problems that refuse it. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from toolkit.collect.messages import MORE
from toolkit.errors import Place, Problem
from toolkit.model.archive import StoredTable
from toolkit.model.change import Handed
from toolkit.model.review import Review

_MOST_PROBLEMS = 200


@dataclass(frozen=True, kw_only=True)
class Taken:
    """A file as read. Where `problems` stand nothing is taken and `handed` is empty: whole or not at all.

    `rows` counts the rows that hold answers, `blank` those that hold none. `numbered` is true for a response sheet,
    whose rows are known by the number in them, so that two copies of one blank sheet could be mistaken for each other.
    """

    file: str
    sha256: str
    handed: tuple[Handed, ...] = ()
    workshops: tuple[str, ...] = ()
    """The ids of the workshops that the file says it is of, also where it is refused."""
    copy: str = ""
    """The name that tells this copy of a blank sheet from others."""
    rows: int = 0
    blank: int = 0
    numbered: bool = False
    tables: tuple[StoredTable, ...] = ()
    """What an archive holds, in place of `handed`."""
    review: Review | None = None
    """What an edited summary says, in place of `handed`."""
    notices: tuple[Problem, ...] = ()
    problems: tuple[Problem, ...] = ()


def close_taken(taken: Taken, found: Iterable[Problem]) -> Taken:
    """Divide what was found into notices and problems, by place; with a problem nothing is handed on."""
    every = sorted({_compose_key(problem): problem for problem in found}.values(), key=_compose_sort_key)
    notices = tuple(problem for problem in every if problem.notice)
    problems = tuple(problem for problem in every if not problem.notice)
    if len(problems) > _MOST_PROBLEMS:
        rest = Problem(place=Place(file=taken.file), message=MORE, facts={"count": len(problems) - _MOST_PROBLEMS})
        problems = (*problems[:_MOST_PROBLEMS], rest)
    return replace(taken, notices=notices, problems=problems, handed=() if problems else taken.handed)


def _compose_key(problem: Problem) -> tuple[Place, str, str]:
    return problem.place, problem.message.cause, repr(sorted(problem.facts.items(), key=lambda fact: fact[0]))


def _compose_sort_key(problem: Problem) -> tuple[object, ...]:
    place = problem.place
    # Column AA comes after column Z.
    return place.file, place.worksheet, place.line, place.row, len(place.column), place.column
