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
_POINTS = {"cat": "categories", "val": "values", "xVal": "x", "yVal": "y", "bubbleSize": "sizes"}


@dataclass(frozen=True, kw_only=True)
class Source:
    """A part of a package while it is read; `targets` gives the part or address of each relationship's id."""

    package: Package
    targets: Mapping[str, str]


def open_source(package: Package, part: str) -> Source:
    """Return a part with what it leads to."""
    return Source(package=package, targets={each.id: each.target for each in package.relations(part)})


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """What a drawing shows, its size in points, and its alternative text."""

    said: tuple[object, ...]
    size: tuple[float, ...]
    alt: str


def read_drawing(drawing: etree._Element, source: Source) -> Drawn:
    """Read a drawing: its charts, its pictures, and what text it holds."""
    extent, about = drawing.find(f".//{WP}extent"), drawing.find(f".//{WP}docPr")
    size: tuple[float, ...] = ()
    if extent is not None:
        size = tuple(_read_number(str(extent.get(side))) / _EMU_A_POINT for side in ("cx", "cy"))
    said: list[object] = ["inline" if drawing.find(f"{WP}inline") is not None else "anchored"]
    for element in drawing.iter(f"{C}chart", f"{A}blip", f"{W}t"):
        if element.tag == f"{W}t":
            said.append(element.text or "")
            continue
        target = source.targets.get(str(element.get(f"{R}id") or element.get(f"{R}embed") or ""), "")
        said.append(
            _read_chart(target, source.package) if element.tag == f"{C}chart" else _sum_up(target, source.package)
        )
    if len(said) == 1:
        said.append(etree.tostring(drawing, method="c14n"))
    return Drawn(said=tuple(said), size=size, alt="" if about is None else str(about.get("descr", "")))


def _sum_up(part: str, package: Package) -> tuple[object, ...]:
    return ("picture", hashlib.sha256(package.parts.get(part, b"")).hexdigest())


def _read_chart(part: str, package: Package) -> tuple[object, ...]:
    try:
        root = package.parse(part)
    except TemplateError:
        return ("chart", part)
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
