"""Questions as JSON text and back, for keeping what was asked beside the answers. Pure.

A key that an earlier or a later program has not is left out, or at its default: what was asked stays readable.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from typing import Any

from toolkit.model.question import Audience, Choice, Question, Scale
from toolkit.model.text import Text

_KEPT_ELSEWHERE = ("quotable", "retired", "corrected")
"""What is decided of a question later; it holds for every version."""


def compose_questions_json(questions: Sequence[Question]) -> str:
    """Write questions as they were asked, in both languages."""
    said = [asdict(question) for question in questions]
    for question in said:
        for key in _KEPT_ELSEWHERE:
            del question[key]
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def parse_questions_json(said: str) -> tuple[Question, ...]:
    """Read questions again; none where the text is not what was written."""
    try:
        return tuple(_parse_question(each) for each in json.loads(said))
    except (ValueError, KeyError, TypeError, AttributeError):
        return ()


def _parse_question(said: Mapping[str, Any]) -> Question:
    known = {field.name for field in fields(Question)} - set(_KEPT_ELSEWHERE)
    values = {key: value for key, value in said.items() if key in known}
    scale = values.get("scale")
    audience = values.get("audience") or {}
    return Question(
        **{
            **values,
            "text": Text(**values["text"]),
            "help": Text(**values.get("help", {})),
            "choices": tuple(
                Choice(id=each["id"], code=each["code"], text=Text(**each["text"])) for each in values["choices"]
            ),
            "scale": Scale(**{**scale, "low": Text(**scale["low"]), "high": Text(**scale["high"])}) if scale else None,
            "audience": Audience(**{key: tuple(names) for key, names in audience.items()}),
        }
    )
