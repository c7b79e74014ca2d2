"""Read a pptx template (.pptx or .potx) into a Template: a path in, a value out. An edge; nothing is written.

Fast, because every build begins with it: zipfile and lxml only, each part read and parsed once.
"""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from lxml import etree

from toolkit.deck.pptx_template.layouts import P, read_layouts
from toolkit.deck.pptx_template.messages import DAMAGED
from toolkit.deck.pptx_template.package import Package, read_package
from toolkit.deck.pptx_template.roles import find_roles, find_variants
from toolkit.deck.slides import Role
from toolkit.deck.template import Template
from toolkit.errors import Place, Problem, TemplateError

_NO_MAPPING: Mapping[str, str] = MappingProxyType({})
_LEAST_SIDE = 914400
"""EMU; PowerPoint itself makes no slide smaller than an inch."""
_DEFAULT_TABLE_STYLE = "{5C22544A-7EE6-4342-B048-85BDC9FD1C3A}"


def read_template(path: Path, mapping: Mapping[str, str] = _NO_MAPPING) -> Template:
    """Read a template; `mapping` gives roles their layouts by name. Raises TemplateError where it cannot serve."""
    package = read_package(path)
    try:
        presentation = package.parse(package.presentation)
        layouts, themes = read_layouts(package, presentation)
        size = _find_size(presentation)
    except (KeyError, ValueError) as error:
        # A master without its theme, a size that is no number: valid XML, but not a presentation.
        said = Problem(place=Place(file=path.name), message=DAMAGED, facts={"part": package.presentation})
        raise TemplateError(said) from error
    roles, notices = find_roles(layouts, mapping, size=size, file=path.name)
    return Template(
        name=path.name,
        parts=package.parts,
        presentation=package.presentation,
        width=size[0],
        height=size[1],
        layouts=layouts,
        roles=roles,
        theme=themes[roles[Role.CONTENT].layout.master],
        notes_master=package.related(package.presentation, "notesMaster"),
        variants=find_variants(layouts, roles),
        table_style=_find_table_style(package),
        notices=notices,
    )


def _find_size(presentation: etree._Element) -> tuple[int, int]:
    size = presentation.find(f"{P}sldSz")
    width, height = (9144000, 6858000) if size is None else (int(size.get("cx", "0")), int(size.get("cy", "0")))
    if width < _LEAST_SIDE or height < _LEAST_SIDE:
        raise ValueError(f"a slide of {width} × {height} EMU")
    return width, height


def _find_table_style(package: Package) -> str:
    part = package.related(package.presentation, "tableStyles")
    return str(package.parse(part).get("def", "")) or _DEFAULT_TABLE_STYLE
