"""A report → the JSON that templates/typst/report.typ sets: numbered, worded, every chart ready to draw. Pure."""

import json
from collections.abc import Sequence
from typing import Any

from toolkit.document.numbering import CONTENTS_LEVELS, Numbered, number_blocks
from toolkit.document.values import Bullets, Figure, Heading, Paragraph, Report, Run, Table, Writing
from toolkit.report.drawn import compose_drawing
from toolkit.report.flow import bind_figures, find_leads
from toolkit.report.sizes import find_height, find_widths, is_compact
from toolkit.report.wording import say_caption, say_number, say_source
from toolkit.texts import LANGUAGE_TAGS, Texts


def compose_printed_report(report: Report, texts: Texts) -> str:
    """Return the report as JSON."""
    language, _, region = texts.tag.partition("-")
    numbered = number_blocks(report.blocks)
    leads = find_leads(numbered)
    printed = {
        "language": language,
        "region": region,
        "title": report.title,
        "subtitle": report.subtitle,
        "organisation": report.organisation,
        "kicker": report.kicker or report.organisation,
        "date": report.date_text,
        "description": report.summary,
        "facts": [
            [texts("Organisation"), report.organisation],
            [texts("Date"), report.date_text],
            *map(list, report.facts),
        ],
        "note": report.note,
        "contents": texts("Contents"),
        "depth": CONTENTS_LEVELS,
        "page": texts("Page {n} of {total}", n="{n}", total="{total}"),
        "blocks": [{**_compose_block(each, texts), "leads": place in leads} for place, each in enumerate(numbered)],
    }
    return bind_figures(json.dumps(printed, ensure_ascii=False))


def _compose_block(numbered: Numbered, texts: Texts) -> dict[str, Any]:
    match numbered.block:
        case Heading() as heading:
            return {
                "kind": "heading",
                "level": heading.level,
                "text": heading.text,
                "number": say_number(numbered, texts),
                "appendix": heading.appendix,
                "new_page": heading.new_page,
            }
        case Paragraph() as paragraph:
            return {"kind": "paragraph", "look": paragraph.look, "runs": _compose_runs(paragraph.runs)}
        case Bullets() as bullets:
            items = [_compose_runs(item) for item in bullets.items]
            return {"kind": "list", "numbered": bullets.numbered, "items": items}
        case Table() as table:
            return _compose_table(numbered, table, texts)
        case Figure() as figure:
            return {
                "kind": "figure",
                "caption": say_caption(numbered, texts),
                "alt": figure.chart.alt if _says_something(figure.chart.alt) else say_caption(numbered, texts),
                "source": say_source(figure.chart.source, texts),
                "height": find_height(figure),
                "insight": figure.insight,
                "chart": compose_drawing(figure.chart, texts),
            }
        case Writing() as writing:
            return {"kind": "writing", "prompt": writing.prompt, "lines": writing.lines}


def _says_something(text: str) -> bool:
    return any(character.isprintable() and not character.isspace() for character in text)


def _compose_table(numbered: Numbered, table: Table, texts: Texts) -> dict[str, Any]:
    numeric = [n < len(table.numeric) and table.numeric[n] for n in range(len(table.header))]
    return {
        "kind": "table",
        "caption": say_caption(numbered, texts),
        "source": say_source(table.source, texts),
        "header": list(table.header),
        "rows": [list(row) for row in table.rows],
        "numeric": numeric,
        "widths": list(find_widths(table)),
        "total": table.total,
        "compact": is_compact(table),
    }


def _compose_runs(runs: Sequence[Run]) -> list[dict[str, Any]]:
    found = []
    for run in runs:
        language, _, region = LANGUAGE_TAGS.get(run.language, run.language).partition("-")
        found.append(
            {
                "text": run.text,
                "bold": run.bold,
                "italic": run.italic,
                "language": language,
                "region": region,
                "link": run.link,
            }
        )
    return found
