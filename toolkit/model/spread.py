"""Turn counts of whole numbers into mean, median, spread and quartiles, as Excel computes them. Pure."""

import math
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Spread:
    """What `n` values look like. With no value every figure is None; `deviation` needs two.

    `mean` is the arithmetic mean. `deviation` is the sample standard deviation, √(Σ(x − mean)² / (n − 1)), Excel's
    STDEV.S. `low_quartile`, `median` and `high_quartile` are the 25th, 50th and 75th percentiles by linear
    interpolation between order statistics at position (n − 1)·p (method 7 of Hyndman & Fan 1996, "Sample quantiles
    in statistical packages", The American Statistician 50:361–365), Excel's QUARTILE.INC.
    """

    n: int = 0
    mean: float | None = None
    deviation: float | None = None
    low_quartile: float | None = None
    median: float | None = None
    high_quartile: float | None = None


def describe_spread(counts: Mapping[int, int]) -> Spread:
    """Describe values given as value → how many times."""
    values = [value for value in sorted(counts) for _ in range(counts[value])]
    if not values:
        return Spread()
    n = len(values)
    mean = sum(values) / n
    return Spread(
        n=n,
        mean=mean,
        deviation=math.sqrt(sum((value - mean) ** 2 for value in values) / (n - 1)) if n > 1 else None,
        low_quartile=find_quantile(values, 0.25),
        median=find_quantile(values, 0.5),
        high_quartile=find_quantile(values, 0.75),
    )


def find_quantile(values: list[int], part: float) -> float:
    """Return a quantile of sorted values by linear interpolation at position (n − 1)·part."""
    position = (len(values) - 1) * part
    below = math.floor(position)
    above = min(below + 1, len(values) - 1)
    return values[below] + (values[above] - values[below]) * (position - below)
