"""Responses handed in beside those that are kept → a notice where two ids differ by dropped zeros alone. Pure."""

import re
from collections.abc import Iterable

from toolkit.collect.messages import NEARLY_SAME_ID
from toolkit.collect.taken import Taken
from toolkit.errors import Place, Problem

_ZEROS = re.compile(r"(?<![0-9])0+(?=[0-9])")


def find_near_ids(taken: Taken, kept: Iterable[tuple[str, str]]) -> list[Problem]:
    """Compare by workshop and id, within the file too; `kept` are the responses in the store."""
    handed = [(each.response.workshop, each.response.id) for each in taken.handed]
    found: list[Problem] = []
    known = set(kept)
    bare = {(workshop, _ZEROS.sub("", name)): name for workshop, name in sorted(known)}
    for workshop, name in sorted(handed):
        other = bare.setdefault((workshop, _ZEROS.sub("", name)), name)
        if other != name and (workshop, name) not in known:
            place = Place(file=taken.file, key=f"{workshop} / {name}")
            facts = {"id": name, "other": other}
            found.append(Problem(place=place, message=NEARLY_SAME_ID, facts=facts, notice=True))
    return found
