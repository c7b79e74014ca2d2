"""A placed table → DrawingML: a marked header row, the template's own table style, a language on every run. Pure."""

from toolkit.deck.fit.table import CELL_SIDE, CELL_TOP
from toolkit.deck.fitted import PlacedTable
from toolkit.ooxml.escape import escape

_CELL = f'<a:tcPr marL="{CELL_SIDE}" marR="{CELL_SIDE}" marT="{CELL_TOP}" marB="{CELL_TOP}" anchor="ctr"/>'


def compose_table(placed: PlacedTable, style: str, language: str) -> str:
    """Compose a table."""
    table = placed.table
    size = round(placed.size * 100)
    columns = "".join(f'<a:gridCol w="{width}"/>' for width in placed.widths)
    numeric = table.numeric or (False,) * len(table.header)
    rows = []
    for height, cells in zip(placed.heights, (table.header, *table.rows), strict=True):
        inner = "".join(
            _compose_cell(text, size, language, right=right) for text, right in zip(cells, numeric, strict=True)
        )
        rows.append(f'<a:tr h="{height}">{inner}</a:tr>')
    return (
        f'<a:tbl><a:tblPr firstRow="1" bandRow="1"><a:tableStyleId>{style}</a:tableStyleId></a:tblPr>'
        f"<a:tblGrid>{columns}</a:tblGrid>{''.join(rows)}</a:tbl>"
    )


def _compose_cell(text: str, size: int, language: str, *, right: bool) -> str:
    align = '<a:pPr algn="r"/>' if right else ""
    look = f'lang="{language}" sz="{size}"'
    paragraphs = "".join(
        f'<a:p>{align}<a:r><a:rPr {look} dirty="0"/><a:t>{line}</a:t></a:r></a:p>'
        if line
        else f"<a:p>{align}<a:endParaRPr {look}/></a:p>"
        for line in escape(text).split("\n")
    )
    return f"<a:tc><a:txBody><a:bodyPr/><a:lstStyle/>{paragraphs}</a:txBody>{_CELL}</a:tc>"
