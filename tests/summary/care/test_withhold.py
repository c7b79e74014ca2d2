"""What is withheld: no small set of responses can be worked out by adding and subtracting what is shown."""

import itertools
from collections.abc import Iterable, Mapping
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.model.publication import EVERYONE, Scope
from toolkit.summary.care.withhold import Cell, find_withheld

WORKSHOPS = "abcdef"


def cell(group: str, parts: Iterable[str], wave: int = 0) -> Cell:
    return Cell(scope=Scope(group=group, wave=wave), parts=frozenset(parts))


def is_combination(wanted: frozenset[str], shown: list[frozenset[str]], parts: str) -> bool:
    """Solve for the wanted set as a combination of the shown ones, by elimination: whoever has the figures can."""
    rows = [[Fraction(part in each) for each in shown] + [Fraction(part in wanted)] for part in parts]
    column = 0
    for at in range(len(shown)):
        pivot = next((row for row in range(column, len(rows)) if rows[row][at]), None)
        if pivot is None:
            continue
        rows[column], rows[pivot] = rows[pivot], rows[column]
        rows[column] = [value / rows[column][at] for value in rows[column]]
        for row in range(len(rows)):
            if row != column and rows[row][at]:
                factor = rows[row][at]
                rows[row] = [a - factor * b for a, b in zip(rows[row], rows[column], strict=True)]
        column += 1
    return not any(row[-1] for row in rows[column:])


def find_small_sets(sizes: Mapping[str, int], minimum: int) -> list[frozenset[str]]:
    names = [name for name in sizes if sizes[name]]
    sets = (frozenset(some) for n in range(1, len(names) + 1) for some in itertools.combinations(names, n))
    return [some for some in sets if 0 < sum(sizes[name] for name in some) < minimum]


def test_a_small_group_is_withheld_and_one_more_so_that_the_total_does_not_tell() -> None:
    cells = [cell("", "abc"), cell("x", "a"), cell("y", "b"), cell("z", "c")]
    withheld = find_withheld(cells, {"a": 20, "b": 3, "c": 9}, 5)
    assert Scope(group="y") in withheld
    assert EVERYONE not in withheld
    assert withheld == {Scope(group="y"), Scope(group="z")}


def test_groups_that_are_all_large_enough_are_shown() -> None:
    cells = [cell("", "ab"), cell("x", "a"), cell("y", "b")]
    assert find_withheld(cells, {"a": 5, "b": 5}, 5) == frozenset()


def test_a_wave_that_would_tell_of_the_other_is_withheld() -> None:
    cells = [cell("x", "ab"), cell("x", "a", 1), cell("x", "b", 2)]
    withheld = find_withheld(cells, {"a": 3, "b": 12}, 5)
    assert withheld == {Scope(group="x", wave=1), Scope(group="x", wave=2)}


@settings(max_examples=200, deadline=None)
@given(
    sizes=st.fixed_dictionaries({name: st.integers(0, 9) for name in WORKSHOPS}),
    groups=st.lists(st.sets(st.sampled_from(WORKSHOPS), min_size=1), max_size=6),
    minimum=st.integers(2, 7),
)
def test_nothing_below_the_minimum_can_be_worked_out(
    sizes: dict[str, int], groups: list[set[str]], minimum: int
) -> None:
    cells = [cell("", WORKSHOPS), *(cell(f"g{number}", parts) for number, parts in enumerate(groups))]
    withheld = find_withheld(cells, sizes, minimum)
    shown = [each.parts for each in cells if each.scope not in withheld]
    answered = "".join(name for name in WORKSHOPS if sizes[name])
    told = [frozenset(part for part in each if sizes[part]) for each in shown]
    for small in find_small_sets(sizes, minimum):
        assert not is_combination(small, told, answered), (small, told)
