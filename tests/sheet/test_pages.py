"""What is left of a page becomes room to write, and never less than what a question needs."""

from hypothesis import given
from hypothesis import strategies as st

from toolkit.sheet.pages import LEAST_LINES, MOST_MORE, Piece, deal_lines

PIECES = st.lists(
    st.builds(
        Piece,
        step=st.booleans(),
        text=st.text(alphabet="abc åäö", max_size=200),
        help=st.text(alphabet="abc ", max_size=100),
        how=st.sampled_from(["", "1–7"]),
        field=st.floats(0, 120),
        lines=st.integers(LEAST_LINES, 8) | st.just(0),
    ),
    min_size=1,
    max_size=25,
)


@given(PIECES, st.floats(0, 80))
def test_a_closed_question_gets_no_lines_and_an_open_one_at_least_three(pieces: list[Piece], front: float) -> None:
    lines = deal_lines(pieces, front)
    assert len(lines) == len(pieces)
    for piece, given_lines in zip(pieces, lines, strict=True):
        if piece.lines == 0:
            assert given_lines == 0
        else:
            assert LEAST_LINES <= given_lines <= piece.lines + MOST_MORE
