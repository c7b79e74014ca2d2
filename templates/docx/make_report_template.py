"""Write report.dotx, the default Word template, beside this file: always the same bytes.

    python templates/docx/make_report_template.py [FILE]

Colours and fonts are those of the default pptx template. Nothing is compressed, because what a deflater makes of a text
differs between versions of zlib.
"""

import sys
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "pptx"))

from report_styles import W, compose_numbering, compose_styles  # noqa: E402  the path comes first
from workshop_theme import FONT, compose_theme  # noqa: E402

PAGE = (11906, 16838)
MARGINS = {"top": 1474, "right": 1587, "bottom": 1474, "left": 1587, "header": 709, "footer": 624, "gutter": 0}
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WML = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PARTS = {
    "document": (f"{_WML}.template.main+xml", "word/document.xml"),
    "styles": (f"{_WML}.styles+xml", "word/styles.xml"),
    "numbering": (f"{_WML}.numbering+xml", "word/numbering.xml"),
    "settings": (f"{_WML}.settings+xml", "word/settings.xml"),
    "fontTable": (f"{_WML}.fontTable+xml", "word/fontTable.xml"),
    "theme": ("application/vnd.openxmlformats-officedocument.theme+xml", "word/theme/theme1.xml"),
}


def compose_parts() -> dict[str, str]:
    """Return the template's parts by name."""
    margins = " ".join(f'w:{side}="{size}"' for side, size in MARGINS.items())
    section = f'<w:sectPr><w:pgSz w:w="{PAGE[0]}" w:h="{PAGE[1]}"/><w:pgMar {margins}/><w:titlePg/></w:sectPr>'
    relations = "".join(
        f'<Relationship Id="rId{n}" Type="{_REL}/{kind}" Target="{part.removeprefix("word/")}"/>'
        for n, (kind, (_, part)) in enumerate(_PARTS.items())
        if n
    )
    overrides = "".join(f'<Override PartName="/{part}" ContentType="{kind}"/>' for kind, part in _PARTS.values())
    return {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_REL}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"<w:document {W}><w:body><w:p/>{section}</w:body></w:document>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{relations}</Relationships>',
        "word/styles.xml": compose_styles(),
        "word/numbering.xml": compose_numbering(),
        "word/settings.xml": f'<w:settings {W}><w:zoom w:percent="100"/><w:defaultTabStop w:val="709"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting w:name="compatibilityMode"'
        ' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>',
        "word/fontTable.xml": f'<w:fonts {W}><w:font w:name="{FONT}"><w:family w:val="swiss"/></w:font></w:fonts>',
        "word/theme/theme1.xml": compose_theme("Report"),
    }


def write_template(path: Path) -> None:
    """Write the template, its dates the zip format's first day."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as package:
        for name, text in compose_parts().items():
            package.writestr(zipfile.ZipInfo(name), _HEAD + text)


if __name__ == "__main__":
    write_template(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "report.dotx")
