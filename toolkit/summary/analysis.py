"""Turn a summary, its codes and the facilitators' decisions into the analysis that all outputs are made from. Pure."""

import datetime
from collections.abc import Mapping

from toolkit.model.analysis import Analysis, MethodFacts, Quote, ThemeMatrix, View
from toolkit.model.answer_key import AnswerKey
from toolkit.model.comparison import Compared, GroupComparison
from toolkit.model.next_step import NextStep
from toolkit.model.programme import Programme
from toolkit.model.publication import Decision, OpenAnswer, Publication
from toolkit.model.tally import Summary
from toolkit.model.text import Text
from toolkit.model.themes import Coding
from toolkit.summary.care.open_answers import Say, compose_open_answers, find_hidden_words
from toolkit.summary.care.personal import Names
from toolkit.summary.care.publish import (
    compose_publication,
    publish_groups,
    publish_row,
    publish_summary,
    publish_waves,
    publish_words,
)
from toolkit.summary.compare.groups import compare_groups
from toolkit.summary.compare.waves import compare_waves
from toolkit.summary.compare.words import compare_words
from toolkit.summary.corpus import Corpus
from toolkit.summary.next_steps import gather_next_steps
from toolkit.summary.theme_matrix import (
    compose_matrix,
    count_themes,
    find_step_questions,
    join_questions,
    measure_themes,
    rank_step_themes,
)

NOTHING_CODED = Coding()
NO_NOTE = Text()


def compose_analysis(
    programme: Programme,
    summary: Summary,
    corpus: Corpus,
    *,
    written_on: datetime.date,
    version: str,
    say: Mapping[str, Say],
    coding: Coding = NOTHING_CODED,
    decisions: Mapping[AnswerKey, Decision] | None = None,
    steps: Mapping[AnswerKey, NextStep] | None = None,
    names: Names | None = None,
    note: Text = NO_NOTE,
) -> Analysis:
    """Count themes, compare groups, waves and words, and decide what of it all may be published."""
    minimum = programme.min_group
    counts = count_themes(summary, programme, coding)
    joined = join_questions(summary, counts)
    working = View(
        summary=summary,
        groups=compare_groups(joined, minimum, measure_themes(counts, "group")),
        waves=compare_waves(joined, minimum, measure_themes(counts, "workshop")),
        words=compare_words(summary, corpus, minimum),
        themes=compose_matrix(counts),
    )
    publication = compose_publication(joined, working.waves.spans, minimum)
    answers = compose_open_answers(summary, publication, decisions or {}, names or {}, say)
    published = _publish(working, joined, publication, find_hidden_words(answers))
    quotes = tuple(_compose_quote(answer, coding) for answer in answers if answer.quotable and answer.published)
    step_questions = find_step_questions(summary, programme)
    step_themes = rank_step_themes(working.themes)
    return Analysis(
        programme=programme,
        written_on=written_on,
        note=note,
        working=working,
        published=published,
        publication=publication,
        coding=coding,
        answers=answers,
        quotes=quotes,
        step_questions=step_questions,
        next_steps=gather_next_steps(summary, coding, answers, step_questions, steps or {}, step_themes),
        method=_count_facts(working, published, answers, coding, minimum, version),
        names=name_groups(summary),
    )


def name_groups(summary: Summary) -> dict[str, str]:
    """Map group ids to names that differ."""
    names = [group.name for group in summary.groups]
    return {
        group.id: group.name if names.count(group.name) == 1 else f"{group.name} ({group.id})"
        for group in summary.groups
    }


def _publish(working: View, joined: Summary, publication: Publication, hidden: frozenset[str]) -> View:
    themes = working.themes

    def publish(rows: tuple[Compared, ...]) -> tuple[Compared, ...]:
        return tuple(publish_row(row, joined, publication) for row in rows)

    matrix = ThemeMatrix(
        questions=themes.questions,
        rows=publish(themes.rows),
        steps=publish(themes.steps),
        by_question={
            question: publish(rows) for question, rows in themes.by_question.items() if publication.shows(question)
        },
    )
    return View(
        summary=publish_summary(working.summary, publication, hidden),
        groups=publish_groups(working.groups, joined, publication),
        waves=publish_waves(working.waves, publication),
        words=publish_words(working.words, working.summary, publication, hidden),
        themes=matrix,
    )


def _compose_quote(answer: OpenAnswer, coding: Coding) -> Quote:
    key = AnswerKey(*answer.key)
    return Quote(
        key=key,
        question=answer.question,
        group=answer.group,
        language=answer.language,
        text=answer.published,
        themes=coding.themes_of(key),
    )


def _count_facts(
    working: View,
    published: View,
    answers: tuple[OpenAnswer, ...],
    coding: Coding,
    minimum: int,
    version: str,
) -> MethodFacts:
    responses = working.summary.responses
    flagged = [answer for answer in answers if answer.flags]
    return MethodFacts(
        version=version,
        minimum=minimum,
        workshops=len({counted.workshop.id for counted in responses}),
        responses=len(responses),
        answers=sum(len(counted.entries) for counted in responses),
        open_answers=len(coding.answers),
        coded=len(coding.by_answer),
        coded_by_people=len(coding.human),
        uncovered=len(coding.uncovered),
        flagged=len(flagged),
        undecided=sum(not (answer.decision and answer.decision.handling) for answer in flagged),
        left_out_by_decision=sum(not answer.published for answer in answers),
        quotable=sum(answer.quotable for answer in answers),
        withheld=_count_withheld(working.groups, published.groups),
        words_tried=working.words.tried,
        comparisons=len(working.groups.differences),
    )


def _count_withheld(working: GroupComparison, published: GroupComparison) -> int:
    """Count the figures that are not published although somebody answered; both hold the same rows."""
    hidden = 0
    for whole, shown in zip(working.rows, published.rows, strict=True):
        hidden += sum(figure.n > 0 and group not in shown.groups for group, figure in whole.groups.items())
        hidden += whole.total.n > 0 and shown.total.n == 0
    return hidden
