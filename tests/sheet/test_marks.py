"""The marks that a camera reads: page, layout and instrument in a strip that tells its own mistakes."""

from hypothesis import given
from hypothesis import strategies as st

from toolkit.sheet.marks import LAYOUT_VERSION, STRIP_BITS, compose_marker, compose_strip, parse_strip


@given(st.integers(1, 255), st.integers(0, 2**32 - 1))
def test_a_strip_says_its_layout_page_and_instrument(page: int, version: int) -> None:
    bits = compose_strip(page, f"{version:08x}")
    assert len(bits) == STRIP_BITS
    assert parse_strip(bits) == (LAYOUT_VERSION, page, f"{version:08x}")


@given(st.integers(1, 255), st.integers(0, 2**32 - 1), st.integers(0, STRIP_BITS - 1))
def test_one_misread_cell_is_always_noticed(page: int, version: int, position: int) -> None:
    bits = compose_strip(page, f"{version:08x}")
    wrong = bits[:position] + ("1" if bits[position] == "0" else "0") + bits[position + 1 :]
    assert parse_strip(wrong) is None


def test_a_page_beyond_the_strip_s_numbers_is_unknown_not_wrong() -> None:
    assert parse_strip(compose_strip(256, "00000001")) == (LAYOUT_VERSION, 0, "00000001")


def test_the_four_markers_differ_however_the_page_is_turned() -> None:
    def turn(rows: tuple[str, ...]) -> tuple[str, ...]:
        return tuple("".join(column) for column in zip(*rows[::-1], strict=True))

    seen = set()
    for number in range(4):
        rows = compose_marker(number)
        for _ in range(4):
            seen.add(rows)
            rows = turn(rows)
    assert len(seen) == 16
