"""How well themes are found, and how long it takes, beside a plain word search and scikit-learn's TF-IDF + NMF.

Quality is measured on the held-out half of the labelled workshop answers: precision and recall per theme and over all.
The word search looks for the same words of the theme book as they stand. NMF gets the true number of themes, and each
of its topics is matched one to one with the theme that it fits best, which favours it. On the public sets, which have
no theme book, the words of each topic are learnt from one half and tried on the other.

Time is that of coding, grouping and comparing the words of open answers, beside TF-IDF + NMF on the same answers in
the same run; memory is the peak of a process that does nothing else.
"""

import csv
import gc
import math
import os
import random
import statistics
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from measure import say

ROOT = Path(__file__).resolve().parent.parent
TEXTS = ROOT / "tests" / "specimens" / "texts"
sys.path.insert(0, str(ROOT))

from toolkit.commands.plan import Plan, read_plan  # noqa: E402  the checkout beside this
from toolkit.model.answer_key import AnswerKey  # noqa: E402
from toolkit.model.response import Answer, Response  # noqa: E402
from toolkit.model.tally import Summary, tally_responses  # noqa: E402
from toolkit.model.text import Text  # noqa: E402
from toolkit.model.themes import CodableAnswer, Terms, Theme, ThemeBook  # noqa: E402
from toolkit.summary.compare.tokens import WORD, may_tell  # noqa: E402
from toolkit.summary.compare.words import compare_words  # noqa: E402
from toolkit.summary.corpus import compose_corpus, read_corpus  # noqa: E402
from toolkit.summary.themes.code import compose_coding  # noqa: E402
from toolkit.summary.themes.find import find_themes  # noqa: E402

ROUNDS = 5
KEYS = 12
"""Words by which a topic of the public sets is found."""


@dataclass(frozen=True)
class Labelled:
    """A text, its language and what it is about."""

    text: str
    language: str
    labels: frozenset[str]


@dataclass(frozen=True)
class Quality:
    """Precision, recall and their harmonic mean, over all texts and labels or for one label."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def __str__(self) -> str:
        return f"P {self.precision:.2f} R {self.recall:.2f} F {self.f1:.2f}"


def read_rows(name: str) -> list[dict[str, str]]:
    with (TEXTS / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def read_workshop_answers(half: str) -> list[Labelled]:
    return [
        Labelled(row["text"], row["language"], frozenset(filter(None, row["themes"].split("|"))))
        for row in read_rows("workshop-answers.tsv")
        if row["half"] == half
    ]


def measure_quality(texts: Sequence[Labelled], found: Sequence[Iterable[str]], label: str = "") -> Quality:
    right = given = wanted = 0
    for text, labels in zip(texts, found, strict=True):
        said = {each for each in labels if not label or each == label}
        true = {each for each in text.labels if not label or each == label}
        right, given, wanted = right + len(said & true), given + len(said), wanted + len(true)
    return Quality(right / given if given else 1.0, right / wanted if wanted else 1.0)


def code(texts: Sequence[Labelled], book: ThemeBook) -> list[list[str]]:
    found = find_themes(compose_corpus(make_codable(texts)), book)
    return [[book.themes[each.theme].id for each in found.get(place, ())] for place in range(len(texts))]


def make_codable(texts: Sequence[Labelled]) -> list[CodableAnswer]:
    return [
        CodableAnswer(key=AnswerKey("", f"{place}", ""), question="", group="", language=text.language, text=text.text)
        for place, text in enumerate(texts)
    ]


def search_words(texts: Sequence[Labelled], book: ThemeBook) -> list[list[str]]:
    """Find themes as a search box does: the words of the book as they stand, capitals apart."""
    terms = {
        theme.id: [f" {' '.join(WORD.findall(term.lower()))} " for term in (*theme.include.sv, *theme.include.en)]
        for theme in book.themes
    }
    said = [f" {' '.join(WORD.findall(text.text.lower()))} " for text in texts]
    return [[theme for theme, looked in terms.items() if any(term in text for term in looked)] for text in said]


def fit_nmf(texts: Sequence[str], topics: int) -> list[int]:
    """Return the topic of each text by TF-IDF + NMF, as scikit-learn's own example does it; -1 for none."""
    from sklearn.decomposition import NMF
    from sklearn.feature_extraction.text import TfidfVectorizer

    matrix = TfidfVectorizer(max_df=0.95, min_df=2).fit_transform(texts)
    weights = NMF(n_components=topics, random_state=0, init="nndsvda").fit_transform(matrix)
    return [int(row.argmax()) if row.max() > 0 else -1 for row in weights]


def match_topics(texts: Sequence[Labelled], topics: Sequence[int]) -> list[list[str]]:
    """Give each topic the label that it fits best, one to one, so that the sum of F1 is greatest."""
    from scipy.optimize import linear_sum_assignment

    labels = sorted({label for text in texts for label in text.labels})
    names = sorted(set(topics) - {-1})
    sizes = Counter(topics)
    both = Counter((topic, label) for text, topic in zip(texts, topics, strict=True) for label in text.labels)
    wanted = Counter(label for text in texts for label in text.labels)
    table = [[-2 * both[topic, label] / (sizes[topic] + wanted[label]) for label in labels] for topic in names]
    rows, columns = linear_sum_assignment(table)
    named = {names[row]: labels[column] for row, column in zip(rows, columns, strict=True)}
    return [[named[topic]] if topic in named else [] for topic in topics]


def report_workshop_quality(plan: Plan) -> None:
    texts, book = read_workshop_answers("held-out"), plan.themes
    topics = fit_nmf([text.text for text in texts], len(book.themes))
    found = {
        "theme book": code(texts, book),
        "word search": search_words(texts, book),
        "TF-IDF + NMF": match_topics(texts, topics),
    }
    for theme in book.themes:
        parts = (f"{name}: {measure_quality(texts, each, theme.id)}" for name, each in found.items())
        print(f"themes: {theme.id:15} {'   '.join(parts)}")
    quality = {name: measure_quality(texts, each) for name, each in found.items()}
    print(f"themes: all             {'   '.join(f'{name}: {each}' for name, each in quality.items())}")
    own = quality["theme book"].f1
    say("themes: F1 of word search / F1 of the theme book", quality["word search"].f1 / own, 1, "held-out half")
    say("themes: F1 of TF-IDF + NMF / F1 of the theme book", quality["TF-IDF + NMF"].f1 / own, 1, "held-out half")


def read_public_sets() -> dict[str, list[Labelled]]:
    """Read the public sets: labelled sentences and questions."""
    sib = read_rows("sib200-sv-en.tsv")
    return {
        "argumentation sv": [
            Labelled(row["sentence"], "sv", frozenset({row["topic"]}))
            for row in read_rows("argumentation-sentences-sv.tsv")
        ],
        "sib200 sv": [Labelled(row["text_sv"], "sv", frozenset({row["category"]})) for row in sib],
        "sib200 en": [Labelled(row["text_en"], "en", frozenset({row["category"]})) for row in sib],
    }


def learn_book(texts: Sequence[Labelled]) -> ThemeBook:
    """Make a theme book of the words that set each label apart most, by log-odds with a prior, as they are written."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        for label in text.labels:
            words = set(WORD.findall(text.text.lower()))
            counts[label].update(word for word in words if may_tell(word, text.language))
    every = sum(counts.values(), Counter[str]())
    total = every.total()

    def score(word: str, own: Counter[str]) -> float:
        prior = every[word] / total * 500
        mine, theirs = own[word] + prior, every[word] - own[word] + prior
        odds = math.log(mine / (own.total() + 500 - mine)) - math.log(theirs / (total - own.total() + 500 - theirs))
        return odds / math.sqrt(1 / mine + 1 / theirs)

    themes = []
    for label, own in sorted(counts.items()):
        words = sorted((word for word in own if own[word] >= 2), key=lambda word: (-score(word, own), word))[:KEYS]
        terms = {texts[0].language: tuple(words)}
        themes.append(Theme(id=label, name=Text(sv=label, en=label), include=Terms(**terms)))
    return ThemeBook(themes=tuple(themes))


def report_public_quality() -> None:
    for name, texts in read_public_sets().items():
        book, tried = learn_book(texts[::2]), texts[1::2]
        found = {
            "theme book": code(tried, book),
            "word search": search_words(tried, book),
            "TF-IDF + NMF": match_topics(tried, fit_nmf([text.text for text in tried], len(book.themes))),
        }
        quality = {each: measure_quality(tried, labels) for each, labels in found.items()}
        print(f"themes: {name:17} {'   '.join(f'{each}: {value}' for each, value in quality.items())}")


def compose_answers(number: int) -> list[tuple[str, str]]:
    """Make up answers, each with its language: labelled texts cut to an answer's length, some words changed."""
    draw = random.Random(7)
    pool = [(text.text, text.language) for half in ("development", "held-out") for text in read_workshop_answers(half)]
    pool *= 6  # as many workshop answers as other sentences
    pool += [(text.text, text.language) for texts in read_public_sets().values() for text in texts]
    words = {
        language: [word for text, its in pool if its == language for word in text.split()] for language in ("sv", "en")
    }
    made = []
    for _ in range(number):
        text, language = draw.choice(pool)
        said = text.split()
        length = min(len(said), draw.randint(4, 18))
        start = draw.randint(0, len(said) - length)
        said = said[start : start + length]
        for _ in range(1 + length // 6):
            said[draw.randrange(len(said))] = draw.choice(words[language])
        made.append((" ".join(said), language))
    return made


def compose_summary(plan: Plan, answers: Sequence[tuple[str, str]]) -> Summary:
    """Put the answers into responses of the programme's workshops, to the open questions that each is asked."""
    left: dict[str, list[str]] = {
        language: [text for text, its in answers if its == language] for language in ("sv", "en")
    }
    responses = []
    number = 0
    while any(left.values()):
        workshop = plan.workshops[number % len(plan.workshops)]
        language = workshop.language if left[workshop.language] else next(each for each in left if left[each])
        items = [item for item in plan.instruments[workshop.id].items if item.kind == "text"]
        given = tuple(Answer(item=item.name, value=left[language].pop()) for item in items if left[language])
        responses.append(
            Response(
                id=f"{number}",
                workshop=workshop.id,
                instrument=plan.instruments[workshop.id].version,
                channel="csv",
                language=language,
                answers=given,
            )
        )
        number += 1
    return tally_responses(plan.programme, plan.workshops, plan.instruments, responses)


def analyse(plan: Plan, summary: Summary) -> None:
    """Code, group and compare: what is timed."""
    corpus = read_corpus(summary)
    compose_coding(corpus, plan.themes, {})
    compare_words(summary, corpus, 5)


def time_call(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def report_memory() -> None:
    """Print the peak of a process of its own, before this one is large: what is started inherits its parent's peak."""
    say("themes: peak memory for 20 000 answers in MB", find_peak(20_000), 500)


def report_time(plan: Plan) -> None:
    summaries = {number: compose_summary(plan, compose_answers(number)) for number in (20_000, 100_000)}
    texts = [str(entry.value) for response in summaries[20_000].responses for entry in response.entries]
    times: dict[str, list[float]] = defaultdict(list)
    fit_nmf(texts[:500], len(plan.themes.themes))  # imports what it needs
    for _ in range(ROUNDS):
        times["nmf"].append(time_call(lambda: fit_nmf(texts, len(plan.themes.themes))))
        times["own"].append(time_call(lambda: analyse(plan, summaries[20_000])))
        times["many"].append(time_call(lambda: analyse(plan, summaries[100_000])))
    nmf, own, many = (statistics.median(times[name]) for name in ("nmf", "own", "many"))
    say("themes: 20 000 answers / TF-IDF + NMF on them", own / nmf, 1, f"{own:.2f} s : {nmf:.2f} s")
    say("themes: 100 000 answers / 20 000", many / own, 5.5, f"{many:.2f} s : {own:.2f} s")


def find_peak(number: int) -> float:
    """Return the peak memory in megabytes of a process that analyses so many answers."""
    process = subprocess.Popen([sys.executable, __file__, str(number)], cwd=ROOT)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, "the analysis failed"
    return usage.ru_maxrss / 1024 / (1024 if sys.platform == "darwin" else 1)


def main() -> None:
    """Print quality, times and memory; with a number, only analyse so many answers."""
    gc.set_threshold(100_000, 50, 100)  # as the command line does
    plan = read_plan(ROOT)
    if len(sys.argv) > 1:
        analyse(plan, compose_summary(plan, compose_answers(int(sys.argv[1]))))
        return
    report_memory()
    report_workshop_quality(plan)
    report_public_quality()
    report_time(plan)


if __name__ == "__main__":
    main()
