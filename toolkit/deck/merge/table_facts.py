"""A table with its style → facts of its cells: text, looks, fills, and the sides of columns and rows. Reads no file.

LibreOffice writes into each cell what the program left to the table's style.
"""

from collections.abc import Iterator

from lxml import etree

from toolkit.deck.merge.colours import read_colour
from toolkit.deck.merge.facts import Fact
from toolkit.deck.merge.names import NAMESPACES, find, find_all, local, q
from toolkit.deck.merge.styles import Styles
from toolkit.deck.merge.text_facts import Target, read_text_facts

MEDIUM_STYLE_2 = "{5C22544A-7EE6-4342-B048-85BDC9FD1C3A}"
"""PowerPoint's own style for tables, which decks name and do not hold."""


def compose_medium_style() -> etree._Element:
    """Compose that style as LibreOffice takes it: fills and colours, without the header's weight."""
    fill = (
        '<a:tcStyle><a:fill><a:solidFill><a:schemeClr val="accent1">{}</a:schemeClr></a:solidFill></a:fill></a:tcStyle>'
    )
    text = '<a:tcTxStyle b="{}"><a:schemeClr val="{}"/></a:tcTxStyle>'
    return etree.fromstring(
        f'<a:tblStyle xmlns:a="{NAMESPACES["a"]}" styleId="{MEDIUM_STYLE_2}">'
        f"<a:wholeTbl>{text.format('off', 'dk1')}{fill.format('<a:tint val=&quot;20000&quot;/>')}</a:wholeTbl>"
        f"<a:band1H>{fill.format('<a:tint val=&quot;40000&quot;/>')}</a:band1H>"
        f"<a:firstRow>{text.format('off', 'lt1')}{fill.format('')}</a:firstRow></a:tblStyle>".replace("&quot;", '"')
    )


def read_table_facts(
    table: etree._Element, style: etree._Element | None, styles: Styles, target: Target
) -> dict[str, Fact]:
    """Return the facts of a table; `style` is its a:tblStyle, None where it has none."""
    facts: dict[str, Fact] = {
        f"column {number}": int(column.get("w", "0"))
        for number, column in enumerate(find_all(table, "a:tblGrid/a:gridCol"), 1)
    }
    for row, element in enumerate(find_all(table, "a:tr"), 1):
        facts[f"row {row}"] = int(element.get("h", "0"))
        parts = list(_list_parts(find(table, "a:tblPr"), row, style))
        for column, cell in enumerate(find_all(element, "a:tc"), 1):
            for name, fact in _read_cell(cell, parts, styles, target).items():
                facts[f"cell {row},{column} {name}"] = fact
        # LibreOffice writes borders into every cell, the same along a row; a row of several is somebody's.
        facts[f"row {row} borders"] = str(len({_read_borders(cell) for cell in find_all(element, "a:tc")}))
    return facts


def _list_parts(look: etree._Element | None, row: int, style: etree._Element | None) -> Iterator[etree._Element]:
    """Yield the style's parts that a row shows, nearest first: the header, its band, the whole table."""
    if look is None or style is None:
        return
    names = []
    header = look.get("firstRow") in ("1", "true")
    if header and row == 1:
        names.append("firstRow")
    elif look.get("bandRow") in ("1", "true"):
        names.append("band1H" if (row - header) % 2 == 1 else "band2H")
    for name in (*names, "wholeTbl"):
        part = find(style, f"a:{name}")
        if part is not None:
            yield part


def _read_cell(cell: etree._Element, parts: list[etree._Element], styles: Styles, target: Target) -> dict[str, Fact]:
    properties = find(cell, "a:tcPr")
    facts: dict[str, Fact] = {
        "fill": _read_fill(properties, parts, styles),
        "spans": f"{cell.get('gridSpan', '1')} {cell.get('rowSpan', '1')} {cell.get('hMerge')} {cell.get('vMerge')}",
        "anchor": "t" if properties is None else properties.get("anchor", "t"),
    }
    body = find(cell, "a:txBody")
    if body is not None:
        inherited = _make_levels(parts, styles)
        facts.update(read_text_facts(body, lambda _: inherited, styles, target))
    return facts


def _read_borders(cell: etree._Element) -> str:
    sides = [child for child in find_all(cell, "a:tcPr/*") if local(child).startswith("ln")]
    return "".join(etree.tostring(side, method="c14n").decode() for side in sides)


def _read_fill(properties: etree._Element | None, parts: list[etree._Element], styles: Styles) -> Fact:
    for holder in (properties, *(find(part, "a:tcStyle/a:fill") for part in parts)):
        for child in () if holder is None else holder:
            if local(child) == "noFill":
                return None
            if local(child).endswith("Fill"):
                return read_colour(child, styles.slots)
    return None


def _make_levels(parts: list[etree._Element], styles: Styles) -> list[etree._Element]:
    """Turn what a table's style says of text into properties of a level, nearest first, then the deck's own."""
    levels = []
    for part in parts:
        said = find(part, "a:tcTxStyle")
        if said is None:
            continue
        level = etree.Element(q("a:lvl1pPr"))
        look = etree.SubElement(level, q("a:defRPr"))
        for name in ("b", "i"):
            if said.get(name) in ("on", "off"):
                look.set(name, "1" if said.get(name) == "on" else "0")
        colour = next((child for child in said if local(child).endswith("Clr")), None)
        if colour is not None:
            fill = etree.SubElement(look, q("a:solidFill"))
            fill.append(etree.fromstring(etree.tostring(colour)))
        levels.append(level)
    return [*levels, *styles.list_deck_levels(0)]
