"""How programs save a report without a change: what Word writes of its own, and an archive with other part names."""

import io
import re
import zipfile
from collections.abc import Callable


def _read_parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def _write_parts(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


_LATER = (
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="w14" '
)


def repack(data: bytes) -> bytes:
    """Return the same document with other part names, ids of relationships and order of entries."""
    parts = _read_parts(data)
    names = {"word/document.xml": "word/document2.xml", "word/styles.xml": "word/styles7.xml"}
    charts = [name for name in parts if re.fullmatch(r"word/charts/chart\d+\.xml", name)]
    names |= {name: name.replace("/chart", "/diagram").replace("/diagrams", "/charts") for name in charts}
    moved: dict[str, bytes] = {}
    for name, content in reversed(parts.items()):
        text = content
        if name.endswith(".rels") or name == "[Content_Types].xml":
            for old, new in names.items():
                text = text.replace(old.rpartition("/")[2].encode(), new.rpartition("/")[2].encode())
        if name in ("word/document.xml", "word/_rels/document.xml.rels"):
            text = re.sub(rb"(r:id|Id)=\"rId(\d+)\"", rb'\1="rIdX\2"', text)
            text = re.sub(rb"r:embed=\"rId(\d+)\"", rb'r:embed="rIdX\1"', text)
        folder, _, file = name.rpartition("/")
        target = names.get(name) or (
            f"{folder}/{names[part].rpartition('/')[2]}.rels"
            if (part := f"{folder.removesuffix('/_rels')}/{file.removesuffix('.rels')}") in names
            else name
        )
        moved[target] = text
    return _write_parts(moved)


def save_in_word(data: bytes) -> bytes:
    """Return the document with what Word writes of its own when somebody opens and saves it, and renews the fields."""
    parts = _read_parts(data)
    text = parts["word/document.xml"].decode()
    number = iter(range(1, 100_000))
    text = re.sub(
        r"<w:p>", lambda _: f'<w:p w14:paraId="{next(number):08X}" w:rsidR="00A1B2C3" w:rsidRDefault="00A1B2C3">', text
    )
    text = re.sub(r"<w:r>", '<w:r w:rsidRPr="00D4E5F6">', text)
    text = re.sub(r"<w:t xml:space=\"preserve\">([^<]{12,})</w:t></w:r>", _split_run, text)
    text = re.sub(r"_Toc0+(\d+)", lambda found: f"_Toc18765{int(found[1]):04d}", text)
    text = re.sub(r"(PAGEREF.{0,400}?<w:t xml:space=\"preserve\">)(\d+)<", lambda m: f"{m[1]}{int(m[2]) + 1}<", text)
    text = text.replace("<w:document ", f"<w:document {_LATER}", 1)
    mark = '<w:bookmarkStart w:id="77001" w:name="_GoBack"/><w:bookmarkEnd w:id="77001"/>'
    text = text.replace("</w:p><w:sectPr>", f"{mark}</w:p><w:sectPr>", 1)
    parts["word/document.xml"] = text.encode()
    settings = parts["word/settings.xml"].decode()
    rsids = '<w:rsids><w:rsidRoot w:val="00A1B2C3"/><w:rsid w:val="00A1B2C3"/></w:rsids>'
    parts["word/settings.xml"] = settings.replace("</w:compat>", f"</w:compat>{rsids}").encode()
    core = parts["docProps/core.xml"].decode()
    core = re.sub(r"(<dcterms:modified[^>]*>)[^<]*", r"\g<1>2027-03-05T09:00:00Z", core)
    parts["docProps/core.xml"] = re.sub(r"(<cp:lastModifiedBy>)[^<]*", r"\1En kollega", core).encode()
    parts["docProps/app.xml"] = parts["docProps/app.xml"].replace(b"Workshop toolkit", b"Microsoft Office Word")
    return _write_parts(parts)


def _split_run(found: re.Match[str]) -> str:
    """Split a run in two of the same look, as spelling and editing do."""
    text = found[1]
    before = found.string[: found.start()]
    properties = before[before.rindex("<w:rPr>") :] if before.endswith("</w:rPr>") else ""
    at = len(text) // 2
    if "&" in text:
        return found[0]
    return (
        f'<w:t xml:space="preserve">{text[:at]}</w:t></w:r><w:proofErr w:type="spellStart"/>'
        f'<w:r>{properties}<w:lastRenderedPageBreak/><w:t xml:space="preserve">{text[at:]}</w:t></w:r>'
        '<w:proofErr w:type="spellEnd"/>'
    )


SAVERS: dict[str, Callable[[bytes], bytes]] = {
    "python-docx": lambda data: data,
    "repacked": repack,
    "Word": save_in_word,
}
