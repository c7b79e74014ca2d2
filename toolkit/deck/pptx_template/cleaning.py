"""Cut slides, and what people left with them, out of a template: XML elements in, XML elements or bytes out."""

from collections.abc import Iterable, Mapping

from lxml import etree

from toolkit.ooxml.relations import DECLARATION, OFFICE, Relation, compose_relations

MAIN_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
DROPPED_KINDS = frozenset(
    {
        "slide",
        "notesSlide",
        "comments",
        "commentAuthors",
        "authors",
        "tags",
        "customXml",
        "vbaProject",
        "viewProps",
        "printerSettings",
        "revisionInfo",
        "changesInfo",
        "slicerCache",
    }
)
"""Last words of the relationship types that lead to slides, to people, or to macros. View settings name slides, too."""

_CORE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_R = f"{{{OFFICE}}}"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_SECTIONS = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"
_PRESENTATION_LEAVES = ("sldIdLst", "custShowLst", "photoAlbum", "custDataLst", "smartTags", "modifyVerifier")
_PROPERTY_LEAVES = ("showPr", "htmlPubPr", "webPr")

_PML = f'xmlns:p="{_P[1:-1]}"'
_OFFICE_TYPE = "application/vnd.openxmlformats-officedocument"
FRESH_PARTS: Mapping[str, tuple[str, str]] = {
    "viewProps": (f"{_OFFICE_TYPE}.presentationml.viewProps+xml", f"{DECLARATION}<p:viewPr {_PML}/>"),
    "presProps": (f"{_OFFICE_TYPE}.presentationml.presProps+xml", f"{DECLARATION}<p:presentationPr {_PML}/>"),
    "tableStyles": (
        f"{_OFFICE_TYPE}.presentationml.tableStyles+xml",
        f'{DECLARATION}<a:tblStyleLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
        ' def="{5C22544A-7EE6-4342-B048-85BDC9FD1C3A}"/>',
    ),
}
"""Content type and text of the parts that every presentation must have, by kind of relationship."""

PROPERTY_PARTS: Mapping[str, tuple[str, str]] = {
    "docProps/app.xml": (
        f"{_OFFICE_TYPE}.extended-properties+xml",
        f'{DECLARATION}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>',
    ),
    "docProps/core.xml": (
        "application/vnd.openxmlformats-package.core-properties+xml",
        f"{DECLARATION}<cp:coreProperties"
        ' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>',
    ),
}
"""Blank document properties: the old ones name authors and slides."""


def clean_presentation(root: etree._Element) -> None:
    """Take slides, sections, custom shows, albums and the like out of presentation.xml."""
    _remove_children(root, _PRESENTATION_LEAVES)
    extensions = root.find(f"{_P}extLst")
    if extensions is None:
        return
    for extension in list(extensions):
        if str(extension.get("uri", "")).upper() == _SECTIONS:
            extensions.remove(extension)
    if not len(extensions):
        root.remove(extensions)


def clean_properties(root: etree._Element) -> None:
    """Take out of presProps.xml how the old slides were shown and published."""
    _remove_children(root, _PROPERTY_LEAVES)


def remove_references(root: etree._Element, relation_ids: Iterable[str]) -> None:
    """Remove the elements that use relationships which are no more: links to slides, tags, custom data."""
    gone = frozenset(relation_ids)
    for element in list(root.iter(etree.Element)):
        parent = element.getparent()
        if parent is None or not any(str(k).startswith(_R) and v in gone for k, v in element.attrib.items()):
            continue
        parent.remove(element)
        if not len(parent) and parent.tag == f"{_P}custDataLst":
            grandparent = parent.getparent()
            if grandparent is not None:
                grandparent.remove(parent)


def compose_content_types(names: Iterable[str], types: "ContentTypes", presentation: str) -> bytes:
    """Write [Content_Types].xml for exactly the parts that are there."""
    known = {part: kind for part, (kind, _) in PROPERTY_PARTS.items()} | {presentation: MAIN_TYPE}
    overrides, extensions = [], {"rels": "application/vnd.openxmlformats-package.relationships+xml"}
    for name in names:
        kind = known.get(name) or types.overrides.get(name.casefold())
        extension = name.rpartition(".")[2].casefold()
        if kind:
            overrides.append(f'<Override PartName="/{name}" ContentType="{kind}"/>')
        else:
            extensions[extension] = types.defaults.get(extension, "application/octet-stream")
    defaults = "".join(f'<Default Extension="{e}" ContentType="{kind}"/>' for e, kind in extensions.items())
    return f'{DECLARATION}<Types xmlns="{_TYPES}">{defaults}{"".join(overrides)}</Types>'.encode()


def compose_package_relations(presentation: str) -> bytes:
    """Write _rels/.rels: the presentation and blank document properties, each once."""
    return compose_relations(
        "",
        (
            Relation(id="rId1", type=f"{OFFICE}/officeDocument", target=presentation),
            Relation(id="rId2", type=_CORE, target="docProps/core.xml"),
            Relation(id="rId3", type=f"{OFFICE}/extended-properties", target="docProps/app.xml"),
        ),
    )


class ContentTypes:
    """[Content_Types].xml as read: types by extension and by part name, both without regard to case."""

    def __init__(self, root: etree._Element) -> None:
        tag = f"{{{_TYPES}}}"
        self.defaults = {
            str(e.get("Extension", "")).casefold(): str(e.get("ContentType", "")) for e in root.iter(f"{tag}Default")
        }
        self.overrides = {
            str(e.get("PartName", "")).lstrip("/").casefold(): str(e.get("ContentType", ""))
            for e in root.iter(f"{tag}Override")
        }


def _remove_children(root: etree._Element, names: tuple[str, ...]) -> None:
    for name in names:
        for child in root.findall(f"{_P}{name}"):
            root.remove(child)
