"""Everything in the store → an open archive that any program reads and `toolkit collect` takes back whole."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from toolkit import __version__
from toolkit.collect.archive import compose_archive, write_archive
from toolkit.collect.archive_codebook import compose_codebook_facts
from toolkit.commands.outputs import gather
from toolkit.commands.own_store import open_existing_store
from toolkit.commands.plan import Plan, read_plan
from toolkit.errors import Problem
from toolkit.model.archive import StoredTable
from toolkit.outputs.outcome import Outcome, list_kept
from toolkit.outputs.outputs import Outputs
from toolkit.texts import Texts, load_texts


@dataclass(frozen=True, kw_only=True)
class Exported:
    """Where the archive stands and what it holds."""

    path: Path
    responses: int
    hidden: int
    answers: int
    notices: tuple[Problem, ...] = ()
    problems: tuple[Problem, ...] = ()
    outcomes: tuple[Outcome, ...] = ()

    def describe(self, texts: Texts) -> str:
        """Say what the archive holds."""
        return texts(
            "Exported {answers} answers in {responses} responses ({hidden} hidden): {path}",
            answers=self.answers,
            responses=self.responses,
            hidden=self.hidden,
            path=str(self.path),
        )

    def facts(self) -> Mapping[str, Any]:
        """Return the same as values."""
        return {
            "path": str(self.path),
            "responses": self.responses,
            "hidden": self.hidden,
            "answers": self.answers,
            "kept": list_kept(self.outcomes),
        }


def export_archive(
    folder: Path, *, path: Path | None = None, database: str | None = None, made_at: str = ""
) -> Exported:
    """Write a zip, or a folder where the name does not end in .zip. `made_at` is ISO 8601 to the minute."""
    plan = read_plan(folder)
    path = path or folder / "out" / "archive.zip"
    made_at = made_at or datetime.datetime.now().isoformat(timespec="minutes")
    with open_existing_store(plan, database) as store:
        tables = store.read_archive()
    about = {"program": __version__, "programme": plan.programme.id, "made_at": made_at}
    outputs = Outputs(folder)
    codebook = compose_codebook_facts(plan.programme, plan.workshops, plan.bank, plan.instruments, tables)
    write_archive(
        compose_archive(tables, codebook, compose_readme(plan, tables, made_at), about), path, outputs.as_kind()
    )
    by_name = {table.name: table for table in tables}
    responses = by_name["responses"]
    outcomes = outputs.take_outcomes()
    notices, problems = gather(outcomes)
    (hidden,) = responses.positions(("hidden",))
    return Exported(
        path=path,
        responses=len(responses.rows),
        hidden=sum(bool(row[hidden]) for row in responses.rows),
        answers=len(by_name["answers"].rows),
        notices=notices,
        problems=problems,
        outcomes=outcomes,
    )


def compose_readme(plan: Plan, tables: tuple[StoredTable, ...], made_at: str) -> str:
    """Say in the programme's languages what the archive is, file by file. Pure."""
    return "\n".join(
        _compose_part(plan, tables, made_at, load_texts(language)) for language in plan.programme.languages
    )


def _compose_part(plan: Plan, tables: tuple[StoredTable, ...], made_at: str, texts: Texts) -> str:
    title = plan.programme.title.say(texts.language)
    paragraphs = (
        texts("All collected answers of the programme, as an open archive"),
        f"{title}, {made_at.replace('T', ' ')}",
        "",
        texts("The tables are CSV in UTF-8 with commas, one row an answer."),
        texts("codebook.json says what each column, item and code means."),
        texts("An empty cell is no value; an answer that was not given has no row."),
        texts("A text that a spreadsheet would take for a formula has a ' before it, as has one that begins with '."),
        "",
        *(f"{table.name}.csv: {len(table.rows)}" for table in tables),
        "",
        texts("checksums.sha256 shows whether a file was changed: sha256sum --check checksums.sha256"),
        texts("To take everything back into an empty store, with its history: toolkit collect FOLDER-OR-ZIP"),
        texts("The answers are as they were written, hidden ones among them: keep the archive as you keep the store."),
        "",
    )
    return "\n".join(paragraphs)
