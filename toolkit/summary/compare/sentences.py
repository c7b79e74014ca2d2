"""Turn the differences and changes that are larger than chance allows into sentences, in the reader's language. Pure.

Nothing is said of the others: silence means that chance alone could well have given as much. A sentence gives both
figures, the difference with its 95 % interval, and how many answered.
"""

from collections.abc import Callable, Mapping

from toolkit.model.comparison import Change, Difference, Finding, Gap, GroupComparison, Quantity, WaveComparison
from toolkit.model.comparison import WordComparison as Words
from toolkit.summary.wording import say_count, say_mean, say_share
from toolkit.texts import Texts

Names = Mapping[str, str]
"""Group id → the group's name."""

_THAN_OTHERS = {
    "share": "{group}: {first} chose “{label}”, against {second} in the other groups.",
    "theme": "{group}: {first} bring up “{label}”, against {second} in the other groups.",
    "scale": "{group} answers {first} on average, against {second} in the other groups.",
    "points": "{group} gives “{label}” {first} points on average, against {second} in the other groups.",
    "rank": "{group} ranks “{label}” {direction}: {first} on average (1 is first), against {second} in the others.",
    "effort": "{group} thinks that “{label}” takes {direction} effort: {first} on average, against {second}.",
    "effect": "{group} thinks that “{label}” has {direction} effect: {first} on average, against {second}.",
}
_THAN_BEFORE = {
    "share": "{group}: {first} chose “{label}” in {later}, against {second} in {earlier}.",
    "theme": "{group}: {first} bring up “{label}” in {later}, against {second} in {earlier}.",
    "scale": "{group} answers {first} on average in {later}, against {second} in {earlier}.",
    "points": "{group} gives “{label}” {first} points on average in {later}, against {second} in {earlier}.",
    "rank": "{group} ranks “{label}” {direction} in {later}: {first} (1 is first), against {second} in {earlier}.",
    "effort": "{group}: in {later} “{label}” takes {direction} effort: {first}, against {second} in {earlier}.",
    "effect": "{group}: in {later} “{label}” has {direction} effect: {first}, against {second} in {earlier}.",
}
_DIRECTIONS = {
    "rank": ("lower", "higher"),  # a greater rank is further down
    "effort": ("more", "less"),
    "effect": ("more", "less"),
}


def say_differences(comparison: GroupComparison, names: Names, texts: Texts) -> tuple[Finding, ...]:
    """Say every difference of a group from the others that is larger than chance allows."""
    return tuple(
        Finding(question=each.quantity.question, group=each.group, said=say_difference(each, names, texts))
        for each in comparison.named
    )


def say_no_difference(comparison: GroupComparison, texts: Texts) -> str:
    """Say that no difference was found, which is not that there is none, or that nothing could be compared."""
    if not comparison.differences:
        return texts(
            "There are too few answers to compare the groups’ figures yet: that takes at least {minimum} answers to a"
            " question from a group, and {minimum} from the others.",
            minimum=comparison.minimum,
        )
    found = texts.plural(
        "No group differs from the others by more than chance allows ({n} comparison).",
        "No group differs from the others by more than chance allows ({n} comparisons).",
        len(comparison.differences),
    )
    return f"{found} {texts('That does not show that they agree: smaller differences may still be there.')}"


def say_difference(each: Difference, names: Names, texts: Texts) -> str:
    """Say one difference of a group from the others, and how sure it is."""
    return f"{say_briefly(each, names, texts)} {_say_uncertainty(each.quantity, each.gap, texts)}"


def say_briefly(each: Difference, names: Names, texts: Texts) -> str:
    """Say one difference of a group from the others in one sentence, as on a slide."""
    facts = _compose_facts(each.quantity, each.gap, texts)
    return texts(_THAN_OTHERS[_find_pattern(each.quantity)], group=names[each.group], **facts)


def say_changes(comparison: WaveComparison, names: Names, texts: Texts) -> tuple[Finding, ...]:
    """Say every change between two waves that is larger than chance allows."""
    return tuple(
        Finding(question=each.quantity.question, group=each.group, said=say_change(each, names, texts))
        for each in comparison.named
    )


def say_change(each: Change, names: Names, texts: Texts, *, brief: bool = False) -> str:
    """Say one change, how sure it is, and whether the sheet has changed in between; `brief` leaves both out."""
    facts = _compose_facts(each.quantity, each.gap, texts)
    group = names[each.group] if each.group else texts("All who met again")
    waves = {"earlier": each.earlier.label, "later": each.later.label}
    said = texts(_THAN_BEFORE[_find_pattern(each.quantity)], group=group, **waves, **facts)
    if brief:
        return said
    said = f"{said} {_say_uncertainty(each.quantity, each.gap, texts)}"
    if each.comparability == "same":
        return said
    changed = texts("Something on the sheet has changed in between; see that the question was asked in the same way.")
    return f"{said} {changed}"


def say_words(comparison: Words, names: Names, texts: Texts) -> tuple[Finding, ...]:
    """Say which words set a group apart, where even so many tried words do not explain it."""
    found = []
    for each in comparison.apart:
        if each.named:
            said = texts(
                "{group} writes “{word}” more often: {own} of {own_n} answers, against {others} of {other_n}.",
                group=names[each.group],
                word=each.word,
                own=each.own,
                own_n=each.own_responses,
                others=each.others,
                other_n=each.other_responses,
            )
            found.append(Finding(question=each.question, group=each.group, said=said))
    return tuple(found)


def say_figure(quantity: Quantity, value: float, texts: Texts) -> str:
    """Say a figure as it is read: a share as per cent, points as a whole number, other means with one decimal."""
    return _find_teller(quantity)(value, texts)


def _find_teller(quantity: Quantity) -> Callable[[float, Texts], str]:
    if quantity.kind == "share":
        return say_share
    return say_count if quantity.unit == "points" and quantity.high >= 50 else say_mean


def _find_pattern(quantity: Quantity) -> str:
    if quantity.unit == "position":
        return quantity.axis
    return "theme" if quantity.theme else quantity.unit


def _compose_facts(quantity: Quantity, gap: Gap, texts: Texts) -> dict[str, str]:
    facts = {"label": quantity.label.say(texts.language)}
    for name, figure in (("first", gap.first), ("second", gap.second)):
        facts[name] = say_figure(quantity, figure.value or 0.0, texts)
    directions = _DIRECTIONS.get(_find_pattern(quantity))
    if directions:
        facts["direction"] = texts(directions[gap.difference < 0])
    return facts


def _say_uncertainty(quantity: Quantity, gap: Gap, texts: Texts) -> str:
    sizes = {"n": gap.first.n, "m": gap.second.n}
    if gap.low is None or gap.high is None:
        return texts("(n = {n} and {m}.)", **sizes)
    scale = 100 if quantity.kind == "share" else 1
    tell = say_count if quantity.kind == "share" else _find_teller(quantity)
    figures = {
        "difference": _sign(gap.difference * scale, tell, texts),
        "low": _sign(gap.low * scale, tell, texts),
        "high": _sign(gap.high * scale, tell, texts),
    }
    if quantity.kind == "share":
        return texts(
            "(Difference {difference} percentage points, 95 per cent interval {low} to {high}; n = {n} and {m}.)",
            **figures,
            **sizes,
        )
    return texts(
        "(Difference {difference}, 95 per cent interval {low} to {high}; n = {n} and {m}.)", **figures, **sizes
    )


def _sign(value: float, tell: Callable[[float, Texts], str], texts: Texts) -> str:
    said = tell(abs(value), texts)
    if not any(digit in said for digit in "123456789"):
        return said
    return f"+{said}" if value > 0 else f"−{said}"
