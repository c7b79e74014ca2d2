"""Turn who gave which word into the words that may be published of everyone and of each group. Pure.

A word that one or two in a named group gave may tell who they are, so a word is published of a group only where at
least three responses of it hold the word. What is left of everyone's count then must not tell of another group either:
as each of the groups left may have given the word no more than twice, the rest must be so small that any one of them
may not have given it at all. Where it is not, the word is published of everyone alone.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from toolkit.model.plain_text import fold_word
from toolkit.model.tally import Summary
from toolkit.summary.compare.words import FEWEST


@dataclass(frozen=True, kw_only=True)
class Givers:
    """Who answered and who gave what: each word, folded, once a response."""

    words: Mapping[tuple[str, str], Counter[str]]
    """Question and group → in how many responses each short answer stands."""
    answered: Mapping[tuple[str, str], frozenset[str]]
    """Question and language → the groups that answered."""

    def list_groups(self, question: str) -> frozenset[str]:
        """Return the groups that answered a question, in whatever language."""
        found = (groups for (asked, _), groups in self.answered.items() if asked == question)
        return frozenset().union(*found)


def find_givers(summary: Summary) -> Givers:
    """Find who gave each word to a question of words, and who answered each question in each language."""
    words: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    answered: dict[tuple[str, str], set[str]] = defaultdict(set)
    for counted in summary.responses:
        group, language = counted.workshop.group.id, counted.response.language
        given: set[tuple[str, str]] = set()
        for item, value, first in counted.entries:
            if first:
                answered[item.question, language].add(group)
            if item.kind == "word":
                given.add((item.question, fold_word(str(value))))
        for question, word in given:
            words[question, group][word] += 1
    return Givers(words=words, answered={key: frozenset(groups) for key, groups in answered.items()})


def find_common_words(question: str, shown: Collection[str], givers: Givers) -> dict[str, frozenset[str]]:
    """Map everyone (an empty id) and each group that is shown to the words, folded, that may be published of it."""
    answered = givers.list_groups(question)
    by_group = {group: givers.words.get((question, group), Counter()) for group in answered}
    total: Counter[str] = Counter()
    for words in by_group.values():
        total.update(words)
    found: dict[str, set[str]] = {"": set(), **{group: set() for group in shown}}
    for word, number in total.items():
        if number < FEWEST:
            continue
        found[""].add(word)
        own = [group for group in shown if group in answered and by_group[group][word] >= FEWEST]
        if hides_the_rest(number - sum(by_group[group][word] for group in own), len(answered) - len(own)):
            for group in own:
                found[group].add(word)
    return {group: frozenset(words) for group, words in found.items()}


def hides_the_rest(rest: int, groups: int) -> bool:
    """Return whether so many responses of so many groups tell of none of them: any one may have nothing of the rest."""
    return rest <= (FEWEST - 1) * max(0, groups - 1)
