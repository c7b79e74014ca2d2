"""The Excel response sheet's carriers: constants, and the identity as text and back. Pure.

`sheet` writes by this file and `collect` reads by it. One workbook is one workshop in one language.

| worksheet      | what                                                                                          |
| -------------- | --------------------------------------------------------------------------------------------- |
| answers        | named `Svar` / `Answers`; found by its machine row, whatever it is called by now                |
| instructions   | named `Så här gör ni` / `How to fill in`; never read                                           |
| `_toolkit`     | very hidden; the second carrier, for when the machine row was deleted                          |

The answers worksheet (rows counted from 1; no cell is merged):

| row            | what                                                                                          |
| -------------- | --------------------------------------------------------------------------------------------- |
| 1 (hidden)     | the machine row: an item's name above its column, the identity above the number column          |
| 2              | question number and text, only above the question's first column                               |
| 3              | the column's header, unique in the worksheet: `Fråga 1`, `10.1 Webb`                            |
| 4              | how to answer: `1–7`, `x`, `0–100`                                                            |
| 5 …            | one participant or table a row (`HEADER_ROWS` below the machine row)                           |

Machine row cells: the identity (begins with `IDENTITY_PREFIX`; its column is the running number, prefilled, so a row
that holds only a number is blank), `LABEL_COLUMN` (optional: what the row is called, a table), item names, and
names that begin with `RESERVED_PREFIX` otherwise (`_sum.poang`: a live check; ignore). A blank machine cell above a
column that holds text: a column somebody added. A program may put rows above (Numbers writes the table's name) or
unhide the row, so look for the identity in any cell of the first `SEARCH_ROWS` rows.

Cells: a `choice` item holds the choice's text in the sheet's language (a drop-down), a `tick` item `x`, every other
numeric item a whole number, `text` and `word` items text (cells have the format @, so `=a` stays text).

The `_toolkit` worksheet: A1 the identity; A2 `CODE_KEY`, B2 the workshop's short code; A3 `ITEM_KEY`, B3 `HEADER_KEY`;
from row 4 on item name (or `NUMBER_COLUMN`, `LABEL_COLUMN`, `_sum.…`) in A and the column's header as it was written
(row 3 above) in B, up to the first row where A is blank. Columns from D on are the drop-downs' lists.

The identity is also in the workbook's custom property `IDENTITY_PROPERTY`.
"""

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote

FORMAT_VERSION = 1
IDENTITY_PREFIX = "toolkit/"
RESERVED_PREFIX = "_"
NUMBER_COLUMN = "_number"
LABEL_COLUMN = "_label"
SUM_PREFIX = "_sum."
HEADER_ROWS = 3
SEARCH_ROWS = 12
CARRIER_WORKSHEET = "_toolkit"
CODE_KEY = "code"
ITEM_KEY = "item"
HEADER_KEY = "header"
IDENTITY_PROPERTY = "toolkit"
TICK = "x"

_IDENTITY = re.compile(r"^\s*toolkit/(\d+)((?:\s+[a-z]+=\S*)*)\s*$")


@dataclass(frozen=True, kw_only=True)
class SheetIdentity:
    """Which workshop's sheet this is. `version` is the format's; `instrument` is the instrument's version."""

    programme: str
    workshop: str
    instrument: str
    language: str
    version: int = FORMAT_VERSION


def compose_identity(identity: SheetIdentity) -> str:
    """Write `toolkit/1 programme=ki workshop=nord instrument=0a1b2c3d language=sv`; odd characters as %XX."""
    facts = {
        "programme": identity.programme,
        "workshop": identity.workshop,
        "instrument": identity.instrument,
        "language": identity.language,
    }
    said = " ".join(f"{key}={quote(value, safe='')}" for key, value in facts.items())
    return f"{IDENTITY_PREFIX}{identity.version} {said}"


def parse_identity(text: object) -> SheetIdentity | None:
    """Read a cell as an identity, or return None where it is something else. Unknown keys are left out."""
    match = _IDENTITY.match(text) if isinstance(text, str) else None
    if match is None:
        return None
    facts = {key: unquote(value) for key, _, value in (pair.partition("=") for pair in match[2].split())}
    return SheetIdentity(
        programme=facts.get("programme", ""),
        workshop=facts.get("workshop", ""),
        instrument=facts.get("instrument", ""),
        language=facts.get("language", ""),
        version=int(match[1]),
    )
