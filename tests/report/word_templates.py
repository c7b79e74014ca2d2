"""Word templates as organisations have them, made with another program: python-docx's own, changed part by part."""

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import docx
from docx.shared import Mm
from PIL import Image

DOTX = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def make_template(
    path: Path,
    *,
    header: str = "",
    footer: str = "",
    logo: bool = False,
    width: int = 210,
    side: int = 25,
    trace: str = "",
) -> Path:
    """Write a template with a letterhead; `trace` is text left in its body and its properties."""
    document = docx.Document()
    section = document.sections[-1]
    section.page_width, section.page_height = Mm(width), Mm(297)
    section.left_margin = section.right_margin = Mm(side)
    if header or logo:
        paragraph = section.header.paragraphs[0]
        paragraph.text = header
        if logo:
            picture = io.BytesIO()
            Image.new("RGB", (60, 30), (120, 0, 80)).save(picture, "PNG")
            paragraph.add_run().add_picture(picture, width=Mm(20))
    if footer:
        section.footer.paragraphs[0].text = footer
    if trace:
        document.add_heading(trace, 1)
        document.add_table(2, 2).cell(0, 0).text = trace
        document.core_properties.author = document.core_properties.comments = trace
    document.save(str(path))
    return path


def change_parts(path: Path, changes: Mapping[str, Callable[[str], str]]) -> Path:
    """Rewrite parts of a file by name."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    for name, change in changes.items():
        parts[name] = change(parts[name].decode()).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return path


def make_swedish(path: Path) -> Path:
    """Write a template as Swedish Word does: style ids in Swedish, names in English, as a .dotx."""
    make_template(path)
    ids = {
        "Heading1": "Rubrik1",
        "Heading2": "Rubrik2",
        "Heading3": "Rubrik3",
        "Title": "Rubrik",
        "Caption": "Beskrivning",
    }

    def rename(text: str) -> str:
        for english, swedish in ids.items():
            text = text.replace(f'w:styleId="{english}"', f'w:styleId="{swedish}"')
            text = re.sub(rf'<w:(basedOn|next|link) w:val="{english}"', rf'<w:\1 w:val="{swedish}"', text)
        return text

    return change_parts(
        path,
        {"word/styles.xml": rename, "[Content_Types].xml": lambda text: text.replace(DOCX, DOTX)},
    )


def drop_styles(path: Path, *names: str) -> Path:
    """Take styles out of a template by their names."""

    def drop(text: str) -> str:
        for name in names:
            text = re.sub(
                rf'<w:style\b(?:(?!</w:style>).)*?<w:name w:val="{name}"/>.*?</w:style>', "", text, flags=re.DOTALL
            )
        return text

    return change_parts(path, {"word/styles.xml": drop})
