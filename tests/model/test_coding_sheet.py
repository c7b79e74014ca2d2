"""What the worksheet for coding carries is read back as it was written, and nothing else is taken for it."""

from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.model.answer_key import AnswerKey
from toolkit.model.coding_sheet import MARK, CodingRow, compose_row_key, parse_row_key
from toolkit.model.sheet_mark import SheetMark, compose_mark, parse_mark

TEXTS = st.text(max_size=30)
IDS = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,4})?", fullmatch=True)
ROWS = st.builds(
    CodingRow,
    answer=st.builds(AnswerKey, TEXTS, TEXTS, TEXTS),
    digest=IDS,
    themes=st.lists(IDS, max_size=4).map(tuple),
    checked=st.booleans(),
    handling=st.sampled_from(["", "mask", "show", "leave-out"]),
    quotable=st.sampled_from([None, True, False]),
)


@given(ROWS)
@settings(deadline=None, max_examples=100)
def test_a_row_s_key_comes_back_whatever_the_ids_hold(row: CodingRow) -> None:
    assert parse_row_key(compose_row_key(row)) == row


@given(st.text(max_size=60) | st.integers() | st.floats() | st.booleans())
@settings(deadline=None, max_examples=200)
def test_any_other_cell_is_no_key_and_no_mark(cell: object) -> None:
    assert parse_row_key(cell) is None
    assert parse_mark(cell, MARK) is None


def test_json_that_is_no_key_is_none() -> None:
    for cell in (
        "[]",
        "[1,2,3,4,5,6,7,8]",
        '{"a":1}',
        '["a","b","c","d","e",2,"",null]',
        '["a","b","c","d","e",0,"x",1]',
    ):
        assert parse_row_key(cell) is None


def test_the_mark_says_programme_rows_and_version() -> None:
    mark = SheetMark(kind=MARK, programme="ki-synlighet", rows=1073)
    assert parse_mark(compose_mark(mark), MARK) == mark
    assert parse_mark(compose_mark(mark), "toolkit-steps") is None
