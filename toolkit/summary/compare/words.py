"""Turn answers in words into what all groups say, what one group alone says, and what sets a group apart. Pure.

Words are counted once a response, and within one language at a time: an English workshop does not stand out by its
English. What sets a group apart is found by weighted log-odds with an informative Dirichlet prior (Monroe, Colaresi &
Quinn 2008, "Fightin' words: lexical feature selection and evaluation for identifying the content of political
conflict", Political Analysis 16:372–403, equations 15, 16 and 22), which shrinks what is rare and bears groups of
unequal size; plain ratios do neither.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from toolkit.model.comparison import Said, SetApart, WordComparison
from toolkit.model.plain_text import fold_word
from toolkit.model.tally import Summary
from toolkit.model.themes import CodableAnswer
from toolkit.summary.compare.chance import adjust_p_values
from toolkit.summary.compare.gaps import LEVEL
from toolkit.summary.corpus import Corpus, Numbers, number_words

FEWEST = 3
"""Responses that must hold a word before anything is said of it."""
_Z = 1.96


@dataclass(frozen=True, kw_only=True, eq=False)
class Pile:
    """What the responses in one language gave to one question: how many answered, and how many gave each word.

    Only the words that three responses gave at least. `given` has a row a word and a column a group.
    """

    question: str
    language: str
    answered: Mapping[str, int]
    """Group id → responses that answered."""
    words: Sequence[str]
    """The words as counted, by alphabet."""
    spelt: Sequence[str]
    """Each word as most people wrote it."""
    given: Numbers


class Scored(NamedTuple):
    """How a word of a pile (by its row) sets a group (by its column) apart, as a z-score.

    A named tuple and not a dataclass, because tens of thousands are tried and few are shown.
    """

    pile: Pile
    row: int
    column: int
    z: float


def compare_words(summary: Summary, corpus: Corpus, minimum: int) -> WordComparison:
    """Compare the words of every open question and every question of words; groups below the minimum are left out."""
    piles = gather_piles(summary, corpus)
    by_all: list[Said] = []
    by_one: list[Said] = []
    scored: list[Scored] = []
    for pile in piles:
        groups = _find_groups(pile, piles, minimum)
        if len(groups) < 2:
            continue
        both, one = find_shared(pile, groups)
        by_all += both
        by_one += one
        scored += score_words(pile, groups)
    return WordComparison(
        by_all=tuple(by_all), by_one=tuple(by_one), apart=name_words(scored), tried=len(scored), minimum=minimum
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


@dataclass(frozen=True, kw_only=True, eq=False)
class _Mentions:
    """Words given to one question in one language, each once a response, side by side.

    `word` is the number of each as counted among `words`, `spelling` the number of it as written among `spellings`,
    `column` that of the group that gave it.
    """

    words: Sequence[str]
    spellings: Sequence[str]
    word: Numbers
    spelling: Numbers
    column: Numbers


def gather_piles(summary: Summary, corpus: Corpus) -> list[Pile]:
    """Gather what was given to each question in words, in the order asked, a pile a language."""
    groups = [group.id for group in summary.groups]
    places = {tally.question.id: place for place, tally in enumerate(summary.questions)}
    piles = [*_gather_texts(corpus, groups), *_gather_short(summary, groups)]
    return sorted(piles, key=lambda pile: (places[pile.question], pile.language != "sv", pile.language))


def _gather_texts(corpus: Corpus, groups: Sequence[str]) -> Iterator[Pile]:
    """Gather the words of open answers by their base, each once a response, as it is first written there."""
    asked, piles = corpus.asked
    sheets = _number_sheets(corpus.answers)
    places = {group: place for place, group in enumerate(groups)}
    columns = np.array([places[answer.group] for answer in corpus.answers], np.int64)
    _, one_each = np.unique(sheets, return_index=True)
    telling = corpus.telling[corpus.token_words]
    owners, words = corpus.owners[telling], corpus.token_words[telling]
    bases = corpus.base_of[words]
    _, firsts = np.unique(sheets[owners] * len(corpus.bases) + bases, return_index=True)
    owners, words, bases = owners[firsts], words[firsts], bases[firsts]
    for number, (question, language) in enumerate(asked):
        own = piles[owners] == number
        answered = np.bincount(columns[one_each[piles[one_each] == number]], minlength=len(groups))
        yield _compose_pile(
            question,
            language,
            dict(zip(groups, answered.tolist(), strict=True)),
            _Mentions(
                words=corpus.bases,
                spellings=corpus.words,
                word=bases[own],
                spelling=words[own],
                column=columns[owners[own]],
            ),
        )


def _number_sheets(answers: Sequence[CodableAnswer]) -> Numbers:
    """Give what one response answers to one question a number; it may be several answers, which stand together."""
    sheets = [(answer.key.response, answer.key.workshop, answer.question) for answer in answers]
    begins = [False, *(one != other for one, other in pairwise(sheets))]
    return np.cumsum(np.array(begins[: len(answers)], np.int64))


def _gather_short(summary: Summary, groups: Sequence[str]) -> Iterator[Pile]:
    """Gather the short answers to questions of words, each once a response, as it is last written there."""
    answered: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    given: dict[tuple[str, str], list[tuple[str, str, str]]] = defaultdict(list)
    for counted in summary.responses:
        group = counted.workshop.group.id
        found: dict[str, dict[str, str]] = {}
        for item, value, _ in counted.entries:
            if item.kind == "word":
                found.setdefault(item.question, {})[fold_word(str(value))] = str(value)
        for question, words in found.items():
            asked = (question, counted.response.language)
            answered[asked][group] += 1
            given[asked] += ((word, spelling, group) for word, spelling in words.items())
    for question, language in answered:
        counts = {group: answered[question, language][group] for group in groups}
        pile = given[question, language]
        listed, word = number_words([(language, each) for each, _, _ in pile])
        spelt, spelling = number_words([(language, each) for _, each, _ in pile])
        yield _compose_pile(
            question,
            language,
            counts,
            _Mentions(
                words=[each for _, each in listed],
                spellings=[each for _, each in spelt],
                word=word,
                spelling=spelling,
                column=np.array([groups.index(group) for _, _, group in pile], np.int64),
            ),
        )


def _compose_pile(question: str, language: str, answered: Mapping[str, int], mentions: _Mentions) -> Pile:
    """Count how many responses of each group gave each word, and find how most wrote it."""
    held = np.bincount(mentions.word, minlength=len(mentions.words))
    often = held[mentions.word] >= FEWEST
    kept, rows = np.unique(mentions.word[often], return_inverse=True)
    cells = rows * len(answered) + mentions.column[often]
    return Pile(
        question=question,
        language=language,
        answered=answered,
        words=[mentions.words[word] for word in kept.tolist()],
        spelt=[mentions.spellings[spelling] for spelling in _find_most_frequent(rows, mentions.spelling[often])],
        given=np.bincount(cells, minlength=len(kept) * len(answered)).reshape(len(kept), len(answered)),
    )


def _find_most_frequent(rows: Numbers, spellings: Numbers) -> list[int]:
    """Return the spelling that each row has most often; of several, the first by alphabet."""
    if not len(rows):
        return []
    most = int(spellings.max()) + 1
    pairs, counts = np.unique(rows * most + spellings, return_counts=True)
    row, spelling = np.divmod(pairs, most)
    order = np.lexsort((spelling, -counts, row))
    _, firsts = np.unique(row[order], return_index=True)
    found: list[int] = spelling[order][firsts].tolist()
    return found


def find_shared(pile: Pile, groups: Sequence[str]) -> tuple[list[Said], list[Said]]:
    """Return what every one of these groups says, and what only one of them says (at least three responses of it)."""
    by_all: list[Said] = []
    by_one: list[Said] = []
    given = pile.given[:, _find_columns(pile, groups)]
    totals, whole, saying = given.sum(axis=1), pile.given.sum(axis=1), (given > 0).sum(axis=1)
    for row in np.argsort(-totals, kind="stable").tolist():
        only_one = saying[row] == 1 and totals[row] == whole[row]
        if totals[row] < FEWEST or not (saying[row] == len(groups) or only_one):
            continue
        said = Said(
            question=pile.question,
            word=pile.spelt[row],
            language=pile.language,
            responses=int(totals[row]),
            groups=dict(zip(groups, given[row].tolist(), strict=True)),
        )
        (by_one if only_one else by_all).append(said)
    return by_all, by_one


def score_words(pile: Pile, groups: Sequence[str]) -> list[Scored]:
    """Score every word of these groups against all other groups; those given often enough to be scored."""
    totals = pile.given.sum(axis=0).tolist()
    whole = sum(totals)
    asked = sum(number > 0 for number in pile.answered.values())
    by_word = pile.given.sum(axis=1).tolist()
    found = []
    for column in _find_columns(pile, groups):
        own_words = totals[column]
        for row, own in enumerate(pile.given[:, column].tolist()):
            if own >= FEWEST:
                other = by_word[row] - own
                z = find_log_odds_z(own, own_words, other, whole - own_words, prior=whole / asked)
                found.append(Scored(pile, row, column, z))
    return found


def _find_columns(pile: Pile, groups: Sequence[str]) -> list[int]:
    places = {group: place for place, group in enumerate(pile.answered)}
    return [places[group] for group in groups]


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


def name_words(scored: Sequence[Scored]) -> tuple[SetApart, ...]:
    """Keep the words that lean to a group (z ≥ 1.96), strongest first within question and group.

    Those that chance does not explain even with all the words that were tried are `named`.
    """
    adjusted = adjust_p_values([math.erfc(max(each.z, 0) / math.sqrt(2)) for each in scored])
    kept = [_set_apart(each, p <= LEVEL) for each, p in zip(scored, adjusted, strict=True) if each.z >= _Z]
    order = dict.fromkeys((each.pile.question, list(each.pile.answered)[each.column]) for each in scored)
    places = {key: place for place, key in enumerate(order)}
    return tuple(sorted(kept, key=lambda each: (places[each.question, each.group], -each.z, each.word)))


def _set_apart(scored: Scored, named: bool) -> SetApart:
    pile, row, column, z = scored
    groups = list(pile.answered)
    own, own_responses = int(pile.given[row, column]), pile.answered[groups[column]]
    return SetApart(
        question=pile.question,
        group=groups[column],
        word=pile.spelt[row],
        language=pile.language,
        own=own,
        own_responses=own_responses,
        others=int(pile.given[row].sum()) - own,
        other_responses=sum(pile.answered.values()) - own_responses,
        z=z,
        named=named,
    )
