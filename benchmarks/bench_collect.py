"""How long `toolkit collect` takes for a sheet of 100 000 answers, beside openpyxl's read-only mode reading that file.

The toolkit's time is that of the whole command: start, programme folder, reading, validation, and the store on disk.
The peer's is that of a program which does nothing but read every cell of the answers worksheet.
"""

import sys
import tempfile
from itertools import count
from pathlib import Path

import openpyxl
from measure import alternate, say, time_program

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from toolkit.commands.plan import find_links, read_plan  # noqa: E402  the checkout beside this folder
from toolkit.sheet.xlsx import FIRST_ROW, write_sheet_xlsx  # noqa: E402
from toolkit.texts import load_texts  # noqa: E402

RESPONSES = 5000
TEXTS, SCALES, CHOICES = 6, 8, 6  # 20 items
PEER = """
import sys, openpyxl
book = openpyxl.load_workbook(sys.argv[1], read_only=True)
cells = sum(len(row) for row in book.worksheets[0].iter_rows(values_only=True))
"""
PROGRAMME = """id = "bench"
title = { sv = "Mätning" }
organisation = { sv = "Exempel" }
languages = ["sv"]
base_url = "https://example.org"
groups = "groups.csv"
questions = ["bank.toml"]

[outlines]
sv = "sv.md"

[[steps]]
id = "steg"
title = { sv = "Steg" }

[[insights]]
id = "insikt"
title = { sv = "Insikt" }
short = { sv = "Insikt" }

[[areas]]
id = "omrade"
title = { sv = "Område" }
insight = "insikt"
"""


def write_programme(folder: Path) -> None:
    """Write a programme folder whose one workshop is asked 20 items."""
    folder.mkdir(parents=True)
    (folder / "programme.toml").write_text(PROGRAMME, encoding="utf-8")
    (folder / "groups.csv").write_text("group,name,kind,language\ngrupp,Grupp,department,sv\n", encoding="utf-8")
    (folder / "sv.md").write_text("# Steg {step=steg}\n", encoding="utf-8")
    questions = [compose_question(f"text-{n}", "text", "") for n in range(TEXTS)]
    ends = 'scale = { points = 7, low = { sv = "lite" }, high = { sv = "mycket" } }\n'
    questions += [compose_question(f"skala-{n}", "scale", ends) for n in range(SCALES)]
    choices = ", ".join(f'{{ id = "val-{n}", text = {{ sv = "Val {n}" }} }}' for n in range(CHOICES))
    questions.append(compose_question("poang", "points", f"choices = [{choices}]\n"))
    (folder / "bank.toml").write_text("\n".join(questions), encoding="utf-8")


def compose_question(name: str, kind: str, more: str) -> str:
    """Write one question of the bank."""
    return f'[[questions]]\nid = "{name}"\nkind = "{kind}"\nstep = "steg"\ntext = {{ sv = "Fråga {name}?" }}\n{more}'


def write_filled_sheet(folder: Path) -> Path:
    """Make the workshop's sheet as `toolkit build` does, and fill it in as another program would."""
    plan = read_plan(folder)
    (workshop,) = plan.workshops
    links = find_links(plan, {"TOOLKIT_SECRET": "0123456789abcdef0123456789abcdef"})
    path = folder / "filled.xlsx"
    instrument = plan.instruments[workshop.id]
    write_sheet_xlsx(plan.programme, workshop, instrument, links[workshop.id], load_texts("sv"), path)
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    columns = {cell.value: cell.column for cell in sheet[1] if cell.value}
    for row in range(RESPONSES):
        sheet.cell(FIRST_ROW + 1 + row, 1).value = row + 1
        for position, item in enumerate(instrument.items):
            said = f"Svar {row} på {item.name}: vi kan synas mer i internationella nätverk och medier."
            share = 20 if position % CHOICES < 5 else 0
            value = said if item.kind == "text" else share if item.kind == "points" else (row + position) % 7 + 1
            sheet.cell(FIRST_ROW + 1 + row, columns[item.name]).value = value
    book.save(path)
    return path


def main() -> None:
    """Print the ratio."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "programme"
        write_programme(folder)
        path = write_filled_sheet(folder)
        numbers = count(1)

        def collect() -> float:
            store = Path(name) / f"store-{next(numbers)}.sqlite3"
            command = [sys.executable, "-m", "toolkit", "-C", str(folder), "collect", str(path)]
            return time_program([*command, "--database", str(store)], cwd=ROOT)

        times = alternate(
            {"openpyxl": lambda: time_program([sys.executable, "-c", PEER, str(path)]), "toolkit": collect}
        )
    detail = f"{times['toolkit']:.2f} s : {times['openpyxl']:.2f} s, {RESPONSES * 20} answers"
    say("collect: one .xlsx / openpyxl reading it", times["toolkit"] / times["openpyxl"], 1.5, detail)


if __name__ == "__main__":
    main()
