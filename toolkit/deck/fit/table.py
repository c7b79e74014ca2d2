"""A table and a box → column widths, row heights and a size, the rows cut over the slides they need. Pure."""

import re
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from toolkit.deck.fit.regions import Region
from toolkit.deck.fit.text import Pages, Remark
from toolkit.deck.fit.wrap import POINT, count_lines
from toolkit.deck.fitted import Box, PlacedTable
from toolkit.deck.messages import ROW_TOO_HIGH, TEXT_SMALLER
from toolkit.deck.slides import Table
from toolkit.fonts.metrics import Face, FontMetrics

MINIMUM_TABLE = 14.0
LARGEST_TABLE = 20.0
_MOST_AIR = 1.35
CELL_SIDE = 91440
CELL_TOP = 64008
_WORDS = re.compile(r"[\n\v]|[^\s\-‐–—]*[\-‐–—]+|[^\s\-‐–—]+|[^\S\n\v]+")


class _Grid(Struct, frozen=True, kw_only=True):
    widths: tuple[int, ...]
    header: int
    rows: tuple[int, ...]


def fit_table(table: Table, name: str, region: Region, later: Region, metrics: FontMetrics) -> Pages:
    """Set a table into a region; a long one goes on in later regions, with its header row again."""
    natural = min(region.styles[0].size, LARGEST_TABLE)
    faces = metrics.face(region.styles[0].font), metrics.face(region.styles[0].font, bold=True)
    sizes = [natural, *(float(size) for size in range(int(natural) - 1, int(MINIMUM_TABLE) - 1, -1))]
    chosen: list[tuple[float, _Grid, list[tuple[int, int]]]] = []
    for size in sizes:
        grid = measure_grid(table, size, region.box.width, faces)
        cuts = cut_table(grid, region.box.height, later.box.height)
        chosen.append((size, grid, cuts))
        if len(cuts) == 1:
            break
    fewest = min(len(cuts) for _, _, cuts in chosen)
    size, grid, cuts = next(each for each in chosen if len(each[2]) == fewest)
    if len(cuts) == 1:
        grid = _loosen(grid, region.box.height)
    remarks: list[Remark] = []
    if size < natural:
        remarks.append((TEXT_SMALLER, {"size": f"{size:g}", "natural": f"{natural:g}"}))
    if any(grid.header + row > later.box.height for row in grid.rows):
        remarks.append((ROW_TOO_HIGH, {}))
    pages = tuple(
        (_place(table, name, later if number else region, grid, size, cut),) for number, cut in enumerate(cuts)
    )
    return Pages(pages=pages, remarks=tuple(remarks))


def _loosen(grid: _Grid, room: int) -> _Grid:
    """Give the rows of a short table more air, up to a third of their height."""
    share = min(room / (grid.header + sum(grid.rows)), _MOST_AIR)
    if share <= 1:
        return grid
    return replace(grid, header=int(grid.header * share), rows=tuple(int(row * share) for row in grid.rows))


def _place(table: Table, name: str, region: Region, grid: _Grid, size: float, cut: tuple[int, int]) -> PlacedTable:
    start, end = cut
    heights = (grid.header, *grid.rows[start:end])
    box = Box(left=region.box.left, top=region.box.top, width=sum(grid.widths), height=sum(heights))
    holder = region.placeholder if region.placeholder and region.placeholder.kind in ("table", "object") else None
    rows = replace(table, rows=table.rows[start:end])
    return PlacedTable(
        name=name, table=rows, box=box, widths=grid.widths, heights=heights, size=size, placeholder=holder
    )


def measure_grid(table: Table, size: float, width: int, faces: tuple[Face, Face]) -> _Grid:
    """Give each column its share of the width by what stands in it, and measure how high each row becomes."""
    regular, bold = faces
    columns = [
        [_split(table.header[n], bold), *(_split(row[n], regular) for row in table.rows)]
        for n in range(len(table.header))
    ]
    scale = size / 1000
    whole = [max(sum(w for _, w in cell) for cell in column) * scale * POINT + 2 * CELL_SIDE for column in columns]
    least = [
        max((w for cell in column for _, w in cell), default=0) * scale * POINT + 2 * CELL_SIDE for column in columns
    ]
    widths = share_width(whole, least, width)
    rooms = [(column_width - 2 * CELL_SIDE) / POINT / scale for column_width in widths]
    line = size * regular.line * POINT

    def height(number: int) -> int:
        lines = max(count_lines(column[number], max(room, 1))[0] for column, room in zip(columns, rooms, strict=True))
        return int(lines * line) + 2 * CELL_TOP

    return _Grid(widths=widths, header=height(0), rows=tuple(height(n + 1) for n in range(len(table.rows))))


def share_width(whole: Sequence[float], least: Sequence[float], width: int) -> tuple[int, ...]:
    """Give columns their whole width and a share of what is left, or their longest word and a share of what remains."""
    count = len(whole)
    if sum(whole) * 1.02 <= width:
        spare = (width - sum(whole) * 1.02) / count
        widths = [int(each * 1.02 + spare) for each in whole]
    elif sum(least) * 1.02 <= width:
        spare = width - sum(least) * 1.02
        wanting = [max(a - b, 1.0) ** 0.75 for a, b in zip(whole, least, strict=True)]
        widths = [int(b * 1.02 + spare * w / sum(wanting)) for b, w in zip(least, wanting, strict=True)]
    else:
        widths = [int(width * each / sum(least)) for each in least]
    widths[-1] += width - sum(widths)
    return tuple(widths)


def cut_table(grid: _Grid, first: int, later: int) -> list[tuple[int, int]]:
    """Cut the rows into slides, evenly filled; every slide has at least one row."""
    cuts = _fill(grid, first, later)
    if len(cuts) == 1:
        return cuts
    for share in range(10, 20):
        even = _fill(grid, first * share // 20, later * share // 20)
        if len(even) == len(cuts):
            return even
    return cuts


def _fill(grid: _Grid, first: int, later: int) -> list[tuple[int, int]]:
    cuts: list[tuple[int, int]] = []
    start, used = 0, grid.header
    for number, row in enumerate(grid.rows):
        room = later if cuts else first
        if used + row > room and number > start:
            cuts.append((start, number))
            start, used = number, grid.header
        used += row
    return [*cuts, (start, len(grid.rows))]


def _split(text: str, face: Face) -> list[tuple[str, float]]:
    return [(word, face.measure(word)) for word in _WORDS.findall(text)]
