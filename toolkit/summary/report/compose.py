"""An analysis → the report for the management, summary first, as a document in one language. Pure."""

from toolkit.document.values import Report
from toolkit.model.analysis import Analysis
from toolkit.summary.report.chapters import (
    compose_groups,
    compose_insights,
    compose_questions,
    compose_steps,
    compose_summary,
)
from toolkit.summary.report.method import compose_method, compose_theme_appendix
from toolkit.summary.report.writer import Writer
from toolkit.texts import Texts


def compose_report(analysis: Analysis, texts: Texts, facts: tuple[tuple[str, str], ...] = ()) -> Report:
    """Compose the whole report; `facts` stand on the title page, such as a reference number."""
    writer = Writer(analysis, texts)
    programme, method = analysis.programme, analysis.method
    return Report(
        title=texts("What the workshops said"),
        subtitle=texts.plural("A summary of {n} workshop", "A summary of {n} workshops", method.workshops),
        organisation=programme.organisation.say(texts.language),
        kicker=programme.title.say(texts.language),
        language=texts.language,
        day=analysis.written_on,
        date_text=writer.day,
        facts=facts,
        note=writer.note,
        summary=texts.plural(
            "What {responses} responses from {workshops} workshop say together, and where groups differ.",
            "What {responses} responses from {workshops} workshops say together, and where groups differ.",
            method.workshops,
            responses=method.responses,
            workshops=method.workshops,
        ),
        blocks=(
            *compose_summary(writer),
            *compose_insights(writer),
            *compose_questions(writer),
            *compose_groups(writer),
            *compose_steps(writer),
            *compose_method(writer),
            *compose_theme_appendix(writer),
        ),
    )
