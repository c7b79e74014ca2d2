"""Say what a pptx template offers: a Template in; a report as a value, as text, as data, and as TOML out. Pure.

For `toolkit template FILE`: which layout serves which kind of slide and how it was found, what each layout holds,
fonts, languages, contrast, and what is worth mending.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from math import gcd

from msgspec import Struct, to_builtins
from msgspec.structs import replace

from toolkit.contrast import compute_contrast, needed_contrast
from toolkit.deck.pptx_template import messages
from toolkit.deck.template import How, Layout, Placeholder, Template
from toolkit.errors import Place, Problem
from toolkit.texts import Texts

_LANGUAGE = re.compile(rb'\blang="([A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*)"')
_EMU_PER_MM = 36000
_SAID_HOW: dict[How, str] = {
    "mapping": "as programme.toml says",
    "name": "by its name",
    "type": "by its type",
    "signature": "by its placeholders",
    "stand-in": "stands in",
}


class RoleLine(Struct, frozen=True, kw_only=True):
    """Which layout serves a role, how it was found, and in which insights' colours there are variants."""

    role: str
    layout: str
    master: int
    how: How
    variants: tuple[int, ...] = ()


class Contrast(Struct, frozen=True, kw_only=True):
    """A placeholder's text against what is behind it; `ratio` is None where a picture or gradient is."""

    placeholder: str
    ratio: float | None
    needed: float

    @property
    def weak(self) -> bool:
        """Whether it is known to be too little."""
        return self.ratio is not None and self.ratio < self.needed


class LayoutLine(Struct, frozen=True, kw_only=True):
    """A layout: its placeholders as "name (kind)", the roles it serves, and the contrast of its texts."""

    name: str
    master: int
    type: str
    placeholders: tuple[str, ...]
    roles: tuple[str, ...]
    contrast: tuple[Contrast, ...]


class FontLine(Struct, frozen=True, kw_only=True):
    """A font family and whether its widths are known, so that text can be measured exactly."""

    family: str
    known: bool


class TemplateReport(Struct, frozen=True, kw_only=True):
    """Everything the command says; masters count from 1 here, as people do."""

    file: str
    width_mm: float
    height_mm: float
    ratio: str
    masters: int
    roles: tuple[RoleLine, ...]
    layouts: tuple[LayoutLine, ...]
    fonts: tuple[FontLine, ...]
    languages: tuple[str, ...]
    notes_master: bool
    notices: tuple[Problem, ...] = ()


def compose_report(template: Template, knows_font: Callable[[str], bool]) -> TemplateReport:
    """Look through a template; `knows_font` tells whether a family's widths are known."""
    layouts = tuple(_compose_layout(template, layout) for layout in template.layouts)
    families = {style.font for layout in template.layouts for each in layout.placeholders for style in each.levels}
    families |= {template.theme.major_font, template.theme.minor_font}
    fonts = tuple(FontLine(family=family, known=knows_font(family)) for family in sorted(families))
    return TemplateReport(
        file=template.name,
        width_mm=round(template.width / _EMU_PER_MM, 1),
        height_mm=round(template.height / _EMU_PER_MM, 1),
        ratio=_name_ratio(template.width, template.height),
        masters=1 + max((layout.master for layout in template.layouts), default=0),
        roles=tuple(_compose_roles(template)),
        layouts=layouts,
        fonts=fonts,
        languages=_find_languages(template),
        notes_master=bool(template.notes_master),
        notices=(*template.notices, *_find_weaknesses(template.name, layouts, fonts)),
    )


def compose_facts(report: TemplateReport, texts: Texts) -> dict[str, object]:
    """Return the report as plain data for `--json`; notices as the sentences a person gets."""
    facts: dict[str, object] = to_builtins(replace(report, notices=()))
    facts["notices"] = [texts.problem(notice) for notice in report.notices]
    return facts


def compose_text(report: TemplateReport, texts: Texts) -> str:
    """Return the report for a person to read in a terminal."""
    size = texts("{width} × {height} mm", width=f"{report.width_mm:g}", height=f"{report.height_mm:g}")
    lines = [
        report.file,
        f"  {texts('Slide size')}: {size} ({report.ratio})",
        f"  {texts('Masters')}: {report.masters}   {texts('Layouts')}: {len(report.layouts)}",
        f"  {texts('Fonts')}: {', '.join(_say_font(font, texts) for font in report.fonts)}",
        f"  {texts('Languages of its texts')}: {', '.join(report.languages) or texts('none stated')}",
        f"  {texts('Notes master')}: {texts('yes') if report.notes_master else texts('no; a plain one is added')}",
        "",
        texts("Which layout serves which kind of slide"),
        *_say_roles(report, texts),
        "",
        texts("Layouts and their placeholders"),
    ]
    for layout in report.layouts:
        lines += _say_layout(layout, report.masters > 1, texts)
    if report.notices:
        lines += ["", texts("Worth knowing"), *(f"  - {texts.problem(notice)}" for notice in report.notices)]
    return "\n".join(lines) + "\n"


def compose_mapping(template: Template, texts: Texts) -> str:
    """Return the [layouts] table as found, to be changed and pasted into programme.toml."""
    keyed = [
        (role.value, json.dumps(_name_exactly(template, m.layout), ensure_ascii=False), m.how)
        for role, m in template.roles.items()
    ]
    wide = max(len(key) for key, _, _ in keyed)
    broad = max(len(name) for _, name, _ in keyed)
    lines = [f"{key:<{wide}} = {name:<{broad}}  # {texts(_SAID_HOW[how])}" for key, name, how in keyed]
    served = {match.layout.part for match in template.roles.values()}
    others = [_name_exactly(template, each) for each in template.layouts if each.part not in served]
    rest = [f"# {texts('Layouts not used')}: {json.dumps(others, ensure_ascii=False)[1:-1]}"] if others else []
    return "\n".join(["[layouts]", *lines, *rest]) + "\n"


def _compose_roles(template: Template) -> Iterator[RoleLine]:
    for role, match in template.roles.items():
        yield RoleLine(
            role=role.value,
            layout=_tidy(match.layout.name),
            master=match.layout.master + 1,
            how=match.how,
            variants=tuple(number for each, number in template.variants if each is role),
        )


def _compose_layout(template: Template, layout: Layout) -> LayoutLine:
    roles = [role.value for role, match in template.roles.items() if match.layout.part == layout.part]
    roles += [
        f"{role.value} {number}" for (role, number), each in template.variants.items() if each.part == layout.part
    ]
    return LayoutLine(
        name=_tidy(layout.name),
        master=layout.master + 1,
        type=layout.type,
        placeholders=tuple(f"{_tidy(each.name)} ({each.kind})" for each in layout.placeholders),
        roles=tuple(roles),
        contrast=tuple(
            _compose_contrast(each) for each in layout.placeholders if each.levels and each.kind != "picture"
        ),
    )


def _compose_contrast(placeholder: Placeholder) -> Contrast:
    """Judge the first level; it is the one that every slide uses."""
    style = placeholder.levels[0]
    known = style.colour and placeholder.backdrop
    ratio = round(compute_contrast(style.colour, placeholder.backdrop), 1) if known else None
    needed = needed_contrast(style.size, style.bold)
    return Contrast(placeholder=_tidy(placeholder.name), ratio=ratio, needed=needed)


def _find_weaknesses(file: str, layouts: tuple[LayoutLine, ...], fonts: tuple[FontLine, ...]) -> Iterator[Problem]:
    place = Place(file=file)
    for layout in (each for each in layouts if each.roles):
        for weak in dict.fromkeys(each for each in layout.contrast if each.weak):
            facts = {"placeholder": weak.placeholder, "layout": layout.name, "ratio": weak.ratio, "needed": weak.needed}
            yield Problem(place=place, message=messages.WEAK_CONTRAST, facts=facts, notice=True)
    for font in fonts:
        if not font.known:
            yield Problem(place=place, message=messages.UNKNOWN_FONT, facts={"font": font.family}, notice=True)


def _find_languages(template: Template) -> tuple[str, ...]:
    """List the languages of the texts on masters and layouts, the most frequent first."""
    counts: Counter[str] = Counter()
    for name, data in template.parts.items():
        if "/slideLayouts/" in name or "/slideMasters/" in name:
            counts.update(found.decode() for found in _LANGUAGE.findall(data))
    return tuple(language for language, _ in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def _name_ratio(width: int, height: int) -> str:
    """Name the usual ratios; a slide may miss them by a hair."""
    for name, value in (("16:9", 16 / 9), ("16:10", 1.6), ("4:3", 4 / 3)):
        if abs(width / height - value) < 0.01:
            return name
    shared = gcd(width, height)
    wide, high = width // shared, height // shared
    return f"{wide}:{high}" if wide < 100 else f"{width / height:.2f}:1"


def _name_exactly(template: Template, layout: Layout) -> str:
    alike = [each.part for each in template.layouts if each.name == layout.name]
    place = alike.index(layout.part)
    return f"{layout.name} #{place + 1}" if place else layout.name


def _tidy(name: str) -> str:
    return " ".join(name.split())


def _say_font(font: FontLine, texts: Texts) -> str:
    return font.family if font.known else texts("{font} (widths not known, estimated)", font=font.family)


def _say_roles(report: TemplateReport, texts: Texts) -> Iterator[str]:
    wide = max(len(line.role) for line in report.roles)
    broad = max(len(line.layout) for line in report.roles)
    for line in report.roles:
        said = texts(_SAID_HOW[line.how])
        if report.masters > 1:
            said += texts(", master {n}", n=line.master)
        if line.variants:
            said += texts(", also in the colours of insights {numbers}", numbers=", ".join(map(str, line.variants)))
        yield f"  {line.role:<{wide}}  {line.layout:<{broad}}  {said}"


def _say_layout(layout: LayoutLine, several: bool, texts: Texts) -> list[str]:
    head = f"  {layout.name}"
    if several:
        head += texts(", master {n}", n=layout.master)
    if layout.roles:
        head += f"  → {', '.join(layout.roles)}"
    ratios = [each.ratio for each in layout.contrast if each.ratio is not None]
    if len(ratios) < len(layout.contrast) or not ratios:
        said = texts("not known everywhere: a picture or gradient is behind some text")
    else:
        said = texts("at least {ratio}:1", ratio=f"{min(ratios):g}")
    holds = ", ".join(layout.placeholders) or texts("none")
    return [head, f"      {texts('Placeholders')}: {holds}", f"      {texts('Contrast')}: {said}"]
