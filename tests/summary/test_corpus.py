"""Answers and their words as numbers say the same as the answers themselves, read plainly one by one."""

import re
from itertools import groupby

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.summary.themes.answers import make_answers
from toolkit.model.themes import CodableAnswer
from toolkit.summary.compare.tokens import STOPWORDS
from toolkit.summary.corpus import Corpus, compose_corpus, list_distinct, number_words, part_by_owner
from toolkit.summary.themes.forms import find_base

LETTERS = "[^\\W\\d_]"
TEXTS = st.lists(
    st.tuples(
        st.sampled_from(("sv", "en", "de")),
        st.text(alphabet="aeknrtåÖÉß-'’ .1_\n", max_size=30) | st.text(max_size=20),
    ),
    max_size=12,
)


def make_mixed(*texts: tuple[str, str]) -> list[CodableAnswer]:
    """Make an answer of each text, in its language."""
    return [make_answers(text, question=f"q{place}", language=said)[0] for place, (said, text) in enumerate(texts)]


def read_back(corpus: Corpus) -> list[list[tuple[str, str, str]]]:
    """Return each answer's tokens: as written, in lower case, and their base."""
    found = []
    for start, end in zip(corpus.starts[:-1], corpus.starts[1:], strict=True):
        tokens = corpus.tokens[start:end].tolist()
        words = corpus.word_of[tokens].tolist() if tokens else []
        found.append(
            [
                (corpus.spellings[token], corpus.words[word], corpus.bases[corpus.base_of[word]])
                for token, word in zip(tokens, words, strict=True)
            ]
        )
    return found


def read_plainly(answer: CodableAnswer) -> list[tuple[str, str, str]]:
    spellings = re.findall(f"{LETTERS}+(?:[-'’]{LETTERS}+)*", answer.text)
    return [(each, each.lower(), find_base(each.lower(), answer.language)) for each in spellings]


@given(TEXTS)
@settings(deadline=None)
def test_every_answer_has_the_words_that_a_plain_reading_finds(texts: list[tuple[str, str]]) -> None:
    answers = make_mixed(*texts)
    corpus = compose_corpus(answers)
    assert corpus.answers == tuple(answers)
    assert read_back(corpus) == [read_plainly(answer) for answer in answers]
    owners = [place for place, answer in enumerate(answers) for _ in read_plainly(answer)]
    assert corpus.owners.tolist() == owners
    assert corpus.token_words.tolist() == corpus.word_of[corpus.tokens].tolist()


@given(TEXTS)
@settings(deadline=None)
def test_each_word_is_listed_once_a_language_and_by_alphabet(texts: list[tuple[str, str]]) -> None:
    answers = make_mixed(*texts)
    corpus = compose_corpus(answers)
    known = {(answer.language, word) for answer in answers for _, word, _ in read_plainly(answer)}
    assert list(corpus.words) == [word for _, word in sorted(known)]
    telling = [len(word) > 2 and word not in STOPWORDS.get(language, ()) for language, word in sorted(known)]
    assert corpus.telling.tolist() == telling
    bases = {(answer.language, base) for answer in answers for *_, base in read_plainly(answer)}
    assert list(corpus.bases) == [base for _, base in sorted(bases)]


def test_capitals_and_hyphens_are_kept_as_written_and_one_word_in_lower_case() -> None:
    corpus = compose_corpus(make_answers("EU-kontoret eu-Kontoret", "l'été d’Or -- -x- y-"))
    assert corpus.spellings == ("EU-kontoret", "eu-Kontoret", "l'été", "d’Or", "x", "y")
    assert corpus.words == ("d’or", "eu-kontoret", "l'été", "x", "y")
    assert corpus.words[corpus.word_of[0]] == corpus.words[corpus.word_of[1]] == "eu-kontoret"


def test_the_same_word_in_two_languages_is_two_words_each_with_its_own_base() -> None:
    corpus = compose_corpus(make_mixed(("sv", "partners"), ("en", "partners"), ("sv", "Partners")))
    assert corpus.words == ("partners", "partners")
    assert corpus.token_words.tolist() == [1, 0, 1]
    assert corpus.bases == (find_base("partners", "en"), find_base("partners", "sv"))


def test_answers_without_letters_and_no_answers_at_all_have_no_words() -> None:
    corpus = compose_corpus(make_answers("", "123 ?!", "_"))
    assert read_back(corpus) == [[], [], []]
    assert corpus.starts.tolist() == [0, 0, 0, 0]
    nothing = compose_corpus(())
    assert (nothing.answers, nothing.words, nothing.bases, nothing.starts.tolist()) == ((), (), (), [0])
    assert nothing.tokens.tolist() == nothing.owners.tolist() == nothing.token_words.tolist() == []


def test_questions_are_numbered_once_a_language_as_they_first_come() -> None:
    answers = (*make_answers("a", question="x"), *make_answers("b", question="x", language="en"))
    asked, piles = compose_corpus((*answers, *answers[:1])).asked
    assert asked == [("x", "sv"), ("x", "en")]
    assert piles.tolist() == [0, 1, 0]


NUMBERS = st.lists(st.integers(0, 2**60), max_size=30)


@given(NUMBERS)
def test_distinct_numbers_are_those_of_a_set(numbers: list[int]) -> None:
    assert list_distinct(np.array(numbers, np.int64)).tolist() == sorted(set(numbers))


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 9)), max_size=20).map(sorted))
def test_values_are_parted_by_who_owns_them(pairs: list[tuple[int, int]]) -> None:
    owners, values = (np.array([pair[side] for pair in pairs], np.int64) for side in (0, 1))
    expected = [(owner, [value for _, value in own]) for owner, own in groupby(pairs, key=lambda pair: pair[0])]
    assert list(part_by_owner(owners, values)) == expected


@given(st.lists(st.tuples(st.sampled_from(("sv", "en")), st.text(max_size=3)), max_size=20))
def test_words_are_numbered_in_order(words: list[tuple[str, str]]) -> None:
    listed, numbers = number_words(words)
    assert listed == sorted(set(words))
    assert [listed[number] for number in numbers] == words
