"""The words of a report's frame – contents, captions, page numbers – in its language. Pure."""

from toolkit.document.numbering import Numbered
from toolkit.document.values import Figure, Heading, Table
from toolkit.texts import Texts


def say_label(numbered: Numbered, texts: Texts) -> str:
    """Say what a table or figure is called: "Table" or "Figure"."""
    # With its number, because "Figure" alone is a number elsewhere.
    name = (
        texts("Figure {number}", number="")
        if isinstance(numbered.block, Figure)
        else texts("Table {number}", number="")
    )
    return name.strip()


def say_caption(numbered: Numbered, texts: Texts) -> str:
    """Say a whole caption: "Table 3. Answers by group"."""
    assert isinstance(numbered.block, Figure | Table)  # noqa: S101  nothing else has a caption
    return f"{say_label(numbered, texts)} {numbered.number}. {numbered.block.caption}"


def say_number(numbered: Numbered, texts: Texts) -> str:
    """Say a heading's number as it stands before it: "1.2", "Appendix A", or nothing."""
    block = numbered.block
    if isinstance(block, Heading) and block.appendix and numbered.number:
        return texts("Appendix {letter}", letter=numbered.number)
    return numbered.number


def say_source(source: str, texts: Texts) -> str:
    """Say where figures come from."""
    return texts("Source: {source}", source=source) if source else ""
