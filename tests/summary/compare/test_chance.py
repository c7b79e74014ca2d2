"""Intervals and exact tests against computations that share no line with them: enumeration, tables, published cases."""

import itertools
import math
import statistics
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.summary.compare.chance import (
    adjust_p_values,
    estimate_figure,
    find_difference,
    find_permutation_p,
    find_t,
    find_wilson,
)

VALUES = st.lists(st.integers(1, 7), min_size=1, max_size=6)


def count_splits(first: list[int], second: list[int]) -> float:
    """Try every split of the same values by hand."""
    whole = first + second
    size, total = len(first), sum(whole)

    def gap(part: tuple[int, ...] | list[int]) -> float:
        return abs(sum(part) / size - (total - sum(part)) / (len(whole) - size))

    reached = gap(first)
    splits = list(itertools.combinations(range(len(whole)), size))
    extreme = sum(gap([whole[at] for at in split]) >= reached - 1e-12 for split in splits)
    return extreme / len(splits)


@settings(max_examples=150, deadline=None)
@given(first=VALUES, second=VALUES)
def test_the_permutation_test_counts_every_split(first: list[int], second: list[int]) -> None:
    expected = 1.0 if len({*first, *second}) == 1 else count_splits(first, second)
    assert find_permutation_p(Counter(first), Counter(second)) == pytest.approx(expected)


def test_of_zeros_and_ones_it_is_fisher_s_exact_test() -> None:
    """Fisher's own tea lady, all eight cups right: 1 way in 70, on either side."""
    assert find_permutation_p({1: 4}, {0: 4}) == pytest.approx(2 / 70)


def test_beyond_what_can_be_counted_out_it_is_nearly_the_same() -> None:
    first = {value: 60 + 3 * value for value in range(1, 8)}
    second = dict.fromkeys(range(1, 8), 75)
    exact_like = find_permutation_p(first, second)
    larger = find_permutation_p(
        {value: number * 4 for value, number in first.items()}, {value: number * 4 for value, number in second.items()}
    )
    assert 0 < larger < exact_like < 1


@pytest.mark.parametrize(
    ("freedom", "expected"),
    [(1, 12.7062), (2, 4.3027), (4, 2.7764), (9, 2.2622), (29, 2.0452), (120, 1.9799)],  # any textbook's table
)
def test_student_s_t_is_that_of_the_tables(freedom: float, expected: float) -> None:
    assert find_t(freedom) == pytest.approx(expected, abs=5e-5)


def test_a_mean_has_student_s_interval_and_keeps_to_the_scale() -> None:
    values = [1, 2, 2, 3, 4, 7]
    found = estimate_figure(Counter(values), "mean", 1, 7)
    margin = 2.5706 * statistics.stdev(values) / math.sqrt(6)  # t of 5 degrees of freedom
    assert found.value == pytest.approx(statistics.fmean(values))
    assert found.high == pytest.approx(statistics.fmean(values) + margin, abs=1e-3)
    assert found.low == 1  # the mean less the margin lies below what the scale holds


def test_a_share_has_wilson_s_interval() -> None:
    """The limits solve (p − share)² = z²·p·(1 − p)/n: that is what Wilson's interval means."""
    z = statistics.NormalDist().inv_cdf(0.975)
    for hits, n in ((1, 8), (9, 15), (40, 89)):
        for limit in find_wilson(hits, n):
            assert (limit - hits / n) ** 2 == pytest.approx(z * z * limit * (1 - limit) / n)
    assert find_wilson(0, 10)[0] == 0
    assert find_wilson(10, 10)[1] == 1


@pytest.mark.parametrize(
    ("first", "second", "low", "high"),
    [((56, 70), (48, 80), 0.0524, 0.3339), ((9, 10), (3, 10), 0.1705, 0.8090), ((10, 10), (0, 10), 0.6075, 1.0)],
)
def test_a_difference_of_shares_has_the_interval_that_newcombe_published(
    first: tuple[int, int], second: tuple[int, int], low: float, high: float
) -> None:
    """Cases a, b and h of his table II, method 10."""
    counts = [{1: hits, 0: n - hits} for hits, n in (first, second)]
    difference, below, above = find_difference(counts[0], counts[1], "share")
    assert difference == pytest.approx(first[0] / first[1] - second[0] / second[1])
    assert (below, above) == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))


def test_nothing_is_said_of_the_spread_of_a_single_answer() -> None:
    assert estimate_figure({4: 1}, "mean", 1, 7).low is None
    assert find_difference({4: 1}, {5: 3}, "mean")[1:] == (None, None)
    assert estimate_figure({}, "mean", 1, 7).value is None


def test_many_comparisons_make_each_one_harder() -> None:
    """Benjamini and Hochberg's own rule, written out: the smallest p·m/rank of those at least as large."""
    values = [0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205, 0.212, 0.216]
    ranked = sorted(values)
    expected = [
        min([1.0, *(ranked[k] * len(values) / (k + 1) for k in range(ranked.index(p), len(values)))]) for p in values
    ]
    assert adjust_p_values(values) == pytest.approx(expected)
    assert adjust_p_values(list(reversed(values))) == pytest.approx(list(reversed(expected)))
    assert adjust_p_values([]) == []
