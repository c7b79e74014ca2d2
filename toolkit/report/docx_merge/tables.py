"""A table's rows and cells with what its style gives them: looks of text, fills; and lines of their own."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from toolkit.report.docx_merge.looks import (
    Styles,
    is_on,
    iterate_properties,
    read_border,
    read_child,
    read_fill,
    read_twips,
    read_value,
)
from toolkit.report.docx_template.styles import W

_FLAGS = {"firstRow": 0x20, "lastRow": 0x40, "firstColumn": 0x80, "lastColumn": 0x100, "noHBand": 0x200}
_ACROSS = ("top", "bottom", "insideH")
_ALONG = ("left", "right", "start", "end", "insideV")


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A cell: what of it is seen besides its text, and the run properties that the table's style gives that text."""

    element: etree._Element
    said: tuple[object, ...]
    looks: tuple[etree._Element, ...]


@dataclass(frozen=True, kw_only=True)
class Row:
    """A row of a table."""

    said: tuple[object, ...]
    cells: tuple[Cell, ...]


class TableLooks:
    """The tables of a document, by its styles."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles

    def measure(self, table: etree._Element) -> list[float]:
        """Return the widths of the columns in points."""
        widths = (read_twips(each, "w") for each in table.iterfind(f"{W}tblGrid/{W}gridCol"))
        return [width for width in widths if width is not None]

    def list_rows(self, table: etree._Element) -> Iterator[Row]:
        """Go through a table's rows; those of a table in a cell are not among them."""
        properties = table.find(f"{W}tblPr")
        style = "" if properties is None else read_child(properties, "tblStyle")
        chain = self._styles.find_chain(style, "table")
        flags = _read_flags(None if properties is None else properties.find(f"{W}tblLook"))
        usual = _list_borders([*iterate_properties(chain, "tblPr"), *iterate_properties(chain, "tcPr")])
        own = [] if properties is None else [properties]
        said = _list_own_borders(own, "tblBorders", usual)
        rows = [each for each in table.iter(f"{W}tr") if next(each.iterancestors(f"{W}tbl")) is table]
        for at, row in enumerate(rows):
            kind = "firstRow" if at == 0 and flags["firstRow"] else ""
            kind = "lastRow" if not kind and at == len(rows) - 1 and flags["lastRow"] else kind
            band = "" if flags["noHBand"] else f"band{(at - flags['firstRow']) % 2 + 1}Horz"
            cells = [each for each in row.iter(f"{W}tc") if next(each.iterancestors(f"{W}tr")) is row]
            yield Row(
                said=(*_read_row(row), *(said if at == 0 else ())),
                cells=tuple(
                    self._read_cell(cell, chain, _list_kinds(kind or band, place, len(cells), flags), usual)
                    for place, cell in enumerate(cells)
                ),
            )

    def _read_cell(
        self, cell: etree._Element, chain: tuple[etree._Element, ...], kinds: list[str], usual: set[str]
    ) -> Cell:
        properties = cell.find(f"{W}tcPr")
        given = [
            each
            for style in chain
            for kind in kinds
            for each in style.iterfind(f"{W}tblStylePr")
            if read_value(each, "type") == kind
        ]
        fill = ""
        looks = list(iterate_properties(chain, "rPr"))
        for each in given:
            shade, run = each.find(f"{W}tcPr/{W}shd"), each.find(f"{W}rPr")
            fill = fill if shade is None else read_fill(shade)
            looks += [] if run is None else [run]
            usual = usual | _list_borders(list(each.iterfind(f"{W}tcPr")))
        own = None if properties is None else properties.find(f"{W}shd")
        fill = fill if own is None else read_fill(own)
        span = ("", "") if properties is None else (read_child(properties, "gridSpan"), _read_merge(properties))
        placed = "" if properties is None else read_child(properties, "vAlign").removeprefix("top")
        borders = () if properties is None else _list_own_borders([properties], "tcBorders", usual)
        return Cell(element=cell, said=(span, fill, placed, *borders), looks=tuple(looks))


def _read_row(row: etree._Element) -> tuple[object, ...]:
    header, height = row.find(f"{W}trPr/{W}tblHeader"), row.find(f"{W}trPr/{W}trHeight")
    return header is not None and is_on(header), "" if height is None else read_value(height)


def _read_merge(properties: etree._Element) -> str:
    found = properties.find(f"{W}vMerge")
    return "" if found is None else read_value(found) or "continue"


def _read_flags(look: etree._Element | None) -> dict[str, bool]:
    """Return which rows and columns the style sets apart; older programs say it as one number."""
    if look is None:
        return dict.fromkeys(_FLAGS, False)
    try:
        bits = int(read_value(look) or "0", 16)
    except ValueError:
        bits = 0
    said = {name: read_value(look, name) for name in _FLAGS}
    return {name: said[name] in ("1", "true", "on") if said[name] else bool(bits & bit) for name, bit in _FLAGS.items()}


def _list_kinds(row: str, place: int, cells: int, flags: dict[str, bool]) -> list[str]:
    kinds = ["wholeTable", row] if row else ["wholeTable"]
    if place == 0 and flags["firstColumn"]:
        kinds.append("firstCol")
    if place == cells - 1 and flags["lastColumn"]:
        kinds.append("lastCol")
    return kinds


def _list_borders(properties: list[etree._Element]) -> set[str]:
    """List the lines that a style draws: across and along are told apart by their first letter."""
    found = {"across ", "along "}
    for holder in properties:
        for borders in holder.iterfind(f"{W}tblBorders"):
            found |= _list_lines(borders)
        for borders in holder.iterfind(f"{W}tcBorders"):
            found |= _list_lines(borders)
    return found


def _list_lines(borders: etree._Element) -> set[str]:
    named = {str(each.tag).removeprefix(W): each for each in borders}
    across = {f"across {read_border(each)}" for name, each in named.items() if name in _ACROSS}
    return across | {f"along {read_border(each)}" for name, each in named.items() if name in _ALONG}


def _list_own_borders(properties: list[etree._Element], tag: str, usual: set[str]) -> tuple[str, ...]:
    """List the lines that the style does not draw; LibreOffice repeats those of the style in each cell."""
    lines = {line for each in properties for borders in each.iterfind(f"{W}{tag}") for line in _list_lines(borders)}
    return tuple(sorted(lines - usual))
