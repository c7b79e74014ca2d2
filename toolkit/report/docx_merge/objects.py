"""What is drawn in a document – charts by their values, pictures by their content – as values to compare."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from toolkit.errors import TemplateError
from toolkit.ooxml.relations import OFFICE
from toolkit.report.docx_template.package import Package
from toolkit.report.docx_template.styles import W
from toolkit.report.docx_template.theme import A

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
R = f"{{{OFFICE}}}"
_EMU_A_POINT = 12700
_FILLS = (f"spPr/{A}solidFill", f"spPr/{A}ln/{A}solidFill", f"marker/{C}spPr/{A}solidFill")
_SLOTS = {"tx1": "dk1", "tx2": "dk2", "bg1": "lt1", "bg2": "lt2"}
_POINTS = {"cat": "categories", "val": "values", "xVal": "x", "yVal": "y", "bubbleSize": "sizes"}


@dataclass(frozen=True, kw_only=True)
class Source:
    """A part of a package while it is read; `targets` gives the part or address of each relationship's id."""

    package: Package
    targets: Mapping[str, str]
    colours: Mapping[str, str]
    """The theme's colours, by slot."""


def open_source(package: Package, part: str, colours: Mapping[str, str]) -> Source:
    """Return a part with what it leads to."""
    return Source(package=package, targets={each.id: each.target for each in package.relations(part)}, colours=colours)


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """What a drawing shows, its size in points, and what a program may leave out: alternative text, colours."""

    said: tuple[object, ...]
    size: tuple[float, ...]
    loose: tuple[str, ...]


def read_drawing(drawing: etree._Element, source: Source) -> Drawn:
    """Read a drawing: its charts, its pictures, and what text it holds."""
    extent, about = drawing.find(f".//{WP}extent"), drawing.find(f".//{WP}docPr")
    size: tuple[float, ...] = ()
    if extent is not None:
        size = tuple(_read_number(str(extent.get(side))) / _EMU_A_POINT for side in ("cx", "cy"))
    loose = ["" if about is None else str(about.get("descr", ""))]
    said: list[object] = ["inline" if drawing.find(f"{WP}inline") is not None else "anchored"]
    for element in drawing.iter(f"{C}chart", f"{A}blip", f"{W}t"):
        if element.tag == f"{W}t":
            said.append(element.text or "")
            continue
        target = source.targets.get(str(element.get(f"{R}id") or element.get(f"{R}embed") or ""), "")
        if element.tag == f"{C}chart":
            chart = _parse_chart(target, source.package)
            said.append((target,) if chart is None else _read_chart(chart))
            loose += () if chart is None else _list_hues(chart, source.colours)
        else:
            said.append(("picture", hashlib.sha256(source.package.parts.get(target, b"")).hexdigest()))
    if len(said) == 1:
        said.append(etree.tostring(drawing, method="c14n"))
    return Drawn(said=tuple(said), size=size, loose=tuple(loose))


def _parse_chart(part: str, package: Package) -> etree._Element | None:
    try:
        return package.parse(part)
    except TemplateError:
        return None


def _list_hues(chart: etree._Element, colours: Mapping[str, str]) -> Iterator[str]:
    """List the colours of a chart's series, and those of points that stand out; empty where they are mixed."""
    series = list(chart.iter(f"{C}ser"))
    yield from (_read_hue(each, colours) for each in series)
    for each in series:
        usual = _read_hue(each, colours)
        for point in each.iter(f"{C}dPt"):
            hue = _read_hue(point, colours)
            yield "" if hue == usual else hue  # Writer gives every point the colour of its series


def _read_hue(element: etree._Element, colours: Mapping[str, str]) -> str:
    fills = (element.find(f"{C}{path}") for path in _FILLS)
    fill = next((each for each in fills if each is not None and len(each) == 1), None)
    colour = None if fill is None else fill[0]
    said = "" if colour is None or len(colour) else str(colour.get("val", ""))
    return colours.get(_SLOTS.get(said, said), said).casefold()


def _read_chart(root: etree._Element) -> tuple[object, ...]:
    kinds = [str(each.tag).removeprefix(C) for each in root.iter() if str(each.tag).endswith("Chart")]
    series = tuple(tuple(_read_series(each)) for each in root.iter(f"{C}ser"))
    titles = tuple(text for title in root.iter(f"{C}title") if (text := _join(title)))
    return ("chart", *kinds, series, titles)


def _read_series(series: etree._Element) -> Iterator[object]:
    name = series.find(f"{C}tx")
    yield "" if name is None else _join(name)
    for element in series:
        tag = str(element.tag).removeprefix(C)
        if tag in _POINTS:
            points = sorted(element.iter(f"{C}pt"), key=lambda point: _read_number(str(point.get("idx"))))
            yield (_POINTS[tag], tuple((point.get("idx"), _round(_join(point))) for point in points))


def _join(element: etree._Element) -> str:
    return "".join(str(each.text or "") for each in element.iter(f"{C}v", f"{A}t")).strip()


def _round(value: str) -> str:
    try:
        return f"{float(value):.6g}"
    except ValueError:
        return value


def _read_number(value: str) -> float:
    return float(value) if value.isdecimal() else 0.0
