"""One workshop of a plan → its deck, response sheets and QR codes on disk. The stages meet here, each once.

outline → tailor → compose → fit → write → deck
instrument + links → PDF and Excel sheets in each language; address → QR code as SVG and PNG
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from toolkit.commands.plan import Plan, find_links, read_plan
from toolkit.commands.workshop_deck import fit_workshop_deck, read_outlines
from toolkit.deck.compose.programme_files import ReadFile, open_programme_files
from toolkit.deck.pptx.write import write_deck
from toolkit.deck.pptx_template.file import read_template
from toolkit.deck.template import Template
from toolkit.errors import Problem
from toolkit.files import write_bytes
from toolkit.model.link import Links
from toolkit.model.results import Results
from toolkit.model.workshop import Workshop
from toolkit.sheet.pdf import write_sheet_pdf
from toolkit.sheet.qr import draw_png, draw_svg
from toolkit.sheet.xlsx import write_sheet_xlsx
from toolkit.texts import load_texts


@dataclass(frozen=True, kw_only=True)
class BuildContext:
    """What all workshops of one build share: the plan, every link, the parsed template, the outlines' sources."""

    plan: Plan
    links: Mapping[str, Links]
    template: Template
    template_file: Path
    out: Path
    outlines: Mapping[str, str]
    read_file: ReadFile
    notices: tuple[Problem, ...]
    results: Mapping[str, Mapping[str, Results]] | None = None
    """What was answered, by workshop and question id; None where the slides are only to link to it."""


@dataclass(frozen=True, kw_only=True)
class BuiltWorkshop:
    """What one workshop got: paths relative to `out`, and its entry in the manifest."""

    workshop: str
    code: str
    slides: int
    sheets: Mapping[str, Mapping[str, str]]
    entry: dict[str, Any]
    notices: tuple[Problem, ...]


def read_context(
    folder: Path, template_file: Path | None, out: Path, *, results: bool = False, database: str | None = None
) -> BuildContext:
    """Read all that workshops share, with `results` also what was answered.

    Raises InputError with the problems of the programme's files or the template.
    """
    plan = read_plan(folder)
    file = template_file or plan.template_file
    template = read_template(file, plan.programme.layouts)
    return BuildContext(
        plan=plan,
        links=find_links(plan),
        template=template,
        template_file=file,
        out=out,
        outlines=read_outlines(plan),
        read_file=open_programme_files(folder),
        notices=(*plan.notices, *template.notices),
        results=_read_results(plan, database) if results else None,
    )


def _read_results(plan: Plan, database: str | None) -> Mapping[str, Mapping[str, Results]]:
    from toolkit.commands.results import compose_all_results  # with the store, which a build otherwise does without

    return compose_all_results(plan, database)


def build_workshop(context: BuildContext, workshop_id: str) -> BuiltWorkshop:
    """Build one workshop. Raises ToolkitError; each file is whole or as it was."""
    plan = context.plan
    workshop = next(workshop for workshop in plan.workshops if workshop.id == workshop_id)
    links = context.links[workshop.id]
    deck_file = f"{workshop.id}/{workshop.id}-deck-{workshop.language}.pptx"
    slides, notices = _build_deck(context, workshop, links, context.out / deck_file)
    sheets: dict[str, dict[str, str]] = {}
    for language in plan.programme.languages:
        sheets[language], more = _build_sheets(context, workshop, links, language)
        notices += more
    codes = _build_codes(context, workshop, links)
    own = sheets.get(workshop.language) or next(iter(sheets.values()))
    entry = {
        "group": workshop.group.id,
        "language": workshop.language,
        "date": workshop.date.isoformat() if workshop.date else None,
        "url": links.address,
        "code": links.code,
        "questions": dict(links.questions),
        "files": {"deck": deck_file, "sheet_pdf": own["pdf"], "sheet_xlsx": own["xlsx"], **codes},
        "sheets": sheets,
    }
    return BuiltWorkshop(
        workshop=workshop.id, code=links.code, slides=slides, sheets=sheets, entry=entry, notices=notices
    )


def _build_deck(context: BuildContext, workshop: Workshop, links: Links, path: Path) -> tuple[int, tuple[Problem, ...]]:
    fitted, notices = fit_workshop_deck(
        context.plan,
        links,
        context.outlines,
        context.read_file,
        workshop,
        context.template,
        None if context.results is None else context.results[workshop.id],
    )
    write_deck(fitted, context.template, path, draw_png)
    return len(fitted.slides), notices


def _build_sheets(
    context: BuildContext, workshop: Workshop, links: Links, language: str
) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """Write the sheet on paper and in Excel in one language; return their paths, and notices."""
    plan, texts = context.plan, load_texts(language)
    files = {kind: f"{workshop.id}/{workshop.id}-sheet-{language}.{kind}" for kind in ("pdf", "xlsx")}
    instrument = plan.instruments[workshop.id]
    notices = write_sheet_pdf(plan.programme, workshop, instrument, links, texts, context.out / files["pdf"])
    write_sheet_xlsx(plan.programme, workshop, instrument, links, texts, context.out / files["xlsx"])
    return files, notices


def _build_codes(context: BuildContext, workshop: Workshop, links: Links) -> dict[str, str]:
    files = {f"qr_{kind}": f"{workshop.id}/{workshop.id}-qr.{kind}" for kind in ("svg", "png")}
    svg = draw_svg(links.address)
    write_bytes(context.out / files["qr_svg"], svg if isinstance(svg, bytes) else svg.encode())
    write_bytes(context.out / files["qr_png"], draw_png(links.address))
    return files
