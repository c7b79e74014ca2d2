"""Compose the layouts of the default pptx template: one a role, five also in each insight's colour. Pure.

The grid: a margin of 0.95 inch left and 0.75 right, titles from 1.0 inch, content from 2.35 to 6.45, a footer line at
6.88. A band down the left edge and the line over the title (Kicker) carry the colour of the insight.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from workshop_shapes import (
    HEIGHT,
    WIDTH,
    Box,
    Style,
    background,
    emu,
    fan,
    fill,
    freeform,
    globe,
    panel,
    placeholder,
    point,
    signature,
)

LEFT, RIGHT = 0.95, WIDTH - 0.75
MEASURE = RIGHT - LEFT
BODY_TOP, BODY_HEIGHT = 2.35, 4.15
FOOT = 6.88
KICKER_TOP = 0.52
LEVELS = "Text|Second level|Third level"


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """A layout before it is a part; `ground` is a theme slot or empty (the master's white)."""

    name: str
    type: str
    shapes: str
    ground: str = ""

    def to_xml(self) -> str:
        """Return the part's text."""
        ground = background(self.ground) if self.ground else ""
        kind = f' type="{self.type}"' if self.type else ""
        return (
            '<p:sldLayout xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
            ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
            f' xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"{kind} preserve="1" userDrawn="1">'
            f'<p:cSld name="{self.name}">{ground}<p:spTree>{TREE}{self.shapes}</p:spTree></p:cSld>'
            "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>"
        )


TREE = (
    '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>'
    '<a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>'
)


def compose_layouts() -> tuple[Drawn, ...]:
    """List all layouts in the order of PowerPoint's menu: the plain ones first, then those in an insight's colour."""
    plain = (
        _title(),
        _step(),
        _content(),
        _two_content(),
        _question(),
        _join(),
        _chart(),
        _quote(),
        _picture(),
        _closing(),
        _title_only(),
    )
    return plain + tuple(_by_insight())


def _by_insight() -> Iterator[Drawn]:
    for insight in (1, 2, 3):
        yield from (each(insight) for each in (_step, _content, _two_content, _question, _chart))


def _named(name: str, insight: int) -> str:
    return f"{name} – Insight {insight}" if insight else name


def _accent(insight: int) -> str:
    return f"accent{insight}" if insight else "tx2"


def _feet(dark: bool = False, edge: float = 0, panel_dark: bool | None = None) -> str:
    """Return footer, date and slide number, always last in reading order; `edge` is where a panel on the right begins.

    Place, size and alignment stand here although the master has them: LibreOffice does not inherit them for these.
    """
    ink = "bg1" if dark else "tx1"
    right = ink if panel_dark is None else ("bg1" if panel_dark else "tx1")
    width = edge - LEFT - 0.3 if edge else 7.4
    date = (edge + 0.4, FOOT, 2.4, 0.3) if edge else (LEFT + width + 0.1, FOOT, 2.4, 0.3)
    return (
        placeholder(90, "Footer", "ftr", 11, (LEFT, FOOT, width, 0.3), "", Style(size=12, colour=ink, align="l"))
        + placeholder(91, "Date", "dt", 10, date, "", Style(size=12, colour=right, align="l" if edge else "r"))
        + placeholder(
            92, "Slide Number", "sldNum", 12, (RIGHT - 0.9, FOOT, 0.9, 0.3), "", Style(size=12, colour=right, align="r")
        )
    )


def _band(insight: int) -> str:
    return panel(80, "Colour band", (0, 0, 0.28, HEIGHT), _accent(insight))


def _kicker(insight: int = 0, box: Box = (LEFT, KICKER_TOP, MEASURE, 0.36), slot: str = "", size: float = 0) -> str:
    style = Style(size=size or 16, colour=slot or _accent(insight), bold=True, plain=True, anchor="b")
    return placeholder(3, "Kicker", "body", 13, box, "Step and topic", style)


def _headline(box: Box | None = None, style: Style | None = None) -> str:
    return placeholder(2, "Title", "title", 0, box, "Title", style)


def _title() -> Drawn:
    shapes = (
        globe(60, 10.75, 3.55, 3.1)
        + placeholder(
            2,
            "Title",
            "ctrTitle",
            0,
            (LEFT, 1.3, 6.6, 2.85),
            "Title of the workshop",
            Style(size=48, colour="bg1", anchor="b"),
        )
        + _kicker(box=(LEFT, 0.68, 6.6, 0.5), slot="bg1", size=18)
        + signature(81, LEFT + 0.02, 4.42)
        + placeholder(
            4,
            "Subtitle",
            "subTitle",
            1,
            (LEFT, 4.72, 6.4, 1.95),
            "Group, date and place",
            Style(size=22, colour="bg1", plain=True, anchor="t"),
        )
        + _feet(dark=True)
    )
    return Drawn(name="Title Slide", type="title", shapes=shapes, ground="tx2")


def _step(insight: int = 0) -> Drawn:
    shapes = (
        fan(60, "bg1@26")
        + _headline((LEFT, 1.5, 9.2, 2.3), Style(size=50, colour="bg1", anchor="b"))
        + _kicker(box=(LEFT, 0.68, 8.6, 0.6), slot="bg1", size=28)
        + panel(81, "Rule", (LEFT + 0.02, 4.05, 2.06, 0.09), "bg1")
        + placeholder(
            4,
            "Subtitle",
            "body",
            1,
            (LEFT, 4.4, 7.6, 2.2),
            "What this step is about",
            Style(size=24, colour="bg1", plain=True, anchor="t"),
        )
        + _feet(dark=True)
    )
    return Drawn(name=_named("Step", insight), type="secHead", shapes=shapes, ground=_accent(insight))


def _content(insight: int = 0) -> Drawn:
    shapes = (
        _band(insight)
        + _headline()
        + _kicker(insight)
        + placeholder(4, "Content", "", 1, (LEFT, BODY_TOP, MEASURE, BODY_HEIGHT), LEVELS, _bulleted(insight))
        + _feet()
    )
    return Drawn(name=_named("Title and Content", insight), type="obj", shapes=shapes)


def _two_content(insight: int = 0) -> Drawn:
    half = (MEASURE - 0.5) / 2
    style = Style(sizes=(24, 20, 18, 18, 18), bullet_colour=_accent(insight))
    shapes = (
        _band(insight)
        + _headline()
        + _kicker(insight)
        + placeholder(4, "Content left", "", 1, (LEFT, BODY_TOP, half, BODY_HEIGHT), LEVELS, style)
        + placeholder(5, "Content right", "", 2, (LEFT + half + 0.5, BODY_TOP, half, BODY_HEIGHT), LEVELS, style)
        + _feet()
    )
    return Drawn(name=_named("Two Content", insight), type="twoObj", shapes=shapes)


def _bulleted(insight: int) -> Style:
    return Style(bullet_colour=_accent(insight)) if insight else Style()


def _question(insight: int = 0) -> Drawn:
    """Put the question and how to answer on the left; the way into the form on a white card on the right."""
    edge, top, side = 8.35, 0.92, 4.0
    wide, middle = edge - LEFT - 0.4, edge + (WIDTH - edge) / 2
    slot = _accent(insight)

    def centred(top: float, height: float) -> Box:
        return (middle - 2.3, top, 4.6, height)

    shapes = (
        panel(79, "Answer panel", (edge, 0, WIDTH - edge, HEIGHT), "bg2")
        + panel(78, "Code card", (middle - side / 2, top, side, side), "bg1")
        + _band(insight)
        + _headline((LEFT, 1.0, wide, 2.2), Style(size=32, anchor="t"))
        + _kicker(insight, (LEFT, KICKER_TOP, wide, 0.36))
        + placeholder(
            4,
            "Answers",
            "body",
            1,
            (LEFT, 3.4, wide, 3.2),
            LEVELS,
            Style(sizes=(22, 20, 18, 18, 18), bullet_colour=slot, before=7),
        )
        + placeholder(
            5,
            "Invitation",
            "body",
            14,
            centred(0.4, 0.45),
            "Scan and answer",
            Style(size=20, bold=True, plain=True, align="ctr", anchor="ctr"),
        )
        # The code brings its own white margin: the card needs none.
        + placeholder(6, "QR Code", "pic", 17, (middle - side / 2, top, side, side), "QR code")
        + placeholder(
            7,
            "Code",
            "body",
            15,
            centred(4.99, 1.0),
            "Code",
            Style(size=40, colour=slot, bold=True, plain=True, align="ctr", anchor="ctr", tracking=200, before=0),
        )
        + placeholder(
            8,
            "Address",
            "body",
            16,
            centred(6.04, 0.62),
            "Address",
            Style(size=16, plain=True, align="ctr", anchor="t", before=0),
        )
        + _feet(edge=edge)
    )
    return Drawn(name=_named("Question", insight), type="", shapes=shapes)


def _join() -> Drawn:
    """Show the code at two thirds of the slide's height, for the last row of a lecture hall."""
    edge, side = 7.1, 5.0
    x = edge + (WIDTH - edge - side) / 2
    wide = edge - LEFT - 0.5
    shapes = (
        panel(79, "Code panel", (edge, 0, WIDTH - edge, HEIGHT), "bg1")
        + _headline((LEFT, 1.0, wide, 1.25), Style(size=40, colour="bg1", anchor="t"))
        + _kicker(box=(LEFT, KICKER_TOP, wide, 0.36), slot="bg1")
        + placeholder(
            4,
            "Instructions",
            "body",
            1,
            (LEFT, 2.3, wide, 2.0),
            LEVELS,
            Style(sizes=(20, 18, 18, 18, 18), colour="bg1", bullet_colour="bg1", before=5),
        )
        + placeholder(
            7,
            "Code",
            "body",
            15,
            (LEFT, 4.35, wide, 1.4),
            "Code",
            Style(size=66, colour="bg1", bold=True, plain=True, anchor="ctr", tracking=400, before=0),
        )
        + placeholder(
            8,
            "Address",
            "body",
            16,
            (LEFT, 5.82, wide, 0.8),
            "Address",
            Style(size=18, colour="bg1", plain=True, anchor="t"),
        )
        + placeholder(
            5,
            "Invitation",
            "body",
            14,
            (edge + 0.3, 0.42, WIDTH - edge - 0.6, 0.6),
            "Scan to join",
            Style(size=24, bold=True, plain=True, align="ctr", anchor="ctr"),
        )
        + placeholder(6, "QR Code", "pic", 17, (x, 1.25, side, side), "QR code")
        + _feet(dark=True, edge=edge, panel_dark=False)
    )
    return Drawn(name="Join", type="", shapes=shapes, ground="tx2")


def _chart(insight: int = 0) -> Drawn:
    shapes = (
        _band(insight)
        + _headline()
        + _kicker(insight)
        + placeholder(4, "Chart", "chart", 1, (LEFT, BODY_TOP - 0.1, MEASURE, 3.9), "Chart")
        + _source((LEFT, 6.25, MEASURE, 0.42))
        + _feet()
    )
    return Drawn(name=_named("Chart", insight), type="chart", shapes=shapes)


def _source(box: Box, size: float = 14) -> str:
    return placeholder(5, "Source", "body", 18, box, "Source", Style(size=size, plain=True, anchor="b"))


def _quote() -> Drawn:
    shapes = (
        _band(0)
        + _marks(81, LEFT + 0.02, 1.75)
        + _headline((LEFT, 0.95, MEASURE, 0.6), Style(size=22, anchor="t"))
        + _kicker()
        + placeholder(
            4,
            "Quotation",
            "body",
            1,
            (LEFT + 1.55, 1.8, 9.6, 2.95),
            "Quotation",
            Style(size=36, plain=True, anchor="t", spacing=110),
        )
        + placeholder(
            5,
            "Source",
            "body",
            18,
            (LEFT + 1.55, 4.9, 9.6, 0.8),
            "Who said it",
            Style(size=18, plain=True, anchor="t"),
        )
        + _feet()
    )
    return Drawn(name="Quote", type="", shapes=shapes, ground="bg2")


def _marks(number: int, x: float, y: float) -> str:
    """Return two raised commas as one shape; a letter would depend on the font."""
    drawn = "".join(_comma(x + n * 0.56, y, 0.22) for n in range(2))
    return freeform(number, "Quotation marks", drawn, f"{fill('accent1')}<a:ln><a:noFill/></a:ln>")


def _comma(x: float, y: float, r: float) -> str:
    tail = _curve((x + 2 * r, y + 0.5), (x + 0.32, y + 0.68), (x + 0.12, y + 0.76))
    tail += _curve((x + 0.2, y + 0.66), (x + 0.26, y + 0.56), (x + 0.25, y + 0.44))
    return (
        f"<a:moveTo>{point((x, y + r))}</a:moveTo>"
        f'<a:arcTo wR="{emu(r)}" hR="{emu(r)}" stAng="10800000" swAng="10800000"/>{tail}'
        f'<a:arcTo wR="{emu(r)}" hR="{emu(r)}" stAng="5400000" swAng="5400000"/><a:close/>'
    )


def _curve(*points: tuple[float, float]) -> str:
    return f"<a:cubicBezTo>{''.join(map(point, points))}</a:cubicBezTo>"


def _picture() -> Drawn:
    edge = 6.3
    wide = edge - LEFT - 0.45
    shapes = (
        panel(79, "Picture panel", (edge, 0, WIDTH - edge, HEIGHT), "bg2")
        + _band(0)
        + _headline((LEFT, 1.0, wide, 1.75), Style(size=28, anchor="t"))
        + _kicker(box=(LEFT, KICKER_TOP, wide, 0.36))
        + placeholder(
            4, "Caption", "body", 2, (LEFT, 2.85, wide, 3.65), LEVELS, Style(sizes=(22, 20, 18, 18, 18), plain=False)
        )
        + placeholder(6, "Picture", "pic", 1, (edge + 0.4, 0.58, WIDTH - edge - 0.8, 5.75), "Picture")
        + _source((edge + 0.4, 6.38, WIDTH - edge - 0.8, 0.4), 12)
        + _feet(edge=edge)
    )
    return Drawn(name="Picture with Caption", type="picTx", shapes=shapes)


def _closing() -> Drawn:
    shapes = (
        fan(60, "bg1@26")
        + _headline((LEFT, 1.4, 8.6, 2.1), Style(size=44, colour="bg1", anchor="b"))
        + _kicker(box=(LEFT, 0.68, 8.0, 0.5), slot="bg1", size=18)
        + signature(81, LEFT + 0.02, 3.75)
        + placeholder(
            4,
            "Closing words",
            "body",
            1,
            (LEFT, 4.05, 7.6, 2.45),
            "Thanks and contact",
            Style(sizes=(22, 20, 18, 18, 18), colour="bg1", plain=True, anchor="t"),
        )
        + _feet(dark=True)
    )
    return Drawn(name="Closing", type="", shapes=shapes, ground="tx2")


def _title_only() -> Drawn:
    return Drawn(name="Title Only", type="titleOnly", shapes=_band(0) + _headline() + _kicker() + _feet())
