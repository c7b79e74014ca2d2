"""Write workshop.pptx, the default pptx template, beside this file: no slides, always the same bytes.

    python templates/pptx/make_workshop_template.py [FILE]

Nothing is compressed, because what a deflater makes of a text differs between versions of zlib.
"""

import sys
import zipfile
from pathlib import Path

from workshop_layouts import TREE, Drawn, compose_layouts
from workshop_shapes import Style, placeholder
from workshop_theme import NOTES_COLOURS, compose_table_styles, compose_theme

SLIDE = (12192000, 6858000)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PML = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE_REL = "http://schemas.openxmlformats.org/package/2006/relationships"
_MAP = (
    '<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3"'
    ' accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/>'
)
_WHITE = '<p:bg><p:bgPr><a:solidFill><a:schemeClr val="bg1"/></a:solidFill><a:effectLst/></p:bgPr></p:bg>'


def compose_parts() -> dict[str, str]:
    """Return the template's parts by name."""
    layouts = compose_layouts()
    parts = {
        "[Content_Types].xml": _compose_content_types(len(layouts)),
        "_rels/.rels": _relations(
            [
                ("officeDocument", "ppt/presentation.xml"),
                ("extended-properties", "docProps/app.xml"),
                ("core", "docProps/core.xml"),
            ]
        ),
        "docProps/app.xml": '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        "<Application>Workshop toolkit</Application></Properties>",
        "docProps/core.xml": '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Workshop</dc:title></cp:coreProperties>',
        "ppt/presentation.xml": _compose_presentation(),
        "ppt/_rels/presentation.xml.rels": _relations(
            [
                ("slideMaster", "slideMasters/slideMaster1.xml"),
                ("notesMaster", "notesMasters/notesMaster1.xml"),
                ("presProps", "presProps.xml"),
                ("viewProps", "viewProps.xml"),
                ("theme", "theme/theme1.xml"),
                ("tableStyles", "tableStyles.xml"),
            ]
        ),
        "ppt/presProps.xml": f"<p:presentationPr {_PML}/>",
        "ppt/viewProps.xml": f"<p:viewPr {_PML}/>",
        "ppt/tableStyles.xml": compose_table_styles(),
        "ppt/theme/theme1.xml": compose_theme("Workshop"),
        "ppt/theme/theme2.xml": compose_theme("Workshop notes", NOTES_COLOURS),
        "ppt/slideMasters/slideMaster1.xml": _compose_master(len(layouts)),
        "ppt/slideMasters/_rels/slideMaster1.xml.rels": _relations(
            [("slideLayout", f"../slideLayouts/slideLayout{n + 1}.xml") for n in range(len(layouts))]
            + [("theme", "../theme/theme1.xml")]
        ),
        "ppt/notesMasters/notesMaster1.xml": _compose_notes_master(),
        "ppt/notesMasters/_rels/notesMaster1.xml.rels": _relations([("theme", "../theme/theme2.xml")]),
    }
    for number, layout in enumerate(layouts, 1):
        parts.update(_compose_layout_parts(number, layout))
    return {name: _HEAD + text for name, text in parts.items()}


def write_template(path: Path) -> None:
    """Write the package; every entry carries the zip format's first day."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as package:
        for name, text in compose_parts().items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.external_attr = 0o644 << 16
            entry.create_system = 3
            package.writestr(entry, text.encode())


def _compose_layout_parts(number: int, layout: Drawn) -> dict[str, str]:
    return {
        f"ppt/slideLayouts/slideLayout{number}.xml": layout.to_xml(),
        f"ppt/slideLayouts/_rels/slideLayout{number}.xml.rels": _relations(
            [("slideMaster", "../slideMasters/slideMaster1.xml")]
        ),
    }


def _relations(targets: list[tuple[str, str]]) -> str:
    core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    lines = "".join(
        f'<Relationship Id="rId{n}" Type="{core if kind == "core" else f"{_REL}/{kind}"}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE_REL}">{lines}</Relationships>'


def _compose_content_types(layouts: int) -> str:
    office = "application/vnd.openxmlformats-officedocument"
    named = {
        "ppt/presentation.xml": f"{office}.presentationml.presentation.main+xml",
        "ppt/slideMasters/slideMaster1.xml": f"{office}.presentationml.slideMaster+xml",
        **{
            f"ppt/slideLayouts/slideLayout{n + 1}.xml": f"{office}.presentationml.slideLayout+xml"
            for n in range(layouts)
        },
        "ppt/notesMasters/notesMaster1.xml": f"{office}.presentationml.notesMaster+xml",
        "ppt/theme/theme1.xml": f"{office}.theme+xml",
        "ppt/theme/theme2.xml": f"{office}.theme+xml",
        "ppt/presProps.xml": f"{office}.presentationml.presProps+xml",
        "ppt/viewProps.xml": f"{office}.presentationml.viewProps+xml",
        "ppt/tableStyles.xml": f"{office}.presentationml.tableStyles+xml",
        "docProps/app.xml": f"{office}.extended-properties+xml",
        "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    }
    overrides = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in named.items())
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _compose_presentation() -> str:
    width, height = SLIDE
    levels = "".join(
        f'<a:lvl{n}pPr marL="{457200 * (n - 1)}" algn="l"><a:defRPr sz="1800"><a:solidFill><a:schemeClr val="tx1"/>'
        f'</a:solidFill><a:latin typeface="+mn-lt"/></a:defRPr></a:lvl{n}pPr>'
        for n in range(1, 10)
    )
    return (
        f'<p:presentation {_PML} saveSubsetFonts="1" autoCompressPictures="0">'
        '<p:sldMasterIdLst><p:sldMasterId id="2147483648" r:id="rId1"/></p:sldMasterIdLst>'
        '<p:notesMasterIdLst><p:notesMasterId r:id="rId2"/></p:notesMasterIdLst>'
        f'<p:sldSz cx="{width}" cy="{height}"/><p:notesSz cx="6858000" cy="9144000"/>'
        f"<p:defaultTextStyle>{levels}</p:defaultTextStyle></p:presentation>"
    )


def _compose_master(layouts: int) -> str:
    feet = Style(size=12)
    shapes = (
        placeholder(2, "Title", "title", 0, (0.95, 1.0, 11.633333, 1.2), "Title")
        + placeholder(3, "Text", "body", 1, (0.95, 2.35, 11.633333, 4.15), "Text|Second level|Third level|Fourth|Fifth")
        + placeholder(4, "Date", "dt", 2, (8.5, 6.88, 2.4, 0.3), "", Style(size=12, align="r"))
        + placeholder(5, "Footer", "ftr", 3, (0.95, 6.88, 7.4, 0.3), "", feet)
        + placeholder(6, "Slide Number", "sldNum", 4, (11.383333, 6.88, 1.2, 0.3), "", Style(size=12, align="r"))
    )
    # Insets of nought at the sides put text on the grid's lines, not 2.5 mm beside them.
    shapes = shapes.replace(
        "<a:bodyPr>", '<a:bodyPr vert="horz" lIns="0" tIns="0" rIns="0" bIns="0" rtlCol="0" anchor="t">'
    )
    # A layout's id must differ from every master's: both are drawn from one series.
    ids = "".join(f'<p:sldLayoutId id="{2147483649 + n}" r:id="rId{n + 1}"/>' for n in range(layouts))
    return (
        f'<p:sldMaster {_PML} preserve="1"><p:cSld>{_WHITE}<p:spTree>{TREE}{shapes}</p:spTree></p:cSld>{_MAP}'
        f"<p:sldLayoutIdLst>{ids}</p:sldLayoutIdLst>"
        '<p:hf hdr="0"/>'
        f"<p:txStyles>{_compose_text_styles()}</p:txStyles></p:sldMaster>"
    )


def _compose_text_styles() -> str:
    ink = '<a:solidFill><a:schemeClr val="tx1"/></a:solidFill>'
    deep = '<a:solidFill><a:schemeClr val="tx2"/></a:solidFill>'
    title = (
        '<a:lvl1pPr algn="l"><a:lnSpc><a:spcPct val="95000"/></a:lnSpc><a:spcBef><a:spcPct val="0"/></a:spcBef>'
        "<a:buNone/>"
        f'<a:defRPr sz="3200" b="1" kern="1200">{deep}<a:latin typeface="+mj-lt"/><a:ea typeface="+mj-ea"/>'
        '<a:cs typeface="+mj-cs"/></a:defRPr></a:lvl1pPr>'
    )
    body = "".join(_compose_body_level(n, ink) for n in range(1, 10))
    other = "".join(
        f'<a:lvl{n}pPr marL="0" algn="l"><a:defRPr sz="1200" kern="1200">{ink}<a:latin typeface="+mn-lt"/>'
        f'<a:ea typeface="+mn-ea"/><a:cs typeface="+mn-cs"/></a:defRPr></a:lvl{n}pPr>'
        for n in range(1, 10)
    )
    return f"<p:titleStyle>{title}</p:titleStyle><p:bodyStyle>{body}</p:bodyStyle><p:otherStyle>{other}</p:otherStyle>"


def _compose_body_level(number: int, ink: str) -> str:
    size = (2600, 2200, 2000)[number - 1] if number < 4 else 1800
    indent = 285750 if number == 1 else 257175
    margin = indent if number == 1 else 285750 + 257175 * (number - 1)
    before = 1200 if number == 1 else 600
    sign = "▪" if number == 1 else "–"
    return (
        f'<a:lvl{number}pPr marL="{margin}" indent="-{indent}" algn="l"><a:lnSpc><a:spcPct val="100000"/></a:lnSpc>'
        f'<a:spcBef><a:spcPts val="{before}"/></a:spcBef><a:buClr><a:schemeClr val="tx2"/></a:buClr>'
        f'<a:buFont typeface="Arial"/><a:buChar char="{sign}"/><a:defRPr sz="{size}" kern="1200">{ink}'
        '<a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/><a:cs typeface="+mn-cs"/></a:defRPr>'
        f"</a:lvl{number}pPr>"
    )


def _compose_notes_master() -> str:
    image = (
        '<p:sp><p:nvSpPr><p:cNvPr id="2" name="Slide Image"/><p:cNvSpPr>'
        '<a:spLocks noGrp="1" noRot="1" noChangeAspect="1"/></p:cNvSpPr>'
        '<p:nvPr><p:ph type="sldImg" idx="2"/></p:nvPr></p:nvSpPr><p:spPr><a:xfrm><a:off x="685800" y="857250"/>'
        '<a:ext cx="5486400" cy="3086100"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/>'
        '<a:ln w="9525"><a:solidFill><a:schemeClr val="tx1"/></a:solidFill></a:ln></p:spPr></p:sp>'
    )
    shapes = (
        image
        + placeholder(3, "Notes", "body", 3, (0.75, 4.6, 6.0, 4.6), "Notes")
        + placeholder(4, "Footer", "ftr", 4, (0.75, 9.4, 4.5, 0.35), "", Style(size=11))
        + placeholder(5, "Slide Number", "sldNum", 5, (5.35, 9.4, 1.4, 0.35), "", Style(size=11, align="r"))
    ).replace("<a:normAutofit/>", "")
    levels = "".join(
        f'<a:lvl{n}pPr marL="{228600 * (n - 1)}" algn="l"><a:spcBef><a:spcPts val="400"/></a:spcBef>'
        '<a:defRPr sz="1200">'
        '<a:solidFill><a:schemeClr val="tx1"/></a:solidFill><a:latin typeface="+mn-lt"/></a:defRPr>'
        f"</a:lvl{n}pPr>"
        for n in range(1, 10)
    )
    return (
        f"<p:notesMaster {_PML}><p:cSld>{_WHITE}<p:spTree>{TREE}{shapes}</p:spTree></p:cSld>{_MAP}"
        f"<p:notesStyle>{levels}</p:notesStyle></p:notesMaster>"
    )


if __name__ == "__main__":
    write_template(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).with_name("workshop.pptx"))
