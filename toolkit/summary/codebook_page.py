"""Write the codebook: every variable of the table of answers' items, and what its columns mean. An edge."""

from toolkit.model.codebook import Codebook, Variable
from toolkit.model.programme import Programme
from toolkit.summary.answers import KIND_NAMES_OF_QUESTIONS
from toolkit.summary.grid import Cell, Grid
from toolkit.summary.page import Heading, Page

_WIDTHS = (30, 16, 16, 30, 60, 34, 9, 9, 40)


def write_codebook(page: Page, heading: Heading, codebook: Codebook, programme: Programme, back: str) -> None:
    """Write one row for each variable."""
    texts = page.texts
    top = page.write_heading(heading, _WIDTHS, back)
    headers = ("Item", "Question's id", "Kind", "Step", "Question", "Choice", "Lowest", "Highest", "Codes")
    grid = Grid(
        name=texts("CodebookList"),
        title="",
        headers=tuple(texts(header) for header in headers),
        rows=tuple(_compose_row(page, variable, programme) for variable in codebook.variables),
    )
    page.write_grid(top, grid, filtered=True)
    page.freeze(top + 1, 1)
    page.sheet.repeat_rows(top)


def _compose_row(page: Page, variable: Variable, programme: Programme) -> tuple[Cell, ...]:
    language, question, item = page.texts.language, variable.question, variable.item
    step = programme.step(question.step)
    low, high = (item.low, item.high) if item.numeric else (None, None)
    return (
        Cell(value=item.name),
        Cell(value=question.id),
        Cell(value=page.texts(KIND_NAMES_OF_QUESTIONS[question.kind])),
        Cell(value=f"{step.number}. {step.title.say(language)}" if step else question.step),
        Cell(value=question.text.say(language)),
        Cell(value=variable.label.say(language)),
        Cell(value=low, kind="count"),
        Cell(value=high, kind="count"),
        Cell(
            value="\n".join(_say_code(code.value, code.id, code.label.say(language)) for code in variable.codes),
            kind="aside",
        ),
    )


def _say_code(value: int, code_id: str, label: str) -> str:
    return f"{value} = {label} ({code_id})" if code_id else f"{value} = {label}"
