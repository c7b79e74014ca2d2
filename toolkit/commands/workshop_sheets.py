"""One workshop of a plan → its response sheets and QR codes on disk.

instrument + links → PDF and Excel sheets in each language; address → QR code as SVG and PNG
"""

from toolkit.commands.workshop_build import BuildContext, BuiltSheets
from toolkit.errors import Problem
from toolkit.files import write_bytes
from toolkit.model.link import Links
from toolkit.model.workshop import Workshop
from toolkit.sheet.pdf import write_sheet_pdf
from toolkit.sheet.qr import draw_png, draw_svg
from toolkit.sheet.xlsx import write_sheet_xlsx
from toolkit.texts import load_texts


def build_sheets(context: BuildContext, workshop_id: str) -> BuiltSheets:
    """Write a workshop's sheets and codes. Raises ToolkitError; each file is whole or as it was."""
    workshop, links = context.workshop(workshop_id), context.links[workshop_id]
    sheets: dict[str, dict[str, str]] = {}
    notices: tuple[Problem, ...] = ()
    for language in context.plan.programme.languages:
        sheets[language], more = _write_sheets(context, workshop, links, language)
        notices += more
    return BuiltSheets(sheets=sheets, codes=_write_codes(context, workshop, links), notices=notices)


def _write_sheets(
    context: BuildContext, workshop: Workshop, links: Links, language: str
) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """Write the sheet on paper and in Excel in one language; return their paths, and notices."""
    plan, texts = context.plan, load_texts(language)
    files = {kind: f"{workshop.id}/{workshop.id}-sheet-{language}.{kind}" for kind in ("pdf", "xlsx")}
    instrument = plan.instruments[workshop.id]
    notices = write_sheet_pdf(plan.programme, workshop, instrument, links, texts, context.out / files["pdf"])
    write_sheet_xlsx(plan.programme, workshop, instrument, links, texts, context.out / files["xlsx"])
    return files, notices


def _write_codes(context: BuildContext, workshop: Workshop, links: Links) -> dict[str, str]:
    files = {f"qr_{kind}": f"{workshop.id}/{workshop.id}-qr.{kind}" for kind in ("svg", "png")}
    write_bytes(context.out / files["qr_svg"], draw_svg(links.address))
    write_bytes(context.out / files["qr_png"], draw_png(links.address))
    return files
