"""Compose the styles and lists of the default Word template. Pure.

Fonts and colours are named by their place in the theme, never by value: a style that an organisation's own template
lacks is taken from here and so looks like the rest of that template.
"""

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_INK = '<w:color w:val="14232B" w:themeColor="text1"/>'
_DEEP = '<w:color w:val="0E2F3B" w:themeColor="text2"/>'
_ACCENT = '<w:color w:val="165C60" w:themeColor="accent1"/>'
_QUIET = '<w:color w:val="4F5A60" w:themeColor="text1" w:themeTint="BF"/>'
_PAPER = '<w:shd w:val="clear" w:color="auto" w:fill="F4F1EA" w:themeFill="background2"/>'


def _fonts(kind: str) -> str:
    places = (("ascii", "HAnsi"), ("hAnsi", "HAnsi"), ("eastAsia", "EastAsia"))
    named = "".join(f' w:{script}Theme="{kind}{place}"' for script, place in places)
    return f'<w:rFonts{named} w:cstheme="{kind}Bidi"/>'


_HEADS = _fonts("major")


def _size(points: float) -> str:
    half = round(points * 2)
    return f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'


def _spacing(before: float, after: float, line: float = 0) -> str:
    lines = f' w:line="{round(line * 240)}" w:lineRule="auto"' if line else ""
    return f'<w:spacing w:before="{round(before * 20)}" w:after="{round(after * 20)}"{lines}/>'


def _edge(side: str, slot: str, value: str, size: int, space: int = 0) -> str:
    return f'<w:{side} w:val="single" w:sz="{size}" w:space="{space}" w:color="{value}" w:themeColor="{slot}"/>'


def _paragraph(
    style: str,
    name: str,
    looks: str = "",
    text: str = "",
    *,
    based: str = "Normal",
    following: str = "",
    own: bool = False,
    default: bool = False,
    order: int = 0,
) -> str:
    """Compose a paragraph style; `own` are those that Word does not know by name."""
    marks = (' w:customStyle="1"' if own else "") + (' w:default="1"' if default else "")
    parts = [f'<w:style w:type="paragraph"{marks} w:styleId="{style}"><w:name w:val="{name}"/>']
    if not default:
        parts.append(f'<w:basedOn w:val="{based}"/>')
    if following:
        parts.append(f'<w:next w:val="{following}"/>')
    if order:
        parts.append(f'<w:uiPriority w:val="{order}"/>')
    parts.append("<w:qFormat/>")
    if looks:
        parts.append(f"<w:pPr>{looks}</w:pPr>")
    if text:
        parts.append(f"<w:rPr>{text}</w:rPr>")
    return "".join([*parts, "</w:style>"])


def compose_styles() -> str:
    """Return the styles part."""
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{_fonts('minor')}{_INK}{_size(10.5)}"
        '<w:lang w:val="sv-SE" w:eastAsia="ja-JP" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
    )
    styles = [
        _paragraph("Normal", "Normal", f"<w:widowControl/>{_spacing(0, 7, 1.22)}", default=True),
        *_compose_headings(),
        *_compose_front(),
        *_compose_body(),
        *_compose_contents(),
        *_compose_others(),
    ]
    return f"<w:styles {W}>{defaults}{''.join(styles)}</w:styles>"


def _compose_headings() -> list[str]:
    def heading(level: int, before: float, after: float, size: float, ink: str) -> str:
        looks = (
            f"<w:keepNext/><w:keepLines/><w:suppressAutoHyphens/>"
            f'{_spacing(before, after, 1.05)}<w:outlineLvl w:val="{level - 1}"/>'
        )
        return _paragraph(
            f"Heading{level}",
            f"heading {level}",
            looks,
            f"{_HEADS}<w:b/><w:bCs/>{ink}{_size(size)}",
            following="Normal",
            order=9,
        )  # fmt: skip  - one style a line

    return [
        heading(1, 0, 14, 22, _DEEP),
        heading(2, 20, 6, 14.5, _ACCENT),
        heading(3, 14, 4, 11.5, _DEEP),
    ]


def _compose_front() -> list[str]:
    rule = f"<w:pBdr>{_edge('top', 'accent1', '165C60', 24, 14)}</w:pBdr>"
    fact = (
        '<w:tabs><w:tab w:val="left" w:pos="2835"/></w:tabs><w:suppressAutoHyphens/>'
        f'{_spacing(0, 3, 1.15)}<w:ind w:left="2835" w:hanging="2835"/>'
    )
    return [
        _paragraph(
            "Title",
            "Title",
            f"<w:keepNext/><w:suppressAutoHyphens/>{_spacing(0, 12, 1.0)}",
            f"{_HEADS}<w:b/><w:bCs/>{_DEEP}{_size(34)}",
            following="Subtitle",
            order=10,
        ),
        _paragraph(
            "Subtitle",
            "Subtitle",
            f"<w:suppressAutoHyphens/>{_spacing(0, 40, 1.15)}",
            f"{_QUIET}{_size(15)}",
            following="Normal",
            order=11,
        ),
        _paragraph(
            "ReportKicker",
            "Report Kicker",
            f"{rule}{_spacing(150, 22, 1.0)}",
            f"<w:b/><w:bCs/>{_ACCENT}{_size(11)}",
            own=True,
        ),
        _paragraph("ReportFact", "Report Fact", fact, _size(10), own=True),
    ]  # fmt: skip  - one style a line


def _compose_body() -> list[str]:
    panel = "".join(_edge(side, "background2", "F4F1EA", 4, 8) for side in ("top", "left", "bottom", "right"))
    inset = '<w:ind w:left="170" w:right="170"/>'
    quote = f"<w:pBdr>{_edge('left', 'accent1', '165C60', 18, 12)}</w:pBdr>"
    bullet = '<w:numPr><w:numId w:val="1"/></w:numPr>' + _spacing(0, 4, 1.22)
    number = '<w:numPr><w:numId w:val="2"/></w:numPr>' + _spacing(0, 4, 1.22)
    caption = f"<w:keepLines/><w:suppressAutoHyphens/>{_spacing(6, 6, 1.1)}"
    return [
        _paragraph("ListBullet", "List Bullet", bullet, order=36),
        _paragraph("ListNumber", "List Number", number, order=36),
        _paragraph(
            "Quote",
            "Quote",
            f'<w:keepLines/>{quote}{_spacing(4, 9, 1.22)}<w:ind w:left="397" w:right="397"/>',
            f"<w:i/><w:iCs/>{_INK}",
            order=29,
        ),
        _paragraph("Caption", "caption", caption, f"<w:b/><w:bCs/>{_DEEP}{_size(9)}", following="Normal", order=35),
        _paragraph("ReportLead", "Report Lead", _spacing(0, 12, 1.25), f"{_DEEP}{_size(12.5)}", own=True),
        _paragraph("ReportSource", "Report Source", _spacing(2, 14, 1.1), f"{_QUIET}{_size(8.5)}", own=True),
        _paragraph(
            "ReportFigure",
            "Report Figure",
            f"<w:keepNext/>{_spacing(8, 2, 1.0)}",
            own=True,
            following="Caption",
        ),
        _paragraph(
            "ReportNote",
            "Report Note",
            f"<w:keepLines/><w:pBdr>{panel}</w:pBdr>{_PAPER}{_spacing(8, 14, 1.18)}{inset}",
            _size(9.5),
            own=True,
        ),
        _paragraph(
            "ReportWriting",
            "Report Writing",
            f"<w:pBdr>{_edge('left', 'accent1', '165C60', 18, 8)}</w:pBdr>{_PAPER}{_spacing(8, 14, 1.3)}{inset}",
            own=True,
        ),
        _paragraph(
            "ReportTableText",
            "Report Table Text",
            f"<w:suppressAutoHyphens/>{_spacing(2.5, 2.5, 1.08)}",
            _size(9),
            own=True,
        ),
    ]  # fmt: skip  - one style a line


def _compose_contents() -> list[str]:
    def entry(level: int, before: float, after: float, left: int, number: int, text: str) -> str:
        looks = (
            f'<w:tabs><w:tab w:val="left" w:pos="{left + number}"/>'
            '<w:tab w:val="right" w:leader="dot" w:pos="8732"/></w:tabs>'
            f'{_spacing(before, after, 1.1)}<w:ind w:left="{left + number}" w:hanging="{number}"/>'
        )
        return _paragraph(f"TOC{level}", f"toc {level}", looks, text, following="Normal", order=39)

    return [
        _paragraph(
            "TOCHeading",
            "TOC Heading",
            f"<w:keepNext/>{_spacing(0, 18, 1.05)}",
            f"{_HEADS}<w:b/><w:bCs/>{_DEEP}{_size(22)}",
            following="Normal",
            order=39,
        ),
        entry(1, 8, 2, 0, 454, f"<w:b/><w:bCs/>{_DEEP}"),
        entry(2, 0, 2, 454, 567, ""),
        entry(3, 0, 2, 1021, 680, ""),
    ]  # fmt: skip  - one style a line


def _compose_others() -> list[str]:
    running = '<w:tabs><w:tab w:val="right" w:pos="8732"/></w:tabs>' + _spacing(0, 0, 1.1)
    sides = (("top", 0), ("left", 108), ("bottom", 0), ("right", 108))
    cells = "".join(f'<w:{side} w:w="{width}" w:type="dxa"/>' for side, width in sides)
    plain = f'<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>{cells}</w:tblCellMar></w:tblPr>'
    margins = '<w:tblCellMar><w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar>'
    head_fill = '<w:shd w:val="clear" w:color="auto" w:fill="0E2F3B" w:themeFill="text2"/>'
    white = '<w:color w:val="FFFFFF" w:themeColor="background1"/>'
    rules = (
        f"<w:tblBorders>{_edge('top', 'text2', '0E2F3B', 8)}{_edge('bottom', 'text2', '0E2F3B', 8)}"
        '<w:insideH w:val="single" w:sz="4" w:space="0" w:color="C9CFD2" w:themeColor="text1" w:themeTint="40"/>'
        "</w:tblBorders>"
    )
    table = (
        '<w:style w:type="table" w:customStyle="1" w:styleId="ReportTable"><w:name w:val="Report Table"/>'
        '<w:basedOn w:val="TableNormal"/><w:qFormat/>'
        '<w:tblPr><w:tblStyleRowBandSize w:val="1"/>'
        f'{rules}{margins}</w:tblPr><w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:bCs/>{white}</w:rPr>'
        f"<w:tcPr>{head_fill}</w:tcPr></w:tblStylePr>"
        f'<w:tblStylePr w:type="lastRow"><w:rPr><w:b/><w:bCs/></w:rPr><w:tcPr>'
        f"<w:tcBorders>{_edge('top', 'text2', '0E2F3B', 8)}</w:tcBorders></w:tcPr></w:tblStylePr></w:style>"
    )
    return [
        _paragraph("Header", "header", running, f"{_QUIET}{_size(8.5)}", order=99),
        _paragraph("Footer", "footer", running, f"{_QUIET}{_size(8.5)}", order=99),
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>',
        '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/>'
        '<w:basedOn w:val="DefaultParagraphFont"/><w:uiPriority w:val="99"/>'
        '<w:rPr><w:color w:val="165C60" w:themeColor="hyperlink"/><w:u w:val="single"/></w:rPr></w:style>',
        '<w:style w:type="character" w:styleId="PlaceholderText"><w:name w:val="Placeholder Text"/>'
        f'<w:basedOn w:val="DefaultParagraphFont"/><w:uiPriority w:val="99"/><w:rPr>{_QUIET}</w:rPr></w:style>',
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        f'<w:uiPriority w:val="99"/><w:semiHidden/>{plain}</w:style>',
        table,
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/></w:style>',
    ]


def compose_numbering() -> str:
    """Return the numbering part: bullets and numbers of lists; those of headings are the writer's."""

    def level(number: int, kind: str, text: str, look: str = "") -> str:
        left = 397 * (number + 1)
        return (
            f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/>'
            f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{left}" w:hanging="397"/></w:pPr>{look}</w:lvl>'
        )

    ink = f"<w:rPr>{_ACCENT}</w:rPr>"
    bullets = level(0, "bullet", "•", ink) + level(1, "bullet", "–", ink)
    numbers = level(0, "decimal", "%1.", ink) + level(1, "lowerLetter", "%2.", ink)
    return (
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="1"><w:multiLevelType w:val="multilevel"/>{bullets}'
        f'</w:abstractNum><w:abstractNum w:abstractNumId="2"><w:multiLevelType w:val="multilevel"/>{numbers}'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num></w:numbering>'
    )
