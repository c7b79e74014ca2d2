"""Turn answers in words into what all groups say, what one group alone says, and what sets a group apart. Pure.

Words are counted once a response, and within one language at a time: an English workshop does not stand out by its
English. What sets a group apart is found by weighted log-odds with an informative Dirichlet prior (Monroe, Colaresi &
Quinn 2008, "Fightin' words: lexical feature selection and evaluation for identifying the content of political
conflict", Political Analysis 16:372–403, equations 15, 16 and 22), which shrinks what is rare and bears groups of
unequal size; plain ratios do neither.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from toolkit.model.comparison import Said, SetApart, WordComparison
from toolkit.model.plain_text import fold_word
from toolkit.model.tally import Summary
from toolkit.summary.compare.chance import adjust_p_values
from toolkit.summary.compare.gaps import LEVEL
from toolkit.summary.compare.tokens import Stem, find_words, keep_word

FEWEST = 3
"""Responses that must hold a word before anything is said of it."""
_Z = 1.96


@dataclass(frozen=True, kw_only=True)
class Pile:
    """What the responses in one language gave to one question: how many answered, and how many gave each word."""

    question: str
    language: str
    answered: Mapping[str, int]
    """Group id → responses that answered."""
    given: Mapping[str, Mapping[str, int]]
    """Word as counted → group id → responses."""
    spelt: Mapping[str, str] = field(default_factory=dict)
    """Word as counted → as most people wrote it."""


def compare_words(summary: Summary, minimum: int, stem: Stem = keep_word) -> WordComparison:
    """Compare the words of every open question and every question of words; groups below the minimum are left out."""
    piles = gather_piles(summary, stem)
    by_all: list[Said] = []
    by_one: list[Said] = []
    apart: list[SetApart] = []
    tried = 0
    for pile in piles:
        groups = _find_groups(pile, piles, minimum)
        if len(groups) < 2:
            continue
        both, one = find_shared(pile, groups)
        by_all += both
        by_one += one
        scored = score_words(pile, groups)
        tried += len(scored)
        apart += scored
    return WordComparison(
        by_all=tuple(by_all), by_one=tuple(by_one), apart=name_words(apart), tried=tried, minimum=minimum
    )


def _find_groups(pile: Pile, piles: Sequence[Pile], minimum: int) -> list[str]:
    """Return the groups that are large enough in this language, and whose answers in the others are too, or none.

    What a group of twelve says in Swedish would, beside what all fifteen say, tell what its three English ones do.
    """
    both = [other.answered for other in piles if other.question == pile.question]
    whole = {group: sum(answered.get(group, 0) for answered in both) for group in pile.answered}

    def is_safe(own: int, all_: int) -> bool:
        return own >= minimum and (all_ == own or all_ - own >= minimum)

    if not is_safe(sum(pile.answered.values()), sum(whole.values())):
        return []
    return [group for group, number in pile.answered.items() if is_safe(number, whole[group])]


def gather_piles(summary: Summary, stem: Stem = keep_word) -> list[Pile]:
    """Gather what was given to each question in words, in the order asked, a pile a language."""
    answered: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    # One flat count by word and group, and by word and spelling: a count a word would cost four times as much.
    given: dict[tuple[str, str], Counter[tuple[str, str]]] = defaultdict(Counter)
    spelt: dict[tuple[str, str], Counter[tuple[str, str]]] = defaultdict(Counter)
    known: dict[str, dict[str, str]] = defaultdict(dict)
    for counted in summary.responses:
        language, group = counted.response.language, counted.workshop.group.id
        stems = known[language]
        found: dict[str, dict[str, str]] = {}
        for item, value, _ in counted.entries:
            if item.kind == "word":
                word = fold_word(str(value))
                found.setdefault(item.question, {})[word] = str(value)
            elif item.kind == "text":
                words = found.setdefault(item.question, {})
                for word in find_words(str(value), language):
                    if word not in stems:
                        stems[word] = stem(word, language)
                    words.setdefault(stems[word], word)
        for question, words in found.items():
            place = (question, language)
            answered[place][group] += 1
            given[place].update((word, group) for word in words)
            spelt[place].update(words.items())
    places = {tally.question.id: place for place, tally in enumerate(summary.questions)}
    return [
        Pile(
            question=question,
            language=language,
            answered={group.id: answered[question, language][group.id] for group in summary.groups},
            given=_group_counts(given[question, language]),
            spelt=_find_spellings(spelt[question, language]),
        )
        for question, language in sorted(answered, key=lambda key: (places[key[0]], key[1] != "sv", key[1]))
    ]


def find_shared(pile: Pile, groups: Sequence[str]) -> tuple[list[Said], list[Said]]:
    """Return what every one of these groups says, and what only one of them says (at least three responses of it)."""
    by_all, by_one = [], []
    often = [(-_sum(counts, groups), word) for word, counts in pile.given.items() if sum(counts.values()) >= FEWEST]
    for negative, word in sorted(often):
        counts, total = pile.given[word], -negative
        if total < FEWEST:
            continue
        own = {group: counts.get(group, 0) for group in groups}
        said = Said(
            question=pile.question,
            word=pile.spelt.get(word, word),
            language=pile.language,
            responses=total,
            groups=own,
        )
        if all(own.values()):
            by_all.append(said)
        elif total == sum(counts.values()) and sum(number > 0 for number in own.values()) == 1:
            by_one.append(said)
    return by_all, by_one


def score_words(pile: Pile, groups: Sequence[str]) -> list[SetApart]:
    """Score every word of these groups against all other groups; those given often enough to be scored."""
    words = [word for word, counts in pile.given.items() if sum(counts.values()) >= FEWEST]
    totals = {group: sum(pile.given[word].get(group, 0) for word in words) for group in pile.answered}
    whole = sum(totals.values())
    asked = sum(number > 0 for number in pile.answered.values())
    found = []
    for group in groups:
        others = [other for other in pile.answered if other != group]
        for word in words:
            own, other = pile.given[word].get(group, 0), _sum(pile.given[word], others)
            if own < FEWEST:
                continue
            z = find_log_odds_z(own, totals[group], other, whole - totals[group], prior=whole / asked)
            found.append(
                SetApart(
                    question=pile.question,
                    group=group,
                    word=pile.spelt.get(word, word),
                    language=pile.language,
                    own=own,
                    own_responses=pile.answered[group],
                    others=other,
                    other_responses=_sum(pile.answered, others),
                    z=z,
                    named=False,
                )
            )
    return found


def find_log_odds_z(own: int, own_words: int, other: int, other_words: int, *, prior: float) -> float:
    """Return the z-score of a word's log-odds in one group against the others.

    The prior is `prior` words drawn from everyone's: the word's own share of them is added to both sides.
    """
    share = (own + other) / (own_words + other_words)
    alpha, rest = prior * share, prior * (1 - share)
    if rest == 0:
        return 0.0
    mine = math.log((own + alpha) / (own_words - own + rest))
    theirs = math.log((other + alpha) / (other_words - other + rest))
    return (mine - theirs) / math.sqrt(1 / (own + alpha) + 1 / (other + alpha))


def name_words(scored: Iterable[SetApart]) -> tuple[SetApart, ...]:
    """Keep the words that lean to a group (z ≥ 1.96), strongest first within question and group.

    Those that chance does not explain even with all the words that were tried are `named`.
    """
    every = list(scored)
    adjusted = adjust_p_values([math.erfc(max(each.z, 0) / math.sqrt(2)) for each in every])
    kept = [replace(each, named=p <= LEVEL) for each, p in zip(every, adjusted, strict=True) if each.z >= _Z]
    order = {key: place for place, key in enumerate(dict.fromkeys((each.question, each.group) for each in every))}
    return tuple(sorted(kept, key=lambda each: (order[each.question, each.group], -each.z, each.word)))


def _sum(counts: Mapping[str, int], groups: Iterable[str]) -> int:
    return sum(counts.get(group, 0) for group in groups)


def _group_counts(counts: Mapping[tuple[str, str], int]) -> dict[str, dict[str, int]]:
    """Turn counts by word and group into word → group → count."""
    found: dict[str, dict[str, int]] = {}
    for (word, group), number in counts.items():
        found.setdefault(word, {})[group] = number
    return found


def _find_spellings(counts: Mapping[tuple[str, str], int]) -> dict[str, str]:
    """Return each word as most people wrote it, by the word as it is counted."""
    best: dict[str, tuple[int, str]] = {}
    for (word, written), number in counts.items():
        if word not in best or (-number, written) < best[word]:
            best[word] = (-number, written)
    return {word: written for word, (_, written) in best.items()}
