"""Open answers, the theme book and what people coded → each answer with its codes, and what no theme covers. Pure.

A person's coding of an answer stands as it is, also where it says that no theme fits, until the person gives the answer
back. All other answers get the themes of which they hold a word.
"""

from collections.abc import Mapping, Sequence

from toolkit.model.answer_key import AnswerKey
from toolkit.model.plain_text import digest_text
from toolkit.model.themes import Code, Coding, HumanCoding, ThemeBook
from toolkit.summary.corpus import Corpus
from toolkit.summary.themes.find import find_themes
from toolkit.summary.themes.likeness import join_answers
from toolkit.summary.themes.suggest import suggest_themes


def compose_coding(corpus: Corpus, book: ThemeBook, human: Mapping[AnswerKey, HumanCoding]) -> Coding:
    """Code every open answer, and suggest themes for those that no theme covers."""
    ids = [theme.id for theme in book.themes]
    found = find_themes(corpus, book)
    codes: list[Code] = []
    uncovered: list[int] = []
    by_people: set[AnswerKey] = set()
    changed: set[AnswerKey] = set()
    for place, answer in enumerate(corpus.answers):
        said = human.get(answer.key)
        if said is not None and not said.released:
            by_people.add(answer.key)
            codes += [Code(answer=answer.key, theme=theme, who="human") for theme in _order(said.themes, book)]
            if said.digest != digest_text(answer.text):
                changed.add(answer.key)
        elif place in found:
            codes += [Code(answer=answer.key, theme=ids[each.theme], words=each.words) for each in found[place]]
        else:
            uncovered.append(place)
    return Coding(
        book=book,
        answers=corpus.answers,
        codes=tuple(codes),
        human=frozenset(by_people),
        changed=frozenset(changed),
        uncovered=tuple(corpus.answers[place].key for place in uncovered),
        suggested=suggest_themes(corpus, uncovered),
        joined=join_answers(corpus),
    )


def _order(themes: Sequence[str], book: ThemeBook) -> list[str]:
    """Return themes in the book's order; one that was taken out of the book comes last and is kept."""
    places = {theme: place for place, theme in enumerate(book.by_id)}
    return sorted(themes, key=lambda theme: (places.get(theme, len(places)), theme))
