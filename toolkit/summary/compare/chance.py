"""Turn counts of whole numbers into intervals and exact tests: what a figure may be, what chance allows. Pure.

Counts are value → how many responses gave it. A share is the mean of 0 and 1. No randomness is used: permutation
tests are counted out exactly where there are some hundred answers at most, and approximated beyond that.
"""

import math
from collections.abc import Mapping, Sequence
from functools import cache
from statistics import NormalDist

from toolkit.model.comparison import Estimate, FigureKind

Counts = Mapping[int, int]
_Z = NormalDist().inv_cdf(0.975)
_MOST_WORK = 8_000_000
"""Machine words that one exact permutation test may touch: some milliseconds."""


def estimate_figure(counts: Counts, kind: FigureKind, low: int, high: int) -> Estimate:
    """Return the mean with its 95 % interval: Wilson's for a share, Student's t (within the limits) for a mean."""
    n, mean, deviation = _describe(counts)
    if n == 0:
        return Estimate()
    if kind == "share":
        below, above = find_wilson(counts.get(1, 0), n)
        return Estimate(n=n, value=mean, low=below, high=above)
    if n < 2 or deviation == 0:
        return Estimate(n=n, value=mean)
    margin = find_t(n - 1) * deviation / math.sqrt(n)
    return Estimate(n=n, value=mean, low=max(low, mean - margin), high=min(high, mean + margin))


def find_wilson(successes: int, n: int) -> tuple[float, float]:
    """Return Wilson's 95 % score interval of a share (Wilson 1927, JASA 22:209–212)."""
    share, z2 = successes / n, _Z * _Z
    middle = (share + z2 / (2 * n)) / (1 + z2 / n)
    margin = _Z / (1 + z2 / n) * math.sqrt(share * (1 - share) / n + z2 / (4 * n * n))
    low = 0.0 if successes == 0 else middle - margin
    high = 1.0 if successes == n else middle + margin
    return low, high


def find_difference(first: Counts, second: Counts, kind: FigureKind) -> tuple[float, float | None, float | None]:
    """Return first mean minus second with its 95 % interval.

    Shares: Newcombe's hybrid score interval (Newcombe 1998, Statistics in Medicine 17:873–890, method 10).
    Means: Welch's t (Welch 1947, Biometrika 34:28–35). No limits where no spread can be estimated.
    """
    n1, mean1, deviation1 = _describe(first)
    n2, mean2, deviation2 = _describe(second)
    difference = mean1 - mean2
    if kind == "share":
        low1, high1 = find_wilson(first.get(1, 0), n1)
        low2, high2 = find_wilson(second.get(1, 0), n2)
        below = math.hypot(mean1 - low1, high2 - mean2)
        above = math.hypot(high1 - mean1, mean2 - low2)
        return difference, difference - below, difference + above
    if n1 < 2 or n2 < 2 or deviation1 == deviation2 == 0:
        return difference, None, None
    part1, part2 = deviation1**2 / n1, deviation2**2 / n2
    freedom = (part1 + part2) ** 2 / (part1**2 / (n1 - 1) + part2**2 / (n2 - 1))
    margin = find_t(freedom) * math.sqrt(part1 + part2)
    return difference, difference - margin, difference + margin


def find_permutation_p(first: Counts, second: Counts) -> float:
    """Return how often a random split of the same values differs at least as much in its means as this one does.

    Two-sided; exact (every split is counted) where that is quick, otherwise by the normal approximation of the same
    permutation distribution. For 0 and 1 it is the hypergeometric distribution, as in Fisher's exact test.
    """
    values = {value: first.get(value, 0) + second.get(value, 0) for value in sorted({*first, *second})}
    values = {value: number for value, number in values.items() if number}
    smaller = min(first, second, key=lambda counts: sum(counts.values()))
    size, whole = sum(smaller.values()), sum(values.values())
    if size == 0 or len(values) < 2:
        return 1.0
    least = min(values)
    step = math.gcd(*(value - least for value in values))
    units = {(value - least) // step: number for value, number in values.items()}
    total = sum(unit * number for unit, number in units.items())
    reached = sum((value - least) // step * number for value, number in smaller.items())
    distance = abs(whole * reached - size * total)
    if len(units) == 2:
        ways = _count_hits(units[1], units[0], size)
    else:
        if _estimate_work(units, size, whole) > _MOST_WORK:
            return _approximate_p(units, size, whole, distance)
        ways = _count_sums(units, size, whole)
    extreme = sum(number for sum_, number in ways.items() if abs(whole * sum_ - size * total) >= distance)
    return _divide(extreme, math.comb(whole, size))


def adjust_p_values(values: Sequence[float]) -> list[float]:
    """Adjust p-values for their number, so that at most one in twenty named differences is expected to be chance.

    Benjamini & Hochberg 1995, Journal of the Royal Statistical Society B 57:289–300. Where there is no difference at
    all, anything is named in at most one summary of twenty.
    """
    order = sorted(range(len(values)), key=lambda index: values[index], reverse=True)
    adjusted, least = [1.0] * len(values), 1.0
    for place, index in enumerate(order):
        least = min(least, values[index] * len(values) / (len(values) - place))
        adjusted[index] = least
    return adjusted


@cache
def find_t(freedom: float) -> float:
    """Return Student's t for a two-sided 95 % interval, by bisection of its distribution."""
    low, high = 1.9, 13.0
    for _ in range(60):
        middle = (low + high) / 2
        beyond = find_beta(freedom / 2, 0.5, freedom / (freedom + middle * middle))
        low, high = (middle, high) if beyond > 0.05 else (low, middle)
    return (low + high) / 2


def find_beta(a: float, b: float, x: float) -> float:
    """Return the regularised incomplete beta function I_x(a, b), by Lentz's continued fraction."""
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):
        return 1 - find_beta(b, a, 1 - x)
    front = math.exp(math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x))
    fraction, up, down = 1.0, 1.0, 0.0
    for step in range(300):
        half = step // 2
        if step == 0:
            term = 1.0
        elif step % 2 == 0:
            term = half * (b - half) * x / ((a + step - 1) * (a + step))
        else:
            term = -(a + half) * (a + b + half) * x / ((a + step - 1) * (a + step))
        down = 1 / ((1 + term * down) or 1e-300)
        up = (1 + term / up) or 1e-300
        fraction *= up * down
        if abs(1 - up * down) < 1e-13:
            break
    return front * (fraction - 1) / a


def _describe(counts: Counts) -> tuple[int, float, float]:
    """Return the number, the mean and the sample standard deviation."""
    n = sum(counts.values())
    if n == 0:
        return 0, 0.0, 0.0
    total = sum(value * number for value, number in counts.items())
    squares = sum(value * value * number for value, number in counts.items())
    # Whole numbers until the last step: a spread of nothing is then exactly 0.
    spread = n * squares - total * total
    return n, total / n, math.sqrt(spread / (n * (n - 1))) if n > 1 else 0.0


def _count_hits(ones: int, zeros: int, size: int) -> dict[int, int]:
    """Count the ways to draw `size` of the values, by how many ones are drawn; each number gives the next."""
    least, most = max(0, size - zeros), min(size, ones)
    number = math.comb(ones, least) * math.comb(zeros, size - least)
    ways = {least: number}
    for hits in range(least, most):
        number = number * (ones - hits) * (size - hits) // ((hits + 1) * (zeros - size + hits + 1))
        ways[hits + 1] = number
    return ways


def _divide(part: int, whole: int) -> float:
    """Divide whole numbers that may be far beyond what a float holds."""
    spare = max(0, whole.bit_length() - 1000)
    return min(1.0, (part >> spare) / (whole >> spare))


def _estimate_work(units: Counts, size: int, whole: int) -> int:
    words = (size * max(units) + 1) * (math.comb(whole, size).bit_length() + 1) // 64 + 1 if whole <= 2000 else 10**12
    return words * sum(size * min(size, number) for number in units.values())


def _count_sums(units: Counts, size: int, whole: int) -> dict[int, int]:
    """Count the ways to draw `size` of the values, by their sum.

    The product of (1 + y·x^value) over all values, kept to y^size (Pagano & Tritchler 1983, JASA 78:435–440). Each
    power of y is one long whole number in which a slot holds the coefficient of one power of x.
    """
    slot = (math.comb(whole, size).bit_length() + 8) // 8
    powers = [1] + [0] * size
    for unit, number in units.items():
        ways = [math.comb(number, taken) for taken in range(min(number, size) + 1)]
        for held in range(size, 0, -1):
            for taken in range(1, min(len(ways) - 1, held) + 1):
                if powers[held - taken]:
                    powers[held] += powers[held - taken] * ways[taken] << (8 * slot * unit * taken)
    length = size * max(units) + 1
    content = powers[size].to_bytes(slot * length, "little")
    return {
        sum_: number
        for sum_ in range(length)
        if (number := int.from_bytes(content[sum_ * slot : (sum_ + 1) * slot], "little"))
    }


def _approximate_p(units: Counts, size: int, whole: int, distance: int) -> float:
    """Approximate the permutation test: sums of a sample without replacement are nearly normal."""
    total = sum(unit * number for unit, number in units.items())
    squares = sum(unit * unit * number for unit, number in units.items())
    variance = size * (whole - size) * (squares - total * total / whole) / (whole * (whole - 1))
    z = distance / whole / math.sqrt(variance)
    return math.erfc(z / math.sqrt(2))
