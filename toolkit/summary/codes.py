"""Turn coded answers into the tidy table of codes: one row a theme given to an answer, ready to be counted. Pure.

`counted` is 1 on the first time that a response brings a theme up in the questions the groups are compared over, and
`counted_step` likewise in the questions about next steps, so that their sums count responses, not mentions.
"""

from collections.abc import Iterator

from toolkit.model.analysis import Analysis
from toolkit.summary.answers import Row, compose_response_name
from toolkit.summary.cell_text import cut_text
from toolkit.summary.formulas import Table
from toolkit.texts import Texts

CODE_COLUMNS: tuple[tuple[str, str, int, str], ...] = (
    ("workshop", "workshop", 14, "text"),
    ("group_id", "group_id", 14, "text"),
    ("response", "response", 26, "text"),
    ("question", "question", 16, "text"),
    ("theme", "theme", 20, "text"),
    ("name", "theme_name", 34, "text"),
    ("who", "coded_by", 12, "text"),
    ("words", "words_found", 34, "text"),
    ("counted", "counted", 10, "general"),
    ("counted_step", "counted_step", 14, "general"),
)
"""Key, header (a msgid), width and number format of each column."""

CODER_NAMES = {"human": "a person", "computed": "the program"}


def name_codes_table(texts: Texts) -> Table:
    """Name the table of codes and its columns."""
    return Table(name=texts("Codes"), headers={key: texts(header) for key, header, _, _ in CODE_COLUMNS})


def list_codes(analysis: Analysis, texts: Texts) -> Iterator[Row]:
    """Give the rows of the table of codes, in the order of the answers."""
    coding, shared, steps = analysis.coding, set(analysis.working.themes.questions), set(analysis.step_questions)
    for counted in analysis.working.summary.responses:
        seen: set[str] = set()
        seen_steps: set[str] = set()
        workshop = counted.workshop
        for item, _, _ in counted.entries:
            if item.kind != "text":
                continue
            for code in coding.by_answer.get(counted.key(item.name), ()):
                new = item.question in shared and code.theme not in seen
                new_step = item.question in steps and code.theme not in seen_steps
                seen |= {code.theme} if new else set()
                seen_steps |= {code.theme} if new_step else set()
                yield (
                    workshop.id,
                    workshop.group.id,
                    compose_response_name(counted),
                    item.question,
                    code.theme,
                    coding.book.name(code.theme).say(texts.language),
                    texts(CODER_NAMES[code.who]),
                    cut_text(", ".join(code.words)),
                    int(new),
                    int(new_step),
                )


def count_codes(analysis: Analysis) -> int:
    """Count the rows of the table of codes."""
    return sum(
        len(analysis.coding.by_answer.get(counted.key(item.name), ()))
        for counted in analysis.working.summary.responses
        for item, _, _ in counted.entries
        if item.kind == "text"
    )
