"""Raw answers, coded by a plain search for words as a person might do it by hand, and analysed by the program."""

from tests.summary.conftest import WRITTEN_ON, Raw, count
from toolkit.commands.plan import Plan
from toolkit.model.analysis import Analysis
from toolkit.model.answer_key import AnswerKey
from toolkit.model.next_step import NextStep
from toolkit.model.plain_text import tidy_text
from toolkit.model.publication import Decision
from toolkit.model.text import Text
from toolkit.model.themes import CodableAnswer, Code, Coding, Theme, ThemeBook
from toolkit.summary.analysis import compose_analysis
from toolkit.summary.care.open_answers import say_personal
from toolkit.summary.care.personal import parse_names
from toolkit.summary.corpus import read_corpus
from toolkit.texts import load_texts

NOTE = Text(sv="EXEMPEL: alla svar är påhittade.", en="EXAMPLE: every answer is made up.")
WORDS = {"alumner": "alumn", "webb": "webb", "eu": "bryssel"}
"""Theme → the one word that gives it."""
BOOK = ThemeBook(
    themes=(
        Theme(id="alumner", name=Text(sv="Alumner", en="Alumni"), insight="natverk", area="alumni"),
        Theme(id="webb", name=Text(sv="Webbplatsen på engelska", en="The website in English"), area="webb"),
        Theme(id="eu", name=Text(sv="EU och Bryssel", en="The EU and Brussels"), area="eu"),
    )
)
NAMES = parse_names(["Exa Exempelsson"])
SAY = {language: say_personal(load_texts(language)) for language in ("sv", "en")}


def find_themes(text: object) -> set[str]:
    return {theme for theme, word in WORDS.items() if word in str(text).lower()}


def code(plan: Plan, raw: tuple[Raw, ...]) -> Coding:
    texts = {item.name for form in plan.instruments.values() for item in form.items if item.kind == "text"}
    groups = {workshop.id: workshop.group.id for workshop in plan.workshops}
    answers, codes = [], []
    for one in raw:
        for item, value in one.values.items():
            if item in texts and one.workshop in groups and tidy_text(str(value)):
                key = AnswerKey(one.workshop, one.id, item)
                group = groups[one.workshop]
                answers.append(
                    CodableAnswer(key=key, question=item, group=group, language=one.language, text=str(value))
                )
                codes += [
                    Code(answer=key, theme=theme, who="human" if len(codes) % 5 == 0 else "computed", words=(word,))
                    for theme, word in WORDS.items()
                    if word in str(value).lower()
                ]
    human = frozenset(code.answer for code in codes if code.who == "human")
    return Coding(book=BOOK, answers=tuple(answers), codes=tuple(codes), human=human)


def analyse(
    plan: Plan, raw: tuple[Raw, ...], decisions: tuple[Decision, ...] = (), steps: tuple[NextStep, ...] = ()
) -> Analysis:
    summary = count(plan, raw)
    return compose_analysis(
        plan.programme,
        summary,
        read_corpus(summary),
        written_on=WRITTEN_ON,
        version="0",
        say=SAY,
        coding=code(plan, raw),
        decisions={AnswerKey(*decision.key): decision for decision in decisions},
        steps={step.key: step for step in steps},
        names=NAMES,
        note=NOTE,
    )
