"""A chart part → what is seen of it: its kind, names, values, colours, labels, titles and axes. Reads no file.

PowerPoint and LibreOffice both write a chart anew at a save; the figures that are shown are those of the chart's own
cache, and what is the default counts as said.
"""

from collections.abc import Callable, Iterator

from lxml import etree

from toolkit.deck.merge.facts import Fact
from toolkit.deck.merge.names import find, find_all, local, q, read_text

Look = Callable[[etree._Element | None], Fact]
"""Say how a c:spPr fills or draws, for a fill or line element."""

_KNOWN = {
    *("idx", "order", "tx", "spPr", "invertIfNegative", "dLbls", "cat", "val", "xVal", "yVal", "smooth", "marker"),
    *("dPt", "extLst", "shape"),
}


def read_chart_facts(space: etree._Element, look: Look) -> dict[str, Fact]:
    """Return the facts of a chart space; `look` says how an element with a fill is seen."""
    chart = find(space, "c:chart")
    plot = find(chart, "c:plotArea")
    facts: dict[str, Fact] = {
        "title": read_text(find(chart, "c:title")),
        **{f"title {name}": fact for name, fact in _read_rich_look(find(chart, "c:title"), look).items()},
        "legend": "none" if find(chart, "c:legend") is None else _value(find(chart, "c:legend"), "legendPos", ""),
        **{f"legend {name}": fact for name, fact in _read_text_look(find(chart, "c:legend/c:txPr"), look).items()},
        "area": look(_fill_of(find(space, "c:spPr"))),
        "plot area": look(_fill_of(find(plot, "c:spPr"))),
    }
    parts = [] if plot is None else list(plot)
    for number, child in enumerate((part for part in parts if local(part).endswith("Chart")), 1):
        facts.update({f"plot {number} {name}": fact for name, fact in _read_plot(child, look).items()})
    for number, child in enumerate((part for part in parts if local(part).endswith("Ax")), 1):
        facts.update({f"axis {number} {name}": fact for name, fact in _read_axis(child, look).items()})
    return facts


def _value(element: etree._Element | None, name: str, default: str) -> str:
    found = find(element, f"c:{name}")
    return default if found is None else found.get("val", default)


def _fill_of(properties: etree._Element | None) -> etree._Element | None:
    """Return the fill of c:spPr; no fill at all is the same as none."""
    if properties is None:
        return None
    return next((child for child in properties if local(child).endswith("Fill")), None)


def _line_of(properties: etree._Element | None) -> etree._Element | None:
    return _fill_of(find(properties, "a:ln"))


def _read_plot(plot: etree._Element, look: Look) -> dict[str, Fact]:
    facts: dict[str, Fact] = {
        "kind": local(plot),
        "direction": _value(plot, "barDir", ""),
        "grouping": _value(plot, "grouping", ""),
        "gap": _value(plot, "gapWidth", "150"),
        "overlap": _value(plot, "overlap", "0"),
    }
    for number, series in enumerate(find_all(plot, "c:ser"), 1):
        facts.update({f"series {number} {name}": fact for name, fact in _read_series(series, look).items()})
    return facts


def _read_series(series: etree._Element, look: Look) -> dict[str, Fact]:
    properties = find(series, "c:spPr")
    own_fill = look(_fill_of(properties))
    line = look(_line_of(properties))
    facts: dict[str, Fact] = {
        "name": "".join(_read_points(find(series, "c:tx"))),
        "names": "\n".join(_read_points(find(series, "c:cat"))),
        "smooth": _value(series, "smooth", "0"),
        "mark": _value(find(series, "c:marker"), "symbol", ""),
        "mark colour": look(_fill_of(find(series, "c:marker/c:spPr"))),
        "line": line,
    }
    if series.getparent().tag == q("c:barChart"):  # type: ignore[union-attr] # a series stands in a plot
        facts["fill"] = own_fill
    for name in ("val", "xVal", "yVal"):
        facts[name] = " ".join(map(_write_number, _read_points(find(series, f"c:{name}"))))
    for point in find_all(series, "c:dPt"):
        facts.update(_read_point(point, facts, look))
    facts.update(_read_labels(find(series, "c:dLbls"), look))
    for child in series:
        if local(child) not in _KNOWN:
            facts[local(child)] = etree.tostring(child, encoding="unicode")
    return facts


def _read_point(point: etree._Element, series: dict[str, Fact], look: Look) -> Iterator[tuple[str, Fact]]:
    """Yield how one point differs from its series; a point of its own look that is the series' is none."""
    number = _value(point, "idx", "")
    fill = look(_fill_of(find(point, "c:spPr")))
    mark = look(_fill_of(find(point, "c:marker/c:spPr")))
    if fill is not None and fill != series.get("fill"):
        yield f"point {number} fill", fill
    if mark is not None and mark != series.get("mark colour"):
        yield f"point {number} mark", mark


def _read_points(element: etree._Element | None) -> list[str]:
    """Return the cached texts in their places, a missing one as an empty text."""
    if element is None:
        return []
    count = max((int(found.get("val", "0")) for found in element.iter(q("c:ptCount"))), default=0)
    points = {int(point.get("idx", "0")): point for point in element.iter(q("c:pt"))}
    said = {number: (find(point, "c:v")) for number, point in points.items()}
    length = max(count, *(number + 1 for number in said)) if said else count
    return ["" if (value := said.get(number)) is None else (value.text or "") for number in range(length)] or [
        element_text for node in element.iter(q("c:v")) if (element_text := node.text)
    ]


def _write_number(text: str) -> str:
    try:
        return f"{float(text):.10g}" if text else "-"
    except ValueError:
        return "-" if text == "" else text


def _read_labels(labels: etree._Element | None, look: Look) -> dict[str, Fact]:
    shown = ("showVal", "showCatName", "showSerName", "showPercent")
    facts: dict[str, Fact] = {f"labels {name}": _value(labels, name, "0") for name in shown}
    if facts["labels showVal"] != "0":
        facts["labels place"] = _value(labels, "dLblPos", "")
        facts["labels format"] = _read_format(labels)
        facts.update({f"labels {name}": fact for name, fact in _read_text_look(find(labels, "c:txPr"), look).items()})
    for label in find_all(labels, "c:dLbl"):
        number = _value(label, "idx", "")
        facts[f"label {number}"] = read_text(find(label, "c:tx"))
        facts[f"label {number} gone"] = _value(label, "delete", "0")
    return facts


def _read_format(element: etree._Element | None) -> str:
    found = find(element, "c:numFmt")
    return "General" if found is None else found.get("formatCode", "General")


def _read_text_look(text: etree._Element | None, look: Look) -> dict[str, Fact]:
    return _read_run_look(find(text, "a:p/a:pPr/a:defRPr"), look)


def _read_rich_look(title: etree._Element | None, look: Look) -> dict[str, Fact]:
    """Return the look of a title's first words."""
    return _read_run_look(find(title, "c:tx/c:rich/a:p/a:r/a:rPr"), look)


def _read_run_look(found: etree._Element | None, look: Look) -> dict[str, Fact]:
    if found is None:
        return {}
    return {
        "size": float(found.get("sz", "1000")) / 100,
        "bold": found.get("b", "0"),
        "italic": found.get("i", "0"),
        "colour": look(_fill_of(found)),
    }


def _read_axis(axis: etree._Element, look: Look) -> dict[str, Fact]:
    scaling = find(axis, "c:scaling")
    facts: dict[str, Fact] = {
        "gone": _value(axis, "delete", "0"),
        "order": _value(scaling, "orientation", "minMax"),
        "max": _value(scaling, "max", ""),
        "min": _value(scaling, "min", ""),
    }
    if facts["gone"] == "0":
        facts["title"] = read_text(find(axis, "c:title"))
        facts["format"] = _read_format(axis)
        facts.update({f"title {name}": fact for name, fact in _read_rich_look(find(axis, "c:title"), look).items()})
        facts["grid"] = "" if find(axis, "c:majorGridlines") is None else "1"
        facts.update(_read_text_look(find(axis, "c:txPr"), look))
        facts["line"] = look(_line_of(find(axis, "c:spPr")))
    return facts
