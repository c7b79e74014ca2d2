"""A text table's rows stand under their headings, or are refused by line."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.errors import InputError
from toolkit.tables.grid import CellFault, Rows, find_cut_rows, find_faulty_cells, find_short_rows
from toolkit.tables.messages import ERROR_CELL, NOT_A_TABLE, NUL_SIGN, TOO_NARROW
from toolkit.tables.text import parse_text_table


def cut_lines(text: str, width: int = 3) -> list[int]:
    return [problem.place.line for problem in find_cut_rows(parse_text_table(text.encode(), "t.csv"), 1, width)]


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        ("1,2,3\n4,5,6", []),
        ("1,2,3\n4,5,6,7", [3]),
        ("1,2,3\n4,5,6,", [3]),
        ("1,2,3,\n4,5,6,", []),
        ("1,2,3,,\n4,5,6,,", []),
        ("1,2,3,,\n4,5,6,,7", [3]),
        ("1,2\n\n4,5,6", []),
        ('"1,2",2,3\n4,5,6', []),
        ("1,2,3,x\n4,5,6,y", [2, 3]),
    ],
)
def test_a_row_longer_than_its_headings_may_be_shifted(rows: str, lines: list[int]) -> None:
    assert cut_lines(f"a,b,c\n{rows}\n") == lines


def test_a_row_that_ends_before_the_others_is_told() -> None:
    rows = parse_text_table(b"a;b;c\n1;2;3\n4;5\n6\n", "t.csv")
    assert [(one.place.line, one.facts["column"]) for one in find_short_rows(rows, 1, 3)] == [
        (3, "C"),
        (4, "B"),
    ]
    every = parse_text_table(b"a;b;c\n1;2\n4;5\n", "t.csv")
    assert not list(find_short_rows(every, 1, 3))


def test_errors_and_columns_that_were_too_narrow_are_named_by_line_and_column() -> None:
    rows = parse_text_table(b"a;b\n#SAKNAS!;1\n2;########\n", "t.csv")
    found = list(find_faulty_cells(rows, 1, headers=("a", "b")))
    assert [(one.message, one.place.line, one.place.column) for one in found] == [
        (ERROR_CELL, 2, "A (a)"),
        (TOO_NARROW, 3, "B (b)"),
    ]


def test_every_line_with_a_zero_byte_is_named_and_what_is_no_text_is_none() -> None:
    with pytest.raises(InputError) as caught:
        parse_text_table("a;b\n1;H\0ej på er\n2;å\n3;d\0å\n".encode(), "t.csv")
    assert [(one.message, one.place.line) for one in caught.value.problems] == [(NUL_SIGN, 2), (NUL_SIGN, 4)]
    with pytest.raises(InputError) as caught:
        parse_text_table(bytes(range(256)) * 4, "t.csv")
    assert [one.message for one in caught.value.problems] == [NOT_A_TABLE]


CELLS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"], exclude_characters="\0"), max_size=10)


@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), min_size=1, max_size=6), st.sampled_from(";,\t"))
def test_whatever_a_program_writes_as_csv_is_read_the_same_or_as_a_fault(
    written: list[list[str]], delimiter: str
) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerow(["kolumn", "värde"])
    writer.writerows(written)
    rows: Rows = parse_text_table(text.getvalue().encode("utf-8-sig"), "t.csv")
    assert not list(find_cut_rows(rows, 1, 2))
    for cells, found in zip(written, rows.cells[1:], strict=True):
        for cell, value in zip(cells, found, strict=True):
            assert isinstance(value, CellFault) or value == cell
