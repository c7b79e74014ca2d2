"""The worksheets of an edited summary → what a person changed in it, or everything that is wrong with it. Pure.

Two worksheets are read, for coding and of next steps; what stands in the others is nobody's answer.
"""

from collections.abc import Sequence
from dataclasses import replace

from toolkit.collect.asked import Asked
from toolkit.collect.coding import find_coding, read_coding
from toolkit.collect.steps import find_steps, read_steps
from toolkit.collect.taken import Taken, close_taken
from toolkit.errors import Problem
from toolkit.model.review import Review
from toolkit.tabular import Rows


def read_summary(tables: Sequence[Rows], asked: Asked, taken: Taken) -> Taken | None:
    """Read both worksheets, `taken` names the file; with a problem in either nothing is taken. None for other files."""
    coding, steps = find_coding(tables), find_steps(tables)
    if coding is None and steps is None:
        return None
    review = Review()
    found: list[Problem] = []
    if coding is not None:
        review, problems = read_coding(coding, asked)
        found += problems
    if steps is not None:
        other, problems = read_steps(steps, asked)
        read = {**review.read, **other.read}
        review = replace(review, step_rows=other.step_rows, steps=other.steps, read=read)
        found += problems
    return close_taken(replace(taken, rows=review.rows or 0, review=review), found)
