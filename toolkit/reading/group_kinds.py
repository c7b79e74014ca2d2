"""What the rows of a groups file call their groups' kinds → the kind meant by each, or a new one. Pure.

A kind is one of the program's own, or one that programme.toml names under [kinds], by id or title in any capitals. What
is neither is a new kind, and is said to be one: no list of kinds suits every university.
"""

from collections.abc import Mapping, Sequence

from toolkit.model.area_names import fold_name
from toolkit.model.nearest import compose_id, find_nearest
from toolkit.model.text import Text
from toolkit.model.workshop import GROUP_KINDS
from toolkit.reading import messages
from toolkit.reading.group_row import Row

_LONGEST_KIND = 60
_NEARLY = 0.85
_SAID_KINDS: Mapping[str, str] = {
    "dekangrupp": "dean-group",
    "dekangrupper": "dean-group",
    "dean group": "dean-group",
    "institution": "department",
    "institutioner": "department",
    "departments": "department",
    "förvaltning": "administration",
    "förvaltningen": "administration",
    "bibliotek": "library",
    "biblioteket": "library",
}


def find_kinds(rows: Sequence[Row], own: Mapping[str, Text]) -> tuple[dict[str, str], dict[str, Text]]:
    """Return the kind (an id) of each way in which the rows say one, and the new kinds with what they are called.

    A kind that is nearly a known one is taken for it. Both are told once, where they are said first.
    """
    known = {fold_name(said): kind for said, kind in _SAID_KINDS.items()}
    known |= {fold_name(kind): kind for kind in (*GROUP_KINDS, *own)}
    known |= {fold_name(name): kind for kind, title in own.items() for name in (title.sv, title.en) if name}
    meant: dict[str, str] = {}
    new: dict[str, Text] = {}
    for row in rows:
        said = row.said("kind")
        form = fold_name(said)
        if not form or said in meant:
            continue
        if len(said) > _LONGEST_KIND:
            row.report(messages.LONG_KIND, "kind", length=len(said), most=_LONGEST_KIND)
        nearest = known.get(form) or known.get(find_nearest(form, known, cutoff=_NEARLY, begun=False) or "")
        if nearest is None:
            nearest = compose_id(said)
            new[nearest] = Text(sv=said, en=said)
            row.report(messages.NEW_KIND, "kind", notice=True, value=said, id=nearest)
        elif form not in known:
            row.report(messages.KIND_NEARLY, "kind", notice=True, value=said, nearest=nearest)
        meant[said] = known[form] = nearest
    return meant, new
