"""Every key of a TOML text is found on its line, however the text is written."""

import tomllib
from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from toolkit.reading.toml_lines import KeyPath, find_lines

TEXT = '''\
# a comment with = and [ and "
title = "a # no comment"
"quoted key".'other' = 1
dates = [
  1979-05-27 07:32:00, # one
  [1, 2,
   3],
]
long = """
[not.a.table]
key = "x" \\"""
"""
raw = \'\'\'
it\'s
\'\'\'
inline = { sv = "å", en = { deep = [ { x = 1 }, { x = 2 } ] } }

[table]
a = 1
[[items]]
id = "one"
  [items.scale]
  low = 0
[[items]]
id = "two"
  [[items.choices]]
  id = "c"
'''


def test_keys_tables_and_elements_are_found_on_their_lines() -> None:
    lines = find_lines(TEXT)
    assert lines["title",] == 2
    assert lines["quoted key", "other"] == 3
    assert lines["dates", 1] == 6
    assert lines["dates", 1, 2] == 7
    assert lines["long",] == 9
    assert lines["raw",] == 13
    assert lines["inline", "en", "deep", 1, "x"] == 16
    assert lines["table", "a"] == 19
    assert lines["items", 0, "scale", "low"] == 23
    assert lines["items", 1, "id"] == 25
    assert lines["items", 1, "choices", 0, "id"] == 27
    assert ("not", "a", "table") not in lines


def list_paths(value: object, path: KeyPath = ()) -> Iterator[KeyPath]:
    """List every key and element of a parsed TOML value."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, below in inner:
        yield (*path, key)
        yield from list_paths(below, (*path, key))


KEYS = st.sampled_from(["a", "b-1", '"å.ä"', "'q r'", "a.b", '"\\u0041"'])
SCALARS = st.sampled_from(
    ["1", "true", "1.5", "2027-01-01", '"x # ] }"', "'it''", "'a\"b'", '""', "''", '"""a\n"b""c"""', "'''\n'x'\n'''"]
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda parts: "[\n" + ", # c\n".join(parts) + "\n]")
        | st.lists(st.tuples(KEYS, inner), max_size=2).map(
            lambda pairs: "{" + ", ".join(f"{key} = {value}" for key, value in pairs) + "}"
        )
    ),
    max_leaves=5,
)
STATEMENTS = st.one_of(
    st.tuples(KEYS, VALUES).map(lambda pair: f"{pair[0]} = {pair[1]}"),
    KEYS.map(lambda key: f"[{key}]"),
    KEYS.map(lambda key: f" [[ {key} ]] # c"),
    st.just("# comment"),
    st.just(""),
)


@given(st.lists(STATEMENTS, max_size=6).map("\n".join))
def test_whatever_tomllib_accepts_has_a_line_for_every_key(text: str) -> None:
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    lines = find_lines(text)
    assert set(list_paths(values)) <= set(lines)
    assert all(1 <= line <= text.count("\n") + 1 for line in lines.values())
