"""Write the published tables as CSV, and all of them with their codebook as one JSON. An edge."""

import csv
import io
import json
from dataclasses import asdict
from pathlib import Path

from toolkit.files import Put, write_bytes
from toolkit.model.analysis import Analysis
from toolkit.summary.published import DataTable, Value, compose_tables
from toolkit.texts import Texts

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def write_data(
    analysis: Analysis, folder: Path, languages: tuple[Texts, ...], put: Put = write_bytes
) -> tuple[Path, ...]:
    """Write a CSV file a table, data.json with the same and README.txt, each whole or not at all."""
    tables = compose_tables(analysis)
    contents = {f"{table.name}.csv": compose_csv(table) for table in tables}
    contents["data.json"] = compose_json(analysis, tables)
    contents["README.txt"] = "\n".join(compose_readme(analysis, tables, texts) for texts in languages).encode()
    for name, content in contents.items():
        put(folder / name, content)
    return tuple(folder / name for name in contents)


def compose_csv(table: DataTable) -> bytes:
    """Return a table as CSV; a text that a spreadsheet would take for a formula gets an apostrophe before it."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(table.columns)
    writer.writerows([_write_value(value) for value in row] for row in table.rows)
    return text.getvalue().encode()


def _write_value(value: Value) -> Value:
    if isinstance(value, str) and value.startswith(_FORMULA_STARTS):
        return f"'{value}"
    return value


def compose_json(analysis: Analysis, tables: tuple[DataTable, ...]) -> bytes:
    """Return every table as records, with what each column holds and how it all was made."""
    programme = analysis.programme
    content = {
        "programme": {"id": programme.id, "title": asdict(programme.title)},
        "written_on": analysis.written_on.isoformat(),
        "note": asdict(analysis.note) if analysis.note else None,
        "method": asdict(analysis.method),
        "tables": {
            table.name: {
                "about": table.about,
                "columns": dict(table.columns),
                "rows": [dict(zip(table.columns, row, strict=True)) for row in table.rows],
            }
            for table in tables
        },
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def compose_readme(analysis: Analysis, tables: tuple[DataTable, ...], texts: Texts) -> str:
    """Say what the files are, and what is not in them."""
    title = analysis.programme.title.say(texts.language)
    lines = [
        texts("{programme}: the figures as data", programme=title),
        *([analysis.note.say(texts.language)] if analysis.note else []),
        "",
        texts("Everything here may be published. The raw answers are not here: toolkit export writes them."),
        texts(
            "Figures are withheld where fewer than {minimum} have answered the question, and those that would tell "
            "them; a count within a figure may be smaller. Single answers stand in quotes.csv only, where they are "
            "marked as quotable.",
            minimum=analysis.method.minimum,
        ),
        texts("CSV: UTF-8, comma, a header row. In Excel: Data, From Text/CSV. data.json holds the same."),
        "",
        *(f"{table.name}.csv  {texts(table.about)} ({len(table.rows)})" for table in tables),
        "",
    ]
    return "\n".join(lines)
