"""Runs and paragraphs → the XML of Word's own, every run with its language. Pure."""

from collections.abc import Iterable, Sequence

from toolkit.document.values import Run
from toolkit.ooxml.escape import escape
from toolkit.report.docx.page import Page
from toolkit.report.flow import bind_figures
from toolkit.texts import LANGUAGE_TAGS


def compose_run(
    text: str, tag: str, *, bold: bool = False, italic: bool = False, style: str = "", looks: str = ""
) -> str:
    """Compose a run; line breaks and tabs become Word's. `looks` are further run properties, in Word's order."""
    named = f'<w:rStyle w:val="{style}"/>' if style else ""
    marks = ("<w:b/><w:bCs/>" if bold else "") + ("<w:i/><w:iCs/>" if italic else "")
    return f'<w:r><w:rPr>{named}{marks}{looks}<w:lang w:val="{tag}"/></w:rPr>{_compose_text(text)}</w:r>'


def _compose_text(text: str) -> str:
    parts = []
    for number, line in enumerate(escape(bind_figures(text)).split("\n")):
        parts.append("<w:br/>" if number else "")
        for place, piece in enumerate(line.split("\t")):
            parts.append("<w:tab/>" if place else "")
            parts.append(f'<w:t xml:space="preserve">{piece}</w:t>' if piece else "")
    return "".join(parts)


def compose_runs(runs: Sequence[Run], page: Page) -> str:
    """Compose runs in a row, links among them."""
    return "".join(_compose_one(run, page) for run in runs)


def _compose_one(run: Run, page: Page) -> str:
    tag = LANGUAGE_TAGS.get(run.language, run.language) if run.language else page.tag
    if not run.link:
        return compose_run(run.text, tag, bold=run.bold, italic=run.italic)
    inner = compose_run(run.text, tag, bold=run.bold, italic=run.italic, style=page.template.style("hyperlink"))
    return f'<w:hyperlink r:id="{page.relationships.link(run.link)}" w:history="1">{inner}</w:hyperlink>'


def compose_paragraph(style: str, inner: str, looks: str = "") -> str:
    """Compose a paragraph of a style (its id); `looks` are further paragraph properties, in Word's order."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{looks}</w:pPr>{inner}</w:p>'


def compose_field(code: str, value: str, tag: str, *, bold: bool = False) -> str:
    """Compose a field with its stored value, which is shown until somebody updates it."""

    def mark(kind: str) -> str:
        return f'<w:r><w:rPr><w:lang w:val="{tag}"/></w:rPr><w:fldChar w:fldCharType="{kind}"/></w:r>'

    told = f'<w:instrText xml:space="preserve"> {escape(code)} </w:instrText>'
    told = f'<w:r><w:rPr><w:lang w:val="{tag}"/></w:rPr>{told}</w:r>'
    return f"{mark('begin')}{told}{mark('separate')}{compose_run(value, tag, bold=bold)}{mark('end')}"


def compose_bookmark(name: str, inner: str, number: int) -> str:
    """Put a bookmark around what it names."""
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{inner}<w:bookmarkEnd w:id="{number}"/>'


def join_sentences(parts: Iterable[str]) -> str:
    """Join what is said in a row, without gaps where one is empty."""
    return " ".join(part for part in parts if part)
