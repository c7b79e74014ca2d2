"""A summary, the theme book and what people coded → every open answer with its codes, and what no theme covers. Pure.

A person's coding of an answer stands as it is, also where it says that no theme fits, until the person gives the answer
back. All other answers get the themes of which they hold a word.
"""

from collections.abc import Mapping, Sequence

from toolkit.model.answer_key import AnswerKey
from toolkit.model.plain_text import digest_text
from toolkit.model.tally import Summary
from toolkit.model.themes import CodableAnswer, Code, Coding, HumanCoding, ThemeBook
from toolkit.summary.themes.find import ThemeFinder
from toolkit.summary.themes.likeness import join_answers
from toolkit.summary.themes.suggest import suggest_themes


def compose_coding(summary: Summary, book: ThemeBook, human: Mapping[AnswerKey, HumanCoding]) -> Coding:
    """Code every open answer, and suggest themes for those that no theme covers."""
    answers = list_codable(summary)
    return code_answers(answers, book, human)


def list_codable(summary: Summary) -> tuple[CodableAnswer, ...]:
    """List every answer to an open question, by question in the order asked, then by workshop and response."""
    places = {tally.question.id: place for place, tally in enumerate(summary.questions)}
    found: list[list[CodableAnswer]] = [[] for _ in places]
    for counted in summary.responses:
        response, group = counted.response, counted.workshop.group.id
        for item, value, _ in counted.entries:
            if item.kind == "text":
                answer = CodableAnswer(
                    key=AnswerKey(counted.workshop.id, response.id, item.name),
                    question=item.question,
                    group=group,
                    language=response.language,
                    text=str(value),
                )
                found[places[item.question]].append(answer)
    return tuple(answer for answers in found for answer in answers)


def code_answers(answers: Sequence[CodableAnswer], book: ThemeBook, human: Mapping[AnswerKey, HumanCoding]) -> Coding:
    """Code these answers."""
    finder = ThemeFinder(book)
    ids = [theme.id for theme in book.themes]
    codes: list[Code] = []
    uncovered: list[CodableAnswer] = []
    by_people: set[AnswerKey] = set()
    changed: set[AnswerKey] = set()
    for answer in answers:
        said = human.get(answer.key)
        if said is not None and not said.released:
            by_people.add(answer.key)
            codes += [Code(answer=answer.key, theme=theme, who="human") for theme in _order(said.themes, book)]
            if said.digest != digest_text(answer.text):
                changed.add(answer.key)
            continue
        found = finder.find(answer.text)
        codes += [Code(answer=answer.key, theme=ids[each.theme], words=each.words) for each in found]
        if not found:
            uncovered.append(answer)
    return Coding(
        book=book,
        answers=tuple(answers),
        codes=tuple(codes),
        human=frozenset(by_people),
        changed=frozenset(changed),
        uncovered=tuple(answer.key for answer in uncovered),
        suggested=suggest_themes(uncovered),
        joined=join_answers(answers),
    )


def _order(themes: Sequence[str], book: ThemeBook) -> list[str]:
    """Return themes in the book's order; one that was taken out of the book comes last and is kept."""
    places = {theme: place for place, theme in enumerate(book.by_id)}
    return sorted(themes, key=lambda theme: (places.get(theme, len(places)), theme))
