"""One workshop of a plan → its response sheets and QR codes on disk.

instrument + links → PDF and Excel sheets in each language; address → QR code as SVG and PNG
"""

from toolkit.commands.outputs import put_as, put_sheets
from toolkit.commands.workshop_build import BuildContext, BuiltSheets
from toolkit.errors import Problem
from toolkit.model.link import Links
from toolkit.model.workshop import Workshop
from toolkit.outputs.outputs import Outputs
from toolkit.sheet.pdf import write_sheet_pdf
from toolkit.sheet.qr import draw_png, draw_svg
from toolkit.sheet.xlsx import write_sheet_xlsx
from toolkit.texts import load_texts


def build_prints(context: BuildContext, outputs: Outputs, workshop_id: str) -> BuiltSheets:
    """Write a workshop's sheets for print. Raises ToolkitError; each file is whole or as it was."""
    plan, workshop, links = context.plan, context.workshop(workshop_id), context.links[workshop_id]
    put = put_as(outputs, "print")
    sheets: dict[str, str] = {}
    notices: tuple[Problem, ...] = ()
    for language in plan.programme.languages:
        sheets[language] = file = _name_sheet(workshop, language, "pdf")
        instrument, texts = plan.instruments[workshop.id], load_texts(language)
        notices += write_sheet_pdf(plan.programme, workshop, instrument, links, texts, context.out / file, put)
    return BuiltSheets(sheets=sheets, notices=notices, outcomes=outputs.take_outcomes())


def build_workbooks(context: BuildContext, outputs: Outputs, workshop_id: str) -> BuiltSheets:
    """Write a workshop's sheets for Excel, and its codes. Raises ToolkitError; each file is whole or as it was."""
    plan, workshop, links = context.plan, context.workshop(workshop_id), context.links[workshop_id]
    put = put_sheets(outputs, plan, context.database)
    sheets: dict[str, str] = {}
    for language in plan.programme.languages:
        sheets[language] = file = _name_sheet(workshop, language, "xlsx")
        instrument, texts = plan.instruments[workshop.id], load_texts(language)
        write_sheet_xlsx(plan.programme, workshop, instrument, links, texts, context.out / file, put)
    codes = _write_codes(context, outputs, workshop, links)
    return BuiltSheets(sheets=sheets, codes=codes, outcomes=outputs.take_outcomes())


def _name_sheet(workshop: Workshop, language: str, kind: str) -> str:
    return f"{workshop.id}/{workshop.id}-sheet-{language}.{kind}"


def _write_codes(context: BuildContext, outputs: Outputs, workshop: Workshop, links: Links) -> dict[str, str]:
    put = put_as(outputs, "code")
    files = {f"qr_{kind}": f"{workshop.id}/{workshop.id}-qr.{kind}" for kind in ("svg", "png")}
    put(context.out / files["qr_svg"], draw_svg(links.address))
    put(context.out / files["qr_png"], draw_png(links.address))
    return files
