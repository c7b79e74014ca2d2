"""Tell a corrected copy from another table's copy of the same blank sheet. Pure.

Two tables that each fill a copy of one blank sheet both have a row 1. Taken as a correction, the second would replace
the first. A correction leaves most answers as they were; another table's answers are hardly ever the same. Answers
that the file leaves blank count as different, because two copies may each have filled what the other left.
"""

from toolkit.collect.messages import OTHER_COPY
from toolkit.collect.taken import Taken
from toolkit.errors import Place, Problem
from toolkit.files import quote_path
from toolkit.model.change import Comparison

_FEWEST = 4
"""Below this many answers under the same rows, chance could make either of the other."""


def find_other_copy(taken: Taken, comparison: Comparison) -> tuple[Problem, ...]:
    """Return the problem that refuses the file where fewer than half of the answers it meets agree."""
    if not taken.numbered or comparison.met < _FEWEST or 2 * comparison.agreeing >= comparison.met:
        return ()
    facts = {"met": comparison.met, "agreeing": comparison.agreeing, "typed": quote_path(taken.file)}
    return (Problem(place=Place(file=taken.file), message=OTHER_COPY, facts=facts),)
