"""Clean a template's settings of what belongs to another document, to people, or to a prompt: XML in, XML out."""

from lxml import etree

from toolkit.report.docx_template.styles import W

_LEAVES = (
    "writeProtection", "view", "attachedTemplate", "linkStyles", "stylePaneFormatFilter", "documentType", "mailMerge",
    "revisionView", "trackRevisions", "documentProtection", "autoFormatOverride", "formsDesign", "saveThroughXslt",
    "hdrShapeDefaults", "footnotePr", "endnotePr", "rsids", "docVars", "attachedSchema", "schemaLibrary",
    "updateFields", "proofState", "shapeDefaults", "captions", "smartTagType",
)  # fmt: skip
_WORD = "http://schemas.microsoft.com/office/word"
_AFTER_COMPAT = (
    "docVars", "rsids", "mathPr", "attachedSchema", "themeFontLang", "clrSchemeMapping", "doNotIncludeSubdocsInStats",
    "doNotAutoCompressPictures", "forceUpgrade", "captions", "readModeInkLockDown", "smartTagType", "schemaLibrary",
    "shapeDefaults", "doNotEmbedSmartTags", "decimalSymbol", "listSeparator",
)  # fmt: skip


def clean_settings(root: etree._Element, *, even_pages: bool) -> etree._Element:
    """Return the settings as a report wants them: never a prompt, never "Compatibility Mode"."""
    for tag in _LEAVES:
        for element in root.findall(f"{W}{tag}"):
            root.remove(element)
    for element in list(root):
        if not str(element.tag).startswith((W, "{http://schemas.openxmlformats.org/officeDocument/2006/math}")):
            root.remove(element)  # identities of the document, in Word's later namespaces
    odd_even = root.find(f"{W}evenAndOddHeaders")
    if odd_even is not None and not even_pages:
        root.remove(odd_even)
    _set_compatibility(root)
    return root


def _set_compatibility(root: etree._Element) -> None:
    compat = root.find(f"{W}compat")
    if compat is None:
        compat = etree.Element(f"{W}compat")
        later = {f"{W}{tag}" for tag in _AFTER_COMPAT} | {
            "{http://schemas.openxmlformats.org/officeDocument/2006/math}mathPr"
        }
        at = next((number for number, each in enumerate(root) if each.tag in later), len(root))
        root.insert(at, compat)
    for setting in compat.iter(f"{W}compatSetting"):
        if setting.get(f"{W}name") == "compatibilityMode":
            return
    values = {f"{W}name": "compatibilityMode", f"{W}uri": _WORD, f"{W}val": "15"}
    compat.append(etree.Element(f"{W}compatSetting", values))
