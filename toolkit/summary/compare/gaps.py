"""Turn pairs of counts into gaps: difference, interval, p-value, and which are larger than chance allows. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from toolkit.model.comparison import Estimate, Gap, Quantity
from toolkit.summary.compare.chance import adjust_p_values, estimate_figure, find_difference, find_permutation_p

LEVEL = 0.05


@dataclass(frozen=True, kw_only=True)
class Pair:
    """Two sets of values of one quantity that are to be compared."""

    quantity: Quantity
    first: Mapping[int, int]
    second: Mapping[int, int]


def compose_gaps(pairs: Sequence[Pair]) -> list[Gap]:
    """Compare every pair, and correct for how many there are."""
    values = [find_permutation_p(pair.first, pair.second) for pair in pairs]
    return [
        _compose_gap(pair, p, adjusted)
        for pair, p, adjusted in zip(pairs, values, adjust_p_values(values), strict=True)
    ]


def _compose_gap(pair: Pair, p: float, adjusted: float) -> Gap:
    difference, low, high = find_difference(pair.first, pair.second, pair.quantity.kind)
    # An interval that holds 0 says that there may be no difference: then nothing is claimed, whatever the test says.
    clear = low is None or high is None or low > 0 or high < 0
    return Gap(
        first=estimate(pair.quantity, pair.first),
        second=estimate(pair.quantity, pair.second),
        difference=difference,
        low=low,
        high=high,
        p=p,
        adjusted=adjusted,
        named=clear and adjusted <= LEVEL,
    )


def estimate(quantity: Quantity, counts: Mapping[int, int]) -> Estimate:
    """Return a quantity's figure with its interval."""
    return estimate_figure(counts, quantity.kind, quantity.low, quantity.high)
