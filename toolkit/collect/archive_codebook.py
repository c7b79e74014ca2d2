"""What an archive's tables mean, for whoever reads them without this program: codebook.json's content. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any

from toolkit.model.archive import StoredTable
from toolkit.model.codebook import Code, Variable, compose_codebook
from toolkit.model.instrument import Instrument
from toolkit.model.programme import Programme
from toolkit.model.question import Question
from toolkit.model.text import Text
from toolkit.model.workshop import Workshop


def compose_codebook_facts(
    programme: Programme,
    workshops: Sequence[Workshop],
    bank: Sequence[Question],
    instruments: Mapping[str, Instrument],
    tables: Sequence[StoredTable],
) -> dict[str, Any]:
    """Describe the programme, the workshops, every question and item asked, and every table and column."""
    return {
        "programme": {
            "id": programme.id,
            "title": _say(programme.title),
            "organisation": _say(programme.organisation),
            "retention_days": programme.retention_days,
        },
        "workshops": [_describe_workshop(workshop, instruments[workshop.id]) for workshop in workshops],
        "questions": [_describe_question(question) for question in bank],
        "variables": [_describe_variable(variable) for variable in compose_codebook(bank).variables],
        "missing": "An answer that was not given has no row.",
        "tables": [_describe_table(table) for table in tables],
    }


def _say(text: Text) -> dict[str, str]:
    return {"sv": text.sv, "en": text.en}


def _describe_workshop(workshop: Workshop, instrument: Instrument) -> dict[str, Any]:
    return {
        "id": workshop.id,
        "group": workshop.group.id,
        "name": workshop.group.name,
        "kind": workshop.group.kind,
        "language": workshop.language,
        "date": workshop.date.isoformat() if workshop.date else None,
        "instrument": instrument.version,
        "items": [item.name for item in instrument.items],
    }


def _describe_question(question: Question) -> dict[str, Any]:
    return {"id": question.id, "kind": question.kind, "step": question.step, "text": _say(question.text)}


def _describe_variable(variable: Variable) -> dict[str, Any]:
    item = variable.item
    limits = {"low": item.low, "high": item.high} if item.numeric else {"choices": list(item.choices)}
    return {
        "item": item.name,
        "question": item.question,
        "kind": item.kind,
        "column": "value_number" if item.numeric else "value_text",
        "label": _say(variable.label),
        **limits,
        "codes": [_describe_code(code) for code in variable.codes],
    }


def _describe_code(code: Code) -> dict[str, Any]:
    return {"value": code.id or code.value, "code": code.value, "label": _say(code.label)}


def _describe_table(table: StoredTable) -> dict[str, Any]:
    return {
        "file": f"{table.name}.csv",
        "holds": table.comment,
        "rows": len(table.rows),
        "key": list(table.key),
        "columns": [
            {"name": column.name, "kind": column.kind, "optional": column.optional, "holds": column.comment}
            for column in table.columns
        ],
    }
