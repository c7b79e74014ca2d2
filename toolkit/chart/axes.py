"""The axes of a chart as XML: a plain line for the categories, light grid lines for the values. Pure."""

from toolkit.chart.text import LABEL_SIZE, Labels, compose_rich, compose_text_look
from toolkit.chart.values import Chart
from toolkit.ooxml.escape import escape

_GREY = '<a:schemeClr val="tx1"><a:lumMod val="{dark}000"/><a:lumOff val="{light}000"/></a:schemeClr>'
_PALE = _GREY.format(dark=15, light=85)
_GRID = (
    f'<c:majorGridlines><c:spPr><a:ln w="6350"><a:solidFill>{_PALE}</a:solidFill></a:ln></c:spPr></c:majorGridlines>'
)
_LINE = (
    f'<c:spPr><a:noFill/><a:ln w="9525"><a:solidFill>{_GREY.format(dark=50, light=50)}</a:solidFill></a:ln></c:spPr>'
)
_NO_LINE = "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
_NO_TICKS = '<c:majorTickMark val="none"/><c:minorTickMark val="none"/>'


def compose_category_axis(
    chart: Chart, ids: tuple[int, int], language: str, labels: Labels, *, lying: bool, size: int = LABEL_SIZE
) -> str:
    """Compose the axis of the categories; the first category of lying bars stands on top."""
    own, other = ids
    order = "maxMin" if lying else "minMax"
    marks = f'<c:tickMarkSkip val="{chart.label_every}"/>' if chart.label_every > 1 else ""
    return (
        f'<c:catAx><c:axId val="{own}"/><c:scaling><c:orientation val="{order}"/></c:scaling><c:delete val="0"/>'
        f'<c:axPos val="{"l" if lying else "b"}"/>{_compose_title(chart.x_title, language, size)}'
        f'<c:numFmt formatCode="General" sourceLinked="0"/>{_NO_TICKS}<c:tickLblPos val="low"/>{_LINE}'
        f"{compose_text_look(labels.size, language, turn=_turn(chart, labels))}"
        f'<c:crossAx val="{other}"/><c:crosses val="autoZero"/>'
        '<c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/>'
        f'<c:tickLblSkip val="{chart.label_every}"/>{marks}<c:noMultiLvlLbl val="1"/></c:catAx>'
    )


def _turn(chart: Chart, labels: Labels) -> int | None:
    """Return how names lie; where only some are shown, programs that do not know how to skip choose for themselves."""
    if chart.label_every > 1:
        return None
    return -90 if labels.turned else 0


def compose_value_axis(
    chart: Chart,
    ids: tuple[int, int],
    language: str,
    *,
    lying: bool,
    hidden: bool,
    title: str | None = None,
    size: int = LABEL_SIZE,
) -> str:
    """Compose the axis of the values; `hidden` where every bar carries its own label."""
    own, other = ids
    said = chart.y_title if title is None else title
    low = '<c:min val="0"/>' if chart.kind != "scatter" and _starts_at_zero(chart) else ""
    unit = ""
    if chart.kind == "scatter" and chart.span:
        low = f'<c:max val="{chart.span[1]}"/><c:min val="{chart.span[0]}"/>'
        unit = '<c:majorUnit val="1"/>'
    crosses = "max" if lying and chart.kind != "scatter" else "autoZero"
    between = "midCat" if chart.kind == "scatter" else "between"
    line = _LINE if chart.kind == "scatter" else _NO_LINE
    return (
        f'<c:valAx><c:axId val="{own}"/><c:scaling><c:orientation val="minMax"/>{low}</c:scaling>'
        f'<c:delete val="{int(hidden)}"/><c:axPos val="{"b" if lying else "l"}"/>{"" if hidden else _GRID}'
        f"{'' if hidden else _compose_title(said, language, size)}"
        f'<c:numFmt formatCode="{"0" if unit else escape(chart.number_format)}" sourceLinked="0"/>{_NO_TICKS}'
        f'<c:tickLblPos val="nextTo"/>{line}{compose_text_look(size, language)}'
        f'<c:crossAx val="{other}"/><c:crosses val="{crosses}"/><c:crossBetween val="{between}"/>{unit}</c:valAx>'
    )


def _compose_title(title: str, language: str, size: int) -> str:
    return f'<c:title>{compose_rich(title, size, language)}<c:overlay val="0"/></c:title>' if title else ""


def _starts_at_zero(chart: Chart) -> bool:
    return all(value is None or value >= 0 for series in chart.series for value in series.values)
