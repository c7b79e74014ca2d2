"""A chart → the XML of a native chart part: theme colours, light lines, direct labels, nothing else. Pure.

Axis ids are small and positive: the negative ones that python-pptx writes fail the Open XML SDK's check. Every text
carries its language, and bars too pale against what lies behind them get a dark outline.
"""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from toolkit.chart.axes import compose_category_axis, compose_value_axis
from toolkit.chart.places import Spot, choose_sides
from toolkit.chart.text import LABEL_SIZE, TITLE_SIZE, Labels, compose_rich, compose_text_look, pick_labels
from toolkit.chart.values import Chart, Series
from toolkit.chart.workbook import name_cell, name_range
from toolkit.contrast import compute_contrast
from toolkit.ooxml.escape import escape

_NAMES = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_X_AXIS, _Y_AXIS = 5001, 5002
_MOST_LABELS = 40
_MOST_MARKERS = 24
"""Points of a line that are marked one by one; more would run into one another."""
_LONG_NAME = 14
_LETTER = 0.56
"""How wide a letter of a point's name is, about, in ems."""
_OUTLINE_BELOW = 3.0
_AXES = f'<c:axId val="{_X_AXIS}"/><c:axId val="{_Y_AXIS}"/>'


class Ink(Struct, frozen=True, kw_only=True):
    """Colours by theme slot as RRGGBB, what lies behind the chart, the accent that comes first, the language tag."""

    colours: Mapping[str, str]
    background: str
    first_accent: int
    language: str
    room: tuple[float, float] = (836.0, 281.0)
    """Width and height of the chart in points."""
    size: int = LABEL_SIZE
    """Of its labels, at most, in points: a slide's are larger than a page's."""

    def slot(self, number: int) -> str:
        """Return the theme slot of a series."""
        return f"accent{(self.first_accent - 1 + number) % 6 + 1}"

    def is_pale(self, colour: str) -> bool:
        """Tell whether a colour (RRGGBB, or a theme slot) stands out too little from what lies behind it."""
        ground = self.background or self.colours.get("lt1", "FFFFFF")
        return compute_contrast(self._find(colour), ground) < _OUTLINE_BELOW

    def _find(self, colour: str) -> str:
        return colour if len(colour) == 6 else self.colours.get(colour, "000000")

    def label_on(self, colour: str) -> str:
        """Return the theme's light or dark slot, whichever reads better on a series' colour."""
        colour = self._find(colour)
        light = compute_contrast(colour, self.colours.get("lt1", "FFFFFF"))
        return "bg1" if light >= compute_contrast(colour, self.colours.get("dk1", "000000")) else "tx1"


def compose_chart(chart: Chart, ink: Ink) -> bytes:
    """Compose the chart part; its workbook has the relationship id rId1."""
    head = _compose_head(chart, ink)
    legend = _compose_legend(ink) if chart.kind != "scatter" and len(chart.series) > 1 else ""
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<c:chartSpace {_NAMES}><c:date1904 val="0"/>'
        f'<c:lang val="{ink.language}"/><c:roundedCorners val="0"/><c:chart>{head}'
        f"<c:plotArea><c:layout/>{_compose_plot(chart, ink)}<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
        "</c:plotArea>"
        f'{legend}<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
        f"{compose_text_look(ink.size, ink.language)}"
        '<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    ).encode()


def _compose_head(chart: Chart, ink: Ink) -> str:
    """Compose the title; without one, what the values are stands there where labelled bars hide their axis."""
    if chart.title:
        said = compose_rich(chart.title, ink.size * TITLE_SIZE // LABEL_SIZE, ink.language, bold=True)
    elif chart.y_title and _hides_values(chart):
        said = compose_rich(chart.y_title, ink.size, ink.language)
    else:
        return '<c:autoTitleDeleted val="1"/>'
    return f'<c:title>{said}<c:overlay val="0"/></c:title><c:autoTitleDeleted val="0"/>'


def _hides_values(chart: Chart) -> bool:
    """Tell whether the axis of the values goes without saying, because every value stands at its bar or point."""
    if chart.kind == "scatter" or not _has_labels(chart):
        return False
    return chart.kind != "line" or len(chart.series) == 1


def _compose_legend(ink: Ink) -> str:
    look = compose_text_look(ink.size, ink.language)
    return f'<c:legend><c:legendPos val="t"/><c:overlay val="0"/>{look}</c:legend>'


def _compose_plot(chart: Chart, ink: Ink) -> str:
    match chart.kind:
        case "scatter":
            return _compose_scatter(chart, ink)
        case "line":
            return _compose_lines(chart, ink)
        case "column" | "bar" | "stacked":
            return _compose_bars(chart, ink)


def _compose_bars(chart: Chart, ink: Ink) -> str:
    stacked, lying = chart.kind == "stacked", is_lying(chart)
    names = pick_chart_labels(chart, ink.room, ink.size)
    labelled = _hides_values(chart)
    position = "ctr" if stacked else "outEnd"
    series = "".join(
        _compose_bar_series(chart, number, ink, position if labelled else "") for number in range(len(chart.series))
    )
    grouping, overlap = ("stacked", 100) if stacked else ("clustered", 0 if len(chart.series) == 1 else -8)
    return (
        f'<c:barChart><c:barDir val="{"bar" if lying else "col"}"/><c:grouping val="{grouping}"/>'
        '<c:varyColors val="0"/>'
        f'{series}<c:gapWidth val="55"/><c:overlap val="{overlap}"/>{_AXES}</c:barChart>'
        f"{compose_category_axis(chart, (_X_AXIS, _Y_AXIS), ink.language, names, lying=lying, size=ink.size)}"
        f"{compose_value_axis(chart, (_Y_AXIS, _X_AXIS), ink.language, lying=lying, hidden=labelled, size=ink.size)}"
    )


def pick_chart_labels(chart: Chart, room: tuple[float, float], largest: int = LABEL_SIZE) -> Labels:
    """Choose how a chart's names are set; `room` is its width and height in points."""
    return pick_labels(chart.categories[:: chart.label_every], *room, lying=is_lying(chart), largest=largest)


def is_lying(chart: Chart) -> bool:
    """Tell whether a chart's bars lie, as they do under long names."""
    longest = max(map(len, chart.categories), default=0)
    return chart.kind == "bar" or (chart.kind == "stacked" and longest > _LONG_NAME)


def _pick_colour(chart: Chart, number: int, ink: Ink) -> str:
    """Return the theme slot of a series, or its own colour as RRGGBB."""
    return chart.series[number].colour or ink.slot(number)


def _fill(colour: str) -> str:
    """Compose the fill: a theme slot stays one, so that a chart follows the theme."""
    element = f'<a:srgbClr val="{colour}"/>' if len(colour) == 6 else f'<a:schemeClr val="{colour}"/>'
    return f"<a:solidFill>{element}</a:solidFill>"


def _compose_bar_series(chart: Chart, number: int, ink: Ink, position: str) -> str:
    slot = _pick_colour(chart, number, ink)
    edge = '<a:ln w="12700"><a:solidFill><a:schemeClr val="tx1"/></a:solidFill></a:ln>' if ink.is_pale(slot) else ""
    if chart.kind == "stacked" and not edge:
        edge = '<a:ln w="12700"><a:solidFill><a:schemeClr val="bg1"/></a:solidFill></a:ln>'
    labels = _compose_labels(chart, ink, position, ink.label_on(slot) if chart.kind == "stacked" else "tx1")
    return (
        f"<c:ser>{_name_series(chart, number)}<c:spPr>{_fill(slot)}{edge}</c:spPr>"
        '<c:invertIfNegative val="0"/>'
        f"{labels}{_compose_categories(chart)}{_compose_values('val', chart, number)}</c:ser>"
    )


def _compose_lines(chart: Chart, ink: Ink) -> str:
    labelled = _hides_values(chart)
    series = "".join(
        _compose_line_series(chart, number, ink, "t" if labelled else "") for number in range(len(chart.series))
    )
    names = pick_chart_labels(chart, ink.room, ink.size)
    return (
        f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{series}<c:marker val="1"/>'
        f"{_AXES}</c:lineChart>"
        f"{compose_category_axis(chart, (_X_AXIS, _Y_AXIS), ink.language, names, lying=False, size=ink.size)}"
        f"{compose_value_axis(chart, (_Y_AXIS, _X_AXIS), ink.language, lying=False, hidden=labelled, size=ink.size)}"
    )


def _compose_line_series(chart: Chart, number: int, ink: Ink, position: str) -> str:
    slot = _pick_colour(chart, number, ink)
    points = sum(value is not None for value in chart.series[number].values)
    marker = _compose_marker(slot, ink.size * 9 // LABEL_SIZE, pale=ink.is_pale(slot))
    if points > _MOST_MARKERS:
        marker = '<c:marker><c:symbol val="none"/></c:marker>'
    return (
        f'<c:ser>{_name_series(chart, number)}<c:spPr><a:ln w="34925" cap="rnd">{_fill(slot)}<a:round/></a:ln></c:spPr>'
        f"{marker}"
        f"{_compose_labels(chart, ink, position, 'tx1')}"
        f'{_compose_categories(chart)}{_compose_values("val", chart, number)}<c:smooth val="0"/></c:ser>'
    )


def _compose_scatter(chart: Chart, ink: Ink) -> str:
    slot = _pick_colour(chart, 1, ink) if chart.series[1].colour else ink.slot(0)
    sides = _choose_sides(chart, ink)
    across, along, tag = (_X_AXIS, _Y_AXIS), (_Y_AXIS, _X_AXIS), ink.language
    points = "".join(
        f'<c:dLbl><c:idx val="{number}"/><c:tx>{compose_rich(name, ink.size, ink.language, bare=True)}</c:tx>'
        f'<c:dLblPos val="{sides[number]}"/>{_show(value=True)}</c:dLbl>'
        for number, name in enumerate(chart.categories)
        if all(series.values[number] is not None for series in chart.series[:2])
    )
    labels = (
        f"<c:dLbls>{points}<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
        f"{compose_text_look(ink.size, ink.language)}"
        f'<c:dLblPos val="r"/>{_show(value=False)}</c:dLbls>'
    )
    return (
        '<c:scatterChart><c:scatterStyle val="lineMarker"/><c:varyColors val="0"/>'
        f'<c:ser>{_name_series(chart, 1)}<c:spPr><a:ln w="19050"><a:noFill/></a:ln></c:spPr>'
        f"{_compose_marker(slot, ink.size * 13 // LABEL_SIZE, pale=ink.is_pale(slot))}{labels}"
        f'{_compose_values("xVal", chart, 0)}{_compose_values("yVal", chart, 1)}<c:smooth val="0"/></c:ser>'
        f"{_AXES}</c:scatterChart>"
        f"{compose_value_axis(chart, across, tag, lying=True, hidden=False, title=chart.x_title, size=ink.size)}"
        f"{compose_value_axis(chart, along, tag, lying=False, hidden=False, title=chart.y_title, size=ink.size)}"
    )


def _choose_sides(chart: Chart, ink: Ink) -> Sequence[str]:
    """Choose the side of each point's name; where the axes fit the points, nobody knows yet where the points lie."""
    if chart.span is None:
        return "r" * len(chart.categories)
    low, high = chart.span
    width, height = (side - 3.5 * ink.size for side in ink.room)
    spots = [
        Spot(
            x=((x or 0) - low) / (high - low) * width,
            y=height - ((y or 0) - low) / (high - low) * height,
            width=len(name) * ink.size * _LETTER,
            height=ink.size * 1.3,
        )
        for name, x, y in zip(chart.categories, chart.series[0].values, chart.series[1].values, strict=True)
    ]
    return choose_sides(spots, width, height, gap=ink.size / 2)


def _compose_marker(slot: str, size: int, *, pale: bool) -> str:
    edge = "tx1" if pale else "bg1"
    return (
        f'<c:marker><c:symbol val="circle"/><c:size val="{size}"/><c:spPr>{_fill(slot)}'
        f'<a:ln w="9525"><a:solidFill><a:schemeClr val="{edge}"/></a:solidFill></a:ln></c:spPr></c:marker>'
    )


def _has_labels(chart: Chart) -> bool:
    return len(chart.categories) * len(chart.series) <= _MOST_LABELS


def _compose_labels(chart: Chart, ink: Ink, position: str, slot: str) -> str:
    if not position:
        return ""
    names = pick_chart_labels(chart, ink.room, ink.size)
    return (
        f'<c:dLbls><c:numFmt formatCode="{escape(chart.number_format)}" sourceLinked="0"/>'
        f"<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{compose_text_look(names.size, ink.language, slot)}"
        f'<c:dLblPos val="{position}"/>{_show(value=True)}</c:dLbls>'
    )


def _show(*, value: bool) -> str:
    return (
        f'<c:showLegendKey val="0"/><c:showVal val="{int(value)}"/><c:showCatName val="0"/><c:showSerName val="0"/>'
        '<c:showPercent val="0"/><c:showBubbleSize val="0"/>'
    )


def _name_series(chart: Chart, number: int) -> str:
    order = 0 if chart.kind == "scatter" else number
    name = escape(chart.series[number].name)
    return (
        f'<c:idx val="{order}"/><c:order val="{order}"/><c:tx><c:strRef><c:f>{name_cell(number + 1)}</c:f>'
        f'<c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>{name}</c:v></c:pt></c:strCache></c:strRef></c:tx>'
    )


def _compose_categories(chart: Chart) -> str:
    points = "".join(f'<c:pt idx="{n}"><c:v>{escape(name)}</c:v></c:pt>' for n, name in enumerate(chart.categories))
    count = len(chart.categories)
    return (
        f"<c:cat><c:strRef><c:f>{name_range(0, count)}</c:f>"
        f'<c:strCache><c:ptCount val="{count}"/>{points}</c:strCache></c:strRef></c:cat>'
    )


def _compose_values(element: str, chart: Chart, number: int) -> str:
    series: Series = chart.series[number]
    points = "".join(
        f'<c:pt idx="{n}"><c:v>{value:.15g}</c:v></c:pt>' for n, value in enumerate(series.values) if value is not None
    )
    count = len(series.values)
    return (
        f"<c:{element}><c:numRef><c:f>{name_range(number + 1, count)}</c:f><c:numCache>"
        f"<c:formatCode>{escape(chart.number_format)}</c:formatCode>"
        f'<c:ptCount val="{count}"/>{points}</c:numCache></c:numRef></c:{element}>'
    )
