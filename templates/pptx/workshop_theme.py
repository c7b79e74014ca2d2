"""Compose the theme and table style of the default pptx template. Pure.

Every accent has at least 5:1 against white and 4.8:1 against the paper tone, the three insights' more than 6.6:1, so
each may carry text; their `:tint` companions (40 % + 60 % light) have at least 6:1 on the deep ground.
"""

COLOURS = {
    "dk1": "14232B",  # ink
    "lt1": "FFFFFF",
    "dk2": "0E2F3B",  # the deep ground of title, step and closing slides
    "lt2": "F4F1EA",  # paper: panels
    "accent1": "165C60",  # insight 1, sea green
    "accent2": "4A3A8C",  # insight 2, violet
    "accent3": "97320F",  # insight 3, rust
    "accent4": "8A6100",  # companions for charts: ochre, slate, moss
    "accent5": "3F6486",
    "accent6": "4A6F2C",
    "hlink": "165C60",
    "folHlink": "4A3A8C",
}
NOTES_COLOURS = {**COLOURS, "dk1": "000000"}
FONT = "Arial"
"""On every Windows and macOS; Liberation Sans has the same widths, so what is measured fits everywhere."""

TABLE_STYLE = "{7A1D5E0C-3B64-4C0E-9D53-2F6B8E41A9D7}"


def compose_theme(name: str, colours: dict[str, str] = COLOURS) -> str:
    """Return the theme part."""
    slots = "".join(f'<a:{slot}><a:srgbClr val="{value}"/></a:{slot}>' for slot, value in colours.items())
    font = f'<a:latin typeface="{FONT}"/><a:ea typeface=""/><a:cs typeface=""/>'
    solid = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f'cap="flat" cmpd="sng" algn="ctr">{solid}<a:prstDash val="solid"/></a:ln>'
    lines = "".join(f'<a:ln w="{width}" {line}' for width in (9525, 12700, 19050))
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        f'<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="{name}"><a:themeElements>'
        f'<a:clrScheme name="{name}">{slots}</a:clrScheme>'
        f'<a:fontScheme name="{name}"><a:majorFont>{font}</a:majorFont><a:minorFont>{font}</a:minorFont></a:fontScheme>'
        f'<a:fmtScheme name="{name}"><a:fillStyleLst>{solid * 3}</a:fillStyleLst><a:lnStyleLst>{lines}</a:lnStyleLst>'
        f"<a:effectStyleLst>{effect * 3}</a:effectStyleLst><a:bgFillStyleLst>{solid * 3}</a:bgFillStyleLst>"
        "</a:fmtScheme></a:themeElements><a:objectDefaults/><a:extraClrSchemeLst/></a:theme>"
    )


def compose_table_styles() -> str:
    """Return the table styles part: a deep header, thin rules between rows, no boxes."""

    def line(side: str, slot: str, width: int) -> str:
        ink = f'<a:solidFill><a:schemeClr val="{slot}"/></a:solidFill>'
        return f'<a:{side}><a:ln w="{width}" cmpd="sng">{ink}</a:ln></a:{side}>'

    none = "".join(f"<a:{side}><a:ln><a:noFill/></a:ln></a:{side}>" for side in ("left", "right"))
    rules = none + line("top", "dk2", 12700) + line("bottom", "dk2", 12700) + line("insideH", "accent5", 6350)
    rules += "<a:insideV><a:ln><a:noFill/></a:ln></a:insideV>"
    dark = '<a:fontRef idx="minor"/><a:schemeClr val="dk1"/>'
    light = '<a:fontRef idx="minor"/><a:schemeClr val="lt1"/>'
    paper = '<a:tcStyle><a:tcBdr/><a:fill><a:solidFill><a:schemeClr val="lt2"/></a:solidFill></a:fill></a:tcStyle>'
    return (
        f'<a:tblStyleLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" def="{TABLE_STYLE}">'
        f'<a:tblStyle styleId="{TABLE_STYLE}" styleName="Workshop">'
        f"<a:wholeTbl><a:tcTxStyle>{dark}</a:tcTxStyle><a:tcStyle><a:tcBdr>{rules}</a:tcBdr>"
        "<a:fill><a:noFill/></a:fill></a:tcStyle></a:wholeTbl>"
        f"<a:band1H>{paper}</a:band1H>"
        f'<a:firstCol><a:tcTxStyle b="on">{dark}</a:tcTxStyle><a:tcStyle><a:tcBdr/></a:tcStyle></a:firstCol>'
        f'<a:lastRow><a:tcTxStyle b="on">{dark}</a:tcTxStyle><a:tcStyle><a:tcBdr>{line("top", "dk2", 19050)}</a:tcBdr>'
        "</a:tcStyle></a:lastRow>"
        f'<a:firstRow><a:tcTxStyle b="on">{light}</a:tcTxStyle><a:tcStyle><a:tcBdr/><a:fill><a:solidFill>'
        '<a:schemeClr val="dk2"/></a:solidFill></a:fill></a:tcStyle></a:firstRow>'
        "</a:tblStyle></a:tblStyleLst>"
    )
