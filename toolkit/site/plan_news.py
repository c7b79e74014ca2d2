"""Two plans, before and after → what has changed, in words for the console and the log. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from toolkit.commands.plan import Plan
from toolkit.errors import Problem
from toolkit.model.question import Question
from toolkit.model.workshop import Workshop
from toolkit.texts import Texts

_MOST = 12


@dataclass(frozen=True, kw_only=True)
class News:
    """What became of changed files: `before` and `after` of the plan, or the `problems` for which the old one stays.

    `at` is the minute, ISO 8601.
    """

    at: str
    files: tuple[str, ...]
    before: Plan
    after: Plan
    problems: tuple[Problem, ...] = ()


def say_news(news: News, texts: Texts) -> list[str]:
    """Say what has changed and when; of files at fault what is wrong, and that the plan is as it was."""
    at, files = news.at[11:16], ", ".join(news.files)
    if news.problems:
        said = texts(
            "{at}: {files} cannot be used as it is; the site goes on with the plan as it was.", at=at, files=files
        )
        return [said, *map(texts.problem, news.problems[:_MOST])]
    said = texts("{at}: {files} has been read anew. Whoever opens a form now gets it.", at=at, files=files)
    changes = list(_list_changes(news.before, news.after, texts))
    more = [texts("and {n} more", n=len(changes) - _MOST)] if len(changes) > _MOST else []
    return [said, *changes[:_MOST], *more]


def _list_changes(before: Plan, after: Plan, texts: Texts) -> Iterator[str]:
    yield from _list_workshop_changes(before.workshops, after.workshops, texts)
    yield from _list_question_changes(before.bank, after.bank, texts)
    if before.programme.base_url != after.programme.base_url:
        yield f"base_url: {before.programme.base_url} → {after.programme.base_url}"


def _list_workshop_changes(before: Sequence[Workshop], after: Sequence[Workshop], texts: Texts) -> Iterator[str]:
    was, now = ({workshop.id: workshop for workshop in each} for each in (before, after))
    became = {former: workshop for workshop in after for former in workshop.formerly if former in was}
    for name, workshop in now.items():
        if name not in was and workshop not in became.values():
            yield texts("{name} has come in", name=f"{workshop.group.name} ({name})")
    for name, workshop in was.items():
        if name in became:
            yield f"{workshop.group.name}: {name} → {became[name].id}"
        elif name not in now:
            yield texts("{name} is gone", name=f"{workshop.group.name} ({name})")
    for name, workshop in now.items():
        if name in was and workshop != was[name]:
            facts = [
                pair for pair in zip(_list_facts(was[name]), _list_facts(workshop), strict=True) if len({*pair}) > 1
            ]
            said = "; ".join(f"{old or '–'} → {new or '–'}" for old, new in facts)
            yield f"{workshop.group.name}: {said}" if said else texts("{name} is changed", name=workshop.group.name)


def _list_facts(workshop: Workshop) -> tuple[str, ...]:
    day = workshop.date.isoformat() if workshop.date else ""
    return workshop.group.name, day, workshop.place, workshop.language, str(workshop.expected or "")


def _list_question_changes(before: Sequence[Question], after: Sequence[Question], texts: Texts) -> Iterator[str]:
    was, now = ({question.id: question for question in each if not question.retired} for each in (before, after))
    for name in (each for each in now if each not in was):
        yield texts("The question “{question}” is asked", question=now[name].text.say(texts.language))
    for name in (each for each in was if each not in now):
        yield texts("The question “{question}” is asked no more", question=was[name].text.say(texts.language))
    for name, question in now.items():
        if name in was and question != was[name]:
            yield texts("The question “{question}” is changed", question=question.text.say(texts.language))
