"""A small, whole programme folder for tests, and what reading says of a changed one."""

from pathlib import Path

import pytest

from toolkit.errors import InputError, Problem
from toolkit.reading.folder import ProgrammeFolder, read_folder
from toolkit.texts import load_texts

PROGRAMME = """\
id = "prov"
title = { sv = "Prov", en = "Trial" }
organisation = "Exempeluniversitetet"
languages = ["sv", "en"]
base_url = "https://prov.example"
groups = "groups.csv"
questions = ["questions/bank.toml"]

[outlines]
sv = "decks/sv.md"
en = "decks/en.md"

[[steps]]
id = "start"
title = { sv = "Början", en = "Start" }

[[insights]]
id = "natverk"
title = { sv = "Nätverk", en = "Networks" }

[[areas]]
id = "webb"
title = { sv = "Webb", en = "Website" }
insight = "natverk"
kind = "prioritised"

[[areas]]
id = "alumni"
title = { sv = "Alumner", en = "Alumni" }
insight = "natverk"
"""

BANK = """\
[[questions]]
id = "bild"
kind = "text"
step = "start"
text = { sv = "Vad är bilden?", en = "What is the image?" }

[[questions]]
id = "val"
kind = "choice"
step = "start"
text = { sv = "Vad väljer ni?", en = "What do you choose?" }
choices = [
  { id = "ja", text = { sv = "Ja", en = "Yes" } },
  { id = "nej", text = { sv = "Nej", en = "No" } },
]
"""

GROUPS = """\
group,name,kind,language,date,place,facilitators,expected,areas,opening
nord,Nord,dean-group,sv,2027-02-03,Salen,Kansliet|Avdelningen,14,webb|alumni,Hej
syd,South,library,en,2027-02-10,Room,Office,9,webb,Hello
"""


def write_folder(
    folder: Path, programme: str = PROGRAMME, bank: str = BANK, groups: str | bytes | None = GROUPS
) -> Path:
    """Write the folder; `groups=None` leaves the groups file out."""
    for name, text in (
        ("programme.toml", programme),
        ("questions/bank.toml", bank),
        ("decks/sv.md", "# Början"),
        ("decks/en.md", "# Start"),
    ):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    if groups is not None:
        (folder / "groups.csv").write_bytes(groups if isinstance(groups, bytes) else groups.encode())
    return folder


def read_changed(folder: Path, **files: str | bytes | None) -> ProgrammeFolder:
    """Write a folder with other contents and read it."""
    return read_folder(write_folder(folder, **files))  # type: ignore[arg-type]


def problems_of(folder: Path, **files: str | bytes | None) -> tuple[Problem, ...]:
    """Return the problems that reading raises."""
    with pytest.raises(InputError) as caught:
        read_changed(folder, **files)
    return caught.value.problems


def said_of(folder: Path, language: str = "en", **files: str | bytes | None) -> list[str]:
    """Return the problems as a person reads them."""
    return [load_texts(language).problem(problem) for problem in problems_of(folder, **files)]
