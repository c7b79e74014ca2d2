"""A corrected copy, or another table's copy of the same blank sheet?"""

import pytest

from toolkit.collect.copies import find_other_copy
from toolkit.collect.taken import Taken
from toolkit.model.change import Comparison
from toolkit.texts import load_texts


def compare(met: int, agreeing: int) -> Comparison:
    return Comparison(
        new_responses=0,
        changed_responses=1,
        unchanged_responses=0,
        new_answers=0,
        changes=(),
        met=met,
        agreeing=agreeing,
    )


SHEET = Taken(file="nord.xlsx", sha256="aa", numbered=True)


@pytest.mark.parametrize(("met", "agreeing"), [(0, 0), (3, 0), (4, 2), (100, 50), (100, 99)])
def test_a_file_that_leaves_half_of_what_it_meets_is_a_correction(met: int, agreeing: int) -> None:
    assert find_other_copy(SHEET, compare(met, agreeing)) == ()


@pytest.mark.parametrize(("met", "agreeing"), [(4, 0), (4, 1), (101, 50)])
def test_a_file_that_would_replace_most_of_what_it_meets_is_refused_with_both_remedies(met: int, agreeing: int) -> None:
    (problem,) = find_other_copy(SHEET, compare(met, agreeing))
    for language in ("sv", "en"):
        said = load_texts(language).problem(problem)
        assert "--copy" in said
        assert "--correction nord.xlsx" in said


def test_a_table_with_ids_of_its_own_is_never_taken_for_a_copy() -> None:
    assert find_other_copy(Taken(file="svar.csv", sha256="aa"), compare(100, 0)) == ()
