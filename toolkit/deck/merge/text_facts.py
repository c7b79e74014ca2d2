"""A text body with what it inherits → facts of each paragraph and each run of one look. Reads no file."""

from collections.abc import Callable, Iterator, Sequence

from lxml import etree

from toolkit.deck.merge.colours import read_colour
from toolkit.deck.merge.facts import Fact
from toolkit.deck.merge.names import R, find, find_all, local
from toolkit.deck.merge.styles import Styles, first_child, is_fill, read_attribute

Target = Callable[[str], str]
Levels = Callable[[int], Sequence[etree._Element]]
Run = tuple[str, dict[str, Fact]]
_BULLETS = ("buNone", "buChar", "buAutoNum", "buBlip")
_OFF = {None: "", "0": "", "false": "", "none": "", "noStrike": "", "off": "", "1": "1", "true": "1"}
_KNOWN = {"ln", "solidFill", "noFill", "latin", "ea", "cs", "sym", "hlinkClick", "extLst", "effectLst", "uFillTx"}


def read_text_facts(body: etree._Element, levels: Levels, styles: Styles, target: Target) -> dict[str, Fact]:
    """Return the facts of a text; `levels` gives the properties that a level inherits, nearest first."""
    facts: dict[str, Fact] = {}
    for number, paragraph in enumerate(find_all(body, "a:p"), 1):
        own = find(paragraph, "a:pPr")
        inherited = levels(0 if own is None else int(own.get("lvl", "0")))
        chain = [element for element in (own, *inherited) if element is not None]
        runs = _join(_read_runs(paragraph, chain, styles, target))
        if runs:
            size = runs[0][1]["size"]
            looks = _read_paragraph(chain, size if isinstance(size, float) else 18.0)
            facts.update({f"{number} {name}": fact for name, fact in looks.items()})
        else:
            facts[f"{number} empty"] = ""
        for place, (text, look) in enumerate(runs, 1):
            facts[f"{number}.{place} text"] = text
            facts.update({f"{number}.{place} {name}": fact for name, fact in look.items()})
    return facts


def _read_paragraph(chain: list[etree._Element], size: float) -> dict[str, Fact]:
    bullet = first_child(iter(chain), _BULLETS)
    kind = "buNone" if bullet is None else local(bullet)
    facts: dict[str, Fact] = {
        "align": read_attribute(iter(chain), "algn") or "l",
        "bullet": "" if bullet is None or kind == "buNone" else f"{kind} {bullet.get('char') or bullet.get('type')}",
        "start": bullet.get("startAt", "1") if bullet is not None and kind == "buAutoNum" else "",
        "right to left": _OFF.get(read_attribute(iter(chain), "rtl"), "?"),
        "lines": _read_lines(chain),
        "before": _read_spacing(chain, "spcBef", size),
        "after": _read_spacing(chain, "spcAft", size),
    }
    margin = int(read_attribute(iter(chain), "marL") or "0")
    indent = int(read_attribute(iter(chain), "indent") or "0")
    # Without a bullet LibreOffice writes the first line's place as the margin of both.
    facts["margin"], facts["first line"] = margin, margin + indent
    return facts


def _read_lines(chain: list[etree._Element]) -> Fact:
    """Return the height of lines: per cent, or points as text."""
    found = first_child(iter(chain), ("lnSpc",))
    if found is None or not len(found):
        return 100.0
    value = float(found[0].get("val", "0").rstrip("%"))
    return value / 1000 if local(found[0]) == "spcPct" else f"{value / 100:.0f} points"


def _read_spacing(chain: list[etree._Element], name: str, size: float) -> float:
    """Return the space before or after, in points; a share is one of the text's size."""
    found = first_child(iter(chain), (name,))
    if found is None or not len(found):
        return 0.0
    value = float(found[0].get("val", "0").rstrip("%"))
    return value / 100_000 * size if local(found[0]) == "spcPct" else value / 100


def _read_runs(paragraph: etree._Element, chain: list[etree._Element], styles: Styles, target: Target) -> Iterator[Run]:
    defaults = [found for element in chain if (found := find(element, "a:defRPr")) is not None]
    for node in paragraph:
        kind = local(node)
        if kind not in ("r", "br", "fld"):
            if kind not in ("pPr", "endParaRPr"):
                yield "", {kind: etree.tostring(node, encoding="unicode")}
            continue
        own = find(node, "a:rPr")
        look = _read_look([*(() if own is None else (own,)), *defaults], own, styles, target)
        if kind == "br":
            yield "\n", look
        elif kind == "fld":
            yield f"<{node.get('type')}>", look
        else:
            text = find(node, "a:t")
            yield ("" if text is None else text.text or ""), look


def _read_look(
    chain: list[etree._Element], own: etree._Element | None, styles: Styles, target: Target
) -> dict[str, Fact]:
    fill = first_child(iter(chain), ("solidFill", "noFill", "gradFill", "blipFill", "pattFill"))
    latin = first_child(iter(chain), ("latin",))
    link = find(own, "a:hlinkClick")
    letterspacing = float(read_attribute(iter(chain), "spc") or "0") / 100
    facts: dict[str, Fact] = {
        "bold": _OFF.get(read_attribute(iter(chain), "b"), "?"),
        "italic": _OFF.get(read_attribute(iter(chain), "i"), "?"),
        "underlined": read_attribute(iter(chain), "u") or "none",
        "struck": _OFF.get(read_attribute(iter(chain), "strike"), "?"),
        "capitals": _OFF.get(read_attribute(iter(chain), "cap"), read_attribute(iter(chain), "cap")),
        "size": float(read_attribute(iter(chain), "sz") or "1800") / 100,
        "raised": float((read_attribute(iter(chain), "baseline") or "0").rstrip("%")) / 1000,
        "letterspacing": letterspacing,
        "colour": read_colour(fill, styles.slots) if fill is not None and is_fill(fill) else None,
        "font": "" if latin is None else styles.font(latin.get("typeface", "")),
        "language": "" if own is None else own.get("lang", ""),
        "link": "" if link is None else target(link.get(f"{R}id", "")),
    }
    for child in () if own is None else own:
        if local(child) not in _KNOWN:
            facts[local(child)] = etree.tostring(child, encoding="unicode")
    if facts["link"]:
        facts["underlined"] = "sng"
    return facts


def _join(runs: Iterator[Run]) -> list[Run]:
    """Join runs of one look; those without text are none."""
    joined: list[Run] = []
    for text, look in runs:
        if not text and not any(isinstance(fact, str) and fact.startswith("<") for fact in look.values()):
            continue
        if joined and joined[-1][1] == look:
            joined[-1] = (joined[-1][0] + text, look)
        else:
            joined.append((text, look))
    return joined
