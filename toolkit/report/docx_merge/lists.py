"""A document's numbering part → how the items of a list are marked and indented. XML in, values out."""

from lxml import etree

from toolkit.report.docx_template.styles import W


class Lists:
    """The lists of one document, by the number that paragraphs refer to."""

    def __init__(self, root: etree._Element | None) -> None:
        self._levels: dict[tuple[str, int], etree._Element] = {}
        if root is None:
            return
        abstracts = {each.get(f"{W}abstractNumId"): each for each in root.findall(f"{W}abstractNum")}
        for num in root.findall(f"{W}num"):
            at, number = num.find(f"{W}abstractNumId"), str(num.get(f"{W}numId", ""))
            abstract = None if at is None else abstracts.get(at.get(f"{W}val"))
            overrides = [each.find(f"{W}lvl") for each in num.findall(f"{W}lvlOverride")]
            levels = [*(() if abstract is None else abstract.findall(f"{W}lvl")), *overrides]
            for level in levels:
                if level is not None and str(level.get(f"{W}ilvl", "")).isdecimal():
                    self._levels[number, int(str(level.get(f"{W}ilvl")))] = level

    def find_look(self, number: str, level: int) -> tuple[str, int]:
        """Return a list's kind (which sign its bullets are does not count) and level; ("", 0) outside of lists."""
        found = self._levels.get((number, level))
        kind = None if found is None else found.find(f"{W}numFmt")
        said = "" if found is None else "decimal" if kind is None else str(kind.get(f"{W}val", ""))
        return ("", 0) if said in ("", "none") else (said, level)

    def find_indent(self, number: str, level: int) -> etree._Element | None:
        """Return the paragraph properties that a list gives its items."""
        found = self._levels.get((number, level))
        return None if found is None else found.find(f"{W}pPr")
