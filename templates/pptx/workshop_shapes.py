"""Compose the shapes of the default pptx template's layouts as PresentationML: panels, art, placeholders. Pure.

Lengths come in as inches and go out as EMU; sizes are points; colours are theme slots, never plain RGB, so that
a change of theme changes everything.
"""

from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from workshop_motif import HOME, PLACES, Path, clip, compose_arc, compose_graticule, find_visible_places, project

Box = tuple[float, float, float, float]
WIDTH, HEIGHT = 13.333333, 7.5
_DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative'
    ' xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)


def emu(inches: float) -> int:
    """Return a length in EMU."""
    return round(inches * 914400)


def colour(slot: str) -> str:
    """Return a theme colour; `bg1:tint` is a slot's light companion for dark grounds, `bg1@20` is 20 % opaque."""
    name, _, alpha = slot.partition("@")
    name, _, tint = name.partition(":")
    inner = '<a:lumMod val="40000"/><a:lumOff val="60000"/>' if tint else ""
    inner += f'<a:alpha val="{alpha}000"/>' if alpha else ""
    return f'<a:schemeClr val="{name}">{inner}</a:schemeClr>' if inner else f'<a:schemeClr val="{name}"/>'


def fill(slot: str) -> str:
    """Return a plain fill."""
    return f"<a:solidFill>{colour(slot)}</a:solidFill>"


def background(slot: str) -> str:
    """Return a slide's plain background."""
    return f"<p:bg><p:bgPr>{fill(slot)}<a:effectLst/></p:bgPr></p:bg>"


def _box(box: Box) -> str:
    x, y, w, h = map(emu, box)
    return f'<a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{w}" cy="{h}"/></a:xfrm>'


def _decoration(number: int, name: str, properties: str) -> str:
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name={quoteattr(name)} descr="">{_DECORATIVE}</p:cNvPr>'
        f'<p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr>{properties}</p:spPr></p:sp>'
    )


def panel(number: int, name: str, box: Box, slot: str) -> str:
    """Return a filled rectangle without a line."""
    shape = '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    return _decoration(number, name, f"{_box(box)}{shape}{fill(slot)}<a:ln><a:noFill/></a:ln>")


def signature(number: int, x: float, y: float, width: float = 0.62) -> str:
    """Return three short bars in the insights' colours, lightened for a dark ground: the programme's signature."""
    return "".join(
        panel(number + n, f"Insight bar {n + 1}", (x + n * (width + 0.1), y, width, 0.09), f"accent{n + 1}:tint")
        for n in range(3)
    )


def drawing(number: int, name: str, paths: list[Path], slot: str, points: float) -> str:
    """Return open paths, in inches on the slide, as one shape."""
    drawn = "".join(
        f"<a:moveTo>{point(path[0])}</a:moveTo>{''.join(f'<a:lnTo>{point(p)}</a:lnTo>' for p in path[1:])}"
        for path in paths
    )
    return freeform(
        number, name, drawn, f'<a:noFill/><a:ln w="{round(points * 12700)}" cap="rnd">{fill(slot)}<a:round/></a:ln>'
    )


def dots(number: int, name: str, centres: Path, radius: float, slot: str) -> str:
    """Return filled circles as one shape."""
    r = emu(radius)
    drawn = "".join(
        f'<a:moveTo>{point((x - radius, y))}</a:moveTo><a:arcTo wR="{r}" hR="{r}" stAng="10800000" swAng="21600000"/>'
        "<a:close/>"
        for x, y in centres
    )
    return freeform(number, name, drawn, f"{fill(slot)}<a:ln><a:noFill/></a:ln>")


def fan(number: int, slot: str) -> str:
    """Return meridians that open from the top right corner to the bottom right one, and the parallels across them."""
    middle, half = emu(HEIGHT / 2), emu(HEIGHT / 2)
    right, bottom = emu(WIDTH), emu(HEIGHT)
    reach = 4.0
    drawn = "".join(
        f'<a:moveTo><a:pt x="{right}" y="{bottom}"/></a:moveTo>'
        f'<a:arcTo wR="{emu(reach * share)}" hR="{half}" stAng="5400000" swAng="10800000"/>'
        for share in (0.174, 0.342, 0.5, 0.643, 0.766, 0.866, 0.94, 0.985)
    )
    for n in range(-5, 6):
        y = n / 6
        x = emu(WIDTH - reach * 0.985 * (1 - y * y) ** 0.5)
        at = middle + round(y * half)
        drawn += f'<a:moveTo><a:pt x="{x}" y="{at}"/></a:moveTo><a:lnTo><a:pt x="{right}" y="{at}"/></a:lnTo>'
    return freeform(number, "Meridians", drawn, f'<a:noFill/><a:ln w="9525">{fill(slot)}</a:ln>')


def globe(number: int, x: float, y: float, radius: float) -> str:
    """Return the globe with its arcs around a centre in inches."""

    def place(paths: list[Path]) -> list[Path]:
        moved = [[(x + px * radius, y + py * radius) for px, py in path] for path in paths]
        return [part for path in moved for part in clip(path, 0, 0, WIDTH, HEIGHT)]

    shapes = drawing(number, "Globe", place(compose_graticule()), "bg1@34", 0.75)
    for insight in (1, 2, 3):
        ends = find_visible_places(insight)
        arcs = place([path for end in PLACES[insight] for path in compose_arc(end)])
        slot = f"accent{insight}:tint"
        shapes += drawing(number + insight * 2, f"Arcs {insight}", arcs, slot, 2)
        shapes += dots(
            number + insight * 2 + 1,
            f"Places {insight}",
            [p for path in place([[e, e] for e in ends]) for p in path[:1]],
            0.055,
            slot,
        )
    home = place([[project(*HOME)[:2]] * 2])[0][:1]
    return shapes + dots(number + 8, "Home", home, 0.09, "bg1")


def point(at: tuple[float, float]) -> str:
    """Return a point of a drawn path."""
    return f'<a:pt x="{emu(at[0])}" y="{emu(at[1])}"/>'


def freeform(number: int, name: str, drawn: str, look: str) -> str:
    """Return a shape of drawn paths, whose own units are EMU of the whole slide: points need no second scale."""
    w, h = emu(WIDTH), emu(HEIGHT)
    geometry = (
        '<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/>'
        f'<a:pathLst><a:path w="{w}" h="{h}">{drawn}</a:path></a:pathLst></a:custGeom>'
    )
    return _decoration(number, name, _box((0, 0, WIDTH, HEIGHT)) + geometry + look)


@dataclass(frozen=True, kw_only=True)
class Style:
    """How one placeholder differs from its master; empty fields inherit. `plain` takes the bullets off."""

    size: float = 0
    sizes: tuple[float, ...] = ()
    colour: str = ""
    bullet_colour: str = ""
    bold: bool | None = None
    align: str = ""
    anchor: str = ""
    plain: bool = False
    spacing: int = 0
    tracking: int = 0
    before: int | None = None
    """Points of space before each paragraph."""

    def list_style(self) -> str:
        """Return a:lstStyle; a style of one size covers five levels where bullets are taken off."""
        sizes = self.sizes or ((self.size,) * 5 if self.plain else (self.size,))
        if not (any(sizes) or self.colour or self.before is not None or self.bullet_colour or self.align or self.plain):
            return "<a:lstStyle/>"
        if self.bullet_colour and len(sizes) == 1:
            sizes = sizes * 5
        return f"<a:lstStyle>{''.join(self._level(n + 1, size) for n, size in enumerate(sizes))}</a:lstStyle>"

    def _level(self, number: int, size: float) -> str:
        place = ' marL="0" indent="0"' if self.plain else ""
        align = f' algn="{self.align}"' if self.align else ""
        spacing = f'<a:lnSpc><a:spcPct val="{self.spacing}000"/></a:lnSpc>' if self.spacing else ""
        spacing += "" if self.before is None else f'<a:spcBef><a:spcPts val="{self.before}00"/></a:spcBef>'
        bullet = "<a:buNone/>" if self.plain else ""
        if self.bullet_colour:
            bullet = f"<a:buClr>{colour(self.bullet_colour)}</a:buClr>"
        run = f' sz="{round(size * 100)}"' if size else ""
        run += "" if self.bold is None else f' b="{int(self.bold)}"'
        run += f' spc="{self.tracking}"' if self.tracking else ""
        ink = fill(self.colour) if self.colour else ""
        run_properties = f"<a:defRPr{run}>{ink}</a:defRPr>" if run or ink else ""
        return f"<a:lvl{number}pPr{place}{align}>{spacing}{bullet}{run_properties}</a:lvl{number}pPr>"


def placeholder(
    number: int, name: str, kind: str, idx: int, box: Box | None, prompt: str, style: Style | None = None
) -> str:
    """Return a placeholder; without a box it stands where its master has it. `kind` is OOXML's type, or empty."""
    look = style or Style()
    attributes = (f' type="{kind}"' if kind else "") + (f' idx="{idx}"' if idx else "")
    if kind in ("ftr", "sldNum"):
        attributes = f' type="{kind}" sz="quarter" idx="{idx}"'
    elif kind == "dt":
        attributes = f' type="dt" sz="half" idx="{idx}"'
    place = _box(box) if box else ""
    anchor = f' anchor="{look.anchor}"' if look.anchor else ""
    fit = "<a:normAutofit/>" if box and kind in ("", "body", "subTitle", "title", "ctrTitle") else ""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name={quoteattr(name)}/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f"<p:nvPr><p:ph{attributes}/></p:nvPr></p:nvSpPr><p:spPr>{place}</p:spPr>"
        f"<p:txBody><a:bodyPr{anchor}>{fit}</a:bodyPr>{look.list_style()}{_prompt(kind, prompt)}</p:txBody></p:sp>"
    )


def _prompt(kind: str, prompt: str) -> str:
    if kind == "sldNum":
        field = '<a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum"><a:rPr lang="en-GB"/>'
        return f'<a:p>{field}<a:t>‹#›</a:t></a:fld><a:endParaRPr lang="en-GB"/></a:p>'
    if not prompt:
        return '<a:p><a:endParaRPr lang="en-GB"/></a:p>'
    return "".join(
        f'<a:p><a:pPr lvl="{n}"/><a:r><a:rPr lang="en-GB"/><a:t>{escape(line)}</a:t></a:r></a:p>'
        for n, line in enumerate(prompt.split("|"))
    )
