"""Problems and notices of many workshops → each once: a fault of an outline shows in every deck made from it. Pure."""

from collections.abc import Iterable

from toolkit.errors import Problem


def drop_repeats(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Keep each problem once, in the order in which it first came."""
    kept: dict[tuple[object, ...], Problem] = {}
    for problem in problems:
        facts = tuple(f"{name}={value}" for name, value in sorted(problem.facts.items()))
        kept.setdefault((problem.place, problem.message, facts), problem)
    return tuple(kept.values())
