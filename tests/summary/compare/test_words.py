"""The words of responses are counted as a plain count does it: once a response, by base, as most people wrote them."""

from collections import Counter, defaultdict

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.summary.conftest import Raw, count
from toolkit.commands.plan import Plan
from toolkit.model.plain_text import fold_word, tidy_text, tidy_word
from toolkit.model.tally import Summary
from toolkit.summary.compare.tokens import WORD, may_tell
from toolkit.summary.compare.words import FEWEST, compare_words, gather_piles
from toolkit.summary.corpus import read_corpus
from toolkit.summary.themes.forms import find_base

WORKSHOPS = {"nord": "KI Nord", "syd": "KI Syd"}
OPEN, SHORT = "idag", "bilden"
Counted = dict[tuple[str, str], dict[str, tuple[str, dict[str, int]]]]
"""Question and language → word as counted → as most wrote it, and how many responses of each group gave it."""
SAID = ("Alumner", "alumnerna", "ALUMNEN", "eu-nätverk", "webb", "Webben", "och", "the", "?", "1")
SHEETS = st.lists(
    st.tuples(
        st.sampled_from(sorted(WORKSHOPS)),
        st.sampled_from(("sv", "en", "de")),
        st.lists(st.sampled_from(SAID), max_size=6),
        st.lists(st.sampled_from(("Nobel", "nobel", "NOBEL ", "öppet")), max_size=3),
    ),
    max_size=30,
)


def make_sheets(sheets: list[tuple[str, str, list[str], list[str]]]) -> tuple[Raw, ...]:
    return tuple(
        Raw(
            workshop=workshop,
            group=WORKSHOPS[workshop],
            id=f"{number}",
            channel="web",
            language=language,
            values={OPEN: " ".join(said), **{f"{SHORT}.{place}": word for place, word in enumerate(words, 1)}},
        )
        for number, (workshop, language, said, words) in enumerate(sheets)
    )


def count_plainly(raw: tuple[Raw, ...]) -> tuple[Counted, dict[tuple[str, str], Counter[str]]]:
    """Count the words of each response, one response after the other; and the responses that answered."""
    given_: dict[tuple[str, str], dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    spelt: dict[tuple[str, str], dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    answered: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for one in raw:
        text = tidy_text(str(one.values[OPEN]))
        said: dict[str, str] = {}
        for word in WORD.findall(text.lower()):
            if may_tell(word, one.language):
                said.setdefault(find_base(word, one.language), word)
        short = [tidy_word(str(value)) for item, value in one.values.items() if item != OPEN]
        for question, words, has_answered in (
            (OPEN, said, bool(text)),
            (SHORT, {fold_word(word): word for word in short}, bool(short)),
        ):
            place = (question, one.language)
            answered[place][one.workshop] += has_answered
            for word, written in words.items():
                given_[place][word][one.workshop] += 1
                spelt[place][word][written] += 1
    counted: Counted = {}
    for place, words in given_.items():
        counted[place] = {
            word: (min(spelt[place][word], key=lambda each: (-spelt[place][word][each], each)), dict(groups))
            for word, groups in words.items()
            if groups.total() >= FEWEST
        }
    return counted, {place: groups for place, groups in answered.items() if groups.total()}


def read_piles(summary: Summary) -> tuple[Counted, dict[tuple[str, str], Counter[str]]]:
    counted: Counted = {}
    answered = {}
    for pile in gather_piles(summary, read_corpus(summary)):
        assert list(pile.words) == sorted(pile.words)
        answered[pile.question, pile.language] = Counter(pile.answered)
        counted[pile.question, pile.language] = {
            word: (spelt, {group: n for group, n in zip(pile.answered, row, strict=True) if n})
            for word, spelt, row in zip(pile.words, pile.spelt, pile.given.tolist(), strict=True)
        }
    return counted, answered


@given(SHEETS)
@settings(deadline=None, max_examples=60)
def test_piles_hold_what_a_plain_count_finds(
    ki_plan: Plan, sheets: list[tuple[str, str, list[str], list[str]]]
) -> None:
    raw = make_sheets(sheets)
    counted, answered = read_piles(count(ki_plan, raw))
    expected, expected_answered = count_plainly(raw)
    assert answered == expected_answered
    assert {place: words for place, words in counted.items() if words} == {
        place: words for place, words in expected.items() if words
    }


def test_a_word_is_shown_as_most_wrote_it_first_in_their_response(ki_plan: Plan) -> None:
    sheets = [("nord", "sv", [said], []) for said in ("Alumnerna", "ALUMNERNA alumner", "alumner alumnerna")]
    counted, _ = read_piles(count(ki_plan, make_sheets(sheets)))
    assert counted[OPEN, "sv"] == {find_base("alumner", "sv"): ("alumnerna", {"nord": 3})}


def test_without_answers_nothing_is_compared(ki_plan: Plan) -> None:
    summary = count(ki_plan, ())
    found = compare_words(summary, read_corpus(summary), 5)
    assert (found.by_all, found.by_one, found.apart, found.tried) == ((), (), (), 0)
