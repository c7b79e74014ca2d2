"""Open answers to try the rules on, and the labelled ones under tests/specimens/texts."""

import csv
from dataclasses import dataclass
from pathlib import Path

from toolkit.model.answer_key import AnswerKey
from toolkit.model.themes import CodableAnswer, ThemeBook
from toolkit.reading.folder import read_folder

ROOT = Path(__file__).resolve().parents[3]
TEXTS = ROOT / "tests" / "specimens" / "texts"


def make_answers(*texts: str, question: str = "q", language: str = "sv") -> tuple[CodableAnswer, ...]:
    """Make an answer of each text, by the responses 1, 2, 3 …"""
    return tuple(
        CodableAnswer(
            key=AnswerKey("nord", f"{number}", question), question=question, group="nord", language=language, text=text
        )
        for number, text in enumerate(texts, 1)
    )


@dataclass(frozen=True)
class Labelled:
    text: str
    language: str
    themes: frozenset[str]


def read_labelled(half: str) -> list[Labelled]:
    """Read the labelled workshop answers of one half."""
    with (TEXTS / "workshop-answers.tsv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [
        Labelled(row["text"], row["language"], frozenset(filter(None, row["themes"].split("|"))))
        for row in rows
        if row["half"] == half
    ]


def read_book() -> ThemeBook:
    """Read the KI programme's theme book."""
    return read_folder(ROOT).themes
